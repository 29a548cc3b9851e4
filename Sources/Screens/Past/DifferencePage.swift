import Canvas
import Checklists
import Evidence
import Reviews

/// What changed between two reviews: the bridge from one score to the next, item by item, and the evidence.
extension Front {
  /// Places of one item that are named; the commands' JSON names all.
  static let placeCountMax = 8

  /// - Parameter inColumns: whether numbers may mean something by where they stand, which nobody hears.
  func differenceDocument(from: String, to: String, width: Int, glyphs: Glyphs, inColumns: Bool = true) -> Document {
    var page = Document(width: width)
    guard let earlier = wholeReview(from), let later = wholeReview(to) else {
      let missing = wholeReview(from) == nil ? from : to
      page.paragraph("The review \(missing) cannot be read; the messages (:log) say why.")
      return page
    }
    let lists = (before: catalogue.used(by: earlier), after: catalogue.used(by: later))
    let difference = Difference(from: earlier, under: lists.before, to: later, under: lists.after, at: now)
    page.paragraph(side(earlier), mark: "From    ", markStyle: .bold)
    page.paragraph(side(later), mark: "To      ", markStyle: .bold)
    addVerdict(difference, glyphs, &page)
    for change in RulerChange.between(lists.before, lists.after) {
      page.paragraph(change.text, mark: "Ruler   ", style: Palette.attention)
    }
    page.blank()
    addBridge(difference, glyphs, inColumns: inColumns && width >= 60, &page)
    addItems(difference, glyphs, &page)
    return page
  }

  private func side(_ review: Review) -> String {
    var parts = [(review.ownMoment ?? now).day.text, review.state == .draft ? "draft" : review.id]
    if let commit = review.commit { parts.append("at \(commit.prefix(10))" + (review.isDirty ? ", modified" : "")) }
    if let profile = review.profile, profile != Profile.standard { parts.append("profile \(profile)") }
    return parts.joined(separator: ", ")
  }

  private func addVerdict(_ difference: Difference, _ glyphs: Glyphs, _ page: inout Document) {
    let (before, after) = (difference.verdictBefore.word, difference.verdictAfter.word)
    var spans = [Span("Verdict ", .bold), Span(after.rawValue, Palette.verdict(after))]
    if before == after {
      spans.append(Span(", as before"))
    } else {
      spans.insert(Span("\(before.rawValue) \(glyphs.arrow) ", Palette.verdict(before)), at: 1)
    }
    page.add(Line(spans))
  }

  private func addBridge(
    _ difference: Difference, _ glyphs: Glyphs, inColumns: Bool, _ page: inout Document
  ) {
    let changes = [
      ("Health", difference.health), ("Readiness", difference.readiness), ("Security", difference.security),
      ("Quality", difference.quality),
    ]
    if inColumns {
      let header = ["before", "ruler", "scope", "items", "after"].map { $0.padded(before: 9) }.joined()
      page.add(Span("".padded(to: 12) + header, Palette.faint))
    }
    for (name, change) in changes {
      let before = change.before.map(Wording.number) ?? "n/a"
      let after = change.after.map(Wording.number) ?? "n/a"
      let parts = [change.ruler, change.scope, change.items].map(Wording.signed)
      let style = change.total > .zero ? Palette.good : change.total < .zero ? Palette.bad : .plain
      if inColumns {
        let numbers = ([before] + parts).map { $0.padded(before: 9) }.joined()
        page.add(Span(name.padded(to: 12), .bold), Span(numbers), Span(after.padded(before: 9), style))
      } else {
        let named = zip(["ruler", "scope", "items"], parts).filter { $0.1 != "0" }.map { "\($0.1) \($0.0)" }
        let text = before == after && named.isEmpty ? before : "\(before) \(glyphs.arrow) \(after)"
        page.paragraph(([text] + named).joined(separator: ", "), mark: name.padded(to: 10), markStyle: .bold)
      }
    }
  }

  private func addItems(_ difference: Difference, _ glyphs: Glyphs, _ page: inout Document) {
    let moving = difference.items.filter(\.movesScore)
    let others = difference.items.filter { !$0.movesScore }
    if difference.items.isEmpty { page.heading("No item differs") }
    for (heading, items) in [("Items that moved a score", moving), ("Items that moved none", others)]
    where !items.isEmpty {
      page.heading(heading)
      for item in items { add(item, glyphs, &page) }
    }
  }

  private func add(_ change: Difference.ItemChange, _ glyphs: Glyphs, _ page: inout Document) {
    let id = "item:" + change.item
    let ratings = [change.old, change.new].map(Wording.standing)
    let text = ratings[0] == ratings[1] ? ratings[0] : ratings.joined(separator: " \(glyphs.arrow) ")
    let effect = Wording.effect(change)
    let cause = page.width < 96 ? change.cause.rawValue : change.cause.meaning
    page.add(
      Line(
        [Span(text.padded(to: 11) + " ", Palette.rating(change.after)), Span(change.title, .bold)],
        trailing: [
          Span(effect.isEmpty || page.width < 60 ? cause : "\(effect)  \(cause)")
        ],
        id: id, isRow: true))
    if !change.newlyStale.isEmpty {
      let reasons = change.newlyStale.map(\.sentence).joined(separator: "; ")
      page.paragraph(reasons, mark: "stale: ", style: Palette.doubtful, indent: 4, id: id)
    }
    var places = change.evidence.added.map { ("+", Palette.attention, place($0)) }
    places += change.evidence.gone.map { ("-", Palette.faint, place($0)) }
    places += change.evidence.moved.map {
      (">", Style.plain, "\($0.from.path):\($0.from.line) \(glyphs.arrow) \($0.to.path):\($0.to.line)")
    }
    for (mark, style, text) in places.prefix(Front.placeCountMax) {
      page.add(Line([Span("    \(mark) ", style), Span(text, style)], id: id))
    }
    if places.count > Front.placeCountMax {
      page.add(Line([Span("      and \(places.count - Front.placeCountMax) more", Palette.faint)], id: id))
    }
  }

  private func place(_ evidence: Observation.Evidence) -> String {
    let said = evidence.message.isEmpty ? evidence.snippet : evidence.message
    return "\(evidence.location.path):\(evidence.location.line)  "
      + said.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension Wording {
  /// Whole where it is, else cut to one decimal.
  static func number(_ value: Fraction) -> String {
    value.denominator == 1 ? "\(value.numerator)" : value.decimalText
  }

  static func signed(_ value: Fraction) -> String {
    if value == .zero { return "0" }
    return value.denominator == 1 ? (value.numerator > 0 ? "+" : "") + "\(value.numerator)" : value.signedText
  }

  /// A rating as short as can be: `2`, `n/a`, `70 %`, `-` for unanswered, `none` where the item was not asked.
  static func standing(_ state: ItemState?) -> String {
    guard let state else { return "none" }
    return state.percent.map { "\($0) %" } ?? state.effective?.text ?? "-"
  }

  /// `+1 health, -2.5 quality, +1 gate`; empty where no score moved.
  static func effect(_ change: Difference.ItemChange) -> String {
    let parts = [(change.health, "health"), (change.quality, "quality"), (change.gates, "gate")]
    return parts.filter { $0.0 != .zero }.map { "\(signed($0.0)) \($0.1)" }.joined(separator: ", ")
  }
}

extension String {
  /// Blanks before the text, up to a width.
  fileprivate func padded(before width: Int) -> String {
    String(repeating: " ", count: max(0, width - columns)) + self
  }
}
