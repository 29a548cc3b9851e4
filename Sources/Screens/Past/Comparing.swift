import Reviews

/// Opening history, differences and projects, and choosing what is compared with what.
extension Front {
  /// Enter on a line of the history: what changed since the review before.
  mutating func openReview(_ id: String) {
    let entries = timeline?.entries ?? []
    guard let index = entries.firstIndex(where: { $0.id == id }) else { return }
    guard index > 0 else {
      return say("This is the first review that is shown; there is none before it to compare with.")
    }
    push(.difference(from: entries[index - 1].id, to: id))
  }

  /// Marks the selected review; with another one marked already, compares the two.
  mutating func markReview() {
    guard let id = layer.selected.flatMap(Front.reviewID) else { return say("There is no review on this line.") }
    contentRevision += 1
    guard let marked = past.marked else {
      past.marked = id
      return say("Marked; m on another review compares the two.")
    }
    past.marked = nil
    guard marked != id else { return say("No longer marked.") }
    let order = timeline?.entries.map(\.id) ?? []
    let isEarlier = (order.firstIndex(of: marked) ?? 0) < (order.firstIndex(of: id) ?? 0)
    push(.difference(from: isEarlier ? marked : id, to: isEarlier ? id : marked))
  }

  /// `:diff [A] [B]`, by ids or their beginnings, `latest`, `previous` and `draft`.
  mutating func compare(_ words: [String]) -> [Effect] {
    guard let timeline else {
      say("The earlier reviews are still being read; try again in a moment.")
      return []
    }
    let entries = timeline.entries
    func index(_ word: String, before later: Int?) -> Int? {
      switch word {
      case "draft": return entries.lastIndex { $0.state == .draft }
      case "latest": return entries.lastIndex { $0.state == .final }
      case "previous":
        return entries[..<(later ?? max(0, entries.count - 1))].lastIndex { $0.state == .final }
      default:
        let fitting = entries.indices.filter { entries[$0].id.hasPrefix(word) }
        return fitting.count == 1 ? fitting.first : nil
      }
    }
    let later = words.count > 1 ? index(words[1], before: nil) : entries.count - 1
    guard let later else { return saysUnknown(words[1]) }
    guard let earlier = index(words.first ?? "previous", before: later) else {
      if let name = words.first { return saysUnknown(name) }
      say("There is no earlier review to compare with.")
      return []
    }
    guard earlier != later else {
      say("Both are the same review; name two of those that H lists.", .bad)
      return []
    }
    push(.difference(from: entries[earlier].id, to: entries[later].id))
    return []
  }

  /// No review is called so, or several are; one that was not brought yet may be.
  private mutating func saysUnknown(_ name: String) -> [Effect] {
    let isKnown = timeline?.entries.contains { $0.id.hasPrefix(name) } ?? false
    guard !isKnown, past.reviews?.isComplete == false else {
      say("No review, or more than one, is called \"\(name)\"; H lists them.", .bad)
      return []
    }
    say("\"\(name)\" is none of the newest reviews; older ones are being read, try again in a moment.", .bad)
    return wantAllReviews()
  }

  /// Enter on a line of the projects.
  mutating func openProject(_ name: String) {
    if name == review.project {
      push(.history)
    } else {
      say("Another project opens from a shell in its folder: assay review, or assay history.")
    }
  }

  static func reviewID(ofLine id: String) -> String? {
    id.hasPrefix("review:") ? String(id.dropFirst("review:".count)) : nil
  }
}
