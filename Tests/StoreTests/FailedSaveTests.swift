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

/// Every system call of every step of a review goes wrong once, in every way: what was on the disk stays whole, the
/// user is told, and the same step works afterwards.
@Suite struct FailedSaveTests {
  /// What a session does while a call goes wrong.
  enum Step: CaseIterable, Sendable {
    case firstSave, answer, secondAnswer, undo, wholeSave, close, finish, discard

    /// What comes before, undisturbed.
    func prepare(_ session: DraftSession) throws {
      guard self != .firstSave else { return }
      try session.save(before)
      if self != .answer, self != .wholeSave { try session.save(before.answered(1)) }
      try session.settle()
    }

    /// The review as it is before the step, after `prepare`.
    var before: Review { .sample() }
    var stored: Review? {
      switch self {
      case .firstSave: nil
      case .answer, .wholeSave: before
      case .secondAnswer, .undo, .close, .finish, .discard: before.answered(1)
      }
    }

    /// To its end on the disk.
    func run(_ session: DraftSession) throws {
      try begin(session)
      try session.settle()
    }

    /// As far as it goes before the user is told that it is done.
    func begin(_ session: DraftSession) throws {
      switch self {
      case .firstSave: try session.save(before)
      case .answer: try session.save(before.answered(1))
      case .secondAnswer: try session.save(before.answered(2))
      case .undo: try session.save(before)
      case .wholeSave: try session.save(before.probedAnew)
      case .close: try session.close()
      case .finish: try session.finish(before.answered(1).made(final: true))
      case .discard: try session.discard()
      }
    }

    /// The review a reader finds after the step: a draft, or nil.
    var after: Review? {
      switch self {
      case .firstSave, .undo: before
      case .answer, .close: before.answered(1)
      case .secondAnswer: before.answered(2)
      case .wholeSave: before.probedAnew
      case .finish, .discard: nil
      }
    }
  }

  static let codes = [ENOSPC, EROFS, EACCES, EINTR, EIO, EFBIG, EDQUOT]
  static let faults = codes.map(FaultyCalls.Fault.error) + [.shortWrite]

  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  func names(_ store: ReviewStore) -> [String] { folder.names(in: "\(store.folder)/example.org~!shop~v2/reviews") }

  /// What a fresh reader finds, which must be able to read.
  func found(_ store: ReviewStore) throws -> (draft: Review?, final: Review?) {
    let fresh = ReviewStore(folder: store.folder)
    return (try fresh.draft(of: Review.project)?.review, try fresh.latest(of: Review.project)?.review)
  }

  @Test(arguments: Step.allCases) func `a step that fails leaves the old review whole, says so and works again`(
    _ step: Step
  ) throws {
    var failureCount = 0
    for (index, fault) in FailedSaveTests.faults.enumerated() {
      var number = 0
      while true {
        number += 1
        let calls = FaultyCalls()
        let store = ReviewStore(folder: "\(folder.path)/\(index)-\(number)", calls: calls)
        let session = try store.openDraft(of: Review.project, owner: "ann")
        try step.prepare(session)
        calls.arm(number, fault)
        var message: String?
        do {
          try step.run(session)
        } catch let error as StoreError {
          message = error.description
        }
        let place = "\(step), \(fault) at call \(number), \(calls.made.last ?? "none") of \(calls.made)"
        let wasLast = !calls.hasFailed
        calls.arm(nil, .stop)
        let now = try found(store)
        if let message {
          failureCount += 1
          // The place, what failed and why, the next step.
          #expect(message.hasPrefix(store.folder), "\(place): \(message)")
          #expect(message.contains(": cannot ") && message.contains(". "), "\(place): \(message)")
          #expect(now.draft == step.stored || now.draft == step.after, "\(place)")
          #expect(now.final == nil, "\(place)")
          #expect(throws: Never.self, "\(place): the same again") { try step.run(session) }
        }
        let then = try found(store)
        #expect(then.draft == step.after, "\(place)")
        if step == .finish {
          #expect(try then.final == step.before.answered(1).made(final: true), "\(place)")
        }
        if wasLast { break }
      }
      #expect(number > 2, "\(step) makes calls")
    }
    #expect(failureCount > 20, "\(step)")
  }

