import GoSyntax
import Testing

@testable import Probes

/// Where control goes, asked as probes ask: can the function end, from `start()`, without passing `done()`?
@Suite struct FlowGraphTests {
  /// The first function of a file with this body.
  static func graph(_ body: String) -> FlowGraph {
    let tree = GoParser.parse(Array("package p\n\nfunc f(err error, xs []int, c chan int) {\n\(body)\n}\n".utf8))
    #expect(tree.errors.isEmpty, "\(tree.errors)")
    let functions = tree.nodes(of: .funcDecl)
    return FlowGraph(functions[functions.startIndex])
  }

  static func call(_ name: String, in graph: FlowGraph) -> Node? {
    graph.function.descendants(of: .callExpr).first { $0.function?.text == name }
  }

  static func mentions(_ node: Node, _ name: String) -> Bool {
    node.text == name || node.descendants(of: .ident).contains { $0.text == name }
  }

  /// How the function ends on a way past `start()` and not past `done()`: `return 2` (the line of the body), `end`,
  /// `again`; nil without such a way.
  static func escape(
    _ body: String, _ ends: FlowGraph.Ends = [.returns, .again], follow: (FlowGraph.Branch) -> Bool = { _ in true }
  ) -> String? {
    let graph = graph(body)
    guard
      let path = graph.pathToExit(
        from: call("start", in: graph), to: ends, avoiding: { mentions($0, "done") }, follow: follow)
    else { return nil }
    switch path.end {
    case .again: return "again"
    case .step: return "step"
    case .exit(let exit):
      guard let last = path.last else { return "end" }
      return "\(exit) \(last.line - 3)"
    }
  }

  @Test(arguments: [
    ("start()\ndone()", nil),
    ("start()", "end"),
    ("start()\nreturn\ndone()", "returns 2"),
    ("start()\nif x {\nreturn\n}\ndone()", "returns 3"),
    ("start()\nif x {\ndone()\nreturn\n}\ndone()", nil),
    ("start()\nif x {\ndone()\n} else {\nother()\n}", "end"),
    ("start()\nif x {\ndone()\n} else if y {\ndone()\n} else {\ndone()\n}", nil),
    ("start()\nif x := other(); x {\ndone()\n}", "end"),
    ("start()\n{\ndone()\n}", nil),
    ("if start(); x {\n}\ndone()", nil),
    ("start()\nx := func() { return }\ndone()\nx()", nil),
    ("start()\nx := func() { done() }\nx()", nil),
  ])
  func `a branch that leaves without passing the step is a way out`(body: String, expected: String?) {
    #expect(Self.escape(body) == expected)
  }

  @Test(arguments: [
    ("start()\nif a && done() {\n}", "end"),
    ("start()\nif a || done() {\n}", "end"),
    ("start()\nif done() && a {\n}", nil),
    ("start()\nif !(done() || a) {\n}", nil),
    ("start()\nif a && (b || done()) {\nreturn\n}", "end"),
    ("start()\nif true {\ndone()\n}", nil),
    ("start()\nfor done() && a {\n}", nil),
  ])
  func `the right side of && and || runs only sometimes`(body: String, expected: String?) {
    #expect(Self.escape(body) == expected)
  }

  @Test(arguments: [
    ("start()\nfor i := 0; i < 3; i++ {\ndone()\n}", "end"),
    ("start()\nfor {\ndone()\n}", nil),
    ("start()\nfor {\n}", nil),
    ("start()\nfor {\nif x {\nbreak\n}\n}\ndone()", nil),
    ("start()\nfor {\nif x {\nreturn\n}\n}", "returns 4"),
    ("start()\nfor range xs {\ndone()\n}", "end"),
    ("start()\nfor _, x := range xs {\ncontinue\n}\ndone()", nil),
    ("for {\nstart()\nif x {\ncontinue\n}\ndone()\n}", "again"),
    ("for i := range xs {\nstart()\ndone()\n}", nil),
    ("for _, x := range xs {\nstart()\n}", "again"),
    ("start()\nfor ; ; done() {\nbreak\n}", "end"),
    ("for range start() {\n}\ndone()", nil),
    ("start()\nfor range done() {\n}", nil),
  ])
  func `loops run any number of rounds, and for without a condition for ever`(body: String, expected: String?) {
    #expect(Self.escape(body) == expected)
  }

