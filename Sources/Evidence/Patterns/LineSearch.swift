/// Looks for a pattern in lines, each of which matches once at most.
///
/// The machine's states are made as the text needs them and kept, so that most characters cost one step of a table. A
/// pattern that keeps asking for new states runs out of its budget and says so instead of taking its time.
package struct LineSearch {
  package struct Match: Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// The byte of the line at which the match begins, from 1; 1 in lines nobody would read.
    package let column: Int
    /// The line without its line end.
    package let range: Range<Int>
  }

  private let program: LineProgram
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  /// By state and class, the end of the line being the last class.
  private var table: [Int32] = []
  private var start: Int32 = 0
  /// Steps of the machine that may still be looked at when states are made.
  private var budget: Int
  /// What one character may come to.
  private static let unknown: Int32 = -1
  private static let matched: Int32 = -2
  private static let failed: Int32 = -3

  /// A second or so.
  package static let budgetOfAll = 40_000_000
  private static let tableCountMax = 1 << 20
  private static let columnLengthMax = 4_096
  /// The same for the places of matches in their lines, which are not worth more.
  private var columnBudget = 100_000_000

  /// The steps the machine is in, ascending, and what stands before the next character.
  private struct State: Hashable {
    var steps: [UInt16]
    var before: Before
  }
  private enum Before: UInt8, Hashable { case lineStart, word, other }

  package init(_ pattern: LinePattern, budget: Int = LineSearch.budgetOfAll) {
    program = pattern.program
    self.budget = budget
    begin()
  }

  /// Whether the pattern cost more than it may: what was not found may be there.
  package var isSpent: Bool { budget < 0 }

  /// Calls back with every line that matches, in order, until there is none or the budget is spent.
  package mutating func matches(in bytes: UnsafeBufferPointer<UInt8>, _ found: (Match) -> Void) {
    var line = 1
    var lineStart = 0
    while lineStart < bytes.count, !isSpent {
      var end = lineStart
      while end < bytes.count, bytes[end] != 10 { end += 1 }
      let next = end + 1
      if end > lineStart, bytes[end - 1] == 13 { end -= 1 }
      let range = lineStart..<end
      if isMatch(bytes, range) { found(Match(line: line, column: column(bytes, range) + 1, range: range)) }
      lineStart = next
      line += 1
    }
  }

  private mutating func begin() {
    states = []
    numbers = [:]
    table = []
    var marks = [Bool](repeating: false, count: program.steps.count)
    var steps: [UInt16] = []
    reach(0, into: &steps, &marks)
    start = number(of: State(steps: steps.sorted(), before: .lineStart))
  }

  private mutating func isMatch(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let classCount = program.classCount
    var state = start
    var at = range.lowerBound
    while true {
      let characterClass =
        at == range.upperBound ? classCount : program.classOf(LineSearch.scalar(bytes, &at, range.upperBound))
      var next = table[Int(state) * (classCount + 1) + characterClass]
      if next == LineSearch.unknown { next = made(&state, characterClass) }
      if next == LineSearch.matched { return true }
      if next == LineSearch.failed || budget < 0 { return false }
      state = next
    }
  }

  /// What a state comes to at a class, made and remembered.
  private mutating func made(_ state: inout Int32, _ characterClass: Int) -> Int32 {
    let classCount = program.classCount
    if table.count >= LineSearch.tableCountMax {
      // Forgotten, all but the present state: memory is bounded, and the budget knows what it costs.
      let present = states[Int(state)]
      begin()
      state = number(of: present)
    }
    let result = following(states[Int(state)], characterClass)
    table[Int(state) * (classCount + 1) + characterClass] = result
    return result
  }

  private mutating func following(_ state: State, _ characterClass: Int) -> Int32 {
    let isEnd = characterClass == program.classCount
    let isWord = !isEnd && program.wordClasses[characterClass]
    let reached = settled(state, isWord: isWord, isEnd: isEnd)
    if reached.contains(where: { program.steps[Int($0)] == .match }) { return LineSearch.matched }
    if isEnd { return LineSearch.failed }
    var marks = [Bool](repeating: false, count: program.steps.count)
    var steps: [UInt16] = []
    for step in reached {
      if case .character(let set) = program.steps[Int(step)], program.set(set, holds: characterClass) {
        reach(Int(step) + 1, into: &steps, &marks)
      }
    }
    // A match may begin at any character.
    reach(0, into: &steps, &marks)
    budget -= reached.count + steps.count + 8
    return number(of: State(steps: steps.sorted(), before: isWord ? .word : .other))
  }

  /// The steps of a state and those behind assertions that hold between its past and the next character.
  private func settled(_ state: State, isWord: Bool, isEnd: Bool) -> [UInt16] {
    guard state.steps.contains(where: { if case .assertion = program.steps[Int($0)] { true } else { false } }) else {
      return state.steps
    }
    var marks = [Bool](repeating: false, count: program.steps.count)
    for step in state.steps { marks[Int(step)] = true }
    var steps = state.steps
    var index = 0
    while index < steps.count {
      if case .assertion(let assertion) = program.steps[Int(steps[index])],
        LineSearch.holds(assertion, state.before, isWord: isWord, isEnd: isEnd)
      {
        reach(Int(steps[index]) + 1, into: &steps, &marks)
      }
      index += 1
    }
    return steps
  }

  private static func holds(_ assertion: LineAssertion, _ before: Before, isWord: Bool, isEnd: Bool) -> Bool {
    switch assertion {
    case .lineStart: before == .lineStart
    case .lineEnd: isEnd
    case .wordBoundary: (before == .word) != isWord
    case .noWordBoundary: (before == .word) == isWord
    }
  }

  /// Adds a step and all it leads to without a character, up to assertions.
  private func reach(_ first: Int, into steps: inout [UInt16], _ marks: inout [Bool]) {
    var open = [first]
    while let step = open.popLast() {
      if marks[step] { continue }
      marks[step] = true
      switch program.steps[step] {
      case .jump(let target): open.append(target)
      case .split(let one, let other): open += [one, other]
      case .character, .assertion, .match: steps.append(UInt16(step))
      }
    }
  }

  private mutating func number(of state: State) -> Int32 {
    if let known = numbers[state] { return known }
    let number = Int32(states.count)
    states.append(state)
    numbers[state] = number
    table += repeatElement(LineSearch.unknown, count: program.classCount + 1)
    return number
  }
}

