import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From a path as locations have it, where what could steer a terminal is written out and what is not UTF-8 is replaced,
/// back to the file on disk.
///
/// The answer is in bytes with a NUL behind them: a file's name need not be text.
package enum PrintablePath {
  /// The path of the file below `root`; the path as it was given when there is no such file.
  package static func real(root: String, path: String) -> [CChar] {
    let direct = root + "/" + path
    if exists(Array(direct.utf8CString)) { return Array(direct.utf8CString) }
    var found = Array(root.utf8)
    for part in path.split(separator: "/") {
      let shown = String(part)
      let plain = found + [47] + Array(shown.utf8)
      if exists(cString(plain)) {
        found = plain
      } else if let name = names(in: cString(found)).first(where: { isShown($0, as: shown) }) {
        found += [47] + name
      } else {
        return Array(direct.utf8CString)
      }
    }
    return cString(found)
  }

  private static func isShown(_ name: [UInt8], as shown: String) -> Bool {
    String(decoding: name, as: UTF8.self).printable == shown
  }

  private static func cString(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  private static func exists(_ path: [CChar]) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func names(in folder: [CChar]) -> [[UInt8]] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let record = readdir(stream) {
      names.append(withUnsafeBytes(of: &record.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) })
    }
    return names
  }
}
