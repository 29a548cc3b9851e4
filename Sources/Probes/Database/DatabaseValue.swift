import GoSyntax
import GoTypes
import Repository

/// A value a database library has handed out and wants back: rows to close, a transaction to end.
struct DatabaseValue {
  let file: GoFile
  let call: Node
  let name: Node
  let use: LocalUse

  /// Local variables that hold a result of one of the types, with the call that gave it.
  static func all(
    _ subject: Subject, from calls: Set<String>, of types: [(package: String, name: String)]
  ) -> [DatabaseValue] {
    var values: [DatabaseValue] = []
    for call in subject.productCalls(named: calls) {
      guard let name = call.node.receivingName(at: 0), let use = LocalUse(of: name),
        let results = subject.types.signature(calledBy: call.node, in: call.file)?.results, let first = results.first,
        types.contains(where: { DatabaseValue.matches(first, $0.package, $0.name) })
      else { continue }
      values.append(DatabaseValue(file: call.file, call: call.node, name: name, use: use))
    }
    return values
  }

  private static func matches(_ type: GoType, _ package: String, _ name: String) -> Bool {
    guard case .named(let path, name, _) = type.pointee else { return false }
    return path == package || path.hasPrefix(package + "/v")
  }

  static let rows = [
    (package: "database/sql", name: "Rows"), (package: "github.com/jmoiron/sqlx", name: "Rows"),
    (package: "github.com/jackc/pgx", name: "Rows"),
  ]
  static let rowCalls: Set<String> = ["Query", "QueryContext", "Queryx", "QueryxContext", "NamedQuery", "Rows"]
  static let transactions = [
    (package: "database/sql", name: "Tx"), (package: "github.com/jmoiron/sqlx", name: "Tx"),
    (package: "github.com/jackc/pgx", name: "Tx"),
  ]
}
