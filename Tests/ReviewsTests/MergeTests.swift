import Checklists
import Evidence
import Testing

@testable import Reviews

/// Two people's answers brought together: what is agreed, taken, followed and in conflict, and that nothing gets lost.
@Suite struct MergeTests {
  static let now = RandomReview.now
  static let items = (0..<8).map { ChecklistItem.sample("health.\($0)") } + [ChecklistItem.gate("security.sql")]
  static let catalogue = Catalogue(checklists: [
    .sample(.health, Array(items.prefix(8))), .sample(.security, Array(items.suffix(1))),
  ])

  static func event(
    _ index: Int, _ value: AnswerEvent.Value, by author: String, day: Int = 0, reason: String = "", note: String = ""
  ) -> AnswerEvent {
    let item = items[index]
    let at = now.adding(days: day - 20)
    return AnswerEvent(
      item: item.id, value: value, reason: reason, note: note, author: author, at: at, commit: "c1",
      criterionDigest: item.criterionDigest, evidenceDigest: EvidenceDigest.of(nil, pins: []), observationSeen: nil,
      reviewBy: at.adding(days: item.reviewDays), itemRevision: 1)
  }

  static func merge(_ mine: [AnswerEvent], _ theirs: [AnswerEvent], observations: [Observation] = []) -> Merge {
    Merge(
      .sample(events: mine, observations: observations), with: .sample(events: theirs), under: catalogue, at: now)
  }

  static func outcome(_ mine: [AnswerEvent], _ theirs: [AnswerEvent]) -> Merge.Outcome? {
    merge(mine, theirs).items.first?.outcome
  }

  @Test func `each pair of answers has its outcome`() {
    let ann = Self.event(0, .rating(.solid), by: "ann")
    let ben = Self.event(0, .rating(.solid), by: "ben", day: 1)
    let other = Self.event(0, .rating(.missing), by: "ben", day: 1)
    let later = Self.event(0, .rating(.partial), by: "ann", day: 2)
    let withdrawn = Self.event(0, .withdrawn, by: "ben", day: 3)
    #expect(Self.merge([], []).items.isEmpty)
    #expect(Self.outcome([ann], [ann]) == .shared)
    #expect(Self.outcome([ann], [ben]) == .agreed)
    #expect(Self.outcome([ann], []) == .taken(.mine))
    #expect(Self.outcome([], [ben]) == .taken(.theirs))
    #expect(Self.outcome([ann], [other]) == .conflict)
    // Who went on from the other's answer has decided already, in whatever order the clocks say.
    #expect(Self.outcome([ann, later], [ann]) == .followed(.mine))
    #expect(Self.outcome([ann], [ann, withdrawn]) == .followed(.theirs))
    #expect(Self.outcome([other, ann], [other]) == .followed(.mine))
    #expect(Self.outcome([ann, later], [ann, other]) == .conflict)
    #expect(Self.outcome([ann, later], [ann, withdrawn]) == .conflict)
  }

  @Test func `a conflict is decided by nobody but the caller, and the latest event is what was decided`() throws {
    let ann = Self.event(0, .rating(.solid), by: "ann", day: 5)
    let ben = Self.event(0, .rating(.missing), by: "ben", day: 9)
    let merge = Self.merge([ann], [ben])
    #expect(merge.events(deciding: [:]) == nil)
    #expect(merge.events(deciding: ["health.1": .mine]) == nil)
    let mine = try #require(merge.events(deciding: ["health.0": .mine]))
    #expect(mine == [ann, ben, ann])
    #expect(merge.events(deciding: ["health.0": .theirs]) == [ann, ben])
  }

  @Test func `who decides a conflict stays with the answer, and merging again asks nobody`() throws {
    let ann = Self.event(0, .rating(.solid), by: "ann", day: 5)
    let ben = Self.event(0, .rating(.missing), by: "ben", day: 9)
    for (side, chosen) in [(Merge.Side.mine, ann), (.theirs, ben)] {
      let merged = try #require(Self.merge([ann], [ben]).events(deciding: ["health.0": side], by: "cara"))
      var decided = chosen
      decided.decidedBy = "cara"
      #expect(merged == [ann, ben, decided])
      for (mine, theirs) in [(merged, [ben]), ([ben], merged), (merged, [ann]), ([ann], merged)] {
        let again = Self.merge(mine, theirs)
        let events = try #require(again.events(deciding: [:], by: "dora"))
        #expect(again.conflicts.isEmpty)
        #expect(Review.sample(events: events).latestEvents["health.0"]?.decidedBy == "cara")
      }
    }
    let agreed = Self.event(0, .rating(.solid), by: "ben", day: 9)
    let together = try #require(Self.merge([ann], [agreed]).events(deciding: [:], by: "cara"))
    #expect(together.allSatisfy { $0.decidedBy == nil })
  }

