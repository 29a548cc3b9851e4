import Checklists
import Evidence
import Reviews

/// The gates of `assay check` as a document: the same facts for every format.
package struct CheckReport: Sendable {
  /// The answers of a stored review, carried onto the code as it is now; never written.
  package let review: Review
  package let evaluation: Evaluation
  package let check: GateCheck
  /// Where the answers come from; nil when nobody has answered yet.
  package let answers: Source?
  /// What must not get worse, if that was asked and there is something.
  package let baseline: Source?
  /// A file of the repository that stands for the whole where a place must be named and there is none.
  package let anchor: String
  /// Findings on an item: all are counted, so many are shown.
  static let placesMax = 10

  /// A stored review that took part.
  package struct Source: Hashable, Sendable {
    package let id: String
    package let state: Review.State
    package let day: CalendarDay

    package init(_ review: Review) {
      id = review.id
      state = review.state
      day = (review.ownMoment ?? review.createdAt).day
    }

    var text: String { "\(state.rawValue) \(id) of \(day.text)" }
  }

  package init(
    review: Review, evaluation: Evaluation, check: GateCheck, answers: Source?, baseline: Source?, anchor: String
  ) {
    self.review = review
    self.evaluation = evaluation
    self.check = check
    self.answers = answers
    self.baseline = baseline
    self.anchor = anchor
  }

  /// The P0 items that hold the verdict back, in catalogue order; none once it is ready.
  var holding: [ItemState] {
    evaluation.verdict.isReady ? [] : evaluation.verdict.heldBy.compactMap { evaluation.state(of: $0) }
  }

  /// Gates that are known not to be met and need not be for now.
  var waived: [(state: ItemState, waiver: Waiver)] {
    evaluation.items.filter(\.isUnmet).compactMap { state in state.liveWaiver.map { (state: state, waiver: $0) } }
  }

  /// `2 of 3 gates failed: require-ready, min-quality`, and what is undecided; for the line on standard error.
  package var summary: String {
    func names(_ outcome: GateCheck.Outcome) -> [String] {
      check.lines.filter { $0.outcome == outcome }.map(\.gate)
    }
    let total = "\(check.lines.count) gate\(check.lines.count == 1 ? "" : "s")"
    let parts = [(names(.fail), "failed"), (names(.undecided), "undecided")].filter { !$0.0.isEmpty }
    guard !parts.isEmpty else { return check.lines.isEmpty ? "no gate was asked for" : "all of \(total) passed" }
    return parts.map { "\($0.0.count) of \(total) \($0.1): \($0.0.joined(separator: ", "))" }.joined(separator: "; ")
  }

  /// What was looked at and whose answers count, in words.
  func facts(code: (String) -> String = { $0 }) -> [(name: String, value: String)] {
    var commit = review.commit.map { "at " + code(String($0.prefix(10))) } ?? "no commit"
    if review.isDirty { commit += ", with uncommitted changes" }
    var facts = [("Code", "\(review.kind.rawValue), \(commit)")]
    if let profile = review.profile, profile != Profile.standard { facts.append(("Profile", code(profile))) }
    facts.append(("Answers", answers.map { "the \($0.text)" } ?? "none; probes alone"))
    if let baseline { facts.append(("Baseline", "the \(baseline.text)")) }
    return facts
  }

  static func word(_ outcome: GateCheck.Outcome) -> String {
    switch outcome {
    case .pass: "pass"
    case .fail: "FAIL"
    case .undecided: "UNDECIDED"
    }
  }
}

extension ItemState {
  /// The places a reader must look at, each once.
  var places: [Observation.Evidence] {
    var seen: Set<Observation.Evidence> = []
    return (observation?.evidence ?? []).filter { seen.insert($0).inserted }
  }
}
