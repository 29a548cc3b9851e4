import Canvas
import Testing

@testable import Screens

/// The mouse as a reducer sees it: off at first, then a click chooses, a second one opens, the wheel scrolls.
@Suite struct PointingTests {
  /// Where a text stands in the picture.
  private func place(_ text: String, _ front: Front) throws -> Position {
    try #require(front.picture.place(of: text), "\(text) is not on\n\(front.picture.text)")
  }

  private func click(_ text: String, _ front: inout Front) throws -> [Effect] {
    front.handle(.click(try place(text, front)), at: Example.now)
  }

  @Test func `the percent key and the command set the mouse on and off`() {
    var front = Example.front(80, 24)
    #expect(!front.isMouseOn)
    #expect(front.play("%") == [.mouse(true)] && front.isMouseOn)
    #expect(front.play("%") == [.mouse(false)] && !front.isMouseOn)
    for (line, effects) in [
      ("set mouse", [Effect.mouse(true)]), ("set mouse off", [.mouse(false)]), ("set mouse on", [.mouse(true)]),
      ("set mouse maybe", []), ("set sun", []), ("set", []),
    ] {
      #expect(front.run(line) == effects, "\(line)")
    }
  }

  @Test func `a click chooses a row and a second one opens it`() throws {
    var front = Example.front(80, 24)
    #expect(try click("Security", &front) == [])
    #expect(front.layer.selected == "list:security" && front.layer.screen == .overview)
    _ = try click("Security", &front)
    #expect(front.layer.screen == .list("security"))
    _ = try click("Secrets in the source", &front)
    _ = try click("Secrets in the source", &front)
    #expect(front.layer.screen == .item("security.secrets"))
  }

  @Test func `a click beside the rows does nothing`() throws {
    var front = Example.front(120, 40)
    front.play("<Enter>")
    let before = front
    for place in [Position(x: 3, y: 0), Position(x: 100, y: 5), Position(x: 500, y: 500), Position(x: 3, y: 30)] {
      #expect(front.handle(.click(place), at: Example.now).isEmpty)
      #expect(front.layers == before.layers && front.prompt == nil, "\(place)")
    }
  }

  @Test func `a hint works as its key does, each of the ratings on its own`() throws {
    var front = Example.front(80, 24)
    _ = try click("Enter open", &front)
    #expect(front.layer.screen == .list("health"))
    let rate = try place("2 1 0 x rate", front)
    _ = front.handle(.click(Position(x: rate.x + 2, y: rate.y)), at: Example.now)
    #expect(front.review.events.count + (front.prompt == nil ? 0 : 1) == 1)
    front = Example.front(80, 24)
    _ = try click("help", &front)
    #expect(front.layer.screen == .help(.overview))
    front = Example.front(80, 24)
    #expect(try click("q quit", &front).last == .quit)
  }

  @Test(arguments: [(80, 24), (120, 40), (40, 12)]) func `every hint that is shown can be clicked`(
    _ width: Int, _ height: Int
  ) {
    for place in Place.allCases {
      var front = ActionTests.front(at: place)
      _ = front.handle(.resize(Size(width: width, height: height)), at: Example.now)
      if place != .prompt { _ = front.handle(.function(12), at: Example.now) }
      front.message = nil
      let y = front.layout.hintRow
      guard front.layout.messageRow != y || front.prompt == nil else { continue }
      for (x, _) in front.placedHints {
        var copy = front
        let effects = copy.handle(.click(Position(x: x, y: y)), at: Example.now)
        let isChanged =
          copy.layers != front.layers || copy.prompt != front.prompt || copy.message != nil
          || copy.review != front.review
        #expect(isChanged || !effects.isEmpty, "hint at \(x) of \(place)")
      }
    }
  }

  @Test func `while typing a click outside the hints changes nothing, and on Esc leaves the line`() throws {
    var front = Example.front(80, 24)
    front.play("<Enter> e half")
    let typed = front.prompt
    _ = front.handle(.click(Position(x: 4, y: 3)), at: Example.now)
    _ = front.handle(.wheelDown, at: Example.now)
    #expect(front.prompt == typed)
    _ = try click("Esc leave", &front)
    #expect(front.prompt == nil)
  }

  @Test func `the wheel moves what is seen and keeps the selection on the screen`() {
    var front = Example.front(80, 24)
    front.play("?")
    _ = front.handle(.wheelDown, at: Example.now)
    #expect(front.layer.top == Pointing.linesPerTurn)
    for _ in 0..<100 { _ = front.handle(.wheelDown, at: Example.now) }
    #expect(front.layer.top == front.page.lines.count - front.layout.bodyHeight)
    let line = front.page.stops[front.layer.cursor]
    #expect((front.layer.top..<front.layer.top + front.layout.bodyHeight).contains(line))
    for _ in 0..<200 { _ = front.handle(.wheelUp, at: Example.now) }
    #expect(front.layer.top == 0)
  }

  @Test(arguments: [("", 80, 24), ("", 40, 10), ("H", 80, 16), ("F", 40, 10), ("<Enter>", 40, 10)])
  func `the wheel leaves the beginning of a list too, and comes back to it`(
    _ script: String, _ width: Int, _ height: Int
  ) {
    var front = Example.continued(width, height)
    _ = front.receive(.findings(Example.found), at: Example.now)
    front.play(script)
    let last = front.page.lineCount - front.layout.bodyHeight
    #expect(front.layer.top == 0)
    _ = front.handle(.wheelDown, at: Example.now)
    #expect(front.layer.top == max(0, min(Pointing.linesPerTurn, last)))
    for _ in 0..<100 { _ = front.handle(.wheelUp, at: Example.now) }
    #expect(front.layer.top == 0)
  }

  @Test func `a screen too small for anything ignores the mouse`() {
    var front = Example.front(12, 3)
    #expect(front.handle(.click(Position(x: 0, y: 0)), at: Example.now).isEmpty)
    #expect(front.handle(.wheelDown, at: Example.now).isEmpty)
  }
}
