import Checklists

/// What changed from one review to another, and why each number moved: exact, and it sums.
///
/// Every score's change is split into **ruler** (the checklists changed), **scope** (other items are not applicable)
/// and **items** (one delta each). The three add up to the change; all numbers are floors.
package struct Difference: Hashable, Sendable {
  /// One number before and after; a number that does not exist counts as 0 in the parts.
  package struct Change: Hashable, Sendable {
    package let before: Fraction?
    package let after: Fraction?
    package let ruler: Fraction
    package let scope: Fraction
    package let items: Fraction
    package var total: Fraction { (after ?? .zero) - (before ?? .zero) }
  }

  package enum Cause: String, Hashable, Sendable, CaseIterable {
    case answer, stale, probe, code
    case probeAndCode = "probe+code"
    case new, removed
    /// The criterion was reworded or the item moved to another weight.
    case checklist
    /// The review is measured by another profile, which moved the item.
    case profile
  }

  package struct ItemChange: Hashable, Sendable {
    package let item: String
    package let title: String
    package let before: Rating?
    package let after: Rating?
    package let cause: Cause
    /// Points of the health score.
    package let health: Fraction
    /// Of 100.
    package let quality: Fraction
    /// Gates of readiness met: -1, 0 or 1.
    package let readiness: Fraction
    package let security: Fraction
    package let evidence: EvidenceChange
    /// The whole item on both sides; nil where a side does not have it.
    package let old: ItemState?
    package let new: ItemState?

    package var gates: Fraction { readiness + security }
    package var movesScore: Bool { health != .zero || quality != .zero || gates != .zero }
    /// Why its answer can no longer be taken as it is, where it could before.
    package var newlyStale: [ItemState.StaleReason] {
      (new?.staleReasons ?? []).filter { !(old?.staleReasons.contains($0) ?? false) }
    }
  }

  /// Points.
  package let health: Change
  /// Of 100.
  package let quality: Change
  /// Gates met.
  package let readiness: Change
  package let security: Change
  package let verdictBefore: Verdict
  package let verdictAfter: Verdict
  /// Items that differ in rating, answer, staleness or what was observed, in catalogue order; removed ones last.
  package let items: [ItemChange]

  /// - Parameters:
  ///   - now: the moment drafts are read at; final reviews are read at their own.
  package init(
    from a: Review, under catalogueA: Catalogue, to b: Review, under catalogueB: Catalogue, at now: Instant
  ) {
    let before = ReviewReading(a, under: catalogueA, at: a.ownMoment ?? now)
    let ruled = ReviewReading(a, under: catalogueB, at: a.ownMoment ?? now)
    let after = ReviewReading(b, under: catalogueB, at: b.ownMoment ?? now)
    let scoped = Difference.scoped(ruled.scoring, to: after.scoring)
    var steps = [Totals(before.scoring), Totals(ruled.scoring), Totals(scoped)]

    // One item after the other takes its new standing, so that whatever the arithmetic, the deltas add up.
    var walking = scoped
    var deltas: [String: Totals] = [:]
    var last = Totals(scoped)
    for (place, item) in catalogueB.items.enumerated() where walking.standings[place] != after.scoring.standings[place]
    {
      walking.standings[place] = after.scoring.standings[place]
      let next = Totals(walking)
      deltas[item.id] = next - last
      last = next
    }
    steps.append(Totals(after.scoring))
    assert(last == steps[3], "the parts of a difference add up to its whole")

    health = Change(steps.map(\.health))
    quality = Change(steps.map(\.quality))
    readiness = Change(steps.map(\.readiness))
    security = Change(steps.map(\.security))
    verdictBefore = before.verdict
    verdictAfter = after.verdict
    items = Difference.items(before, ruled, after, deltas)
  }

  /// The standings of A with the applicability of B, both under one catalogue: what applies newly is unanswered, what
  /// no longer does is n/a.
  private static func scoped(_ a: Scoring, to b: Scoring) -> Scoring {
    var result = a
    for (place, item) in b.index.items.enumerated() {
      let new = b.standings[place]
      let old = a.standings[place]
      if item.isDimension {
        let isExcluded = new.override.map { $0.percent == nil && !$0.isStale } ?? false
        let wasExcluded = old.override.map { $0.percent == nil && !$0.isStale } ?? false
        if isExcluded != wasExcluded { result.standings[place].override = isExcluded ? new.override : nil }
      } else if new.isApplicable != old.isApplicable {
        result.standings[place] = new.isApplicable ? .unanswered : new
      }
    }
    return result
  }

  private static func items(
    _ before: ReviewReading, _ ruled: ReviewReading, _ after: ReviewReading, _ deltas: [String: Totals]
  ) -> [ItemChange] {
    func change(_ item: ChecklistItem, _ old: ItemState?, _ new: ItemState?) -> ItemChange? {
      let delta = deltas[item.id] ?? Totals.zero
      // Where the ruler took from an item what it has again now, both ends look alike and a number moved all the same.
      let isBack = delta != Totals.zero
      guard var cause = Cause(old, new) ?? (isBack ? Cause(ruled.state(of: item.id), new) ?? .checklist : nil) else {
        return nil
      }
      let isSameQuestion = old.map { $0.item.criterionDigest == item.criterionDigest } ?? false
      if cause == .checklist, isSameQuestion, before.catalogue.profileName != after.catalogue.profileName {
        cause = .profile
      }
      return ItemChange(
        item: item.id, title: item.title, before: old?.effective, after: new?.effective, cause: cause,
        health: delta.health ?? .zero, quality: delta.quality ?? .zero, readiness: delta.readiness ?? .zero,
        security: delta.security ?? .zero, evidence: EvidenceChange(from: old?.observation, to: new?.observation),
        old: old, new: new)
    }
    let kept = after.catalogue.items.compactMap { change($0, before.state(of: $0.id), after.state(of: $0.id)) }
    let removed = before.catalogue.items.filter { after.state(of: $0.id) == nil }
    return kept + removed.compactMap { change($0, before.state(of: $0.id), nil) }
  }
}

