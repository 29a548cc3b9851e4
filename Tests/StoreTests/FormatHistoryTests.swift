import Evidence
import Reviews
import Store
import Testing

/// Older formats are read step by step, kept when they are rewritten, and never guessed at.
///
/// The program has had one format so far; the two before it are made up here. In format -1 the state was called a phase,
/// in format 0 there were no pins.
@Suite struct FormatHistoryTests {
  static let madeUp = FormatHistory(steps: [
    -1: { (old) throws(FormatError) in
      guard let phase = old["phase"] else { throw FormatError(place: "phase", problem: "is missing") }
      var new = old
      new["phase"] = nil
      new["state"] = phase
      return new
    },
    0: { (old) throws(FormatError) in
      var new = old
      new["missingPins"] = []
      return new
    },
  ])

  /// The sample as the made-up format before all others had it.
  static func oldest(_ review: Review) throws -> [UInt8] {
    var top = try #require(StoredReview(review).json.objectValue)
    top["phase"] = top["state"]
    top["state"] = nil
    top["missingPins"] = nil
    top["schemaVersion"] = -1
    return JSONValue.object(top).bytes
  }

  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  var plainSample: Review {
    var review = Review.sample()
    review.missingPins = []
    return review
  }

  @Test func `an old draft is read, kept beside and written in today's format once somebody writes`() throws {
    let store = ReviewStore(folder: folder.store.folder, formats: FormatHistoryTests.madeUp)
    let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
    do { try store.openDraft(of: Review.project, owner: "ann").save(plainSample) }
    let old = try FormatHistoryTests.oldest(plainSample)
    try folder.write(old, to: reviews + "/draft.json")
    #expect(try store.draft(of: Review.project)?.review == plainSample)
    #expect(try store.draft(of: Review.project)?.formatVersion == -1)
    #expect(try folder.read(reviews + "/draft.json") == old)

    let session = try store.openDraft(of: Review.project, owner: "ann")
    #expect(session.stored?.review == plainSample)
    #expect(try folder.read(reviews + "/draft.v-1.json") == old)
    #expect(try JSONValue(parsing: folder.read(reviews + "/draft.json"))["schemaVersion"] == 1)
    try session.save(plainSample.answered(1))
    #expect(try folder.store.draft(of: Review.project)?.review == plainSample.answered(1))
    #expect(try store.reviews(of: Review.project).isEmpty)
  }

  @Test func `an old final review is read and left as it is`() throws {
    let store = ReviewStore(folder: folder.store.folder, formats: FormatHistoryTests.madeUp)
    let reviews = "\(store.folder)/\(StoreSafetyTests.project)/reviews"
    let final = try plainSample.made(final: true)
    do { try store.openDraft(of: Review.project, owner: "ann").save(.sample(id: "20261125T154500Z-0a1f")) }
    let bytes = try FormatHistoryTests.oldest(final)
    try folder.write(bytes, to: "\(reviews)/\(final.id).json")
    #expect(try store.latest(of: Review.project)?.review == final)
    do { _ = try store.openDraft(of: Review.project, owner: "ann") }
    #expect(try folder.read("\(reviews)/\(final.id).json") == bytes)
  }

  @Test func `a step that fails names what is wrong, and a format nobody knows is refused`() throws {
    func problem(_ bytes: [UInt8], _ formats: FormatHistory) -> String {
      do {
        _ = try StoredReview(parsing: bytes, path: "r.json", formats: formats)
        return "read"
      } catch {
        return error.description
      }
    }
    let old = try FormatHistoryTests.oldest(plainSample)
    #expect(problem(old, FormatHistoryTests.madeUp) == "read")
    #expect(problem(old, .ours).contains("no schemaVersion that any version of this program wrote"))
    let text = String(decoding: old, as: UTF8.self)
    let broken = Array(text.replacing("\"phase\"", with: "\"phases\"").utf8)
    #expect(problem(broken, FormatHistoryTests.madeUp).contains("damaged: phase is missing"))
    let unheard = Array(text.replacing("\"schemaVersion\": -1", with: "\"schemaVersion\": -2").utf8)
    #expect(problem(unheard, FormatHistoryTests.madeUp).contains("no schemaVersion"))
    let gap = FormatHistory(steps: [-1: { (old) throws(FormatError) in old }])
    #expect(problem(old, gap).contains("nothing leads from format 0 on"))
  }

  @Test func `there is an example of every format, and every example is read`() throws {
    let root = StoredExampleTests.root + "/Data/Examples/reviews"
    let versions = folder.names(in: root).filter { $0.hasPrefix("v") }
    #expect(versions == (1...ReviewFormat.version).map { "v\($0)" })
    for version in versions {
      let names = folder.names(in: "\(root)/\(version)")
      #expect(names.count > 1)
      for name in names {
        let path = "\(root)/\(version)/\(name)"
        let stored = try StoredReview(parsing: folder.read(path), path: path)
        #expect("v\(stored.formatVersion)" == version, "\(path)")
      }
    }
  }
}
