import Evidence
import Reviews
import RunLength
import Store
import Testing

/// The power goes before any call of a sitting, and the disk has forgotten whatever it may: what was acknowledged is
/// there, and the review opens and takes answers.
@Suite struct PowerCutTests {
  /// A sitting at two reviews, as far as it comes; tells what was acknowledged.
  static func sitting(_ store: ReviewStore, acknowledged: (Review) -> Void) throws {
    var review = Review.sample()
    do {
      let session = try store.openDraft(of: Review.project, owner: "ann")
      try session.save(review)
      acknowledged(review)
      for number in 0..<3 {
        review.events.append(.answer("health.\(number)", .rating(.partial)))
        try session.save(review)
        acknowledged(review)
      }
      review = review.probedAnew
      try session.save(review)
      acknowledged(review)
      review.events.append(.answer("health.9", .withdrawn))
      review.events.append(.answer("health.8", .rating(.missing)))
      try session.save(review)
      acknowledged(review)
      try session.close()
    }
    let session = try store.openDraft(of: Review.project, owner: "ann")
    review.events.append(.answer("health.7", .rating(.solid)))
    try session.save(review)
    acknowledged(review)
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

  /// Whether all that one review says another says too.
  static func holds(_ review: Review?, all earlier: Review) -> Bool {
    guard let review else { return false }
    return review.id > earlier.id
      || review.id == earlier.id && review.events.starts(with: earlier.events)
        && (review.state == .final || earlier.state == .draft)
  }

  @Test func `nothing acknowledged is lost, whenever the power goes and whatever the disk forgets`() throws {
    let whole = SimulatedDisk()
    try PowerCutTests.sitting(ReviewStore(folder: "/store", calls: whole)) { _ in }
    let callCount = whole.callCount
    #expect(callCount > 100)
    var lossCount = 0
    for count in 0..<callCount {
      let disk = SimulatedDisk()
      disk.cutPower(after: count)
      var acknowledged: Review?
      try? PowerCutTests.sitting(ReviewStore(folder: "/store", calls: disk)) { acknowledged = $0 }
      for seed in 0..<RunLength.cases(inTests: 4, inTorture: 100) {
        var chance = seed == 0 ? nil : SeededChance(count * 1_000 + seed)
        let place = "power cut after \(count) of \(callCount) calls, seed \(seed)"
        let after = disk.restarted(&chance)
        let found = try PowerCutTests.found(after)
        if let acknowledged {
          let isKept = PowerCutTests.holds(found, all: acknowledged)
          if !isKept { lossCount += 1 }
          #expect(isKept, "\(place)")
        }
        // It goes on from there.
        let store = ReviewStore(folder: "/store", calls: after)
        let session = try store.openDraft(of: Review.project, owner: "bob")
        var next = session.stored?.review ?? .sample(id: "20261125T154500Z-0a1f")
        next.events.append(.answer("health.later", .rating(.solid)))
        try session.save(next)
        var strict: SeededChance?
        let again = after.restarted(&strict)
        #expect(try PowerCutTests.found(again) == next, "\(place)")
      }
    }
    #expect(lossCount == 0)
  }
}
