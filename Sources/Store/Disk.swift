#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few things the store asks of the operating system, each with an error that names the file.
enum Disk {
  static let fileMode: mode_t = 0o600
  static let folderMode: mode_t = 0o700

  /// The bytes of a regular file; nil when there is none. Symbolic links, pipes and devices are refused.
  static func read(_ path: String) throws(StoreError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw failure(path, "open it")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "look at it") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .foreign(path: path, detail: "it is no regular file")
    }
    guard status.st_size <= 64 << 20 else { throw .foreign(path: path, detail: "it is larger than 64 MB") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var length = 0
    while length < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Self.read(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: buffer[length...]))
      }
      if count < 0 { throw failure(path, "read it") }
      if count == 0 { break }
      length += count
    }
    return Array(bytes.prefix(length))
  }

  /// Puts `bytes` in the place of a file: all of the old or all of the new is there, whenever the power goes.
  ///
  /// Order: a temporary file beside it, write, fsync, rename, fsync of the folder. A temporary file left by a killed
  /// process is never read and is overwritten by the next one.
  static func replace(_ path: String, with bytes: [UInt8], mayExist: Bool = true) throws(StoreError) {
    let (folder, name) = split(path)
    let temporary = "\(folder)/.\(name).tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, fileMode)
    guard descriptor >= 0 else { throw failure(temporary, "create it") }
    do throws(StoreError) {
      try write(bytes, to: descriptor, path: temporary)
      guard fsync(descriptor) == 0 else { throw failure(temporary, "bring it to the disk") }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    if mayExist {
      guard rename(temporary, path) == 0 else { throw failure(path, "replace it") }
    } else {
      // A link never overwrites.
      let isLinked = link(temporary, path) == 0
      let exists = errno == EEXIST
      unlink(temporary)
      guard isLinked else { throw exists ? .alreadyExists(path: path) : failure(path, "create it") }
    }
    try sync(folder: folder)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(StoreError) {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Self.write(descriptor, from: UnsafeRawBufferPointer(rebasing: buffer[start...]))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure(path, "write to it") }
      start += count
    }
  }

  static func sync(folder: String) throws(StoreError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(folder, "open it") }
    defer { close(descriptor) }
    // Some network file systems cannot sync a folder and say so; the rename has still happened.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw failure(folder, "bring it to the disk")
    }
  }

  /// Removes a file if it is there.
  static func remove(_ path: String) throws(StoreError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure(path, "remove it") }
  }

  static func makeFolders(_ path: String) throws(StoreError) {
    if mkdir(path, folderMode) == 0 || errno == EEXIST { return }
    let (parent, _) = split(path)
    guard errno == ENOENT, parent != path else { throw failure(path, "create the folder") }
    try makeFolders(parent)
    guard mkdir(path, folderMode) == 0 || errno == EEXIST else { throw failure(path, "create the folder") }
  }

  /// The names in a folder, sorted; none when there is no such folder.
  static func names(in folder: String) throws(StoreError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw failure(folder, "list it")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What tells one state of a file from another without reading it; nil when there is none.
  static func mark(of path: String) -> FileMark? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    return FileMark(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: Int64(changed.tv_sec),
      nanoseconds: Int64(changed.tv_nsec))
  }

  struct FileMark: Hashable, Sendable {
    let inode: UInt64
    let size: Int64
    let seconds: Int64
    let nanoseconds: Int64
  }

  static func failure(_ path: String, _ doing: String) -> StoreError {
    let code = errno
    return .refused(path: path, doing: doing, detail: String(cString: strerror(code)))
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func write(_ descriptor: Int32, from buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
