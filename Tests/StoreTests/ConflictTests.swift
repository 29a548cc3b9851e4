import Evidence
import Reviews
import Store
import Testing

/// How a review lies in its file for version control, and what is done where that left a conflict.
@Suite struct ConflictTests {
  let folder: TemporaryFolder
  var store: ReviewStore { folder.store }
  var reviews: String { "\(store.folder)/example.org~!shop~v2/reviews" }
  var draft: String { reviews + "/draft.json" }

  init() throws { folder = try TemporaryFolder() }

  static func lines(_ review: Review) -> [String] {
    String(decoding: StoredReview(review).bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `one more answer is one more line, and one mark at the end of the line before`() {
    var review = Review.sample()
    let before = Self.lines(review)
    review.events.append(.answer("health.a", .rating(.solid)))
    let after = Self.lines(review)
    #expect(after.count == before.count + 1)
    let change = after.difference(from: before)
    let removed = change.removals.map { Self.text($0) }
    let added = change.insertions.map { Self.text($0) }
    #expect(removed.count == 1 && added.count == 2 && added.contains(removed[0] + ","))
    #expect(added.contains { $0.hasPrefix("    {\"item\":\"health.a\",") })
  }

  @Test func `a changed finding is one changed line`() {
    var review = Review.sample()
    let before = Self.lines(review)
    let old = review.observations[0]
    review.observations[0] = Observation(
      item: old.item, probes: old.probes, probeVersion: old.probeVersion, result: old.result,
      confidence: old.confidence, reason: old.reason,
      evidence: old.evidence.map {
        Observation.Evidence(location: $0.location, snippet: "another", message: $0.message)
      }, scope: old.scope, evidenceDigest: old.evidenceDigest)
    let change = Self.lines(review).difference(from: before)
    #expect(change.removals.count == old.evidence.count && change.insertions.count == old.evidence.count)
  }

  private static func text(_ change: CollectionDifference<String>.Change) -> String {
    switch change {
    case .insert(_, let element, _), .remove(_, let element, _): element
    }
  }

  /// The sample with an answer more on each side, as git leaves it.
  func conflicted(withBase: Bool = false) throws -> (mine: Review, theirs: Review, bytes: [UInt8]) {
    var mine = Review.sample()
    mine.events.append(.answer("health.a", .rating(.solid)))
    var theirs = Review.sample()
    theirs.events.append(.answer("health.b", .rating(.missing)))
    var text: [String] = []
    let other = Self.lines(theirs)
    for (index, line) in Self.lines(mine).enumerated() {
      guard line != other[index] else {
        text.append(line)
        continue
      }
      let base = withBase ? ["||||||| 1a2b3c4"] : []
      text += ["<<<<<<< HEAD", line] + base + ["=======", other[index], ">>>>>>> ben"]
    }
    return (mine, theirs, Array((text.joined(separator: "\n") + "\n").utf8))
  }

  func write(_ bytes: [UInt8]) throws {
    do { try store.openDraft(of: Review.project, owner: "ann").save(.sample()) }
    try folder.write(bytes, to: draft)
  }

  @Test func `a conflict is named with file, line and what to do, and the file is left alone`() throws {
    let (_, _, bytes) = try conflicted()
    try write(bytes)
    let line =
      try #require(
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").firstIndex { $0.hasPrefix("<<<<<<<") }) + 1
    #expect(throws: StoreError.conflicted(path: draft, line: line)) { try store.draft(of: Review.project) }
    #expect(throws: StoreError.conflicted(path: draft, line: line)) {
      try store.openDraft(of: Review.project, owner: "ann")
    }
    #expect(try folder.read(draft) == bytes)
    let said = "\(StoreError.conflicted(path: draft, line: line))"
    #expect(said.hasPrefix("\(draft):\(line): git left") && said.contains("`assay merge"))
  }

  @Test(arguments: [false, true]) func `both sides of a conflict are read, with and without the base`(_ hasBase: Bool)
    throws
  {
    let (mine, theirs, bytes) = try conflicted(withBase: hasBase)
    try write(bytes)
    let sides = try #require(try store.conflictedDraft(of: Review.project))
    #expect(sides.mine.review == mine && sides.theirs.review == theirs)
  }

  @Test func `the merged draft takes the place of the conflict, whole, and answers go on from there`() throws {
    let (mine, theirs, bytes) = try conflicted()
    try write(bytes)
    let (session, _) = try #require(try store.openConflictedDraft(of: Review.project, owner: "ann"))
    var merged = mine
    merged.events.append(theirs.events[theirs.events.count - 1])
    try session.close()
    #expect(try folder.read(draft) == bytes)
    try session.save(merged)
    #expect(try StoredReview(parsing: folder.read(draft), path: "").review == merged)
    merged.events.append(.answer("health.c", .rating(.solid)))
    try session.save(merged)
    try session.close()
    #expect(try StoredReview(parsing: folder.read(draft), path: "").review == merged)
    let isStillThere = try store.openConflictedDraft(of: Review.project, owner: "ann") != nil
    #expect(!isStillThere)
  }

  @Test func `a conflict that never ends, or whose sides are no reviews, is damage and nothing else`() throws {
    let (_, _, bytes) = try conflicted()
    let text = String(decoding: bytes, as: UTF8.self)
    func isConflict(_ bytes: [UInt8]) throws -> Bool { try ConflictedReview(parsing: bytes, path: "f") != nil }
    #expect(try isConflict(bytes))
    #expect(try !isConflict(Array(text.replacing(">>>>>>> ben\n", with: "").utf8)))
    #expect(try !isConflict(StoredReview(.sample()).bytes))
    #expect(throws: StoreError.self) {
      try ConflictedReview(parsing: Array("<<<<<<< a\n[]\n=======\n{}\n>>>>>>> b\n".utf8), path: "f")
    }
    // Such signs inside a text are no marks: a text never begins a line.
    var review = Review.sample()
    review.events[0].note = "<<<<<<< not a mark\n=======\n>>>>>>> either"
    #expect(try !isConflict(StoredReview(review).bytes))
  }

  @Test func `a store in a repository keeps journal, lock and temporary files out of commits, once`() throws {
    let inside = ReviewStore(folder: folder.path + "/.assay")
    do { _ = try inside.openDraft(of: Review.project, owner: "ann") }
    let ignored = String(decoding: try folder.read(folder.path + "/.assay/.gitignore"), as: UTF8.self)
    for name in ["draft.journal", "draft.lock", ".*.tmp"] {
      #expect(ignored.split(separator: "\n").contains(Substring(name)))
    }
    try folder.write(Array("# ours\n".utf8), to: folder.path + "/.assay/.gitignore")
    do { _ = try inside.openDraft(of: Review.project, owner: "ann") }
    #expect(try folder.read(folder.path + "/.assay/.gitignore") == Array("# ours\n".utf8))
    do { _ = try store.openDraft(of: Review.project, owner: "ann") }
    #expect(!folder.exists(store.folder + "/.gitignore"))
  }
}
