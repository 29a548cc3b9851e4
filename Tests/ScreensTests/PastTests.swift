import Canvas
import Checklists
import Reviews
import Testing

@testable import Screens

/// History, differences and projects: asked for when opened, and shown as the program brings them.
@Suite struct PastTests {
  private func lines(_ front: Front) -> [String] { front.page.lines.map(\.text) }

  @Test func `nothing is read before a screen asks, and nothing is asked twice`() {
    var front = Example.front(80, 24)
    #expect(front.play("H").contains(.readPast))
    #expect(lines(front) == ["The earlier reviews are being read."])
    #expect(!front.play("<Esc> H j k").contains(.readPast))
    front.play("<Esc> :projects")
    #expect(front.play("<Enter>").contains(.readProjects))
    #expect(!front.play("<Esc> :projects <Enter>").contains(.readProjects))
  }

  @Test func `the overview has no trend without earlier reviews, and one once they are brought`() {
    var front = Example.front(120, 40)
    #expect(!front.picture.text.contains("Trend"))
    let none = PastReviews(timeline: Timeline(project: "example.org/shop"), previous: nil, isComplete: true)
    _ = front.receive(.past(none), at: Example.now)
    #expect(!front.picture.text.contains("Trend"))
    _ = front.receive(.past(Example.past), at: Example.now)
    #expect(front.picture.text.contains("Trend of 3 reviews") && front.picture.text.contains("→"))
    let short = Example.continued(80, 24)
    #expect(short.picture.text.contains("Trend") && short.picture.text.contains("Quality "))
  }

