import BundledFacts
import Evidence
import GoSyntax

/// A silencing comment with its reach: which finding it takes, and what is wrong with it.
struct PlacedComment: Hashable, Sendable {
  let comment: SilencingComment
  let reach: SilencedLines
  /// Where the comment stands.
  let line: Int

  /// The finding an ignoring comment takes: the first of its line, else the first within its reach.
  func index(in findings: [Finding], of path: String) -> Int? {
    let onLine = findings.firstIndex { $0.location.path == path && $0.location.line == reach.first }
    return onLine ?? findings.firstIndex { $0.location.path == path && reach.lines.contains($0.location.line) }
  }

  func silencing(_ finding: Finding, rule: String) -> SilencedFinding {
    SilencedFinding(finding: finding, by: comment.by, rule: rule, reason: comment.reason, commentLine: line)
  }

  /// What is wrong with an ignoring comment, as far as one card asks.
  func problem(_ card: ProbeID, ran: Set<ProbeID>, isUsed: Bool) -> String? {
    let name = comment.names.first
    let isKnown =
      name.map { name in
        ProbeID(name).isDeclared || AllProbes.list.contains { $0.card.id.text == name }
      } ?? false
    switch card {
    case SilencingCards.unexplained.id:
      return isKnown && comment.reason.isEmpty
        ? "\(name ?? "a probe") is silenced here without a reason; write it after the probe's name" : nil
    case SilencingCards.unused.id:
      guard let name, isKnown, !isUsed, ran.contains(ProbeID(name)) else { return nil }
      return "\(name) finds nothing on line \(reach.first), so there is nothing to silence; remove the comment"
    case SilencingCards.unknownProbe.id:
      guard let name else { return "assay:ignore names no probe; write `// assay:ignore family/name reason`" }
      guard !isKnown else { return nil }
      let near = AllProbes.list.first { $0.card.id.name == ProbeID(name).name || $0.card.id.name == name }
      return "no probe is called \(name)" + (near.map { "; did you mean \($0.card.id)?" } ?? "")
    default: return nil
    }
  }
}

/// The silencing comments of a tree.
struct PlacedComments: TreeFact {
  private(set) var all: [PlacedComment] = []

  init(_ tree: SyntaxTree) {
    for group in tree.commentGroups {
      for range in group.comments {
        guard let comment = SilencingComment(tree.source, range) else { continue }
        all.append(
          PlacedComment(
            comment: comment, reach: SilencedLines(of: comment, in: group, tree), line: tree.line(at: range.lowerBound))
        )
      }
    }
  }
}

extension SilencingComment {
  /// What of the comment matches a probe's linters: a linter's or a rule's name, "" for a comment that means all.
  func rule(among rules: [LinterTable.Rule]) -> String? {
    switch by {
    case .ignore, .settings: return nil
    case .nolint:
      if names.isEmpty { return "" }
      return names.first { name in
        let current = BundledFacts.linters.current(name)
        return rules.contains { $0.linter == current }
      }
    case .nosec:
      let codes = rules.filter { $0.linter == "gosec" }.compactMap(\.code)
      if names.isEmpty { return codes.isEmpty ? nil : "" }
      return names.first(where: codes.contains)
    case .lintIgnore, .lintFileIgnore:
      let codes = rules.filter { $0.linter == "staticcheck" }.compactMap(\.code)
      return names.first { pattern in codes.contains { SilencingComment.matches($0, pattern) } }
    }
  }

  /// `SA1015`, `SA1*` or `*`; a star stands at the end only.
  private static func matches(_ code: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? code.hasPrefix(pattern.dropLast()) : code == pattern
  }
}
