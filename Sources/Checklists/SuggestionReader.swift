import Evidence

/// Reads how an item's probes become its suggestion: the key `probes`.
extension ItemReader {
  static let joins = ["worst", "best", "count", "named"]
  static let ruleKeys = joins + ["threshold", "rule"]
  static let thresholdKeys = ["probe", "measure", "of", "perThousand", "solid", "partial", "says"]

  func suggestion(_ fields: Fields, id: String, declared: inout DeclaredProbes) -> SuggestionRule? {
    if scoring == .quality {
      if fields.has("probes") {
        fields.report(
          "probes", "\(fields.owner) is a dimension: its suggestion comes from its criteria, not from probes")
      }
      return .criteria
    }
    if own != nil, !fields.has("probes") { return SuggestionRule.none }
    guard let value = fields.requiredValue("probes") else { return nil }
    if case .text("none", isPlain: true) = value.content { return SuggestionRule.none }
    let name = "\"probes\" of \(fields.owner)"
    guard let rule = Fields(value, owner: name, known: ItemReader.ruleKeys, log: log) else {
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
    case "threshold": return threshold(rule, &declared)
    case "best": return probeList(rule, "best", &declared).map(SuggestionRule.best)
    case "count": return probeList(rule, "count", &declared).map(SuggestionRule.count)
    case "named": return named(rule, id: id, &declared)
    default: return probeList(rule, "worst", &declared).map(SuggestionRule.worst)
    }
  }

  /// `named: [probes]`: the Swift rule named by the item's id, or by `rule` where a list borrows another item's.
  private func named(_ rule: Fields, id: String, _ declared: inout DeclaredProbes) -> SuggestionRule? {
    let probes = probeList(rule, "named", &declared)
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

  private func threshold(_ rule: Fields, _ declared: inout DeclaredProbes) -> SuggestionRule? {
    guard let value = rule.value("threshold"),
      let fields = Fields(
        value, owner: "\"threshold\" in \(rule.owner)", known: ItemReader.thresholdKeys, log: log)
    else { return nil }
    let probe = fields.requiredValue("probe").flatMap { value -> ProbeID? in
      if case .mapping = value.content { return declare(value, &declared, in: fields, number: nil) }
      return fields.text(in: value, called: "\"probe\" of \(fields.owner)").flatMap {
        known($0, value.mark, in: fields)
      }
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
    if let figures = declared.list.first(where: { $0.probe.id == probe })?.probe.figures {
      for key in ["measure", "of", "perThousand"] {
        guard let figure = fields.optionalText(key), !figures.contains(figure) else { continue }
        let hint = NearestName.hint(for: figure, among: figures)
        fields.report(
          key,
          "\"\(key)\" of \(fields.owner) is \"\(figure.prefix(60))\"; a probe that is declared like this one has "
            + "\(figures.joined(separator: ", ")).\(hint)")
      }
    }
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

  /// Probes by name, and in a team's own list probes that are declared in place of one.
  private func probeList(_ rule: Fields, _ key: String, _ declared: inout DeclaredProbes) -> [ProbeID]? {
    guard case .list(let values)? = rule.value(key)?.content, values.contains(where: \.isMapping) else {
      guard let names = rule.names(key) else { return nil }
      let probes = names.compactMap { known($0.name, $0.mark, in: rule) }
      return probes.count == names.count ? probes : nil
    }
    let isOnly = values.count(where: \.isMapping) == 1
    var probes: [ProbeID] = []
    var declaredCount = 0
    for value in values {
      let probe: ProbeID?
      if value.isMapping {
        declaredCount += 1
        probe = declare(value, &declared, in: rule, number: isOnly ? nil : declaredCount)
      } else {
        probe = rule.text(in: value, called: "an entry of \"\(key)\" of \(rule.owner)")
          .flatMap { known($0, value.mark, in: rule) }
      }
      guard let probe else { continue }
      if probes.contains(probe) {
        log.report(value.mark, "\"\(key)\" of \(rule.owner) has \"\(probe)\" twice; give one of them another name")
      } else {
        probes.append(probe)
      }
    }
    return probes.count == values.count ? probes : nil
  }

  private func declare(
    _ value: MarkedValue, _ declared: inout DeclaredProbes, in fields: Fields, number: Int?
  ) -> ProbeID? {
    guard let own else {
      log.report(value.mark, "\(fields.owner) declares a probe, which only a team's own checklists do; name one")
      return nil
    }
    let reader = DeclaredProbeReader(
      own: own, log: log, item: declared.item, because: declared.because.withoutFullStop,
      instead: declared.instead.withoutFullStop)
    guard let probe = reader.read(value, number: number) else { return nil }
    declared.list.append((probe, value.mark))
    return probe.id
  }

  private func known(_ name: String, _ mark: MarkedValue.Position, in fields: Fields) -> ProbeID? {
    let probe = ProbeID(name)
    if probes.contains(probe) { return probe }
    let hint = NearestName.hint(for: name, among: probes.map(\.text))
    log.report(mark, "\(fields.owner) names the probe \"\(name)\", which does not exist.\(hint)")
    return nil
  }
}

/// The probes that one item declares, with their places, and what they take from the item.
struct DeclaredProbes {
  let item: String
  let because: String
  let instead: String
  var list: [(probe: DeclaredProbe, mark: MarkedValue.Position)] = []
}

extension MarkedValue {
  fileprivate var isMapping: Bool { if case .mapping = content { true } else { false } }
}

extension String {
  /// As the cards of the program's probes have it: pages end the sentence.
  fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
