import Checklists
import Evidence
import Foundation
import Testing

@testable import Reports

/// The book of the guide, read back: nothing of the checklists is lost on the way, and nothing in them becomes markup.
@Suite struct GuideBookTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Checklists")

  static func builtIn() throws -> Catalogue {
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let files =
      ["health.yml", "readiness.yml", "security.yml", "quality.yml"]
      + paths.filter { $0.hasPrefix("rules/") && $0.hasSuffix(".yml") }.sorted()
    return try Catalogue.read(
      files.map { ChecklistFile(name: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0)))) },
      probes: CataloguedProbes.ids)
  }

  static let cards = Dictionary(
    uniqueKeysWithValues: CataloguedProbes.ids.map { id in
      (
        id,
        ProbeExplanation(
          id: id, version: 1, isHarmful: true, looksFor: "a *star* in \(id)", because: "of <b>this</b>",
          instead: "do [that](x)", limits: id.name.contains("race") ? "Not seen: `a` | b." : "")
      )
    })

  @Test func `the whole book reads back as the checklists say it`() throws {
    let catalogue = try Self.builtIn()
    let book = MarkdownReading(GuideBook(catalogue.checklists, of: catalogue, cards: Self.cards).markdown)
    #expect(book.problems.isEmpty, "\(book.problems.prefix(5))")
    let headings = book.blocks.compactMap { block in
      if case .heading(3, let text) = block { text } else { nil }
    }
    let titles = book.chapterTitles
    #expect(Array(titles.dropFirst(1).dropLast()) == catalogue.checklists.map(\.title), "\(titles)")
    #expect(Array(headings.prefix(catalogue.items.count)) == catalogue.items.map(\.title))
    let texts = Set(book.texts)
    let codes = book.blocks.compactMap { block in if case .code(_, let text) = block { text } else { nil } }
    #expect(codes == catalogue.items.map(\.remediation.example).filter { !$0.isEmpty })
    for item in catalogue.items {
      #expect(texts.contains(item.asks), "\(item.id)")
      #expect(texts.contains("Why it matters. " + item.why), "\(item.id)")
      #expect(texts.contains("Where to look. " + item.look), "\(item.id)")
      #expect(texts.contains("To mend it (\(item.remediation.effort.rawValue) effort). " + item.remediation.text))
      for (rating, text) in [("2 solid", item.solid), ("1 partial", item.partial), ("0 missing", item.missing)] {
        #expect(texts.contains("\(rating): \(text)"), "\(item.id)")
      }
    }
  }

  @Test func `every link of the book leads to an anchor that stands in it once`() throws {
    let catalogue = try Self.builtIn()
    let book = MarkdownReading(GuideBook(catalogue.checklists, of: catalogue, cards: Self.cards).markdown)
    let anchors = Set(book.anchors.map { "#" + $0 })
    #expect(anchors.count == book.anchors.count)
    #expect(book.links.filter { !anchors.contains($0) } == [])
    #expect(Set(catalogue.items.map(\.id)).isSubset(of: Set(book.anchors)))
    // The table of contents alone has one for each.
    #expect(book.links.count > catalogue.items.count)
  }

  @Test func `a rule names its probes and what rests on it, and a person's says so`() throws {
    let catalogue = try Self.builtIn()
    let markdown = GuideBook(catalogue.checklists, of: catalogue, cards: Self.cards).markdown
    let sections = markdown.split(separator: "\n<a id=\"")
    let chain = try #require(sections.first { $0.hasPrefix("errors.chain\"") })
    #expect(chain.contains("- [`errors/unwrapped`](#errors/unwrapped) looks for a \\*star\\* in errors/unwrapped"))
    #expect(chain.contains("as a share of \"wraps\" decides: at least 80 % is 2, at least 50 % is 1, else 0."))
    #expect(chain.contains("[Error wrapping](#readiness.p0.error-wrapping)"))
    let wrapping = try #require(sections.first { $0.hasPrefix("readiness.p0.error-wrapping\"") })
    #expect(wrapping.contains("](#errors.chain)"))
    let byPerson = try #require(catalogue.items.first { $0.suggestion == SuggestionRule.none })
    let section = try #require(sections.first { $0.hasPrefix(byPerson.id + "\"") })
    #expect(section.contains("**By a person.**") && !section.contains("behind it.**"))
  }

  @Test func `one list makes a book of its own, and what it does not hold is named without a link`() throws {
    let catalogue = try Self.builtIn()
    let errors = try #require(catalogue.checklist("errors"))
    let markdown = GuideBook([errors], of: catalogue, cards: Self.cards).markdown
    let book = MarkdownReading(markdown)
    #expect(book.problems.isEmpty && markdown.hasPrefix("# Error rules\n"))
    #expect(book.links.allSatisfy { book.anchors.contains(String($0.dropFirst())) })
    #expect(markdown.contains("Error wrapping (`readiness.p0.error-wrapping`)"))
    #expect(!book.anchors.contains("logging/sensitive") && book.anchors.contains("errors/ignored"))
  }

  @Test func `nothing a checklist of one's own says becomes markup or steers a terminal`() throws {
    let nasty = "1. # [x](y) **b** <script>a</script> & `c` | _d_ ~~e~~ ![f](g) @you \\"
    let example = "```go\nx := `raw`\n````\n~~~\n# not a heading\n\u{1B}[31m"
    let item = ChecklistItem(
      id: "own.a", revision: 1, checklist: "own", title: "T " + nasty, kind: .graded, priority: .none, weight: 1,
      asks: nasty, why: nasty, solid: nasty, partial: nasty, missing: nasty, look: nasty,
      remediation: .init(text: nasty, example: example, language: "go", effort: .small), applies: [.cli],
      allowsNotApplicable: true, reviewDays: 365, suggestion: SuggestionRule.none, criteria: [], siblings: [],
      criterionDigest: "c")
    let own = Checklist(id: "own", title: nasty, revision: 1, scoring: .rules, items: [item, item], digest: "d")
    let markdown = GuideBook([own], of: Catalogue(checklists: [own]), cards: [:]).markdown
    let book = MarkdownReading(markdown)
    #expect(book.problems.isEmpty, "\(book.problems)")
    #expect(!markdown.contains("\u{1B}") && !markdown.contains("<script>"))
    #expect(book.blocks.contains(.heading(level: 3, text: "T " + nasty)))
    #expect(book.texts.contains("Why it matters. " + nasty) && book.texts.contains("2 solid: " + nasty))
    #expect(book.texts.contains(nasty))
    let code = book.blocks.first { if case .code = $0 { true } else { false } }
    #expect(code == .code(language: "go", text: example.replacing("\u{1B}", with: "\\x1b")))
    #expect(book.blocks.count { if case .code = $0 { true } else { false } } == 2)
  }

  @Test func `scored lists come first, then phases in their order, then the rest`() throws {
    func list(_ id: String, _ scoring: Checklist.Scoring, _ phase: Int?) -> Checklist {
      Checklist(id: id, title: id, revision: 1, scoring: scoring, phase: phase, items: [], digest: "")
    }
    let lists = [
      list("own", .rules, nil), list("late", .rules, 12), list("early", .rules, 1), list("health", .health, nil),
    ]
    let book = MarkdownReading(GuideBook(lists, of: Catalogue(checklists: lists), cards: [:]).markdown)
    #expect(book.chapterTitles == ["Contents", "health", "early", "late", "own"])
  }
}

extension MarkdownReading {
  fileprivate var chapterTitles: [String] {
    blocks.compactMap { block in if case .heading(2, let text) = block { text } else { nil } }
  }

  fileprivate var texts: [String] {
    blocks.compactMap { block in
      switch block {
      case .paragraph(let text), .listItem(let text): text
      case .heading, .code: nil
      }
    }
  }
}
