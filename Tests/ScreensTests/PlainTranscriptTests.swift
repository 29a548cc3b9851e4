import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// Whole conversations as they were last read and found good.
/// `ASSAY_RECORD=1 swift test --filter PlainTranscript` renews them.
@Suite struct PlainTranscriptTests {
  /// What a reviewer types, by what it shows.
  static let scripts: [(name: String, lines: [String])] = [
    ("walk", ["", "1", "", "2", "", "a", "", "0", "a test can fail", "", "q"]),
    (
      "reasons",
      ["list health", "2", "0", "no", "", "0", "?", "no test can fail", "r", "written for coverage only", "-"]
    ),
    (
      "inline",
      ["find testing", "1", "0 no test can fail", "x it has none", "back", "find cors", "n/a nothing is served"]
    ),
    ("notes", ["find obs", "e ask the platform team", "note", "", "e", "-", "E", "m"]),
    (
      "lists",
      ["open", "3", "back", "l readiness", "filter p0", "1", "", "b", "filter all", "b", "b", "list 5", "99", "0"]
    ),
    ("dimension", ["l quality", "1", "2", "back", "1", "=", "850", "85", "the chain holds", "log"]),
    ("dimension-inline", ["find quality.testing", "2 solid", "= 70 tests are old", "-", "u", "u", "u"]),
    ("findings", ["find health.error", "f", "f 1", "f 2", "f 9", "o", "o 3", "J", "K", "K", "f"]),
    (
      "bulk",
      ["accept all", "u", "redo", "l health", "A", "u", "find errors.wrapped", "accept", "find sql", "a", "same"]
    ),
    ("undo", ["u", "find sql", "1", "0", "it is built by hand", "e later", "u", "u", "u", "redo", "redo", "redo"]),
    (
      "commands",
      ["working", "export", "export html", "export json out.json", "kind cli", "undo", "kind what", "probe"]
    ),
    (
      "mistakes",
      [
        "undoo", "xyzzy", "not a command", "next time", "2", "42", "accept", "find", "find nothing at all",
        "list nowhere", ":q",
      ]
    ),
    ("finish", ["Z", "?", "no", "", "finish", "yes", "find sql", "2", "u", "R"]),
    ("dispute", ["find sql", "d", "?", "2 it is fine", "0 no", "0 it is built by hand", "d 1 half of it is"]),
    ("browsing", ["F", "1", "2", "o 2", "b", "b", "F dropped", "4", "F no such thing", "o 1", "b"]),
    (
      "silencing",
      [
        "F orders.go:42", "s 1", "?", "no", "it is for the log", "F orders.go:42", "s 1 a reason too many", "s 1", "u",
        "redo", "F orders.go:42", "silence 1 it is for the log", "s 9", "s", "silence",
      ]
    ),
    ("history", ["history", "1", "b", "2", "b", "3", "H", "b"]),
    ("projects", ["projects", "1", "show", "b"]),
    ("help", ["?", "", "?", "log", "exit"]),
  ]

  static func session(_ look: PlainLook = PlainLook(), session: Session = Example.session) -> PlainSession {
    PlainSession(review: Example.review, catalogue: Example.catalogue, session: session, look: look, at: Example.now)
  }

  /// The conversation as a terminal keeps it: what is said, and what is typed behind each prompt.
  static func transcript(_ lines: [String], _ session: PlainSession) -> String {
    var session = session
    var text = ""
    func show(_ reply: PlainSession.Reply) -> Bool {
      text += reply.lines.map { $0 + "\n" }.joined()
      for effect in reply.effects {
        switch effect {
        case .save: continue
        case .quit: text += "<quit>\n"
        case .readSource(let location):
          if !show(session.receive(Example.source(in: location.path), at: Example.now)) { return false }
        case .readPast: _ = show(session.receive(.past(Example.whole), at: Example.now))
        case .readProjects:
          _ = show(session.receive(.projects(Example.allProjects, problems: ["a review is corrupt"]), at: Example.now))
        case .readPastReviews:
          _ = show(session.receive(.pastReviews([Example.first, Example.second]), at: Example.now))
        case .probe, .kindChanged:
          for event in [.observations(Example.observations, Example.project), Event.probingEnded] {
            _ = show(session.receive(event, at: Example.now))
          }
        case .finish(let review): _ = show(session.receive(.finished(review), at: Example.now))
        case .changeSilencing(let change): _ = show(session.receive(SilencingTests.event(change), at: Example.now))
        case .write, .export, .openEditor, .editNote, .cancelProbing, .suspend, .redraw, .copy, .colour,
          .mouse:
          text += "<\(name(of: effect))>\n"
        }
      }
      return !reply.effects.contains(.quit)
    }
    _ = show(session.receive(.findings(Example.found), at: Example.now))
    _ = show(session.receive(.observations(Example.observations, Example.project), at: Example.now))
    _ = show(session.receive(.probingEnded, at: Example.now))
    _ = show(session.begin(at: Example.now))
    for line in lines {
      text += session.prompt + line + "\n"
      if !show(session.take(line, at: Example.now)) { break }
    }
    return text + session.farewell.map { $0 + "\n" }.joined()
  }

  private static func name(of effect: Effect) -> String {
    switch effect {
    case .openEditor(let place): "editor at \(place.path):\(place.line)"
    case .editNote(let item, _): "editor for the note on \(item)"
    case .export(let format, let path): "export \(format) to \(path)"
    default: "\(effect)"
    }
  }

  @Test(arguments: scripts.map(\.name)) func `a conversation goes as recorded`(_ name: String) throws {
    let lines = try #require(Self.scripts.first { $0.name == name }).lines
    try Recording.compare(
      Self.transcript(lines, Self.session()), name, in: "Transcripts", renewedBy: "PlainTranscript")
  }

  @Test(arguments: [80, 40]) func `a conversation on a terminal is wrapped as recorded`(_ width: Int) throws {
    let lines = ["", "0", "e not seen anywhere", "m", "list security", "", "working", "q"]
    let text = Self.transcript(lines, Self.session(PlainLook(width: width)))
    try Recording.compare(text, "wrapped-\(width)", in: "Transcripts", renewedBy: "PlainTranscript")
  }

  @Test func `a read-only conversation goes as recorded`() throws {
    let fixed = Session(author: "ada", readOnlyReason: "the draft is open elsewhere (bob)")
    let lines = ["", "2", "a", "note hello", "u", "kind cli", "m", "export"]
    try Recording.compare(
      Self.transcript(lines, Self.session(session: fixed)), "read-only", in: "Transcripts",
      renewedBy: "PlainTranscript")
  }

  @Test func `a conversation before the probes have run goes as recorded`() throws {
    var session = Self.session()
    var text = session.begin(at: Example.now).lines.joined(separator: "\n") + "\n"
    for line in ["", "2", "", "a"] {
      text += session.prompt + line + "\n"
      text += session.take(line, at: Example.now).lines.map { $0 + "\n" }.joined()
    }
    try Recording.compare(text, "unprobed", in: "Transcripts", renewedBy: "PlainTranscript")
  }
}
