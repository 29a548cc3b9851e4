import Checklists
import Evidence

/// A project's past as the probes see it today: commits probed again under the present checklists, nobody's answers.
///
/// Commits are added one by one, oldest first.
package struct Replay: Hashable, Sendable {
  package let project: String
  package private(set) var points: [Point] = []
  /// The same points as the reviews that nobody answered.
  package private(set) var timeline: Timeline
  package private(set) var changes: [RatingChange] = []
  /// Commits that could not be probed, oldest first.
  package private(set) var skipped: [Skipped] = []
  /// What was chosen, however much of it there is.
  package let choice: CommitChoice
  /// Whether the copy of the repository holds only the end of the history.
  package let isShallow: Bool

  /// One probed commit.
  package struct Point: Hashable, Sendable {
    package let commit: PastCommit
    package let kind: ProjectKind
    package let suggestions: [Suggestion]

    package init(commit: PastCommit, kind: ProjectKind, suggestions: [Suggestion]) {
      self.commit = commit
      self.kind = kind
      self.suggestions = suggestions
    }
  }

  /// What the probes say of an item, without the places.
  package struct Suggestion: Hashable, Sendable {
    package let item: String
    package let result: Observation.Result
    package let confidence: Confidence
    package let reason: String
    package let evidenceDigest: String

    package init(
      item: String, result: Observation.Result, confidence: Confidence, reason: String, evidenceDigest: String
    ) {
      self.item = item
      self.result = result
      self.confidence = confidence
      self.reason = reason
      self.evidenceDigest = evidenceDigest
    }

    package init(_ observation: Observation) {
      self.init(
        item: observation.item, result: observation.result, confidence: observation.confidence,
        reason: observation.reason, evidenceDigest: observation.evidenceDigest)
    }

    package var rating: Rating? { if case .rated(let rating) = result { rating } else { nil } }

    /// As scores take it.
    var observation: Observation {
      Observation(
        item: item, probes: [], probeVersion: "", result: result, confidence: confidence, reason: reason, evidence: [],
        scope: Scope(), evidenceDigest: evidenceDigest)
    }
  }

  package struct Skipped: Hashable, Sendable {
    package let commit: PastCommit
    package let reason: String
    package init(commit: PastCommit, reason: String) {
      self.commit = commit
      self.reason = reason.printable
    }
  }

  package init(project: String, choice: CommitChoice, isShallow: Bool) {
    self.project = project
    self.choice = choice
    self.isShallow = isShallow
    timeline = Timeline(project: project)
  }

  /// The same with its changes told more exactly.
  package func with(changes: [RatingChange]) -> Replay {
    var result = self
    result.changes = changes
    return result
  }

  package mutating func skip(_ skipped: Skipped) { self.skipped.append(skipped) }

  /// - Parameter distance: how many commits lie between this one and the one added before, both left out.
  package mutating func add(_ point: Point, distance: Int?, under catalogue: Catalogue) {
    let at = Instant(seconds: point.commit.seconds)
    timeline.add(
      Review(
        id: point.commit.id, project: project, kind: point.kind, commit: point.commit.id, isDirty: false, createdAt: at,
        state: .draft, checklists: catalogue.references, toolVersion: "",
        observations: point.suggestions.map(\.observation)),
      under: catalogue, at: at)
    if let last = points.last {
      changes += RatingChange.between(last, point, distance: distance, under: catalogue)
    }
    points.append(point)
  }
}

/// An item whose suggested rating differs between two commits probed one after the other.
package struct RatingChange: Hashable, Sendable {
  package let item: String
  package let title: String
  package let from: Rating?
  package let to: Rating?
  package let cause: Cause
  /// The first probed commit with the new rating.
  package let commit: PastCommit
  /// The last probed commit before it, with the old rating.
  package let after: PastCommit
  /// How many commits lie between the two, by first parents; nil when neither leads to the other that way.
  package let distance: Int?
  /// Why the probes suggest the new rating.
  package let reason: String

  package enum Cause: String, Hashable, Sendable {
    case code
    /// The module looks like another kind of project, for which other items apply.
    case kind

    package func meaning(to kind: ProjectKind) -> String {
      switch self {
      case .code: "the code changed"
      case .kind: "the project now looks like a \(kind.rawValue)"
      }
    }
  }

  /// What the cause says, in words.
  package let causeText: String

  /// In the order of the catalogue.
  static func between(
    _ old: Replay.Point, _ new: Replay.Point, distance: Int?, under catalogue: Catalogue
  ) -> [RatingChange] {
    let before = Dictionary(old.suggestions.map { ($0.item, $0) }) { first, _ in first }
    let after = Dictionary(new.suggestions.map { ($0.item, $0) }) { first, _ in first }
    return catalogue.items.compactMap { item in
      let (from, to) = (before[item.id], after[item.id])
      guard from?.rating != to?.rating else { return nil }
      let isOfKind = old.kind != new.kind && (from?.rating == .notApplicable || to?.rating == .notApplicable)
      let cause: Cause = isOfKind || from == nil || to == nil ? .kind : .code
      return RatingChange(
        item: item.id, title: item.title, from: from?.rating, to: to?.rating, cause: cause, commit: new.commit,
        after: old.commit, distance: distance, reason: to?.reason ?? "", causeText: cause.meaning(to: new.kind))
    }
  }
}
