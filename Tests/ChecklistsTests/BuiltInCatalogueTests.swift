import BundledChecklists
import Checklists
import Evidence
import Testing

/// The built-in lists against the contract: which items there are, of what kind, and what they weigh.
@Suite struct BuiltInCatalogueTests {
  static let health = [
    "project-structure", "error-handling", "concurrency-safety", "testing", "observability", "configuration", "ci-cd",
    "documentation",
  ].map { "health." + $0 }

  static let mandatory = [
    "race-clean-tests", "coverage", "structured-logging", "graceful-shutdown", "health-endpoints", "config-validation",
    "error-wrapping", "golangci-lint", "docker-multi-stage", "govulncheck",
  ].map { "readiness.p0." + $0 }

  static let recommended = [
    "tracing", "metrics", "request-id", "rate-limiting", "security-headers", "integration-tests", "migrations",
    "ci-cd-pipeline",
  ].map { "readiness.p1." + $0 }

  static let security: KeyValuePairs<String, ChecklistItem.Priority> = [
    "security.input-validation": .p0, "security.sql": .p0, "security.auth": .p0, "security.secrets": .p0,
    "security.dependencies": .p1, "security.cors": .p1, "security.rate-limiting": .p1, "security.headers": .p1,
    "security.tls": .p1, "security.logging": .p2,
  ]

  static let quality: KeyValuePairs<String, Int> = [
    "quality.error-handling": 15, "quality.concurrency": 15, "quality.testing": 15, "quality.code-organization": 15,
    "quality.observability": 10, "quality.security": 10, "quality.performance": 10, "quality.documentation": 10,
  ]

  @Test func `the catalogue holds its lists in the order of the review`() throws {
    let catalogue = try BuiltIn.catalogue()
    #expect(catalogue.checklists.prefix(4).map(\.id) == ["health", "readiness", "security", "quality"])
    #expect(catalogue.checklists.prefix(4).map(\.scoring) == [.health, .readiness, .security, .quality])
    #expect(catalogue.checklists.dropFirst(4).allSatisfy { $0.scoring == .rules })
  }

  @Test func `every item of the contract is there, in its order`() throws {
    let lists = try BuiltIn.catalogue().checklists.map { $0.items.map(\.id) }
    #expect(lists[0] == BuiltInCatalogueTests.health)
    #expect(lists[1] == BuiltInCatalogueTests.mandatory + BuiltInCatalogueTests.recommended)
    #expect(lists[2] == BuiltInCatalogueTests.security.map(\.key))
    #expect(lists[3] == BuiltInCatalogueTests.quality.map(\.key))
  }

