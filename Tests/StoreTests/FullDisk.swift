import Store
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's calls, on a disk that has room for so many bytes more below one folder and enough of it elsewhere.
final class FullDisk: FileCalls {
  private struct State {
    var room = Int.max
    /// Descriptors of files below the folder.
    var inside: Set<Int32> = []
  }

  private let folder: String
  private let system = SystemCalls()
  private let state = Mutex(State())

  init(below folder: String) { self.folder = folder }

  /// How many bytes still fit; nil as many as one likes.
  func leaveRoom(_ byteCount: Int?) { state.withLock { $0.room = byteCount ?? Int.max } }

  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    let descriptor = system.open(path, flags, mode)
    if descriptor >= 0, path.hasPrefix(folder + "/") { state.withLock { _ = $0.inside.insert(descriptor) } }
    return descriptor
  }

  func close(_ descriptor: Int32) -> Int32 {
    state.withLock { _ = $0.inside.remove(descriptor) }
    return system.close(descriptor)
  }

  /// Takes what there is room for, as a disk does that fills up; nothing more is an error.
  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    let count = state.withLock { state in
      guard state.inside.contains(descriptor), state.room < Int.max else { return buffer.count }
      let taken = min(state.room, buffer.count)
      state.room -= taken
      return taken
    }
    guard count > 0 || buffer.isEmpty else {
      errno = ENOSPC
      return -1
    }
    return system.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
  }

  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int { system.read(descriptor, buffer) }
  func sync(_ descriptor: Int32) -> Int32 { system.sync(descriptor) }
  func truncate(_ descriptor: Int32, _ byteCount: Int) -> Int32 { system.truncate(descriptor, byteCount) }
  func lock(_ descriptor: Int32) -> Int32 { system.lock(descriptor) }
  func status(_ descriptor: Int32) -> FileStatus? { system.status(descriptor) }
  func status(at path: String) -> FileStatus? { system.status(at: path) }
  func rename(_ path: String, _ newPath: String) -> Int32 { system.rename(path, newPath) }
  func link(_ path: String, _ newPath: String) -> Int32 { system.link(path, newPath) }
  func unlink(_ path: String) -> Int32 { system.unlink(path) }
  func makeFolder(_ path: String, _ mode: mode_t) -> Int32 { system.makeFolder(path, mode) }
  func names(in folder: String) -> [String]? { system.names(in: folder) }
}
