import Checklists
import Evidence
import Reviews
import Testing

/// A review under a profile: what it holds against the verdict, how it is stored in a final review, what a change shows.
@Suite struct ProfiledReviewTests {
  static let tracing = ChecklistItem.gate("readiness.tracing", .p1)
  static let coverage = ChecklistItem.gate("readiness.coverage", .p0)
  static let profiles = [
    Profile(id: "standard", title: "Standard", says: "As it stands."),
    Profile(id: "critical", title: "Critical", says: "More.", raises: [tracing.id: .p0]),
  ]
  static let catalogue = Catalogue(
    checklists: [.sample(.readiness, [coverage, tracing])], profiles: profiles)

  static func review(_ profile: String?) -> Review {
    var review = Review.sample(observations: [
      .sample(coverage.id, .rated(.solid)), .sample(tracing.id, .rated(.missing)),
    ])
    review.profile = profile
    return review
  }

  @Test func `a raised gate holds the verdict`() {
    let plain = Self.review(nil).evaluated(under: Self.catalogue, at: RandomReview.now)
    #expect(plain.verdict.word == .ready)
    let raised = Self.review("critical").evaluated(under: Self.catalogue, at: RandomReview.now)
    #expect(raised.verdict.word == .notReady && raised.verdict.heldBy == [Self.tracing.id])
    #expect(Self.review("standard").evaluated(under: Self.catalogue, at: RandomReview.now).verdict.word == .ready)
  }

  @Test func `a profile nobody knows is said, not passed over`() {
    let evaluation = Self.review("gone").evaluated(under: Self.catalogue, at: RandomReview.now)
    #expect(evaluation.warnings.contains { $0.contains("the profile \"gone\" is not known here") })
  }

  @Test func `a final review stays as it was measured, and the next goes on from its profile`() throws {
    let final = try Self.review("critical").finalized(at: RandomReview.now, under: Self.catalogue)
    let unknowing = Catalogue(checklists: Self.catalogue.checklists)
    for today in [Self.catalogue, unknowing] {
      #expect(final.evaluated(under: today.used(by: final), at: RandomReview.now).verdict.word == .notReady)
    }
    #expect(Self.catalogue.used(by: final).profileMoves.map(\.text) == ["P1 to P0"])
    let next = Review.next(
      from: final, id: "n", project: "p", kind: .service, commit: nil, isDirty: false, at: RandomReview.now,
      catalogue: Self.catalogue, toolVersion: "0", observations: [])
    #expect(next.profile == "critical")
  }

  @Test func `a change of profile is ruler, and names the gate`() throws {
    let before = try Self.review(nil).finalized(at: RandomReview.now, under: Self.catalogue)
    let after = Self.review("critical")
    let lists = (before: Self.catalogue.used(by: before), after: Self.catalogue.used(by: after))
    let changes = RulerChange.between(lists.before, lists.after)
    #expect(changes.map(\.text) == ["readiness: profile standard to critical: readiness.tracing P1 to P0"])
    #expect(changes.told == "the profile changed: standard to critical (readiness)")
    let difference = Difference(
      from: before, under: lists.before, to: after, under: lists.after, at: RandomReview.now)
    #expect(difference.verdictBefore.word == .ready && difference.verdictAfter.word == .notReady)
    #expect(difference.items.allSatisfy { $0.cause != .code && $0.cause != .answer })
  }

