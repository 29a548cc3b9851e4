import GoSyntax
import Repository

/// A file that imports a logger only to silence it or to point it elsewhere, as what wraps client-go must:
/// `klog.SetLogger(logr.Discard())`.
enum MutedLogger {
  private static let muting: [String: Set<String>] = [
    "github.com/go-logr/logr": ["Discard", "DiscardLogger"],
    "k8s.io/klog": [
      "SetLogger", "SetLoggerWithOptions", "SetSlogLogger", "ClearLogger", "SetOutput", "SetOutputBySeverity",
      "LogToStderr", "InitFlags", "ClampLevel", "Flush", "Level", "ContextualLogger", "FlushLogger",
      "EnableContextualLogging",
    ],
  ]

  static func isOnlyMuted(_ imported: GoImport, in file: GoFile) -> Bool {
    guard let names = muting.first(where: { imported.path.isPath($0.key) })?.value else { return false }
    return file.tree.nodes(of: .selectorExpr).allSatisfy { selector in
      selector.operand?.kind != .ident || selector.operand?.text != imported.name
        || names.contains(selector.name?.text ?? "")
    }
  }
}
