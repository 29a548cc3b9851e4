import GoSyntax
import GoTypes
import Repository

/// The functions of a package's test files that make a test parallel, or keep it from being so.
struct ParallelCalls {
  /// Functions and methods whose body calls `Parallel` or changes what the process shares, or calls one that does.
  private var names: Set<String> = []
  /// Those that change what the process shares, a variable of a package too: a subtest that calls one settles its test.
  private var sharing: Set<String> = []
  /// Those that read the environment.
  private var environment: Set<String> = []

  init(_ files: [GoFile]) {
    var bodies: [(name: String, function: Node, parameter: Node)] = []
    for file in files {
      let helpers = file.tree.fact(Helpers.self)
      bodies += helpers.bodies
      names.formUnion(helpers.names)
      sharing.formUnion(helpers.sharing)
      environment.formUnion(helpers.environment)
    }
    for (name, function, _) in bodies where function.receiver == nil && opensOutside(function) {
      names.insert(name)
      sharing.insert(name)
    }
    // Helpers that call such a helper; two rounds reach what people write.
    for _ in 0..<2 where !names.isEmpty {
      for (name, function, parameter) in bodies where !names.contains(name) {
        if function.descendants(of: .callExpr).contains(where: {
          ParallelCalls.handsOver($0, parameter) && callsDeciding($0)
            && !ParallelCalls.isInsideSubtest($0, of: function)
        }) {
          names.insert(name)
          let calls = function.descendants(of: .callExpr).compactMap(\.calledName)
          if calls.contains(where: sharing.contains) { sharing.insert(name) }
        }
      }
    }
  }

  /// What the functions of one file do themselves.
  private struct Helpers: TreeFact {
    private(set) var bodies: [(name: String, function: Node, parameter: Node)] = []
    private(set) var names: Set<String> = []
    private(set) var sharing: Set<String> = []
    private(set) var environment: Set<String> = []

    init(_ tree: SyntaxTree) {
      for node in tree.nodes(of: .funcDecl) {
        guard let name = node.name, let body = node.body, !ParallelCalls.isTestName(name) else { continue }
        if let parameter = node.type?.parameters?.fields.first?.names.first {
          bodies.append((name.text, node, parameter))
        }
        let calls = body.descendants(of: .callExpr)
        if calls.contains(where: { ParallelCalls.isDeciding($0) && !ParallelCalls.isInsideSubtest($0, of: node) }) {
          names.insert(name.text)
        }
        if calls.contains(where: ParallelCalls.takesPort) {
          names.insert(name.text)
          sharing.insert(name.text)
        }
        if calls.contains(where: ParallelCalls.readsEnvironment) { environment.insert(name.text) }
        if node.receiver == nil,
          body.descendants(of: .assignStmt).contains(where: { ParallelCalls.changesPackage($0, in: node) })
        {
          names.insert(name.text)
          sharing.insert(name.text)
        }
      }
    }
  }

  /// Whether the test is parallel, or has a reason not to be.
  func isSettled(
    _ test: BodyOfTest, in file: GoFile, _ types: ModuleTypes, _ setters: inout PackageSetters,
    _ fixtures: inout SharedFixtures
  ) -> Bool {
    if test.isSettled || test.called.contains(where: sharing.contains) || test.given.contains(where: names.contains) {
      return true
    }
    if test.deciding.contains(where: { !isLookalike($0, in: file, types) }) { return true }
    if test.setters.contains(where: { setters.isSetter($0) }) { return true }
    return !fixtures.isEmpty
      && test.function.body?.descendants(of: .callExpr).contains { fixtures.isReached(by: $0, in: file) } ?? false
  }

  /// A method of the module's own with the name, whose body does nothing of the kind.
  private func isLookalike(_ call: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let callee = types.callee(of: call, in: file), callee.receiver != nil,
      callee.packagePath == file.packagePath || callee.packagePath == file.packagePath + "_test"
    else { return false }
    return !names.contains(callee.name)
  }

