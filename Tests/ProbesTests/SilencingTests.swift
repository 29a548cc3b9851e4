import BundledFacts
import Evidence
import Repository
import Testing

@testable import Probes

/// Comments that silence findings: what they name, how far they reach, and what becomes of the figures.
@Suite struct SilencingTests {
  /// Lines of `shop.go` with a finding of the probe left, and lines with a silenced one.
  struct Lines: Equatable {
    let left: [Int]
    let silenced: [Int]
  }

  static func outcomes(_ text: String, _ probes: [any Probe.Type]) -> [Outcome] {
    let subject = ExampleSubject(text).subject
    return Silencing(subject.snapshot).applied(to: probes.map { $0.init().examine(subject) })
  }

  static func lines(_ text: String, _ probe: any Probe.Type = IgnoredProbe.self) -> Lines {
    let outcome = outcomes(text, [probe])[0]
    return Lines(left: outcome.findings.map(\.location.line), silenced: outcome.silenced.map(\.finding.location.line))
  }

  static func file(_ body: String) -> String {
    "package shop\n\nimport \"os\"\n\nfunc remove(path string) {\n\(body)\n}\n"
  }

  @Test(
    arguments: [
      ("\tos.Remove(path) // assay:ignore errors/ignored may be gone", [], [6]),
      ("\t// assay:ignore errors/ignored may be gone\n\tos.Remove(path)", [], [7]),
      ("\t//assay:ignore errors/ignored -- may be gone\n\tos.Remove(path)", [], [7]),
      ("\t// assay:ignore errors/ignored may be gone\n\t// and more words\n\tos.Remove(path)", [], [8]),
      ("\t// assay:ignore errors/ignored one only\n\tos.Remove(path); os.Remove(path)", [7], [7]),
      (
        "\t// assay:ignore errors/ignored one\n\tos.Remove(path); os.Remove(path) // assay:ignore errors/ignored two",
        [], [7, 7]
      ),
      ("\t// assay:ignore errors/ignored too far away\n\n\tos.Remove(path)", [8], []),
      ("\tos.Remove(path)\n\t// assay:ignore errors/ignored below is not above", [6], []),
      ("\t// assay:ignore errors/swallowed another probe\n\tos.Remove(path)", [7], []),
      ("\t// assay:ignored errors/ignored no such word\n\tos.Remove(path)", [7], []),
      ("\t/* assay:ignore errors/ignored a block */\n\tos.Remove(path)", [7], []),
      ("\tprintln(\"// assay:ignore errors/ignored a text\"); os.Remove(path)", [6], []),
      (
        "\t// assay:ignore errors/ignored a head reaches no block\n\tif path != \"\" {\n\t\tos.Remove(path)\n\t}", [8],
        []
      ),
    ] as [(String, [Int], [Int])])
  func `a comment of ours silences one finding of its line or the line below`(
    _ body: String, _ left: [Int], _ silenced: [Int]
  ) {
    #expect(Self.lines(Self.file(body)) == Lines(left: left, silenced: silenced), "\(body)")
  }

  @Test(
    arguments: [
      ("\tos.Remove(path) //nolint", [], [6]),
      ("\tos.Remove(path) // nolint:errcheck", [], [6]),
      ("\tos.Remove(path) //nolint:ErrCheck,gosec // why", [], [6]),
      ("\tos.Remove(path) //nolint: unparam , errcheck", [], [6]),
      ("\tos.Remove(path) //nolint:all", [], [6]),
      ("\tos.Remove(path) //nolint:gosec", [], [6]),
      ("\tos.Remove(path) //nolint:funlen", [6], []),
      ("\tos.Remove(path) //nolint:errcheck a reason where a name should be", [6], []),
      ("\tos.Remove(path) //nolintall", [6], []),
      ("\tos.Remove(path) // see nolint", [6], []),
      ("\t//nolint:errcheck\n\tos.Remove(path)\n\tos.Remove(path)", [8], [7]),
      ("\t//nolint:errcheck\n\tif path != \"\" {\n\t\tos.Remove(path)\n\t}\n\tos.Remove(path)", [10], [8]),
      ("\t  //nolint:errcheck\n\tos.Remove(path)", [7], []),
      ("\t//nolint:errcheck\n\n\tos.Remove(path)", [8], []),
    ] as [(String, [Int], [Int])])
  func `a comment for golangci-lint reaches as far as there`(_ body: String, _ left: [Int], _ silenced: [Int]) {
    #expect(Self.lines(Self.file(body)) == Lines(left: left, silenced: silenced), "\(body)")
  }

