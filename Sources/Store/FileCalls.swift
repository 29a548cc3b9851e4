#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the store asks of the operating system, call by call: a negative result, and `errno` says why.
///
/// A seam. Tests put calls here that fail, that stop for good in the middle of a save, or that forget at a power cut
/// whatever was not synced; the program has `SystemCalls`.
package protocol FileCalls: AnyObject, Sendable {
  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32
  func close(_ descriptor: Int32) -> Int32
  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int
  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int
  func sync(_ descriptor: Int32) -> Int32
  func truncate(_ descriptor: Int32, _ byteCount: Int) -> Int32
  /// Takes the lock of an open file or fails at once.
  func lock(_ descriptor: Int32) -> Int32
  /// Nil with `errno`.
  func status(_ descriptor: Int32) -> FileStatus?
  /// Of the name itself, links not followed; nil with `errno`.
  func status(at path: String) -> FileStatus?
  func rename(_ path: String, _ newPath: String) -> Int32
  func link(_ path: String, _ newPath: String) -> Int32
  func unlink(_ path: String) -> Int32
  func makeFolder(_ path: String, _ mode: mode_t) -> Int32
  /// In no order, without `.` and `..`; nil with `errno`.
  func names(in folder: String) -> [String]?
}

/// What a file is, and what tells one state of it from another.
package struct FileStatus: Hashable, Sendable {
  package enum Sort: Hashable, Sendable { case file, folder, link, other }

  package let sort: Sort
  package let byteCount: Int
  package let mark: FileMark

  package init(sort: Sort, byteCount: Int, mark: FileMark) {
    self.sort = sort
    self.byteCount = byteCount
    self.mark = mark
  }
}

/// What tells one state of a file from another without reading it.
package struct FileMark: Hashable, Sendable {
  package let inode: UInt64
  package let byteCount: Int
  package let seconds: Int
  package let nanoseconds: Int

  package init(inode: UInt64, byteCount: Int, seconds: Int, nanoseconds: Int) {
    self.inode = inode
    self.byteCount = byteCount
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

/// The system's own calls.
package final class SystemCalls: FileCalls {
  package init() {}

  package func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { systemOpen(path, flags, mode) }
  package func close(_ descriptor: Int32) -> Int32 { systemClose(descriptor) }
  package func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    systemRead(descriptor, buffer)
  }
  package func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int { systemWrite(descriptor, buffer) }
  package func rename(_ path: String, _ newPath: String) -> Int32 { systemRename(path, newPath) }
  package func link(_ path: String, _ newPath: String) -> Int32 { systemLink(path, newPath) }
  package func unlink(_ path: String) -> Int32 { systemUnlink(path) }

  package func sync(_ descriptor: Int32) -> Int32 { fsync(descriptor) }
  package func truncate(_ descriptor: Int32, _ byteCount: Int) -> Int32 { ftruncate(descriptor, off_t(byteCount)) }
  package func lock(_ descriptor: Int32) -> Int32 { flock(descriptor, LOCK_EX | LOCK_NB) }
  package func makeFolder(_ path: String, _ mode: mode_t) -> Int32 { mkdir(path, mode) }

  package func status(_ descriptor: Int32) -> FileStatus? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileStatus(status) : nil
  }

  package func status(at path: String) -> FileStatus? {
    var status = stat()
    return lstat(path, &status) == 0 ? FileStatus(status) : nil
  }

  package func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      // The end of a folder and an error look the same but for this.
      errno = 0
      guard let entry = readdir(stream) else { return errno == 0 ? names : nil }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }
}

// Inside `SystemCalls` these names are its own methods; out here they are the system's, whatever its module is called.
private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  write(descriptor, buffer.baseAddress, buffer.count)
}
private func systemRename(_ path: String, _ newPath: String) -> Int32 { rename(path, newPath) }
private func systemLink(_ path: String, _ newPath: String) -> Int32 { link(path, newPath) }
private func systemUnlink(_ path: String) -> Int32 { unlink(path) }

extension FileStatus {
  fileprivate init(_ status: stat) {
    let sort: Sort =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    self.init(
      sort: sort, byteCount: Int(status.st_size),
      mark: FileMark(
        inode: UInt64(status.st_ino), byteCount: Int(status.st_size), seconds: Int(changed.tv_sec),
        nanoseconds: Int(changed.tv_nsec)))
  }
}
