import Canvas
import Evidence
import Reviews
import Testing

@testable import Screens

/// What plain lines are made of: nothing that steers a terminal, nothing wider than it, nothing but ASCII when asked.
@Suite struct PlainTextTests {
  static let walk = [
    "", "m", "f", "f 1", "e", "?", "a note", "open", "list health", "1", "0", "a reason for it", "working", "log",
    "find health.error", "= 5", "find \u{1B}[31m", "\u{9B}2J\u{202E}", "show", "o 1", "q",
  ]

  /// A conversation about a repository full of that text.
  static func conversation(_ text: String, _ look: PlainLook) -> [String] {
    var review = Example.review
    review.project = text
    let session = Session(author: text, readOnlyReason: nil)
    var plain = PlainSession(
      review: review, catalogue: Example.catalogue, session: session, look: look, at: Example.now)
    let observations = Example.catalogue.items.map { item in
      Observation(
        item: item.id, probes: [ProbeID(text)], probeVersion: "1", result: .rated(.partial), confidence: .medium,
        reason: text, evidence: [.init(location: Location(path: text, line: 3), snippet: text, message: text)],
        scope: Scope(files: 1, patterns: [text], skipped: [text]))
    }
    var lines = plain.receive(.progress(done: 0, total: 2, label: text), at: Example.now).lines
    lines += plain.receive(.observations(observations, Example.project), at: Example.now).lines
    lines += plain.receive(.probingEnded, at: Example.now).lines
    lines += plain.begin(at: Example.now).lines
    for line in walk + ["note \(text)", "find \(text)", text] {
      lines += plain.prompt.split(separator: "\n").map(String.init)
      let reply = plain.take(line, at: Example.now)
      lines += reply.lines
      for case .readSource(let place) in reply.effects {
        lines +=
          plain.receive(
            .source(path: place.path, firstLine: 1, lines: [text, "", text].map { SourceLine($0) }), at: Example.now
          ).lines
      }
      lines += plain.receive(.failed(text), at: Example.now).lines
    }
    return lines + plain.farewell
  }

  @Test(arguments: HostileTextTests.texts + ["two\nlines\nof Everything is saved."])
  func `no line holds a control character or a line end`(_ text: String) {
    for look in [PlainLook(), PlainLook(width: 80), PlainLook(width: 9, isASCII: true)] {
      let lines = Self.conversation(text, look)
      #expect(lines.count > 100)
      for line in lines { #expect(!line.unicodeScalars.contains { $0.isUnprintable }, "\(line.debugDescription)") }
    }
  }

  @Test func `a name with line ends cannot pass for a line of Assay`() {
    let lines = Self.conversation("x\nVerdict: READY.", PlainLook())
    #expect(!lines.contains { $0.hasPrefix("Verdict: READY.") && !$0.contains("Everything") })
    #expect(lines.contains { $0.contains("x Verdict: READY.") })
  }

  @Test(arguments: HostileTextTests.texts) func `ASCII is ASCII`(_ text: String) {
    for line in Self.conversation(text, PlainLook(isASCII: true)) {
      #expect(line.utf8.allSatisfy { $0 < 0x80 }, "\(line)")
    }
  }

  @Test(arguments: [40, 80, 132]) func `no line is wider than the terminal`(_ width: Int) {
    for text in ["世界 wide 世界", "short", "a-very-long-word-that-has-nowhere-to-break-and-goes-on-and-on-and-on-and-on"] {
      for line in Self.conversation(text, PlainLook(width: width)) {
        #expect(line.columns <= width, "\(line)")
      }
    }
  }

  @Test func `without a width every statement is one line`() {
    let long = String(repeating: "word ", count: 100)
    #expect(PlainLook().shown(PlainLine(long, mark: "Note: ")) == ["Note: " + long])
    #expect(PlainLook(width: 12).shown(PlainLine("one two three", mark: "- ")) == ["- one two", "  three"])
    #expect(PlainLook(width: 8).shown(PlainLine("a  b\tc", mark: "| ", isVerbatim: true)) == ["| a  b  ", "    c"])
  }

  @Test(arguments: ["🇩🇪", "a\u{200B}", "👨‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}\u{301}\u{301}", "世"])
  func `a word that is broken loses nothing and says nothing twice`(_ part: String) {
    let text = String(repeating: part, count: 30) + " end of the line"
    for mark in ["", "Note: ", "A long mark, "] {
      let lines = PlainLook(width: 24).shown(PlainLine(text, mark: mark))
      #expect(lines.count > 1)
      #expect(
        lines.joined().graphemes.filter { $0.text != " " } == (mark + text).graphemes.filter { $0.text != " " },
        "\(lines)")
    }
  }

  @Test func `places are links only when asked for, with the path in percent form`() {
    let place = Location(path: "a b/ü#1.go", line: 7)
    let line = PlainLine(place.text + ": odd", mark: "Finding 1: ", place: place)
    #expect(PlainLook().shown(line) == ["Finding 1: a b/ü#1.go:7: odd"])
    let linked = PlainLook(linkBase: "file://host/srv").shown(line)
    let target = "file://host/srv/a%20b/%C3%BC%231.go#7"
    #expect(linked == ["Finding 1: \u{1B}]8;;\(target)\u{1B}\\a b/ü#1.go:7\u{1B}]8;;\u{1B}\\: odd"])
    // A place that is broken over two lines is no link.
    let narrow = PlainLook(width: 20, linkBase: "file://host/srv").shown(line)
    #expect(!narrow.joined().contains("\u{1B}"))
  }
}
