import Canvas
import Evidence
import Reviews
import Testing

@testable import Screens

/// The four looks of a terminal: marks beyond ASCII or not, colours or not. `RecordedFrameTests` holds two of them as
/// pictures, the richest and the poorest; here the other two are tied to those, cell by cell.
@Suite struct LookTests {
  static let names =
    RecordedFrameTests.scripts.map(\.name) + RecordedFrameTests.pastScripts.map(\.name)
    + RecordedFrameTests.unprobed.map { "unprobed-" + $0 }

  static func front(_ name: String, _ size: Size) throws -> Front {
    if let past = RecordedFrameTests.pastScripts.first(where: { $0.name == name }) {
      return RecordedFrameTests.pastFront(past.script, size)
    }
    let isProbed = !name.hasPrefix("unprobed-")
    let plainName = isProbed ? name : String(name.dropFirst("unprobed-".count))
    let script = try #require(RecordedFrameTests.scripts.first { $0.name == plainName }).script
    return isProbed
      ? RecordedFrameTests.front(script, size, isProbed: true) : RecordedFrameTests.unprobedFront(script, size)
  }

  private static let marks: Set<String> = {
    let glyphs = Glyphs.unicode
    let chart = ChartMarks.unicode
    return Set(
      chart.levels + [
        chart.full, chart.reachable, chart.rulerBreak, chart.axis, glyphs.selection, glyphs.separator, glyphs.bullet,
        glyphs.vertical, glyphs.horizontal, glyphs.pointer, glyphs.barFull, glyphs.barOpen,
      ])
  }()

  private func frame(_ front: Front, _ glyphs: Glyphs, hasColour: Bool) -> Frame {
    front.frame(at: front.size, in: Look(glyphs: glyphs, hasColour: hasColour))
  }

  @Test(arguments: names, RecordedFrameTests.sizes) func `without colour only the colours are missing`(
    _ name: String, _ size: Size
  ) throws {
    let front = try LookTests.front(name, size)
    for glyphs in [Glyphs.unicode, .ascii] {
      let coloured = frame(front, glyphs, hasColour: true)
      let plain = frame(front, glyphs, hasColour: false)
      #expect(coloured.cursor == plain.cursor)
      for (before, after) in zip(coloured.cells, plain.cells) {
        #expect(after.text == before.text && after.style.colour == .standard)
        #expect(after.style.isBold == before.style.isBold && after.style.isDim == before.style.isDim)
        #expect(after.style.isReversed == before.style.isReversed)
        #expect(after.style.isUnderlined == before.style.isUnderlined)
      }
    }
  }

  @Test(arguments: names, RecordedFrameTests.sizes) func `in ASCII each mark is another one in the same cell`(
    _ name: String, _ size: Size
  ) throws {
    let front = try LookTests.front(name, size)
    let full = frame(front, .unicode, hasColour: true)
    let ascii = frame(front, .ascii, hasColour: true)
    #expect(full.cursor == ascii.cursor)
    #expect(ascii.cells.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } })
    // An arrow has one column more in ASCII: what stands in its row and wraps below it moves.
    guard !full.text.contains(Glyphs.unicode.arrow) else { return }
    for y in 0..<size.height {
      for x in 0..<size.width {
        let (before, after) = (full[x, y], ascii[x, y])
        #expect(before.style == after.style, "\(x),\(y) of\n\(ascii.text)")
        if before.text.utf8.allSatisfy({ $0 < 0x80 }) {
          #expect(before.text == after.text)
        } else {
          // A mark of ours has an own one in ASCII; a question mark stands only for text of the repository.
          #expect(after.text.utf8.count == 1 && (after.text != "?" || !LookTests.marks.contains(before.text)))
        }
      }
    }
  }

  @Test func `most pictures have no arrow, so that the cells are compared`() throws {
    let size = Size(width: 80, height: 24)
    let count = try LookTests.names.count { name in
      try !LookTests.front(name, size).picture.text.contains(Glyphs.unicode.arrow)
    }
    #expect(count > LookTests.names.count * 3 / 4)
  }

  /// One item in each state there is, as its checklist and its own screen show it.
  static let states: [(name: String, prepare: @Sendable (inout Front) -> Void)] = [
    ("unanswered", { _ in }),
    ("pass", { answer("2", &$0) }),
    ("partial", { answer("1", &$0) }),
    ("fail", { answer("0", &$0) }),
    ("not applicable", { answer("x", &$0) }),
    (
      "withdrawn",
      {
        answer("2", &$0)
        $0.play("-")
      }
    ),
    (
      "changed",
      {
        answer("2", &$0)
        _ = $0.receive(.observations([reobserved], Example.project), at: Example.now)
      }
    ),
  ]

  private static let item = "readiness.p0.coverage"

  /// The probes have come to see something else than what the answer was given for.
  private static let reobserved = Observation(
    item: item, probes: ["testing/coverage"], probeVersion: "testing/coverage@2", result: .rated(.missing),
    confidence: .high, reason: "Coverage is no longer collected.", evidence: [],
    scope: Scope(files: 96, patterns: [], skipped: []))

  private static func answer(_ key: String, _ front: inout Front) {
    front.play(key)
    if front.prompt != nil {
      front.write("seen and written down in May")
      front.play("<Enter>")
    }
  }

  @Test(arguments: RecordedFrameTests.sizes, [Glyphs.unicode, .ascii])
  func `without colour and without styles every state is told apart by its words`(_ size: Size, _ glyphs: Glyphs) {
    for script in ["j <Enter> j", "j <Enter> j <Enter>"] {
      var pictures: [String: String] = [:]
      for state in LookTests.states where state.name != "withdrawn" {
        var front = Example.front(size.width, size.height)
        front.play(script)
        #expect(front.currentItem?.item.id == LookTests.item)
        state.prepare(&front)
        // The message of the last step is gone with the next key.
        front.play("<C-l>")
        #expect(front.message == nil)
        let frame = frame(front, glyphs, hasColour: false)
        let row = frame.rows.first { $0.contains(script.hasSuffix("j") ? "Test cov" : "Rating  ") } ?? ""
        #expect(!row.isEmpty, "\(frame.text)")
        let same = pictures.first { $0.value == row }?.key
        #expect(same == nil, "\(state.name) looks like \(same ?? ""): \(row)")
        pictures[state.name] = row
      }
    }
  }

  @Test func `a withdrawn answer looks like none`() {
    var front = Example.front(80, 24)
    front.play("j <Enter> j")
    let before = front.picture.rows[5]
    LookTests.states.first { $0.name == "withdrawn" }?.prepare(&front)
    front.play("<C-l>")
    #expect(front.picture.rows[5] == before)
  }
}
