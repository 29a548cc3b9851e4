import GoSyntax
import Repository

/// What a test's body does that may keep it from being parallel, as far as its own file tells.
struct BodyOfTest: Sendable {
  let function: Node
  /// It runs a suite, is parallel, or shares something by what is written in it alone.
  let isSettled: Bool
  /// Calls that make a test parallel, or change what the process shares, unless the method is one of the module's own.
  let deciding: [Node]
  /// Functions it calls by a plain name.
  let called: Set<String>
  /// Functions and methods that are given its `t`.
  let given: Set<String>
  /// Plain functions of its package and of those it imports.
  let setters: Set<PackageSetters.Candidate>

  /// The bodies of a file's tests, in the order of `TestFunction.all`; `TestMain` is none.
  static func all(in file: GoFile) -> [BodyOfTest] { file.fact(All.self).bodies }

  private struct All: FileFact {
    let bodies: [BodyOfTest]

    init(_ file: GoFile) {
      bodies = TestFunction.all(in: file).compactMap { test in
        guard test.kind == .test, test.name != "TestMain", let body = test.node.body else { return nil }
        return BodyOfTest(test.node, body, file)
      }
    }
  }

  private init(_ function: Node, _ body: Node, _ file: GoFile) {
    let parameter = function.type?.parameters?.fields.first?.names.first
    var isSettled = false
    var deciding: [Node] = []
    var called: Set<String> = []
    var given: Set<String> = []
    var setters: Set<PackageSetters.Candidate> = []
    for call in body.descendants(of: .callExpr) {
      guard let callee = call.function?.unparenthesized else { continue }
      // What settles the test leaves nothing to be asked.
      if isSettled { break }
      if ParallelCalls.opensSuite(call, in: file) || ParallelCalls.reordersPackage(call, in: function)
        || ParallelCalls.takesPort(call) || ParallelCalls.interceptsAll(call, in: file)
      {
        isSettled = true
      }
      if let setter = PackageSetters.Candidate(call, in: file) { setters.insert(setter) }
      let isOutside = !ParallelCalls.isInsideSubtest(call, of: function)
      if callee.kind == .selectorExpr, let name = callee.name {
        let isParallel = name.isText("Parallel")
        if !isParallel, !ParallelCalls.isProcessWide(name) {
          if isOutside, ParallelCalls.handsOver(call, parameter) { given.insert(name.text) }
        } else if !isParallel || isOutside {
          if let operand = callee.operand, let parameter, operand.isSameText(as: parameter) {
            isSettled = true
          } else {
            deciding.append(call)
          }
        }
      } else if callee.kind == .ident {
        called.insert(callee.text)
        if isOutside, ParallelCalls.handsOver(call, parameter) { given.insert(callee.text) }
      }
    }
    self.function = function
    self.isSettled =
      isSettled || ParallelCalls.needsOutside(body)
      || body.descendants(of: .assignStmt).contains { ParallelCalls.changesPackage($0, in: function) }
    self.deciding = deciding
    self.called = called
    self.given = given
    self.setters = setters
  }
}
