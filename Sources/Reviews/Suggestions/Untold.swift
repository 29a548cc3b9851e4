import Evidence

extension Outcome {
  /// What every rule says of a probe that did not run, failed or cannot tell: nothing, for its reason. Nil when it tells.
  var untold: Suggested? {
    switch answer {
    case .found, .partial, .notFound, .notApplicable: nil
    case .inconclusive(let reason), .failed(let reason): Suggested(nil, .low, reason)
    }
  }

  /// The same, and that a rule does not apply where its probe does not.
  var unanswered: Suggested? {
    if case .notApplicable(let reason) = answer { return Suggested(.notApplicable, .high, reason) }
    return untold
  }
}

extension Sequence<Outcome> {
  /// What is said of the first probe that cannot tell, where a rule needs all of them.
  var untold: Suggested? { lazy.compactMap(\.untold).first }
}
