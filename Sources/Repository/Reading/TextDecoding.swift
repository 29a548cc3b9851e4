/// Bytes of files that are not Go as text: binary ones dropped, broken UTF-8 repaired, a byte order mark removed.
enum TextDecoding {
  static func texts(of contents: [String: [UInt8]]) -> [String: String] {
    var texts: [String: String] = [:]
    for (path, bytes) in contents where !path.hasSuffix(".go") {
      guard bytes.count <= RepositoryContent.textByteCountMax, !bytes.contains(0) else { continue }
      let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
      texts[path] = String(decoding: body, as: UTF8.self)
    }
    return texts
  }
}
