import Evidence
import GoSyntax
import Repository

/// Gives every finding a name that outlives moved lines: SHA-256 over what is found rather than where it stands.
///
/// Hashed are the probe, the folder, the declaration around the place, the line's text without white space at its ends, in
/// runs and in comments behind it, and a number among findings that agree in all of that. A Go file's name is left out: a
/// declaration is named by its package, whichever file it stands in, so renaming a file or moving a function within its
/// package changes nothing; adding a comment that silences the finding does not either. Files that are not Go are named
/// by their path.
///
/// Limits: of several equal lines in one declaration the last takes over the number of one that goes before it.
package struct Fingerprints: Sendable {
  private let lines: SourceLines

  package init(_ snapshot: Snapshot) { lines = SourceLines(snapshot) }

  /// Takes the snippets of findings for their lines.
  init() { lines = SourceLines() }

  static let length = SilencingDecision.fingerprintLength

  /// The outcome with all its findings named; outcomes do not depend on each other.
  package func applied(to outcome: Outcome) -> Outcome {
    guard !outcome.findings.isEmpty else { return outcome }
    var result = outcome
    var numbers: [[UInt8]: Int] = [:]
    for index in result.findings.indices {
      var key = subject(of: result.findings[index])
      let number = numbers[key, default: 0]
      numbers[key] = number + 1
      key += "\(number)".utf8
      result.findings[index].fingerprint = String(SHA256.hex(key).prefix(Fingerprints.length))
    }
    return result
  }

  /// All but the number, each part ended by a byte that no part holds.
  private func subject(of finding: Finding) -> [UInt8] {
    let location = finding.location
    let tree = lines.tree(of: location.path)
    var text = lines.bytes(ofLine: location.line, in: location.path) ?? Array(finding.snippet.utf8)
    var key = Array(finding.probe.text.utf8) + [0]
    if let tree {
      let path = location.path.utf8
      key += path.prefix(
        path.lastIndex(of: UInt8(ascii: "/")).map { path.distance(from: path.startIndex, to: $0) } ?? 0)
      key.append(0)
      key += Fingerprints.declaration(around: location.line, tree).utf8
      text = Fingerprints.withoutComment(text, line: location.line, tree)
    } else {
      key += location.path.utf8
      key.append(0)
    }
    key.append(0)
    return key + Fingerprints.collapsed(text) + [0]
  }

  /// `Store.Save`, `NewStore`, `ErrGone`: the name of the declaration that holds a line, empty outside of all.
  private static func declaration(around line: Int, _ tree: SyntaxTree) -> String {
    let all = tree.root.declarations
    var low = all.startIndex
    var high = all.endIndex
    while low < high {
      let middle = (low + high) / 2
      if all[middle].endLine < line { low = middle + 1 } else { high = middle }
    }
    guard low < all.endIndex, all[low].line <= line else { return "" }
    return name(of: all[low], line)
  }

  private static func name(of declaration: Node, _ line: Int) -> String {
    guard declaration.kind == .funcDecl else {
      let spec = declaration.specs.first { $0.endLine >= line } ?? declaration
      return (spec.names.first ?? spec.name)?.text ?? ""
    }
    let name = declaration.name?.text ?? ""
    guard var type = declaration.receiver?.fields.first?.type else { return name }
    while let inner = type.operand { type = inner }
    return type.text + "." + name
  }

  /// The line up to a comment that ends it.
  private static func withoutComment(_ text: [UInt8], line: Int, _ tree: SyntaxTree) -> [UInt8] {
    let groups = tree.commentGroups
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if tree.line(at: groups[middle].start) < line { low = middle + 1 } else { high = middle }
    }
    guard low < groups.count else { return text }
    let (groupLine, column) = tree.position(at: groups[low].start)
    guard groupLine == line, tree.source[groups[low].start + 1] == UInt8(ascii: "/") else { return text }
    let code = text.prefix(column - 1)
    return code.contains { $0 != 32 && $0 != 9 } ? Array(code) : text
  }

  private static func collapsed(_ text: [UInt8]) -> [UInt8] {
    Array(text.split { $0 == 32 || $0 == 9 || $0 == 13 }.joined(separator: [32]))
  }
}
