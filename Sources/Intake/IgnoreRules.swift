/// One .gitignore file's patterns, as git reads them (gitignore(5)): the last pattern that matches decides.
///
/// Paths are bytes relative to the folder of the file, without a leading slash.
struct IgnoreRules {
  private let patterns: [Pattern]

  private struct Pattern {
    let glob: [UInt8]
    let isNegated: Bool
    let isFolderOnly: Bool
    /// The pattern holds a slash before its end: it is matched against the whole path, not the last name.
    let isAnchored: Bool
  }

  init(_ text: [UInt8]) {
    patterns = text.split(separator: 10).compactMap { IgnoreRules.pattern(Array($0)) }
  }

  /// True: ignored; false: explicitly not; nil: this file says nothing.
  func decision(for path: ArraySlice<UInt8>, isFolder: Bool) -> Bool? {
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[(($0) + 1)...] } ?? path
    for pattern in patterns.reversed() {
      if pattern.isFolderOnly && !isFolder { continue }
      let subject = pattern.isAnchored ? path : name
      if Glob.matches(pattern.glob[...], subject) { return !pattern.isNegated }
    }
    return nil
  }

  private static func pattern(_ line: [UInt8]) -> Pattern? {
    var glob = line
    if glob.last == 13 { glob.removeLast() }
    // Trailing blanks count only when escaped.
    while glob.last == 32, glob.count < 2 || glob[glob.count - 2] != UInt8(ascii: "\\") { glob.removeLast() }
    guard let first = glob.first, first != UInt8(ascii: "#") else { return nil }
    let isNegated = first == UInt8(ascii: "!")
    if isNegated { glob.removeFirst() }
    let isFolderOnly = glob.last == UInt8(ascii: "/")
    if isFolderOnly { glob.removeLast() }
    let isAnchored = glob.contains(UInt8(ascii: "/"))
    if glob.first == UInt8(ascii: "/") { glob.removeFirst() }
    return glob.isEmpty
      ? nil : Pattern(glob: glob, isNegated: isNegated, isFolderOnly: isFolderOnly, isAnchored: isAnchored)
  }
}

/// Git's globs: `*` and `?` within a name, `**` across folders, `[a-z]`, and `\` before a character to be taken as it is.
enum Glob {
  /// Linear but for `**`, whose tries are bounded by the folders of the path.
  static func matches(_ glob: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var glob = glob
    var text = text
    var retry: (glob: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while true {
      if let rest = afterDoubleStar(glob) {
        if rest.isEmpty { return true }
        var tail = text
        while true {
          if matches(rest, tail) { return true }
          guard let slash = tail.firstIndex(of: UInt8(ascii: "/")) else { return false }
          tail = tail[(slash + 1)...]
        }
      }
      if let first = glob.first {
        if first == UInt8(ascii: "*") {
          glob = glob.dropFirst()
          retry = (glob, text)
          continue
        }
        if let next = text.first, let rest = matchOne(glob, next) {
          glob = rest
          text = text.dropFirst()
          continue
        }
      } else if text.isEmpty {
        return true
      }
      // Let the last star take one more byte; it stops at a slash.
      guard let last = retry, let byte = last.text.first, byte != UInt8(ascii: "/") else { return false }
      glob = last.glob
      text = last.text.dropFirst()
      retry = (glob, text)
    }
  }

  /// What follows `**/`, or a final `**`; nil where the glob does not begin with one.
  private static func afterDoubleStar(_ glob: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard glob.starts(with: [UInt8(ascii: "*"), UInt8(ascii: "*")]) else { return nil }
    let rest = glob.dropFirst(2)
    if rest.isEmpty { return rest }
    return rest.first == UInt8(ascii: "/") ? rest.dropFirst() : nil
  }

  /// The glob behind its first element when that matches one byte.
  private static func matchOne(_ glob: ArraySlice<UInt8>, _ byte: UInt8) -> ArraySlice<UInt8>? {
    guard let first = glob.first else { return nil }
    switch first {
    case UInt8(ascii: "?"): return byte == UInt8(ascii: "/") ? nil : glob.dropFirst()
    case UInt8(ascii: "["):
      guard let (isMember, rest) = matchClass(glob, byte) else { return first == byte ? glob.dropFirst() : nil }
      return isMember && byte != UInt8(ascii: "/") ? rest : nil
    case UInt8(ascii: "\\"):
      let rest = glob.dropFirst()
      guard let escaped = rest.first else { return nil }
      return escaped == byte ? rest.dropFirst() : nil
    default: return first == byte ? glob.dropFirst() : nil
    }
  }

  private static func matchClass(_ glob: ArraySlice<UInt8>, _ byte: UInt8) -> (Bool, ArraySlice<UInt8>)? {
    var rest = glob.dropFirst()
    var isNegated = false
    if rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^") {
      isNegated = true
      rest = rest.dropFirst()
    }
    var isMember = false
    var isFirst = true
    while let low = rest.first, isFirst || low != UInt8(ascii: "]") {
      isFirst = false
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-"), let high = rest.dropFirst().first, high != UInt8(ascii: "]") {
        isMember = isMember || (low...max(low, high)).contains(byte)
        rest = rest.dropFirst(2)
      } else {
        isMember = isMember || low == byte
      }
    }
    guard rest.first == UInt8(ascii: "]") else { return nil }
    return (isMember != isNegated, rest.dropFirst())
  }
}
