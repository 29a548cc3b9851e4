import Evidence
import GoSyntax
import Repository

/// Finds tests that range over a table of cases.
///
/// A table is a slice, array or map literal with at least two composite entries (or a map of any entries), written in
/// the `range`, in a variable of the same function, or in a package-level variable of the same test file. The loop has to
/// run or check something: its body uses the test's `t`, a suite, or a word of an assertion library.
/// Limits: a table built by a function, or read from testdata, is not seen.
struct TableDrivenProbe: Probe {
  static let card = ProbeCard(
    id: "testing/table-driven",
    version: 3,
    sign: .signal,
    looksFor: "a test that ranges over a table of cases",
    because: "a case that costs one line gets written, and the cases read side by side",
    instead: "list inputs and expectations in a slice of structs and run each with t.Run",
    examples: [
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestTotal(t *testing.T) {
          cases := []struct{ in, want int }{{1, 1}, {2, 4}}
          ▸for _, c := range cases {
            if c.in*c.in != c.want { t.Fail() }
          }
        }
        """),
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestTotal(t *testing.T) {
          ▸for name, want := range map[string]int{"a": 1, "b": 2} {
            t.Run(name, func(t *testing.T) { _ = want })
          }
        }
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestTotal(t *testing.T) {
          for i := range 3 { _ = i }
          for _, name := range []string{"a", "b"} { _ = name }
        }
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestFill(t *testing.T) {
          for _, o := range []order{{1, 2}, {2, 3}} { add(o) }
          if count() != 2 { t.Fail() }
        }
        """),
      .found(
        """
        -- cart_test.go --
        package shop
        import . "github.com/onsi/gomega"
        func checkTotals() {
          ▸for _, c := range []order{{1, 2}, {2, 3}} { Expect(total(c)).To(Equal(c.sum)) }
        }
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func BenchmarkTotal(b *testing.B) {
          for _, c := range []struct{ size, count int }{{1, 1}, {2, 4}} { _ = c }
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var functions = 0
    let files = subject.snapshot.testFiles
    for file in files {
      functions += TestFunction.all(in: file).filter { $0.kind == .test }.count
      findings += file.fact(Tables.self).findings
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tables": .count(findings.count), "testFunctions": .count(functions)],
      scope: Scope(files: files.count, patterns: ["range over a literal of composite cases", "DescribeTable"]))
  }

  private struct Tables: FileFact {
    private(set) var findings: [Finding] = []

    init(_ file: GoFile) {
      for loop in file.tree.nodes(of: .rangeStmt) {
        guard let ranged = loop.operand?.unparenthesized, TableDrivenProbe.isTable(ranged, in: file),
          !TableDrivenProbe.isMeasured(loop), TableDrivenProbe.checks(loop)
        else { continue }
        findings.append(file.finding(TableDrivenProbe.card.id, at: loop, "ranges over a table of cases"))
      }
      for call in file.tree.nodes(of: .callExpr) where call.function?.unparenthesized.isText("DescribeTable") == true {
        findings.append(file.finding(TableDrivenProbe.card.id, at: call, "a table of cases in Ginkgo's words"))
      }
    }
  }

  /// The loop stands in a benchmark: its table holds sizes, not expectations.
  private static func isMeasured(_ loop: Node) -> Bool {
    let function = loop.ancestors.first { $0.kind == .funcDecl }
    return function?.name.map { $0.bytes.starts(with: "Benchmark".utf8) } ?? false
  }

  /// Whether the body runs or checks a case: with a `t` or a suite of the functions around it, or in an assertion's words.
  private static func checks(_ loop: Node) -> Bool {
    guard let body = loop.body else { return false }
    var names = asserting
    for around in loop.ancestors where around.kind == .funcDecl || around.kind == .funcLit {
      if let receiver = around.receiver?.fields.first?.names.first { names.insert(receiver.text) }
      guard let parameters = around.type?.parameters?.fields else { continue }
      for field in parameters where field.type.map({ isTesting($0.text) }) ?? false {
        for name in field.names { names.insert(name.text) }
      }
    }
    return body.descendants(of: .callExpr).contains { call in
      call.calledOperandName.map(names.contains) ?? false || call.calledName.map(expecting.contains) ?? false
        || call.arguments.contains { $0.kind == .ident && names.contains($0.text) }
    }
  }

  /// `*testing.T`, `testing.TB`, `*check.C`.
  private static func isTesting(_ type: String) -> Bool {
    type.hasSuffix(".T") || type.hasSuffix(".TB") || type.hasSuffix(".C") || type.hasSuffix(".F")
  }

  private static let asserting: Set<String> = ["assert", "require", "is", "qt", "must", "check", "g"]
  private static let expecting: Set<String> = [
    "Expect", "Eventually", "Consistently", "It", "Entry", "Describe", "Context", "When", "So", "Convey",
  ]

  private static func isTable(_ ranged: Node, in file: GoFile) -> Bool {
    switch ranged.kind {
    case .compositeLit: return isTableLiteral(ranged)
    case .ident:
      let name = ranged.text
      let scope = ranged.ancestors.first { $0.kind == .funcDecl } ?? file.tree.root
      return literals(named: name, in: scope).contains(where: isTableLiteral)
        || literals(named: name, atTopOf: file).contains(where: isTableLiteral)
    default: return false
    }
  }

  private static func literals(named name: String, in scope: Node) -> [Node] {
    let assigned = scope.descendants(of: .assignStmt).flatMap { statement in
      zip(statement.leftSide, statement.rightSide).filter { $0.0.text == name }.map { $0.1.unparenthesized }
    }
    let declared = scope.descendants(of: .valueSpec).flatMap { spec in
      zip(spec.names, spec.values).filter { $0.0.text == name }.map { $0.1.unparenthesized }
    }
    return assigned + declared
  }

  private static func literals(named name: String, atTopOf file: GoFile) -> [Node] {
    file.tree.root.declarations.filter { $0.kind == .genDecl }.flatMap { declaration in
      declaration.specs.filter { $0.kind == .valueSpec }.flatMap { spec in
        zip(spec.names, spec.values).filter { $0.0.text == name }.map { $0.1.unparenthesized }
      }
    }
  }

  private static func isTableLiteral(_ node: Node) -> Bool {
    guard node.kind == .compositeLit, node.elements.count >= 2 else { return false }
    switch node.type?.kind {
    case .mapType: return true
    case .arrayType, .ident, .selectorExpr:
      let composite = node.elements.filter { element in
        let value = element.kind == .keyValueExpr ? element.value ?? element : element
        let bare = value.kind == .unaryExpr ? value.operand ?? value : value
        return bare.kind == .compositeLit
      }
      return composite.count >= 2
    default: return false
    }
  }
}
