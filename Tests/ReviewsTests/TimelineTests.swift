import Checklists
import Evidence
import Reviews
import Testing

/// Past reviews keep their numbers, and say how long a gate has been open.
@Suite struct TimelineTests {
  let gate = ChecklistItem.gate("readiness.shutdown")
  let graded = ChecklistItem.sample("health.testing")
  var catalogue: Catalogue {
    Catalogue(checklists: [.sample(.health, [graded]), .sample(.readiness, [gate])])
  }

  /// A final review a number of days ago.
  func review(_ days: Int, _ gateRating: Rating?, _ gradedRating: Rating? = nil) throws -> Review {
    let at = RandomReview.now.adding(days: -days)
    var review = Review.sample()
    review.id = "20261118T120000Z-\(1000 + days)"
    if let gateRating { review = try review.answering(gate, gateRating, reason: "because", author: "ann", at: at) }
    if let gradedRating { review = try review.answering(graded, gradedRating, author: "ann", at: at) }
    return try review.finalized(at: at, under: catalogue)
  }

  func timeline(_ reviews: [Review]) -> Timeline {
    reviews.reduce(into: Timeline(project: "p")) { $0.add($1, under: catalogue, at: RandomReview.now) }
  }

  @Test func `a gate's age begins with the first review of the unbroken run`() throws {
    let run = timeline([
      try review(90, .missing), try review(60, .solid), try review(30, nil), try review(10, .partial),
    ])
    let age = try #require(run.openGateAges.first)
    #expect(age.days(at: RandomReview.now) == 30 && age.reviewCount == 2 && age.gate.rating == .partial)
    #expect(timeline([try review(30, .missing), try review(1, .solid)]).openGateAges.isEmpty)
    #expect(Timeline(project: "p").openGateAges.isEmpty)
  }

  @Test func `a final review is read at its own moment and a revised list marks a break`() throws {
    let old = try review(1_000, .solid, .solid)
    let revised = Checklist(
      id: "health", title: "health", revision: 2, scoring: .health, items: [graded, .sample("health.new")],
      digest: "other")
    let today = Catalogue(checklists: [revised, .sample(.readiness, [gate])])
    var timeline = Timeline(project: "p")
    timeline.add(old, under: today, at: RandomReview.now)
    var draft = old
    draft.state = .draft
    timeline.add(draft, under: today, at: RandomReview.now)
    #expect(timeline.entries[0].verdict.word == .ready && timeline.entries[0].scores.health?.max == 2)
    // Long out of date by now, and out of twice as much.
    #expect(timeline.entries[1].verdict.word == .incomplete && timeline.entries[1].scores.health?.max == 4)
    #expect(timeline.entries[0].rulerChanges.isEmpty)
    #expect(timeline.entries[1].rulerChanges.map(\.text) == ["health: revision 1 to 2"])
    let series = ScoreSeries(.health, of: timeline)
    #expect(series.sparkline(.ascii) == "#:_" && series.steps(.ascii, countMax: 5) == "2 -> 0..4/4")
  }

  @Test func `a chart has as many rows as asked for and a column per review, whatever the numbers`() throws {
    let four = timeline([
      try review(9, .missing, .missing), try review(8, .solid, .partial), try review(7, .solid, .solid),
      try review(6, .solid),
    ])
    #expect(
      ScoreSeries(.health, of: four).chart(height: 4, countMax: 9, .ascii) == [
        " 75 |       ## ==", " 50 |       ## ==", " 25 |    ## ## ==", "  0 |    ## ## ==",
      ])
    #expect(ScoreSeries(.health, of: four).chart(height: 1, countMax: 2, .ascii).count == 1)
    #expect(ScoreSeries(.security, of: four).sparkline(.ascii) == "????")
    #expect(ScoreSeries(.health, of: four).sparkline(.ascii, countMax: 2) == "#_")
    #expect(ScoreSeries(.health, of: four).steps(.ascii, countMax: 2) == "... -> 2 -> 0..2/2")
  }
}
