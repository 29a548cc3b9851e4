import Evidence

/// Names what a reviewer saw: SHA-256 over the sorted multiset of whitespace-collapsed snippets and pinned texts.
///
/// Paths and line numbers are not part of it: a moved line, a renamed file or a new indent leaves the digest as it is,
/// a changed or duplicated snippet does not.
package enum EvidenceDigest {
  package static func of(snippets: [String], pins: [String] = []) -> String {
    let texts = snippets.map { "s" + collapsed($0) }.sorted(by: precedes)
    let pinned = pins.map { "p" + collapsed($0) }.sorted(by: precedes)
    var hash = SHA256()
    for text in texts + pinned {
      // The length before the text keeps two short snippets from looking like one long one.
      hash.add("\(text.utf8.count) \(text)\n")
    }
    return hash.hexDigest()
  }

  /// The digest an answer to the item would carry now.
  package static func of(_ observation: Observation?, pins: [String]) -> String {
    guard let observation else { return of(snippets: [], pins: pins) }
    guard !pins.isEmpty else { return observation.evidenceDigest }
    return of(snippets: [observation.evidenceDigest], pins: pins)
  }

  /// Every run of white space becomes one space; none is left at the ends.
  package static func collapsed(_ text: String) -> String {
    if let plain = collapsedASCII(text) { return plain }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The same for text that is ASCII, as most code is; nil for other text. Telling spaces among characters is slow.
  private static func collapsedASCII(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isPending = false
    for byte in text.utf8 {
      switch byte {
      case 0x80...: return nil
      case 9...13, 32: isPending = !bytes.isEmpty
      default:
        if isPending { bytes.append(32) }
        isPending = false
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Byte order: the same on every machine, whatever its locale.
  private static func precedes(_ a: String, _ b: String) -> Bool {
    // Native strings lie in one piece; walking their bytes by index is slow.
    let order: Bool?? = a.utf8.withContiguousStorageIfAvailable { a in
      b.utf8.withContiguousStorageIfAvailable { b in a.lexicographicallyPrecedes(b) }
    }
    if case .some(.some(let isFirst)) = order { return isFirst }
    return a.utf8.lexicographicallyPrecedes(b.utf8)
  }
}
