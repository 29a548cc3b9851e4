import Canvas
import Reviews

/// Earlier reviews by lines, the newest first, and what changed in each.
extension PlainSession {
  /// Tells them at once, or as soon as they have come.
  mutating func goToHistory() -> [Effect] {
    front.layers = [Layer(screen: .overview), Layer(screen: .history)]
    let wanted = front.wantAllReviews()
    awaitsHistory = !wanted.isEmpty
    if !awaitsHistory { tellHistory() }
    return wanted
  }

  mutating func tellHistory() {
    awaitsHistory = false
    listing = .history
    choices = []
    say("")
    guard let timeline = front.timeline else { return say("The earlier reviews cannot be read; log tells why.") }
    say("Reviews of \(front.review.project), the newest first:")
    for entry in timeline.entries.reversed() {
      let name = entry.state == .draft ? "this draft" : entry.id == front.review.id ? "this review" : entry.id
      let gates = Wording.gates(entry.scores.readiness.filter { $0.priority == .p0 })
      let coverage = entry.scores.coverage.map { "\($0.percentText) % decided" } ?? "nothing to decide"
      choose(
        .review(entry.id),
        "\(Wording.moment(of: entry, in: timeline)), \(name): \(entry.verdict.word.rawValue), health \(Wording.health(entry.scores.health)), "
          + "\(gates), quality \(Wording.quality(entry.scores.quality)), \(coverage).")
      if let profile = entry.profile { say("Measured by the profile \(profile).", indent: 4) }
      if !entry.rulerChanges.isEmpty { say("Since the review before, \(entry.rulerChanges.told).", indent: 4) }
    }
    guard timeline.entries.count > 1 else { return say("This is the first review; finish makes it final.") }
    say("A number tells what changed since the review before it.")
    for age in timeline.openGateAges {
      let days = Wording.plural(age.days(at: front.now), "day")
      say(
        "Open P0 gate: \(age.gate.title), \(Wording.rating(age.gate.rating)), for \(days), "
          + "\(Wording.plural(age.reviewCount, "review")).")
    }
  }

  /// All projects with reviews in the store, told at once or as soon as they have come.
  mutating func goToProjects() -> [Effect] {
    front.layers = [Layer(screen: .overview), Layer(screen: .projects)]
    let wanted = front.wantedPast()
    awaitsProjects = !wanted.isEmpty
    if !awaitsProjects { tellProjects() }
    return wanted
  }

  mutating func tellProjects() {
    awaitsProjects = false
    listing = .projects
    choices = []
    say("")
    say("All projects with reviews:")
    for timeline in front.past.projects ?? [] {
      guard let last = timeline.entries.last else { continue }
      let gates = Wording.gates(last.scores.readiness.filter { $0.priority == .p0 })
      say(
        "\(timeline.project), \(front.age(of: last)): \(last.verdict.word.rawValue), "
          + "health \(Wording.health(last.scores.health)), \(gates), quality \(Wording.quality(last.scores.quality)).",
        indent: 2)
      if let profile = last.profile { say("Measured by the profile \(profile).", indent: 4) }
    }
    for problem in front.past.projectProblems { say("Not read: \(problem)", indent: 2) }
    say("Another project opens from a shell in its folder: assay review.")
  }

  /// A review chosen by its number: what changed since the one before, once both are here.
  mutating func tellChange(in id: String) -> [Effect] {
    let entries = front.timeline?.entries ?? []
    guard let index = entries.firstIndex(where: { $0.id == id }), index > 0 else {
      say("This is the first review that is known; there is none before it to compare with.")
      return []
    }
    front.layers = [Layer(screen: .overview), Layer(screen: .difference(from: entries[index - 1].id, to: id))]
    listing = .difference(from: entries[index - 1].id, to: id)
    choices = []
    let wanted = front.wantedPast()
    awaitsDifference = !wanted.isEmpty
    if !awaitsDifference { tellDifference() }
    return wanted
  }

  mutating func tellDifference() {
    awaitsDifference = false
    guard case .difference(let from, let to) = listing else { return }
    say("")
    let glyphs = look.isASCII ? Glyphs.ascii : .unicode
    // Wide enough for no line to be broken.
    let page = front.differenceDocument(from: from, to: to, width: 1 << 16, glyphs: glyphs, inColumns: false)
    for line in page.lines {
      let text = line.spans.map(\.text).joined().replacing(" \(glyphs.arrow) ", with: " to ")
      let trailing = line.trailing.map(\.text).joined()
      let indent = text.prefix { $0 == " " }.count
      let whole = text.dropFirst(indent).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
      if whole.isEmpty, trailing.isEmpty { continue }
      say(whole + (trailing.isEmpty ? "" : "; \(trailing)"), indent: min(indent, 4))
    }
  }
}
