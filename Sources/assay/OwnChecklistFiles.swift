import Checklists
import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The checklists a project brings along: YAML files in `.assay/checklists` of its folder, in the order of their names.
///
/// The folder is the repository's and not trusted: links must stay inside the project, and numbers are bounded.
enum OwnChecklistFiles {
  static let folder = ".assay/checklists"
  static let countMax = 100

  /// - Parameter given: files that are read anyway and shall not be read twice.
  static func found(in path: String, besides given: [String]) throws(Failure) -> [ChecklistFile] {
    let names = try names(in: "\(path)/\(folder)")
    guard !names.isEmpty, let home = real(path) else { return [] }
    let known = Set(given.compactMap(real))
    var files: [ChecklistFile] = []
    for name in names {
      let shown = path == "." ? "\(folder)/\(name)" : "\(path)/\(folder)/\(name)"
      guard let target = real("\(path)/\(folder)/\(name)") else {
        throw Failure(.usage, "\(shown) is a link that leads nowhere; mend it or remove it")
      }
      guard home == "/" || target.hasPrefix(home + "/") else {
        throw Failure(.usage, "\(shown) is a link to a file outside of the project; mend it or remove it")
      }
      guard !known.contains(target) else { continue }
      files.append(ChecklistFile(name: shown, bytes: try TextFile.bytes(of: shown, what: "checklist")))
    }
    return files
  }

  /// Whether a file of the folder is read, by its name or path.
  static func isChecklist(name: String) -> Bool {
    let last = name.split(separator: "/").last ?? ""
    return !last.hasPrefix(".") && (last.hasSuffix(".yml") || last.hasSuffix(".yaml"))
  }

  /// Whether the folder is the project's own and no link.
  static func isFolderInside(_ path: String) -> Bool {
    guard let home = real(path), let target = real("\(path)/\(folder)") else { return false }
    return target == (home == "/" ? "" : home) + "/" + folder
  }

  /// The names of YAML files; none where there is no such folder.
  private static func names(in folder: String) throws(Failure) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw Failure(.usage, "\(folder) cannot be listed (\(String(cString: strerror(errno)))); check its permissions")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if isChecklist(name: name) { names.append(name) }
      guard names.count <= countMax else {
        throw Failure(.usage, "\(folder) holds more than \(countMax) checklists; join or remove some")
      }
    }
    return names.sorted()
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
