import Dispatch
import Synchronization
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The journal of one session, open to add lines: one write hands a line to the system, and a thread beside the caller
/// brings it to the disk at once.
///
/// What the system was handed outlives this process; what was brought to the disk outlives a power cut. A line waits for
/// the one before, so that never more than one is between the two.
///
/// Order of calls: `append` and `settle` in any order, `close` last; all from one thread. After a call that threw nobody
/// knows the end of the file: only `settle`, which throws again, and `close` may follow.
final class JournalWriter {
  private(set) var byteCount = 0
  private let created: FileMark
  private let disk: Disk
  private let path: String
  private let descriptor: Int32
  /// Called on another thread.
  private let whenNotSynced: (@Sendable (StoreError) -> Void)?
  private var isSyncing = false
  /// The name of the file is not on the disk yet.
  private var isNew = true
  private let ended = DispatchSemaphore(value: 0)
  private let failure = Failure()

  private final class Failure: Sendable { let value = Mutex<StoreError?>(nil) }

  /// Makes the file, which must not be there.
  init(
    creating path: String, on disk: Disk, whenNotSynced: (@Sendable (StoreError) -> Void)?
  ) throws(StoreError) {
    descriptor = try disk.create(path, appending: true)
    guard let status = disk.calls.status(descriptor) else {
      let failure = disk.failure(path, "look at it")
      _ = disk.calls.close(descriptor)
      throw failure
    }
    created = status.mark
    self.disk = disk
    self.path = path
    self.whenNotSynced = whenNotSynced
  }

  /// What the file is known by, but for its times.
  var mark: FileMark {
    FileMark(
      inode: created.inode, byteCount: byteCount, seconds: created.seconds, nanoseconds: created.nanoseconds)
  }

  /// Whether something did not reach the disk.
  var hasFailed: Bool { failure.value.withLock { $0 != nil } }

  /// Returns when the system has a line. On a failure the file is cut to what it was; when even that fails, a part of the
  /// line may be at its end, which its digest tells.
  func append(_ line: [UInt8]) throws(StoreError) {
    try settle()
    do throws(StoreError) {
      try disk.write(line, to: descriptor, path: path)
    } catch {
      _ = disk.calls.truncate(descriptor, byteCount)
      throw error
    }
    byteCount += line.count
    sync()
  }

  /// Returns when the last line is on the disk.
  func settle() throws(StoreError) {
    if isSyncing { ended.wait() }
    isSyncing = false
    if let failure = failure.value.withLock({ $0 }) { throw failure }
  }

  /// Gives the file back, whether its last line reached the disk or not.
  func close() {
    try? settle()
    _ = disk.calls.close(descriptor)
  }

  private func sync() {
    isSyncing = true
    DeepThreads.start { [disk, path, descriptor, isNew, ended, failure, whenNotSynced] in
      do throws(StoreError) {
        try disk.sync(descriptor, of: path)
        if isNew { try disk.sync(folder: Disk.split(path).folder) }
      } catch {
        failure.value.withLock { $0 = error }
        whenNotSynced?(error)
      }
      ended.signal()
    }
    isNew = false
  }
}
