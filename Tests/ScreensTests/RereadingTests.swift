import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// A checklist that is edited while the review is open: taken over with every answer kept.
@Suite struct RereadingTests {
  private static let list = "team"

  private static func item(_ name: String, asks digest: String = "as ever") -> ChecklistItem {
    ChecklistItem(
      ruling: "\(list).\(name)", revision: 1, checklist: list, title: name, kind: .graded, priority: .none, weight: 1,
      reviewDays: 365, criteria: nil, criterionDigest: digest)
  }

  private static func catalogue(_ items: [ChecklistItem]?, digest: String = "d") -> Catalogue {
    let own = items.map {
      Checklist(id: list, title: "Our team", revision: 1, scoring: .rules, items: $0, isOwn: true, digest: digest)
    }
    return Catalogue(checklists: Example.catalogue.checklists + (own.map { [$0] } ?? []))
  }

  private static let before = catalogue([item("runbook"), item("owner")])
  private static let after = catalogue([item("owner", asks: "anew"), item("drill")], digest: "e")

  /// Both questions answered, the page of the first one open.
  private static func front() -> Front {
    var front = Front(
      review: Example.review, catalogue: before, session: Example.session, size: Size(width: 80, height: 24),
      at: Example.now)
    _ = front.run("goto team.owner")
    front.play("2")
    _ = front.run("goto team.runbook")
    front.play("1")
    return front
  }

  @Test func `every answer stays, and what became of it is said and held`() {
    var front = Self.front()
    let events = front.review.events
    let effects = front.receive(.checklistsRead(Self.after), at: Example.now)
    #expect(front.review.events == events && events.count == 2)
    #expect(effects.contains(.save(front.review)))
    #expect(front.review.checklists == Self.after.references)
    #expect(
      front.message?.text
        == "The checklists changed on disk and were read anew: team. 1 answer to reworded questions: look again. "
        + "1 answer to questions that are gone: kept in the review.")
    _ = front.receive(.probingEnded, at: Example.now)
    #expect(front.message?.text.hasPrefix("The checklists changed") == true)
    #expect(front.evaluation.state(of: "team.owner")?.staleReasons == [.criterion])
    #expect(front.evaluation.state(of: "team.drill") != nil && front.evaluation.state(of: "team.runbook") == nil)
    // The question comes back, and its answer with it.
    _ = front.receive(.checklistsRead(Self.before), at: Example.now)
    #expect(front.evaluation.state(of: "team.runbook")?.effective == .partial)
  }

  @Test func `pages of what is gone close, others stay, and undo goes on`() {
    var front = Self.front()
    #expect(front.layer.screen == .item("team.runbook"))
    _ = front.receive(.checklistsRead(Self.after), at: Example.now)
    #expect(!front.layers.contains { $0.screen == .item("team.runbook") })
    front.play("u u")
    #expect(front.review.events.isEmpty)
    var other = Self.front()
    _ = other.run("goto health.testing")
    let screen = other.layer.screen
    _ = other.receive(.checklistsRead(Self.catalogue(nil)), at: Example.now)
    #expect(other.layer.screen == screen && other.evaluation.state(of: "team.owner") == nil)
    #expect(other.review.events.count == 2)
  }

  @Test func `settings and checklists that changed together are both told and held`() {
    var front = Self.front()
    front.play("R")
    _ = front.receive(.settled(kind: .library, profile: nil), at: Example.now)
    _ = front.receive(.checklistsRead(Self.after), at: Example.now)
    _ = front.receive(.probingEnded, at: Example.now)
    let told = front.message?.text ?? ""
    #expect(told.hasPrefix("As .assay.yml says now: the module counts as a library, and not as a service."))
    #expect(told.contains(" The checklists changed on disk and were read anew: team. "))
    // The log has each once.
    #expect(front.log.count { $0.text.contains("counts as a library") } == 1)
    front.play("j")
    #expect(front.message == nil)
  }

  @Test func `probes that could not run end nothing, and say so until the next key`() {
    var front = Self.front()
    let review = front.review
    front.play("R")
    #expect(front.probing != nil)
    let effects = front.receive(.notProbed(".assay.yml:1:7: a kind is service, cli or library"), at: Example.now)
    #expect(effects.isEmpty && front.probing == nil && front.review == review)
    #expect(
      front.message?.text
        == "Not probed, the findings stay as they were; R tries again: .assay.yml:1:7: a kind is service, cli or library"
    )
    #expect(front.play("R") == [.probe])
  }

  @Test func `a final review goes on by its own lists`() throws {
    var front = Front(
      review: try Example.review.finalized(at: Example.now, under: Self.before), catalogue: Self.before,
      session: Example.session, size: Size(width: 80, height: 24), at: Example.now)
    let catalogue = front.catalogue
    #expect(front.receive(.checklistsRead(Self.after), at: Example.now).isEmpty)
    #expect(front.catalogue == catalogue)
  }

  @Test func `by lines it is told too, and old numbers choose nothing`() {
    var session = PlainSession(
      review: Example.review, catalogue: Self.before, session: Example.session,
      look: PlainLook(width: 80, isASCII: true),
      at: Example.now)
    _ = session.begin(at: Example.now)
    _ = session.take("list team", at: Example.now)
    #expect(!session.choices.isEmpty)
    let reply = session.receive(.checklistsRead(Self.after), at: Example.now)
    #expect(reply.lines.joined(separator: " ").contains("were read anew: team."))
    #expect(session.choices.isEmpty)
    let list = session.take("list team", at: Example.now)
    #expect(list.lines.contains { $0.contains("drill") } && !list.lines.contains { $0.contains("runbook") })
  }
}