  @Test func `a nolint above a declaration or the package clause covers all of it`() {
    let body = "\tos.Remove(path)\n\tif true {\n\t\tos.Remove(path)\n\t}"
    let function = Self.file(body).replacing(
      "func remove", with: "// Remove it.\n//\n//nolint:errcheck // all\nfunc remove")
    #expect(Self.lines(function) == Lines(left: [], silenced: [9, 11]))
    #expect(Self.lines("-- shop.go --\n//nolint:errcheck\n" + Self.file(body)) == Lines(left: [], silenced: [7, 9]))
    #expect(Self.lines("-- shop.go --\n//nolint:errcheck\n\n" + Self.file(body)) == Lines(left: [8, 10], silenced: []))
  }

  @Test(arguments: [
    ("#nosec", true), ("#nosec G402", true), ("#nosec G101 G402 -- why", true), ("#nosec G101", false),
    ("nosec", false), ("#nosec -- why G402", true), ("nolint:gosec // why", true), ("nolint:gas", true),
    ("lint:ignore G402 why", false), ("nolint:errcheck", false),
  ])
  func `a nosec comment silences the rules it names, or all`(_ comment: String, _ isSilenced: Bool) {
    let text = """
      package shop

      import "crypto/tls"

      func client() *tls.Config {
      \treturn &tls.Config{InsecureSkipVerify: true} // \(comment)
      }

      """
    let lines = Self.lines(text, TlsProbe.self)
    #expect(lines == (isSilenced ? Lines(left: [], silenced: [6]) : Lines(left: [6], silenced: [])))
    let split = text.replacing("true} //", with: "\n\t\ttrue} //")
    #expect(Self.lines(split, TlsProbe.self).silenced == (isSilenced && !comment.hasPrefix("nolint") ? [6] : []))
  }

  @Test func `a file with an odd name is no hiding place`() {
    let text = "-- a\u{1B}b.go --\n" + Self.file("\tos.Remove(path) //nolint:errcheck\n\tos.Remove(path)")
    let outcome = Self.outcomes(text, [IgnoredProbe.self])[0]
    #expect(outcome.silenced.map(\.finding.location.path) == [#"a\x1bb.go"#])
    #expect(outcome.findings.map(\.location.line) == [7])
  }

