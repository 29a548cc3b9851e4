import Evidence
import Probes
import Testing

/// Every probe's examples hold, as written and inside what must not matter: comments, raw strings, CRLF, long runes.
@Suite struct ExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let card: ProbeCard
    let type: any Probe.Type
    let example: ProbeExample
    var testDescription: String { "\(card.id): \(example.text.prefix(60))" }
  }

  static let cases = AllProbes.list.flatMap { type in
    type.card.examples.map { Case(card: type.card, type: type, example: $0) }
  }

  /// Whether the probe reports: an anti-pattern by findings, a signal by its answer.
  static func reports(_ outcome: Outcome, _ card: ProbeCard) -> Bool {
    switch card.sign {
    case .antiPattern: !outcome.findings.isEmpty
    case .signal: outcome.answer == .found || outcome.answer == .partial
    }
  }

  @Test(arguments: cases) func `an example is found or quiet as its card says`(_ item: Case) {
    let example = ExampleSubject(item.example.text)
    let outcome = item.type.init().examine(example.subject)
    #expect(outcome.probe == item.card.id)
    #expect(ExampleTests.reports(outcome, item.card) == item.example.isFound, "\(item.example.text)\n\(outcome)")
    for mark in example.marks {
      let isPointedAt = outcome.findings.contains {
        $0.location.path == mark.path && $0.location.line == mark.line && $0.location.column == mark.column
      }
      #expect(isPointedAt, "\(mark) in \(outcome.findings.map(\.location))")
    }
  }

  @Test(arguments: cases.filter(\.example.isFound)) func `line ends and long runes change nothing`(_ item: Case) {
    let plain = item.type.init().examine(ExampleSubject(item.example.text).subject)
    let crlf = item.type.init().examine(
      ExampleSubject(item.example.text) { $0.replacing("\n", with: "\r\n") }.subject)
    #expect(crlf.findings.map(\.location.line) == plain.findings.map(\.location.line))
    let runes = item.type.init().examine(
      ExampleSubject(item.example.text) { $0.hasPrefix("package") ? $0 + "\n// 漢字 é 👩‍👩‍👧\n" : $0 }.subject)
    #expect(runes.findings.map(\.location.line) == plain.findings.map(\.location.line))
  }

  @Test(arguments: cases.filter { $0.example.isFound && $0.card.sign == .antiPattern })
  func `the same text inside a comment or a raw string is no finding`(_ item: Case) {
    let text = item.example.text.replacing("▸", with: "")
    guard !text.hasPrefix("-- ") && !text.contains("`") && !text.contains("*/") else { return }
    let comment = "package shop\n\n/*\n\(text)\n*/\nvar shop struct{}\n"
    let raw = "package shop\n\nfunc text() string { return `\n\(text)\n` }\n"
    for wrapped in [comment, raw] {
      let outcome = item.type.init().examine(ExampleSubject(wrapped).subject)
      let inside = outcome.findings.filter { $0.location.line > 3 && $0.location.line < 5 }
      #expect(inside.isEmpty, "\(wrapped)\n\(inside)")
    }
  }

  @Test func `ids are unique, and so are their second halves`() {
    let ids = AllProbes.list.map { $0.card.id }
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids.map(\.name)).count == ids.count)
  }

  @Test func `every card has an example that is found and a near miss`() {
    for type in AllProbes.list {
      #expect(type.card.examples.contains { $0.isFound }, "\(type.card.id) has no example that is found")
      #expect(type.card.examples.contains { !$0.isFound }, "\(type.card.id) has no near miss")
    }
  }
}
