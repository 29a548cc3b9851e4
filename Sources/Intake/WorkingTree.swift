import Evidence
import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Walks a folder and reads what a snapshot wants: regular files only, git-ignored ones left out.
///
/// Symbolic links to folders are not followed, so a loop cannot hold it; FIFOs, sockets and devices are never opened.
/// What cannot be read becomes a problem of the snapshot, not a failure. A tracked file that .gitignore names is left
/// out like an untracked one: the index is not read.
struct WorkingTree {
  /// A folder with more files than this is refused.
  static let fileCountMax = 500_000

  private let root: String
  private(set) var content = RepositoryContent()
  private var ignores: [(folder: [UInt8], rules: IgnoreRules)] = []

  init(root: String, ignoredBy outer: [IgnoreRules] = []) throws(IntakeError) {
    self.root = root
    ignores = outer.map { ([], $0) }
    try walk([])
  }

  /// One folder, given as bytes relative to the root ("" for the root itself).
  private mutating func walk(_ folder: [UInt8]) throws(IntakeError) {
    let path = absolute(folder)
    let opened = path.withUnsafeBytes { bytes in
      bytes.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { opendir($0) }
    }
    guard let directory = opened else {
      let reason = String(cString: strerror(errno))
      if folder.isEmpty { throw .unreadable(path: root, reason: reason) }
      note(folder, "cannot be read: \(reason)")
      return
    }
    var entries: [(name: [UInt8], type: UInt8)] = []
    while let entry = readdir(directory) {
      let type = entry.pointee.d_type
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [46] || name == [46, 46] { continue }
      entries.append((name, type))
    }
    closedir(directory)
    entries.sort { $0.name.lexicographicallyPrecedes($1.name) }

    let depth = ignores.count
    defer { ignores.removeLast(ignores.count - depth) }
    if entries.contains(where: { $0.name == Array(".gitignore".utf8) }) {
      let file = joined(folder, Array(".gitignore".utf8))
      if case .bytes(let text) = FileBytes.read(absolute(file), limit: 1 << 20) {
        ignores.append((folder, IgnoreRules(text)))
      }
    }
    for (name, type) in entries {
      let relative = joined(folder, name)
      switch kind(of: relative, type: type) {
      case .folder:
        guard name != Array(".git".utf8), !isIgnored(relative, isFolder: true) else { continue }
        try walk(relative)
      case .file(let byteCount):
        guard !isIgnored(relative, isFolder: false) else { continue }
        try add(relative, byteCount: byteCount)
      case .linkToFolder: continue
      case .special(let what):
        if !isIgnored(relative, isFolder: false), isGo(name) { note(relative, "is \(what) and was not read") }
      case .gone(let reason): note(relative, reason)
      }
    }
  }

  private enum Kind {
    case folder, linkToFolder
    case file(byteCount: Int)
    case special(String)
    case gone(String)
  }

  private func kind(of relative: [UInt8], type: UInt8) -> Kind {
    if type == UInt8(DT_DIR) { return .folder }
    var status = stat()
    let path = absolute(relative)
    let isLink = type == UInt8(DT_LNK)
    let result = path.withUnsafeBytes { bytes in
      let text = bytes.assumingMemoryBound(to: CChar.self).baseAddress
      return text.map { type == UInt8(DT_UNKNOWN) ? lstat($0, &status) : stat($0, &status) } ?? -1
    }
    guard result == 0 else {
      return .gone(isLink ? "is a link that leads nowhere" : "cannot be read: \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(byteCount: Int(status.st_size))
    case S_IFDIR: return isLink ? .linkToFolder : .folder
    case S_IFIFO: return .special("a FIFO")
    case S_IFSOCK: return .special("a socket")
    case S_IFCHR, S_IFBLK: return .special("a device")
    default: return .special("no regular file")
    }
  }

  private mutating func add(_ relative: [UInt8], byteCount: Int) throws(IntakeError) {
    let path = String(decoding: relative, as: UTF8.self)
    guard content.files.count < WorkingTree.fileCountMax else {
      throw .tooManyFiles(path: root, limit: WorkingTree.fileCountMax)
    }
    content.files.append(RepositoryFile(path: path, byteCount: byteCount))
    guard RepositoryContent.isWanted(path: path, byteCount: byteCount) else { return }
    switch FileBytes.read(absolute(relative), limit: RepositoryContent.goFileByteCountMax) {
    case .bytes(let bytes): content.contents[path] = bytes
    case .refused(let reason): content.problems.append(SnapshotProblem(path: path, reason: reason))
    }
  }

  private mutating func note(_ relative: [UInt8], _ reason: String) {
    content.problems.append(SnapshotProblem(path: String(decoding: relative, as: UTF8.self), reason: reason))
  }

  private func isGo(_ name: [UInt8]) -> Bool { name.suffix(3) == Array(".go".utf8)[...] }

  /// The nearest .gitignore that says something decides; folders above have been asked on the way down.
  private func isIgnored(_ relative: [UInt8], isFolder: Bool) -> Bool {
    for (folder, rules) in ignores.reversed() {
      let inside = folder.isEmpty ? relative[...] : relative[(folder.count + 1)...]
      if let decision = rules.decision(for: inside, isFolder: isFolder) { return decision }
    }
    return false
  }

  private func joined(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
  }

  /// The path with its end marker, for the C library.
  private func absolute(_ relative: [UInt8]) -> [UInt8] {
    Array(root.utf8) + (relative.isEmpty ? [] : [UInt8(ascii: "/")] + relative) + [0]
  }
}
