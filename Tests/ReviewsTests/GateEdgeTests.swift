import Checklists
import Evidence
import Reviews
import Testing

/// Each gate at its limits, and what it says would help.
@Suite struct GateEdgeTests {
  static let gates = [ChecklistItem.gate("readiness.a"), .gate("readiness.b")]

  static func evaluation(_ ratings: [Rating?], waivers: [Waiver] = [], observations: [Observation] = []) -> Evaluation {
    let events = zip(gates, ratings).compactMap { gate, rating in
      rating.map { AnswerEvent.sample(gate, .rating($0)) }
    }
    return Review.sample(events: events, waivers: waivers, observations: observations)
      .evaluated(under: Catalogue(checklists: [.sample(.readiness, gates)]), at: RandomReview.now)
  }

  static func line(
    _ evaluation: Evaluation, _ limits: GateCheck.Limits, baseline: Evaluation? = nil, unread: [String] = []
  ) throws -> GateCheck.Line {
    try #require(GateCheck(evaluation, limits: limits, baseline: baseline, unread: unread).lines.last)
  }

  @Test func `require-ready passes, fails and is undecided as the verdict says, with what would help`() throws {
    func line(_ ratings: [Rating?]) throws -> GateCheck.Line { try Self.line(Self.evaluation(ratings), .init()) }
    #expect(try line([.solid, .solid]).outcome == .pass)
    #expect(try line([.solid, .solid]).advice.isEmpty)
    let failed = try line([.missing, nil])
    #expect(failed.outcome == .fail && failed.items == ["readiness.a"])
    #expect(failed.advice == "bring 1 P0 item to solid, or waive them for a while")
    let undecided = try line([.solid, nil])
    #expect(undecided.outcome == .undecided && undecided.advice == "answer 1 P0 item")
    #expect(undecided.items == ["readiness.b"])
    let empty = Review.sample().evaluated(under: Catalogue(checklists: []), at: RandomReview.now)
    #expect(try Self.line(empty, .init()).outcome == .undecided)
  }

  @Test(arguments: [
    ("0", GateCheck.Outcome.pass), ("49.9", .pass), ("50", .pass), ("50.1", .fail), ("79.5", .fail), ("100", .fail),
  ])
  func `coverage is compared unrounded, and is never undecided`(_ minimum: String, _ expected: GateCheck.Outcome) throws
  {
    let limits = GateCheck.Limits(requiresReady: false, minCoverage: Fraction(text: minimum))
    let line = try Self.line(Self.evaluation([.solid, nil]), limits)
    #expect(line.outcome == expected && line.limit == minimum && line.actual == "50.0")
    #expect(line.items == (expected == .fail ? ["readiness.b"] : []))
  }

  @Test func `full coverage reaches 100, and nothing applicable is undecided`() throws {
    let limits = GateCheck.Limits(requiresReady: false, minCoverage: Fraction(100))
    #expect(try Self.line(Self.evaluation([.solid, .missing]), limits).outcome == .pass)
    let nothing = try Self.line(Self.evaluation([.notApplicable, .notApplicable]), limits)
    #expect(nothing.outcome == .undecided && nothing.actual == "n/a" && !nothing.advice.isEmpty)
  }

  @Test func `a health minimum that is undecided names the items that decide it`() throws {
    let limits = GateCheck.Limits(requiresReady: false, minHealth: Fraction(12))
    let line = try Self.line(GateCheckTests.evaluation([.solid, nil, .partial]), limits)
    #expect(line.outcome == .undecided && line.items == ["health.1"] && line.advice == "answer 1 item")
    let failed = try Self.line(GateCheckTests.evaluation([.missing, .missing, nil]), limits)
    #expect(failed.outcome == .fail && failed.items == ["health.0", "health.1", "health.2"])
  }

  @Test func `stale answers are counted, and none is a limit`() throws {
    let event = AnswerEvent.sample(Self.gates[0], .rating(.missing)).madeStale
    let evaluation = Review.sample(events: [event])
      .evaluated(under: Catalogue(checklists: [.sample(.readiness, Self.gates)]), at: RandomReview.now)
    let none = try Self.line(evaluation, .init(requiresReady: false, maxStale: 0))
    #expect(none.outcome == .fail && none.items == ["readiness.a"] && none.advice == "answer 1 stale item anew")
    #expect(try Self.line(evaluation, .init(requiresReady: false, maxStale: 1)).outcome == .pass)
    #expect(try Self.line(Self.evaluation([]), .init(requiresReady: false, maxStale: 0)).outcome == .pass)
  }

  @Test func `strict probes fail for a failed probe, with or without an item, and for a file nobody read`() throws {
    let limits = GateCheck.Limits(requiresReady: false, isStrictOnProbes: true)
    #expect(try Self.line(Self.evaluation([]), limits).outcome == .pass)
    let failed = Observation.sample("readiness.a", .failed(reason: "it broke"))
    #expect(try Self.line(Self.evaluation([], observations: [failed]), limits).outcome == .fail)
    let unread = try Self.line(Self.evaluation([]), limits, unread: ["a.go cannot be read\u{1B}[31m"])
    #expect(unread.outcome == .fail && unread.actual == "1 failed" && unread.advice.contains("a.go cannot be read"))
    #expect(!unread.advice.contains("\u{1B}"))
  }

  @Test func `no-regress is undecided without a baseline, fails for a lost gate and not for a waived one`() throws {
    let limits = GateCheck.Limits(requiresReady: false, forbidsRegress: true)
    let alone = try Self.line(Self.evaluation([.solid, .solid]), limits)
    #expect(alone.outcome == .undecided && alone.advice.contains("assay finish"))
    let before = Self.evaluation([.solid, .solid])
    #expect(try Self.line(before, limits, baseline: before).outcome == .pass)
    let lost = try Self.line(Self.evaluation([.solid, .partial]), limits, baseline: before)
    #expect(lost.outcome == .fail && lost.items == ["readiness.b"])
    #expect(try Self.line(Self.evaluation([.solid, nil]), limits, baseline: before).outcome == .undecided)
    let waiver = Waiver(
      item: "readiness.b", kind: .fixLater, reason: "see #12", owner: "ann", createdAt: RandomReview.now,
      expires: RandomReview.now.day.text)
    let waived = Self.evaluation([.solid, .partial], waivers: [waiver])
    #expect(try Self.line(waived, limits, baseline: before).outcome == .pass)
  }

  @Test func `what passes needs no advice, and what does not names items there are`() {
    for seed in 0..<1_000 {
      var random = RandomReview(seed: seed)
      let limits = GateCheckTests.gates(&random.generator)
      let evaluation = random.evaluation()
      let known = Set(evaluation.items.map(\.item.id))
      for line in GateCheck(evaluation, limits: limits).lines {
        #expect(line.items.allSatisfy(known.contains), "seed \(seed): \(line)")
        if line.outcome == .pass { #expect(line.advice.isEmpty && line.items.isEmpty, "seed \(seed): \(line)") }
        if line.outcome == .undecided { #expect(!line.advice.isEmpty, "seed \(seed): \(line)") }
      }
    }
  }
}
