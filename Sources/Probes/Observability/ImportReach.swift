import Repository

/// Which packages of the module come together in a program: by what each imports, directly or through others.
struct ImportReach {
  private let imported: [String: Set<String>]
  private let mains: [String]

  init(_ snapshot: Snapshot) {
    let own = Set(snapshot.packages.lazy.map(\.path))
    var imported: [String: Set<String>] = [:]
    for file in snapshot.productFiles {
      for item in file.imports where own.contains(item.path) {
        imported[file.packagePath, default: []].insert(item.path)
      }
    }
    self.imported = imported
    mains = snapshot.packages.filter(\.isMain).map(\.path)
  }

  /// Whether one package brings the other with it, or a program both.
  func runTogether(_ one: String, _ other: String) -> Bool {
    if one == other || reached(from: one).contains(other) || reached(from: other).contains(one) { return true }
    return mains.contains { reached(from: $0).isSuperset(of: [one, other]) }
  }

  private func reached(from package: String) -> Set<String> {
    var seen: Set<String> = [package]
    var open = [package]
    while let next = open.popLast() {
      for path in imported[next] ?? [] where seen.insert(path).inserted { open.append(path) }
    }
    return seen
  }
}
