import Canvas
import Testing

@testable import Screens

/// `V`: a list or an item alone on the screen, or with what the selected line is about beside or below it.
@Suite struct PaneTests {
  @Test(arguments: [(80, 24), (120, 40)])
  func `V gives the findings the whole screen and shows their source again`(_ width: Int, _ height: Int) {
    var front = Example.front(width, height)
    front.play("F j")
    let before = front.layout
    #expect(before.side != nil || before.below != nil)
    front.play("V")
    let alone = front.layout
    #expect(alone.side == nil && alone.below == nil)
    #expect(alone.mainWidth == width && alone.bodyHeight > before.bodyHeight || alone.mainWidth > before.mainWidth)
    let place = front.currentFinding?.place
    front.play("j k V")
    #expect(front.currentFinding?.place == place)
    #expect(front.layout.bodyHeight == before.bodyHeight && front.layout.mainWidth == before.mainWidth)
  }

  @Test func `it holds for lists and items alike, until it is pressed again`() {
    var front = Example.front(120, 40)
    front.play("j <Enter>")
    #expect(front.layout.side != nil)
    front.play("V")
    #expect(front.layout.side == nil)
    front.play("<Enter>")
    #expect(front.layer.screen.place == .item && front.layout.side == nil)
    front.play("V")
    #expect(front.layout.side != nil)
  }

  @Test func `where nothing stands beside a list it says so`() {
    var front = Example.front(80, 24)
    front.play("j <Enter> V")
    #expect(front.message?.text == "Nothing stands beside it on a screen of this size.")
    #expect(!front.isPaneHidden)
  }
}
