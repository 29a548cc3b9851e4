import GoSyntax
import GoTypes
import Repository

/// Where panics are what the place is for: the start of the program, functions that say so, helpers for tests.
struct PanicPlace {
  let call: Node
  let subject: Subject
  let file: GoFile

  var isForPanics: Bool {
    if subject.testOnlyPackages.contains(file) || isOfTestFolder || isBlamed || isTestBranch || isOfProgram {
      return true
    }
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }), let name = function.name?.text else {
      return isStart(call, in: file)
    }
    if PanicPlace.isMust(name) || FunctionIndex.receiverName(of: function).map(PanicPlace.isMust) ?? false {
      return true
    }
    if PanicPlace.endsTheProgram(name)
      || FunctionIndex.receiverName(of: function).map(PanicPlace.endsTheProgram) ?? false
    {
      return true
    }
    if let doc = function.doc {
      let words = file.tree.text(doc.start..<doc.end)
      if StatedReason.ofPanics(words) || StatedReason.ofTests(words) || StatedReason.ofFault(words) { return true }
    }
    if subject.panickingPrograms.packages.contains(file.packagePath) { return true }
    guard function.receiver == nil else { return false }
    // A helper for tests that other packages' tests may use.
    if ExportedIdentifier.isExported(name), IdentifierWords(name).containsAny(of: PanicPlace.testing),
      !takesRequest(function)
    {
      return true
    }
    return name == "init" || name == "main" && file.isMain || isOnlyCalledAtStart(function, name)
  }

  /// Whether a function answers requests: it runs in what ships, whatever its name.
  private func takesRequest(_ function: Node) -> Bool {
    (function.type?.parameters?.fields ?? function.arguments).contains { field in
      field.names.contains { name in
        guard let type = subject.types.type(of: name, in: file) else { return false }
        return ForeignSources.isRequest(type) || type.isNamed("net/http", "ResponseWriter")
      }
    }
  }

  /// Whether the file lies in a folder of doubles or helpers for tests: `internal/testing/shelf.go`.
  private var isOfTestFolder: Bool {
    file.path.split(separator: "/").dropLast().contains { IdentifierWords($0).containsAny(of: PanicPlace.testing) }
  }

  private static let testing: Set<String> = [
    "test", "tests", "testing", "testutil", "testutils", "testhelper", "testhelpers", "testconfig", "mock", "mocks",
    "fake", "fakes", "faker", "stub",
  ]

  /// Whether a comment between the check and the panic gives the fault to whoever wrote the calling code.
  private var isBlamed: Bool {
    guard let body = call.ancestors.first(where: { $0.kind == .ifStmt || $0.kind == .caseClause }) else { return false }
    return StatedReason.ofFault(comments(from: body.start, to: call.start))
  }

  /// `if cfg == nil { // only in tests`.
  private var isTestBranch: Bool {
    call.ancestors.prefix { $0.kind != .funcDecl }.contains { branch in
      guard branch.kind == .ifStmt, let body = branch.body, body.contains(call), let first = body.statements.first
      else { return false }
      let said = comments(from: body.start, to: first.start)
      return StatedReason.ofTests(said) || StatedReason.ofTestsOnly(said)
    }
  }

  private func comments(from start: Int, to end: Int) -> String {
    call.tree.commentGroups.lazy.filter { $0.start >= start && $0.end <= end }
      .map { call.tree.text($0.start..<$0.end) }.joined(separator: " ")
  }

  /// A check of a type or a struct tag by reflection that no error is told of: what types there are is up to the
  /// program.
  private var isOfProgram: Bool {
    guard file.importing("reflect") != nil, let argument = call.arguments.first, !subject.isErrorValue(argument, file),
      let function = call.enclosingFunction, let branch = call.ancestors.first(where: { $0.kind == .ifStmt }),
      branch.enclosingFunction == function, let condition = branch.condition
    else { return false }
    let names = condition.descendants(of: .ident)
    if condition.kind == .ident || names.contains(where: \.isNamedAsError) { return false }
    if names.contains(where: { isReflected($0, "Type") })
      || condition.descendants(of: .callExpr).contains(where: { asksForType($0) }) || asksForType(condition)
    {
      return true
    }
    return names.contains { name in
      Variable(name, in: file, subject.types)?.given.contains { given in
        given.value.descendants(of: .selectorExpr).contains { $0.name?.isText("Tag") == true }
      } ?? false
    }
  }

  /// `value.Kind()`, `value.Type()`.
  private func asksForType(_ asking: Node) -> Bool {
    guard asking.kind == .callExpr, let name = asking.calledName, name == "Kind" || name == "Type",
      let operand = asking.function?.unparenthesized.operand
    else { return false }
    return isReflected(operand, "Value") || isReflected(operand, "Type")
  }

  private func isReflected(_ value: Node, _ name: String) -> Bool {
    subject.types.type(of: value, in: file)?.isNamed("reflect", name) == true
  }

  /// `Must`, `MustLoad`, `must_load`, but not `mustache`.
  private static func isMust(_ name: String) -> Bool {
    guard name.hasPrefix("Must") || name.hasPrefix("must") else { return false }
    return name.dropFirst(4).first.map { !$0.isLowercase } ?? true
  }

  /// `Fatalf`, `panicOnError`, `loadOrDie`: who calls it wants the end.
  private static func endsTheProgram(_ name: String) -> Bool {
    let words = IdentifierWords(name)
    if let first = words.words.first,
      ["fatal", "fatalf", "fatalln", "panic", "panicf", "panicln", "die"].contains(first)
    {
      return true
    }
    return words.ends(with: ["or", "panic"]) || words.ends(with: ["or", "die"])
  }

  /// Whether a package-level initializer runs the call before main; a literal that is only kept there runs later.
  private func isStart(_ call: Node, in file: GoFile) -> Bool {
    call.ancestors.allSatisfy { around in
      guard around.kind == .funcLit, let user = around.parent else { return true }
      // Called on the spot, or given to a function that may call it at once.
      if user.kind == .parenExpr { return true }
      // `handler(func() { … })` is kept as what it was converted to.
      return user.kind == .callExpr && !subject.types.isType(user.function ?? user, in: file)
    }
  }

  /// `var private = []net.IPNet{network("10.0.0.0/8")}`: all calls of the function are made by package-level
  /// initializers or init, so that it fails at once or never.
  private func isOnlyCalledAtStart(_ function: Node, _ name: String) -> Bool {
    guard !ExportedIdentifier.isExported(name) || file.isMain else { return false }
    let calls = Callers(of: function, in: file, subject).calls
    return !calls.isEmpty
      && calls.allSatisfy { call in
        guard let around = call.node.ancestors.first(where: { $0.kind == .funcDecl }) else {
          return isStart(call.node, in: call.file)
        }
        return around.receiver == nil && around.name?.isText("init") == true
      } && !UnheardCall.isUsedAsValue(function.name ?? function, subject, file)
  }
}
