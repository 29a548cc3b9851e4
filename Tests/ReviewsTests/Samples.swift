import Checklists
import Evidence
import Reviews

extension ChecklistItem {
  static func sample(
    _ id: String, kind: Kind = .graded, priority: Priority = .none, weight: Int = 1, criteria: [String] = [],
    siblings: [String] = [], suggestion: SuggestionRule = .none, effort: Effort = .small,
    applies: [ProjectKind] = ProjectKind.allCases, allowsNotApplicable: Bool = true, digest: String? = nil
  ) -> ChecklistItem {
    ChecklistItem(
      id: id, revision: 1, checklist: String(id.prefix { $0 != "." }), title: id, kind: kind, priority: priority,
      weight: weight, asks: "Is \(id) there?", why: "It matters.", solid: "yes", partial: "partly", missing: "no",
      look: "everywhere", remediation: Remediation(text: "Add it.", example: "", language: "go", effort: effort),
      applies: applies, allowsNotApplicable: allowsNotApplicable,
      reviewDays: priority == .p0 ? 90 : priority == .p1 ? 180 : 365,
      suggestion: criteria.isEmpty ? suggestion : .criteria, criteria: criteria, siblings: siblings,
      criterionDigest: digest ?? "criterion of \(id)")
  }

  static func gate(_ id: String, _ priority: Priority = .p0) -> ChecklistItem {
    sample(id, kind: .gate, priority: priority)
  }
}

extension Checklist {
  static func sample(_ scoring: Scoring, _ items: [ChecklistItem]) -> Checklist {
    Checklist(
      id: scoring.rawValue, title: scoring.rawValue, revision: 1, scoring: scoring, items: items,
      digest: "digest of \(scoring.rawValue)")
  }
}

extension Observation {
  static func sample(
    _ item: String, _ result: Result, _ confidence: Confidence = .high, snippets: [String] = [],
    path: String = "a.go", version: String = "p/1"
  ) -> Observation {
    Observation(
      item: item, probes: ["p/x"], probeVersion: version, result: result, confidence: confidence, reason: "seen",
      evidence: snippets.enumerated().map {
        Evidence(location: Location(path: path, line: $0 + 1), snippet: $1, message: "here")
      }, scope: Scope(files: 3))
  }
}

extension AnswerEvent {
  /// A fresh answer given two days before `RandomReview.now` with `observation` on the screen.
  static func sample(
    _ item: ChecklistItem, _ value: Value, seeing observation: Observation? = nil, reason: String = "because so"
  ) -> AnswerEvent {
    let at = RandomReview.now.adding(days: -2)
    return AnswerEvent(
      item: item.id, value: value, reason: reason, note: "", author: "ann", at: at, commit: "c1",
      criterionDigest: item.criterionDigest, evidenceDigest: EvidenceDigest.of(observation, pins: []),
      observationSeen: observation?.rating, reviewBy: at.adding(days: item.reviewDays), itemRevision: item.revision)
  }

  var madeStale: AnswerEvent {
    var event = self
    event.criterionDigest = "older"
    return event
  }
}

extension Review {
  static func sample(
    events: [AnswerEvent] = [], waivers: [Waiver] = [], observations: [Observation] = []
  ) -> Review {
    Review(
      id: "20261118T120000Z-0001", project: "example.org/shop", kind: .service, commit: "c1", isDirty: false,
      createdAt: RandomReview.now.adding(days: -3), state: .draft, checklists: [], toolVersion: "0.1.0",
      events: events, waivers: waivers, observations: observations)
  }
}
