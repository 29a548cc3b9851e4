import Evidence
import Reviews
import Store
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A disk fills up in the middle of a review whose last answers are in the journal: what cannot be saved is kept
/// elsewhere whole, and is the draft again by the two steps the user is told.
@Suite struct RescueTests {
  private let folder: TemporaryFolder
  private let calls: FullDisk
  private let store: ReviewStore

  init() throws {
    folder = try TemporaryFolder()
    calls = FullDisk(below: folder.path + "/store")
    store = ReviewStore(folder: folder.path + "/store", calls: calls)
    guard mkdir(folder.path + "/elsewhere", 0o700) == 0 else { throw Broken.noFolder }
  }

  private enum Broken: Error { case noFolder }

  /// Two answers are in the journal, the disk has so much room left, and `review` cannot be saved: the file it was kept in.
  private func rescued(_ review: Review, room: Int) throws -> String {
    let session = try store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    try session.save(Review.sample().answered(2))
    try session.settle()
    #expect(access(store.journalPath(Review.project), F_OK) == 0)
    calls.leaveRoom(room)
    #expect(throws: StoreError.self) {
      try session.save(review)
      try session.settle()
    }
    // As the program does when it is left: once more, then elsewhere.
    #expect(throws: StoreError.self) {
      try session.save(review)
      try session.close()
    }
    let path = try session.keepAside(review, in: folder.path + "/elsewhere")
    #expect(path.hasPrefix(folder.path + "/elsewhere/"))
    calls.leaveRoom(nil)
    return path
  }

  /// What the user is told to do.
  private func putBack(_ path: String, removingJournal removes: Bool = true) {
    if removes { unlink(store.journalPath(Review.project)) }
    #expect(rename(path, store.draftPath(Review.project)) == 0)
  }

  /// No room at all, for a part of the line, and for the line but not for the draft.
  @Test(arguments: [0, 1, 40, 200])
  func `what a full disk refuses is whole elsewhere, and the draft again in its place`(
    _ room: Int
  ) throws {
    // More than answers, so that only a whole draft can hold it.
    let review = Review.sample().answered(5).probedAnew
    let path = try rescued(review, room: room)
    // Until it is put back, the answers before it count.
    #expect(try ReviewStore(folder: store.folder).draft(of: Review.project)?.review == Review.sample().answered(2))
    putBack(path)
    let fresh = ReviewStore(folder: store.folder)
    let found = try #require(try fresh.draft(of: Review.project))
    #expect(found.review == review && found.notice == nil)
    let session = try fresh.openDraft(of: Review.project, owner: "bob")
    var next = review
    next.events.append(.answer("health.later", .rating(.solid)))
    try session.save(next)
    try session.close()
    #expect(try fresh.draft(of: Review.project)?.review == next)
    #expect(folder.names(in: folder.path + "/elsewhere").isEmpty)
  }

  @Test(arguments: [0, 40]) func `an answer that did not fit the journal is in the rescued file`(_ room: Int) throws {
    let review = Review.sample().answered(3)
    putBack(try rescued(review, room: room))
    #expect(try ReviewStore(folder: store.folder).draft(of: Review.project)?.review == review)
  }

  @Test func `answers taken back stay so, though the old journal gave them`() throws {
    let review = Review.sample().probedAnew
    putBack(try rescued(review, room: 0))
    #expect(try ReviewStore(folder: store.folder).draft(of: Review.project)?.review == review)
  }

  @Test func `a journal that was left in place adds nothing to a draft that holds its answers`() throws {
    let review = Review.sample().answered(4).probedAnew
    putBack(try rescued(review, room: 0), removingJournal: false)
    #expect(try ReviewStore(folder: store.folder).draft(of: Review.project)?.review == review)
  }

  @Test func `what the draft held and this program did not understand is rescued too`() throws {
    do {
      let session = try store.openDraft(of: Review.project, owner: "ann")
      try session.save(.sample())
    }
    let path = store.draftPath(Review.project)
    var top = try #require(try JSONValue(parsing: folder.read(path)).objectValue)
    top["later"] = "kept"
    try folder.write(JSONValue.object(top).bytes, to: path)
    let session = try store.openDraft(of: Review.project, owner: "ann")
    calls.leaveRoom(0)
    let review = Review.sample().answered(1)
    #expect(throws: StoreError.self) { try session.save(review) }
    let kept = try session.keepAside(review, in: folder.path + "/elsewhere")
    let stored = try StoredReview(parsing: folder.read(kept), path: kept)
    #expect(stored.review == review && stored.json["later"] == "kept")
  }

  @Test func `where nothing fits elsewhere either, that is said and no part of a file is left`() throws {
    let full = FullDisk(below: folder.path)
    let session = try ReviewStore(folder: folder.path + "/store", calls: full)
      .openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    full.leaveRoom(100)
    #expect(throws: StoreError.self) {
      try session.keepAside(Review.sample().answered(1), in: folder.path + "/elsewhere")
    }
    #expect(folder.names(in: folder.path + "/elsewhere").isEmpty)
  }
}
