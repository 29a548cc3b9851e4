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
/// killed process is no lock and is taken over, whatever it says.
final class FileLock {
  /// An owner's line is cut here when it is shown.
  private static let ownerLengthMax = 200

  private let disk: Disk
  private let path: String
  private let descriptor: Int32

  private init(_ disk: Disk, path: String, descriptor: Int32) {
    self.disk = disk
    self.path = path
    self.descriptor = descriptor
  }

  static func take(_ path: String, on disk: Disk, owner: String) throws(StoreError) -> FileLock {
    while true {
      let descriptor = disk.openLock(path)
      guard descriptor >= 0 else { throw disk.failure(path, "open the lock") }
      do throws(StoreError) {
        if let lock = try take(descriptor, path, on: disk) {
          // On a full disk the line is missing; the lock holds without it.
          _ = disk.calls.truncate(descriptor, 0)
          try? disk.write(Array((owner.printable + "\n").utf8), to: descriptor, path: path)
          return lock
        }
      } catch {
        _ = disk.calls.close(descriptor)
        throw error
      }
      _ = disk.calls.close(descriptor)
    }
  }

  /// Nil when the holder before has removed the file between our open and our lock: then this lock guards nothing.
  private static func take(_ descriptor: Int32, _ path: String, on disk: Disk) throws(StoreError) -> FileLock? {
    guard disk.calls.lock(descriptor) == 0 else {
      guard errno == EWOULDBLOCK else { throw disk.failure(path, "lock it") }
      // Who has it may be about to write the line.
      for _ in 0..<100 where owner(of: path, on: disk) == nil { usleep(1_000) }
      throw .locked(path: path, owner: owner(of: path, on: disk) ?? "owner unknown")
    }
    guard let mine = disk.calls.status(descriptor) else { throw disk.failure(path, "look at it") }
    guard mine.sort == .file else { throw .foreign(path: path, detail: "it is no regular file") }
    guard try disk.mark(of: path)?.inode == mine.mark.inode else { return nil }
    return FileLock(disk, path: path, descriptor: descriptor)
  }

  /// Who wrote the lock file last, for a message.
  private static func owner(of path: String, on disk: Disk) -> String? {
    let bytes = (try? disk.read(path)) ?? nil
    let line = String(decoding: bytes ?? [], as: UTF8.self).prefix { $0 != "\n" }.prefix(ownerLengthMax)
    return line.isEmpty ? nil : String(line).printable
  }

  deinit {
    _ = disk.calls.unlink(path)
    _ = disk.calls.close(descriptor)
  }
}
