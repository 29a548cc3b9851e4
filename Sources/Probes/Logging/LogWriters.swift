import GoSyntax
import Repository

/// The place where log lines are written to: it cannot log its own failure, for that line would come back to it.
enum LogWriters {
  /// In a package named for logs, inside a method of something that is written to, or where such a thing is made.
  static func holds(_ call: Node, in file: GoFile) -> Bool {
    guard call.arguments.first?.isText("os.Stderr") ?? false,
      IdentifierWords(file.packageName).containsAny(of: ["log", "logs", "logger", "loggers", "logging"]),
      let function = call.ancestors.first(where: { $0.kind == .funcDecl })
    else { return false }
    let results = function.type?.results?.fields.compactMap { $0.type?.text } ?? []
    if results.contains(where: { ["io.WriteCloser", "io.Writer"].contains($0) }) { return true }
    guard
      let receiver = function.receiver?.fields.first?.type?.lastName
        ?? function.receiver?.fields.first?.type?.operand?.lastName
    else { return false }
    return file.tree.nodes(of: .funcDecl).contains { other in
      guard other.name?.isText("Write") ?? false, let type = other.receiver?.fields.first?.type else { return false }
      return (type.lastName ?? type.operand?.lastName) == receiver
    }
  }
}
