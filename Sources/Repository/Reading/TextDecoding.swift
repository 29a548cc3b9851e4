/// Bytes of files that are not Go as text: binary ones dropped, broken UTF-8 repaired, a byte order mark removed.
enum TextDecoding {
  static func texts(of contents: [String: [UInt8]]) -> [String: String] {
    texts(
      of: contents.filter { !$0.key.hasSuffix(".go") }.map { (path: $0.key, bytes: $0.value) },
      byteCountMax: RepositoryContent.textByteCountMax)
  }

  /// The same for what own checklists ask for, Go included.
  static func askedTexts(of contents: [String: [UInt8]]) -> [String: String] {
    texts(of: contents.map { (path: $0.key, bytes: $0.value) }, byteCountMax: AskedFiles.byteCountMax)
  }

  private static func texts(of files: [(path: String, bytes: [UInt8])], byteCountMax: Int) -> [String: String] {
    let decoded = files.parallelMap { file -> (String, String)? in
      guard file.bytes.count <= byteCountMax, !file.bytes.contains(0) else { return nil }
      let body = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? file.bytes[3...] : file.bytes[...]
      return (file.path, String(decoding: body, as: UTF8.self))
    }
    return Dictionary(uniqueKeysWithValues: decoded.compactMap { $0 })
  }
}
