import Checklists
import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The checklists a project brings along: YAML files in `.assay/checklists` of its folder, in the order of their names,
/// and behind them those its settings name, in the order they are written.
///
/// All of it is the repository's and not trusted: links must stay inside the project, and numbers are bounded.
enum OwnChecklistFiles {
  static let folder = ".assay/checklists"
  static let countMax = 100

  /// - Parameter given: files that are read anyway and shall not be read twice.
  static func found(in path: String, besides given: [String]) throws(Failure) -> [ChecklistFile] {
    let names = try names(in: "\(path)/\(folder)")
    let listed = try SettingsFile.checklists(root: path)
    guard !names.isEmpty || !listed.isEmpty, let home = real(path) else { return [] }
    var known = Set(given.compactMap(real))
    var files: [ChecklistFile] = []
    func add(_ name: String) throws(Failure) {
      let shown = path == "." ? name : "\(path)/\(name)"
      guard let target = real("\(path)/\(name)") else {
        let advice = isLink("\(path)/\(name)") ? "is a link that leads nowhere; mend it or remove it" : missing()
        throw Failure(.usage, "\(shown) \(advice)")
      }
      guard home == "/" || target.hasPrefix(home + "/") else {
        throw Failure(.usage, "\(shown) is a link to a file outside of the project; mend it or remove it")
      }
      guard known.insert(target).inserted else { return }
      files.append(ChecklistFile(name: shown, bytes: try TextFile.bytes(of: shown, what: "checklist")))
    }
    for name in names { try add("\(folder)/\(name)") }
    var problems: [ChecklistProblem] = []
    for entry in listed {
      do {
        try add(entry.path)
      } catch {
        problems.append(
          ChecklistProblem(
            file: ProjectSettings.fileName, line: entry.line, column: entry.column, message: error.message))
      }
    }
    guard problems.isEmpty else { throw SettingsFile.failure(ChecklistProblems(list: problems)) }
    return files
  }

  /// Whether a file of the folder is read, by its name or path.
  static func isChecklist(name: String) -> Bool {
    let last = name.split(separator: "/").last ?? ""
    return !last.hasPrefix(".") && (last.hasSuffix(".yml") || last.hasSuffix(".yaml"))
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
      let bytes = withUnsafeBytes(of: &record.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
      guard isChecklist(name: String(decoding: bytes, as: UTF8.self)) else { continue }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.usage, "\(folder)/\(escaped(bytes)) has a name that is not UTF-8; rename it")
      }
      names.append(name)
      guard names.count <= countMax else {
        throw Failure(.usage, "\(folder) holds more than \(countMax) checklists; join or remove some")
      }
    }
    return names.sorted()
  }

  /// A name as people can type it, with what is not ASCII written out.
  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16) }.joined()
  }

  private static func missing() -> String {
    errno == ENOENT ? "does not exist; mend the path or remove it" : String(cString: strerror(errno))
  }

  private static func isLink(_ path: String) -> Bool {
    let reason = errno
    defer { errno = reason }
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
