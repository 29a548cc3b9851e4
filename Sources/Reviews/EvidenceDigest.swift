import Evidence

/// Names what a reviewer saw: SHA-256 over the sorted multiset of whitespace-collapsed snippets and pinned texts.
///
/// Paths and line numbers are not part of it: a moved line, a renamed file or a new indent leaves the digest as it is,
/// a changed or duplicated snippet does not. The version a pipeline's action is pinned to is not part of it either.
package enum EvidenceDigest {
  package static func of(snippets: [String], pins: [String] = []) -> String {
    let texts = snippets.map { "s" + essence($0) }.sorted(by: precedes)
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

  /// What of a snippet counts: white space collapsed, and of `uses: owner/action@v4 # v4.1` only what is used.
  ///
  /// Robots raise such versions every week, and no judgement rests on them: each would ask for every answer about a
  /// pipeline again. What a base image or a module is pinned to does count.
  package static func essence(_ snippet: String) -> String {
    let text = collapsed(snippet)
    let step = text.hasPrefix("- ") ? text.dropFirst(2) : text[...]
    guard step.hasPrefix("uses: "), let pin = step.firstIndex(of: "@") else { return text }
    return String(step[..<pin])
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
