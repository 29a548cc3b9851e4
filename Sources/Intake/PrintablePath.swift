import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// From a path as locations have it, where what could steer a terminal is written out, back to the file on disk.
///
/// Limits: a name that is not UTF-8 stays as it is shown, which no file is called.
package enum PrintablePath {
  /// The path of the file below `root`; the path as it was given when there is no such file.
  package static func real(root: String, path: String) -> String {
    let direct = root + "/" + path
    if exists(direct) { return direct }
    var found = root
    for part in path.split(separator: "/") {
      let shown = String(part)
      if exists(found + "/" + shown) {
        found += "/" + shown
      } else if let name = names(in: found).first(where: { $0.printable == shown }) {
        found += "/" + name
      } else {
        return direct
      }
    }
    return found
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
