import Evidence
import GoSyntax
import Repository

/// Finds goroutines and deferred functions that capture a loop's variable in modules older than Go 1.22.
///
/// Limits: only literals started by go, defer or an errgroup's Go are looked at; from Go 1.22 on every turn has a
/// variable of its own and nothing is reported.
struct LoopVariableProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/loop-variable",
    sign: .antiPattern,
    looksFor: "a loop variable captured by a goroutine or a deferred function, below Go 1.22",
    because: "all of them see the variable's last value",
    instead: "pass it as an argument, or raise the go directive to 1.22",
    examples: [
      .found(
        """
        -- go.mod --
        module example.org/shop

        go 1.21
        -- shop.go --
        package shop

        func each(names []string) {
        	for _, name := range names {
        		go func() { println(▸name) }()
        	}
        }
        """),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.22
        -- shop.go --
        package shop

        func each(names []string) {
        	for _, name := range names {
        		go func() { println(name) }()
        	}
        }
        """),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.21
        -- shop.go --
        package shop

        func each(names []string) {
        	for _, name := range names {
        		name := name
        		go func() { println(name) }()
        	}
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let modern = GoVersion(major: 1, minor: 22)
    if let version = subject.snapshot.module?.goVersion, version >= modern {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "from Go 1.22 on every turn has its own variable"))
    }
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for loop in Array(file.tree.nodes(of: .rangeStmt)) + Array(file.tree.nodes(of: .forStmt)) {
        let names = Self.variables(of: loop)
        guard !names.isEmpty, let body = loop.body else { continue }
        for literal in body.descendants(of: .funcLit) where Self.runsLater(literal) {
          if let captured = Self.captured(names, by: literal, in: body) {
            findings.append(
              file.finding(Self.card.id, at: captured, "\(captured.text) is shared by all turns of the loop"))
          }
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["captured": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["go, defer and Go(func) inside loops"]))
  }

  private static func variables(of loop: Node) -> Set<String> {
    var names: [Node] = []
    if loop.kind == .rangeStmt, loop.token == .define {
      names = [loop.key, loop.value].compactMap { $0 }
    } else if loop.kind == .forStmt, let start = loop.initializer, start.token == .define {
      names = Array(start.leftSide)
    }
    return Set(names.map(\.text)).subtracting(["_"])
  }

  /// `go func(){}()`, `defer func(){}()`, `g.Go(func(){})`.
  private static func runsLater(_ literal: Node) -> Bool {
    guard let call = literal.parent, call.kind == .callExpr else { return false }
    if call.function == literal { return call.parent?.kind == .goStmt || call.parent?.kind == .deferStmt }
    return call.calledName == "Go" && call.function?.unparenthesized.kind == .selectorExpr
  }

  private static func captured(_ names: Set<String>, by literal: Node, in body: Node) -> Node? {
    let redeclared = body.descendants(of: .assignStmt).filter { $0.token == .define && $0.start < literal.start }
      .flatMap { $0.leftSide.map(\.text) }
    let parameters = literal.type?.parameters?.fields.flatMap { $0.names.map(\.text) } ?? []
    let free = names.subtracting(redeclared).subtracting(parameters)
    guard let inside = literal.body, !free.isEmpty else { return nil }
    return inside.descendants(of: .ident).first { use in
      guard free.contains(use.text) else { return false }
      if let parent = use.parent, parent.kind == .selectorExpr, parent.name == use { return false }
      if let parent = use.parent, parent.kind == .keyValueExpr, parent.key == use { return false }
      return true
    }
  }
}