  @Test func `merging again what was merged asks nothing and changes nothing`() throws {
    let mine = [
      Self.event(0, .rating(.solid), by: "ann"), Self.event(1, .rating(.solid), by: "ann", note: "seen on Monday"),
      Self.event(3, .rating(.partial), by: "ann"),
    ]
    let theirs = [
      Self.event(0, .rating(.missing), by: "ben", day: 1),
      Self.event(1, .rating(.solid), by: "ben", day: 1, note: "me too"),
      Self.event(2, .rating(.missing), by: "ben", day: 1),
    ]
    for side in Merge.Side.allCases {
      let merged = try #require(Self.merge(mine, theirs).events(deciding: ["health.0": side]))
      let again = Self.merge(merged, theirs)
      #expect(again.conflicts.isEmpty && again.events(deciding: [:]) == merged)
      // The other person takes the merged review over without being asked either, and both say the same.
      let back = Self.merge(theirs, merged)
      let taken = try #require(back.events(deciding: [:]))
      #expect(back.conflicts.isEmpty)
      #expect(Review.sample(events: taken).latestEvents == Review.sample(events: merged).latestEvents)
    }
  }

  @Test func `random histories lose no event, keep mine in front and end in what was decided`() throws {
    for seed in 0..<300 {
      var generator = SeededGenerator(seed: seed)
      func some(_ author: String) -> [AnswerEvent] {
        (0..<Int.random(in: 0...12, using: &generator)).map { step in
          let value = generator.pick(
            [.rating(.solid), .rating(.partial), .rating(.missing), .withdrawn] as [AnswerEvent.Value], else: .withdrawn
          )
          return Self.event(
            Int.random(in: 0..<8, using: &generator), value, by: author, day: step,
            note: generator.chance(20) ? "note \(step)" : "")
        }
      }
      let base = some("zoe")
      let mine = base + some("ann")
      let theirs = base + some("ben")
      let merge = Self.merge(mine, theirs)
      var decisions: [String: Merge.Side] = [:]
      for item in merge.conflicts { decisions[item.id] = generator.pick(Merge.Side.allCases, else: .mine) }
      let merged = try #require(merge.events(deciding: decisions))
      #expect(merged.starts(with: mine), "seed \(seed)")
      #expect(Set(merged).isSuperset(of: Set(mine + theirs)), "seed \(seed)")
      let latest = Review.sample(events: merged).latestEvents
      for (item, side) in decisions {
        let chosen = (side == .mine ? mine : theirs).last { $0.item == item }
        #expect(latest[item] == chosen, "seed \(seed), \(item)")
      }
      let again = Self.merge(merged, theirs)
      #expect(again.conflicts.isEmpty && again.events(deciding: [:]) == merged, "seed \(seed)")
    }
  }

  @Test func `notes of both are kept where the answer is the same, and a note alone answers nothing`() throws {
    let ann = Self.event(0, .rating(.solid), by: "ann", note: "race in CI")
    let ben = Self.event(0, .rating(.solid), by: "ben", day: 1, note: "coverage too")
    let both = try #require(Self.merge([ann], [ben]).events(deciding: [:])?.last)
    #expect(both.note == "race in CI\ncoverage too" && both.author == "ben" && both.value == .rating(.solid))
    let noted = Self.event(0, .withdrawn, by: "cy", note: "ask ops")
    let merge = Self.merge([noted], [ben])
    #expect(merge.items.first?.outcome == .taken(.theirs))
    #expect(merge.events(deciding: [:])?.last?.note == "ask ops\ncoverage too")
  }

