import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// What an item's page says of the probes behind it and of what stands around it.
@Suite struct ItemContextTests {
  static func lines(_ front: Front) -> [String] { front.page.lines.map(\.text) }

  @Test func `an item names its probes with what they look for and how they decide`() {
    var front = Example.front(80, 24)
    front.play(":goto <Space> health.error-handling <Enter>")
    let lines = Self.lines(front)
    #expect(lines.contains("The probes behind it (Enter opens one)"))
    #expect(lines.contains("  errors/unwrapped  harm when found"))
    #expect(lines.contains("    looks for an error that nobody looks at."))
    #expect(lines.contains("  The worst of them decides."))
    #expect(lines.contains("  asked of     services") && lines.contains("  asked again  after 180 days"))
  }

  @Test func `Enter on a probe opens its page, also before the probes have run`() {
    var front = Example.front(80, 24, isProbed: false)
    #expect(front.findings.found.cards.isEmpty)
    _ = front.receive(.explained(Example.cards, []), at: Example.now)
    front.play(":goto <Space> health.error-handling <Enter>")
    let row = front.page.lines.firstIndex { $0.id == "probe:errors/ignored" }
    front.move(by: (row ?? 0) - front.layer.cursor)
    _ = front.settle()
    front.play("<Enter>")
    #expect(front.layer.screen == .probe("errors/ignored"))
    #expect(Self.lines(front).contains { $0.hasPrefix("Harm when found: an error that nobody looks at") })
  }

  @Test func `cards told late do not take the place of what a run has found`() {
    var front = Example.front(80, 24)
    let outcomes = front.findings.found.outcomes
    _ = front.receive(.explained([], []), at: Example.now)
    #expect(front.findings.found.outcomes == outcomes && !front.findings.found.cards.isEmpty)
  }

  @Test func `what only a person can tell says how, once`() throws {
    let item = try #require(Example.catalogue.item("errors.not-ignored"))
    let person = ChecklistItem(
      id: item.id, revision: 1, checklist: item.checklist, title: item.title, kind: .graded, priority: .none, weight: 1,
      asks: item.asks, why: item.why, solid: item.solid, partial: item.partial, missing: item.missing,
      look: "Ask who is called at night.", remediation: item.remediation, applies: [.service, .cli, .library],
      allowsNotApplicable: true, reviewDays: 365, suggestion: SuggestionRule.none, criteria: [], siblings: [],
      feeds: ["health.error-handling"], criterionDigest: "c")
    let list = Checklist(id: "errors", title: "Errors", revision: 1, scoring: .rules, items: [person], digest: "d")
    let catalogue = Catalogue(checklists: Array(Example.catalogue.checklists.dropLast()) + [list])
    var front = Front(
      review: Example.review, catalogue: catalogue, session: Example.session, size: Size(width: 80, height: 24),
      at: Example.now)
    front.play(":goto <Space> errors.not-ignored <Enter>")
    let lines = Self.lines(front)
    #expect(lines.count { $0.contains("Ask who is called at night.") } == 1)
    #expect(
      !lines.contains("Where to look")
        && lines.contains("  No probe can tell this: it takes a person, and this is how."))
    #expect(lines.contains("  asked of     services, command-line tools and libraries"))
    #expect(lines.contains("What rests on it"))
    front.play("<Esc> :goto <Space> health.error-handling <Enter>")
    #expect(Self.lines(front).contains("The rules behind it: 1 rule, 1 below solid"))
  }

  @Test func `of what was searched for twelve patterns are named, and how many more there are`() {
    let patterns = (1...30).map { "pattern\($0)" }
    var front = Front(
      review: Example.review, catalogue: Example.catalogue, session: Example.session, size: Size(width: 80, height: 24),
      at: Example.now)
    let observation = Observation(
      item: "health.testing", probes: ["testing/tested-packages"], probeVersion: "1", result: .rated(.partial),
      confidence: .high, reason: "Some.", evidence: [], scope: Scope(files: 3, patterns: patterns))
    _ = front.receive(.observations([observation], Example.project), at: Example.now)
    front.play(":goto <Space> health.testing <Enter>")
    let text = Self.lines(front).joined(separator: " ")
    #expect(text.contains("pattern12 and 18 more") && !text.contains("pattern13"))
  }
}
