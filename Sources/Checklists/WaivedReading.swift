import Evidence

/// Reads the list `waivers` of `.assay.yml`: every entry whole, or a problem with its place.
///
/// Whether an item exists and is a gate is not looked at here: a team's own checklist may be missing in one run.
struct WaivedReading {
  let log: ProblemLog
  let today: CalendarDay?

  static let keys = ["item", "kind", "reason", "owner", "created", "expires"]

  /// The entries that are right; the rest is in the log.
  func entries(of fields: Fields) -> [ProjectSettings.Waived] {
    guard let values = fields.list("waivers") else { return [] }
    var seen: [String: Int] = [:]
    var entries: [ProjectSettings.Waived] = []
    for value in values {
      guard
        let entry = Fields(
          value, owner: "an entry of \"waivers\"", known: WaivedReading.keys, log: log, namesKnown: true),
        let terms = terms(entry)
      else { continue }
      if let line = seen[terms.item] {
        log.report(value.mark, "\(terms.item) is waived in line \(line) already; remove one of the entries")
        continue
      }
      seen[terms.item] = value.mark.line
      entries.append(ProjectSettings.Waived(terms: terms, line: value.mark.line))
    }
    return entries
  }

  private func terms(_ entry: Fields) -> WaiverTerms? {
    let item = entry.text("item")
    let kind = entry.word("kind", as: WaiverTerms.Kind.self)
    let reason = self.reason(entry)
    let owner = entry.text("owner")
    let created = day("created", entry)
    let expires = day("expires", entry)
    let isLive = created.map { isInTime($0, expires, entry) } ?? false
    guard let item, let kind, let reason, let owner, let created, let expires, isLive else { return nil }
    return WaiverTerms(item: item, kind: kind, reason: reason, owner: owner, created: created, expires: expires)
  }

  private func reason(_ entry: Fields) -> String? {
    guard let reason = entry.text("reason") else { return nil }
    if SilencingDecision.isReason(reason) { return reason }
    entry.report(
      "reason",
      "a reason takes \(SilencingDecision.reasonLengthMin) to \(SilencingDecision.reasonLengthMax) characters")
    return nil
  }

  private func day(_ key: String, _ entry: Fields) -> CalendarDay? {
    guard let text = entry.text(key) else { return nil }
    if let day = CalendarDay(text: text) { return day }
    entry.report(key, "\"\(text.prefix(40))\" is no day; write it as 2026-12-31")
    return nil
  }

  private func isInTime(_ created: CalendarDay, _ expires: CalendarDay?, _ entry: Fields) -> Bool {
    // A day of grace: it is tomorrow already somewhere.
    if let today, created > today.adding(days: 1) {
      entry.report("created", "\(created.text) is yet to come; write the day the waiver was agreed on")
      return false
    }
    guard let expires else { return false }
    if expires < created {
      entry.report("expires", "\(expires.text) is before the day it was created, \(created.text)")
      return false
    }
    let last = created.adding(days: WaiverTerms.dayCountMax)
    if expires > last {
      entry.report(
        "expires",
        "\(expires.text) is more than \(WaiverTerms.dayCountMax) days after it was created; \(last.text) is the last day"
      )
      return false
    }
    return true
  }
}
