import Canvas
import Checklists
import Reviews
import Testing

@testable import Screens

/// Every step can be taken back, whatever was done and in whatever order.
@Suite struct UndoTests {
  /// A generator with a seed, so that a failure can be played again.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  static let moves: [String] = [
    "j", "j", "k", "<Enter>", "<Esc>", "2", "1", "0", "a", "A", "<Space>", "-", "s", "]", "f", "F", "G", "g", "<Tab>",
    "b", "v", "z", "t", "i", "S",
    ":kind <Enter>", "w <Esc>", "u", "<C-r>", "J", "<PgDn>", "x",
  ]

  @Test(arguments: 1...40) func `as many undos as steps bring the first review back`(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    var front = Example.front(80, 24)
    let first = front.review
    for _ in 0..<120 {
      switch Int.random(in: 0..<10, using: &dice) {
      case 0:
        front.play("e")
        front.write("note \(Int.random(in: 0..<99, using: &dice))")
        front.play("<Enter>")
      case 1:
        front.play(":")
        front.write("kind \(["service", "cli", "library"].randomElement(using: &dice) ?? "cli")")
        front.play("<Enter>")
      default: front.play(UndoTests.moves.randomElement(using: &dice) ?? "j")
      }
      if front.prompt != nil {
        front.write("a reason that is long enough")
        front.play("<Enter> <Esc>")
      }
    }
    let last = front.review
    let stepCount = front.history.done.count
    for _ in 0..<stepCount { front.play("u") }
    #expect(front.review == first)
    #expect(front.evaluation == first.evaluated(under: Example.catalogue, at: Example.now))
    for _ in 0..<stepCount { front.play("<C-r>") }
    #expect(front.review == last)
  }

  @Test(arguments: 1...12) func `the document on screen is always the one of the state`(_ seed: Int) {
    var dice = Dice(state: UInt64(seed))
    var front = Example.front(80, 24, isProbed: seed % 2 == 0)
    for step in 0..<60 {
      front.play(UndoTests.moves.randomElement(using: &dice) ?? "j")
      switch (step + seed) % 20 {
      case 3: _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
      case 5: _ = front.receive(Example.source, at: Example.now)
      case 7: _ = front.handle(.resize(Size(width: 60 + step, height: 12 + step % 20)), at: Example.now)
      case 9: _ = front.receive(.probingEnded, at: Example.now)
      default: break
      }
      #expect(front.page == front.document(width: front.layout.mainWidth))
    }
  }

  @Test func `more than a hundred steps are kept`() {
    var front = Example.front(80, 24)
    let first = front.review
    front.play("<Enter> j")
    for _ in 0..<75 { front.play("2 -") }
    #expect(front.history.done.count == 150)
    for _ in 0..<150 { front.play("u") }
    #expect(front.review == first)
  }

  @Test func `what the settings changed since a step stays when the step is taken back and done again`() {
    var front = ProfilingTests.front()
    _ = front.run("goto health.testing")
    front.play("2")
    _ = front.receive(.settled(kind: .library, profile: "critical"), at: Example.now)
    for key in ["u", "<C-r>"] {
      let effects = front.play(key)
      #expect(front.review.kind == .library && front.review.profile == "critical", "\(key)")
      #expect(front.evaluation.state(of: "readiness.p1.tracing")?.item.priority == .p0)
      #expect(!effects.contains { if case .kindChanged = $0 { true } else { false } })
    }
    // A step that chose the one leaves the other alone.
    _ = front.run("profile standard")
    _ = front.receive(.settled(kind: .cli, profile: "critical"), at: Example.now)
    front.play("u")
    #expect(front.review.kind == .cli && front.review.profile == "critical")
    front.play("<C-r>")
    #expect(front.review.kind == .cli && front.review.profile == "standard")
  }

  @Test func `a bulk accept is one step`() {
    var front = Example.front(80, 24)
    front.play("A")
    #expect(front.review.events.count > 3)
    #expect(front.history.done.count == 1)
    front.play("u")
    #expect(front.review.events.isEmpty)
  }

  @Test func `observations that come in stay when an answer is undone`() {
    var front = Example.front(80, 24, isProbed: false)
    front.play("<Enter> 2")
    _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
    front.play("u")
    #expect(front.review.events.isEmpty)
    #expect(front.review.observations.count == Example.observations.count)
  }
}
