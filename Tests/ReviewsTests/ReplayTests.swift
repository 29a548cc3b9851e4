import Checklists
import Evidence
import Testing

@testable import Reviews

/// Commits probed again: where a rating changed, and why.
@Suite struct ReplayTests {
  static let catalogue = Catalogue(checklists: [.sample(.health, [.sample("health.testing")])])
  static let item = "health.testing"

  static func commit(_ number: Int) -> PastCommit {
    PastCommit(id: "\(number)\(number)", seconds: Int64(number) * 86_400, subject: "change \(number)\u{1b}[2J")
  }

  static func point(_ number: Int, _ result: Observation.Result?, kind: ProjectKind = .service) -> Replay.Point {
    let suggestions = result.map { result in
      [
        Replay.Suggestion(
          item: item, result: result, confidence: .high, reason: "seen \(number) times", evidenceDigest: "d\(number)")
      ]
    }
    return Replay.Point(commit: commit(number), kind: kind, suggestions: suggestions ?? [])
  }

  static func replay(_ points: [Replay.Point], distance: Int? = 0) -> Replay {
    var replay = Replay(project: "p", choice: CommitChoice(.commits(1), countMax: 9), isShallow: false)
    for point in points { replay.add(point, distance: distance, under: catalogue) }
    return replay
  }

  @Test func `a rating that changes names the commit, the one before and the reason`() throws {
    let replay = Self.replay(
      [Self.point(1, .rated(.missing)), Self.point(2, .rated(.missing)), Self.point(3, .rated(.solid))], distance: 4)
    let change = try #require(replay.changes.first)
    #expect(replay.changes.count == 1 && change.item == Self.item)
    #expect(change.from == .missing && change.to == .solid && change.cause == .code)
    #expect(change.commit == Self.commit(3) && change.after == Self.commit(2) && change.distance == 4)
    #expect(change.reason == "seen 3 times" && change.commit.subject == "change 3\\x1b[2J")
  }

  @Test func `a reason or a place that differs is no change of the rating`() {
    #expect(Self.replay([Self.point(1, .rated(.partial)), Self.point(2, .rated(.partial))]).changes == [])
  }

  @Test func `becoming undecidable is a change, and another kind of project is a cause`() {
    let lost = Self.replay([Self.point(1, .rated(.solid)), Self.point(2, .inconclusive(reason: "?"))])
    #expect(lost.changes.map(\.to) == [nil] && lost.changes.map(\.cause) == [.code])
    let other = Self.replay([Self.point(1, .rated(.solid)), Self.point(2, .rated(.notApplicable), kind: .library)])
    #expect(other.changes.map(\.cause) == [.kind])
    #expect(other.changes.map(\.causeText) == ["the project now looks like a library"])
  }

  @Test func `each point has the scores of a review that nobody answered, at its own moment`() {
    let replay = Self.replay([Self.point(1, .rated(.solid)), Self.point(9, .rated(.missing))])
    #expect(replay.timeline.entries.map(\.at) == [Instant(seconds: 86_400), Instant(seconds: 9 * 86_400)])
    let expected = Review(
      id: "x", project: "p", kind: .service, commit: "99", isDirty: false, createdAt: Instant(seconds: 9 * 86_400),
      state: .draft, checklists: Self.catalogue.references, toolVersion: "",
      observations: Self.point(9, .rated(.missing)).suggestions.map(\.observation))
    let scores = expected.evaluated(under: Self.catalogue, at: Instant(seconds: 9 * 86_400)).scores
    #expect(replay.timeline.entries.last?.scores == scores)
    #expect(replay.timeline.entries.first?.scores != scores)
  }
}
