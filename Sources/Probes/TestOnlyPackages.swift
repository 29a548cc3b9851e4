import GoSyntax
import Repository

/// What is there for tests only, though no name says so: packages that only tests of several other packages import, and
/// files that say so above their package clause.
///
/// Limits: packages that other modules may import count only in a module that has programs.
struct TestOnlyPackages: Sendable {
  /// Paths of packages.
  let packages: Set<String>
  /// Paths of files.
  let files: Set<String>

  init(_ snapshot: Snapshot) {
    var used: Set<String> = []
    for package in snapshot.packages { used.formUnion(package.internalImports + package.externalImports) }
    var testers: [String: Set<String>] = [:]
    for file in snapshot.testFiles {
      for item in file.imports where item.path != file.packagePath {
        testers[item.path, default: []].insert(file.packagePath)
      }
    }
    let hasPrograms = snapshot.packages.contains(where: \.isMain)
    packages = Set(
      snapshot.packages.lazy.filter { package in
        !package.isMain && !used.contains(package.path) && testers[package.path, default: []].count > 1
          && (hasPrograms || package.path.split(separator: "/").contains("internal"))
      }.map(\.path))
    files = Set(snapshot.productFiles.lazy.filter(TestOnlyPackages.saysSo).map(\.path))
  }

  func contains(_ file: GoFile) -> Bool { packages.contains(file.packagePath) || files.contains(file.path) }

  private static func saysSo(_ file: GoFile) -> Bool {
    guard let name = file.tree.root.name else { return false }
    return file.tree.commentGroups.prefix { $0.end <= name.start }.contains { group in
      StatedReason.ofTestsOnly(file.tree.text(group.start..<group.end))
    }
  }
}
