import Checklists
import Foundation
import Testing

/// Every rule of the source document has an item that carries it, and every item of a rule list has a rule of the document.
///
/// `Docs/guide-rules.tsv` names the rules and their carriers; `Docs/guide-coverage.md` is the table for people, made here.
@Suite struct GuideCoverageTests {
  struct Rule {
    let line: Int
    let section: String
    let label: String
    let carriers: [String]
  }

  static let docs = BuiltIn.folder.deletingLastPathComponent().appending(path: "Docs")

  static func rules() throws -> [Rule] {
    let text = try String(contentsOf: docs.appending(path: "guide-rules.tsv"), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let carriers = parts.count == 3 ? parts[2].split(separator: " ").map(String.init) : []
      return Rule(
        line: index + 1, section: parts[0], label: parts.count > 1 ? parts[1] : "", carriers: carriers)
    }
  }

  @Test func `each rule names a carrier that exists`() throws {
    let catalogue = try BuiltIn.catalogue()
    for rule in try Self.rules() {
      let place = "Docs/guide-rules.tsv:\(rule.line)"
      #expect(!rule.section.isEmpty && !rule.label.isEmpty && !rule.carriers.isEmpty, "\(place) is not three fields")
      for carrier in rule.carriers {
        let exists =
          carrier.hasPrefix("list:")
          ? catalogue.checklist(String(carrier.dropFirst(5))) != nil : catalogue.item(carrier) != nil
        #expect(exists, "\(place) names \(carrier), which does not exist")
      }
    }
  }

  @Test func `each item of every built-in list carries a rule`() throws {
    let carriers = Set(try Self.rules().flatMap(\.carriers))
    let homeless = try BuiltIn.catalogue().items.map(\.id).filter { !carriers.contains($0) }
    #expect(homeless.isEmpty, "no row of Docs/guide-rules.tsv names \(homeless.joined(separator: ", "))")
  }

  /// What the source document counts out, so that no row goes missing unseen.
  static let counts: KeyValuePairs<String, Int> = [
    "Phase 1: libraries": 15, "Ten commandments": 10, "Ten mistakes": 10, "Readiness, mandatory": 10,
    "Readiness, recommended": 8, "Quality score": 9, "Requests in everyday words": 12, "Health check": 10,
  ]

  @Test func `sections have as many rows as the document has rules, and its numbered rules are all there`() throws {
    let rules = try Self.rules()
    for (section, count) in Self.counts { #expect(rules.count { $0.section == section } == count, "\(section)") }
    let numbered = ["1: layout": 7, "2": 8, "3": 6, "4": 5, "5": 7, "6": 5, "12": 6]
    for (phase, count) in numbered {
      let labels = rules.filter { $0.section.hasPrefix("Phase \(phase)\(phase.contains(":") ? "" : ":")") }.map(\.label)
      let numbers = labels.compactMap { Int($0.prefix { $0.isNumber }) }
      #expect(numbers == Array(1...count), "phase \(phase): \(numbers)")
    }
    for phase in 1...14 { #expect(rules.contains { $0.section.hasPrefix("Phase \(phase):") }, "phase \(phase)") }
    #expect(Set(rules.map { $0.section + $0.label }).count == rules.count, "a rule stands there twice")
  }

  @Test func `the table in the docs is made from today's lists`() throws {
    let file = Self.docs.appending(path: "guide-coverage.md")
    let text = try Self.table(Self.rules(), of: BuiltIn.catalogue())
    if ProcessInfo.processInfo.environment["ASSAY_RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let (old, new) = (recorded.split(separator: "\n"), text.split(separator: "\n"))
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(
      recorded == text,
      """
      Docs/guide-coverage.md is stale from its line \((line ?? min(old.count, new.count)) + 1) that says something on; \
      ASSAY_RECORD=1 swift test --filter GuideCoverage renews it
      """)
  }

  private static func table(_ rules: [Rule], of catalogue: Catalogue) -> String {
    let items = catalogue.items
    let byPerson = items.filter { $0.suggestion == SuggestionRule.none }.count
    var lines = [
      "# What of the guide is where", "",
      "Made by `GuideCoverageTests` from `Docs/guide-rules.tsv` and the checklists; do not edit. The rules of the source",
      "document stand in its order under labels of our own, each with the items that carry it and the probes those rest on.",
      "", "\(rules.count) rules, \(items.count) items, \(byPerson) of them judged by a person alone.",
    ]
    var section = ""
    for rule in rules {
      if rule.section != section {
        section = rule.section
        lines += ["", "## \(section)", "", "| rule | carried by | told by |", "|---|---|---|"]
      }
      let carried = rule.carriers.map { $0.hasPrefix("list:") ? "the list `\($0.dropFirst(5))`" : "`\($0)`" }
      lines.append("| \(rule.label) | \(carried.joined(separator: ", ")) | \(teller(of: rule, in: catalogue)) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The probes of all carriers; a person where one of them has none.
  private static func teller(of rule: Rule, in catalogue: Catalogue) -> String {
    var tellers: [String] = []
    for item in rule.carriers.compactMap(catalogue.item) {
      let own =
        switch item.suggestion {
        case .none: ["by a person"]
        case .criteria: ["the mean of \(item.criteria.count) items"]
        case .worst, .best, .count, .threshold, .named: item.suggestion.probes.map { "`\($0)`" }
        }
      tellers += own.filter { !tellers.contains($0) }
    }
    return tellers.isEmpty ? "each of its items" : tellers.joined(separator: ", ")
  }
}
