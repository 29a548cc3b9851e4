/// Searching text for text byte by byte.
///
/// The library's own search compares characters, which costs a hundred times as much; what probes look for is ASCII, so
/// both find the same. These are preferred over the library's wherever this module is imported.
extension String {
  package func contains(_ other: String) -> Bool { ByteSearch.place(of: other.utf8, in: utf8) != nil }
  /// The offset in UTF-8 at which a text first stands; nil when it does not, or is empty.
  package func offset(ofText other: String) -> Int? {
    other.isEmpty ? nil : ByteSearch.place(of: other.utf8, in: utf8)
  }
}

extension Substring {
  package func contains(_ other: String) -> Bool { ByteSearch.place(of: other.utf8, in: utf8) != nil }
}

/// A text to look for without regard to upper and lower case.
package struct CaselessText: Hashable, Sendable {
  package let text: String
  private let lowered: [UInt8]
  private let isASCII: Bool

  package init(_ text: String) {
    self.text = text
    let lower = text.lowercased()
    lowered = Array(lower.utf8)
    isASCII = lowered.allSatisfy { $0 < 0x80 }
  }

  package var isEmpty: Bool { lowered.isEmpty }

  /// Whether it stands in a text; an empty one stands in every text.
  package func isIn(_ other: String) -> Bool {
    guard isASCII else { return other.lowercased().contains(text.lowercased()) }
    let found = other.utf8.withContiguousStorageIfAvailable { isIn(bytes: $0) }
    return found ?? Array(other.utf8).withUnsafeBufferPointer { isIn(bytes: $0) }
  }

  private func isIn(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = lowered.first else { return true }
    var start = 0
    while start + lowered.count <= bytes.count {
      if CaselessText.lower(bytes[start]) == first {
        var i = 1
        while i < lowered.count, CaselessText.lower(bytes[start + i]) == lowered[i] { i += 1 }
        if i == lowered.count { return true }
      }
      start += 1
    }
    return false
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

private enum ByteSearch {
  static func place<Text: Collection<UInt8>>(of wanted: String.UTF8View, in text: Text) -> Int? {
    let found: Int??? = text.withContiguousStorageIfAvailable { text in
      wanted.withContiguousStorageIfAvailable { wanted in place(of: wanted, in: text) }
    }
    // Two optionals for storage that may be missing, one for a text that may be.
    if case .some(.some(let place)) = found { return place }
    return Array(text).withUnsafeBufferPointer { text in
      Array(wanted).withUnsafeBufferPointer { wanted in place(of: wanted, in: text) }
    }
  }

  private static func place(of wanted: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = wanted.first else { return 0 }
    var start = 0
    let last = text.count - wanted.count
    while start <= last {
      if text[start] == first {
        var i = 1
        while i < wanted.count, text[start + i] == wanted[i] { i += 1 }
        if i == wanted.count { return start }
      }
      start += 1
    }
    return nil
  }
}
