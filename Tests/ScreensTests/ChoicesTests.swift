import Canvas
import Checklists
import Reviews
import Testing

@testable import Screens

/// The palette: commands by name, requests in everyday words, checklists and items by letters.
@Suite struct ChoicesTests {
  /// The requests of the source document and other ways to say them.
  static let requests: [(typed: String, phrase: String)] =
    Request.all.map { ($0.phrase, $0.phrase) } + [
      ("security audit please", "Security audit"), ("make it production ready", "Make this production ready"),
      ("fix errors", "Fix the error handling"), ("github actions", "Set up CI"), ("add some tests", "Add tests"),
      ("review my architecture", "Review architecture"), ("add metrics", "Add observability"),
      ("optimise the performance", "Optimize performance"), ("pprof", "Profile this"),
      ("add a postgres database", "Add database"), ("go live", "Make this production ready"),
    ]

  @Test(arguments: requests.map(\.typed)) func `a request in everyday words is understood`(_ typed: String) throws {
    let phrase = try #require(ChoicesTests.requests.first { $0.typed == typed }).phrase
    let front = Example.front(80, 24)
    let requests = front.choices(for: typed).compactMap { choice in
      if case .request(let index) = choice.meaning { Request.all[index].phrase } else { nil }
    }
    #expect(requests.first == phrase)
  }

  @Test func `all twelve requests of the source document are there once`() {
    #expect(Request.all.count == 12)
    #expect(Set(Request.all.map(\.phrase)).count == 12)
    for request in Request.all { #expect(request.answer.hasSuffix("."), "\(request.phrase)") }
  }

  @Test func `a request opens the screen that answers it and says what it is`() {
    var front = Example.front(80, 24)
    front.play(":")
    front.write("security audit")
    front.play("<Enter>")
    #expect(front.layer.screen == .list("security"))
    #expect(front.message?.text == "The ten security gates, P0 first.")
    front.play("<Esc> :")
    front.write("Fix the error handling")
    front.play("<Enter>")
    #expect(front.layer.screen == .list("errors"))
  }

  @Test func `a key that an answer names works on the screen it opens`() {
    var named = 0
    for request in Request.all {
      var front = Example.front(80, 24)
      front.answer(request)
      let words = request.answer.split { !$0.isLetter }
      for key in Action.all.flatMap(\.keys).map(\.name) where words.contains(key[...]) && (key.count > 1 || key == "o")
      {
        let works = Action.all.contains { $0.places.contains(front.place) && $0.keys.contains { $0.name == key } }
        #expect(works, "\(key) on \(front.place): \(request.answer)")
        named += 1
      }
    }
    #expect(named > 0)
  }

  @Test func `a request whose checklists this review lacks says so`() {
    var front = Example.front(80, 24)
    front.play(":")
    front.write("set up ci")
    front.play("<Enter>")
    #expect(front.layers.count == 1)
    #expect(front.message?.text.contains("None of the checklists") == true)
  }

  @Test func `an item is found by letters of its words`() {
    var front = Example.front(80, 24)
    front.play(":grsh")
    #expect(front.prompt?.choices.first?.title == "Graceful shutdown")
    front.play("<Enter>")
    #expect(front.layer.screen == .item("readiness.p0.graceful-shutdown"))
  }

  @Test func `arrows mark a choice and Enter takes it`() {
    var front = Example.front(80, 24)
    front.play(":")
    #expect(front.prompt?.choices.count == Command.all.count + Request.all.count)
    front.play("<Down> <Down> <Up>")
    #expect(front.prompt?.chosen == 0)
    front.play("<Up>")
    #expect(front.prompt?.chosen == nil, "the line itself")
    front.play("<Up>")
    #expect(front.prompt?.chosen == Command.all.count + Request.all.count - 1)
    front.play("<Down>")
    front.play("filter <Down>")
    #expect(front.prompt?.chosen == 0)
    front.play("<Enter>")
    #expect(front.prompt?.editor.text == "filter ", "a command that takes more waits for it")
    #expect(front.prompt?.choices.map(\.title) == Filter.allCases.map(\.rawValue))
  }

  @Test func `a command typed out runs though an item is called alike`() {
    var front = Example.front(80, 24)
    front.play(":working <Enter>")
    #expect(front.layer.screen == .working)
  }

  @Test func `what is called nothing says so`() {
    var front = Example.front(80, 24)
    front.play(":zzqx")
    #expect(front.prompt?.choices.isEmpty == true)
    front.play("<Down>")
    #expect(front.message?.text == "Nothing is called so.")
    front.play("<Enter>")
    #expect(front.message?.text.contains("no command \"zzqx\"") == true)
  }

  @Test func `a whole word at the start beats letters with gaps`() throws {
    let whole = try #require(FuzzyMatch("error", in: "Error handling"))
    let inside = try #require(FuzzyMatch("error", in: "Myerrors here"))
    let gaps = try #require(FuzzyMatch("ehan", in: "Error handling"))
    #expect(whole > inside && inside > gaps)
    #expect(FuzzyMatch("handling error", in: "Error handling") != nil, "words in any order")
    #expect(FuzzyMatch("error xyz", in: "Error handling") == nil, "every word must be there")
    #expect(FuzzyMatch("", in: "anything") != nil)
  }
}

/// A dispute says on one line what the probes get wrong.
@Suite struct DisputeTests {
  private func disputed(_ line: String) -> Front {
    var front = Example.front(80, 24)
    front.play(":")
    front.write("goto readiness.p0.graceful-shutdown")
    front.play("<Enter> d")
    front.write(line)
    front.play("<Enter>")
    return front
  }

  @Test func `a rating and a reason are recorded as a disputed answer`() {
    let front = disputed("2 the mesh drains every connection")
    let state = front.evaluation.state(of: "readiness.p0.graceful-shutdown")
    #expect(state?.effective == .solid && state?.isDisputed == true)
    #expect(state?.answer?.reason == "the mesh drains every connection")
    #expect(front.prompt == nil)
  }

  @Test(arguments: [
    ("the mesh drains", "Begin with your rating"), ("2 no", "needs its reason"), ("0 it is missing", "say 0 too"),
  ]) func `what is no dispute says why and keeps the line`(_ line: String, _ why: String) {
    let front = disputed(line)
    #expect(front.message?.text.contains(why) == true)
    #expect(front.prompt?.editor.text == line)
    #expect(front.review.events.isEmpty)
  }

  @Test func `where probes say nothing there is nothing to dispute`() {
    var front = Example.front(80, 24, isProbed: false)
    front.play("<Enter> d")
    #expect(front.prompt == nil && front.message?.text.contains("nothing here that could be disputed") == true)
  }
}
