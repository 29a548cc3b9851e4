import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds top-level tests that never call `t.Parallel`.
///
/// Quiet where the test could not: it calls `Setenv` or `Chdir`, changes a variable of a package, the process's
/// environment or folder, counts allocations, or hands its `t` to a function of the package that does one of these or
/// calls `Parallel` itself. A method of the module that is merely named `Parallel` or `Setenv` counts for nothing.
struct NotParallelProbe: Probe {
  static let card = ProbeCard(
    id: "testing/not-parallel",
    version: 2,
    sign: .antiPattern,
    looksFor: "a top-level test without t.Parallel",
    because: "tests that run one after another hide races between them and make the suite slow",
    instead: "call t.Parallel first, unless the test changes what the whole process shares",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var tests = 0
    let files = subject.snapshot.testFiles
    let helpers = Dictionary(grouping: files, by: \.packagePath).mapValues { TestHelpers($0) }
    for file in files {
      for test in TestFunction.all(in: file) where test.kind == .test && test.name != "TestMain" {
        tests += 1
        guard let known = helpers[file.packagePath], let body = test.node.body,
          !known.isSettled(test, body, in: file, subject.types)
        else { continue }
        findings.append(
          file.finding(Self.card.id, at: test.node, "\(test.name) does not call t.Parallel", confidence: .low))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["tests": .count(tests), "notParallel": .count(findings.count)],
      scope: Scope(files: files.count, patterns: ["func TestX(t *testing.T) without a call of Parallel"]))
  }
}

/// The functions of a package's test files that make a test parallel, or keep it from being so.
private struct TestHelpers {
  /// Functions and methods whose body calls `Parallel` or changes what the process shares, or calls one that does.
  private var names: Set<String> = []

  init(_ files: [GoFile]) {
    var bodies: [(name: String, function: Node)] = []
    for file in files {
      for node in file.tree.nodes(of: .funcDecl) {
        guard let name = node.name, let body = node.body, !isTestName(name) else { continue }
        bodies.append((name.text, node))
        let calls = body.descendants(of: .callExpr)
        if calls.contains(where: { isDeciding($0) && !isInsideSubtest($0, of: node) }) { names.insert(name.text) }
      }
    }
    // Helpers that call such a helper; two rounds reach what people write.
    for _ in 0..<2 where !names.isEmpty {
      for (name, function) in bodies where !names.contains(name) {
        if function.descendants(of: .callExpr).contains(where: { callsHelper($0) && !isInsideSubtest($0, of: function) })
        {
          names.insert(name)
        }
      }
    }
  }

  /// Whether the test is parallel, or has a reason not to be.
  func isSettled(_ test: TestFunction, _ body: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    for call in body.descendants(of: .callExpr) {
      guard let function = call.function?.unparenthesized else { continue }
      if function.kind == .selectorExpr, let name = function.name {
        let isParallel = name.isText("Parallel")
        guard isParallel || isProcessWide(name) else {
          if names.contains(name.text), handsOver(call, test), !isInsideSubtest(call, of: test.node) { return true }
          continue
        }
        if isParallel, isInsideSubtest(call, of: test.node) { continue }
        if function.operand.map({ $0.text == test.parameter }) ?? false { return true }
        if !isLookalike(call, in: file, types) { return true }
      } else if function.kind == .ident, names.contains(function.text), handsOver(call, test),
        !isInsideSubtest(call, of: test.node)
      {
        return true
      }
    }
    return body.descendants(of: .assignStmt).contains { changesPackage($0, in: file, types) }
  }

  /// A method of the module's own with the name, whose body does nothing of the kind.
  private func isLookalike(_ call: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let callee = types.callee(of: call, in: file), callee.receiver != nil,
      callee.packagePath == file.packagePath || callee.packagePath == file.packagePath + "_test"
    else { return false }
    return !names.contains(callee.name)
  }

  private func handsOver(_ call: Node, _ test: TestFunction) -> Bool {
    call.arguments.contains { $0.text == test.parameter }
  }

  private func callsHelper(_ call: Node) -> Bool {
    guard let function = call.function?.unparenthesized, function.kind == .ident else { return false }
    return names.contains(function.text)
  }

  /// Whether a variable at package level gets another value, of this package or of an imported one.
  private func changesPackage(_ statement: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard statement.token == .assign else { return false }
    return statement.leftSide.contains { target in
      guard let name = target.kind == .selectorExpr ? target.name : target, name.kind == .ident, !name.isText("_"),
        target.kind == .ident || target.operand?.kind == .ident,
        let declaration = types.declaration(of: name, in: file), declaration.kind == .variable
      else { return false }
      return declaration.packagePath != nil
    }
  }
}

private func isTestName(_ name: Node) -> Bool { name.text.hasPrefix("Test") }

private func isDeciding(_ call: Node) -> Bool {
  guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name else {
    return false
  }
  return name.isText("Parallel") || isProcessWide(name)
}

private func isProcessWide(_ name: Node) -> Bool {
  name.isText("Setenv") || name.isText("Unsetenv") || name.isText("Clearenv") || name.isText("Chdir")
    || name.isText("AllocsPerRun") || name.isText("Umask")
}

/// Whether the call belongs to a function literal with a `t` of its own.
private func isInsideSubtest(_ call: Node, of test: Node) -> Bool {
  for node in call.ancestors {
    if node == test { return false }
    if node.kind == .funcLit, node.type?.parameters?.fields.contains(where: { ($0.type?.text ?? "").hasSuffix(".T") }) == true
    {
      return true
    }
  }
  return false
}

extension NotParallelProbe {
  private static func file(_ text: String) -> String {
    "-- cart_test.go --\npackage shop\nimport (\n  \"os\"\n  \"testing\"\n)\nvar _ = os.Args\n" + text
  }

  private static let found: [ProbeExample] = [
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          t.Run("empty", func(t *testing.T) { t.Parallel() })
        }
        """)),
    .found(
      file(
        """
        type order struct{}
        func (order) Parallel() {}
        func (order) Setenv(string) {}
        ▸func TestTotal(t *testing.T) {
          var o order
          o.Parallel()
          o.Setenv("x")
        }
        """)),
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          for _, name := range []string{"a"} {
            t.Run(name, total)
          }
        }
        func total(t *testing.T) { t.Parallel() }
        """)),
    .found(
      file(
        """
        ▸func TestTotal(t *testing.T) {
          count := 0
          count = 1
          _ = count
        }
        """)),
  ]

  private static let quiet: [ProbeExample] = [
    .quiet(
      file(
        """
        func TestTotal(q *testing.T) {
          q.Parallel()
        }
        func TestRegion(t *testing.T) {
          t.Run("eu", func(t *testing.T) { t.Setenv("REGION", "eu") })
        }
        """)),
    .quiet(
      file(
        """
        func start(t *testing.T) { t.Parallel() }
        func begin(t *testing.T) { start(t) }
        func TestTotal(t *testing.T) { begin(t) }
        func BenchmarkTotal(b *testing.B) {}
        """)),
    .quiet(
      file(
        """
        func enter(t *testing.T) { t.Chdir("testdata") }
        func TestTotal(t *testing.T) { enter(t) }
        """)),
    .quiet(
      file(
        """
        var now = 1
        func TestTotal(t *testing.T) {
          now = 2
          defer func() { now = 1 }()
        }
        func TestOutput(t *testing.T) { os.Stdout = nil }
        """)),
    .quiet(
      """
      -- cart_test.go --
      package shop
      import "testing"
      import "example.org/check"
      func TestTotal(t *testing.T) {
        c := check.New(t)
        c.Parallel()
      }
      """),
  ]
}
