import Canvas
import Evidence
import Reviews
import Testing

@testable import Screens

/// Silencing a finding for a reason, and every way back.
@Suite struct SilencingTests {
  static let place = Location(path: "internal/store/orders.go", line: 42)

  static func front() -> Front {
    var front = Example.front(100, 30)
    front.play("F <Tab> jj")
    return front
  }

  static func change(_ effects: [Effect]) -> SilencingChange? {
    effects.compactMap { if case .changeSilencing(let change) = $0 { change } else { nil } }.last
  }

  /// Plays what the program does: the change made, findings and a better rating.
  static func answer(_ change: SilencingChange, _ front: inout Front) {
    _ = front.receive(event(change), at: Example.now)
  }

  static func event(_ change: SilencingChange) -> Event {
    let found = change.isSilenced ? Example.found(silencing: change.decision) : Example.found
    let observation = Observation(
      item: "errors.wrapped", probes: ["errors/unwrapped"], probeVersion: "errors/unwrapped@1",
      result: .rated(change.isSilenced ? .solid : .partial), confidence: .high, reason: "", evidence: [],
      scope: Scope())
    return .silencingChanged(change, found, [observation])
  }

  @Test func `a reason is asked, must say something, and becomes an entry with name and day`() throws {
    var front = Self.front()
    #expect(front.play("s").isEmpty && front.prompt?.label == "Why is this fine?")
    front.write("ok")
    #expect(Self.change(front.play("<Enter>")) == nil && front.prompt != nil)
    front.write(", it is for the log")
    let change = try #require(Self.change(front.play("<Enter>")))
    #expect(change.isSilenced)
    #expect(
      change.decision
        == SilencingDecision(
          probe: "errors/unwrapped", fingerprint: Example.outcomes[1].findings[0].fingerprint,
          path: "internal/store/orders.go", reason: "ok, it is for the log", by: "ada", at: "2025-11-24"))
  }

  @Test func `a silenced finding stays listed with who and why, and the rating follows at once`() throws {
    var front = Self.front()
    let points = front.evaluation.scores.quality
    front.play("s")
    front.write("it is for the log")
    let change = try #require(Self.change(front.play("<Enter>")))
    Self.answer(change, &front)
    #expect(front.currentFinding?.place == "internal/store/orders.go:42")
    #expect(
      front.currentFinding?.silencedText
        == "Silenced by .assay.yml, line 9, by ada on 2025-11-24: it is for the log")
    #expect(front.picture.text.contains("silenced"))
    #expect(front.evaluation.state(of: "errors.wrapped")?.effective == .solid)
    #expect(front.evaluation.scores.quality != points)
    #expect(front.message?.text.hasPrefix("Silenced in .assay.yml; u takes it back.") == true)
  }

  @Test func `undo and redo change the list back and forth`() throws {
    var front = Self.front()
    front.play("s")
    front.write("it is for the log")
    let change = try #require(Self.change(front.play("<Enter>")))
    Self.answer(change, &front)
    let back = try #require(Self.change(front.play("u")))
    #expect(back == change.reversed)
    Self.answer(back, &front)
    #expect(front.currentFinding?.silenced == nil)
    #expect(front.message?.text.hasPrefix("Undone: silenced errors/unwrapped in internal/store/orders.go:42") == true)
    let again = try #require(Self.change(front.play("<C-r>")))
    #expect(again == change)
    Self.answer(again, &front)
    #expect(front.currentFinding?.silenced != nil)
    #expect(Self.change(front.play("s")) == change.reversed)
    #expect(front.history.done.count == 2)
  }

  @Test func `a change that could not be made leaves no step`() throws {
    var front = Self.front()
    front.play("s")
    front.write("it is for the log")
    let change = try #require(Self.change(front.play("<Enter>")))
    _ = front.receive(.silencingRefused(change, "the file has mistakes"), at: Example.now)
    #expect(front.history.done.isEmpty && front.history.undone.isEmpty)
    #expect(front.message?.text == "Not silenced: the file has mistakes" && front.message?.tone == .bad)
    #expect(front.currentFinding?.silenced == nil)
    front.play(":silence <Space>")
    front.write("it is for the log")
    let second = try #require(Self.change(front.play("<Enter>")))
    Self.answer(second, &front)
    let back = try #require(Self.change(front.play("u")))
    _ = front.receive(.silencingRefused(back, "the file is gone"), at: Example.now)
    #expect(front.history.done.count == 1 && front.history.undone.isEmpty)
    let undone = try #require(Self.change(front.play("u")))
    Self.answer(undone, &front)
    let redo = try #require(Self.change(front.play("<C-r>")))
    _ = front.receive(.silencingRefused(redo, "the file is gone"), at: Example.now)
    #expect(front.history.done.isEmpty && front.history.undone.count == 1)
  }

  @Test func `what was being typed of a reason when the terminal hangs up is in the note of the finding's item`() {
    for key in ["s", "S"] {
      var front = Self.front()
      front.play(key)
      let label = front.prompt?.label ?? ""
      front.write("it is for the lo")
      let before = front.review.events.count { $0.value != .withdrawn }
      let effects = front.handle(.endOfInput, at: Example.now)
      #expect(Self.change(effects) == nil && effects.suffix(2) == [.save(front.review), .quit])
      #expect(
        front.review.note(on: "health.error-handling")
          == "Not finished: \(label) it is for the lo (errors/unwrapped in internal/store/orders.go:42)")
      #expect(front.review.events.count { $0.value != .withdrawn } == before)
    }
    var empty = Self.front()
    empty.play("s")
    _ = empty.handle(.endOfInput, at: Example.now)
    #expect(empty.review.note(on: "health.error-handling").isEmpty)
  }

  @Test func `such a reason is kept too where no item rests on the probe, or the finding is gone by now`() {
    var front = Self.front()
    let alone = Example.finding("http/odd", "internal/web/server.go", 9, "odd", "odd()")
    let outcomes = Example.outcomes + [Outcome(probe: "http/odd", answer: .found, findings: [alone])]
    _ = front.receive(.findings(ProbedFindings(outcomes: outcomes, cards: Example.cards)), at: Example.now)
    let name = FindingName(probe: "http/odd", fingerprint: alone.fingerprint)
    #expect(front.item(restingOn: name) == nil)
    for isGone in [false, true] {
      var other = front
      other.ask(.silence(name))
      other.write("it is for the lo")
      if isGone { _ = other.receive(.findings(Example.found), at: Example.now) }
      _ = other.handle(.endOfInput, at: Example.now)
      let notes = other.review.events.map(\.note).filter { !$0.isEmpty }
      let place = isGone ? "" : " in internal/web/server.go:9"
      #expect(notes == ["Not finished: Why is this fine? it is for the lo (http/odd\(place))"])
      let item = other.review.events.last?.item
      #expect(other.catalogue.item(item ?? "")?.suggestion.probes.contains { $0.family == "http" } == true)
    }
  }

  @Test func `a finding that went away while the reason was typed is said to be gone`() {
    var front = Self.front()
    front.play("s")
    front.write("it is for the log")
    let fewer = Example.outcomes.filter { $0.probe != "errors/unwrapped" }
    _ = front.receive(.findings(ProbedFindings(outcomes: fewer, cards: Example.cards)), at: Example.now)
    #expect(Self.change(front.play("<Enter>")) == nil && front.history.done.isEmpty)
    #expect(front.message?.tone == .bad && front.message?.text.hasPrefix("Not silenced: ") == true)
  }

  @Test func `the hint of s says what it does with the finding`() throws {
    var front = Self.front()
    #expect(front.hints.contains { $0 == ("s", "silence") })
    front.play("s")
    front.write("it is for the log")
    Self.answer(try #require(Self.change(front.play("<Enter>"))), &front)
    #expect(front.hints.contains { $0 == ("s", "count again") })
  }

  @Test func `who silenced a finding, where and when stands in one sentence`() throws {
    let settled = try #require(
      Example.found.outcomes.flatMap(\.silenced).first { $0.by == .settings })
    let listed = ListedFinding(finding: settled.finding, silenced: settled)
    #expect(
      listed.silencedText == "Silenced by .assay.yml, line 3, by ada on 2025-11-20: the program ends here")
  }

  @Test func `what is shown of the settings file is read again once an entry is in it`() throws {
    var front = Example.front(100, 30)
    let entry = Example.finding("silencing/stale", ".assay.yml", 3, "silences nothing", "- probe: errors/panic")
    let outcomes = Example.outcomes + [Outcome(probe: "silencing/stale", answer: .found, findings: [entry])]
    _ = front.receive(.findings(ProbedFindings(outcomes: outcomes, cards: Example.cards)), at: Example.now)
    front.play("F /.assay.yml <Enter> <Enter>")
    _ = front.receive(
      .source(path: ".assay.yml", firstLine: 1, lines: ["a", "b", "c"].map { SourceLine($0) }), at: Example.now)
    #expect(front.currentFinding?.name == FindingName(probe: "silencing/stale", fingerprint: entry.fingerprint))
    let decision = SilencingDecision(
      probe: "errors/unwrapped", fingerprint: "f", path: "a.go", reason: "why", by: "ada", at: "2025-11-24")
    let effects = front.receive(
      .silencingChanged(
        SilencingChange(decision, isSilenced: true), ProbedFindings(outcomes: outcomes, cards: Example.cards), []),
      at: Example.now)
    #expect(effects.contains(.readSource(entry.location)))
  }

  @Test func `a change that could not be made leaves what could be done again`() throws {
    var front = Self.front()
    front.play(":kind <Space> cli <Enter> u s")
    #expect(front.history.undone.count == 1)
    front.write("it is for the log")
    let change = try #require(Self.change(front.play("<Enter>")))
    _ = front.receive(.silencingRefused(change, "the file has mistakes"), at: Example.now)
    #expect(front.history.undone.count == 1)
    front.play("<C-r>")
    #expect(front.review.kind == .cli && front.history.undone.isEmpty)
  }

  @Test func `a typed reason is there again after Esc, for its own finding`() {
    var front = Self.front()
    front.play("s half <Esc> s")
    #expect(front.prompt?.editor.text == "half")
    front.play("<Esc> <Tab> j s")
    #expect(front.prompt?.editor.text == "")
  }

  @Test func `what cannot be silenced says why`() {
    var front = Example.front(100, 30)
    front.play("F s")
    #expect(front.message?.text == "No finding is selected.")
    front.play("jj s")
    #expect(front.message?.text == "A comment in line 40 silences this; take it out of the code, o opens it.")
    front.play("/assay:ignore")
    front.play("<Esc> /panic <Enter> s")
    #expect(front.message?.text.hasPrefix("This is about a comment") == true)
    var fixed = Example.front(100, 30, session: Session(author: "ada", readOnlyReason: "it is open elsewhere"))
    fixed.play("F j s")
    #expect(fixed.message?.text == "Nothing can be changed: it is open elsewhere" && fixed.prompt == nil)
  }

  @Test func `the comment for the line goes to the clipboard instead`() {
    var front = Self.front()
    front.play("S")
    front.write("the caller only logs it")
    #expect(front.play("<Enter>") == [.copy("// assay:ignore errors/unwrapped the caller only logs it")])
    #expect(front.history.done.isEmpty)
  }
}
