import Canvas
import Checklists
import Evidence
import Testing

@testable import Screens

/// Choosing a profile in the interface: said, stored, taken back.
@Suite struct ProfilingTests {
  static let catalogue = Catalogue(
    checklists: Example.catalogue.checklists,
    profiles: [
      Profile(id: "standard", title: "Standard", says: "As it stands."),
      Profile(
        id: "critical", title: "Critical", says: "Somebody is woken.", raises: ["readiness.p1.tracing": .p0],
        weights: ["quality.error-handling": 50, "quality.testing": 50]),
    ])

  static func front() -> Front {
    var front = Front(
      review: Example.review, catalogue: catalogue, session: Example.session, size: Size(width: 80, height: 24),
      at: Example.now)
    _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
    return front
  }

  @Test func `a profile raises gates at once, is saved, shown and taken back`() {
    var front = Self.front()
    #expect(front.catalogue.item("readiness.p1.tracing")?.priority == .p1)
    let effects = front.run("profile critical")
    #expect(front.review.profile == "critical" && effects.contains(.save(front.review)))
    #expect(front.evaluation.state(of: "readiness.p1.tracing")?.item.priority == .p0)
    #expect(
      front.message?.text
        == "Measured as critical: 1 gate raised, weights moved; w lists them, u undoes.")
    front.play("w")
    let lines = front.page.lines.map(\.text)
    #expect(lines.contains("Profile: Critical") && lines.contains("  Tracing (readiness.p1.tracing): P1 to P0"))
    front.play("<Esc>")
    #expect(front.page.lines.first?.text.contains("profile critical") == true)
    front.play("u")
    #expect(front.review.profile == nil && front.catalogue.item("readiness.p1.tracing")?.priority == .p1)
    front.play("<C-r>")
    #expect(front.review.profile == "critical")
  }

  @Test func `a name that is none lists those there are, and the one in use changes nothing`() {
    var front = Self.front()
    #expect(front.run("profile urgent").isEmpty && front.message?.text == "Profiles are standard, critical.")
    #expect(front.run("profile standard").isEmpty && front.history.done.isEmpty)
  }

  @Test func `a profile that the settings overrule next time says so`() {
    var front = Self.front()
    front.session.settledProfile = "critical"
    _ = front.run("profile critical")
    #expect(front.message?.text.contains("counts again") == false)
    _ = front.run("profile standard")
    #expect(front.message?.text.hasSuffix(" .assay.yml says critical, which counts again next time.") == true)
  }

  @Test func `what the settings changed meanwhile counts, and what they said all along undoes no choice`() {
    var front = Self.front()
    front.session.settledKind = .service
    _ = front.run("kind cli")
    #expect(front.receive(.settled(kind: .service, profile: nil), at: Example.now).isEmpty)
    #expect(front.review.kind == .cli)
    let effects = front.receive(.settled(kind: .library, profile: "critical"), at: Example.now)
    #expect(front.review.kind == .library && front.review.profile == "critical")
    #expect(effects.contains(.save(front.review)))
    #expect(
      front.message?.text
        == "As .assay.yml says now: the module counts as a library, and not as a cli; the profile is critical, and not "
        + "standard.")
    _ = front.receive(.settled(kind: nil, profile: nil), at: Example.now)
    #expect(front.review.kind == .library && front.review.profile == "critical")
    front.session.readOnlyReason = "it is open elsewhere"
    #expect(!front.receive(.settled(kind: .cli, profile: nil), at: Example.now).contains(.save(front.review)))
  }
}
