import GoSyntax
import GoTypes
import Repository

/// Writes to hashes, which never fail.
extension IgnoredCall {
  /// `writeLine(digester.Hash(), name)`, `io.WriteString(h, name)`: what fails there is the writer, and a hash never does.
  func writesToHash(_ subject: Subject, _ file: GoFile) -> Bool {
    guard let writer = call.arguments.first?.unparenthesized, call.calledName?.lowercased().contains("write") == true
    else {
      return false
    }
    if writer.kind == .callExpr, writer.calledName == "Hash" { return true }
    return subject.types.type(of: writer, in: file).map(IgnoredCall.isHash) ?? false
  }

  static func isHash(_ type: GoType) -> Bool {
    if case .named("hash", _, _) = type.pointee { true } else { false }
  }

  /// Write of `hash.Hash`, of its like, and of what embeds it never fails.
  static func isHashWrite(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard call.calledName == "Write" || call.calledName == "WriteString",
      let operand = call.function?.unparenthesized.operand
    else { return false }
    guard let type = subject.types.type(of: operand, in: file) else { return isSummed(operand, after: call) }
    if isHash(type) { return true }
    if subject.types.fields(of: type).contains(where: { $0.isEmbedded && isHash($0.type) }) { return true }
    return subject.types.method("Sum", of: type) != nil && subject.types.method("BlockSize", of: type) != nil
  }

  /// `h.Sum64()` after the write: whatever its type, it is a hash.
  private static func isSummed(_ operand: Node, after call: Node) -> Bool {
    guard operand.kind == .ident, let function = call.enclosingFunction else { return false }
    return function.descendants(of: .callExpr).contains { later in
      later.start > call.end && ["Sum", "Sum32", "Sum64", "Sum128"].contains(later.calledName)
        && later.function?.unparenthesized.operand?.isSpelled(like: operand) == true
    }
  }
}