  /// Whether a helper opens a system that the environment names: all tests that use it share it.
  private func opensOutside(_ function: Node) -> Bool {
    let calls = function.descendants(of: .callExpr)
    return calls.contains { $0.calledName.map(ParallelCalls.openers.contains) ?? false }
      && calls.contains { call in
        ParallelCalls.readsEnvironment(call)
          || call.function?.kind == .ident && environment.contains(call.calledName ?? "")
      }
  }

  /// Whether a test runs only where the environment names a system to run against.
  static func needsOutside(_ body: Node) -> Bool {
    // `testutil.SkipUnlessEnv(t, "SHOP_INDEX")`
    let asksHelper = body.descendants(of: .callExpr).contains { call in
      guard let name = call.calledName, name.contains("kip") else { return false }
      let words = IdentifierWords(name)
      return words.contains("skip")
        && words.containsAny(of: ["env", "environment", "e2e", "docker", "live", "network", "online"])
    }
    return asksHelper
      || body.descendants(of: .ifStmt).contains { statement in
        guard let block = statement.body,
          block.descendants(of: .callExpr).contains(where: { $0.calledName?.hasPrefix("Skip") ?? false })
        else { return false }
        let asked = [statement.condition, statement.initializer].compactMap { $0 }
        return asked.contains {
          $0.descendants(of: .callExpr).contains(where: readsEnvironment) || readsEnvironment($0)
        }
      }
  }

  private static func readsEnvironment(_ call: Node) -> Bool {
    guard call.kind == .callExpr, call.calledOperandName == "os", let name = call.calledName else { return false }
    return name == "Getenv" || name == "LookupEnv"
  }

  /// `net.Listen("tcp", "127.0.0.1:8222")`: a second test that does so fails.
  static func takesPort(_ call: Node) -> Bool {
    guard let name = call.calledName, name.hasPrefix("Listen") else { return false }
    return call.arguments.contains { argument in
      guard let text = argument.unparenthesized.plainString, let colon = text.lastIndex(of: ":") else { return false }
      let port = text[text.index(after: colon)...]
      return !port.isEmpty && port.allSatisfy(\.isNumber) && port.contains { $0 != "0" }
    }
  }

  /// `gock.New(address)`, `httpmock.Activate()`: every request of the process is answered by what one test says.
  static func interceptsAll(_ call: Node, in file: GoFile) -> Bool {
    guard let operand = call.calledOperandName, intercepting.contains(operand) else { return false }
    return file.imports.contains { $0.name == operand && !$0.path.isEmpty }
  }

  private static let intercepting: Set<String> = ["gock", "httpmock", "monkey", "gomonkey", "mpatch"]

  /// What database drivers call opening.
  private static let openers: Set<String> = [
    "Open", "OpenDB", "Connect", "ConnectContext", "MustConnect", "NewEngine", "Dial", "DialContext", "ConnectConfig",
    "NewWithConfig",
  ]

  static func handsOver(_ call: Node, _ parameter: Node?) -> Bool {
    guard let parameter else { return false }
    return call.arguments.contains { $0.isSameText(as: parameter) }
  }

  private func callsDeciding(_ call: Node) -> Bool {
    guard let function = call.function?.unparenthesized, function.kind == .ident else { return false }
    return names.contains(function.text)
  }

  /// The packages of test files, by path and name, whose `TestMain` starts a server or a container: their tests share it.
  static func sharingServer(_ files: [GoFile]) -> Set<String> {
    var shared: Set<String> = []
    for file in files {
      for node in file.tree.nodes(of: .funcDecl) where node.receiver == nil {
        guard let name = node.name, name.isText("TestMain"), let body = node.body else { continue }
        let starts =
          !body.descendants(of: .goStmt).isEmpty
          || body.descendants(of: .callExpr).contains { $0.calledName.map(starting.contains) ?? false }
        if starts { shared.insert(file.packagePath + " " + file.packageName) }
      }
    }
    return shared
  }

