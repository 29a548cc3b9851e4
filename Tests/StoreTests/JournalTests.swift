import Evidence
import Reviews
import RunLength
import Store
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The journal as crashes, other programs and long sittings leave it.
@Suite struct JournalTests {
  let folder: TemporaryFolder
  var store: ReviewStore { folder.store }
  var reviews: String { "\(store.folder)/example.org~!shop~v2/reviews" }
  var journal: String { reviews + "/draft.journal" }

  init() throws { folder = try TemporaryFolder() }

  func open() throws -> DraftSession { try store.openDraft(of: Review.project, owner: "ann, process 1") }

  /// A draft with three answers in its journal, as a killed process leaves it.
  func killedSitting() throws -> [UInt8] {
    let session = try open()
    try session.save(.sample())
    for count in 1...3 { try session.save(Review.sample().answered(count)) }
    return try folder.read(journal)
  }

  @Test func `a journal cut anywhere gives the answers before the cut, and says so`() throws {
    let bytes = try killedSitting()
    for length in 0...bytes.count {
      try folder.write(Array(bytes[..<length]), to: journal)
      let ends = bytes[..<length].count { $0 == UInt8(ascii: "\n") }
      let stored = try store.draft(of: Review.project)
      #expect(stored?.review == Review.sample().answered(ends), "\(length)")
      let isCutInside = length > 0 && bytes[length - 1] != UInt8(ascii: "\n")
      #expect((stored?.notice != nil) == isCutInside, "\(length): \(stored?.notice ?? "nothing said")")
    }
  }

  @Test func `a damaged last line is left out and told, a damaged line before a whole one is refused`() throws {
    let bytes = try killedSitting()
    let lastStart = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? 0
    for position in stride(from: 0, to: bytes.count - 1, by: RunLength.cases(inTests: 7, inTorture: 1)) {
      for value: UInt8 in [0, 0x0A, bytes[position] ^ 1] where value != bytes[position] {
        var damaged = bytes
        damaged[position] = value
        try folder.write(damaged, to: journal)
        if position > lastStart {
          let stored = try store.draft(of: Review.project)
          #expect(stored?.review == Review.sample().answered(2) && stored?.notice != nil, "\(position) \(value)")
        } else if position != lastStart {
          #expect(throws: StoreError.self, "\(position) \(value)") { try store.draft(of: Review.project) }
          #expect(throws: StoreError.self) { try open() }
          #expect(try folder.read(journal) == damaged)
        }
      }
    }
  }

