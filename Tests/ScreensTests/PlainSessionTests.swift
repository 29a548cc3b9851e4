import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// The plain review makes the same reviews as the full screen, by lines.
@Suite struct PlainSessionTests {
  static func probed(_ look: PlainLook = PlainLook(), session: Session = Example.session) -> PlainSession {
    var plain = PlainTranscriptTests.session(look, session: session)
    _ = plain.receive(.observations(Example.observations, Example.project), at: Example.now)
    _ = plain.receive(.probingEnded, at: Example.now)
    _ = plain.begin(at: Example.now)
    return plain
  }

  /// One thing a reviewer does, as lines and as keys.
  struct Deed {
    let lines: [String]
    let play: (inout Front) -> Void
  }

  static let reason = "a reason that is long enough"

  static func deed(_ dice: inout UndoTests.Dice) -> Deed {
    let ratings = [
      ("2", "2"), ("1", "1"), ("0", "0"), ("x", "x"), ("solid", "2"), ("n/a", "x"), ("a", "a"), ("-", "-"), ("s", "s"),
    ]
    switch Int.random(in: 0..<12, using: &dice) {
    case 0...2:
      // At a dimension a number opens what it is made of; on the full screen it means nothing.
      let item = Example.catalogue.items.filter { !$0.isDimension }.randomElement(using: &dice)?.id ?? ""
      return Deed(lines: ["find \(item)"]) { front in
        front.play(":")
        front.write("goto \(item)")
        front.play("<Enter>")
      }
    case 3...7:
      let (line, key) = ratings.randomElement(using: &dice) ?? ("2", "2")
      return Deed(lines: [line]) { $0.play(key) }
    case 8:
      let note = "note \(Int.random(in: 0..<9, using: &dice))"
      return Deed(lines: ["note \(note)"]) { front in
        front.play("e")
        guard front.prompt != nil else { return }
        front.play("<C-u>")
        front.write(note)
        front.play("<Enter>")
      }
    case 9: return Deed(lines: ["undo"]) { $0.play("u") }
    case 10: return Deed(lines: ["redo"]) { $0.play("<C-r>") }
    default:
      let kind = ["service", "cli", "library"].randomElement(using: &dice) ?? "cli"
      return Deed(lines: ["kind \(kind)"]) { front in
        front.play(":")
        front.write("kind \(kind)")
        front.play("<Enter>")
      }
    }
  }

  @Test(arguments: 1...40) func `lines and keys that mean the same give the same review`(_ seed: Int) throws {
    var dice = UndoTests.Dice(state: UInt64(seed))
    var plain = Self.probed()
    var front = Example.front(80, 24)
    // At an item from the start: on the overview keys act on the selected line, lines on none.
    _ = plain.take("find security.sql", at: Example.now)
    front.play(":")
    front.write("goto security.sql")
    front.play("<Enter>")
    var answered = 0
    for _ in 0..<120 {
      let deed = Self.deed(&dice)
      for line in deed.lines { _ = plain.take(line, at: Example.now) }
      deed.play(&front)
      let givesReason = Bool.random(using: &dice)
      try #require((plain.front.prompt == nil) == (front.prompt == nil), "\(deed.lines)")
      if front.prompt != nil {
        _ = plain.take(givesReason ? Self.reason : "", at: Example.now)
        front.play("<C-u>")
        if givesReason { front.write(Self.reason) }
        front.play(givesReason ? "<Enter>" : "<Esc>")
      }
      try #require(plain.front.review == front.review, "\(deed.lines)")
      answered = max(answered, front.review.events.count)
    }
    #expect(answered > 5)
    #expect(plain.front.evaluation == front.evaluation)
  }

  /// Lines that mean something, and some that do not.
  static let lines: [String] =
    PlainCommand.all.flatMap { command in command.words + (command.letter.map { [String($0)] } ?? []) }
    .filter { !["quit", "exit", "q"].contains($0) }
    + [
      "", "", "", "1", "2", "0", "3", "7", "42", "-1", "2 seen it with my own eyes", "x there is none of it",
      "= 55 so be it",
      "=55", "find health", "list quality", "filter open", "kind cli", "kind library", "note a b c",
      "r because of that",
      "accept all", "ünknown", "?", "f 1", "o 2", "99999999999999999999", ":undo", "reason",
    ]