  private static let starting: Set<String> = [
    "Start", "NewServer", "NewTLSServer", "NewUnstartedServer", "ListenAndServe", "Serve", "GenericContainer",
    "RunContainer", "RunWithOptions",
  ]

  /// A word of Ginkgo or gocheck: when its specs run is the suite's to say.
  static func opensSuite(_ call: Node, in file: GoFile) -> Bool {
    guard let name = call.calledName, suites.contains(name) else { return false }
    return file.imports.contains {
      $0.path.split(separator: "/").contains { $0 == "ginkgo" || $0.hasPrefix("check.v") }
    }
  }

  private static let suites: Set<String> = [
    "RunSpecs", "RunSpecsWithDefaultAndCustomReporters", "It", "Describe", "Context", "TestingT",
  ]

  /// Whether something declared outside the test gets another value: a variable of the package or of an imported one.
  static func changesPackage(_ statement: Node, in test: Node) -> Bool {
    guard statement.token == .assign else { return false }
    return statement.leftSide.contains { target in
      var name = target
      while name.kind == .selectorExpr || name.kind == .indexExpr || name.kind == .parenExpr, let inner = name.operand {
        name = inner
      }
      return name.kind == .ident && !name.isText("_") && !isDeclared(name, in: test)
    }
  }

  /// `SortByName(orders)`, `slices.Reverse(orders)` of a variable of the package: in place, so that it is another one after.
  static func reordersPackage(_ call: Node, in test: Node) -> Bool {
    // What works in place stands alone; `sort.SearchStrings(names, "a")` is asked for what it gives.
    guard call.parent?.kind == .exprStmt, let name = call.calledName,
      let first = call.arguments.first?.unparenthesized, first.kind == .ident,
      ["sort", "slices"].contains(call.calledOperandName ?? "")
        || ["sort", "reverse", "shuffle"].contains(IdentifierWords(name).words.first ?? ""),
      !isDeclared(first, in: test)
    else { return false }
    return call.tree.root.declarations.contains { declaration in
      declaration.token == .var
        && declaration.specs.contains { $0.names.contains { $0.isSameText(as: first) } }
    }
  }

  private static func isDeclared(_ name: Node, in test: Node) -> Bool {
    test.descendants(of: .assignStmt).contains { statement in
      statement.token == .define && statement.leftSide.contains { $0.isSameText(as: name) }
    }
      || test.descendants(of: .field).contains { $0.names.contains { $0.isSameText(as: name) } }
      || test.descendants(of: .valueSpec).contains { $0.names.contains { $0.isSameText(as: name) } }
      || test.descendants(of: .rangeStmt).contains { loop in
        loop.key?.isSameText(as: name) ?? false || loop.value?.isSameText(as: name) ?? false
      }
  }

  // MARK: Reading calls

  private static func isTestName(_ name: Node) -> Bool { name.text.hasPrefix("Test") }

  private static func isDeciding(_ call: Node) -> Bool {
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name else {
      return false
    }
    return name.isText("Parallel") || ParallelCalls.isProcessWide(name)
  }

  static func isProcessWide(_ name: Node) -> Bool {
    name.isText("Setenv") || name.isText("Unsetenv") || name.isText("Clearenv") || name.isText("Chdir")
      || name.isText("AllocsPerRun") || name.isText("Umask")
      // These look at every goroutine of the process, and set what the whole process uses.
      || name.isText("VerifyNone") || name.isText("NumGoroutine") || name.isText("SetTracerProvider")
      || name.isText("SetMeterProvider") || name.isText("SetDefault") || name.isText("GOMAXPROCS")
  }

  /// Whether the call belongs to a function literal with a `t` of its own.
  static func isInsideSubtest(_ call: Node, of test: Node) -> Bool {
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
}
