/// Reads a regular expression into its tree. What is not offered is refused with the place and, where there is one, the
/// way to say it otherwise.
struct LinePatternParser {
  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var ignoresCase: Bool
  private var depth = 0

  static let depthMax = 50
  static let repeatMax = 200

  init(_ text: String, ignoresCase: Bool) {
    scalars = Array(text.unicodeScalars)
    self.ignoresCase = ignoresCase
  }

  mutating func pattern() throws(LinePattern.Mistake) -> LinePatternTree {
    if scalars.starts(with: "(?i)".unicodeScalars) {
      ignoresCase = true
      at = 4
    }
    let tree = try choice()
    guard at == scalars.count else { throw mistake("this ) closes no group; write \\) for the character") }
    return tree
  }

  private var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private func mistake(_ reason: String, at place: Int? = nil) -> LinePattern.Mistake {
    LinePattern.Mistake(character: (place ?? at) + 1, reason: reason)
  }

  private mutating func choice() throws(LinePattern.Mistake) -> LinePatternTree {
    var branches = [try sequence()]
    while next == "|" {
      at += 1
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(LinePattern.Mistake) -> LinePatternTree {
    var parts: [LinePatternTree] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = at
      let part = try atom()
      parts.append(try quantified(part, from: start))
    }
    return parts.isEmpty ? .empty : parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// The atom with the quantifiers behind it.
  private mutating func quantified(
    _ atom: LinePatternTree, from start: Int
  ) throws(LinePattern.Mistake) -> LinePatternTree {
    guard let (min, max) = try quantifier() else { return atom }
    if case .assertion = atom { throw mistake("a place between characters cannot be repeated", at: start) }
    // Greedy or not makes no difference to whether a line matches.
    if next == "?" { at += 1 }
    let place = at
    if next == "+" || next == "*" { throw mistake("a quantifier follows another; put the first into a group: (?:a*)+") }
    if try quantifier() != nil {
      throw mistake("a quantifier follows another; put the first into a group: (?:a*)+", at: place)
    }
    return .repeated(atom, min: min, max: max)
  }

  private mutating func quantifier() throws(LinePattern.Mistake) -> (min: Int, max: Int?)? {
    switch next {
    case "*":
      at += 1
      return (0, nil)
    case "+":
      at += 1
      return (1, nil)
    case "?":
      at += 1
      return (0, 1)
    case "{": return try counted()
    default: return nil
    }
  }

  /// `{2}`, `{2,}`, `{2,5}`; a brace of another form is a character.
  private mutating func counted() throws(LinePattern.Mistake) -> (min: Int, max: Int?)? {
    guard let end = scalars[at...].firstIndex(of: "}") else { return nil }
    let body = scalars[(at + 1)..<end]
    guard let first = body.first, first.isASCIIDigit, body.allSatisfy({ $0.isASCIIDigit || $0 == "," }),
      body.count(where: { $0 == "," }) <= 1
    else { return nil }
    let parts = body.split(separator: ",", omittingEmptySubsequences: false).map { part in
      part.reduce(0) { Swift.min($0 * 10 + Int($1.value - 0x30), 100_000) }
    }
    let isOpen = body.last == ","
    let max = isOpen ? nil : parts.count == 2 ? parts[1] : parts[0]
    guard parts[0] <= LinePatternParser.repeatMax, max ?? 0 <= LinePatternParser.repeatMax else {
      throw mistake("it repeats more than \(LinePatternParser.repeatMax) times")
    }
    if let max, max < parts[0] { throw mistake("\(parts[0]) to \(max) times runs backwards") }
    at = end + 1
    return (parts[0], max)
  }

  private mutating func atom() throws(LinePattern.Mistake) -> LinePatternTree {
    guard let scalar = next else { throw mistake("something is missing here") }
    let start = at
    at += 1
    switch scalar {
    case ".": return .character(.all)
    case "^": return .assertion(.lineStart)
    case "$": return .assertion(.lineEnd)
    case "(": return try group(from: start)
    case "[": return .character(try set(from: start))
    case "\\": return try escape(from: start)
    case "*", "+", "?": throw mistake("\(scalar) repeats nothing; write \\\(scalar) for the character", at: start)
    default: return .character(ScalarSet(scalar, ignoresCase: ignoresCase))
    }
  }

  private mutating func group(from start: Int) throws(LinePattern.Mistake) -> LinePatternTree {
    if next == "?" {
      guard at + 1 < scalars.count, scalars[at + 1] == ":" else {
        let reason =
          scalars[at...].starts(with: "?i)".unicodeScalars)
          ? "(?i) stands at the beginning of a pattern only"
          : "of groups that begin with (? only (?:...) is offered; looking ahead or back is not"
        throw mistake(reason, at: start)
      }
      at += 2
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= LinePatternParser.depthMax else {
      throw mistake("groups nest deeper than \(LinePatternParser.depthMax)", at: start)
    }
    let tree = try choice()
    guard next == ")" else { throw mistake("this ( is not closed; write \\( for the character", at: start) }
    at += 1
    return tree
  }

  private mutating func escape(from start: Int) throws(LinePattern.Mistake) -> LinePatternTree {
    guard let scalar = next else { throw mistake("a \\ stands at the end; write \\\\ for the character", at: start) }
    switch scalar {
    case "b", "B":
      at += 1
      return .assertion(scalar == "b" ? .wordBoundary : .noWordBoundary)
    case "A", "z", "Z":
      throw mistake("\\\(scalar) is not offered; a line begins at ^ and ends at $", at: start)
    case "1"..."9": throw mistake("references to groups (\\\(scalar)) are not offered", at: start)
    default: return .character(try escapedSet(from: start))
    }
  }

  /// What `\x` means inside and outside of brackets.
  private mutating func escapedSet(from start: Int) throws(LinePattern.Mistake) -> ScalarSet {
    guard let scalar = next else { throw mistake("a \\ stands at the end; write \\\\ for the character", at: start) }
    at += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .words
    case "W": return ScalarSet.words.inverted
    case "s": return .spaces
    case "S": return ScalarSet.spaces.inverted
    case "t": return ScalarSet("\t", ignoresCase: false)
    case "n", "r": throw mistake("a match lies within one line; \\\(scalar) never stands in one", at: start)
    default:
      if scalar.isASCIILetter || scalar.isASCIIDigit { throw mistake("\\\(scalar) means nothing here", at: start) }
      return ScalarSet(scalar, ignoresCase: false)
    }
  }

  /// `[a-z_]`, `[^"]`: the bracket at `start` is read.
  private mutating func set(from start: Int) throws(LinePattern.Mistake) -> ScalarSet {
    let isNegated = next == "^"
    if isNegated { at += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      let place = at
      at += 1
      if scalar == "[", next == ":" {
        throw mistake("classes by name are not offered; write \\w, \\d or \\s", at: place)
      }
      var member = ScalarSet(scalar, ignoresCase: false)
      if scalar == "\\" { member = try escapedSet(from: place) }
      guard next == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
        ranges += member.ranges
        continue
      }
      at += 1
      let upperPlace = at
      var upper = ScalarSet(scalars[at], ignoresCase: false)
      at += 1
      if scalars[upperPlace] == "\\" { upper = try escapedSet(from: upperPlace) }
      guard let low = member.only, let high = upper.only else {
        throw mistake("a range goes from one character to another", at: place)
      }
      guard low <= high else { throw mistake("this range runs backwards", at: place) }
      ranges.append(low...high)
    }
    guard next == "]" else { throw mistake("this [ is not closed; write \\[ for the character", at: start) }
    at += 1
    let set = ignoresCase ? ScalarSet(ranges).withOtherCase : ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }
}

extension ScalarSet {
  /// The scalar of a set of one.
  fileprivate var only: UInt32? {
    ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
  fileprivate var isASCIILetter: Bool { (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }
}
