import Checklists
import Evidence
import Reviews
import Testing

/// What makes an answer stale, and what does not.
@Suite struct EvidenceDigestTests {
  let item = ChecklistItem.sample("health.x")

  func reasons(
    _ new: [(path: String, line: Int, snippet: String)], result: Observation.Result = .rated(.partial),
    pins: [String] = [], missingPins: [String] = [], daysLater: Int = 0
  ) throws -> [ItemState.StaleReason] {
    let old = observation([("a.go", 10, "if err != nil {\n  return err\n}"), ("b.go", 3, "go f()")], .rated(.partial))
    var review = try Review.sample(observations: [old])
      .answering(item, .partial, author: "ann", at: RandomReview.now, pins: pins)
    review.observations = [observation(new, result)]
    review.missingPins = missingPins
    review.commit = "another"
    let catalogue = Catalogue(checklists: [.sample(.health, [item])])
    let evaluation = review.evaluated(under: catalogue, at: RandomReview.now.adding(days: daysLater))
    return try #require(evaluation.state(of: item.id)).staleReasons
  }

  func observation(
    _ places: [(path: String, line: Int, snippet: String)], _ result: Observation.Result
  ) -> Observation {
    Observation(
      item: item.id, probes: [], probeVersion: "p/1", result: result, confidence: .high, reason: "",
      evidence: places.map {
        Observation.Evidence(location: Location(path: $0.path, line: $0.line), snippet: $0.snippet, message: "")
      }, scope: Scope())
  }

  static let old = [(path: "a.go", line: 10, snippet: "if err != nil {\n  return err\n}"), ("b.go", 3, "go f()")]

  @Test func `another version of a pipeline's action is the same evidence, another action or base image is not`() {
    let old = "uses: golangci/golangci-lint-action@3a91952 # v3.7.0"
    func isSame(_ a: String, _ b: String) -> Bool {
      EvidenceDigest.of(snippets: [a]) == EvidenceDigest.of(snippets: [b])
    }
    #expect(isSame(old, "uses: golangci/golangci-lint-action@v8"))
    #expect(isSame("- uses:  actions/setup-go@v5", "- uses: actions/setup-go@v6 # newest"))
    #expect(!isSame(old, "uses: golangci/another-action@3a91952 # v3.7.0"))
    #expect(!isSame("FROM golang:1.24@sha256:aa", "FROM golang:1.24@sha256:bb"))
    #expect(!isSame("run: echo uses: a@v1", "run: echo uses: a@v2"))
    #expect(!isSame("go install golang.org/x/vuln@v1", "go install golang.org/x/vuln@latest"))
  }

  @Test func `a moved line, a renamed file, a new indent and a new commit leave an answer fresh`() throws {
    #expect(try reasons(EvidenceDigestTests.old) == [])
    #expect(
      try reasons([("z.go", 9, "\t\tgo   f()"), ("c/a.go", 99, "\tif err != nil {\r\n\t\treturn err\r\n\t}")]) == [])
  }

  @Test func `a changed, added, lost or duplicated snippet makes it stale`() throws {
    let old = EvidenceDigestTests.old
    #expect(try reasons([old[0], ("b.go", 3, "go g()")]) == [.evidence])
    #expect(try reasons(old + [("c.go", 1, "go h()")]) == [.evidence])
    #expect(try reasons([old[0]]) == [.evidence])
    #expect(try reasons(old + [old[1]]) == [.evidence])
  }

  @Test func `another outcome and age make it stale, a probe that failed does not`() throws {
    #expect(try reasons(EvidenceDigestTests.old, result: .rated(.solid)) == [.outcome])
    #expect(try reasons([], result: .failed(reason: "broke")) == [])
    #expect(try reasons(EvidenceDigestTests.old, daysLater: 365) == [])
    #expect(try reasons(EvidenceDigestTests.old, daysLater: 366) == [.age])
  }

  @Test func `a pinned text that is gone makes it stale`() throws {
    #expect(try reasons(EvidenceDigestTests.old, pins: ["func  main()"]) == [])
    #expect(
      try reasons(EvidenceDigestTests.old, pins: ["func  main()"], missingPins: ["func main()"]) == [.evidence])
  }

  @Test func `snippets cannot be told apart from others by where they are cut`() {
    #expect(EvidenceDigest.of(snippets: ["a", "b"]) != EvidenceDigest.of(snippets: ["a b"]))
    #expect(EvidenceDigest.of(snippets: ["a"]) != EvidenceDigest.of(snippets: [], pins: ["a"]))
    #expect(EvidenceDigest.of(snippets: ["b", "a"]) == EvidenceDigest.of(snippets: ["a", "b"]))
  }
}
