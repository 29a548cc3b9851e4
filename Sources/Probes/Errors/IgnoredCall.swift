import Evidence
import GoSyntax
import GoTypes
import Repository

/// A call whose error is not looked at, and whether that matters.
struct IgnoredCall {
  enum Use: Hashable { case unused, deferred, blank }

  let call: Node
  let use: Use

  /// Which results of a call are errors: `error` itself, or a type that implements it.
  static func errorPositions(of call: Node, _ subject: Subject, _ file: GoFile) -> [Int] {
    let types = subject.types
    switch types.errorResults(of: call, in: file) {
    case .at(let positions): return positions
    case .unknown, .none:
      guard let results = types.signature(calledBy: call, in: file)?.results else { return [] }
      return results.indices.filter { position in
        switch results[position] {
        case .error: return true
        case .named(let path, _, _), .pointer(.named(let path, _, _)):
          return !path.isEmpty && types.implementsError(results[position]) == true
        default: return false
        }
      }
    }
  }

  /// How sure it is that the error should be looked at; nil when it need not be.
  func confidence(_ subject: Subject, _ file: GoFile) -> Confidence? {
    let types = subject.types
    guard let callee = types.callee(of: call, in: file) else { return .medium }
    let name = callee.name
    switch (callee.packagePath, callee.receiver) {
    case ("fmt", nil):
      if name.hasPrefix("Print") { return nil }
      return name.hasPrefix("Fprint") ? printing(subject, file) : .high
    case ("io", nil) where name == "WriteString": return printing(subject, file)
    case ("log", _), ("text/tabwriter", _): return nil
    case ("bytes", "Buffer"), ("strings", "Builder"), ("hash/maphash", "Hash"): return nil
    case ("math/rand", _), ("math/rand/v2", _), ("crypto/rand", nil): return name == "Read" ? nil : .high
    case ("io", "PipeReader"), ("io", "PipeWriter"): return name == "CloseWithError" ? nil : closing(name, types, file)
    case ("net/http", "ResponseWriter"): return .low
    default: break
    }
    if let operand = call.function?.unparenthesized.operand, let type = types.type(of: operand, in: file) {
      if isHash(type, types) { return nil }
      if ["os.Stdout", "os.Stderr"].contains(operand.text), name.hasPrefix("Write") { return nil }
      let isPlainWriter = type.isNamed("net/http", "ResponseWriter") || type.isNamed("io", "Writer")
      if isPlainWriter, name == "Write" { return .low }
    }
    if name == "Close" || name == "Rollback" || name == "Sync" || name == "Flush" { return closing(name, types, file) }
    if use == .deferred && (callee.is("os", "Remove") || callee.is("os", "RemoveAll")) { return .medium }
    return use == .blank ? .medium : .high
  }

  /// Prints to places that cannot fail in a way anybody could act on.
  private func printing(_ subject: Subject, _ file: GoFile) -> Confidence? {
    guard let writer = call.arguments.first else { return nil }
    if ["os.Stdout", "os.Stderr"].contains(writer.text) { return nil }
    guard let type = subject.types.type(of: writer, in: file) else { return .low }
    let harmless = [
      ("bytes", "Buffer"), ("strings", "Builder"), ("bufio", "Writer"), ("text/tabwriter", "Writer"),
      ("net/http", "ResponseWriter"),
    ]
    if harmless.contains(where: { type.isNamed($0.0, $0.1) }) || isHash(type, subject.types) { return nil }
    return .low
  }

  /// Closing: what was written may be lost, what was read cannot.
  private func closing(_ name: String, _ types: ModuleTypes, _ file: GoFile) -> Confidence? {
    switch use {
    case .deferred:
      guard name == "Close" else { return name == "Flush" ? .medium : nil }
      return isWrittenFile(types, file) ? .medium : nil
    case .blank:
      let function = call.enclosingFunction
      let isDeferred =
        function?.kind == .funcLit && function?.parent?.kind == .callExpr
        && function?.parent?.parent?.kind == .deferStmt
      return isDeferred ? nil : .low
    case .unused:
      let isLeaving = call.ancestors.first { $0.kind == .ifStmt }?.condition?.nonNilOperand != nil
      return isLeaving ? nil : name == "Flush" ? .medium : .low
    }
  }

  /// Whether the receiver is a variable that os.Create or os.OpenFile gave.
  private func isWrittenFile(_ types: ModuleTypes, _ file: GoFile) -> Bool {
    guard let operand = call.function?.unparenthesized.operand, operand.kind == .ident,
      let assignment = types.declaration(of: operand, in: file)?.name?.parent, assignment.kind == .assignStmt,
      let value = assignment.rightSide.first?.unparenthesized, value.kind == .callExpr,
      let callee = types.callee(of: value, in: file)
    else { return false }
    if callee.is("os", "Create") || callee.is("os", "CreateTemp") { return true }
    return callee.is("os", "OpenFile") && value.text.contains("O_WRONLY")
      || callee.is("os", "OpenFile") && value.text.contains("O_RDWR")
  }

  /// `hash.Hash`, its like, and what embeds it: their Write never fails.
  private func isHash(_ type: GoType, _ types: ModuleTypes) -> Bool {
    if case .named("hash", _, _) = type.pointee { return true }
    if types.fields(of: type).contains(where: { $0.isEmbedded && isNamedHash($0.type) }) { return true }
    guard types.method("Sum", of: type) != nil, types.method("BlockSize", of: type) != nil else { return false }
    return call.function?.unparenthesized.name?.isText("Write") == true
  }

  private func isNamedHash(_ type: GoType) -> Bool {
    if case .named("hash", _, _) = type.pointee { true } else { false }
  }
}