  @Test(arguments: Step.allCases) func `a process killed before any call leaves a review that opens and takes answers`(
    _ step: Step
  ) throws {
    var number = 0
    while true {
      number += 1
      let calls = FaultyCalls()
      let store = ReviewStore(folder: "\(folder.path)/killed-\(number)", calls: calls)
      var isAcknowledged = false
      do {
        let session = try store.openDraft(of: Review.project, owner: "ann")
        try step.prepare(session)
        calls.arm(number, .stop)
        do {
          try step.begin(session)
          isAcknowledged = true
          try session.settle()
        } catch is StoreError {
          // It was killed, so nobody hears of it.
        }
      }
      let place = "\(step), stopped at call \(number) of \(calls.made)"
      let now = try found(store)
      if isAcknowledged { #expect(now.draft == step.after, "\(place)") }
      if now.final == nil {
        #expect(now.draft == step.stored || now.draft == step.after, "\(place)")
      } else {
        #expect(step == .finish, "\(place)")
      }
      let fresh = ReviewStore(folder: store.folder)
      let session = try fresh.openDraft(of: Review.project, owner: "bob")
      #expect(session.stored?.review == (now.final == nil ? now.draft : nil), "\(place)")
      var next = session.stored?.review ?? .sample(id: "20261124T154500Z-0a1f")
      next.events.append(.answer("health.later", .rating(.solid)))
      try session.save(next)
      try session.close()
      #expect(try found(store).draft == next, "\(place)")
      #expect(!names(store).contains { $0.hasSuffix(".tmp") || $0.hasSuffix(".journal") }, "\(place): \(names(store))")
      if !calls.hasFailed { break }
    }
    #expect(number > 2, "\(step) makes calls")
  }

  @Test func `opening fails with a reason or works, and a reader reads all the same`() throws {
    for (index, fault) in FailedSaveTests.faults.enumerated() {
      var number = 0
      while true {
        number += 1
        let path = "\(folder.path)/open-\(index)-\(number)"
        do {
          let session = try ReviewStore(folder: path).openDraft(of: Review.project, owner: "ann")
          try session.save(.sample())
          try session.save(Review.sample().answered(1))
        }
        let calls = FaultyCalls()
        let store = ReviewStore(folder: path, calls: calls)
        calls.arm(number, fault)
        do {
          let session = try store.openDraft(of: Review.project, owner: "bob")
          #expect(session.stored?.review == Review.sample().answered(1), "\(fault) at call \(number)")
        } catch {
          #expect(error.isRefusal, "\(fault) at call \(number) of \(calls.made): \(error)")
        }
        let isOver = !calls.hasFailed
        calls.arm(nil, .stop)
        #expect(try found(store).draft == Review.sample().answered(1), "\(fault) at call \(number)")
        #expect(throws: Never.self) { try store.openDraft(of: Review.project, owner: "bob") }
        if isOver { break }
      }
    }
  }

  @Test func `a review that cannot be saved is kept elsewhere, and is the draft again in its place`() throws {
    let review = Review.sample().answered(3)
    let store = folder.store
    let path = try store.keepAside(StoredReview(review), in: folder.path)
    #expect(try store.keepAside(StoredReview(review), in: folder.path) != path)
    let session = try store.openDraft(of: Review.project, owner: "ann")
    try session.save(.sample())
    try folder.write(folder.read(path), to: "\(store.folder)/example.org~!shop~v2/reviews/draft.json")
    #expect(try store.draft(of: Review.project)?.review == review)
    withExtendedLifetime(session) {}
  }
}

extension Review {
  /// With `count` more answers.
  func answered(_ count: Int) -> Review {
    var review = self
    for number in 0..<count { review.events.append(.answer("health.\(number)", .rating(.solid))) }
    return review
  }

  var probedAnew: Review {
    var review = self
    review.commit = "another"
    review.observations.removeLast()
    return review
  }

  func made(final: Bool) throws -> Review { try finalized(at: Instant(seconds: 1_795_449_000), under: .sample) }
}
