import Evidence

/// Reads how an item's probes become its suggestion: the key `probes`.
extension ItemReader {
  private static let joins = ["worst", "best", "count", "named"]

  func suggestion(_ fields: Fields, id: String) -> SuggestionRule? {
    if scoring == .quality {
      if fields.has("probes") {
        fields.report(
          "probes", "\(fields.owner) is a dimension: its suggestion comes from its criteria, not from probes")
      }
      return .criteria
    }
    guard let value = fields.requiredValue("probes") else { return nil }
    if case .text("none", isPlain: true) = value.content { return SuggestionRule.none }
    let name = "\"probes\" of \(fields.owner)"
    guard let rule = Fields(value, owner: name, known: ItemReader.joins + ["threshold", "rule"], log: log) else {
      return nil
    }
    let given = (ItemReader.joins + ["threshold"]).filter(rule.has)
    guard given.count == 1 else {
      log.report(value.mark, "\(name) must have exactly one of worst, best, count, named and threshold, or be none")
      return nil
    }
    if rule.has("rule"), !rule.has("named") {
      rule.report("rule", "\(name) has a \"rule\", which only goes with \"named\"")
    }
    switch given[0] {
    case "threshold": return threshold(rule)
    case "best": return probeList(rule, "best").map(SuggestionRule.best)
    case "count": return probeList(rule, "count").map(SuggestionRule.count)
    case "named": return named(rule, id: id)
    default: return probeList(rule, "worst").map(SuggestionRule.worst)
    }
  }

  /// `named: [probes]`: the Swift rule named by the item's id, or by `rule` where a list borrows another item's.
  private func named(_ rule: Fields, id: String) -> SuggestionRule? {
    let probes = probeList(rule, "named")
    let name = rule.optionalText("rule") ?? id
    if let namedRules, !namedRules.contains(name) {
      let hint = NearestName.hint(for: name, among: namedRules)
      rule.report(
        rule.has("rule") ? "rule" : "named",
        "\(rule.owner) asks for the rule \"\(name)\", which does not exist.\(hint) Use worst, best, count or threshold, "
          + "or name the rule of a built-in item with \"rule\"")
      return nil
    }
    return probes.map { .named(name, $0) }
  }

  private func threshold(_ rule: Fields) -> SuggestionRule? {
    guard let value = rule.value("threshold"),
      let fields = Fields(
        value, owner: "\"threshold\" in \(rule.owner)",
        known: ["probe", "measure", "of", "perThousand", "solid", "partial", "says"], log: log)
    else { return nil }
    let probe = fields.requiredValue("probe").flatMap { value in
      fields.text(in: value, called: "\"probe\" of \(fields.owner)").flatMap { known($0, value.mark, in: fields) }
    }
    let measure = fields.text("measure")
    let base = base(fields)
    let solid = fields.decimal("solid")
    let partial = fields.decimal("partial")
    let says = fields.optionalText("says").map(Digests.collapsed) ?? ""
    if !says.isEmpty, !says.contains("{count}") {
      fields.report(
        "says", "\(fields.owner) must say where its figure stands: {count}, and {whole} for what divides it")
    }
    guard let probe, let measure, let solid, let partial else { return nil }
    return .threshold(Threshold(probe, measure: measure, base: base, solid: solid, partial: partial, says: says))
  }

  private func base(_ fields: Fields) -> Threshold.Base? {
    if fields.has("of"), fields.has("perThousand") {
      fields.report("perThousand", "\(fields.owner) has both \"of\" and \"perThousand\"; one of them divides")
      return nil
    }
    return fields.optionalText("of").map(Threshold.Base.of)
      ?? fields.optionalText("perThousand").map(Threshold.Base.perThousand)
  }

  private func probeList(_ rule: Fields, _ key: String) -> [ProbeID]? {
    guard let names = rule.names(key) else { return nil }
    let probes = names.compactMap { known($0.name, $0.mark, in: rule) }
    return probes.count == names.count ? probes : nil
  }

  private func known(_ name: String, _ mark: MarkedValue.Position, in fields: Fields) -> ProbeID? {
    let probe = ProbeID(name)
    if probes.contains(probe) { return probe }
    let hint = NearestName.hint(for: name, among: probes.map(\.text))
    log.report(mark, "\(fields.owner) names the probe \"\(name)\", which does not exist.\(hint)")
    return nil
  }
}
