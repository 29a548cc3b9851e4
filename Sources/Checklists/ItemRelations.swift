import Evidence

/// What stands around an item in the whole catalogue: the rules behind it, what rests on it, what counts it.
extension Catalogue {
  package func checklist(_ id: String) -> Checklist? { checklists.first { $0.id == id } }

  /// The rules that bear on a scored item, but for those it names as criteria and shows as such.
  package func rules(behind item: ChecklistItem) -> [ChecklistItem] {
    items.filter { $0.feeds.contains(item.id) && !item.criteria.contains($0.id) }
  }

  /// The scored items a rule bears on, but for dimensions that count it outright.
  package func scoredItems(restingOn rule: ChecklistItem) -> [ChecklistItem] {
    rule.feeds.compactMap(item).filter { !$0.criteria.contains(rule.id) }
  }

  /// The quality dimensions that have the item among their criteria.
  package func dimensions(counting item: ChecklistItem) -> [ChecklistItem] {
    items.filter { $0.criteria.contains(item.id) }
  }

  /// Items of any list whose suggestion rests on the probe.
  package func items(restingOn probe: ProbeID) -> [ChecklistItem] {
    items.filter { $0.suggestion.probes.contains(probe) }
  }
}

extension ChecklistItem {
  /// What the item is asked of, in words: `services and libraries`.
  package var appliesText: String {
    let words = applies.map(\.plural)
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension ProjectKind {
  fileprivate var plural: String {
    switch self {
    case .service: "services"
    case .cli: "command-line tools"
    case .library: "libraries"
    }
  }
}

extension SuggestionRule {
  /// How the probes' outcomes become a rating, as one sentence.
  package var meaning: String {
    switch self {
    case .worst(let probes): probes.count == 1 ? "What it finds decides." : "The worst of them decides."
    case .best(let probes): probes.count == 1 ? "What it finds decides." : "The best of them decides."
    case .count: "All of them found is 2, some of them 1, none 0."
    case .threshold(let threshold): threshold.meaning
    case .named: "A rule made for this item weighs what they say."
    case .criteria: "It is the mean of its criteria."
    case .none: "No probe can tell; it takes a person."
    }
  }
}

extension Threshold {
  fileprivate var meaning: String {
    let bound = isLimit ? "at most" : "at least"
    let subject: String
    switch base {
    case nil: subject = "Its measure \"\(measure)\" decides"
    case .of(let whole): subject = "Its measure \"\(measure)\" as a share of \"\(whole)\" decides"
    case .perThousand(let whole): subject = "Its measure \"\(measure)\" per thousand of \"\(whole)\" decides"
    }
    return "\(subject): \(bound) \(shown(solid)) is 2, \(bound) \(shown(partial)) is 1, else 0."
  }

  /// Shares as per cent, other figures as they are; no `.0` behind whole numbers.
  private func shown(_ limit: Double) -> String {
    if case .of = base { return "\(Threshold.text(limit * 100)) %" }
    return Threshold.text(limit)
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int(rounded)) : String(rounded)
  }
}
