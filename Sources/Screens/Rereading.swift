import Checklists
import Reviews

/// Checklists that were edited while a review is open: taken over when the probes run again.
extension Front {
  /// Every answer stays in the review: of a question that was reworded it is stale, of one that is gone it is kept and not
  /// shown. What is on the screen closes where its list or item is gone.
  mutating func take(checklists new: Catalogue) -> [Effect] {
    guard review.state == .draft else { return [] }
    let before = evaluation
    let old = catalogue
    catalogue = new.under(review.profile)
    review.checklists = new.references
    evaluate()
    findings = FindingRows(findings.found, findings.view, items: catalogue.items)
    if let gone = layers.firstIndex(where: { !isKnown($0.screen) }) { layers.removeSubrange(max(1, gone)...) }
    route.removeAll { catalogue.item($0) == nil }

    let changed = RulerChange.between(old.references, catalogue.references).map(\.checklist)
    let names = changed.isEmpty ? "" : ": " + changed.joined(separator: ", ")
    let asked = evaluation.items.count { state in
      state.staleReasons.contains(.criterion)
        && before.state(of: state.item.id)?.staleReasons.contains(.criterion) != true
    }
    let gone = before.items.count { $0.answer != nil && catalogue.item($0.item.id) == nil }
    var text = "The checklists changed on disk and were read anew\(names)."
    if asked > 0 { text += " \(Wording.plural(asked, "answer")) to reworded questions: look again." }
    if gone > 0 { text += " \(Wording.plural(gone, "answer")) to questions that are gone: kept in the review." }
    // What the settings were taken over for is told by the same key, and would be wiped.
    let held = message.flatMap { $0.isHeld ? $0.whole + " " : nil } ?? ""
    say(text)
    message = Message(text: held + text, tone: .plain, isHeld: true)
    return session.readOnlyReason == nil ? [.save(review)] : []
  }

  private func isKnown(_ screen: Screen) -> Bool {
    switch screen {
    case .list(let id): catalogue.checklist(id) != nil
    case .item(let id), .source(let id, _): catalogue.item(id) != nil
    case .overview, .rules, .findings, .finding, .probe, .working, .libraries, .history, .difference, .projects, .log,
      .help:
      true
    }
  }
}
