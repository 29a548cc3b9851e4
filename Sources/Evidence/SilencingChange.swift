/// A decision put into the list of silenced findings, or taken out of it.
package struct SilencingChange: Hashable, Sendable {
  package let decision: SilencingDecision
  package let isSilenced: Bool

  package init(_ decision: SilencingDecision, isSilenced: Bool) {
    self.decision = decision
    self.isSilenced = isSilenced
  }

  package var reversed: SilencingChange { SilencingChange(decision, isSilenced: !isSilenced) }
}
