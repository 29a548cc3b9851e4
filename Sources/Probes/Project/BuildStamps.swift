import GoSyntax
import Repository

/// Texts that builds are told apart by, which the linker fills in: `version`, `gitCommit`, `buildDate`.
enum BuildStamps {
  static func isNamed(_ name: String) -> Bool { names.contains(name.lowercased().filter { $0 != "_" }) }

  /// Whether a function does nothing but fill in what the linker left out: each branch and each assignment is for a
  /// variable so named, and what it calls gives a value.
  static func areFilled(by body: Node) -> Bool {
    let assignments = body.descendants(of: .assignStmt).filter { $0.token != .define }
    guard !assignments.isEmpty else { return false }
    let isForStamps = assignments.allSatisfy { statement in
      statement.leftSide.allSatisfy { $0.kind == .ident && isNamed($0.text) }
    }
    return isForStamps
      && body.statements.allSatisfy { $0.kind == .ifStmt || $0.kind == .assignStmt || $0.kind == .declStmt }
      && body.descendants(of: .exprStmt).isEmpty && body.descendants(of: .goStmt).isEmpty
      && body.descendants(of: .deferStmt).isEmpty && body.descendants(of: .incDecStmt).isEmpty
  }

  private static let names: Set<String> = [
    "version", "commit", "revision", "date", "gitcommit", "gitrevision", "gitversion", "gitsha", "gittag", "gitbranch",
    "gittreestate", "builddate", "buildtime", "buildversion", "buildcommit", "appversion", "branch", "builtby",
    "buildstamp", "commithash", "commitsha", "commitdate", "builduser", "versionmetadata",
  ]
}