  @Test func `what a crash left at the end is kept aside when the journal is folded in`() throws {
    let torn = try killedSitting() + Array(#"{"review":"20261123T1"#.utf8)
    try folder.write(torn, to: journal)
    let session = try open()
    #expect(session.notice?.contains("draft.journal: damaged from line 4 on") == true)
    #expect(session.stored?.review == Review.sample().answered(3))
    #expect(try folder.read(journal + ".damaged") == torn)
    try session.save(Review.sample().answered(4))
    #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(4))
    #expect(try store.draft(of: Review.project)?.notice == nil)
  }

  @Test func `lines of the version before digests are read`() throws {
    let session = try open()
    try session.save(.sample())
    let event = AnswerEvent.answer("health.0", .rating(.solid))
    let line: JSONValue = [
      "review": .string(Review.sample().id), "index": .integer(Review.sample().events.count),
      "answer": try #require(StoredReview(Review.sample().answered(1)).json["answers"]?.arrayValue?.last),
    ]
    try folder.write(Array((line.compactText + "\n").utf8), to: journal)
    #expect(try store.draft(of: Review.project)?.review.events.last == event)
  }

  @Test func `an unknown key of a journal's answer survives being folded in`() throws {
    let session = try open()
    try session.save(.sample())
    var answer = try #require(StoredReview(Review.sample().answered(1)).json["answers"]?.arrayValue?.last?.objectValue)
    answer["later"] = ["kept": true]
    let line: JSONValue = [
      "review": .string(Review.sample().id), "index": .integer(Review.sample().events.count), "answer": .object(answer),
    ]
    try folder.write(Array((line.compactText + "\n").utf8), to: journal)
    #expect(try store.draft(of: Review.project)?.json["answers"]?.arrayValue?.last == .object(answer))
  }

  @Test func `a long sitting folds its journal into the draft before it grows large`() throws {
    let session = try open()
    var review = Review.sample()
    try session.save(review)
    let note = String(repeating: "a long note, ", count: 20_000)
    var largest = 0
    for _ in 0..<12 {
      var event = AnswerEvent.answer("health.a", .rating(.partial))
      event.note = note
      review.events.append(event)
      try session.save(review)
      if folder.exists(journal) { largest = max(largest, try folder.read(journal).count) }
    }
    #expect(largest > 200_000 && largest <= 1 << 20)
    #expect(try store.draft(of: Review.project)?.review == review)
  }

  @Test func `files that vanish while a session is open are written anew`() throws {
    let session = try open()
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    try folder.write([], to: journal)
    #expect(throws: StoreError.changedBehind(path: journal)) { try session.save(Review.sample().answered(2)) }
    #expect(try folder.read(journal).isEmpty)
    folder.delete(journal)
    try session.save(Review.sample().answered(2))
    #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(2))
    folder.delete(reviews + "/draft.json")
    try session.save(Review.sample().answered(3))
    #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(3))
  }

  @Test func `a draft whose answers no longer begin as the journal's does is never left beside it`() throws {
    // The answers put in another order, as a merge does.
    let calls = FaultyCalls()
    for number in 1...60 {
      calls.arm(nil, .stop)
      let store = ReviewStore(folder: "\(folder.path)/\(number)", calls: calls)
      var reordered = Review.sample().answered(2)
      reordered.events.reverse()
      do {
        let session = try store.openDraft(of: Review.project, owner: "ann")
        try session.save(.sample())
        try session.save(Review.sample().answered(2))
        calls.arm(number, .stop)
        try? session.save(reordered)
      }
      calls.arm(nil, .stop)
      let found = try store.draft(of: Review.project)?.review
      #expect(found == reordered || found == Review.sample().answered(2), "stopped at call \(number)")
    }
  }

  @Test func `answers given and taken back are lines, and the draft is not written`() throws {
    let session = try open()
    try session.save(.sample())
    let draft = try folder.read(reviews + "/draft.json")
    for count in [1, 3, 0, 2, 1] {
      try session.save(Review.sample().answered(count))
      #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(count), "\(count)")
    }
    var fewer = Review.sample()
    fewer.events.removeLast()
    try session.save(fewer)
    #expect(try store.draft(of: Review.project)?.review == fewer)
    #expect(try folder.read(journal).count { $0 == UInt8(ascii: "\n") } == 6)
    #expect(try folder.read(reviews + "/draft.json") == draft)
    try session.close()
    #expect(try store.draft(of: Review.project)?.review == fewer && !folder.exists(journal))
  }

  @Test func `a journal replayed over the draft it led to changes nothing, whatever was taken back`() throws {
    // Few answers that differ, so that by chance alone many places look alike.
    let answers = ["health.a", "health.b"].map { AnswerEvent.answer($0, .rating(.solid)) }
    for seed in 0..<RunLength.cases(inTests: 200, inTorture: 5_000) {
      var chance = SeededChance(seed)
      let store = ReviewStore(folder: "\(folder.path)/\(seed)")
      let reviews = "\(store.folder)/example.org~!shop~v2/reviews"
      var review = Review.sample()
      review.events += (0..<chance.below(3)).map { _ in answers[chance.below(2)] }
      let session = try store.openDraft(of: Review.project, owner: "ann")
      try session.save(review)
      for _ in 0..<1 + chance.below(8) {
        if chance.isTrue() {
          review.events += (0..<1 + chance.below(2)).map { _ in answers[chance.below(2)] }
        } else {
          review.events.removeLast(min(review.events.count, 1 + chance.below(3)))
        }
        try session.save(review)
      }
      #expect(try store.draft(of: Review.project)?.review == review, "seed \(seed)")
      guard folder.exists(reviews + "/draft.journal") else { continue }
      try folder.write(StoredReview(review).bytes, to: reviews + "/draft.json")
      #expect(try store.draft(of: Review.project)?.review == review, "seed \(seed), over the draft it led to")
      withExtendedLifetime(session) {}
    }
  }

  @Test func `what a thread cannot bring to the disk is told once, and written whole by the next save`() throws {
    let calls = FaultyCalls()
    let store = ReviewStore(folder: folder.path + "/failing", calls: calls)
    let session = try store.openDraft(of: Review.project, owner: "ann")
    let told = Mutex<[StoreError]>([])
    session.whenNotSynced = { error in told.withLock { $0.append(error) } }
    try session.save(.sample())
    try session.save(Review.sample().answered(1))
    try session.settle()
    #expect(!session.isBehind && told.withLock { $0.isEmpty })
    // The next write works, the sync after it does not.
    calls.arm(4, .error(EIO))
    try session.save(Review.sample().answered(2))
    #expect(throws: StoreError.self) { try session.settle() }
    #expect(calls.made.last == "sync" && session.isBehind)
    #expect(told.withLock { $0.map(\.isRefusal) } == [true])
    // A process killed now has lost nothing.
    #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(2))
    try session.save(Review.sample().answered(2))
    #expect(!session.isBehind && !folder.exists("\(store.folder)/example.org~!shop~v2/reviews/draft.journal"))
    #expect(try store.draft(of: Review.project)?.review == Review.sample().answered(2))
    #expect(told.withLock { $0.count } == 1)
  }
}
