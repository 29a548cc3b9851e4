import Evidence

/// A probe that is ready to run: one of the program's, or one that a team's own checklist declares.
package struct RunnableProbe: Sendable {
  package let id: ProbeID
  package let examine: @Sendable (Subject) -> Outcome

  package init(_ type: any Probe.Type) {
    id = type.card.id
    examine = { type.init().examine($0) }
  }

  package init(_ declared: DeclaredProbe) {
    id = declared.id
    examine = { DeclaredExamination(declared, $0).outcome() }
  }
}

extension ProbeID {
  /// Whether a checklist of the repository declares the probe; which ones do is not known everywhere.
  var isDeclared: Bool { family == DeclaredProbe.family }
}
