import Evidence
import Reviews
import SchemaCheck
import Store
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The example reviews of every stored format and the schema that describes them.
///
/// `ASSAY_RECORD=1 swift test` writes the examples of the present format anew. Those of older formats are never
/// rewritten: they are what old files look like.
@Suite(.serialized) struct StoredExampleTests {
  static let root = String(
    #filePath.prefix(upTo: #filePath.firstRange(of: "/Tests/StoreTests/")?.lowerBound ?? #filePath.endIndex))
  static let examples = root + "/Data/Examples/reviews/v1"

  static func current() throws -> [(name: String, review: Review)] {
    let draft = Review.sample()
    let final = try draft.finalized(at: Instant(seconds: 1_795_449_000), under: .sample)
    return [("draft.json", draft), (final.id + ".json", final)]
  }

  @Test func `the examples are what this program writes, and read back byte for byte`() throws {
    let folder = try TemporaryFolder()
    for (name, review) in try StoredExampleTests.current() {
      let path = "\(StoredExampleTests.examples)/\(name)"
      let written = StoredReview(review).bytes
      if getenv("ASSAY_RECORD") != nil { try folder.write(written, to: path) }
      let bytes = try folder.read(path)
      #expect(bytes == written, "\(path) is not what is written now; see ASSAY_RECORD=1 swift test")
      let stored = try StoredReview(parsing: bytes, path: path)
      #expect(stored.review == review && stored.bytes == bytes)
    }
  }

  @Test func `the examples and every kind of answer fit the schema`() throws {
    let folder = try TemporaryFolder()
    let schema = try Schema(
      JSONValue(parsing: folder.read(StoredExampleTests.root + "/Data/Schemas/review.schema.json")))
    for (name, _) in try StoredExampleTests.current() {
      let document = try JSONValue(parsing: folder.read("\(StoredExampleTests.examples)/\(name)"))
      #expect(schema.problems(document) == [], "\(name)")
    }
  }

  @Test func `the schema finds what is missing, wrong or unheard of`() throws {
    let folder = try TemporaryFolder()
    let schema = try Schema(
      JSONValue(parsing: folder.read(StoredExampleTests.root + "/Data/Schemas/review.schema.json")))
    var top = try #require(StoredReview(.sample()).json.objectValue)
    top["kind"] = "website"
    top["dirty"] = nil
    top["surprise"] = 1
    #expect(
      schema.problems(.object(top)) == [
        "$ lacks dirty", "$.kind is none of the choices", "$.surprise is not described",
      ])
  }
}