  @Test(arguments: [
    ("//lint:ignore SA1015 it lives as long as the program\n", true), ("//lint:ignore SA1* why\n", true),
    ("//lint:ignore SA1000,SA1015 why\n", true), ("//lint:ignore SA1015\n", false),
    ("//lint:ignore SA1000 why\n", false), ("// lint:ignore SA1015 why\n", false),
    ("//nolint:gosimple\n", true),
  ])
  func `a comment for staticcheck silences the checks it names and needs a reason`(
    _ comment: String, _ isSilenced: Bool
  ) throws {
    let text = try #require(TickerNotStoppedProbe.card.examples.first { $0.isFound }).text
    let plain = TickerNotStoppedProbe().examine(ExampleSubject(text).subject).findings
    var lines = text.replacing("▸", with: "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let header = try #require(lines.firstIndex { $0.hasSuffix(".go --") })
    let place = header + (try #require(plain.first).location.line)
    let indent = String(lines[place].prefix { $0 == "\t" || $0 == " " })
    lines.insert(indent + comment.dropLast(), at: place)
    let result = Self.lines(lines.joined(separator: "\n"), TickerNotStoppedProbe.self)
    #expect(result.silenced.count == (isSilenced ? 1 : 0))
    #expect(result.left.count == plain.count - result.silenced.count)
    if comment.hasPrefix("//lint:ignore"), isSilenced {
      let above = comment.replacing("lint:ignore", with: "lint:file-ignore")
      let whole = text.replacing("▸", with: "").replacing(".go --\n", with: ".go --\n\(above)")
      #expect(Self.lines(whole, TickerNotStoppedProbe.self).left.isEmpty)
    }
  }

  @Test func `what is silenced keeps its comment's form, name, reason and line`() throws {
    let body =
      "\t// assay:ignore errors/ignored may be gone\n\tos.Remove(path)\n\tos.Remove(path) //nolint:errcheck // twice"
    let outcome = Self.outcomes(Self.file(body), [IgnoredProbe.self])[0]
    #expect(outcome.silenced.map(\.by) == [.ignore, .nolint])
    #expect(outcome.silenced.map(\.rule) == ["errors/ignored", "errcheck"])
    #expect(outcome.silenced.map(\.reason) == ["may be gone", "twice"])
    #expect(outcome.silenced.map(\.commentLine) == [6, 8])
    #expect(outcome.answer == .notFound)
    #expect(outcome.count("ignored") == 0 && outcome.count("silenced") == 2)
    #expect(
      SilencedFinding.summary(outcome.silenced)
        == "2 findings are silenced in the code (1 by assay:ignore, 1 by nolint)")
  }

  static let cards = SilencingCards.all.flatMap { card in card.examples.map { (card, $0) } }

  @Test(arguments: cards) func `a comment of ours that is wrong is a finding`(
    _ card: ProbeCard, _ example: ProbeExample
  ) {
    let subject = ExampleSubject(example.text)
    let outcomes = Silencing(subject.subject.snapshot).applied(to: [IgnoredProbe().examine(subject.subject)])
    let findings = outcomes.filter { $0.probe == card.id }.flatMap(\.findings)
    #expect(findings.isEmpty == !example.isFound)
    #expect(findings.map(\.location.line) == subject.marks.map(\.line))
    #expect(findings.map(\.location.column) == subject.marks.map(\.column))
  }

  @Test func `a comment for a probe that did not run is not called useless`() {
    let outcomes = Self.outcomes(Self.file("\t// assay:ignore errors/panic why\n\tprintln()"), [IgnoredProbe.self])
    #expect(outcomes.flatMap(\.findings).isEmpty)
  }

  @Test func `a missing reason silences all the same and stands in the finding's place`() {
    let outcomes = Self.outcomes(Self.file("\t// assay:ignore errors/ignored\n\tos.Remove(path)"), [IgnoredProbe.self])
    #expect(outcomes[0].findings.isEmpty && outcomes[0].silenced.count == 1)
    #expect(outcomes.flatMap(\.findings).map(\.probe) == ["silencing/unexplained"])
  }

  static let harmful = AllProbes.list.filter { $0.card.sign == .antiPattern }

  @Test(arguments: harmful.map { $0.card.id })
  func `every harmful probe says which linters and measures know its findings`(
    _ probe: ProbeID
  ) {
    #expect(BundledFacts.linters.rules[probe.text] != nil, "Data/Linters.txt has no line for \(probe)")
    #expect(CountedMeasures.rows[probe] != nil, "CountedMeasures has no row for \(probe)")
  }

  @Test func `a silenced loop is no loop without a limit any more`() {
    let source = """
      package shop
      func load(names []string, one func(string)) {
        for _, name := range names { go one(name) }
      }
      """
    let outcome = ErrgroupProbe().examine(ExampleSubject(source).subject)
    let measures = ["groups", "unlimitedLoops", "unwaitedLoops"]
    #expect(measures.map { outcome.count($0) } == [0, 1, 1])
    let left = CountedMeasures.without(outcome.findings, from: outcome.measures, of: ErrgroupProbe.card.id)
    #expect(measures.map { left[$0] } == [.count(0), .count(0), .count(0)])
  }

  @Test func `the tables name no probe that does not exist`() {
    let known = Set(AllProbes.list.map { $0.card.id })
    #expect(Set(BundledFacts.linters.rules.keys.map { ProbeID($0) }).subtracting(known).isEmpty)
    #expect(Set(CountedMeasures.rows.keys).subtracting(known).isEmpty)
  }

  /// All findings of an example silenced: every measure that counts them falls by as many.
  @Test(arguments: harmful.map { $0.card }) func `a measure that counts findings counts those of the examples`(
    _ card: ProbeCard
  ) throws {
    let type = try #require(AllProbes.list.first { $0.card.id == card.id })
    for example in card.examples where example.isFound {
      let outcome = type.init().examine(ExampleSubject(example.text).subject)
      let rows = CountedMeasures.rows[card.id, default: []]
      for row in rows {
        let counted = outcome.findings.count(where: row.counts)
        #expect(outcome.count(row.measure) >= counted, "\(row.measure) of \(card.id): \(example.text)")
      }
      let isExact = rows.contains { outcome.count($0.measure) == outcome.findings.count(where: $0.counts) }
      #expect(isExact || rows.isEmpty, "no measure of \(card.id) counts its findings: \(example.text)")
      let left = CountedMeasures.without(outcome.findings, from: outcome.measures, of: card.id)
      for row in rows {
        let counted = outcome.findings.count(where: row.counts)
        let isFalling = left[row.measure] != outcome.measures[row.measure]
        #expect(isFalling == (counted > 0), "\(row.measure) of \(card.id): \(example.text)")
      }
    }
  }
}
