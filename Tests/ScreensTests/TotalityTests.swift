import Canvas
import Testing

@testable import Screens

/// Every screen can be drawn at every size, and nothing is lost on the way.
@Suite struct TotalityTests {
  @Test(arguments: Place.allCases) func `every size can be drawn`(_ place: Place) {
    let front = ActionTests.front(at: place)
    for width in 1...130 {
      // Every width, every height, and all pairs modulo a few: the whole table takes a minute.
      for height in stride(from: width % 11 + 1, through: 45, by: 11) {
        let size = Size(width: width, height: height)
        let frame = front.frame(at: size, in: Look())
        #expect(frame.size == size)
        #expect((0..<width).contains(frame.cursor.x) && (0..<height).contains(frame.cursor.y))
      }
    }
  }

  @Test(arguments: Place.allCases) func `shrinking to nothing and back changes no screen`(_ place: Place) {
    var front = ActionTests.front(at: place)
    let before = front
    for size in [(200, 60), (40, 10), (20, 5), (10, 3), (1, 1), (80, 24)] {
      _ = front.handle(.resize(Size(width: size.0, height: size.1)), at: Example.now)
    }
    #expect(front.layers.map(\.screen) == before.layers.map(\.screen))
    #expect(front.layer.cursor == before.layer.cursor && front.layer.selected == before.layer.selected)
    #expect(front.prompt == before.prompt)
  }

  @Test(arguments: Place.allCases) func `a screen too small for anything still quits`(_ place: Place) {
    for script in ["q", "Q", "<C-c> <C-c>", "<EOF>"] {
      var front = ActionTests.front(at: place)
      _ = front.handle(.resize(Size(width: 12, height: 3)), at: Example.now)
      #expect(front.play(script).last == .quit, "\(script)")
    }
  }

  @Test(arguments: Place.allCases) func `Esc leads to the overview from everywhere`(_ place: Place) {
    var front = ActionTests.front(at: place)
    for _ in 0..<6 {
      let depth = front.layers.count + (front.prompt == nil ? 0 : 1)
      front.play("<Esc>")
      let newDepth = front.layers.count + (front.prompt == nil ? 0 : 1)
      #expect(newDepth == max(1, depth - 1))
    }
    #expect(front.layers.map(\.screen) == [.overview])
    #expect(front.prompt == nil)
  }

  @Test(arguments: Place.allCases.filter { $0 != .prompt }) func `the cursor stands on the selected line`(
    _ place: Place
  ) {
    for (width, height) in [(120, 40), (80, 24), (40, 10)] {
      var front = ActionTests.front(at: place)
      _ = front.handle(.resize(Size(width: width, height: height)), at: Example.now)
      for key in ["j", "j", "G", "k", "g"] {
        front.play(key)
        let frame = front.picture
        #expect(frame[frame.cursor.x, frame.cursor.y].text == "▸", "\(place) after \(key)")
      }
    }
  }

  @Test func `an ASCII terminal gets ASCII and one without colours no colours`() {
    for (place, _) in ActionTests.places {
      let front = ActionTests.front(at: place)
      let frame = front.frame(at: front.size, in: Look(glyphs: .ascii, hasColour: false))
      #expect(frame.text.utf8.allSatisfy { $0 < 0x80 })
      #expect(frame.cells.allSatisfy { $0.style.colour == .standard })
      #expect(frame.text.count == front.frame(at: front.size, in: Look(glyphs: .ascii)).text.count)
    }
  }
}