extension Difference.Change {
  /// - Parameter steps: before, after the ruler, after the scope, after the items.
  fileprivate init(_ steps: [Fraction?]) {
    func part(_ index: Int) -> Fraction { (steps[index + 1] ?? .zero) - (steps[index] ?? .zero) }
    self.init(before: steps[0], after: steps[3], ruler: part(0), scope: part(1), items: part(2))
  }
}

extension Difference.Cause {
  /// Nil when nothing about the item differs.
  fileprivate init?(_ old: ItemState?, _ new: ItemState?) {
    guard let new else {
      self = .removed
      return
    }
    guard let old else {
      self = .new
      return
    }
    let versions = (old.observation?.probeVersion, new.observation?.probeVersion)
    let isVersionNew = versions.0 != nil && versions.1 != nil && versions.0 != versions.1
    let isEvidenceNew = old.observation?.evidenceDigest != new.observation?.evidenceDigest
    let isObservedNew = old.observation?.result != new.observation?.result || isEvidenceNew
    if old.answer?.value != new.answer?.value || old.answer?.at != new.answer?.at {
      self = .answer
    } else if old.staleReasons != new.staleReasons {
      self = .stale
    } else if isObservedNew {
      self = isVersionNew ? isEvidenceNew ? .probeAndCode : .probe : .code
    } else if old.effective != new.effective || old.item.weight != new.item.weight {
      // A dimension moves with its criteria; any other item only with its checklist.
      guard !new.item.isDimension || old.item.weight != new.item.weight else { return nil }
      self = .checklist
    } else {
      return nil
    }
  }
}

/// The numbers a difference splits.
private struct Totals: Hashable {
  let health: Fraction?
  let quality: Fraction?
  let readiness: Fraction?
  let security: Fraction?

  static let zero = Totals(health: .zero, quality: .zero, readiness: .zero, security: .zero)

  init(_ scoring: Scoring) {
    health = scoring.points(scoring.places(.health)).map { Fraction($0.floor) }
    quality = scoring.quality()?.floor
    readiness = Totals.met(scoring.places(.readiness), scoring)
    security = Totals.met(scoring.places(.security), scoring)
  }

  /// Nil when no gate applies.
  private static func met(_ gates: [Int], _ scoring: Scoring) -> Fraction? {
    let applicable = gates.map { scoring.standings[$0] }.filter(\.isApplicable)
    return applicable.isEmpty ? nil : Fraction(applicable.count { $0.rating == .solid })
  }

  private init(health: Fraction?, quality: Fraction?, readiness: Fraction?, security: Fraction?) {
    self.health = health
    self.quality = quality
    self.readiness = readiness
    self.security = security
  }

  static func - (a: Totals, b: Totals) -> Totals {
    func minus(_ part: (Totals) -> Fraction?) -> Fraction { (part(a) ?? .zero) - (part(b) ?? .zero) }
    return Totals(
      health: minus(\.health), quality: minus(\.quality), readiness: minus(\.readiness), security: minus(\.security))
  }
}

extension Difference.Cause {
  /// As part of a table or a sentence: why the item differs.
  package var meaning: String {
    switch self {
    case .answer: "answered anew"
    case .stale: "the answer went stale"
    case .probe: "the probe changed"
    case .code: "the code changed"
    case .probeAndCode: "probe and code changed"
    case .new: "new in the checklist"
    case .removed: "no longer in the checklist"
    case .checklist: "the checklist changed"
    case .profile: "the profile changed"
    }
  }
}
