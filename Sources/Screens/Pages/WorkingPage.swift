import Canvas
import Checklists
import Reviews

/// How each number came about, step by step, so that nobody has to believe it.
extension Front {
  func workingDocument(width: Int) -> Document {
    var page = Document(width: width)
    let scores = evaluation.scores
    page.heading("Verdict: \(evaluation.verdict.word.rawValue)")
    let held = evaluation.verdict.heldBy
    if held.isEmpty { page.paragraph("No P0 item stands in the way.", indent: 2) }
    for id in held {
      let state = evaluation.state(of: id)
      page.paragraph("\(state?.item.title ?? id): \(Wording.rating(state?.effective))", mark: "held by ", indent: 2)
    }
    addProfile(&page)
    page.heading("Health \(Wording.health(scores.health))  \(scores.health?.band ?? "")")
    for line in scores.health?.working ?? ["Nothing of it applies."] { page.paragraph(line, indent: 2) }
    addGates("Readiness", scores.readiness, &page)
    addGates("Security", scores.security, &page)
    page.heading("Quality \(Wording.quality(scores.quality))  \(scores.quality?.band ?? "")")
    for line in scores.quality?.working ?? ["Nothing of it applies."] { page.paragraph(line, indent: 2) }
    for dimension in scores.quality?.dimensions ?? [] {
      let title = catalogue.item(dimension.item)?.title ?? dimension.item
      var text = "n/a"
      if let floor = dimension.floor, let ceiling = dimension.ceiling { text = Wording.range(floor, ceiling) }
      page.heading("\(title) \(text), weight \(dimension.weight)\(dimension.isOverridden ? ", overridden" : "")")
      for line in dimension.working { page.paragraph(line, indent: 2) }
    }
    page.heading("Coverage")
    page.paragraph(
      scores.coverage.map { "\($0.percentText) % of the applicable weight is decided and not stale." } ?? "n/a",
      indent: 2)
    return page
  }

  /// What the profile changes, one item a line.
  private func addProfile(_ page: inout Document) {
    guard let profile = catalogue.profile else { return }
    page.heading("Profile: \(profile.title)")
    page.paragraph(profile.says, indent: 2)
    for move in catalogue.profileMoves { page.paragraph("\(move.title) (\(move.item)): \(move.text)", indent: 2) }
  }

  private func addGates(_ title: String, _ counts: [Scorecard.GateCount], _ page: inout Document) {
    page.heading("\(title) \(Wording.gates(counts))")
    for count in counts {
      let parts = [
        "\(count.met) met", "\(count.open) open", "\(count.unanswered) unanswered", "\(count.waived) waived",
        "\(count.notApplicable) n/a",
      ]
      page.paragraph(parts.joined(separator: ", "), mark: "\(count.priority.rawValue)  ", indent: 2)
    }
  }
}