  @Test func `reviews of one day are told apart by their time`() throws {
    var timeline = Timeline(project: Example.review.project)
    for (number, time) in ["2025-08-01T10:00:30Z", "2025-08-01T13:04:00Z"].enumerated() {
      var review = Example.first
      review.id = "20250801T100000Z-000\(number)"
      review.finalizedAt = try #require(Instant(text: time))
      timeline.add(review, under: Example.catalogue, at: Example.now)
    }
    timeline.add(Example.second, under: Example.catalogue, at: Example.now)
    #expect(
      timeline.entries.map { Wording.moment(of: $0, in: timeline) }
        == ["2025-08-01 10:00", "2025-08-01 13:04", "2025-10-01"])
  }

  @Test func `the history lists the newest first, and Enter tells what changed since the one before`() {
    var front = Example.continued(120, 40)
    front.play("H")
    let ids = front.page.lines.compactMap(\.id).filter { $0.hasPrefix("review:") }
    #expect(ids == ["review:r1", "review:\(Example.secondID)", "review:\(Example.firstID)"])
    #expect(front.layer.selected == "review:r1")
    #expect(lines(front).contains { $0.contains("checklists changed: security: reworded") })
    // The second review is known whole, so nothing has to be read.
    #expect(front.play("<Enter>").isEmpty)
    #expect(front.layer.screen == .difference(from: Example.secondID, to: "r1"))
    front.play("<Esc> j")
    #expect(front.play("<Enter>") == [.readPastReviews([Example.firstID])])
    #expect(lines(front).first?.contains("cannot be read") == true)
    _ = front.receive(.pastReviews([Example.first]), at: Example.now)
    #expect(lines(front).first?.contains("From  ") == true)
    front.play("<Esc> j <Enter>")
    #expect(front.layer.screen == .history && front.message?.text.contains("first review") == true)
  }

  @Test func `two marked reviews are compared, the earlier one first whatever the order of marking`() {
    for script in ["m j j m", "j j m k k m"] {
      var front = Example.continued(80, 24)
      front.play("H " + script)
      #expect(front.layer.screen == .difference(from: Example.firstID, to: "r1"), "\(script)")
      #expect(front.past.marked == nil)
    }
    var front = Example.continued(80, 24)
    front.play("H m")
    #expect(lines(front).contains { $0.hasPrefix("* ") })
    front.play("m")
    #expect(front.layer.screen == .history && front.past.marked == nil && front.message?.text == "No longer marked.")
  }

  @Test func `the difference opens the item of the line, its evidence included`() {
    var front = Example.continued(120, 40)
    front.play(":diff <Enter>")
    #expect(front.layer.screen == .difference(from: Example.secondID, to: "r1"))
    let line = front.page.lines.firstIndex { $0.text.contains("internal/pay/client.go:88") } ?? 0
    for _ in 0..<line { front.play("j") }
    front.play("<Enter>")
    #expect(front.layer.screen == .item("health.error-handling"))
  }

  @Test(arguments: [
    ("diff", "previous", true), ("diff latest draft", Example.secondID, true),
    ("diff 20250801 draft", Example.firstID, true),
    ("diff 2025 draft", "", false), ("diff previous nonsense", "", false),
  ])
  func `:diff takes names and beginnings of ids`(_ line: String, _ from: String, _ isFound: Bool) {
    var front = Example.continued(80, 24)
    front.play(":")
    front.write(line)
    front.play("<Enter>")
    let expected = from == "previous" ? Example.secondID : from
    let screen: Screen = isFound ? .difference(from: expected, to: "r1") : .overview
    #expect(front.layer.screen == screen)
    #expect(isFound || front.message?.tone == .bad)
  }

  @Test func `:diff with a review that was not brought yet has the older ones read, once`() {
    var front = Example.continued(80, 24)
    #expect(front.run("diff 2024 draft") == [.readPast])
    #expect(front.message?.text.contains("older ones are being read") == true && front.layer.screen == .overview)
    #expect(front.run("diff 2024 draft").isEmpty && !front.play("H").contains(.readPast))
    let all = PastReviews(timeline: Example.past.timeline, previous: Example.second, isComplete: true)
    _ = front.receive(.past(all), at: Example.now)
    #expect(front.run("diff 2024 draft").isEmpty && front.message?.text.contains("H lists them") == true)
  }

  @Test func `a review is not compared with itself`() {
    var front = Example.continued(80, 24)
    for line in ["diff draft", "diff latest latest", "diff r1 draft"] {
      #expect(front.run(line).isEmpty)
      #expect(front.layer.screen == .overview && front.message?.text.contains("same review") == true, "\(line)")
    }
  }

  @Test func `:diff before anything was brought says so, and alone it says that there is nothing`() {
    var front = Example.front(80, 24)
    front.play(":diff <Enter>")
    #expect(front.message?.text.contains("still being read") == true && front.layer.screen == .overview)
    let none = PastReviews(timeline: Timeline(project: "example.org/shop"), previous: nil, isComplete: true)
    _ = front.receive(.past(none), at: Example.now)
    front.play(":diff <Enter>")
    #expect(front.message?.text == "There is no earlier review to compare with.")
  }

  @Test func `an answer that went stale shows the findings of then and now, beside or above each other`() {
    for (width, isBeside) in [(160, true), (80, true), (120, false), (60, false)] {
      var front = Example.continued(width, 60)
      front.play("<Enter> <Enter>")
      let texts = lines(front)
      let then = texts.first { $0.contains("In the review of 2025-10-01") }
      #expect(texts.contains { $0.contains("What changed since the answer of 2025-10-01") })
      #expect(texts.contains { $0.contains("internal/pay/client.go:88") })
      #expect(texts.contains { $0.contains("The probes said 2 solid then, 1 partial now.") })
      #expect(then?.contains("Now") == isBeside, "\(width): \(then ?? "")")
    }
  }

  @Test func `the answer and the note of the review before stay in sight when they are answered anew`() {
    var front = Example.continued(240, 60)
    front.play("<Enter> <Enter>")
    #expect(!lines(front).contains { $0.hasPrefix("Before") })
    front.play("1 e <C-u>")
    front.write("mended in part")
    front.play("<Enter>")
    #expect(
      lines(front).contains {
        $0 == "Before  2 solid by bob, in the review of 2025-10-01: the last two are harmless"
      })
    #expect(lines(front).contains { $0 == "Note then ask again in winter" })
  }

  @Test func `projects name this one's history and the command for another`() {
    var front = Example.continued(120, 40)
    front.play(":projects <Enter>")
    _ = front.receive(.projects(Example.allProjects, problems: []), at: Example.now)
    #expect(lines(front).first?.contains("example.org/shop") == true)
    front.play("j <Enter>")
    #expect(front.layer.screen == .projects && front.message?.text.contains("assay review") == true)
    front.play("k <Enter>")
    #expect(front.layer.screen == .history)
  }

  @Test func `what could not be read of the projects is said, and stays on their screen`() {
    var front = Example.continued(120, 40)
    front.play(":projects <Enter>")
    let problem = "/store/a/reviews/draft.json: damaged: line 1: a value was expected"
    _ = front.receive(.projects([], problems: [problem]), at: Example.now)
    #expect(front.message?.text == problem)
    #expect(lines(front).contains { $0.hasPrefix("Not read  /store/a/reviews/draft.json: damaged") })
  }

  @Test func `a review made final here is in the history at once`() throws {
    var front = Example.continued(120, 40)
    let final = try front.review.finalized(at: Example.now, under: Example.catalogue)
    _ = front.receive(.finished(final), at: Example.now)
    #expect(front.timeline?.entries.map(\.id) == [Example.firstID, Example.secondID, "r1"])
    #expect(front.timeline?.entries.last?.state == .final)
  }

  @Test func `a review that cannot be read is said once`() {
    var front = Example.front(80, 24)
    let broken = PastReviews(
      timeline: Example.past.timeline, previous: nil, isComplete: true, problems: ["x.json: damaged: cut short"])
    for _ in 0..<2 { _ = front.receive(.past(broken), at: Example.now) }
    #expect(front.log.count { $0.text.contains("x.json") } == 1)
  }
}
