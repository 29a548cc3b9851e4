import Evidence
import Testing

@testable import Reports

/// What a report says of signatures from elsewhere.
@Suite struct SignatureSourcesTests {
  @Test func `a probe report says where other modules' signatures came from`() {
    var sources = SignatureSources()
    #expect(sources.text == nil)
    sources.repository = ["example.net/vendored"]
    #expect(sources.text == nil)
    sources.moduleCache = ["example.net/a", "example.net/b"]
    sources.unknown = ["example.net/c"]
    #expect(
      sources.text
        == "signatures of 2 packages are from this machine's module cache, of 1 package nothing is (go mod download brings them)"
    )
    #expect(
      sources.json == [
        "repository": ["example.net/vendored"], "moduleCache": ["example.net/a", "example.net/b"], "facts": [],
        "unknown": ["example.net/c"],
      ])
  }
}
