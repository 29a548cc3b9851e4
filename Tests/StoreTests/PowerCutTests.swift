import Evidence
import Reviews
import RunLength
import Store
import Testing

/// The power goes before any call of a sitting, and the disk has forgotten whatever it may: what was brought to it is
/// there, at most the last answer is missing, and the review opens and takes answers. What a process that is killed
/// has handed to the system is there without exception.
@Suite struct PowerCutTests {
  /// A sitting at two reviews, as far as it comes; tells what was acknowledged.
  ///
  /// - Parameter settles: whether everything is brought to the disk before it is acknowledged.
  static func sitting(_ store: ReviewStore, settles: Bool, acknowledged: (Review) -> Void) throws {
    var review = Review.sample()
    func save(_ session: DraftSession) throws {
      try session.save(review)
      if settles { try session.settle() }
      acknowledged(review)
    }
    do {
      let session = try store.openDraft(of: Review.project, owner: "ann")
      try save(session)
      for number in 0..<3 {
        review.events.append(.answer("health.\(number)", .rating(.partial)))
        try save(session)
      }
      review.events.removeLast()
      try save(session)
      review = review.probedAnew
      try save(session)
      review.events.append(.answer("health.9", .withdrawn))
      review.events.append(.answer("health.8", .rating(.missing)))
      try save(session)
      try session.close()
    }
    let session = try store.openDraft(of: Review.project, owner: "ann")
    review.events.append(.answer("health.7", .rating(.solid)))
    try save(session)
    let final = try review.made(final: true)
    try session.finish(final)
    acknowledged(final)
    let next = Review.sample(id: "20261124T154500Z-0a1f")
    try session.save(next)
    acknowledged(next)
  }

  /// The newest review a reader finds.
  static func found(_ disk: SimulatedDisk) throws -> Review? {
    let store = ReviewStore(folder: "/store", calls: disk)
    return try store.draft(of: Review.project)?.review ?? store.latest(of: Review.project)?.review
  }

  /// What was found after a cut or a kill: the review, and which of the sitting's states it is.
  struct Case {
    let callCount: Int
    let disk: SimulatedDisk
    let acknowledgedCount: Int
    /// Every state that a whole sitting acknowledges, in order.
    let states: [Review]

    /// How many of the acknowledged states are missing from what is found: not there and followed by none that is.
    func missing(from found: Review?) -> Int {
      let reached = states.lastIndex { $0 == found }.map { $0 + 1 } ?? 0
      return max(0, acknowledgedCount - reached)
    }
  }

  /// Stops before every call of a sitting.
  static func stopEverywhere(settles: Bool, _ look: (Case) throws -> Void) throws {
    let whole = SimulatedDisk()
    var states: [Review] = []
    try sitting(ReviewStore(folder: "/store", calls: whole), settles: settles) { states.append($0) }
    #expect(whole.callCount > 100 && states.count > 8)
    for count in 0..<whole.callCount {
      let disk = SimulatedDisk()
      disk.cutPower(after: count)
      var acknowledgedCount = 0
      try? sitting(ReviewStore(folder: "/store", calls: disk), settles: settles) { _ in acknowledgedCount += 1 }
      try look(Case(callCount: count, disk: disk, acknowledgedCount: acknowledgedCount, states: states))
    }
  }

  /// Somebody goes on with what is found, and finds it again.
  static func goOn(on disk: SimulatedDisk, _ place: String) throws {
    let store = ReviewStore(folder: "/store", calls: disk)
    let session = try store.openDraft(of: Review.project, owner: "bob")
    var next = session.stored?.review ?? .sample(id: "20261125T154500Z-0a1f")
    next.events.append(.answer("health.later", .rating(.solid)))
    try session.save(next)
    try session.settle()
    var strict: SeededChance?
    #expect(try found(disk.restarted(&strict)) == next, "\(place)")
  }

  @Test func `nothing on the disk is lost, whenever the power goes and whatever the disk forgets`() throws {
    try PowerCutTests.stopEverywhere(settles: true) { stopped in
      for seed in 0..<RunLength.cases(inTests: 4, inTorture: 100) {
        var chance = seed == 0 ? nil : SeededChance(stopped.callCount * 1_000 + seed)
        let place = "power cut after \(stopped.callCount) calls, seed \(seed)"
        let after = stopped.disk.restarted(&chance)
        #expect(try stopped.missing(from: PowerCutTests.found(after)) == 0, "\(place)")
        try PowerCutTests.goOn(on: after, place)
      }
    }
  }

  @Test func `a power cut loses at most the last change, which was on its way to the disk`() throws {
    var lostCount = 0
    try PowerCutTests.stopEverywhere(settles: false) { stopped in
      for seed in 0..<RunLength.cases(inTests: 4, inTorture: 100) {
        var chance = seed == 0 ? nil : SeededChance(stopped.callCount * 1_000 + seed)
        let place = "power cut after \(stopped.callCount) calls, seed \(seed)"
        let after = stopped.disk.restarted(&chance)
        let missing = try stopped.missing(from: PowerCutTests.found(after))
        #expect(missing <= 1, "\(place)")
        lostCount += missing
        try PowerCutTests.goOn(on: after, place)
      }
    }
    // Else this would say no more than the test before.
    #expect(lostCount > 0)
  }

  @Test func `a killed process loses nothing it has acknowledged, whether the disk has it or not`() throws {
    try PowerCutTests.stopEverywhere(settles: false) { stopped in
      let place = "killed after \(stopped.callCount) calls"
      let after = stopped.disk.afterKill()
      #expect(try stopped.missing(from: PowerCutTests.found(after)) == 0, "\(place)")
      try PowerCutTests.goOn(on: after, place)
    }
  }
}
