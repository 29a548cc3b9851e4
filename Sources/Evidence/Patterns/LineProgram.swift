/// A pattern as steps for a machine that is in many of them at a time, and the classes of characters it tells apart.
struct LineProgram: Sendable {
  enum Step: Hashable, Sendable {
    /// One character of a set, by number; goes on with the next step.
    case character(Int)
    case assertion(LineAssertion)
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var steps: [Step] = []
  private var sets: [ScalarSet] = []
  /// Whether the class of a character makes a difference to what may follow it.
  private(set) var asksForWords = false

  /// Where classes of characters begin, ascending; characters of one class are never told apart.
  private(set) var classStarts: [UInt32] = []
  /// The class of each ASCII character.
  private(set) var asciiClasses: [UInt16] = []
  /// Whether a set holds a class: by set, then by class.
  private var holds: [[Bool]] = []
  private(set) var wordClasses: [Bool] = []

  /// More steps are refused: each may cost time at each character.
  static let stepCountMax = 2_000

  init(_ tree: LinePatternTree) throws(LinePattern.Mistake) {
    try add(tree)
    try add(.match)
    makeClasses()
  }

  var classCount: Int { classStarts.count }

  func classOf(_ scalar: UInt32) -> Int {
    if scalar < 0x80 { return Int(asciiClasses[Int(scalar)]) }
    var low = 0
    var high = classStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if classStarts[middle] <= scalar { low = middle } else { high = middle }
    }
    return low
  }

  func set(_ number: Int, holds characterClass: Int) -> Bool { holds[number][characterClass] }

  private mutating func add(_ step: Step) throws(LinePattern.Mistake) {
    guard steps.count < LineProgram.stepCountMax else {
      throw LinePattern.Mistake(character: 0, reason: "it takes too many steps; repeat less, or split it in two")
    }
    steps.append(step)
  }

  private mutating func add(_ tree: LinePatternTree) throws(LinePattern.Mistake) {
    switch tree {
    case .empty: return
    case .character(let set):
      let number = sets.firstIndex(of: set) ?? sets.count
      if number == sets.count { sets.append(set) }
      try add(Step.character(number))
    case .assertion(let assertion):
      if assertion == .wordBoundary || assertion == .noWordBoundary { asksForWords = true }
      try add(Step.assertion(assertion))
    case .sequence(let parts):
      for part in parts { try add(part) }
    case .choice(let branches): try add(branches)
    case .repeated(let part, let min, let max): try add(part, min: min, max: max)
    }
  }

  private mutating func add(_ branches: [LinePatternTree]) throws(LinePattern.Mistake) {
    var ends: [Int] = []
    for branch in branches.dropLast() {
      let split = steps.count
      try add(.jump(0))
      try add(branch)
      ends.append(steps.count)
      try add(.jump(0))
      steps[split] = .split(split + 1, steps.count)
    }
    if let last = branches.last { try add(last) }
    for end in ends { steps[end] = .jump(steps.count) }
  }

  private mutating func add(_ part: LinePatternTree, min: Int, max: Int?) throws(LinePattern.Mistake) {
    for _ in 0..<min {
      let before = steps.count
      try add(part)
      // What needs no step needs none however often: without this, nested repeats of nothing would multiply.
      if steps.count == before { return }
    }
    guard let max else {
      let split = steps.count
      try add(.jump(0))
      try add(part)
      try add(.jump(split))
      steps[split] = .split(split + 1, steps.count)
      return
    }
    var splits: [Int] = []
    for _ in min..<Swift.max(min, max) {
      splits.append(steps.count)
      try add(.jump(0))
      try add(part)
    }
    for split in splits { steps[split] = .split(split + 1, steps.count) }
  }

  private mutating func makeClasses() {
    var starts: Set<UInt32> = [0]
    for set in sets + (asksForWords ? [.words] : []) {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        if range.upperBound < 0x10FFFF { starts.insert(range.upperBound + 1) }
      }
    }
    classStarts = starts.sorted()
    holds = sets.map { set in classStarts.map(set.contains) }
    wordClasses = classStarts.map { ScalarSet.words.contains($0) && asksForWords }
    var current = 0
    asciiClasses = (0..<UInt32(0x80)).map { scalar in
      while current + 1 < classStarts.count, classStarts[current + 1] <= scalar { current += 1 }
      return UInt16(current)
    }
  }
}
