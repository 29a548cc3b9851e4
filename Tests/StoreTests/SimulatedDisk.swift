import Store
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A disk that forgets at a power cut what was not synced: of files their bytes, of folders their names.
///
/// As strict as POSIX lets a disk be. A synced file keeps its bytes, but not its name before its folder is synced; of
/// what is not synced any part may be there.
final class SimulatedDisk: FileCalls {
  struct Node {
    var isFolder: Bool
    var bytes: [UInt8] = []
    var synced: [UInt8] = []
    var entries: [String: Int] = [:]
    var syncedEntries: [String: Int] = [:]
    var changed = 0
    var isLocked = false
  }

  fileprivate struct State {
    var nodes: [Int: Node] = [1: Node(isFolder: true)]
    var open: [Int32: (node: Int, position: Int, appends: Bool, locks: Bool)] = [:]
    var nextNode = 2
    var nextDescriptor: Int32 = 100
    var callsLeft = Int.max
    var callCount = 0
    var clock = 0
  }

  private let state: Mutex<State>

  init() { state = Mutex(State()) }
  private init(_ nodes: [Int: Node], nextNode: Int, clock: Int) {
    state = Mutex(State(nodes: nodes, nextNode: nextNode, clock: clock))
  }

  /// The power goes after so many more calls: all later ones fail and change nothing.
  func cutPower(after count: Int) { state.withLock { $0.callsLeft = count } }
  var callCount: Int { state.withLock { $0.callCount } }
  var isOff: Bool { state.withLock { $0.callsLeft == 0 } }

  /// What is found when the power is back.
  ///
  /// - Parameter chance: nil keeps only what was synced; else any part of the rest may be there too.
  func restarted(_ chance: inout SeededChance?) -> SimulatedDisk {
    state.withLock { state in
      var nodes = state.nodes
      // In order, so that one seed is one disk.
      for id in nodes.keys.sorted() {
        guard var node = nodes[id] else { continue }
        let names = Set(node.entries.keys).union(node.syncedEntries.keys).sorted()
        for name in names where node.entries[name] != node.syncedEntries[name] {
          if chance?.isTrue() ?? false { continue }
          node.entries[name] = node.syncedEntries[name]
        }
        if node.bytes != node.synced {
          // Appending leaves alone what a disk holds already.
          let kept = node.bytes.starts(with: node.synced) ? node.synced.count : 0
          switch chance?.below(4) {
          case nil, 0: node.bytes = node.synced
          case 1: break
          case 2:
            // As long as the new bytes, but not all of them arrived.
            let count = kept + (chance?.below(node.bytes.count - kept + 1) ?? 0)
            node.bytes = Array(node.bytes[..<count]) + Array(repeating: 0, count: node.bytes.count - count)
          default: node.bytes = Array(node.bytes.prefix(kept + (chance?.below(node.bytes.count - kept + 1) ?? 0)))
          }
        }
        node.synced = node.bytes
        node.syncedEntries = node.entries
        node.isLocked = false
        nodes[id] = node
      }
      return SimulatedDisk(nodes, nextNode: state.nextNode, clock: state.clock)
    }
  }

  /// What others find once the process is gone: the system has all it was handed.
  func afterKill() -> SimulatedDisk {
    state.withLock { state in
      var nodes = state.nodes
      for id in nodes.keys { nodes[id]?.isLocked = false }
      return SimulatedDisk(nodes, nextNode: state.nextNode, clock: state.clock)
    }
  }

  // MARK: Calls

  private func call<Result: Sendable>(_ failed: Result, _ make: (inout State) -> Result) -> Result {
    state.withLock { state in
      state.callCount += 1
      guard state.callsLeft > 0 else {
        errno = EIO
        return failed
      }
      state.callsLeft -= 1
      state.clock += 1
      return make(&state)
    }
  }

