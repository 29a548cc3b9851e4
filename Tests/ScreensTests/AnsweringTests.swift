import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// What a reviewer does to items, key by key.
@Suite struct AnsweringTests {
  static func saved(_ effects: [Effect]) -> Review? {
    effects.compactMap { if case .save(let review) = $0 { review } else { nil } }.last
  }

  @Test func `an answer is recorded, saved and told with what it did`() {
    var front = Example.front(80, 24)
    let effects = front.play("<Enter> G 1")
    #expect(AnsweringTests.saved(effects) == front.review)
    #expect(front.review.events.map(\.value) == [.rating(.partial)])
    #expect(front.review.events.first?.author == "ada")
    #expect(front.message?.text.contains("-> 4/8") == true)
  }

  @Test func `an answer against the probes is not recorded before a reason is given`() {
    var front = Example.front(80, 24)
    front.play("<Enter> j 0")
    #expect(front.review.events.isEmpty)
    front.write("no")
    front.play("<Enter>")
    #expect(front.review.events.isEmpty && front.prompt != nil)
    front.write(" test can fail")
    front.play("<Enter>")
    #expect(front.review.events.map(\.reason) == ["no test can fail"])
    #expect(front.currentItem?.isDisputed == true)
  }

  @Test func `a typed reason is there again after Esc`() {
    var front = Example.front(80, 24)
    front.play("<Enter> j 0")
    front.write("half a rea")
    front.play("<Esc> 0")
    #expect(front.prompt?.editor.text == "half a rea")
    #expect(front.review.events.isEmpty)
  }

  @Test func `not applicable takes a reason and is refused where it cannot be`() {
    var front = Example.front(80, 24)
    front.play("<Enter> x")
    #expect(front.prompt == nil && front.message?.text.contains("applies to every project") == true)
    front.play("<Esc> j <Enter> G x")
    front.write("there is no database")
    front.play("<Enter>")
    #expect(front.review.events.map(\.value) == [.rating(.notApplicable)])
  }

  @Test func `a dimension takes a number and a reason, and no digit`() {
    var front = Example.front(80, 24)
    front.play("jjj <Enter> 2")
    #expect(front.review.events.isEmpty)
    front.play("= 850 <Enter>")
    #expect(front.prompt?.purpose == .percent(item: "quality.error-handling"))
    front.play("<BS> <Enter>")
    front.write("the chain holds where it matters")
    front.play("<Enter>")
    #expect(front.review.events.map(\.value) == [.percent(85)])
  }

  @Test func `a proposal is accepted by one key`() {
    var front = Example.front(80, 24)
    front.play("j <Enter> j a")
    #expect(front.review.events.map(\.value) == [.rating(.partial)])
  }

  @Test func `a note stands beside an answer and survives its withdrawal`() {
    var front = Example.front(80, 24)
    front.play("<Enter> jj 0 e")
    front.write("ask the platform team")
    front.play("<Enter> -")
    #expect(front.review.note(on: "health.observability") == "ask the platform team")
    #expect(front.currentItem?.answer == nil)
  }

  @Test func `a note being typed is kept when the process must end`() {
    var front = Example.front(80, 24)
    front.play("<Enter> e")
    front.write("not yet entered")
    let effects = front.play("<EOF>")
    #expect(AnsweringTests.saved(effects)?.note(on: "health.error-handling") == "not yet entered")
    #expect(effects.last == .quit)
  }

  @Test func `new observations leave the selection on its item`() {
    var front = Example.front(80, 24, isProbed: false)
    front.play("<Enter> jj")
    _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
    #expect(front.layer.selected == "item:health.observability")
    front.play("<Esc> G")
    let selected = front.layer.selected
    _ = front.receive(.observations(Example.observations, Example.project), at: Example.now)
    #expect(front.layer.selected == selected)
  }

  @Test func `the next open item is the one that holds the verdict`() {
    var front = Example.front(80, 24)
    front.play("]")
    let first = front.currentItem
    #expect(first?.gain.blocksVerdict == true)
    front.play("]")
    #expect(front.currentItem?.item.id != first?.item.id)
  }

  @Test func `an item passed over comes again only after all others`() {
    var front = Example.front(80, 24)
    let waiting = front.waiting.map(\.item.id)
    front.play("]")
    let passedOver = front.currentItem?.item.id
    #expect(passedOver == waiting.first)
    var visited: [String] = []
    for _ in waiting.dropFirst() {
      front.play("]")
      guard let state = front.currentItem else { break }
      visited.append(state.item.id)
      front.play(state.item.isDimension || state.observation?.rating != nil ? "a" : "2")
    }
    #expect(visited == Array(waiting.dropFirst()))
    front.play("]")
    #expect(front.currentItem?.item.id == passedOver)
  }

  @Test func `how many items wait stands in the title until none does`() {
    var front = Example.front(80, 24)
    let look = Look(glyphs: .unicode, hasColour: true)
    let count = front.scoredWaitingCount
    #expect(front.frame(at: front.size, in: look).text.contains("\(count) to review"))
    front.play("] 0")
    #expect(front.frame(at: front.size, in: look).text.contains("\(count - 1) to review"))
  }

