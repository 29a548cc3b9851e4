import Store
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's calls, one of which goes wrong: the n-th since `arm`.
final class FaultyCalls: FileCalls {
  enum Fault: Hashable, Sendable {
    /// The call does nothing and gives this error.
    case error(Int32)
    /// A write takes half of what it was given and the next one fails; any other call fails at once.
    case shortWrite
    /// Nothing reaches the disk from this call on, not even what cleans up: the process was killed.
    case stop
  }

  private struct State {
    var countLeft: Int?
    var fault = Fault.stop
    var isStopped = false
    var failsNextWrite = false
    /// Names of the calls, for messages.
    var made: [String] = []
  }

  private let system = SystemCalls()
  private let state = Mutex(State())

  /// - Parameter number: which call from now on goes wrong, 1 for the next; nil for none.
  func arm(_ number: Int?, _ fault: Fault) {
    state.withLock { $0 = State(countLeft: number, fault: fault) }
  }

  /// Calls since `arm`.
  var made: [String] { state.withLock { $0.made } }
  var hasFailed: Bool { state.withLock { $0.countLeft == 0 } }

  private enum Verdict { case works, half, fails(Int32) }

  private func verdict(_ name: String) -> Verdict {
    state.withLock { state in
      state.made.append(name)
      if state.isStopped { return .fails(EIO) }
      if state.failsNextWrite, name == "write" {
        state.failsNextWrite = false
        return .fails(ENOSPC)
      }
      guard let left = state.countLeft, left > 0 else { return .works }
      state.countLeft = left - 1
      guard left == 1 else { return .works }
      switch state.fault {
      case .error(let code): return .fails(code)
      case .shortWrite:
        state.failsNextWrite = name == "write"
        return name == "write" ? .half : .fails(ENOSPC)
      case .stop:
        state.isStopped = true
        return .fails(EIO)
      }
    }
  }

  private func call<Number: BinaryInteger>(_ name: String, _ make: () -> Number) -> Number {
    if case .fails(let code) = verdict(name) {
      errno = code
      return Number(truncatingIfNeeded: -1)
    }
    return make()
  }

  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    call("open") { system.open(path, flags, mode) }
  }

  /// The descriptor is gone, whatever is said of it.
  func close(_ descriptor: Int32) -> Int32 {
    let result = system.close(descriptor)
    return call("close") { result }
  }

  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    call("read") { system.read(descriptor, buffer) }
  }

  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    switch verdict("write") {
    case .works: return system.write(descriptor, buffer)
    case .half: return system.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count / 2)]))
    case .fails(let code):
      errno = code
      return -1
    }
  }

  func sync(_ descriptor: Int32) -> Int32 { call("sync") { system.sync(descriptor) } }
  func truncate(_ descriptor: Int32, _ byteCount: Int) -> Int32 {
    call("truncate") { system.truncate(descriptor, byteCount) }
  }
  func lock(_ descriptor: Int32) -> Int32 { call("lock") { system.lock(descriptor) } }
  func rename(_ path: String, _ newPath: String) -> Int32 { call("rename") { system.rename(path, newPath) } }
  func link(_ path: String, _ newPath: String) -> Int32 { call("link") { system.link(path, newPath) } }
  func unlink(_ path: String) -> Int32 { call("unlink") { system.unlink(path) } }
  func makeFolder(_ path: String, _ mode: mode_t) -> Int32 { call("mkdir") { system.makeFolder(path, mode) } }

  func status(_ descriptor: Int32) -> FileStatus? {
    guard call("fstat", { 0 }) == 0 else { return nil }
    return system.status(descriptor)
  }
  func status(at path: String) -> FileStatus? {
    guard call("lstat", { 0 }) == 0 else { return nil }
    return system.status(at: path)
  }
  func names(in folder: String) -> [String]? {
    guard call("readdir", { 0 }) == 0 else { return nil }
    return system.names(in: folder)
  }
}
