import Evidence

extension GateSettings {
  static let keys = [
    "require-ready", "min-health", "min-quality", "min-coverage", "max-open-p1", "max-stale", "no-regress",
    "strict-probes",
  ]

  /// Reads the mapping `check` of `.assay.yml`; nil, with a problem, when it is none.
  init?(reading value: MarkedValue, _ log: ProblemLog) {
    guard let fields = Fields(value, owner: "\"check\"", known: GateSettings.keys, log: log, namesKnown: true) else {
      return nil
    }
    self.init()
    func flag(_ key: String) -> Bool? { fields.has(key) ? fields.flag(key, default: false) : nil }
    func count(_ key: String) -> Int? { fields.has(key) ? fields.number(key, in: 0...GateSettings.countMax) : nil }
    requireReady = flag("require-ready")
    minHealth = GateSettings.minimum("min-health", GateSettings.healthMax, fields)
    minQuality = GateSettings.minimum("min-quality", GateSettings.percentMax, fields)
    minCoverage = GateSettings.minimum("min-coverage", GateSettings.percentMax, fields)
    maxOpenP1 = count("max-open-p1")
    maxStale = count("max-stale")
    noRegress = GateSettings.baseline(fields)
    strictProbes = flag("strict-probes")
  }

  /// `true` is the latest review, `false` none, and text names one.
  private static func baseline(_ fields: Fields) -> String? {
    guard fields.has("no-regress") else { return nil }
    switch fields.value("no-regress")?.content {
    case .text("true", isPlain: true)?: return "latest"
    case .text("false", isPlain: true)?: return "off"
    default: return fields.text("no-regress")
    }
  }

  /// Digits and at most nine decimals, as the option takes them.
  private static func minimum(_ key: String, _ most: Int, _ fields: Fields) -> String? {
    guard let value = fields.value(key) else { return nil }
    if case .text(let text, isPlain: true) = value.content {
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let isDecimal = parts.allSatisfy {
        (1...9).contains($0.utf8.count) && DecimalDigits.value(Array($0.utf8)[...]) != nil
      }
      if isDecimal, let number = Double(text), number <= Double(most) { return text }
    }
    fields.report(key, "\"\(key)\" of \"check\" must be a number from 0 to \(most)")
    return nil
  }
}
