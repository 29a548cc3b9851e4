import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to write one project's draft: an advisory lock the kernel takes back when its holder dies.
///
/// The lock file holds a line about its owner for whoever comes second. It is removed on release; a file left by a
/// killed process is no lock and is taken over.
final class FileLock {
  private let path: String
  private let descriptor: Int32

  private init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  static func take(_ path: String, owner: String) throws(StoreError) -> FileLock {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, Disk.fileMode)
      guard descriptor >= 0 else { throw Disk.failure(path, "open the lock") }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        let failure = Disk.failure(path, "lock it")
        close(descriptor)
        throw isHeld ? .locked(path: path, owner: FileLock.owner(of: path)) : failure
      }
      // The holder before may have removed the file between our open and our lock: then this lock guards nothing.
      var mine = stat()
      guard fstat(descriptor, &mine) == 0, let current = Disk.mark(of: path), current.inode == UInt64(mine.st_ino)
      else {
        close(descriptor)
        continue
      }
      let lock = FileLock(path: path, descriptor: descriptor)
      ftruncate(descriptor, 0)
      try Disk.write(Array((owner.printable + "\n").utf8), to: descriptor, path: path)
      return lock
    }
  }

  /// Who wrote the lock file last, for a message.
  static func owner(of path: String) -> String {
    let bytes = (try? Disk.read(path)) ?? nil
    let line = String(decoding: bytes ?? [], as: UTF8.self).prefix { $0 != "\n" }
    return line.isEmpty ? "owner unknown" : String(line).printable
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}
