import GoSyntax
import GoTypes
import Repository

/// The functions of a package's test files that make a test parallel, or keep it from being so.
struct ParallelCalls {
  /// Functions and methods whose body calls `Parallel` or changes what the process shares, or calls one that does.
  private var names: Set<String> = []

  init(_ files: [GoFile]) {
    var bodies: [(name: String, function: Node)] = []
    for file in files {
      for node in file.tree.nodes(of: .funcDecl) {
        guard let name = node.name, let body = node.body, !ParallelCalls.isTestName(name) else { continue }
        bodies.append((name.text, node))
        let calls = body.descendants(of: .callExpr)
        if calls.contains(where: { ParallelCalls.isDeciding($0) && !ParallelCalls.isInsideSubtest($0, of: node) }) {
          names.insert(name.text)
        }
      }
    }
    // Helpers that call such a helper; two rounds reach what people write.
    for _ in 0..<2 where !names.isEmpty {
      for (name, function) in bodies where !names.contains(name) {
        if function.descendants(of: .callExpr).contains(where: {
          callsDeciding($0) && !ParallelCalls.isInsideSubtest($0, of: function)
        }) {
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
        guard isParallel || ParallelCalls.isProcessWide(name) else {
          if names.contains(name.text), handsOver(call, test), !ParallelCalls.isInsideSubtest(call, of: test.node) {
            return true
          }
          continue
        }
        if isParallel, ParallelCalls.isInsideSubtest(call, of: test.node) { continue }
        if function.operand.map({ $0.text == test.parameter }) ?? false { return true }
        if !isLookalike(call, in: file, types) { return true }
      } else if function.kind == .ident, names.contains(function.text), handsOver(call, test),
        !ParallelCalls.isInsideSubtest(call, of: test.node)
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

  private func callsDeciding(_ call: Node) -> Bool {
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

  // MARK: Reading calls

  private static func isTestName(_ name: Node) -> Bool { name.text.hasPrefix("Test") }

  private static func isDeciding(_ call: Node) -> Bool {
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name else {
      return false
    }
    return name.isText("Parallel") || ParallelCalls.isProcessWide(name)
  }

  private static func isProcessWide(_ name: Node) -> Bool {
    name.isText("Setenv") || name.isText("Unsetenv") || name.isText("Clearenv") || name.isText("Chdir")
      || name.isText("AllocsPerRun") || name.isText("Umask")
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
}
