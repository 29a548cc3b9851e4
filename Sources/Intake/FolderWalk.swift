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
  /// Read when the first ignored path asks whether it is tracked all the same.
  private lazy var tracked = readTracked()
  private let readTracked: () -> TrackedPaths
  /// Rules of the folders above and at the current one, each with the number of path bytes its folder takes.
  private var rules: [(rules: IgnoreRules, depth: Int)] = []
  private var isFull = false

  /// - Parameter above: rules of folders above the root, outermost first, each with the root's path as seen from there.
  init(
    root: String, above: [(rules: IgnoreRules, prefix: String)], tracked: @escaping () -> TrackedPaths
  ) throws(IntakeError) {
    self.root = Array(root.utf8)
    readTracked = tracked
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
    if level > 0, names.contains(FolderWalk.gitName) {
      problems.append(SnapshotProblem(path: shown, reason: "is a repository of its own and was not read"))
      return
    }
    let ruleCount = rules.count
    if names.contains(FolderWalk.ignoreName) {
      let file = FolderWalk.joined(root, path.isEmpty ? FolderWalk.ignoreName : path + [47] + FolderWalk.ignoreName)
      if let bytes = try? FileBytes.read(file, followsLink: false, max: 1 << 20) {
        rules.append((IgnoreRules(bytes), path.isEmpty ? 0 : path.count + 1))
      }
    }
    for name in names where !isFull {
      if name == FolderWalk.gitName { continue }
      visit(path.isEmpty ? name : path + [47] + name, level: level)
    }
    rules.removeLast(rules.count - ruleCount)
  }

  private static let gitName = Array(".git".utf8)
  private static let ignoreName = Array(".gitignore".utf8)
  private static let settingsName = Array(ProjectSettings.fileName.utf8)

  private mutating func visit(_ path: [UInt8], level: Int) {
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
      add(
        Found(path: shown, absolute: absolute, byteCount: Int(status.st_size), isLink: false),
        isUTF8: shown.utf8.elementsEqual(path))
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
      add(
        Found(path: shown, absolute: absolute, byteCount: Int(status.st_size), isLink: true),
        isUTF8: shown.utf8.elementsEqual(path))
    default:
      if isIgnored(path, isFolder: false) { return }
      problems.append(SnapshotProblem(path: shown, reason: "is a pipe, socket or device and was not read"))
    }
  }

  private mutating func add(_ file: Found, isUTF8: Bool) {
    if !isUTF8 {
      problems.append(SnapshotProblem(path: file.path, reason: "has a name that is not UTF-8"))
    }
    found.append(file)
    if found.count > FolderWalk.fileCountMax { isFull = true }
  }

  private func isIgnored(_ path: [UInt8], isFolder: Bool) -> Bool {
    // Who leaves the settings out of commits has them for a clone of their own; they count there.
    if path == FolderWalk.settingsName { return false }
    if rules.isEmpty, above.isEmpty { return false }
    for (rules, depth) in rules.reversed() {
      if let verdict = rules.verdict(path: path[depth...], isFolder: isFolder) { return verdict }
    }
    for (rules, prefix) in above.reversed() {
      let whole = prefix.isEmpty ? path : Array(prefix.utf8) + [47] + path
      if let verdict = rules.verdict(path: whole[...], isFolder: isFolder) { return verdict }
    }
    return false
  }

  /// Names in a folder, sorted so that a walk is the same every time; nil when it cannot be listed.
  private mutating func names(in absolute: [CChar], shown: String) -> [[UInt8]]? {
    let descriptor = open(absolute, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    // The root itself may be a link.
    let usable = descriptor < 0 && shown.isEmpty ? open(absolute, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : descriptor
    guard usable >= 0, let stream = fdopendir(usable) else {
      problems.append(SnapshotProblem(path: shown, reason: "cannot be listed (\(FileBytes.reason()))"))
      if usable >= 0 { close(usable) }
      return nil
    }
    defer { closedir(stream) }
    var entries: [[UInt8]] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { bytes in
        Array(UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.firstIndex(of: 0) ?? bytes.count)]))
      }
      if name == [46] || name == [46, 46] { continue }
      entries.append(name)
      if entries.count > FolderWalk.fileCountMax {
        isFull = true
        return nil
      }
    }
    return entries.sorted(by: FolderWalk.precedes)
  }

  private static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.withUnsafeBytes { a in
      b.withUnsafeBytes { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return a.count < b.count }
        let order = memcmp(first, second, min(a.count, b.count))
        return order == 0 ? a.count < b.count : order < 0
      }
    }
  }

  private static func joined(_ folder: [UInt8], _ name: [UInt8]) -> [CChar] {
    let count = folder.count + (name.isEmpty ? 0 : 1 + name.count) + 1
    return [CChar](unsafeUninitializedCapacity: count) { path, initializedCount in
      for (place, byte) in folder.enumerated() { path[place] = CChar(bitPattern: byte) }
      if !name.isEmpty { path[folder.count] = 47 }
      for (place, byte) in name.enumerated() { path[folder.count + 1 + place] = CChar(bitPattern: byte) }
      path[count - 1] = 0
      initializedCount = count
    }
  }

  static func real(_ path: [CChar]) -> String? { realBytes(path).map { String(cString: $0) } }

  /// The same for a name that need not be text.
  static func realBytes(_ path: [CChar]) -> [CChar]? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved) + 1))
  }
}
