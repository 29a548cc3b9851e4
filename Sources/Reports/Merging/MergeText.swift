import Evidence
import Reviews

extension MergeReport {
  /// For a terminal: how far the two agree, what was decided, and every conflict with both answers.
  package var text: String {
    var lines = [mine.review.project, "mine    \(side(mine))", "theirs  \(side(theirs))", ""]
    lines.append("Agreement  \(agreementText)")
    let shown = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.words)" }
    lines.append("Items      \(shown.isEmpty ? "nobody answered any" : shown.joined(separator: ", "))")
    lines += conflictLines + refusedLines + theirLines
    lines += ["", ending]
    return lines.map(\.printable).joined(separator: "\n") + "\n"
  }

  /// One conflict, as it is shown before somebody decides it.
  package static func conflict(_ item: Merge.Item) -> [String] {
    var lines = ["\(item.title) (\(item.id))"]
    for (name, event) in [("mine  ", item.mine), ("theirs", item.theirs)] {
      guard let event else { continue }
      lines.append("  \(name)  \(event.value.words), by \(event.author) at \(event.at.text)")
      if !event.reason.isEmpty { lines.append("          reason: \(oneLine(event.reason))") }
      if !event.note.isEmpty { lines.append("          note:   \(oneLine(event.note))") }
    }
    return lines.map(\.printable)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " / ")
  }

  private func side(_ source: Source) -> String {
    let count = source.answerCount
    let authors = source.authors.isEmpty ? "nobody" : source.authors.joined(separator: ", ")
    return "\(source.name), \(source.review.state.rawValue) \(source.review.id), "
      + "\(count) answer\(count == 1 ? "" : "s") by \(authors)"
  }

  private var agreementText: String {
    let agreement = merge.agreement
    let shared = agreement.sharedCount == 0 ? "" : "; \(agreement.sharedCount) more were answered once for both"
    guard let share = agreement.share else {
      let few = agreement.count == 1 ? "1 item" : "\(agreement.count) items"
      return "not enough: \(few) rated by both on their own, \(Agreement.countMin) are needed\(shared)"
    }
    let kappa =
      agreement.kappa.map { "Cohen's kappa \($0.hundredthsText)" }
      ?? "Cohen's kappa is undefined, as both gave one rating only"
    return "\(agreement.agreedCount) of \(agreement.count) items rated by both on their own (\(share.percentText) %), "
      + "\(kappa)\(shared)"
  }

  private var conflictLines: [String] {
    guard !merge.conflicts.isEmpty else { return [] }
    return ["", "Conflicts"]
      + merge.conflicts.flatMap { item in
        MergeReport.conflict(item).map { "  " + $0 }
          + ["    " + (decisions[item.id].map { "taken: \($0.rawValue)" } ?? "undecided")]
      }
  }

  private var refusedLines: [String] {
    let refused = merge.items.filter { $0.refusal != nil }
    guard !refused.isEmpty else { return [] }
    return ["", "Answers of theirs that were not taken"] + refused.map { "  \($0.title): \($0.refusal ?? "")" }
  }

  /// What came from the other side, so that nobody has to look for it.
  private var theirLines: [String] {
    let taken = merge.items.filter { [.taken(.theirs), .followed(.theirs)].contains($0.outcome) }
    guard !taken.isEmpty else { return [] }
    return ["", "From theirs"]
      + taken.map { item in
        let answer = item.theirs.map { "\($0.value.words) by \($0.author)" } ?? ""
        return "  \(answer): \(item.title) (\(item.id))"
      }
  }

  private var ending: String {
    if let written { return "The draft \(written) holds the answers of both." }
    guard !undecided.isEmpty else { return "Nothing was written." }
    let items = undecided.map(\.id).joined(separator: " ")
    return "Nothing was written: decide with --take mine ITEM... or --take theirs ITEM...; undecided: \(items)"
  }
}

extension Fraction {
  /// Two decimals, cut towards zero: `0.61`, `-0.20`.
  var hundredthsText: String {
    let isNegative = self < .zero
    let hundredths = ((isNegative ? -self : self) * 100).floor
    let digits = hundredths % 100
    let text = "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
    return isNegative && hundredths > 0 ? "-" + text : text
  }
}
