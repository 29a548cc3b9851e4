/// Searching text for text byte by byte.
///
/// The library's own search compares characters, which costs a hundred times as much; what probes look for is ASCII, so
/// both find the same. These are preferred over the library's wherever this module is imported.
extension String {
  package func contains(_ other: String) -> Bool { ByteSearch.holds(utf8, other.utf8) }
}

extension Substring {
  package func contains(_ other: String) -> Bool { ByteSearch.holds(utf8, other.utf8) }
}

private enum ByteSearch {
  static func holds<Text: Collection<UInt8>>(_ text: Text, _ wanted: String.UTF8View) -> Bool {
    let found = text.withContiguousStorageIfAvailable { text in
      wanted.withContiguousStorageIfAvailable { wanted in holds(text, wanted) }
    }
    if let found, let found { return found }
    return Array(text).withUnsafeBufferPointer { text in
      Array(wanted).withUnsafeBufferPointer { wanted in holds(text, wanted) }
    }
  }

  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = wanted.first else { return true }
    var start = 0
    let last = text.count - wanted.count
    while start <= last {
      if text[start] == first {
        var i = 1
        while i < wanted.count, text[start + i] == wanted[i] { i += 1 }
        if i == wanted.count { return true }
      }
      start += 1
    }
    return false
  }
}
