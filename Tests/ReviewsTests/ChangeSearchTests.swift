import Checklists
import Evidence
import Testing

@testable import Reviews

/// The commit at which a rating changed, among those a replay stepped over.
@Suite struct ChangeSearchTests {
  static let catalogue = Catalogue(checklists: [
    .sample(.health, [.sample("health.a"), .sample("health.b")])
  ])

  /// A line of commits, the newest at place 0, with the ratings of two items.
  struct Line {
    let ratings: [(Rating, Rating)]

    func point(_ place: Int) -> Replay.Point {
      let suggestions = [("health.a", ratings[place].0), ("health.b", ratings[place].1)].map { item, rating in
        Replay.Suggestion(
          item: item, result: .rated(rating), confidence: .high, reason: "r", evidenceDigest: "")
      }
      let commit = PastCommit(id: "c\(place)", seconds: Int64(1_000 - place), subject: "s")
      return Replay.Point(commit: commit, kind: .service, suggestions: suggestions)
    }

    func replay(_ places: [Int]) -> Replay {
      var replay = Replay(project: "p", choice: CommitChoice(.commits(9), countMax: 9), isShallow: false)
      var last: Int?
      for place in places {
        replay.add(point(place), distance: last.map { $0 - place - 1 }, under: catalogue)
        last = place
      }
      return replay
    }

    /// The changes as `item@commit<distance`, and how many commits were asked for.
    func search(_ places: [Int], missing: Set<Int> = []) -> (changes: [String], askedCount: Int) {
      var search = ChangeSearch(
        replay(places), places: Dictionary(uniqueKeysWithValues: ratings.indices.map { ("c\($0)", $0) }))
      var asked = 0
      while !search.wanted.isEmpty {
        asked += search.wanted.count
        let found = search.wanted.filter { !missing.contains($0) }
        search.take(Dictionary(uniqueKeysWithValues: found.map { ($0, point($0)) }))
      }
      let changes = search.changes(under: catalogue)
      return (changes.map { "\($0.item)@\($0.commit.id)<\($0.distance ?? -1)" }, asked)
    }
  }

  @Test func `one change among many commits is found in as many steps as halving takes`() {
    for place in 0..<64 {
      let line = Line(ratings: (0...64).map { ($0 <= place ? .solid : .missing, .partial) })
      let (changes, asked) = line.search([64, 0])
      #expect(changes == ["health.a@c\(place)<0"])
      #expect(asked <= 6)
    }
  }

  @Test func `two items that changed at different commits are told apart`() {
    let line = Line(ratings: (0...20).map { ($0 <= 4 ? .solid : .missing, $0 <= 17 ? .partial : .missing) })
    #expect(line.search([20, 0]).changes == ["health.b@c17<0", "health.a@c4<0"])
  }

  @Test func `a rating that took two steps shows both`() {
    let line = Line(ratings: (0...8).map { ($0 <= 2 ? .solid : $0 <= 5 ? .partial : .missing, .solid) })
    #expect(line.search([8, 0]).changes == ["health.a@c5<0", "health.a@c2<0"])
  }

  @Test func `neighbours and unchanged ratings ask for nothing`() {
    let line = Line(ratings: [(.solid, .solid), (.missing, .solid), (.missing, .solid), (.missing, .solid)])
    let (changes, asked) = line.search([3, 1, 0])
    #expect(changes == ["health.a@c0<0"] && asked == 0)
  }

  @Test func `a commit that cannot be probed leaves the change as coarse as it is`() {
    let line = Line(ratings: (0...4).map { ($0 <= 1 ? .solid : .missing, .solid) })
    #expect(line.search([4, 0], missing: [2]).changes == ["health.a@c0<3"])
  }

  @Test func `commits of different lines are left as they are`() {
    let line = Line(ratings: [(.solid, .solid), (.missing, .solid)])
    var search = ChangeSearch(line.replay([1, 0]), places: ["c0": 0])
    #expect(search.wanted.isEmpty)
    search.take([:])
    #expect(search.changes(under: Self.catalogue).map(\.commit.id) == ["c0"])
  }
}
