/// Joins Go files to packages by folder and reads the imports between them.
enum PackageGraph {
  /// Packages sorted by path. Folders that Go's own tools leave out (testdata, `_x`, `.x`) are none.
  static func packages(of files: [GoFile], module: GoModule?) -> [GoPackage] {
    var indicesByFolder: [String: [Int]] = [:]
    for (index, file) in files.enumerated() where !file.roles.contains(.testdata) {
      indicesByFolder[RelativePath.folder(of: file.path), default: []].append(index)
    }
    let known = Set(indicesByFolder.values.compactMap { $0.first.map { files[$0].packagePath } })
    return indicesByFolder.map { folder, indices in
      // Files behind `//go:build ignore` are programs of their own that lie in the folder.
      let plain = indices.filter { !files[$0].isTest }
      let compiled = plain.filter { !files[$0].tree.fact(FileHeader.self).isTool }
      let path = files[indices[0]].packagePath
      let imports = Set(compiled.flatMap { files[$0].imports.map(\.path) }).subtracting([path])
      let (inside, outside) = imports.reduce(into: ([String](), [String]())) { result, imported in
        if isInternal(imported, known: known, module: module) {
          result.0.append(imported)
        } else {
          result.1.append(imported)
        }
      }
      return GoPackage(
        path: path, folder: folder, name: name(of: compiled.isEmpty ? plain : compiled, among: indices, in: files),
        fileIndices: indices, internalImports: inside.sorted(), externalImports: outside.sorted())
    }.sorted { $0.path < $1.path }
  }

  private static func isInternal(_ path: String, known: Set<String>, module: GoModule?) -> Bool {
    known.contains(path) || module.map { path == $0.path || path.hasPrefix($0.path + "/") } ?? false
  }

  /// The name most of its files give; of a folder with tests only, theirs without `_test`.
  private static func name(of plain: [Int], among indices: [Int], in files: [GoFile]) -> String {
    var counts: [String: Int] = [:]
    for index in plain { counts[files[index].packageName, default: 0] += 1 }
    if let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { return best.key }
    let name = indices.first.map { files[$0].packageName } ?? ""
    return name.hasSuffix("_test") ? String(name.dropLast(5)) : name
  }
}
