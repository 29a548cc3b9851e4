import BundledFacts
import Checklists
import Evidence
import Probes
import Reviews
import Screens

/// The outcomes of a run with comments applied: findings and ratings follow from them again, without probing, when the
/// list of silenced findings changes.
struct KeptOutcomes: Sendable {
  let outcomes: [Outcome]
  let kind: ProjectKind

  /// What follows when the list holds these entries.
  func result(_ entries: [ProjectSettings.Silenced], _ catalogue: Catalogue) -> (ProbedFindings, [Observation]) {
    let applied = SettingsSilencing(entries).applied(to: outcomes)
    return (
      ProbedFindings(outcomes: applied, cards: KeptOutcomes.explanations(catalogue)),
      Analysis.observations(of: applied, kind: kind, catalogue: catalogue)
    )
  }

  /// Of all probes, a team's own among them, and of what is said about silencing.
  static func explanations(_ catalogue: Catalogue) -> [ProbeExplanation] {
    builtIn + catalogue.declared.map(\.explanation)
  }

  static func explanationsByID(_ catalogue: Catalogue) -> [ProbeID: ProbeExplanation] {
    Dictionary(explanations(catalogue).map { ($0.id, $0) }) { first, _ in first }
  }

  private static let builtIn = ExplainCommand.cards.map(ProbeExplanation.init)
}

extension ProbeExplanation {
  init(_ card: ProbeCard) {
    var linters: [String] = []
    for rule in BundledFacts.linters.rules(of: card.id.text) {
      let name = rule.code.map { "\(rule.linter) (\($0))" } ?? rule.linter
      if !linters.contains(name) { linters.append(name) }
    }
    self.init(
      id: card.id, version: card.version, isHarmful: card.sign == .antiPattern, looksFor: card.looksFor,
      because: card.because, instead: card.instead, limits: ProbeLimits.text(of: card.id.text), linters: linters,
      examples: card.examples.map { Example(text: $0.text, isFound: $0.isFound) })
  }
}
