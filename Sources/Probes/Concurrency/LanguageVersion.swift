import GoSyntax
import Repository

extension GoFile {
  /// The version of the language this file is compiled as: what its `//go:build` line asks for, else the module's.
  ///
  /// A constraint may raise a file above the go directive or lower it, though never below 1.21.
  func languageVersion(in module: GoVersion?) -> GoVersion? {
    guard let end = tree.root.name?.start else { return module }
    for line in tree.text(0..<end).split(whereSeparator: \.isNewline) where line.hasPrefix("//go:build ") {
      var constraint = BuildConstraint(line.dropFirst(11))
      guard let minor = constraint.leastMinorVersion else { return module }
      return max(GoVersion(major: 1, minor: 21), GoVersion(major: 1, minor: minor))
    }
    return module
  }
}

/// The expression of a `//go:build` line, read for the Go version it demands.
private struct BuildConstraint {
  private var words: [Substring] = []
  private var next = 0

  init(_ text: Substring) {
    var word = text.startIndex..<text.startIndex
    for position in text.indices {
      if text[position].isLetter || text[position].isNumber || text[position] == "." || text[position] == "_" {
        word = (word.isEmpty ? position : word.lowerBound)..<text.index(after: position)
        continue
      }
      if !word.isEmpty { words.append(text[word]) }
      word = position..<position
      if "()!&|".contains(text[position]) { words.append(text[position...position]) }
    }
    if !word.isEmpty { words.append(text[word]) }
  }

  /// `21` of `go1.21 && linux`; nil when any version will do.
  var leastMinorVersion: Int? { mutating get { either() } }

  private mutating func either() -> Int? {
    var least = both()
    while take("|") {
      _ = take("|")
      let other = both()
      least = least.flatMap { first in other.map { min(first, $0) } }
    }
    return least
  }

  private mutating func both() -> Int? {
    var most = single()
    while take("&") {
      _ = take("&")
      let other = single()
      most = [most, other].compactMap { $0 }.max()
    }
    return most
  }

  private mutating func single() -> Int? {
    if take("!") {
      _ = single()
      return nil
    }
    if take("(") {
      let inner = either()
      _ = take(")")
      return inner
    }
    guard next < words.count else { return nil }
    let word = words[next]
    next += 1
    return word.hasPrefix("go1.") ? Int(word.dropFirst(4)) : nil
  }

  private mutating func take(_ word: Substring) -> Bool {
    guard next < words.count, words[next] == word else { return false }
    next += 1
    return true
  }
}