  @Test(arguments: [
    ("start()\nswitch x {\ncase 1:\ndone()\ndefault:\ndone()\n}", nil),
    ("start()\nswitch x {\ncase 1:\ndone()\n}", "end"),
    ("start()\nswitch x {\ncase 1:\nfallthrough\ncase 2:\ndone()\ndefault:\ndone()\n}", nil),
    ("start()\nswitch x {\ncase 1:\nif y {\nbreak\n}\ndone()\ndefault:\ndone()\n}", "end"),
    ("start()\nswitch x := done(); x {\n}", nil),
    ("start()\nswitch {\ncase a, done():\n}", "end"),
    ("start()\nswitch {\ncase done():\n}", nil),
    ("start()\nswitch {\ndefault:\nreturn\ncase x:\ndone()\n}", "returns 4"),
    ("start()\nswitch v := x.(type) {\ncase int:\ndone(v)\n}", "end"),
    ("start()\nswitch x.(type) {\ncase int:\ndone()\ndefault:\ndone()\n}", nil),
    ("start()\nselect {\ncase <-c:\ndone()\ncase c <- 1:\nreturn\n}", "returns 6"),
    ("start()\nselect {\ncase <-c:\ndone()\n}", nil),
    ("start()\nselect {}", nil),
    ("start()\nselect {\ncase <-c:\ndone()\ndefault:\n}", "end"),
    ("start()\nfor {\nselect {\ncase <-c:\nbreak\ncase x := <-c:\nreturn\n}\n}", "returns 7"),
  ])
  func `switches and selects lead to their clauses`(body: String, expected: String?) {
    #expect(Self.escape(body) == expected)
  }

  @Test(arguments: [
    ("start()\nouter:\nfor {\nfor {\nbreak outer\n}\ndone()\n}", "end"),
    ("start()\nouter:\nfor {\nfor {\ncontinue outer\n}\n}", nil),
    ("outer:\nfor range xs {\nstart()\nfor {\nif x {\ncontinue outer\n}\ndone()\n}\n}", "again"),
    ("start()\nloop:\nfor {\nselect {\ncase <-c:\nbreak loop\n}\n}\ndone()", nil),
    ("start()\nif x {\ngoto end\n}\ndone()\nreturn\nend:\nother()", "end"),
    ("start()\nretry:\nif x {\ngoto retry\n}\ndone()", nil),
    ("start()\none:\ntwo:\nfor {\nbreak two\n}\ndone()", nil),
    ("start()\nout:\nswitch x {\ndefault:\nfor {\nbreak out\n}\n}", "end"),
  ])
  func `labels lead break, continue and goto to their statements`(body: String, expected: String?) {
    #expect(Self.escape(body) == expected)
  }

  @Test(arguments: [
    "panic(x)", "os.Exit(1)", "log.Fatalf(\"x\")", "logger.Fatal(x)", "runtime.Goexit()", "t.Fatal(x)", "t.FailNow()",
    "s.T().Skip()", "log.Fatal().Err(err).Msg(\"x\")", "log.Panicln(x)", "(panic(x))",
  ])
  func `a call that never returns is no way out`(call: String) {
    #expect(Self.escape("start()\nif x {\n\(call)\n}\ndone()") == nil)
  }

  @Test(arguments: ["exit(1)", "x.Exit()", "log.Error().Msg(\"x\")", "app.FailNow()", "x := panic"])
  func `a call that only looks like an end returns`(call: String) {
    #expect(Self.escape("start()\nif x {\n\(call)\nreturn\n}\ndone()") == "returns 4")
  }

  @Test func `panics and exits are ways out when asked for`() {
    #expect(Self.escape("start()\nif x {\npanic(x)\n}\ndone()", .panics) == "panics 3")
    #expect(Self.escape("start()\nif x {\nos.Exit(1)\n}\ndone()", .exits) == "exits 3")
    #expect(Self.escape("start()\nif x {\nt.FailNow()\n}\ndone()", .stops) == "stops 3")
    #expect(Self.escape("start()\ndefer done()\npanic(x)", .panics) == nil)
  }