  @Test func `history names the profile of each review, and as the cause where nothing else differs`() throws {
    var timeline = Timeline(project: "p")
    for profile in [nil, "critical", "critical"] {
      timeline.add(
        try Self.review(profile).finalized(at: RandomReview.now, under: Self.catalogue), under: Self.catalogue,
        at: RandomReview.now)
    }
    timeline.add(Self.review("gone"), under: Self.catalogue, at: RandomReview.now)
    #expect(timeline.entries.map(\.profile) == [nil, "critical", "critical", nil])
    #expect(
      timeline.entries.map(\.rulerChanges.told) == [
        "", "the profile changed: standard to critical (readiness)", "",
        "the profile changed: critical to standard (readiness)",
      ])
  }

  @Test func `a list that was reworded as well says both, a revised one its revision`() {
    func list(_ digest: String, _ revision: Int, _ items: [ChecklistItem]) -> Checklist {
      Checklist(
        id: "readiness", title: "r", revision: revision, scoring: .readiness, items: items, digest: digest)
    }
    func reading(_ list: Checklist, _ profile: String?) -> Catalogue {
      Catalogue(checklists: [list], profiles: Self.profiles).under(profile)
    }
    let before = reading(list("a", 1, [Self.coverage, Self.tracing]), nil)
    let reworded = ChecklistItem(
      ruling: Self.coverage.id, revision: 1, checklist: "readiness", title: "c", kind: .gate, priority: .p0, weight: 1,
      reviewDays: 90, criteria: nil, criterionDigest: "another")
    let moved = "profile standard to critical"
    #expect(
      RulerChange.between(before, reading(list("b", 1, [reworded, Self.tracing]), "critical")).map(\.text)
        == ["readiness: reworded, \(moved): readiness.tracing P1 to P0"])
    let revised = RulerChange.between(before, reading(list("b", 2, [Self.coverage, Self.tracing]), "critical"))
    #expect(revised.map(\.text) == ["readiness: revision 1 to 2, \(moved)"])
    #expect(revised.told == "the checklists changed: readiness: revision 1 to 2, \(moved)")
  }

  @Test func `a dimension that weighs more by its profile is the profile's`() throws {
    func dimension(_ id: String, _ weight: Int) -> ChecklistItem {
      ChecklistItem(
        ruling: id, revision: 1, checklist: "quality", title: id, kind: .graded, priority: .none, weight: weight,
        reviewDays: 365, criteria: [Self.coverage.id], criterionDigest: "c-\(id)")
    }
    let light = Profile(
      id: "light", title: "Light", says: "Less.", weights: ["quality.a": 20, "quality.b": 80])
    let catalogue = Catalogue(
      checklists: [
        .sample(.readiness, [Self.coverage]),
        .sample(.quality, [dimension("quality.a", 50), dimension("quality.b", 50)]),
      ], profiles: [light])
    let difference = Difference(
      from: Self.review(nil), under: catalogue, to: Self.review("light"), under: catalogue.under("light"),
      at: RandomReview.now)
    let causes = difference.items.filter { $0.item.hasPrefix("quality.") }.map(\.cause)
    #expect(causes == [.profile, .profile])
  }

  @Test func `a final review tells what its own profile changed, not what today's does`() throws {
    let final = try Self.review("critical").finalized(at: RandomReview.now, under: Self.catalogue)
    let today = Catalogue(
      checklists: Self.catalogue.checklists,
      profiles: [
        Self.profiles[0],
        Profile(id: "critical", title: "Critical", says: "Nothing more.", raises: [Self.coverage.id: .p0]),
      ])
    let used = today.used(by: final)
    #expect(used.profileMoves.map(\.item) == [Self.tracing.id])
    #expect(used.profile?.says == "As it was when the review was made final.")
    #expect(Self.catalogue.used(by: final).profile == Self.profiles[1])
    let revised = ChecklistItem.gate("readiness.tracing", .p0)
    let later = Catalogue(checklists: [.sample(.readiness, [Self.coverage, revised])], profiles: Self.profiles)
    #expect(later.used(by: final).profileMoves.map(\.text) == ["P1 to P0"])
    // A review from before this was kept tells it only while nothing has changed.
    var older = final
    older.ruler = final.ruler.map { Catalogue(checklists: $0.checklists) }
    #expect(Self.catalogue.used(by: older).profileMoves.map(\.text) == ["P1 to P0"])
    #expect(later.used(by: older).profileMoves.isEmpty && today.used(by: older).profileMoves.isEmpty)
  }
}
