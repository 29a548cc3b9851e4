import Repository

/// Numbered scripts that hold a schema as it is now: they only create what is missing, so that they can run at every
/// start, and their numbers are an order.
///
/// Known by folders named for a schema, none of whose scripts changes a table that is there. A folder named for
/// migrations holds migrations, whatever is in it.
struct RepeatedScripts {
  private(set) var folders: Set<String> = []
  private(set) var first: RepositoryFile?

  init(_ scripts: [RepositoryFile], _ snapshot: Snapshot) {
    for (folder, files) in Dictionary(grouping: scripts, by: { String($0.folder) }) {
      guard RepeatedScripts.isNamedForSchema(folder),
        files.allSatisfy({ !RepeatedScripts.isNamedForStep($0.name) }),
        files.allSatisfy({ RepeatedScripts.onlyCreates(snapshot.text(of: $0.path) ?? "") })
      else { continue }
      folders.insert(folder)
    }
    first = scripts.first { folders.contains(String($0.folder)) }
  }

  private static func isNamedForSchema(_ folder: String) -> Bool {
    let words = folder.split(separator: "/").map { IdentifierWords($0) }
    return words.contains { $0.containsAny(of: ["schema", "schemas", "ddl", "init", "initdb", "tables", "structure"]) }
      && !words.contains {
        $0.containsAny(of: ["migration", "migrations", "migrate", "upgrade", "upgrades", "versions", "changes"])
      }
  }

  /// `0001_orders.up.sql`, `20240131_orders.sql`, `V2__orders.sql`
  private static func isNamedForStep(_ name: Substring) -> Bool {
    name.contains(".up.") || name.contains(".down.") || name.contains("__") || name.prefix { $0.isNumber }.count >= 8
  }

  private static let changes = [
    "ALTER TABLE", "RENAME", "DROP TABLE", "DROP COLUMN", "+GOOSE", "+MIGRATE", "MIGRATE:UP",
  ]

  private static func onlyCreates(_ text: String) -> Bool {
    let upper = text.uppercased()
    // What is taken back, or marked for a tool that notes each step, is a change.
    if RepeatedScripts.changes.contains(where: upper.contains) { return false }
    return upper.components(after: "CREATE TABLE").allSatisfy { rest in
      rest.drop { $0.isWhitespace }.hasPrefix("IF NOT EXISTS")
    } && upper.contains("CREATE")
  }
}
