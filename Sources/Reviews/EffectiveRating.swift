import Checklists

/// What counts for one item: the table of `spec/scoring.md` section 4, its first matching row.
struct EffectiveRating: Hashable, Sendable {
  /// Nil is unanswered.
  let rating: Rating?
  let source: ItemState.Source
  var isDisputed = false
  var isUnconfirmed = false

  /// - Parameter observed: the observation's rating if it may count without a person (`obs*`).
  init(answer: Rating?, isStale: Bool, observed: Rating?) {
    guard let answer else {
      self = observed.map { EffectiveRating($0, .probe, isUnconfirmed: true) } ?? EffectiveRating(nil, .none)
      return
    }
    guard isStale else {
      self = EffectiveRating(answer, .human, isDisputed: observed != nil && observed != answer)
      return
    }
    // Bad news does not expire; good news does.
    switch (answer, observed) {
    case (.missing, _): self = EffectiveRating(.missing, .human)
    case (.partial, .missing?): self = EffectiveRating(.missing, .probe)
    case (.partial, .partial?), (.partial, .solid?): self = EffectiveRating(.partial, .human)
    case (.solid, .missing?), (.solid, .partial?), (.solid, .solid?): self = EffectiveRating(observed, .probe)
    case (.notApplicable, .missing?): self = EffectiveRating(.missing, .probe)
    case (.partial, .notApplicable?), (.partial, nil), (.solid, .notApplicable?), (.solid, nil),
      (.notApplicable, .partial?), (.notApplicable, .solid?), (.notApplicable, .notApplicable?), (.notApplicable, nil):
      self = EffectiveRating(nil, .none)
    }
  }

  private init(
    _ rating: Rating?, _ source: ItemState.Source, isDisputed: Bool = false, isUnconfirmed: Bool = false
  ) {
    self.rating = rating
    self.source = source
    self.isDisputed = isDisputed
    self.isUnconfirmed = isUnconfirmed
  }
}
