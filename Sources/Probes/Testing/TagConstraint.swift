import GoSyntax
import Repository

/// The condition above a file's package clause under which it is built: `//go:build e2e && !windows`.
///
/// A system, an architecture, a compiler and a release of Go are taken for given; other words are tags that a command
/// has to pass. Lines of the old form, `// +build`, are left out: tools that still write them write both.
struct TagConstraint: TreeFact {
  private let words: [Substring]

  init(_ tree: SyntaxTree) {
    let words = TagConstraint.line(of: tree).map { TagConstraint.split($0[...]) } ?? []
    // What nobody writes by hand is not known, and would be read as deep as it goes.
    let isDeep = words.count { $0 == "!" || $0 == "(" } > TagConstraint.depthMax
    self.words = isDeep ? [] : words
  }

  private static let depthMax = 100

  private static func line(of tree: SyntaxTree) -> String? {
    let limit = tree.root.name?.start ?? 0
    for group in tree.commentGroups {
      guard group.start < limit else { break }
      for comment in group.comments {
        let text = tree.text(comment)
        if text.hasPrefix("//go:build ") { return String(text.dropFirst("//go:build ".count)) }
      }
    }
    return nil
  }

  /// Whether a command that passes these tags builds the file.
  func holds(with tags: Set<String>) -> Bool {
    guard !words.isEmpty else { return true }
    var rest = words[...]
    return TagConstraint.either(&rest, tags)
  }

  private static func split(_ text: Substring) -> [Substring] {
    var words: [Substring] = []
    var rest = text
    while let first = rest.first {
      let isName = first.isLetter || first.isNumber || first == "_" || first == "."
      let count: Int
      if isName {
        count = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }.count
      } else {
        count = rest.hasPrefix("&&") || rest.hasPrefix("||") ? 2 : 1
      }
      if !first.isWhitespace { words.append(rest.prefix(count)) }
      rest = rest.dropFirst(count)
    }
    return words
  }

  private static func either(_ rest: inout ArraySlice<Substring>, _ tags: Set<String>) -> Bool {
    var answer = both(&rest, tags)
    while rest.first == "||" {
      rest = rest.dropFirst()
      let other = both(&rest, tags)
      answer = answer || other
    }
    return answer
  }

  private static func both(_ rest: inout ArraySlice<Substring>, _ tags: Set<String>) -> Bool {
    var answer = one(&rest, tags)
    while rest.first == "&&" {
      rest = rest.dropFirst()
      let other = one(&rest, tags)
      answer = answer && other
    }
    return answer
  }

  private static func one(_ rest: inout ArraySlice<Substring>, _ tags: Set<String>) -> Bool {
    guard let word = rest.popFirst() else { return true }
    // A system that is ruled out leaves the others.
    if word == "!" {
      if let next = rest.first, isGiven(next) {
        rest = rest.dropFirst()
        return true
      }
      return !one(&rest, tags)
    }
    if word == "(" {
      let answer = either(&rest, tags)
      if rest.first == ")" { rest = rest.dropFirst() }
      return answer
    }
    return tags.contains(String(word)) || isGiven(word)
  }

  private static func isGiven(_ word: Substring) -> Bool {
    word.hasPrefix("go1") || given.contains(String(word))
  }

  private static let given: Set<String> = [
    "linux", "darwin", "windows", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "plan9",
    "android", "ios", "js", "wasip1", "unix", "amd64", "386", "arm", "arm64", "ppc64", "ppc64le", "mips", "mipsle",
    "mips64", "mips64le", "riscv64", "s390x", "wasm", "loong64", "cgo", "gc", "gccgo", "race",
  ]
}
