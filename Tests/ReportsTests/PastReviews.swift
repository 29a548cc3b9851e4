import Checklists
import Evidence
import Reviews

/// Three reviews of an invented shop under lists that were revised in between: enough to fill every report of change.
enum PastReviews {
  static let now = Instant(seconds: 1_764_000_000)

  static let shutdown = item("readiness.shutdown", "Shutdown", .p0)
  static let coverage = item("readiness.coverage", "Coverage", .p0)
  static let sql = item("security.sql", "SQL | by hand", .p0)
  static let testing = item("health.testing", "Testing")
  static let errors = item("health.errors", "Error handling")
  static let docs = item("health.docs", "Documentation")

  static func catalogue(health: [ChecklistItem], revision: Int) -> Catalogue {
    let dimension = ChecklistItem(
      ruling: "quality.all", revision: 1, checklist: "quality", title: "All of it", kind: .graded, priority: .none,
      weight: 100, reviewDays: 365, criteria: ["health.testing", "health.errors", "security.sql"],
      criterionDigest: "c-quality.all")
    func list(_ id: String, _ scoring: Checklist.Scoring, _ items: [ChecklistItem], _ revision: Int) -> Checklist {
      Checklist(id: id, title: id, revision: revision, scoring: scoring, items: items, digest: "\(id)-\(revision)")
    }
    return Catalogue(checklists: [
      list("health", .health, health, revision), list("readiness", .readiness, [shutdown, coverage], 1),
      list("security", .security, [sql], 1), list("quality", .quality, [dimension], 1),
    ])
  }
  static let old = catalogue(health: [testing, errors], revision: 1)
  static let today = catalogue(health: [testing, errors, docs], revision: 2)

  static func first() throws -> Review {
    let draft = review(
      "20250901T100000Z-0001", -100, "1111111111aa", under: old,
      [
        seen(errors, .partial, [("store/orders.go", 42, "err is formatted with %v")]),
        seen(sql, .missing, [("store/orders.go", 56, "a parameter becomes part of the statement")]),
      ])
    return try draft.answering(testing, .solid, reason: "seen the tests", author: "ann", at: draft.createdAt)
      .answering(errors, .partial, note: "three places", author: "ann", at: draft.createdAt)
      .finalized(at: draft.createdAt, under: old)
  }

  static func second() throws -> Review {
    var draft = review(
      "20251015T100000Z-0002", -40, "2222222222bb", under: today,
      [
        seen(errors, .solid, []), seen(shutdown, .partial, [("main.go", 7, "no deadline \u{1B}[31m")]),
        seen(sql, .missing, [("db/orders.go", 9, "a parameter becomes part of the statement")]),
      ])
    draft.events = try first().events
    return try draft.answering(coverage, .missing, author: "bob", at: draft.createdAt)
      .finalized(at: draft.createdAt, under: today)
  }

  /// The draft of today: SQL is mended, testing does not apply any more.
  static func third() throws -> Review {
    var draft = review(
      "20251124T100000Z-0003", 0, "3333333333cc", under: today,
      [seen(errors, .solid, []), seen(shutdown, .solid, []), seen(sql, .solid, [])])
    draft.events = try second().events
    draft.isDirty = true
    return try draft.answering(testing, .notApplicable, reason: "moved to another repository", author: "bob", at: now)
  }

  static func timeline() throws -> Timeline {
    var timeline = Timeline(project: "example.org/shop")
    for review in [try first(), try second(), try third()] { timeline.add(review, under: today, at: now) }
    return timeline
  }

  private static func review(
    _ id: String, _ days: Int, _ commit: String, under catalogue: Catalogue, _ observations: [Observation]
  ) -> Review {
    Review(
      id: id, project: "example.org/shop", kind: .service, commit: commit, isDirty: false,
      createdAt: now.adding(days: days), state: .draft, checklists: catalogue.references, toolVersion: "0.1.0",
      observations: observations)
  }

  private static func seen(_ item: ChecklistItem, _ rating: Rating, _ places: [(String, Int, String)]) -> Observation {
    Observation(
      item: item.id, probes: ["errors/unwrapped"], probeVersion: "errors/unwrapped@1", result: .rated(rating),
      confidence: .high, reason: "seen",
      evidence: places.map {
        Observation.Evidence(location: Location(path: $0.0, line: $0.1), snippet: "code of \($0.2)", message: $0.2)
      }, scope: Scope(files: 1, patterns: [], skipped: []))
  }

  private static func item(_ id: String, _ title: String, _ priority: ChecklistItem.Priority = .none) -> ChecklistItem {
    ChecklistItem(
      ruling: id, revision: 1, checklist: String(id.prefix { $0 != "." }), title: title,
      kind: priority == .none ? .graded : .gate, priority: priority, weight: 1, reviewDays: 365, criteria: nil,
      criterionDigest: "c-" + id)
  }
}
