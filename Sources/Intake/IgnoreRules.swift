/// The patterns of one .gitignore file, as gitignore(5) describes them.
struct IgnoreRules {
  /// The folder of the file relative to the walk's root, "" for the root or one above it.
  private let patterns: [Pattern]

  private struct Pattern {
    let segments: [[UInt8]]
    let isNegated: Bool
    let needsFolder: Bool
    /// Matched against the whole path below the file's folder, not against the last name.
    let isAnchored: Bool
  }

  init(_ text: some Sequence<UInt8>) {
    patterns = Array(text).split(separator: 10).compactMap { IgnoreRules.pattern(Array($0)) }
  }

  var isEmpty: Bool { patterns.isEmpty }

  /// What the last matching pattern says: true ignored, false kept, nil when none matches.
  /// `path` is relative to the folder of the file.
  func verdict(path: ArraySlice<UInt8>, isFolder: Bool) -> Bool? {
    guard !patterns.isEmpty else { return nil }
    let last = path[(path.lastIndex(of: 47).map { $0 + 1 } ?? path.startIndex)...]
    guard !last.isEmpty else { return nil }
    var names: [ArraySlice<UInt8>]?
    for pattern in patterns.reversed() where isFolder || !pattern.needsFolder {
      let matches: Bool
      if pattern.isAnchored {
        // Most paths differ from a pattern in their first byte.
        let first = pattern.segments[0][0]
        if IgnoreRules.isPlain(first), first != path.first { continue }
        let all = names ?? path.split(separator: 47)
        names = all
        matches = IgnoreRules.matches(pattern.segments[...], all)
      } else {
        matches = IgnoreRules.matches(name: last, glob: pattern.segments[0])
      }
      if matches { return !pattern.isNegated }
    }
    return nil
  }

  /// Whether a byte of a pattern stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool { byte != 42 && byte != 63 && byte != 91 && byte != 92 }

  private static func pattern(_ line: [UInt8]) -> Pattern? {
    var line = line
    if line.last == 13 { line.removeLast() }
    while line.last == 32, !(line.count >= 2 && line[line.count - 2] == 92) { line.removeLast() }
    guard let first = line.first, first != 35 else { return nil }
    let isNegated = first == 33
    if isNegated { line.removeFirst() }
    let needsFolder = line.last == 47
    if needsFolder { line.removeLast() }
    guard !line.isEmpty else { return nil }
    let isAnchored = line.contains(47)
    if line.first == 47 { line.removeFirst() }
    let segments = line.split(separator: 47).map(Array.init)
    guard !segments.isEmpty else { return nil }
    return Pattern(
      segments: segments, isNegated: isNegated, needsFolder: needsFolder,
      isAnchored: isAnchored)
  }

  // MARK: Globs

  /// Segments of a pattern against names of a path; `**` stands for any number of names.
  private static func matches(_ pattern: ArraySlice<[UInt8]>, _ all: [ArraySlice<UInt8>]) -> Bool {
    // reachable[j]: the pattern so far matches the first j names.
    var reachable = [Bool](repeating: false, count: all.count + 1)
    reachable[0] = true
    for (index, segment) in pattern.enumerated() {
      var next = [Bool](repeating: false, count: all.count + 1)
      if segment == [42, 42] {
        // At the end `/**` needs something below it.
        let isLast = index == pattern.count - 1
        var seen = false
        for j in 0...all.count {
          next[j] = seen || (reachable[j] && !isLast)
          seen = seen || reachable[j]
        }
      } else {
        for j in 0..<all.count where reachable[j] && matches(name: all[j], glob: segment) { next[j + 1] = true }
      }
      reachable = next
    }
    return reachable[all.count]
  }

  /// One name against `*`, `?`, `[a-z]` and escapes, in time linear in both for each star.
  static func matches(name: ArraySlice<UInt8>, glob: [UInt8]) -> Bool {
    var n = name.startIndex
    var g = 0
    var star: (glob: Int, name: Int)?
    while n < name.endIndex {
      if g < glob.count, glob[g] == 42 {
        star = (g, n)
        g += 1
        continue
      }
      if g < glob.count, let width = width(of: glob, at: g, matching: name[n]) {
        g += width
        n += 1
        continue
      }
      guard let back = star else { return false }
      star = (back.glob, back.name + 1)
      g = back.glob + 1
      n = back.name + 1
    }
    while g < glob.count, glob[g] == 42 { g += 1 }
    return g == glob.count
  }

  /// How many bytes of the glob at `g` match the byte; nil when they do not.
  private static func width(of glob: [UInt8], at g: Int, matching byte: UInt8) -> Int? {
    switch glob[g] {
    case 63: return 1
    case 92 where g + 1 < glob.count: return glob[g + 1] == byte ? 2 : nil
    case 91:
      var at = g + 1
      let isNegated = at < glob.count && (glob[at] == 33 || glob[at] == 94)
      if isNegated { at += 1 }
      var isIn = false
      var isFirst = true
      while at < glob.count, glob[at] != 93 || isFirst {
        isFirst = false
        if glob[at] == 92, at + 1 < glob.count { at += 1 }
        if at + 2 < glob.count, glob[at + 1] == 45, glob[at + 2] != 93 {
          if glob[at] <= byte, byte <= glob[at + 2] { isIn = true }
          at += 3
        } else {
          if glob[at] == byte { isIn = true }
          at += 1
        }
      }
      guard at < glob.count else { return glob[g] == byte ? 1 : nil }
      return isIn != isNegated ? at + 1 - g : nil
    default: return glob[g] == byte ? 1 : nil
    }
  }
}
