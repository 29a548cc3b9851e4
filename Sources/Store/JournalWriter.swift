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

/// The journal of one session, open to add lines: one write hands a line to the system, and a thread beside the caller,
/// which sleeps between two lines, brings it to the disk at once.
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
  private var isSyncing = false
  private var hasThread = false
  private let began = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  private let sync: Sync

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
    sync = Sync(path: path, descriptor: descriptor, disk: disk, whenNotSynced: whenNotSynced)
  }

  /// What the file is known by, but for its times.
  var mark: FileMark {
    FileMark(
      inode: created.inode, byteCount: byteCount, seconds: created.seconds, nanoseconds: created.nanoseconds)
  }

  /// Whether something did not reach the disk.
  var hasFailed: Bool { sync.failure != nil }

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
    beginSync()
  }

  /// Returns when the last line is on the disk.
  func settle() throws(StoreError) {
    if isSyncing { ended.wait() }
    isSyncing = false
    if let failure = sync.failure { throw failure }
  }

  /// Gives the file back, whether its last line reached the disk or not.
  func close() {
    try? settle()
    sync.end()
    began.signal()
    _ = disk.calls.close(descriptor)
  }

  private func beginSync() {
    if !hasThread {
      hasThread = DeepThreads.canStart { [sync, began, ended] in
        while true {
          began.wait()
          guard sync.perform() else { return }
          ended.signal()
        }
      }
    }
    guard hasThread else {
      _ = sync.perform()
      return
    }
    isSyncing = true
    began.signal()
  }
}

/// Brings a journal to the disk, line by line, on whatever thread.
private final class Sync: Sendable {
  private let path: String
  private let descriptor: Int32
  private let disk: Disk
  private let whenNotSynced: (@Sendable (StoreError) -> Void)?
  private let state = Mutex(State())

  private struct State {
    var failure: StoreError?
    /// The name of the file is not on the disk yet.
    var isNew = true
    var isEnded = false
  }

  /// - Parameter whenNotSynced: called on the thread that syncs.
  init(path: String, descriptor: Int32, disk: Disk, whenNotSynced: (@Sendable (StoreError) -> Void)?) {
    self.path = path
    self.descriptor = descriptor
    self.disk = disk
    self.whenNotSynced = whenNotSynced
  }

  /// Why something did not reach the disk.
  var failure: StoreError? { state.withLock { $0.failure } }

  /// The file is no longer ours to sync.
  func end() { state.withLock { $0.isEnded = true } }

  /// False once it was ended.
  func perform() -> Bool {
    let (isNew, isEnded) = state.withLock { state in
      defer { state.isNew = false }
      return (state.isNew, state.isEnded)
    }
    guard !isEnded else { return false }
    do throws(StoreError) {
      try disk.sync(descriptor, of: path)
      if isNew { try disk.sync(folder: Disk.split(path).folder) }
    } catch {
      state.withLock { $0.failure = error }
      whenNotSynced?(error)
    }
    return true
  }
}
