/// The paths git's index names, relative to the folder that is read; empty when there is no index or it is of an unknown kind.
///
/// Reads index versions 2 to 4 with SHA-1 names; a split index only gives the part it holds itself.
struct TrackedPaths {
  private var files: Set<String> = []
  private var folders: Set<String> = []

  static let none = TrackedPaths()

  private init() {}

  /// - Parameter prefix: the read folder as seen from the repository's root, "" for the root.
  init(index bytes: [UInt8], prefix: String) {
    func word(_ at: Int) -> Int {
      Int(bytes[at]) << 24 | Int(bytes[at + 1]) << 16 | Int(bytes[at + 2]) << 8 | Int(bytes[at + 3])
    }
    guard bytes.count > 12, bytes.starts(with: Array("DIRC".utf8)), (2...4).contains(word(4)) else { return }
    let version = word(4)
    let count = word(8)
    var at = 12
    var name: [UInt8] = []
    for _ in 0..<count {
      guard at + 62 < bytes.count else { return }
      let start = at
      let isExtended = bytes[at + 60] & 0x40 != 0
      at += isExtended ? 64 : 62
      if version == 4 {
        var strip = 0
        var byte: UInt8
        repeat {
          guard at < bytes.count else { return }
          byte = bytes[at]
          at += 1
          strip = strip << 7 | Int(byte & 0x7F)
          if byte & 0x80 != 0 { strip += 1 }
        } while byte & 0x80 != 0 && strip < 1 << 20
        name.removeLast(min(strip, name.count))
      } else {
        name.removeAll(keepingCapacity: true)
      }
      while at < bytes.count, bytes[at] != 0 {
        name.append(bytes[at])
        at += 1
      }
      at += 1
      if version != 4 { at = start + (at - 1 - start + 8) / 8 * 8 }
      add(String(decoding: name, as: UTF8.self), prefix: prefix)
    }
  }

  private mutating func add(_ path: String, prefix: String) {
    var local = path
    if !prefix.isEmpty {
      guard path.hasPrefix(prefix + "/") else { return }
      local = String(path.dropFirst(prefix.count + 1))
    }
    files.insert(local)
    var end = local.endIndex
    while let slash = local[..<end].lastIndex(of: "/") {
      guard folders.insert(String(local[..<slash])).inserted else { return }
      end = slash
    }
  }

  func holds(_ path: String) -> Bool { files.contains(path) }
  func holdsFolder(_ path: String) -> Bool { folders.contains(path) }
}
