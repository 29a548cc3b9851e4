#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few things the store does with files, each with an error that names the file, what failed and the next step.
///
/// A call that a signal interrupted is made again; any other refusal ends what was being done, and what stood there
/// before still stands there.
struct Disk: Sendable {
  let calls: any FileCalls
  /// Whether a team shares the files through version control: then the umask decides who reads them. Else their owner
  /// alone does.
  let isShared: Bool

  /// Nothing longer is read, and nothing longer written.
  static let byteCountMax = 64 << 20

  var fileMode: mode_t { isShared ? 0o666 : 0o600 }
  private var folderMode: mode_t { isShared ? 0o777 : 0o700 }

  // MARK: Reading

  /// The bytes of a regular file; nil when there is none. Symbolic links, pipes and devices are refused, and a file
  /// that is too large is refused before it is read.
  func read(_ path: String) throws(StoreError) -> [UInt8]? {
    let descriptor = again { calls.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0) }
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      if errno == ELOOP { throw .foreign(path: path, detail: "it is a symbolic link") }
      throw failure(path, "open it")
    }
    defer { _ = calls.close(descriptor) }
    guard let status = calls.status(descriptor) else { throw failure(path, "look at it") }
    guard status.sort == .file else { throw .foreign(path: path, detail: "it is no regular file") }
    guard status.byteCount <= Disk.byteCountMax else {
      throw .foreign(path: path, detail: "it is larger than \(Disk.byteCountMax >> 20) MB")
    }
    var bytes = [UInt8](repeating: 0, count: status.byteCount)
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        again { calls.read(descriptor, UnsafeMutableRawBufferPointer(rebasing: buffer[length...])) }
      }
      if count < 0 { throw failure(path, "read it") }
      if count == 0 { break }
      length += count
    }
    return Array(bytes.prefix(length))
  }

  /// Nil when there is no such file.
  func status(of path: String) throws(StoreError) -> FileStatus? {
    if let status = calls.status(at: path) { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure(path, "look at it")
  }

  func mark(of path: String) throws(StoreError) -> FileMark? { try status(of: path)?.mark }

  /// The names in a folder, sorted; none when there is no such folder.
  func names(in folder: String) throws(StoreError) -> [String] {
    if let names = calls.names(in: folder) { return names.sorted() }
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw failure(folder, "list it")
  }

  // MARK: Writing

  /// A file that is whole and on the disk, but not yet in its place.
  struct NewFile {
    let path: String
    let temporary: String
    /// What the file will be known by in its place.
    let mark: FileMark
  }

  /// Writes a file beside the place it is meant for. Nobody reads it there; one left by a killed process is overwritten.
  ///
  /// - Parameter hidden: the name beside it, where several processes without a common lock may write the same file.
  func prepare(_ path: String, _ bytes: [UInt8], as hidden: String? = nil) throws(StoreError) -> NewFile {
    let (folder, name) = Disk.split(path)
    guard bytes.count <= Disk.byteCountMax else {
      throw .tooLarge(path: path, detail: "it would have more than \(Disk.byteCountMax >> 20) MB")
    }
    let temporary = "\(folder)/\(hidden ?? ".\(name).tmp")"
    _ = calls.unlink(temporary)
    let descriptor = try create(temporary)
    do throws(StoreError) {
      return NewFile(path: path, temporary: temporary, mark: try fill(descriptor, temporary, bytes))
    } catch {
      _ = calls.unlink(temporary)
      throw error
    }
  }

  /// Puts a new file in the place of an old one: all of the old or all of the new is there, whenever the power goes.
  ///
  /// When only the last step fails, the new file may be in its place already: its mark tells.
  func replace(with new: NewFile) throws(StoreError) {
    guard calls.rename(new.temporary, new.path) == 0 else {
      let failure = failure(new.path, "replace it")
      _ = calls.unlink(new.temporary)
      throw failure
    }
    try sync(folder: Disk.split(new.path).folder)
  }

  /// Puts a new file in a place where none may be. A failure leaves none there.
  func create(_ new: NewFile) throws(StoreError) {
    // A link never overwrites. Where the file system knows none, the store's lock keeps others from the name.
    var isThere = calls.link(new.temporary, new.path) == 0
    if !isThere, [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(errno), try status(of: new.path) == nil {
      isThere = calls.rename(new.temporary, new.path) == 0
    }
    guard isThere else {
      let failure: StoreError = errno == EEXIST ? .alreadyExists(path: new.path) : failure(new.path, "create it")
      _ = calls.unlink(new.temporary)
      throw failure
    }
    _ = calls.unlink(new.temporary)
    do throws(StoreError) {
      try sync(folder: Disk.split(new.path).folder)
    } catch {
      _ = calls.unlink(new.path)
      throw error
    }
  }

  /// Makes a file that must not be there, and opens it to write.
  func create(_ path: String, appending: Bool = false) throws(StoreError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | (appending ? O_APPEND : 0)
    let descriptor = again { calls.open(path, flags, fileMode) }
    guard descriptor >= 0 else { throw failure(path, "create it") }
    return descriptor
  }

  func sync(_ descriptor: Int32, of path: String) throws(StoreError) {
    guard again({ calls.sync(descriptor) }) == 0 else { throw failure(path, "bring it to the disk") }
  }

  /// Writes, syncs and closes; closes in any case. The file is known by the mark from then on.
  private func fill(_ descriptor: Int32, _ path: String, _ bytes: [UInt8]) throws(StoreError) -> FileMark {
    let status: FileStatus?
    do throws(StoreError) {
      try write(bytes, to: descriptor, path: path)
      try sync(descriptor, of: path)
      status = calls.status(descriptor)
      guard status != nil else { throw failure(path, "look at it") }
    } catch {
      _ = calls.close(descriptor)
      throw error
    }
    // Some network file systems tell of a full disk only here. The descriptor is gone in any case.
    guard calls.close(descriptor) == 0 || errno == EINTR, let status else {
      throw failure(path, "bring it to the disk")
    }
    return status.mark
  }

  func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StoreError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        again { calls.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[start...])) }
      }
      guard count >= 0 else { throw failure(path, "write to it") }
      // What a device that takes nothing means.
      guard count > 0 else { throw .refused(path: path, doing: "write to it", code: ENOSPC) }
      start += count
    }
  }

  /// Removes a file if it is there.
  func remove(_ path: String) throws(StoreError) {
    guard calls.unlink(path) == 0 || errno == ENOENT else { throw failure(path, "remove it") }
  }

  /// Renames a file beside itself, over whatever has the new name.
  func rename(_ path: String, _ newPath: String) throws(StoreError) {
    guard calls.rename(path, newPath) == 0 else { throw failure(path, "rename it to \(newPath.printable)") }
    try sync(folder: Disk.split(newPath).folder)
  }

  /// Makes a folder and those above it that are missing, each on the disk before it is used.
  func makeFolders(_ path: String) throws(StoreError) {
    if try isFolder(path) { return }
    let (parent, _) = Disk.split(path)
    if parent != path { try makeFolders(parent) }
    guard calls.makeFolder(path, folderMode) == 0 || errno == EEXIST else {
      throw failure(path, "create the folder")
    }
    try sync(folder: parent)
  }

  private func isFolder(_ path: String) throws(StoreError) -> Bool {
    let descriptor = again { calls.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
    guard descriptor < 0 else {
      _ = calls.close(descriptor)
      return true
    }
    if errno == ENOENT { return false }
    // A folder above may be one we may pass but not list.
    if errno == EACCES, try status(of: path)?.sort == .folder { return true }
    throw failure(path, "open the folder")
  }

  func sync(folder: String) throws(StoreError) {
    let descriptor = again { calls.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
    guard descriptor >= 0 else {
      // A folder we may write in but not list is synced with what follows.
      if errno == EACCES { return }
      throw failure(folder, "open it")
    }
    defer { _ = calls.close(descriptor) }
    // Some network file systems cannot sync a folder and say so; the rename has still happened.
    guard again({ calls.sync(descriptor) }) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(folder, "bring it to the disk")
    }
  }

  // MARK: Parts

  func openLock(_ path: String) -> Int32 {
    again { calls.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, fileMode) }
  }

  func failure(_ path: String, _ doing: String) -> StoreError { .refused(path: path, doing: doing, code: errno) }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  /// A call that a signal interrupts is made again, but not for ever.
  private func again<Number: BinaryInteger>(_ call: () -> Number) -> Number {
    for _ in 0..<99 {
      let result = call()
      guard result < 0, errno == EINTR else { return result }
    }
    return call()
  }
}
