import Evidence
import GoSyntax
import Repository

/// Finds top-level tests that never call `t.Parallel`.
///
/// Quiet where the test could not: it calls `Setenv` or `Chdir`, changes the process's environment or folder, counts
/// allocations, or hands its `t` to a function of the package that calls `Parallel` itself.
struct NotParallelProbe: Probe {
  static let card = ProbeCard(
    id: "testing/not-parallel",
    sign: .antiPattern,
    looksFor: "a top-level test without t.Parallel",
    because: "tests that run one after another hide races between them and make the suite slow",
    instead: "call t.Parallel first, unless the test changes what the whole process shares",
    examples: [
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        ▸func TestTotal(t *testing.T) {
          t.Run("empty", func(t *testing.T) { t.Parallel() })
        }
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestTotal(t *testing.T) {
          t.Parallel()
        }
        func TestRegion(t *testing.T) {
          t.Setenv("REGION", "eu")
        }
        """),
      .quiet(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func start(t *testing.T) { t.Parallel() }
        func TestTotal(t *testing.T) { start(t) }
        func BenchmarkTotal(b *testing.B) {}
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var tests = 0
    let files = subject.snapshot.testFiles
    let starters = Dictionary(grouping: files, by: \.packagePath).mapValues { files in
      Set(files.flatMap(Self.functionsCallingParallel))
    }
    for file in files {
      for test in TestFunction.all(in: file) where test.kind == .test && test.name != "TestMain" {
        tests += 1
        let known = starters[file.packagePath] ?? []
        guard !Self.isParallelOrCannotBe(test, starters: known) else { continue }
        findings.append(
          file.finding(Self.card.id, at: test.node, "\(test.name) does not call t.Parallel", confidence: .low))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tests": .count(tests), "notParallel": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["func TestX(t *testing.T) without a call of Parallel"]))
  }

  private static let processWide: Set<String> = [
    "Setenv", "Unsetenv", "Clearenv", "Chdir", "AllocsPerRun", "Umask",
  ]

  private static func isParallelOrCannotBe(_ test: TestFunction, starters: Set<String>) -> Bool {
    guard let body = test.node.body else { return true }
    for call in body.descendants(of: .callExpr) {
      guard let function = call.function?.unparenthesized else { continue }
      if function.kind == .selectorExpr, let name = function.name?.text {
        if name == "Parallel", !isInsideSubtest(call, of: test.node) { return true }
        if processWide.contains(name) { return true }
      }
      if function.kind == .ident, starters.contains(function.text), !isInsideSubtest(call, of: test.node),
        call.arguments.contains(where: { $0.text == test.parameter })
      {
        return true
      }
    }
    return false
  }

  /// Whether the call belongs to a function literal with a `t` of its own.
  private static func isInsideSubtest(_ call: Node, of test: Node) -> Bool {
    for node in call.ancestors {
      if node == test { return false }
      if node.kind == .funcLit,
        node.type?.parameters?.fields.contains(where: { ($0.type?.text ?? "").hasSuffix(".T") }) == true
      {
        return true
      }
    }
    return false
  }

  private static func functionsCallingParallel(in file: GoFile) -> [String] {
    file.tree.root.declarations.compactMap { node in
      guard node.kind == .funcDecl, node.receiver == nil, let name = node.name?.text, let body = node.body else {
        return nil
      }
      let calls = body.descendants(of: .callExpr).contains {
        $0.function?.kind == .selectorExpr && $0.function?.name?.isText("Parallel") == true
          && !isInsideSubtest($0, of: node)
      }
      return calls && !name.hasPrefix("Test") ? name : nil
    }
  }
}
