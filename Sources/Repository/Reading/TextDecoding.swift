/// Bytes of files that are not Go as text: binary ones dropped, broken UTF-8 repaired, a byte order mark removed.
enum TextDecoding {
  static func texts(of contents: [String: [UInt8]]) -> [String: String] {
    let decoded = contents.filter { !$0.key.hasSuffix(".go") }.map { (path: $0.key, bytes: $0.value) }.parallelMap {
      file -> (String, String)? in
      guard file.bytes.count <= RepositoryContent.textByteCountMax, !file.bytes.contains(0) else { return nil }
      let body = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? file.bytes[3...] : file.bytes[...]
      return (file.path, String(decoding: body, as: UTF8.self))
    }
    return Dictionary(uniqueKeysWithValues: decoded.compactMap { $0 })
  }
}
