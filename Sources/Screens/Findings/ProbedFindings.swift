import Evidence

/// What all probes of a run found, silenced findings set apart, and what the probes are about.
package struct ProbedFindings: Hashable, Sendable {
  /// In the order of probes' names.
  package let outcomes: [Outcome]
  package let cards: [ProbeID: ProbeExplanation]

  package init(outcomes: [Outcome], cards: [ProbeExplanation]) {
    self.outcomes = outcomes.sorted { $0.probe < $1.probe }
    self.cards = Dictionary(cards.map { ($0.id, $0) }) { first, _ in first }
  }

  static let none = ProbedFindings(outcomes: [], cards: [])

  func isHarmful(_ probe: ProbeID) -> Bool { cards[probe]?.isHarmful ?? true }
  func outcome(of probe: ProbeID) -> Outcome? { outcomes.first { $0.probe == probe } }
}

/// What tells one finding from all others, also after a run that found it elsewhere.
struct FindingName: Hashable, Sendable {
  let probe: ProbeID
  let fingerprint: String
}

/// A finding as it is listed, with what silences it.
struct ListedFinding: Hashable, Sendable {
  let finding: Finding
  let silenced: SilencedFinding?

  var name: FindingName { FindingName(probe: finding.probe, fingerprint: finding.fingerprint) }
  var place: String { "\(finding.location.path):\(finding.location.line)" }

  /// What silences it, why and who said so, as a sentence; nil while it counts.
  var silencedText: String? {
    guard let silenced else { return nil }
    let why = silenced.reason.isEmpty ? "without a reason" : silenced.reason
    let who = silenced.author.isEmpty ? "" : ", by \(silenced.author)"
    let when = silenced.day.isEmpty ? "" : " on \(silenced.day)"
    return "Silenced by \(silenced.by.rawValue), line \(silenced.commentLine)\(who)\(when): \(why)"
  }
}

extension Outcome.Answer {
  /// The answer as a word, and why where it says so.
  var sentence: String {
    switch self {
    case .found: "found"
    case .partial: "found in part"
    case .notFound: "not found"
    case .notApplicable(let reason): "does not apply: \(reason)"
    case .inconclusive(let reason): "cannot tell: \(reason)"
    case .failed(let reason): "failed: \(reason)"
    }
  }

  /// The answer in a word, for a narrow column.
  var word: String {
    switch self {
    case .found: "found"
    case .partial: "in part"
    case .notFound: "not found"
    case .notApplicable: "n/a"
    case .inconclusive: "cannot tell"
    case .failed: "failed"
    }
  }
}
