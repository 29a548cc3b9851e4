import Checklists
import Evidence

extension Suggestions {
  /// Evidence kept per item; the reason says how many there were.
  static let evidenceMax = 50

  /// One observation for every item of the catalogue, in its order.
  ///
  /// `versions` are those of the probes that ran; what `antiPatterns` find is bad. An item whose kind of module is another is n/a; an item with a failed
  /// probe is `failed`; one that nothing speaks for is inconclusive. None of these is ever a 0.
  package func observations(
    of outcomes: [Outcome], versions: [ProbeID: Int], antiPatterns: Set<ProbeID>
  ) -> [Observation] {
    let byProbe = Dictionary(outcomes.map { ($0.probe, $0) }) { first, _ in first }
    let facts = RuleFacts(kind: kind, outcomes: byProbe, antiPatterns: antiPatterns)
    return catalogue.items.filter { !$0.isDimension }.map { observation(of: $0, facts, versions) }
  }

  private func observation(of item: ChecklistItem, _ facts: RuleFacts, _ versions: [ProbeID: Int]) -> Observation {
    let probes = item.suggestion.probes
    let ran = probes.compactMap { facts.outcomes[$0] }
    let suggested: Suggested
    var result: Observation.Result?
    let isLeftToRule = if case .named = item.suggestion { true } else { false }
    if !isLeftToRule, !item.applies.contains(kind) {
      suggested = Suggested(.notApplicable, .high, "It does not apply to a \(kind.rawValue).", evidence: [])
    } else if let failed = ran.compactMap(\.failure).first {
      suggested = Suggested(nil, .low, "A probe failed: \(failed)")
      result = .failed(reason: failed)
    } else {
      suggested = Suggestions.suggested(for: item, facts, ran)
    }
    let all = suggested.evidence ?? ran.flatMap(\.findings)
    let shown = all.prefix(Suggestions.evidenceMax)
    let more = all.count > shown.count ? " \(all.count) places in all, \(shown.count) shown." : ""
    let rated = suggested.rating.map { Observation.Result.rated($0) } ?? .inconclusive(reason: suggested.reason)
    return Observation(
      item: item.id, probes: probes,
      probeVersion: probes.map { "\($0)@\(versions[$0] ?? 0)" }.joined(separator: " "),
      result: result ?? rated, confidence: suggested.confidence, reason: suggested.reason + more,
      evidence: shown.map { Observation.Evidence(location: $0.location, snippet: $0.snippet, message: $0.message) },
      scope: ran.map(\.scope).reduce(Scope()) { $0.joined(with: $1) })
  }

  private static func suggested(for item: ChecklistItem, _ facts: RuleFacts, _ ran: [Outcome]) -> Suggested {
    let ratings = ran.compactMap { $0.plainRating(isAntiPattern: facts.antiPatterns.contains($0.probe)) }
    switch item.suggestion {
    case .named(let name, _):
      guard let rule = namedRules[name] else {
        return Suggested(nil, .low, "No rule is called \(name); only a person can tell.")
      }
      return rule(facts)
    case .worst: return joined(ratings.min { $0.rank < $1.rank }, ran, "the worst")
    case .best: return joined(ratings.max { $0.rank < $1.rank }, ran, "the best")
    case .count(let probes):
      let solid = ratings.count { $0 == .solid }
      guard !ratings.isEmpty else { return joined(nil, ran, "") }
      let rating: Rating = solid == ratings.count ? .solid : solid > 0 ? .partial : .missing
      return Suggested(rating, .medium, "\(solid) of \(probes.count) probes found what they look for.")
    case .threshold(let probe, let measure, let solid, let partial):
      guard let value = facts[probe].figure(measure) else { return joined(nil, ran, "") }
      let rating: Rating = value >= solid ? .solid : value >= partial ? .partial : .missing
      return Suggested(rating, .medium, "\(measure) is \(value); \(solid) is solid, \(partial) partial.")
    case .criteria, .none: return Suggested(nil, .low, "Only a person can tell.")
    }
  }

  private static func joined(_ rating: Rating?, _ ran: [Outcome], _ how: String) -> Suggested {
    guard let rating else { return Suggested(nil, .low, "No probe could tell.") }
    return Suggested(rating, .medium, "It is \(how) of \(ran.count) probe outcomes.")
  }
}

extension Outcome {
  /// The reason of a failed probe.
  fileprivate var failure: String? { if case .failed(let reason) = answer { "\(probe): \(reason)" } else { nil } }

  /// Found 2, partly 1, not found 0, and the other way round for an anti-pattern; nil when the probe cannot tell.
  fileprivate func plainRating(isAntiPattern: Bool) -> Rating? {
    switch answer {
    case .found: isAntiPattern ? .missing : .solid
    case .partial: .partial
    case .notFound: isAntiPattern ? .solid : .missing
    case .notApplicable: .notApplicable
    case .inconclusive, .failed: nil
    }
  }

  /// A measure as a number.
  fileprivate func figure(_ name: String) -> Double? {
    switch measures[name] {
    case .count(let value)?: Double(value)
    case .ratio(let value)?: value
    case .flag, .text, .list, nil: nil
    }
  }
}

extension Rating {
  /// Order for joins: n/a is neither worse nor better than solid.
  fileprivate var rank: Int { points ?? 2 }
}

extension Scope {
  fileprivate func joined(with other: Scope) -> Scope {
    Scope(
      files: max(files, other.files), patterns: patterns + other.patterns.filter { !patterns.contains($0) },
      skipped: skipped + other.skipped.filter { !skipped.contains($0) })
  }
}
