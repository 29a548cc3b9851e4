import GoSyntax
import GoTypes
import Repository

/// Where panics are what the place is for: the start of the program, functions that say so, helpers for tests.
struct PanicPlace {
  let call: Node
  let subject: Subject
  let file: GoFile

  var isForPanics: Bool {
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
      if StatedReason.ofPanics(words) || StatedReason.ofTests(words) { return true }
    }
    if file.isMain, subject.panickingPrograms.packages.contains(file.packagePath) { return true }
    guard function.receiver == nil else { return false }
    // A helper for tests that other packages' tests may use.
    if name.hasPrefix("Test"), name.dropFirst(4).first?.isUppercase == true { return true }
    return name == "init" || name == "main" && file.isMain || isOnlyCalledAtStart(function, name)
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
