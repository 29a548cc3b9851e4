/// A pattern for paths of a repository: `*` and `?` stay within a name, `**` stands for any folders, `[a-z]` for one
/// character of several.
///
/// A pattern without a slash names a file or folder at any depth, one with a slash counts from the root. Whatever lies in
/// a folder that matches, matches. Matching takes time in proportion to the pattern times the path.
package struct PathGlob: Hashable, Sendable {
  /// As written.
  package let text: String
  private let segments: [[Unicode.Scalar]]
  private let isAnchored: Bool
  /// Whether the first name is one that stands for itself only: most paths are told apart by it.
  private let isFirstPlain: Bool

  package static let lengthMax = 1_000

  /// Why a text is no pattern, for the person who wrote it.
  package struct Mistake: Error, Hashable, Sendable {
    package let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// - Parameter knowsRoot: whether `./name` stands for a name at the root only.
  package init(_ text: String, knowsRoot: Bool = false) throws(Mistake) {
    guard !text.isEmpty else { throw Mistake("it is empty") }
    guard text.unicodeScalars.count <= PathGlob.lengthMax else {
      throw Mistake("it has more than \(PathGlob.lengthMax) characters")
    }
    if text.hasPrefix("!") { throw Mistake("it begins with !, but nothing can be put back in") }
    if text.hasPrefix("/") { throw Mistake("it begins with /; write the path as seen from the root") }
    for sign in ["\\", "{", "}"] where text.unicodeScalars.contains(Unicode.Scalar(UInt8(sign.utf8.first ?? 0))) {
      throw Mistake("it holds \(sign), which has no meaning here; write one pattern for each path")
    }
    let isAtRoot = knowsRoot && text.hasPrefix("./")
    let path = isAtRoot ? text.dropFirst(2) : text[...]
    let body = path.hasSuffix("/") ? path.dropLast() : path
    let names = body.split(separator: "/", omittingEmptySubsequences: false)
    for name in names {
      if name.isEmpty { throw Mistake("it holds two slashes in a row") }
      if name == "." || name == ".." {
        throw Mistake("it holds the name \(name); write the path as seen from the root")
      }
      if name != "**", name.contains("**") { throw Mistake("** stands alone between slashes: dir/**/name") }
      try PathGlob.check(Array(name.unicodeScalars))
    }
    self.text = text
    segments = names.map { Array($0.unicodeScalars) }
    isAnchored = isAtRoot || names.count > 1
    isFirstPlain = isAnchored && !segments[0].contains { "*?[".unicodeScalars.contains($0) }
  }

  /// Whether the file at a path matches, or a folder it lies in.
  package func matches(_ path: String) -> Bool { matches(PathNames(path)) }

  /// The same for a path that many patterns are held against.
  package func matches(_ path: PathNames) -> Bool {
    let names = path.names
    if !isAnchored, segments[0] != ["*", "*"] { return names.contains { PathGlob.matches($0, segments[0]) } }
    if isFirstPlain, names.first != segments[0] { return false }
    // reachable[j]: the segments so far match the first j names.
    var reachable = [Bool](repeating: false, count: names.count + 1)
    reachable[0] = true
    for (index, segment) in segments.enumerated() {
      var next = [Bool](repeating: false, count: names.count + 1)
      if segment == ["*", "*"] {
        // At the end it needs something below the folder.
        let isLast = index == segments.count - 1
        var seen = false
        for j in 0...names.count {
          next[j] = seen || reachable[j] && !isLast
          seen = seen || reachable[j]
        }
      } else {
        for j in names.indices where reachable[j] && PathGlob.matches(names[j], segment) { next[j + 1] = true }
      }
      reachable = next
    }
    return reachable.dropFirst().contains(true)
  }

  private static func check(_ name: [Unicode.Scalar]) throws(Mistake) {
    var at = 0
    while at < name.count {
      if name[at] == "[" {
        guard let (end, _) = set(name, at, nil) else { throw Mistake("[ has no ]") }
        let members = name[(at + 1)..<end]
        for i in members.indices.dropFirst() where name[i] == "-" && i + 1 < end && name[i - 1] > name[i + 1] {
          throw Mistake("\(name[i - 1])-\(name[i + 1]) runs backwards")
        }
        at = end
      }
      at += 1
    }
  }

  /// Where a set that begins at `start` ends, and whether a character is in it.
  private static func set(_ glob: [Unicode.Scalar], _ start: Int, _ scalar: Unicode.Scalar?) -> (end: Int, isIn: Bool)?
  {
    var at = start + 1
    let isNegated = at < glob.count && (glob[at] == "!" || glob[at] == "^")
    if isNegated { at += 1 }
    var isIn = false
    var isFirst = true
    while at < glob.count, glob[at] != "]" || isFirst {
      isFirst = false
      if at + 2 < glob.count, glob[at + 1] == "-", glob[at + 2] != "]" {
        if let scalar, glob[at] <= scalar, scalar <= glob[at + 2] { isIn = true }
        at += 3
      } else {
        if glob[at] == scalar { isIn = true }
        at += 1
      }
    }
    return at < glob.count ? (at, isIn != isNegated) : nil
  }

  /// One name, going back to the last star only.
  private static func matches(_ name: [Unicode.Scalar], _ glob: [Unicode.Scalar]) -> Bool {
    var n = 0
    var g = 0
    var star: (glob: Int, name: Int)?
    while n < name.count {
      if g < glob.count, glob[g] == "*" {
        star = (g, n)
        g += 1
        continue
      }
      if g < glob.count, let next = next(glob, g, name[n]) {
        g = next
        n += 1
        continue
      }
      guard let back = star else { return false }
      star = (back.glob, back.name + 1)
      g = back.glob + 1
      n = back.name + 1
    }
    return glob[g...].allSatisfy { $0 == "*" }
  }

  /// Where the glob goes on after a character, nil when it does not match.
  private static func next(_ glob: [Unicode.Scalar], _ g: Int, _ scalar: Unicode.Scalar) -> Int? {
    switch glob[g] {
    case "?": return g + 1
    case "[":
      guard let (end, isIn) = set(glob, g, scalar) else { return nil }
      return isIn ? end + 1 : nil
    default: return glob[g] == scalar ? g + 1 : nil
    }
  }
}

/// A path taken apart once, for many patterns.
package struct PathNames: Hashable, Sendable {
  let names: [[Unicode.Scalar]]

  package init(_ path: String) { names = path.split(separator: "/").map { Array($0.unicodeScalars) } }
}