  @Test(arguments: 1...40) func `as many undos as steps bring the first review back, whatever was typed`(_ seed: Int) {
    var dice = UndoTests.Dice(state: UInt64(seed))
    var plain = Self.probed()
    let first = plain.front.review
    var longest = 0
    for _ in 0..<200 {
      let line = Self.lines.randomElement(using: &dice) ?? ""
      let reply = plain.take(line, at: Example.now)
      #expect(!reply.lines.isEmpty || !reply.effects.isEmpty || plain.front.prompt != nil, "\(line) says nothing")
      longest = max(longest, plain.front.history.done.count)
      #expect(plain.prompt.hasSuffix("> "))
    }
    if plain.front.prompt != nil { _ = plain.take("", at: Example.now) }
    let last = plain.front.review
    let stepCount = plain.front.history.done.count
    for _ in 0..<stepCount { _ = plain.take("undo", at: Example.now) }
    #expect(plain.front.review == first && longest > 0)
    for _ in 0..<stepCount { _ = plain.take("redo", at: Example.now) }
    #expect(plain.front.review == last)
  }

  @Test func `Enter alone goes through everything that is open, and each answer leaves the next`() {
    var plain = Self.probed()
    var seen: [String] = []
    for _ in 0..<100 where !plain.front.waiting.isEmpty {
      _ = plain.take("", at: Example.now)
      seen.append(plain.front.currentItem?.item.id ?? "none")
      _ = plain.take("1 seen with my own eyes", at: Example.now)
    }
    #expect(plain.front.waiting.isEmpty && seen.count == Set(seen).count && seen.count > 8)
    #expect(plain.farewell.last?.hasSuffix("Nothing is left to answer.") == true)
  }

  @Test func `Enter leaves an item for later and comes back to it last`() {
    var plain = Self.probed()
    let queue = plain.front.waiting.map(\.item.id)
    var seen: [String] = []
    for _ in 0...queue.count {
      _ = plain.take("", at: Example.now)
      seen.append(plain.front.currentItem?.item.id ?? "none")
    }
    #expect(seen == queue + [queue[0]])
    // An answer does not lead back to what was left before it.
    _ = plain.take("", at: Example.now)
    _ = plain.take("2 seen with my own eyes", at: Example.now)
    _ = plain.take("", at: Example.now)
    #expect(plain.front.currentItem?.item.id == queue[2])
  }

  @Test func `what an answer moves is told old and new, with the next item, on one line`() throws {
    var plain = Self.probed()
    _ = plain.take("find security.secrets", at: Example.now)
    let reply = plain.take("2", at: Example.now)
    let line = try #require(reply.lines.first)
    #expect(reply.lines.count == 1 && reply.effects == [.save(plain.front.review)])
    #expect(line.contains("Secrets in the source: P0, 2 solid, answered."))
    #expect(line.contains("Security P0 from 1/2 to 2/2; the verdict stays NOT READY. Next on Enter: "))
  }

  @Test func `the end of the input saves, and a question left open is given up`() {
    var plain = Self.probed()
    _ = plain.take("find testing", at: Example.now)
    _ = plain.take("1", at: Example.now)
    _ = plain.take("0", at: Example.now)
    #expect(plain.front.prompt != nil)
    let reply = plain.end(at: Example.now)
    #expect(reply.effects == [.save(plain.front.review), .quit] && plain.front.review.events.isEmpty)
    #expect(reply.lines == ["The question is left without an answer."])
  }

  @Test func `a read-only session remembers that a change was refused`() {
    var plain = Self.probed(session: Session(author: "ada", readOnlyReason: "the review is final"))
    _ = plain.take("", at: Example.now)
    #expect(!plain.hasRefusedChange)
    let reply = plain.take("2", at: Example.now)
    #expect(plain.hasRefusedChange && reply.effects.isEmpty)
    #expect(reply.lines == ["Nothing can be changed: the review is final"])
  }

  @Test func `a note from the editor is kept, and only the source that was asked for is read`() {
    var plain = Self.probed()
    let opened = plain.take("find health.error", at: Example.now)
    #expect(opened.effects.isEmpty && plain.prompt.columns <= 76)
    let place = Location(path: "internal/store/orders.go", line: 42)
    #expect(plain.take("f 1", at: Example.now).effects == [.readSource(place)])
    let told = plain.receive(Example.source, at: Example.now).lines.joined(separator: "\n")
    #expect(told.contains("42 found:         return fmt.Errorf(\"read order %d: %v\", id, err)"))
    #expect(plain.take("E", at: Example.now).effects == [.editNote(item: "health.error-handling", text: "")])
    let kept = plain.receive(.noteEdited(item: "health.error-handling", text: "one\ntwo"), at: Example.now)
    #expect(kept.lines == ["Note kept with Error handling."])
    let shown = plain.take("show", at: Example.now).lines
    #expect(shown.contains("Note: one") && shown.contains("      two"))
  }

