import Checklists
import Evidence
import Reviews
import Testing

/// A final review keeps what it was scored by.
@Suite struct RulerTests {
  @Test func `a final review has the same numbers by its ruler as by its checklists`() throws {
    for seed in 0..<300 {
      let random = RandomReview(seed: seed)
      let final = try random.review.finalized(at: RandomReview.now, under: random.catalogue)
      let before = final.evaluated(under: random.catalogue, at: RandomReview.now)
      // Nothing of the old lists is known any more.
      let after = final.evaluated(under: Catalogue(checklists: []).used(by: final), at: RandomReview.now)
      #expect(after.scores == before.scores && after.verdict == before.verdict, "seed \(seed)")
      #expect(after.items.map(\.effective) == before.items.map(\.effective), "seed \(seed)")
    }
  }

  @Test func `a list that is the same today is read with its texts, a revised one as it was`() throws {
    let item = ChecklistItem.sample("health.testing")
    let old = Catalogue(checklists: [.sample(.health, [item])])
    let final = try Review.sample().finalized(at: RandomReview.now, under: old)
    #expect(old.used(by: final) == old)
    let list = Checklist(
      id: "health", title: "health", revision: 2, scoring: .health, items: [item, .sample("health.new")], digest: "d2")
    let today = Catalogue(checklists: [list])
    #expect(today.used(by: final).items.map(\.id) == ["health.testing"])
    #expect(today.used(by: Review.sample()) == today)
    let changes = RulerChange.between(final.checklists, today.references)
    #expect(changes.map(\.text) == ["health: revision 1 to 2"])
  }

  @Test func `a list that came, went or was only reworded is told apart`() {
    func list(_ id: String, _ revision: Int, _ digest: String) -> Review.ChecklistReference {
      Review.ChecklistReference(id: id, revision: revision, digest: digest)
    }
    let changes = RulerChange.between(
      [list("a", 1, "x"), list("b", 1, "y"), list("c", 1, "z")],
      [list("a", 1, "x2"), list("c", 1, "z"), list("d", 1, "w")])
    #expect(changes.map(\.text) == ["a: reworded", "d: new", "b: no longer used"])
  }

  @Test func `what is still open is said in one line`() throws {
    let gate = ChecklistItem.gate("readiness.shutdown")
    let graded = ChecklistItem.sample("health.testing")
    let catalogue = Catalogue(checklists: [.sample(.health, [graded]), .sample(.readiness, [gate])])
    let review = Review.sample(observations: [.sample(graded.id, .rated(.partial))])
    #expect(
      review.evaluated(under: catalogue, at: RandomReview.now).stillOpen
        == "INCOMPLETE; 1 unanswered, 1 below solid, 1 unconfirmed")
    let done = try review.answering(gate, .solid, author: "ann", at: RandomReview.now)
      .answering(graded, .solid, reason: "seen it all", author: "ann", at: RandomReview.now)
    #expect(done.evaluated(under: catalogue, at: RandomReview.now).stillOpen == "READY; 1 disputed")
  }
}
