import Evidence
import GoSyntax
import GoTypes
import Repository

/// A call of Close, Flush, Sync or Rollback whose error is not looked at, and whether anything can be lost by it.
struct ClosingCall {
  let call: Node
  let use: IgnoredCall.Use

  /// Whether closing writes what is still missing: the end of an archive, the last block that was compressed.
  static func finishes(_ callee: Callee) -> Bool {
    guard callee.receiver == "Writer", callee.name == "Close", let path = callee.packagePath else { return false }
    return finishing.contains(path)
  }

  private static let finishing: Set<String> = [
    "archive/tar", "archive/zip", "compress/flate", "compress/gzip", "compress/lzw", "compress/zlib", "mime/multipart",
    "mime/quotedprintable", "github.com/klauspost/compress/gzip", "github.com/klauspost/compress/zip",
    "github.com/klauspost/pgzip",
  ]

  /// Closing: what was written may be lost, what was read cannot.
  func weight(_ name: String, _ types: ModuleTypes, _ file: GoFile) -> Confidence? {
    switch use {
    case .deferred:
      guard name == "Close" else { return name == "Flush" ? .medium : nil }
      return isWrittenFile(types, file) ? .medium : nil
    case .blank: return name == "Sync" || name == "Flush" ? .low : nil
    case .unused:
      if isLeaving { return nil }
      if name == "Flush" { return .medium }
      if name == "Close" {
        if call.function?.unparenthesized.operand?.unparenthesized.name?.isText("Body") == true { return nil }
        return isWrittenFile(types, file) ? .medium : nil
      }
      return .low
    }
  }

  /// Whether an error is there already, and the function ends with it.
  var isLeaving: Bool {
    guard let check = call.ancestors.first(where: { $0.kind == .ifStmt }), let body = check.body, body.contains(call),
      check.condition?.nonNilOperand?.isNamedAsError == true, let last = body.statements.last
    else { return false }
    if [.returnStmt, .branchStmt].contains(last.kind) { return true }
    let name = last.operand?.calledName ?? ""
    return name == "panic" || name == "Exit" || name.hasPrefix("Fatal")
  }

  /// Whether the same function writes to it by name.
  private func isWrittenHere(_ written: Node) -> Bool {
    call.enclosingFunction?.descendants(of: .callExpr).contains { other in
      other.start < call.start && other.calledName?.hasPrefix("Write") == true
        && other.function?.unparenthesized.operand?.isSpelled(like: written) == true
    } ?? false
  }

  /// Whether the receiver is a file that the function writes to, or a variable that os.Create or os.OpenFile gave.
  private func isWrittenFile(_ types: ModuleTypes, _ file: GoFile) -> Bool {
    guard let operand = call.function?.unparenthesized.operand else { return false }
    if types.type(of: operand, in: file)?.isNamed("os", "File") == true, isWrittenHere(operand) { return true }
    guard operand.kind == .ident, let assignment = types.declaration(of: operand, in: file)?.name?.parent,
      assignment.kind == .assignStmt,
      let value = assignment.rightSide.first?.unparenthesized, value.kind == .callExpr,
      let callee = types.callee(of: value, in: file)
    else { return false }
    if callee.is("os", "Create") || callee.is("os", "CreateTemp") { return true }
    guard callee.is("os", "OpenFile") else { return false }
    return value.descendants(of: .selectorExpr).contains { flag in
      flag.name?.isText("O_WRONLY") == true || flag.name?.isText("O_RDWR") == true
    }
  }
}
