import GoSyntax
import Repository

/// Which scripts of a repository somebody names: another script, a build file, a pipeline, a page or Go code.
///
/// A script that nothing names, as one copied from a service long ago, is nobody's target. Each text is read once, for
/// the names of all scripts. Limits: a name put together from parts is not seen, and a script named in its own folder's
/// listing counts.
struct CalledScripts: Sendable {
  /// By a script's name, two of the files that have it as a word: one of them is another than the script.
  private let places: [String: [String]]

  init(_ snapshot: Snapshot) {
    let scripts = snapshot.buildTargets.filter { $0.name == $0.location.path }
    let names = ScriptNames(Set(scripts.map { ScriptNames.word(of: $0.name) }))
    var places: [String: [String]] = [:]
    func note(_ text: String, in path: String) {
      for name in names.found(in: text) {
        let known = places[name] ?? []
        if known.count < 2, !known.contains(path) { places[name] = known + [path] }
      }
    }
    if !scripts.isEmpty {
      for file in snapshot.files where !file.path.hasSuffix(".go") {
        if let text = snapshot.text(of: file.path) { note(text, in: file.path) }
      }
      for file in snapshot.goFiles {
        for literal in file.tree.nodes(of: .basicLit) where literal.token == .string {
          note(literal.text, in: file.path)
        }
      }
    }
    self.places = places
  }

  /// Whether the target is one of a build file, or a script that is named somewhere.
  func isTarget(_ target: BuildTarget) -> Bool {
    guard target.name == target.location.path else { return true }
    let parts = target.name.split(separator: "/")
    // What an assistant is taught is no target of the people.
    if parts.contains("skills") { return false }
    // Hooks are found by their place.
    if target.name.hasPrefix(".") || parts.contains("hooks") { return true }
    return places[ScriptNames.word(of: target.name)]?.contains { $0 != target.name } ?? false
  }
}

/// Names of scripts to be looked for in texts, all at once.
private struct ScriptNames {
  private let names: Set<String>
  private let lengths: Set<Int>

  init(_ names: Set<String>) {
    self.names = names
    lengths = Set(names.map(\.utf8.count))
  }

  /// A script's name without its folders, or the last word of it.
  static func word(of path: String) -> String {
    let bytes = Array(path.utf8)
    let last = bytes.split { !isOfWord($0) }.last.map(trimmed) ?? []
    return String(decoding: last, as: UTF8.self)
  }

  func found(in text: String) -> Set<String> {
    var found: Set<String> = []
    var text = text
    text.withUTF8 { bytes in
      for word in bytes.split(whereSeparator: { !ScriptNames.isOfWord($0) }) {
        let word = ScriptNames.trimmed(word)
        guard lengths.contains(word.count) else { continue }
        let name = String(decoding: word, as: UTF8.self)
        if names.contains(name) { found.insert(name) }
      }
    }
    return found
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 0x80...: true
    default: byte == 45 || byte == 46 || byte == 95
    }
  }

  /// Without the full stop of a sentence and the dots of a path.
  private static func trimmed<Bytes: BidirectionalCollection<UInt8>>(_ word: Bytes) -> Bytes.SubSequence
  where Bytes.SubSequence == Bytes {
    var word = word
    while word.first == 46 { word = word.dropFirst() }
    while word.last == 46 { word = word.dropLast() }
    return word
  }
}
