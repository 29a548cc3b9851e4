import Canvas
import Evidence

/// The list of findings: what it shows, and what becomes of a finding.
extension Action {
  static let browsing: [Action] = [
    Action(
      .findings, [.character("F")], "findings", "Show the findings of all probes, at the one shown here.", hint: 14,
      unless: { $0.layer.screen == .findings ? "These are the findings; Esc goes back." : nil }
    ) {
      $0.openFindings()
      return []
    },
    Action(
      .grouping, [.character("b")], "group", "Group the findings by probe, file or item in turn.", in: [.findings],
      hint: 3
    ) { front in
      let next = FindingsView.Grouping.allCases.following(front.findings.view.grouping) ?? .probe
      front.browse {
        $0.grouping = next
        $0.folded = []
      }
      front.sayShown("By \(next.rawValue)")
      return []
    },
    Action(
      .family, [.character("f")], "family", "Show one family of probes after the other, then all.", in: [.findings],
      hint: 6, unless: noFindings
    ) { front in
      let choices: [String?] = [nil] + front.families
      let next = choices.following(front.findings.view.family) ?? nil
      front.browse { $0.family = next }
      front.sayShown(next ?? "All families")
      return []
    },
    Action(
      .confidence, [.character("c")], "confidence",
      "Show findings of high, medium or low confidence in turn, then all.",
      in: [.findings], hint: 18, unless: noFindings
    ) { front in
      let choices: [Confidence?] = [nil, .high, .medium, .low]
      let next = choices.following(front.findings.view.confidence) ?? nil
      front.browse { $0.confidence = next }
      front.sayShown(next.map { "\($0.rawValue) confidence" } ?? "Any confidence")
      return []
    },
    Action(
      .sign, [.character("t")], "harm or good", "Show what is harmful, what is good, then both.", in: [.findings],
      hint: 19, unless: noFindings
    ) { front in
      let next = ([nil, true, false] as [Bool?]).following(front.findings.view.isHarmful) ?? nil
      front.browse { $0.isHarmful = next }
      front.sayShown(next.map { FindingsView.word(isHarmful: $0) } ?? "Harm and good")
      return []
    },
    Action(
      .standing, [.character("v")], "silenced",
      "Show all findings, those that count, silenced ones, then also probes that found nothing.", in: [.findings],
      hint: 20, unless: noFindings
    ) { front in
      let next = FindingsView.Standing.allCases.following(front.findings.view.standing) ?? .all
      front.browse { $0.standing = next }
      front.sayShown(next.title)
      return []
    },
    Action(
      .narrow, [.character("&")], "only text", "Show only findings that hold a text, while you type it.",
      in: [.findings], unless: noFindings
    ) { front in
      front.ask(.narrow(before: front.findings.view.text))
      return []
    },
    Action(
      .fold, [.character(" ")], "fold", "Fold the group away, or unfold it.", in: [.findings], unless: noRows
    ) {
      $0.toggleFold()
      return []
    },
    Action(
      .foldAll, [.character("z")], "fold all", "Fold all groups, or unfold them.", in: [.findings], unless: noRows
    ) {
      $0.toggleAllFolds()
      return []
    },
    Action(
      .nextGroup, [.tab, .character("J"), .character(")")], "next group", "Go to the next group.", in: [.findings],
      hint: 9, unless: noRows
    ) {
      $0.goToGroup(by: 1)
      return []
    },
    Action(
      .previousGroup, [.backtab, .character("K"), .character("(")], "previous group", "Go to the group before.",
      in: [.findings], unless: noRows
    ) {
      $0.goToGroup(by: -1)
      return []
    },
    Action(.nextFinding, [.tab], "next finding", "Go to the next finding of the list.", in: [.finding], hint: 9) {
      $0.goToFinding(by: 1)
      return []
    },
    Action(
      .previousFinding, [.backtab], "previous finding", "Go to the finding before.", in: [.finding]
    ) {
      $0.goToFinding(by: -1)
      return []
    },
    Action(
      .explain, [.character("i")], "explain", "Show what the finding's probe looks for, and why.",
      in: [.findings, .finding], hint: 7, unless: { $0.explainedProbe == nil ? "No probe is selected." : nil }
    ) {
      if let probe = $0.explainedProbe { $0.explain(probe) }
      return []
    },
    Action(
      .silence, [.character("s")], "silence",
      "Silence the finding for a reason, in the repository's .assay.yml; on a silenced one take that back.",
      in: [.findings, .finding], hint: 2, unless: { $0.silencingObstacle }
    ) { $0.toggleSilencing() },
    Action(
      .copyComment, [.character("S")], "copy comment",
      "Copy the comment that would silence the finding beside the code; asks for the reason.",
      in: [.findings, .finding], unless: { $0.commentObstacle }
    ) { front in
      if let name = front.currentFinding?.name { front.ask(.comment(name)) }
      return []
    },
  ]

  private static func noFindings(_ front: Front) -> String? {
    front.findings.found.outcomes.isEmpty ? "There are no findings to choose from yet." : nil
  }

  private static func noRows(_ front: Front) -> String? {
    front.findings.rows.isEmpty ? "No finding is listed." : nil
  }
}

extension Front {
  /// The probe of the finding or the heading under the cursor.
  fileprivate var explainedProbe: ProbeID? {
    if let finding = currentFinding { return finding.finding.probe }
    guard layer.screen == .findings, findings.view.grouping == .probe else { return nil }
    return findings.group(at: layer.cursor).map { ProbeID($0.key) }
  }
}
