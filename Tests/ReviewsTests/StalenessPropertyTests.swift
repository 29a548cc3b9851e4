import Checklists
import Evidence
import Reviews
import Testing

/// What makes an answer stale and what does not, over random reviews whose code was moved about or changed.
@Suite struct StalenessPropertyTests {
  /// The review with the evidence of every observation made anew.
  static func changed(
    _ review: Review, _ change: ([Observation.Evidence]) -> [Observation.Evidence]
  ) -> Review {
    var result = review
    result.observations = review.observations.map { old in
      Observation(
        item: old.item, probes: old.probes, probeVersion: old.probeVersion, result: old.result,
        confidence: old.confidence, reason: old.reason, evidence: change(old.evidence), scope: old.scope)
    }
    return result
  }

  static func moved(_ evidence: Observation.Evidence, _ generator: inout SeededGenerator) -> Observation.Evidence {
    let indent = generator.pick(["", "\t", "    ", "\t\t"], else: "")
    return Observation.Evidence(
      location: Location(
        path: generator.pick(["a.go", "b/a.go", "z/\u{e9}.go"], else: ""),
        line: Int.random(in: 1...9_999, using: &generator)),
      snippet: indent + evidence.snippet + generator.pick(["", " ", "\r\n", "\n"], else: ""), message: evidence.message)
  }

  @Test func `moved lines, renamed files, new indents and a new order change nothing`() {
    var movedCount = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation()
      var generator = random.generator
      random.review = StalenessPropertyTests.changed(random.review) { evidence in
        movedCount += evidence.count
        return evidence.map { StalenessPropertyTests.moved($0, &generator) }.shuffled(using: &generator)
      }
      random.review.commit = "another"
      random.review.toolVersion = "9.9.9"
      let after = random.evaluation()
      #expect(after.scores == before.scores && after.verdict == before.verdict, "seed \(seed)")
      for (old, new) in zip(before.items, after.items) {
        #expect(old.effective == new.effective && old.staleReasons == new.staleReasons, "seed \(seed): \(old.item.id)")
      }
    }
    #expect(movedCount > 5_000)
  }

  @Test func `a changed, added, lost or doubled snippet makes the answers that rest on it stale, and no other`() {
    var staleCount = 0
    for seed in ScorePropertyTests.seeds {
      var random = RandomReview(seed: seed)
      let before = random.evaluation()
      var generator = random.generator
      let kind = Int.random(in: 0..<4, using: &generator)
      random.review = StalenessPropertyTests.changed(random.review) { evidence in
        guard let first = evidence.first else { return evidence }
        switch kind {
        case 0:
          return [
            Observation.Evidence(location: first.location, snippet: first.snippet + " // changed", message: "")
          ] + evidence.dropFirst()
        case 1: return evidence + [Observation.Evidence(location: first.location, snippet: "new()", message: "")]
        case 2: return Array(evidence.dropFirst())
        default: return [first] + evidence
        }
      }
      for (old, new) in zip(before.items, random.evaluation().items) {
        let hadEvidence = old.observation?.evidence.isEmpty == false
        // A probe that gives no rating has shown nothing an answer could rest on.
        let rests = hadEvidence && old.observation?.rating != nil && old.answer != nil
        if rests, !old.staleReasons.contains(.evidence), old.answer?.value != .withdrawn {
          staleCount += 1
          #expect(new.staleReasons.contains(.evidence), "seed \(seed): \(old.item.id), kind \(kind)")
        }
        if !hadEvidence { #expect(new.staleReasons == old.staleReasons, "seed \(seed): \(old.item.id)") }
      }
    }
    #expect(staleCount > 1_500)
  }
}
