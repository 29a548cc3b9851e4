import Evidence
import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lists the regular files below a folder that git would list: ignored ones left out, tracked ones kept.
///
/// Folders behind symbolic links are not entered, so the walk cannot loop; a link to a file inside the root counts as the
/// file. Repositories inside the repository (submodules) are projects of their own. Pipes, sockets and devices are
/// problems and never opened. Names that are not UTF-8 are shown repaired. The user's global ignore file is not read.
struct FolderWalk {
  static let fileCountMax = 200_000
  private static let depthMax = 400

  struct Found: Sendable {
    let path: String
    let absolute: [CChar]
    let byteCount: Int
    let isLink: Bool
  }

  private(set) var found: [Found] = []
  private(set) var problems: [SnapshotProblem] = []
  private let root: [UInt8]
  private let realRoot: String
  private let tracked: TrackedPaths
  /// Rules of the folders above and at the current one, each with the number of path bytes its folder takes.
  private var rules: [(rules: IgnoreRules, depth: Int)] = []
  private var isFull = false

  /// - Parameter above: rules of folders above the root, outermost first, each with the root's path as seen from there.
  init(root: String, above: [(rules: IgnoreRules, prefix: String)], tracked: TrackedPaths) throws(IntakeError) {
    self.root = Array(root.utf8)
    self.tracked = tracked
    self.above = above
    realRoot = FolderWalk.real(Array(root.utf8CString)) ?? root
    walk(path: [], level: 0)
    if isFull { throw IntakeError.tooManyFiles(path: root, max: FolderWalk.fileCountMax) }
  }

  private let above: [(rules: IgnoreRules, prefix: String)]

  private mutating func walk(path: [UInt8], level: Int) {
    let absolute = FolderWalk.joined(root, path)
    let shown = String(decoding: path, as: UTF8.self)
    guard level <= FolderWalk.depthMax else {
      problems.append(SnapshotProblem(path: shown, reason: "is nested deeper than \(FolderWalk.depthMax) folders"))
      return
    }
    guard let names = names(in: absolute, shown: shown) else { return }
    if level > 0, names.contains(where: { $0.name == Array(".git".utf8) }) {
      problems.append(SnapshotProblem(path: shown, reason: "is a repository of its own and was not read"))
      return
    }
    let ruleCount = rules.count
    if names.contains(where: { $0.name == Array(".gitignore".utf8) }) {
      let file = FolderWalk.joined(absolute.dropLast().map(UInt8.init(bitPattern:)), Array(".gitignore".utf8))
      if let bytes = try? FileBytes.read(file, followsLink: false, max: 1 << 20) {
        rules.append((IgnoreRules(bytes), path.isEmpty ? 0 : path.count + 1))
      }
    }
    for entry in names where !isFull {
      if entry.name == Array(".git".utf8) { continue }
      visit(entry, path: path.isEmpty ? entry.name : path + [47] + entry.name, level: level)
    }
    rules.removeLast(rules.count - ruleCount)
  }

  private mutating func visit(_ entry: Entry, path: [UInt8], level: Int) {
    let absolute = FolderWalk.joined(root, path)
    let shown = String(decoding: path, as: UTF8.self)
    var status = stat()
    guard lstat(absolute, &status) == 0 else {
      problems.append(SnapshotProblem(path: shown, reason: "cannot be read (\(FileBytes.reason()))"))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if isIgnored(path, isFolder: true), !tracked.holdsFolder(shown) { return }
      walk(path: path, level: level + 1)
    case S_IFREG:
      if isIgnored(path, isFolder: false), !tracked.holds(shown) { return }
      add(Found(path: shown, absolute: absolute, byteCount: Int(status.st_size), isLink: false))
    case S_IFLNK:
      if isIgnored(path, isFolder: false), !tracked.holds(shown) { return }
      guard stat(absolute, &status) == 0 else {
        problems.append(SnapshotProblem(path: shown, reason: "is a link that leads nowhere"))
        return
      }
      guard status.st_mode & S_IFMT == S_IFREG else { return }
      guard let target = FolderWalk.real(absolute), target.hasPrefix(realRoot + "/") || realRoot == "/" else {
        problems.append(
          SnapshotProblem(path: shown, reason: "is a link to a file outside of the project and was not read"))
        return
      }
      add(Found(path: shown, absolute: absolute, byteCount: Int(status.st_size), isLink: true))
    default:
      if isIgnored(path, isFolder: false) { return }
      problems.append(SnapshotProblem(path: shown, reason: "is a pipe, socket or device and was not read"))
    }
  }

  private mutating func add(_ file: Found) {
    let name = file.absolute.dropLast().suffix(file.path.utf8.count).map(UInt8.init(bitPattern:))
    if !name.elementsEqual(file.path.utf8) {
      problems.append(SnapshotProblem(path: file.path, reason: "has a name that is not UTF-8"))
    }
    found.append(file)
    if found.count > FolderWalk.fileCountMax { isFull = true }
  }

  private func isIgnored(_ path: [UInt8], isFolder: Bool) -> Bool {
    for (rules, depth) in rules.reversed() {
      if let verdict = rules.verdict(path: path[depth...], isFolder: isFolder) { return verdict }
    }
    for (rules, prefix) in above.reversed() {
      let whole = prefix.isEmpty ? path : Array(prefix.utf8) + [47] + path
      if let verdict = rules.verdict(path: whole[...], isFolder: isFolder) { return verdict }
    }
    return false
  }

  private struct Entry {
    let name: [UInt8]
  }

  /// Names in a folder, sorted so that a walk is the same every time; nil when it cannot be listed.
  private mutating func names(in absolute: [CChar], shown: String) -> [Entry]? {
    let descriptor = open(absolute, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    // The root itself may be a link.
    let usable = descriptor < 0 && shown.isEmpty ? open(absolute, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : descriptor
    guard usable >= 0, let stream = fdopendir(usable) else {
      problems.append(SnapshotProblem(path: shown, reason: "cannot be listed (\(FileBytes.reason()))"))
      if usable >= 0 { close(usable) }
      return nil
    }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let record = readdir(stream) {
      let length = withUnsafePointer(to: &record.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { strlen($0) }
      }
      let name = withUnsafeBytes(of: &record.pointee.d_name) { Array($0.prefix(length)) }
      if name == [46] || name == [46, 46] { continue }
      entries.append(Entry(name: name))
      if entries.count > FolderWalk.fileCountMax {
        isFull = true
        return nil
      }
    }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private static func joined(_ folder: [UInt8], _ name: [UInt8]) -> [CChar] {
    let bytes = name.isEmpty ? folder : folder + [47] + name
    return bytes.map(CChar.init(bitPattern:)) + [0]
  }

  static func real(_ path: [CChar]) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
