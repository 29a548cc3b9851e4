import Canvas
import Evidence
import Reviews
import Testing

@testable import Screens

/// Text from a reviewed repository can neither steer the terminal nor shift a column.
@Suite struct HostileTextTests {
  static let texts = [
    "a\u{1B}[31mred\u{1B}[2J", "title\u{1B}]0;owned\u{07}", "c1\u{9B}31m", "bidi\u{202E}gpj.exe", "zero\u{200B}width",
    "line\u{2028}separator", "世界 wide 世界", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "👨‍👩‍👧‍👦 family", "⚠️ VS16",
    "🇩🇪 flag", "👍🏽 tone", "\u{1FAE9} new", "क्षि", "tab\there", "\u{FEFF}bom", "🔴🟡🟢💎", "1️⃣ keycap",
  ]

  static func front(_ text: String, _ size: Size) -> Front {
    var review = Example.review
    review.project = text
    var front = Front(
      review: review, catalogue: Example.catalogue, session: Session(author: text), size: size, at: Example.now)
    let observation = Observation(
      item: "health.error-handling", probes: [ProbeID(text)], probeVersion: "1", result: .rated(.partial),
      confidence: .high, reason: text,
      evidence: [.init(location: Location(path: text, line: 3), snippet: text, message: text)],
      scope: Scope(files: 1, patterns: [text], skipped: [text]))
    _ = front.receive(.observations([observation], Example.project), at: Example.now)
    _ = front.receive(
      .source(path: text.printable, firstLine: 1, lines: [text, "", text].map { SourceLine($0) }), at: Example.now)
    _ = front.receive(.progress(done: 1, total: 2, label: text), at: Example.now)
    return front
  }

  @Test(arguments: texts) func `no frame holds a control character`(_ text: String) {
    for (width, height) in [(120, 40), (80, 24), (40, 10)] {
      var front = HostileTextTests.front(text, Size(width: width, height: height))
      for keys in ["", "<Enter>", "<Enter>", "<Tab> <Enter>", "<Esc> e"] {
        front.play(keys)
        if front.prompt != nil { front.write(text) }
        _ = front.receive(.message(text), at: Example.now)
        for cell in front.picture.cells {
          #expect(!cell.text.unicodeScalars.contains { $0.isUnprintable || $0.value == 0xFE0F || $0.value == 0x200D })
        }
      }
    }
  }

  @Test(arguments: texts) func `every row is exactly as wide as the screen`(_ text: String) {
    for (width, height) in [(120, 40), (80, 24), (41, 10)] {
      var front = HostileTextTests.front(text, Size(width: width, height: height))
      for keys in ["", "<Enter>", "<Enter>", "<Tab> <Enter>"] {
        front.play(keys)
        let frame = front.picture
        for y in 0..<height {
          let row = (0..<width).map { frame[$0, y].text }.joined()
          #expect(row.columns == width, "row \(y): \(row)")
        }
      }
    }
  }

  @Test(arguments: texts) func `findings of such text steer nothing and shift no column`(_ text: String) {
    var outcome = Outcome(
      probe: "errors/ignored", answer: .inconclusive(reason: text),
      findings: [Example.finding("errors/ignored", text, 3, text, text)],
      scope: Scope(files: 1, patterns: [text], skipped: [text]))
    outcome.silenced = [
      SilencedFinding(
        finding: Example.finding("errors/ignored", "b" + text, 4, text, text), by: .settings, rule: "errors/ignored",
        reason: text, commentLine: 2, author: text, day: text)
    ]
    for (width, height) in [(120, 40), (80, 24), (41, 10)] {
      var front = Example.front(width, height)
      _ = front.receive(.findings(ProbedFindings(outcomes: [outcome], cards: Example.cards)), at: Example.now)
      _ = front.receive(
        .source(path: text.printable, firstLine: 1, lines: [SourceLine(text), SourceLine(text), SourceLine(text)]),
        at: Example.now)
      for keys in ["F", "j", "j", "b", "b", "b j <Enter>", "<Tab>", "i", "G"] {
        front.play(keys)
        let frame = front.picture
        for cell in frame.cells {
          #expect(!cell.text.unicodeScalars.contains { $0.isUnprintable || $0.value == 0xFE0F || $0.value == 0x200D })
        }
        for y in 0..<height {
          let row = (0..<width).map { frame[$0, y].text }.joined()
          #expect(row.columns == width, "row \(y): \(row)")
        }
      }
    }
  }
}