  @Test(arguments: [Int.min, Int.min + 1, -1, 0, Int.max]) func `a number outside all lists chooses nothing`(
    _ number: Int
  ) {
    for line in ["\(number)", "open \(number)", "list \(number)"] {
      var plain = Self.probed()
      let before = plain.front.layers
      #expect(plain.take(line, at: Example.now).lines.count == 1, "\(line)")
      #expect(plain.front.layers == before)
    }
  }

  @Test func `probes that ended early leave the next answer its scores`() throws {
    let early = Event.notProbed("the probes ended early")
    for (line, ending) in [("probe", early), ("kind library", early), ("probe", .probingCancelled)] {
      var plain = Self.probed()
      _ = plain.take(line, at: Example.now)
      let said = plain.receive(ending, at: Example.now).lines.joined(separator: " ")
      #expect(said.contains(ending == early ? "Not probed, the findings stay as they were" : "Probing was cancelled"))
      _ = plain.take("find security.secrets", at: Example.now)
      let told = plain.take("2", at: Example.now).lines.joined()
      #expect(told.contains("; the verdict "), "\(line): \(told)")
    }
  }

  @Test func `of a hundred patterns that were searched for only some are told`() {
    var plain = Self.probed()
    let observations = Example.observations.map {
      Observation(
        item: $0.item, probes: $0.probes, probeVersion: $0.probeVersion, result: $0.result, confidence: $0.confidence,
        reason: $0.reason, evidence: $0.evidence,
        scope: Scope(files: 6, patterns: (1...100).map { "Query\($0)" }))
    }
    _ = plain.receive(.observations(observations, Example.project), at: Example.now)
    _ = plain.take("find health.error", at: Example.now)
    let told = plain.take("m", at: Example.now).lines.joined(separator: "\n")
    #expect(told.contains("Query12 and 88 more") && !told.contains("Query13"))
  }

  // MARK: the table

  @Test(arguments: [true, false]) func `no word and no letter means two things at one place`(_ isAtItem: Bool) {
    let here = PlainCommand.all.filter { $0.place == .anywhere || ($0.place == .item) == isAtItem }
    let names = here.flatMap { command in command.words + (command.letter.map { [String($0)] } ?? []) }
    let twice = Set(names.filter { name in names.count { $0 == name } > 1 }).subtracting(["q"])
    #expect(twice.isEmpty)
    #expect(PlainCommand.all.allSatisfy { $0.help.hasSuffix(".") && $0.words.allSatisfy { $0 == $0.lowercased() } })
  }

  @Test func `every word and letter of the table is understood, and help tells them all`() {
    for isAtItem in [true, false] {
      var plain = Self.probed()
      if isAtItem { _ = plain.take("find security.sql", at: Example.now) }
      let help = plain.take("?", at: Example.now).lines.joined(separator: "\n")
      for command in PlainCommand.all where command.place == .anywhere || (command.place == .item) == isAtItem {
        #expect(help.contains(command.help) && help.contains(command.name))
        for name in command.words + (command.letter.map { [String($0)] } ?? []) {
          #expect(PlainCommand.parse(name, isAtItem: isAtItem)?.command.words == command.words, "\(name)")
        }
      }
    }
  }

  @Test func `a letter means on the full screen what it means here`() {
    let ownLetters: Set<Character> = ["n", "b", "m", "f", "l"]
    for command in PlainCommand.all {
      guard let letter = command.letter, !ownLetters.contains(letter) else { continue }
      let same = Action.all.filter { $0.keys.contains(.character(letter)) }
      // What finds, helps and leaves is told in words of its own.
      #expect(same.contains { "/?q".contains(letter) || $0.help == command.help }, "\(letter)")
    }
  }

  @Test func `a profile chosen by lines is told as what it is`() {
    var plain = PlainSession(
      review: Example.review, catalogue: ProfilingTests.catalogue, session: Example.session, look: PlainLook(),
      at: Example.now)
    _ = plain.receive(.observations(Example.observations, Example.project), at: Example.now)
    let told = plain.take("profile critical", at: Example.now).lines.joined(separator: "\n")
    #expect(told.hasPrefix("Measured as critical: 1 gate raised, weights moved"))
    #expect(!told.contains("as one step"))
  }
}
