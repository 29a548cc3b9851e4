import Evidence
import GoSyntax
import Repository

/// Finds how slow tests are kept apart: `testing.Short`, build tags, an environment variable that must be set.
struct ShortGuardProbe: Probe {
  static let card = ProbeCard(
    id: "testing/short-guard",
    version: 2,
    sign: .signal,
    looksFor: "tests that step aside or do less under -short, or wait behind a build tag",
    because: "a suite that can be run quickly is run often",
    instead: "skip tests that need a system with testing.Short, and run them in CI",
    examples: [
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestStore(t *testing.T) {
          if ▸testing.Short() { t.Skip("needs a database") }
        }
        """),
      .found(
        """
        -- cart_test.go --
        package shop
        import "testing"
        func TestOrders(t *testing.T) {
          rounds := 10000
          if ▸testing.Short() { rounds = 100 }
          for range rounds { order(t) }
        }
        func order(t *testing.T) {}
        """),
      .found(
        """
        -- cart_test.go --
        ▸//go:build integration

        package shop
        import "testing"
        func TestStore(t *testing.T) {}
        """),
      .quiet(
        """
        -- cart_test.go --
        //go:build linux

        package shop
        import "testing"
        func TestStore(t *testing.T) {
          if testing.Verbose() { t.Log("loud") }
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var guards = 0
    var tagged = 0
    let files = subject.snapshot.testFiles
    for file in files {
      let calls = file.tree.nodes(of: .callExpr).filter { $0.function?.isText("testing.Short") == true }
      guards += calls.count
      findings += calls.map { file.finding(Self.card.id, at: $0, Self.message(of: $0)) }
      guard let tag = TestTag.first(in: file) else { continue }
      tagged += 1
      findings.append(
        Finding(
          probe: Self.card.id, location: file.location(at: tag.offset), snippet: "//go:build \(tag.name)",
          message: "runs only with the build tag \(tag.name)"))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["shortGuards": .count(guards), "taggedFiles": .count(tagged)],
      scope: Scope(files: files.count, patterns: ["testing.Short()", "build tags such as integration, e2e"]))
  }

  /// What a test does where its call of `testing.Short` says yes.
  private static func message(of call: Node) -> String {
    let question = call.ancestors.first { $0.kind == .ifStmt }
    guard let question, let condition = question.condition, condition.contains(call), let body = question.body else {
      return "asks for -short"
    }
    let isDenied = call.ancestors.prefix { $0 != question }.contains { $0.kind == .unaryExpr && $0.token == .not }
    let leaves =
      body.statements.contains { $0.kind == .returnStmt || $0.kind == .branchStmt }
      || body.descendants(of: .callExpr).contains { call in
        call.calledName.map { $0.hasPrefix("Skip") || $0.hasPrefix("skip") } ?? false
      }
    return isDenied || leaves ? "steps aside under -short" : "does less under -short"
  }
}

/// A build tag that keeps a test file out of plain `go test`.
struct TestTag: Sendable {
  let name: String
  let offset: Int

  private static let words = [
    "integration", "e2e", "endtoend", "acceptance", "functional", "system", "slow", "smoke", "docker", "database",
    "live",
    "external", "conformance", "testcontainers", "component", "benchmarks", "requires",
  ]

  static func first(in file: GoFile) -> TestTag? {
    for group in file.tree.commentGroups where group.start < (file.tree.root.name?.start ?? 0) {
      for comment in group.comments {
        let text = file.tree.text(comment)
        guard text.hasPrefix("//go:build ") else { continue }
        let names = text.dropFirst("//go:build ".count).split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "!" }
        if let name = names.first(where: { name in
          words.contains { name.lowercased().contains($0) } && name.first != "!"
        }) {
          return TestTag(name: String(name), offset: comment.lowerBound)
        }
      }
    }
    return nil
  }
}