  @Test func `a deferred call counts from where it is registered`() {
    #expect(Self.escape("start()\ndefer done()\nif x {\nreturn\n}") == nil)
    #expect(Self.escape("start()\nif x {\nreturn\n}\ndefer done()") == "returns 3")
    #expect(Self.escape("start()\nif x {\ndefer done()\n}") == "end")
  }

  @Test func `a caller leaves out the branches on which nothing was opened`() {
    func isOpened(_ branch: FlowGraph.Branch) -> Bool { branch.nilness { $0.isText("err") } != .notNil }
    for test in [
      "err != nil", "nil != err", "!(err == nil)", "err != nil && x", "errors.Is(err, io.EOF)", "os.IsNotExist(err)",
    ] {
      #expect(Self.escape("x, err := start()\nif \(test) {\nreturn\n}\ndone()", follow: isOpened) == nil, "\(test)")
    }
    for test in ["err == nil", "x", "err != nil || x", "other != nil", "!errors.Is(err, io.EOF)"] {
      #expect(
        Self.escape("x, err := start()\nif \(test) {\nreturn\n}\ndone()", follow: isOpened) == "returns 3", "\(test)")
    }
    #expect(
      Self.escape(
        "x, err := start()\nswitch err {\ncase nil:\ncase io.EOF:\nreturn\ndefault:\nreturn\n}\ndone()",
        follow: isOpened) == nil)
  }

  @Test func `branches count again once what they tell of has a new value`() throws {
    let graph = Self.graph(
      "x, err := start()\nif err != nil {\nreturn\n}\nerr = other()\nif err != nil {\nreturn\n}\ndone()")
    let start = try #require(Self.call("start", in: graph))
    let renewed = try #require(Self.call("other", in: graph))
    let done = try #require(Self.call("done", in: graph))
    let isOpened: (FlowGraph.Branch) -> Bool = { $0.nilness { $0.isText("err") } != .notNil }
    let path = graph.pathToExit(from: start, avoiding: [done], forgetting: [renewed], follow: isOpened)
    #expect(path?.last?.line == 10)
    #expect(graph.pathToExit(from: start, avoiding: [done], follow: isOpened) == nil)
  }

  @Test func `a way tells the branches it took`() throws {
    let graph = Self.graph("start()\nif a && !b {\nreturn\n}\ndone()")
    let path = try #require(
      graph.pathToExit(from: Self.call("start", in: graph), avoiding: { Self.mentions($0, "done") }))
    #expect(path.branches.map { "\($0.condition.text) \($0.isTrue)" } == ["a true", "b false"])
  }

  @Test func `statements after a jump are not reachable`() throws {
    let graph = Self.graph("if x {\nreturn\nstart()\n}\nfor {\n}\ndone()")
    #expect(try !graph.isReachable(#require(Self.call("start", in: graph))))
    #expect(try !graph.isReachable(#require(Self.call("done", in: graph))))
    #expect(graph.canReturn)
    #expect(!Self.graph("for {\n}").canReturn)
    #expect(!Self.graph("os.Exit(1)").canReturn)
    #expect(!Self.graph("loop:\ngoto loop").canReturn)
  }

  @Test func `a step is always before another when no way leads around it`() throws {
    let always = Self.graph("if x {\nstart()\n} else {\nstart()\n}\ndone()")
    #expect(try always.isAlwaysBefore(#require(Self.call("done", in: always))) { Self.mentions($0, "start") })
    let sometimes = Self.graph("if x {\nstart()\n}\ndone()")
    #expect(try !sometimes.isAlwaysBefore(#require(Self.call("done", in: sometimes))) { Self.mentions($0, "start") })
  }

  @Test func `deep nesting and long chains need no deep stack`() {
    let depth = 100
    let nested = String(repeating: "if x {\n", count: depth) + "start()" + String(repeating: "\n}", count: depth)
    #expect(Self.escape(nested) == "end")
    let chain = "start()\nif x {\n}" + String(repeating: " else if y {\n}", count: 5_000) + "\ndone()"
    #expect(Self.escape(chain) == nil)
  }
}
