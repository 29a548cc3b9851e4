import Canvas
import Checklists
import Reviews
import Testing

@testable import Screens

/// Making a review final from the screens: asked once, then nothing changes any more.
@Suite struct FinishingTests {
  @Test func `Z says what is open, and only the typed word makes the review final`() throws {
    var front = Example.front(80, 24)
    #expect(front.play("Z").isEmpty)
    #expect(front.message?.text == "NOT READY; 6 unanswered, 4 below solid, 9 unconfirmed.")
    front.write("no")
    #expect(front.play("<Enter>").isEmpty)
    #expect(front.prompt?.purpose == .finish && front.message?.text.contains("Type yes") == true)
    front.play("<C-u>")
    front.write("Yes")
    let effects = front.play("<Enter>")
    let expected = try front.review.finalized(at: Example.now, by: "ada", under: Example.catalogue)
    #expect(effects == [.finish(expected)])
    #expect(front.review.state == .draft && front.prompt == nil)
  }

  @Test func `Esc leaves the review a draft`() {
    var front = Example.front(80, 24)
    front.play("Z y <Esc>")
    #expect(front.prompt == nil && front.review.state == .draft)
    #expect(front.message?.text == "The review stays a draft.")
  }

  @Test func `a final review takes no answer, no undo, no new observation and is not saved again`() throws {
    var front = Example.front(80, 24)
    front.play("<Enter> 2 <Esc>")
    let final = try front.review.finalized(at: Example.now, by: "ada", under: Example.catalogue)
    #expect(front.receive(.finished(final), at: Example.now).isEmpty)
    #expect(front.message?.text.contains("r1") == true)
    for keys in ["<Enter> 0", "u", "A", "R", "Z", ":kind cli <Enter>"] {
      let changes = front.play(keys).filter {
        switch $0 {
        case .readSource, .colour: false
        default: true
        }
      }
      #expect(changes.isEmpty, "\(keys)")
      #expect(front.review == final, "\(keys)")
    }
    #expect(front.receive(.observations([], Example.project), at: Example.now).isEmpty)
    #expect(front.review == final)
    #expect(front.play("Q") == [.quit])
  }

  @Test func `what is final already is not offered to be made final`() throws {
    var front = Example.front(80, 24)
    for item in Example.catalogue.items where !item.isDimension {
      front.review = try front.review.answering(
        item, .solid, reason: "seen with my own eyes", author: "ada", at: Example.now)
    }
    front.evaluate()
    front.play("]")
    #expect(front.message?.text == "No other item waits for you; Z makes the review final.")
    #expect(front.overviewDocument(width: 80, glyphs: .unicode).lines.contains { $0.text.contains("Z makes") })
    _ = front.receive(
      .finished(try front.review.finalized(at: Example.now, under: Example.catalogue)), at: Example.now)
    front.play("]")
    #expect(front.message?.text == "No other item waits for you.")
    #expect(!front.overviewDocument(width: 80, glyphs: .unicode).lines.contains { $0.text.contains("Z makes") })
  }

  @Test func `a review that cannot be written stays a draft`() {
    var front = Example.front(80, 24)
    front.play("Z")
    front.write("yes")
    front.play("<Enter>")
    _ = front.receive(.failed("not made final: the disk is full"), at: Example.now)
    #expect(front.review.state == .draft && front.session.readOnlyReason == nil)
  }

  @Test func `while probes run, before they have, and read only it says why not`() {
    var running = Example.front(80, 24, isProbed: false)
    running.play("Z")
    #expect(running.prompt == nil && running.message?.text.contains("running") == true)
    _ = running.receive(.probingCancelled, at: Example.now)
    running.play("Z")
    #expect(running.prompt == nil && running.message?.text.contains("R runs the probes") == true)
    var fixed = Example.front(80, 24, session: Session(author: "ada", readOnlyReason: "it is open elsewhere"))
    fixed.play("Z")
    #expect(fixed.prompt == nil && fixed.message?.text == "Nothing can be changed: it is open elsewhere")
  }

  @Test func `a failed save is told and marked until one works, also while probes run and on a small screen`() {
    for isProbed in [true, false] {
      var front = Example.front(80, 24, isProbed: isProbed)
      let look = Look(glyphs: .unicode, hasColour: true)
      #expect(front.receive(.unsaved("not saved: the disk is full"), at: Example.now).isEmpty)
      #expect(front.message?.text == "not saved: the disk is full")
      front.play("<Enter>")
      #expect(front.frame(at: front.size, in: look).text.contains("NOT SAVED"))
      #expect(front.frame(at: Size(width: 29, height: 6), in: look).text.contains("NOT SAVED"))
      _ = front.receive(.saved, at: Example.now)
      #expect(!front.frame(at: front.size, in: look).text.contains("NOT SAVED"))
      #expect(front.frame(at: Size(width: 29, height: 6), in: look).text.contains("all is saved"))
    }
  }
}