  @Test func `gates have the priorities of the contract and graded items have none`() throws {
    let catalogue = try BuiltIn.catalogue()
    for id in BuiltInCatalogueTests.mandatory { #expect(catalogue.item(id)?.priority == .p0, "\(id)") }
    for id in BuiltInCatalogueTests.recommended { #expect(catalogue.item(id)?.priority == .p1, "\(id)") }
    for (id, priority) in BuiltInCatalogueTests.security { #expect(catalogue.item(id)?.priority == priority, "\(id)") }
    for checklist in catalogue.checklists {
      let isGated = checklist.scoring == .readiness || checklist.scoring == .security
      for item in checklist.items {
        #expect(item.kind == (isGated ? .gate : .graded), "\(item.id)")
        #expect((item.priority == .none) == !isGated, "\(item.id)")
      }
    }
  }

  @Test func `answers are good for 90 days at P0, 180 at P1 and a year otherwise`() throws {
    let days: [ChecklistItem.Priority: Int] = [.p0: 90, .p1: 180, .p2: 365, .none: 365]
    for item in try BuiltIn.catalogue().items { #expect(item.reviewDays == days[item.priority], "\(item.id)") }
  }

  @Test func `the dimensions of quality weigh what the contract says, 100 together`() throws {
    let items = try BuiltIn.catalogue().checklists[3].items
    #expect(items.map(\.weight) == BuiltInCatalogueTests.quality.map(\.value))
    #expect(items.reduce(0) { $0 + $1.weight } == 100)
    #expect(items.allSatisfy { $0.suggestion == .criteria && !$0.criteria.isEmpty })
  }

  @Test func `each signal and gate has a rule of its own name that reads at least one probe`() throws {
    for item in try BuiltIn.catalogue().checklists.prefix(3).flatMap(\.items) {
      guard case .named(let name, let probes) = item.suggestion else {
        Issue.record("\(item.id) has the rule \(item.suggestion)")
        continue
      }
      #expect(name == item.id)
      #expect(!probes.isEmpty, "\(item.id)")
    }
  }

  @Test func `siblings know each other`() throws {
    let catalogue = try BuiltIn.catalogue()
    for item in catalogue.items {
      for sibling in item.siblings {
        #expect(catalogue.item(sibling)?.siblings.contains(item.id) == true, "\(sibling) does not know \(item.id)")
      }
    }
    #expect(catalogue.item("readiness.p0.coverage")?.siblings == ["health.testing", "deployment.coverage"])
  }

  /// Pairs of the contract that look at the same code and ask for more or less of it.
  static let unequal: Set<Set<String>> = [
    ["health.ci-cd", "readiness.p1.ci-cd-pipeline"], ["readiness.p0.govulncheck", "security.dependencies"],
    ["readiness.p1.rate-limiting", "security.rate-limiting"], ["readiness.p1.security-headers", "security.headers"],
    // The contract's item, and a name and propagation besides.
    ["readiness.p1.tracing", "observability.tracer-resource"],
  ]

  @Test func `siblings that rest on the same probes are judged by one ruler`() throws {
    let catalogue = try BuiltIn.catalogue()
    for item in catalogue.items where item.suggestion != .none && item.suggestion != .criteria {
      for sibling in item.siblings.compactMap(catalogue.item) where item.id < sibling.id {
        guard Set(sibling.suggestion.probes) == Set(item.suggestion.probes),
          !Self.unequal.contains([item.id, sibling.id])
        else { continue }
        #expect(Self.ruler(item) == Self.ruler(sibling), "\(item.id) and \(sibling.id)")
      }
    }
  }

  @Test func `a figure has the same limits wherever it is held against some`() throws {
    var rulers: [String: (item: String, ruler: String)] = [:]
    for item in try BuiltIn.catalogue().items {
      guard case .threshold(let threshold) = item.suggestion else { continue }
      let figure = "\(threshold.probe) \(threshold.measure)"
      if let other = rulers[figure] { #expect(Self.ruler(item) == other.ruler, "\(item.id) and \(other.item)") }
      rulers[figure] = (item.id, Self.ruler(item))
    }
  }

  /// What decides of an item, the words of its reason left out.
  private static func ruler(_ item: ChecklistItem) -> String {
    switch item.suggestion {
    case .threshold(let limit):
      "\(limit.measure) of \(limit.base.map { "\($0)" } ?? "nothing"): \(limit.solid), \(limit.partial)"
    case .named(let name, _): name
    case .worst, .best, .count, .criteria, .none: "\(item.suggestion)"
    }
  }

  @Test func `the list of probes names families and names once`() {
    let ids = CataloguedProbes.ids
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids.map(\.name)).count == ids.count, "the second half of an id is unique")
    #expect(Set(ids.map(\.family)).count == 14)
  }

  @Test func `what the build embedded is what the files say`() throws {
    #expect(Catalogue(compiled: BundledChecklists.compiled) == (try BuiltIn.catalogue()))
  }

  @Test func `a compiled catalogue reads back as it was`() throws {
    let catalogue = try BuiltIn.catalogue()
    #expect(Catalogue(compiled: catalogue.compiled) == catalogue)
    let rules = try Catalogue.read([Sample.everyRule], probes: Sample.probes)
    #expect(Catalogue(compiled: rules.compiled) == rules)
    let empty = Catalogue(checklists: [])
    #expect(Catalogue(compiled: empty.compiled) == empty)
  }
}
