import Evidence
import Reviews
import Store
import Testing

@Suite struct DraftTests {
  let folder: TemporaryFolder
  var store: ReviewStore { folder.store }
  var reviews: String { "\(store.folder)/example.org~!shop~v2/reviews" }

  init() throws { folder = try TemporaryFolder() }

  func open() throws -> DraftSession { try store.openDraft(of: Review.project, owner: "ann, process 1") }

  @Test func `a saved draft is read back, with and without a lock`() throws {
    let session = try open()
    #expect(session.stored == nil)
    try session.save(.sample())
    #expect(try store.draft(of: Review.project)?.review == .sample())
    #expect(folder.names(in: reviews) == ["draft.json", "draft.lock"])
    #expect(try store.projects() == [Review.project])
  }

  @Test func `an answer is appended to the journal and the draft stays untouched until closing`() throws {
    var review = Review.sample()
    do {
      let session = try open()
      try session.save(review)
      let before = try folder.read(reviews + "/draft.json")
      for rating in ["health.a", "health.b"] {
        review.events.append(.answer(rating, .rating(.solid)))
        try session.save(review)
        #expect(try store.draft(of: Review.project)?.review == review)
      }
      #expect(try folder.read(reviews + "/draft.json") == before)
      #expect(try folder.read(reviews + "/draft.journal").count { $0 == UInt8(ascii: "\n") } == 2)
      try session.close()
    }
    #expect(folder.names(in: reviews) == ["draft.json"])
    #expect(try StoredReview(parsing: folder.read(reviews + "/draft.json"), path: "").review == review)
  }

  @Test func `a killed session loses nothing that was acknowledged`() throws {
    var review = Review.sample()
    do {
      let session = try open()
      try session.save(review)
      review.events.append(.answer("health.a", .rating(.solid)))
      try session.save(review)
    }
    let journal = try folder.read(reviews + "/draft.journal")
    // A line that was being written, cut anywhere.
    let next = Array(#"{"review":"20261123T154500Z-0a1f","index":6,"answer":{"item":"health.b""#.utf8)
    for length in 0...next.count {
      try folder.write(journal + next.prefix(length), to: reviews + "/draft.journal")
      #expect(try store.draft(of: Review.project)?.review == review)
    }
    try folder.write(Array("half a review".utf8), to: reviews + "/.draft.json.tmp")
    let session = try open()
    #expect(session.stored?.review == review)
    #expect(session.notice?.contains("draft.journal: damaged from line 2 on") == true)
    #expect(folder.names(in: reviews) == ["draft.journal.damaged", "draft.json", "draft.lock"])
    #expect(try store.draft(of: Review.project)?.review == review)
  }

  @Test func `a journal replayed over a draft that holds it already changes nothing`() throws {
    var review = Review.sample()
    let session = try open()
    try session.save(review)
    review.events.append(.answer("health.a", .rating(.solid)))
    try session.save(review)
    let journal = try folder.read(reviews + "/draft.journal")
    try session.close()
    try folder.write(journal, to: reviews + "/draft.journal")
    #expect(try store.draft(of: Review.project)?.review == review)
  }

  @Test func `a journal that does not follow on its draft is refused, not guessed at`() throws {
    let session = try open()
    try session.save(.sample())
    let line = #"{"review":"20261123T154500Z-0a1f","index":9,"answer":{}}"# + "\n"
    try folder.write(Array(line.utf8), to: reviews + "/draft.journal")
    #expect(throws: StoreError.self) { try store.draft(of: Review.project) }
    #expect(try folder.read(reviews + "/draft.journal") == Array(line.utf8))
  }

  @Test func `a second session is told who writes, and may read`() throws {
    let first = try open()
    try first.save(.sample())
    let lock = reviews + "/draft.lock"
    #expect(throws: StoreError.locked(path: lock, owner: "ann, process 1")) {
      try store.openDraft(of: Review.project, owner: "bob")
    }
    #expect(try store.draft(of: Review.project)?.review == .sample())
    withExtendedLifetime(first) {}
  }