  func open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    call(-1) { state in
      var id = state.find(path)
      if id == nil, flags & O_CREAT != 0 {
        id = state.add(path, Node(isFolder: false))
      } else if id != nil,
        flags & O_EXCL != 0
      {
        return fail(EEXIST)
      }
      guard let id, let node = state.nodes[id] else { return fail(ENOENT) }
      if flags & O_DIRECTORY != 0, !node.isFolder { return fail(ENOTDIR) }
      state.nextDescriptor += 1
      state.open[state.nextDescriptor] = (id, 0, flags & O_APPEND != 0, false)
      return state.nextDescriptor
    }
  }

  func close(_ descriptor: Int32) -> Int32 {
    call(-1) { state in
      guard let file = state.open.removeValue(forKey: descriptor) else { return fail(EBADF) }
      if file.locks { state.nodes[file.node]?.isLocked = false }
      return 0
    }
  }

  func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    call(-1) { state in
      guard let file = state.open[descriptor], let node = state.nodes[file.node] else { return Int(fail(EBADF)) }
      let part = node.bytes.dropFirst(file.position).prefix(buffer.count)
      buffer.copyBytes(from: part)
      state.open[descriptor]?.position += part.count
      return part.count
    }
  }

  func write(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    call(-1) { state in
      guard let file = state.open[descriptor], var node = state.nodes[file.node] else { return Int(fail(EBADF)) }
      let position = file.appends ? node.bytes.count : file.position
      node.bytes = Array(node.bytes.prefix(position)) + Array(buffer)
      node.changed = state.clock
      state.nodes[file.node] = node
      state.open[descriptor]?.position = node.bytes.count
      return buffer.count
    }
  }

  func sync(_ descriptor: Int32) -> Int32 {
    call(-1) { state in
      guard let file = state.open[descriptor], var node = state.nodes[file.node] else { return fail(EBADF) }
      node.synced = node.bytes
      node.syncedEntries = node.entries
      state.nodes[file.node] = node
      return 0
    }
  }

  func truncate(_ descriptor: Int32, _ byteCount: Int) -> Int32 {
    call(-1) { state in
      guard let file = state.open[descriptor], var node = state.nodes[file.node] else { return fail(EBADF) }
      node.bytes = Array(node.bytes.prefix(byteCount))
      node.changed = state.clock
      state.nodes[file.node] = node
      return 0
    }
  }

  func lock(_ descriptor: Int32) -> Int32 {
    call(-1) { state in
      guard let file = state.open[descriptor], state.nodes[file.node]?.isLocked == false else {
        return fail(EWOULDBLOCK)
      }
      state.nodes[file.node]?.isLocked = true
      state.open[descriptor]?.locks = true
      return 0
    }
  }

  func status(_ descriptor: Int32) -> FileStatus? {
    call(nil) { state in state.open[descriptor].flatMap { state.status($0.node) } }
  }

  func status(at path: String) -> FileStatus? {
    call(nil) { state in
      guard let id = state.find(path) else {
        errno = ENOENT
        return nil
      }
      return state.status(id)
    }
  }

  func rename(_ path: String, _ newPath: String) -> Int32 {
    call(-1) { state in
      guard let id = state.find(path) else { return fail(ENOENT) }
      state.set(newPath, id)
      state.set(path, nil)
      return 0
    }
  }

  func link(_ path: String, _ newPath: String) -> Int32 {
    call(-1) { state in
      guard let id = state.find(path) else { return fail(ENOENT) }
      guard state.find(newPath) == nil else { return fail(EEXIST) }
      state.set(newPath, id)
      return 0
    }
  }

  func unlink(_ path: String) -> Int32 {
    call(-1) { state in
      guard state.find(path) != nil else { return fail(ENOENT) }
      state.set(path, nil)
      return 0
    }
  }

  func makeFolder(_ path: String, _ mode: mode_t) -> Int32 {
    call(-1) { state in
      guard state.find(path) == nil else { return fail(EEXIST) }
      return state.add(path, Node(isFolder: true)) == nil ? fail(ENOENT) : 0
    }
  }

  func names(in folder: String) -> [String]? {
    call(nil) { state in
      guard let id = state.find(folder) else {
        errno = ENOENT
        return nil
      }
      return state.nodes[id]?.entries.keys.sorted()
    }
  }
}

private func fail(_ code: Int32) -> Int32 {
  errno = code
  return -1
}

extension SimulatedDisk.State {
  fileprivate func find(_ path: String) -> Int? {
    path.split(separator: "/").reduce(1 as Int?) { id, name in
      id.flatMap { nodes[$0]?.entries[String(name)] }
    }
  }

  fileprivate mutating func set(_ path: String, _ id: Int?) {
    let parts = path.split(separator: "/")
    guard let name = parts.last, let parent = find(parts.dropLast().joined(separator: "/")) else { return }
    nodes[parent]?.entries[String(name)] = id
  }

  fileprivate mutating func add(_ path: String, _ node: SimulatedDisk.Node) -> Int? {
    guard find(path.split(separator: "/").dropLast().joined(separator: "/")) != nil else { return nil }
    nextNode += 1
    nodes[nextNode] = node
    nodes[nextNode]?.changed = clock
    set(path, nextNode)
    return nextNode
  }

  fileprivate func status(_ id: Int) -> FileStatus? {
    guard let node = nodes[id] else { return nil }
    return FileStatus(
      sort: node.isFolder ? .folder : .file, byteCount: node.bytes.count,
      mark: FileMark(inode: UInt64(id), byteCount: node.bytes.count, seconds: node.changed, nanoseconds: 0))
  }
}

/// The same chances in every run.
struct SeededChance: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<max(1, limit), using: &self) }
  mutating func isTrue() -> Bool { below(2) == 1 }
}
