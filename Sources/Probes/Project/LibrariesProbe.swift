import BundledFacts
import Evidence
import GoSyntax
import Repository

/// Finds which libraries the product uses for each of ten purposes, and what this tool's list thinks of them.
///
/// Limits: the list is an opinion about new services, kept in `Data/Libraries.yml`; a purpose without an entry among
/// the imports is not named.
struct LibrariesProbe: Probe {
  static let card = ProbeCard(
    id: "project/libraries",
    sign: .signal,
    looksFor: "a maintained library for each purpose: routing, database, logging, testing and others",
    because: "libraries nobody looks after keep their faults, and a mixture of several must be learnt by everybody",
    instead: "choose the recommended or alternative library of the list for new code",
    examples: [
      .found("package shop\n\nimport ▸\"github.com/go-chi/chi/v5\"\n\nvar _ = chi.NewRouter\n"),
      .quiet("package shop\n\nimport \"example.org/shop/chi\"\n\nvar _ = chi.New\n"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var uses: [LibraryFact: Finding] = [:]
    var seen: Set<String> = []
    for file in snapshot.productFiles {
      for imported in file.imports where seen.insert(imported.path).inserted {
        for fact in LibraryFact.covering(importPath: imported.path) where uses[fact] == nil {
          let message = "\(fact.category): \(fact.path), \(fact.standing.rawValue)"
          uses[fact] = file.finding(Self.card.id, at: imported.node.path ?? imported.node, message, confidence: .medium)
        }
      }
    }
    var measures: [String: Measure] = [:]
    for standing in LibraryFact.Standing.allCases {
      let facts = uses.keys.filter { $0.standing == standing }
      measures[standing.rawValue] = .count(facts.count)
    }
    for (category, facts) in Dictionary(grouping: uses.keys, by: \.category) {
      measures[category] = .list(facts.map(\.path).sorted())
    }
    let isChosen = uses.keys.contains { $0.standing != .avoid }
    return Outcome(
      probe: Self.card.id, answer: isChosen ? .found : .notFound, findings: Array(uses.values), measures: measures,
      scope: Scope(files: snapshot.productFiles.count, patterns: ["the imports of Data/Libraries.yml"]))
  }
}