  @Test func `a lock ends with its session, and a lock file without a holder is no lock`() throws {
    do { _ = try open() }
    #expect(!folder.exists(reviews + "/draft.lock"))
    try folder.write(Array("dead process\n".utf8), to: reviews + "/draft.lock")
    let session = try open()
    #expect(try folder.read(reviews + "/draft.lock") == Array("ann, process 1\n".utf8))
    withExtendedLifetime(session) {}
  }

  @Test func `a corrupt, foreign or later draft is never overwritten`() throws {
    do { try open().save(.sample()) }
    let good = try folder.read(reviews + "/draft.json")
    let newer = String(decoding: good, as: UTF8.self).replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 2")
    for bytes in [Array(good.dropLast(100)), Array("[]".utf8), []] {
      try folder.write(bytes, to: reviews + "/draft.json")
      #expect(throws: StoreError.self) { try open() }
      #expect(try folder.read(reviews + "/draft.json") == bytes)
    }
    try folder.write(Array(newer.utf8), to: reviews + "/draft.json")
    let session = try open()
    #expect(session.stored?.isReadOnly == true)
    #expect(throws: StoreError.newer(path: reviews + "/draft.json", version: 2)) { try session.save(.sample()) }
    #expect(throws: StoreError.newer(path: reviews + "/draft.json", version: 2)) { try session.discard() }
    try session.close()
    #expect(try folder.read(reviews + "/draft.json") == Array(newer.utf8))
  }

  @Test func `a draft that another program replaced is not overwritten`() throws {
    let session = try open()
    try session.save(.sample())
    let other = try folder.read(reviews + "/draft.json") + [UInt8(ascii: "\n")]
    try folder.write(other, to: reviews + "/draft.json")
    var review = Review.sample()
    review.waivers = []
    #expect(throws: StoreError.changedBehind(path: reviews + "/draft.json")) { try session.save(review) }
    #expect(try folder.read(reviews + "/draft.json") == other)
  }

  @Test func `a finished review is written once under its id and takes the draft's place`() throws {
    let session = try open()
    try session.save(.sample())
    let final = try Review.sample().finalized(at: Instant(seconds: 1_795_449_000), under: .sample)
    let entry = try session.finish(final)
    #expect(folder.names(in: reviews) == ["20261123T154500Z-0a1f.json", "draft.lock"])
    #expect(try store.reviews(of: Review.project) == [entry])
    #expect(try store.review(final.id, of: Review.project).review == final)
    #expect(try store.latest(of: Review.project)?.review == final)
    let bytes = try folder.read(entry.path)
    #expect(throws: StoreError.alreadyExists(path: entry.path)) { try session.finish(final) }
    #expect(try folder.read(entry.path) == bytes)
  }

  @Test func `a draft left over from a finish that was killed is cleared away`() throws {
    let final = try Review.sample().finalized(at: Instant(seconds: 1_795_449_000), under: .sample)
    do {
      let session = try open()
      try session.save(.sample())
      let draft = try folder.read(reviews + "/draft.json")
      try session.finish(final)
      try folder.write(draft, to: reviews + "/draft.json")
    }
    #expect(try open().stored == nil)
    #expect(!store.hasDraft(of: Review.project))
    #expect(try store.latest(of: Review.project)?.review == final)
  }

  @Test func `ids that are none never become paths`() {
    for id in ["../../etc/passwd", "draft", "", "20261123T154500Z-0A1F", "20261123T154500Z-0a1f/../x"] {
      #expect(throws: StoreError.invalidID(id)) { try store.review(id, of: Review.project) }
    }
    let id = ReviewID.make(at: Instant(seconds: 1_795_448_700), random: 0xA1)
    #expect(id == "20261123T154500Z-00a1" && ReviewID.isValid(id))
    #expect(throws: StoreError.self) { try store.review(id, of: Review.project) }
  }
}