  @Test func `what an answer did fits a line of 80 columns, with its title where there is room`() {
    var front = Example.front(80, 24)
    front.play("] 2")
    let message = front.message
    #expect(message?.subject == front.currentItem?.item.title)
    #expect(front.log.last?.text == message?.whole)
    let look = Look(glyphs: .unicode, hasColour: true)
    let text = message?.text ?? ""
    #expect(text.contains("->"))
    #expect(front.frame(at: Size(width: 80, height: 24), in: look).text.contains(text))
    #expect(front.frame(at: Size(width: 160, height: 24), in: look).text.contains(message?.whole ?? "no message"))
  }

  @Test func `the key of export offers a file that can be changed before Enter`() {
    var front = Example.front(80, 24)
    front.play("X")
    #expect(front.prompt?.editor.text == "export markdown \(front.session.exportName).md")
    #expect(
      front.play("<Enter>") == [.export(format: "markdown", path: "\(front.session.exportName).md")])
    front.play(":report")
    #expect(front.prompt?.choices.first?.title == ":export FORMAT [FILE]")
  }

  @Test func `answers that agree with the probes are said to move nothing, not to be worth 0`() {
    var front = Example.front(80, 24)
    front.play("<Enter> a")
    #expect(front.judgementText == "your answers move neither health nor quality")
    front.play("0")
    front.write("it is not there at all")
    front.play("<Enter>")
    #expect(front.judgementText?.hasPrefix("health -") == true)
    #expect(front.judgementText?.hasSuffix(" by your answers") == true)
  }

  @Test func `what was being typed when the terminal hangs up is in the note, and answers nothing`() {
    for (keys, label) in [("2", "Why 2?"), ("d", "Yours and why?")] {
      var front = Example.front(80, 24)
      front.play("<Enter> <Enter> \(keys)")
      let item = front.currentItem?.item.id ?? ""
      front.write("2 we have no such thing, bec")
      let before = front.review.events.count { $0.value != .withdrawn }
      let effects = front.handle(.endOfInput, at: Example.now)
      let note = front.review.note(on: item)
      #expect(note.hasPrefix("Not finished: ") && note.hasSuffix("\(label) 2 we have no such thing, bec"), "\(note)")
      #expect(effects.suffix(2) == [.save(front.review), .quit])
      #expect(front.review.events.count { $0.value != .withdrawn } == before)
    }
    var read = Example.front(80, 24, session: Session(author: "ada", readOnlyReason: "it is open elsewhere"))
    read.play("<Enter> <Enter>")
    #expect(read.handle(.endOfInput, at: Example.now) == [.quit])
  }

  @Test func `siblings take the rating in one step`() {
    var front = Example.front(80, 24)
    front.play("<Enter> 1 s")
    #expect(front.review.events.count <= 2)
    front.play("2")
    front.write("seen with my own eyes")
    front.play("<Enter>")
    #expect(front.currentItem?.effective == .solid)
  }

  @Test func `a finding is opened at its line, and its place copied`() {
    var front = Example.front(80, 24)
    let effects = front.play("<Enter> <Enter> <Tab> <Tab> o y")
    let place = Location(path: "internal/store/orders.go", line: 77)
    #expect(effects.contains(.openEditor(place)))
    #expect(effects.contains(.copy("internal/store/orders.go:77")))
    #expect(effects.contains(.readSource(place)))
  }

  @Test func `commands complete, run and say what is wrong with them`() {
    var front = Example.front(80, 24)
    front.play(":exp <Tab> <Tab>")
    #expect(front.prompt?.editor.text == "export ")
    #expect(front.prompt?.choices.map(\.title) == ["markdown", "json", "html", "badge"])
    front.play("m <Tab>")
    front.write("out/review.md")
    #expect(front.play("<Enter>") == [.export(format: "markdown", path: "out/review.md")])
    front.play(":nonsense <Enter>")
    #expect(front.message?.text.contains("no command \"nonsense\"") == true)
    front.play(":")
    front.write("goto tracing")
    front.play("<Enter>")
    #expect(front.layer.screen == .item("readiness.p1.tracing"))
    #expect(front.play(":q <Enter>").last == .quit)
  }

  @Test func `search moves while typing, n goes on and Esc returns`() {
    var front = Example.front(80, 24)
    front.play("<Enter> /docu")
    #expect(front.layer.selected == "item:health.documentation")
    front.play("<Esc>")
    #expect(front.layer.selected == "item:health.error-handling")
    front.play("/solid <Enter> n")
    #expect(front.layer.selected == "item:health.testing")
  }

  @Test func `a first interrupt cancels and a second leaves`() {
    var front = Example.front(80, 24, isProbed: false)
    #expect(front.play("<C-c>") == [.cancelProbing])
    #expect(front.play("<C-c>").last == .quit)
    var other = Example.front(80, 24)
    #expect(other.play("<C-c>").isEmpty)
    #expect(other.play("j <C-c>").isEmpty)
  }
}
