import Evidence
import Reviews
import Testing

/// An observation is a class and compared by hand: nothing of it may be left out.
@Suite struct ObservationTests {
  @Test func `observations that differ in one property are different, whichever it is`() {
    let plain = observation()
    let evidence = Observation.Evidence(location: Location(path: "a.go", line: 1), snippet: "x", message: "y")
    let changed = [
      observation(item: "health.other"), observation(probes: ["p/other"]), observation(probeVersion: "p/2"),
      observation(result: .rated(.missing)), observation(confidence: .low), observation(reason: "other"),
      observation(evidence: [evidence]), observation(scope: Scope(files: 9)), observation(evidenceDigest: "other"),
    ]
    #expect(changed.allSatisfy { $0 != plain })
    #expect(Set(changed).count == changed.count)
    #expect(Mirror(reflecting: plain).children.count == changed.count, "a new property is compared, and changed here")
    #expect(observation() == plain && observation() !== plain && observation().hashValue == plain.hashValue)
  }

  private func observation(
    item: String = "health.one", probes: [ProbeID] = ["p/x"], probeVersion: String = "p/1",
    result: Observation.Result = .rated(.solid), confidence: Confidence = .high, reason: String = "seen",
    evidence: [Observation.Evidence] = [], scope: Scope = Scope(files: 3), evidenceDigest: String = "digest"
  ) -> Observation {
    Observation(
      item: item, probes: probes, probeVersion: probeVersion, result: result, confidence: confidence, reason: reason,
      evidence: evidence, scope: scope, evidenceDigest: evidenceDigest)
  }
}