/// Where in a line a match begins, which only lines that match are asked.
extension LineSearch {
  /// The leftmost beginning of a match, as an offset in the line. Each step remembers the first place it came from.
  private mutating func column(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let count = program.steps.count
    guard range.count <= LineSearch.columnLengthMax, columnBudget > 0 else { return 0 }
    columnBudget -= (range.count + 1) * count
    let none = Int.max
    var origins = [Int](repeating: none, count: count)
    var at = range.lowerBound
    var before = Before.lineStart
    var best = none
    while true {
      let place = at
      let isEnd = at == range.upperBound
      let characterClass = isEnd ? 0 : program.classOf(LineSearch.scalar(bytes, &at, range.upperBound))
      let isWord = !isEnd && program.wordClasses[characterClass]
      if best == none { spread(0, from: place - range.lowerBound, &origins, before, isWord: isWord, isEnd: isEnd) }
      for step in 0..<count where origins[step] != none {
        spread(step, from: origins[step], &origins, before, isWord: isWord, isEnd: isEnd, isKnown: true)
      }
      for step in 0..<count where program.steps[step] == .match { best = min(best, origins[step]) }
      if isEnd { return best == none ? 0 : best }
      var next = [Int](repeating: none, count: count)
      for step in 0..<count where origins[step] < best {
        if case .character(let set) = program.steps[step], program.set(set, holds: characterClass) {
          next[step + 1] = min(next[step + 1], origins[step])
        }
      }
      if best != none, next.allSatisfy({ $0 == none }) { return best }
      origins = next
      before = isWord ? .word : .other
    }
  }

  /// Gives an origin to a step and to all it leads to without a character, where it is an earlier one.
  private func spread(
    _ first: Int, from origin: Int, _ origins: inout [Int], _ before: Before, isWord: Bool, isEnd: Bool,
    isKnown: Bool = false
  ) {
    var open = [first]
    var isFirst = isKnown
    while let step = open.popLast() {
      if !isFirst, origins[step] <= origin { continue }
      isFirst = false
      origins[step] = origin
      switch program.steps[step] {
      case .jump(let target): open.append(target)
      case .split(let one, let other): open += [one, other]
      case .assertion(let assertion):
        if LineSearch.holds(assertion, before, isWord: isWord, isEnd: isEnd) { open.append(step + 1) }
      case .character, .match: break
      }
    }
  }

  /// The scalar at a place, which moves behind it; broken UTF-8 is read byte by byte.
  @inline(__always)
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int) -> UInt32 {
    let first = bytes[at]
    at += 1
    if first < 0x80 { return UInt32(first) }
    let length = first >= 0xF0 && first < 0xF8 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xC0 ? 1 : 0
    guard length > 0, at + length <= end else { return 0xFFFD }
    var value = UInt32(first) & (0x3F >> UInt32(length))
    for offset in 0..<length {
      let byte = bytes[at + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    at += length
    return min(value, 0x10FFFF)
  }
}
