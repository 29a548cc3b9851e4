import Repository

/// Packages that only help tests: named for it, imported by tests of other packages, and by nothing that ships but each
/// other.
///
/// Limits: one whose name says nothing of tests counts as the product's, for a library's tests may be all that imports it.
struct TestSupport {
  private let packages: Set<String>

  init(_ snapshot: Snapshot) {
    let named = Set(
      snapshot.productFiles.lazy.filter { !$0.isMain && TestSupport.isNamed($0.packageName) }.map(\.packagePath))
    var used: Set<String> = []
    var shipped: Set<String> = []
    if !named.isEmpty {
      for file in snapshot.goFiles {
        for imported in file.imports where named.contains(imported.path) {
          if file.isTest || named.contains(file.packagePath) {
            used.insert(imported.path)
          } else if file.isProduct, !file.packagePath.isPath(imported.path) {
            // Programs below it keep what it is made of.
            shipped.insert(imported.path)
          }
        }
      }
    }
    packages = used.subtracting(shipped)
  }

  func holds(_ file: GoFile) -> Bool { packages.contains(file.packagePath) }

  /// `dbtest`, `testx`, `fixtures`, but not `contest`.
  private static func isNamed(_ name: String) -> Bool {
    name == "testx" || GoFile.Roles.isTestSupport(package: name, folders: [name])
  }
}