  @Test func `an answer this review could not hold is not taken, and none lasts longer than its item allows`() throws {
    let dimensionless = Self.event(0, .percent(90), by: "ben", reason: "because I say so")
    let without = Self.event(1, .rating(.notApplicable), by: "ben")
    let seen = Observation.sample("health.2", .rated(.missing), snippets: ["x"])
    var disputing = Self.event(2, .rating(.solid), by: "ben")
    disputing.evidenceDigest = seen.evidenceDigest
    disputing.observationSeen = .missing
    // Given for other findings it is stale here, and disputes nothing.
    var stale = Self.event(2, .rating(.solid), by: "ben")
    stale.evidenceDigest = "of other findings"
    var endless = Self.event(3, .rating(.solid), by: "ben")
    endless.reviewBy = Self.now.adding(days: 100_000)
    let merge = Self.merge([], [dimensionless, without, disputing, endless], observations: [seen])
    let refused = merge.items.filter { if case .refused = $0.outcome { true } else { false } }.map(\.id)
    #expect(refused == ["health.0", "health.1", "health.2"])
    let events = try #require(merge.events(deciding: [:]))
    #expect(events.map(\.item) == ["health.3"])
    #expect(events[0].reviewBy == events[0].at.adding(days: 365))
    #expect(Self.merge([], [stale], observations: [seen]).items.first?.outcome == .taken(.theirs))
  }

  @Test func `a file from elsewhere is refused for names, times and texts that cannot be`() {
    let good = Self.event(0, .rating(.solid), by: "ben")
    #expect(Review.sample(events: [good]).foreignProblems(at: Self.now).isEmpty)
    var cases: [(String, AnswerEvent)] = []
    for name in ["", "  ", "ben\u{1B}[31m", "a\u{202E}b", "ben\nann", String(repeating: "b", count: 101)] {
      var event = good
      event.author = name
      cases.append(("author", event))
      event = good
      event.decidedBy = name
      cases.append(("decidedBy", event))
    }
    var future = good
    future.at = Self.now.adding(days: 2)
    cases.append(("at is", future))
    var long = good
    long.note = String(repeating: "n", count: Review.foreignTextLengthMax + 1)
    cases.append(("note", long))
    for (word, event) in cases {
      let problems = Review.sample(events: [good, event]).foreignProblems(at: Self.now)
      #expect(problems.count == 1 && problems[0].hasPrefix("answers[1].\(word)"), "\(problems)")
    }
    let many = Array(repeating: good, count: Review.foreignEventCountMax + 1)
    #expect(Review.sample(events: many).foreignProblems(at: Self.now).count == 1)
  }

  @Test func `agreement counts what both judged on their own, and kappa takes chance out of it`() throws {
    // The textbook's table would do; here: 8 items, 6 agreed.
    let mine: [Rating] = [.solid, .solid, .solid, .partial, .partial, .missing, .missing, .missing]
    let theirs: [Rating] = [.solid, .solid, .partial, .partial, .partial, .missing, .missing, .solid]
    func events(_ ratings: [Rating], _ author: String) -> [AnswerEvent] {
      ratings.enumerated().map { Self.event($0, .rating($1), by: author, day: author == "ann" ? 0 : 1) }
    }
    let agreement = Self.merge(events(mine, "ann"), events(theirs, "ben")).agreement
    #expect(agreement.count == 8 && agreement.agreedCount == 6 && agreement.share == Fraction(3, 4))
    // Expected by chance: (3*3 + 2*3 + 3*2) / 64 = 21/64; kappa = (48/64 - 21/64) / (43/64).
    #expect(agreement.kappa == Fraction(27, 43))

    let shared = events(mine, "ann")
    let carried = Self.merge(shared, shared + [Self.event(0, .rating(.missing), by: "ben", day: 3)]).agreement
    #expect(carried.count == 0 && carried.sharedCount == 8 && !carried.isEnough && carried.share == nil)
    let few = Self.merge(Array(events(mine, "ann").prefix(4)), Array(events(theirs, "ben").prefix(4))).agreement
    #expect(few.count == 4 && few.kappa == nil && few.share == nil)
    let same = Array(repeating: Rating.solid, count: 6)
    let alike = Self.merge(events(same, "ann"), events(same, "ben")).agreement
    #expect(alike.share == .one && alike.kappa == nil)
    let mixed = Self.merge(events(mine, "ann"), events(mine, "ben")).agreement
    #expect(mixed.kappa == .one)
    let opposite = mine.map { $0 == .solid ? Rating.missing : .solid }
    let worse = try #require(Self.merge(events(mine, "ann"), events(opposite, "ben")).agreement.kappa)
    #expect(worse < .zero)
  }

  @Test func `a name that could steer a terminal or is none at all is refused`() {
    #expect(AuthorName.cleaned("  Ann Lee ") == "Ann Lee")
    #expect(AuthorName.cleaned("Zoë Åström 李") == "Zoë Åström 李")
    for text in ["", " \t", "a\u{7}b", "a\u{9B}31m", "a\u{2066}b"] { #expect(AuthorName.cleaned(text) == nil) }
  }
}
