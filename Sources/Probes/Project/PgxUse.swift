import BundledFacts
import GoSyntax
import Repository

/// How the code uses pgx: by itself, or as the driver beneath database/sql.
///
/// Its pool, its connections, transactions and rows are its own; its adapter, error types and parsed configurations serve
/// database/sql as well.
enum PgxUse {
  static let path = "github.com/jackc/pgx"

  private static let own: Set<String> = [
    "Connect", "ConnectConfig", "ConnectWithOptions", "Conn", "ConnPool", "NewConnPool", "Tx", "Rows", "Row", "Batch",
    "CollectRows", "CollectOneRow", "CollectExactlyOneRow", "ForEachRow", "CopyFromRows", "CopyFromSlice", "BeginFunc",
    "BeginTxFunc",
  ]

  /// The adapter for database/sql is imported, and nothing is asked of pgx itself.
  static func isOnlyDriver(_ files: [GoFile]) -> Bool {
    var hasAdapter = false
    for file in files {
      for imported in file.imports where imported.path.isPath(path) {
        switch LibraryFact.withoutVersion(imported.path).dropFirst(path.count) {
        case "/stdlib": hasAdapter = true
        case "/pgxpool": return false
        case "" where asksItself(file, imported): return false
        default: continue
        }
      }
    }
    return hasAdapter
  }

  private static func asksItself(_ file: GoFile, _ pgx: GoImport) -> Bool {
    file.tree.nodes(of: .selectorExpr).contains { selector in
      selector.operand?.kind == .ident && selector.operand?.text == pgx.name && own.contains(selector.name?.text ?? "")
    }
  }
}
