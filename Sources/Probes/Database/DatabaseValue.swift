import GoSyntax
import GoTypes
import Repository

/// A value a database library hands out and wants back: rows to close, a transaction to end.
enum DatabaseValue {
  /// What the calls of the product that hand out such a value do with it; what goes elsewhere at once is left out.
  ///
  /// `isWanted` judges the type of the first result.
  static func held(_ subject: Subject, from names: Set<String>, isWanted: (GoType) -> Bool) -> [HeldValue] {
    var values: [HeldValue] = []
    for call in subject.productCalls(named: names) {
      guard let parent = call.node.parent, [.exprStmt, .assignStmt, .valueSpec].contains(parent.kind),
        let results = subject.types.signature(calledBy: call.node, in: call.file)?.results, let first = results.first,
        isWanted(first),
        case .held(let value) = HeldValue.receiver(of: call.node, at: 0, count: results.count, in: call.file)
      else { continue }
      values.append(value)
    }
    return values
  }

  private static let rowTypes: [(package: String, names: Set<String>)] = [
    ("database/sql", ["Rows"]), ("github.com/jmoiron/sqlx", ["Rows"]), ("github.com/jackc/pgx", ["Rows"]),
    ("github.com/ClickHouse/clickhouse-go", ["Rows"]),
  ]

  static func isRows(_ type: GoType) -> Bool {
    guard case .named(let path, let name, _) = type.pointee else { return false }
    return rowTypes.contains { $0.names.contains(name) && isBelow(path, $0.package) }
  }

  /// A transaction is called so by every library.
  static func isTransaction(_ type: GoType, _ types: ModuleTypes) -> Bool {
    guard case .named(let path, let name, _) = type.pointee, name == "Tx" else { return false }
    if transactionPackages.contains(where: { isBelow(path, $0) }) { return true }
    return types.method("Rollback", of: type) != nil && types.method("Commit", of: type) != nil
  }

  private static let transactionPackages = [
    "database/sql", "github.com/jmoiron/sqlx", "github.com/jackc/pgx", "github.com/go-pg/pg", "github.com/uptrace/bun",
    "go.etcd.io/bbolt", "github.com/boltdb/bolt",
  ]

  private static func isBelow(_ path: String, _ package: String) -> Bool {
    path == package || path.hasPrefix(package + "/")
  }

  /// Functions and methods of the module that give rows: who calls them has the rows to close.
  static func rowCalls(_ subject: Subject) -> Set<String> {
    var names = libraryRowCalls
    for file in subject.snapshot.productFiles
    where file.imports.contains(where: { imported in rowTypes.contains { isBelow(imported.path, $0.package) } }) {
      for function in file.tree.nodes(of: .funcDecl) {
        guard let type = function.type?.results?.fields.first?.type, type.lastName == "Rows",
          let name = function.name?.text
        else { continue }
        names.insert(name)
      }
    }
    return names
  }

  static let libraryRowCalls: Set<String> = [
    "Query", "QueryContext", "Queryx", "QueryxContext", "NamedQuery", "NamedQueryContext", "Rows", "QueryEx",
    "QueryRows",
  ]
}
