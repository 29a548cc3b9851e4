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
    #expect(changes.map(\.text) == ["readiness: readiness.tracing P1 to P0"])
    let difference = Difference(
      from: before, under: lists.before, to: after, under: lists.after, at: RandomReview.now)
    #expect(difference.verdictBefore.word == .ready && difference.verdictAfter.word == .notReady)
    #expect(difference.items.allSatisfy { $0.cause != .code && $0.cause != .answer })
  }
}
