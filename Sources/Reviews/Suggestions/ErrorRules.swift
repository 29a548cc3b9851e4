import Checklists
import Evidence

/// How errors are handled, from the counts of the errors probes.
///
/// Two items look at the same counts: wrapping alone decides `readiness.p0.error-wrapping`; `health.error-handling` asks
/// for declared errors and for nothing dropped as well. Where many errors of other packages go up bare, and few are
/// wrapped beside them, neither is solid.
extension Suggestions {
  static let errorRules: [String: NamedRule] = [
    "health.error-handling": { ErrorCounts($0).health },
    "readiness.p0.error-wrapping": { ErrorCounts($0).wrapping },
  ]
}

/// The figures both rules rest on.
private struct ErrorCounts {
  static let keptShareMin = 0.8
  static let wrapsMin = 5
  static let linesPerWrapMax = 500
  /// Errors dropped per 1,000 lines: below the first is fine, from the second on nothing else counts.
  static let droppedFineBelow = 1.0
  static let droppedTooMany = 5.0
  /// Below so many error returns, and so many per 1,000 lines, a library has hardly anything to wrap.
  static let errorReturnsTiny = 30
  static let errorReturnsPerThousandTiny = 6.0

  let facts: RuleFacts
  let wraps, kept, lost, lines, dropped, across, errorReturns, declared, questions, compared: Int

  init(_ facts: RuleFacts) {
    self.facts = facts
    let unwrapped = facts["errors/unwrapped"]
    let returns = facts["errors/bare-return"]
    let sentinels = facts["errors/sentinels"]
    wraps = unwrapped.count("wraps")
    kept = unwrapped.count("kept")
    lost = unwrapped.count("lost")
    lines = unwrapped.count("lines")
    dropped = facts["errors/swallowed"].count("swallowed") + facts["errors/ignored"].count("ignored")
    across = returns.count("across")
    errorReturns = returns.count("errorReturns")
    declared = sentinels.count("sentinels") + sentinels.count("types")
    questions = sentinels.count("questions")
    compared = facts["errors/compared"].count("compared")
  }

  private func perThousand(_ count: Int) -> Double { lines == 0 ? 0 : Double(count) * 1_000 / Double(lines) }
  private var keptShare: Double { wraps == 0 ? 0 : Double(kept) / Double(wraps) }
  private var isWrappedOften: Bool { wraps >= Self.wrapsMin && wraps * Self.linesPerWrapMax >= lines }
  private var isWrappingSolid: Bool { isWrappedOften && keptShare >= Self.keptShareMin }
  /// A fifth of all error returns, and no fewer than are wrapped.
  private var isBareOften: Bool { wraps > 0 && across >= wraps && across * 5 >= errorReturns }
  private var isTinyLibrary: Bool {
    facts.kind == .library && wraps == 0 && errorReturns < Self.errorReturnsTiny
      && perThousand(errorReturns) < Self.errorReturnsPerThousandTiny
  }

  private var wrapText: String {
    wraps == 0
      ? "No error is wrapped in \(lines) lines"
      : "\(kept) of \(wraps) wraps keep the chain, in \(lines) lines"
  }

  /// Why there is no rating: a probe failed or did not run, or there is no code.
  private func unknown(_ probes: [ProbeID]) -> Suggested? {
    if let untold = probes.lazy.map({ facts[$0] }).untold { return untold }
    return lines == 0 ? Suggested(nil, .low, "There is no Go code of the module's own to look at.") : nil
  }

  private func findings(_ probes: ProbeID...) -> [Finding] {
    probes.flatMap { facts[$0].findings }.sorted { ($1.confidence, $0.location) < ($0.confidence, $1.location) }
  }

  var health: Suggested {
    let probes: [ProbeID] = [
      "errors/unwrapped", "errors/bare-return", "errors/sentinels", "errors/swallowed", "errors/ignored",
      "errors/compared",
    ]
    if let unknown = unknown(probes) { return unknown }
    let rate = perThousand(dropped)
    let droppedText = "\(dropped) dropped errors (\(tenths(rate)) per 1,000 lines)"
    let evidence =
      findings("errors/swallowed", "errors/unwrapped", "errors/ignored", "errors/compared")
      + (isBareOften ? findings("errors/bare-return") : [])
    if rate >= Self.droppedTooMany {
      return Suggested(
        .missing, dropped >= 5 ? .high : .medium, "Errors get lost: \(droppedText). \(wrapText).", evidence: evidence)
    }
    if wraps == 0 && across >= Self.wrapsMin {
      return Suggested(
        .missing, .medium, "\(wrapText), and \(across) errors of other packages are returned bare.",
        evidence: findings("errors/bare-return", "errors/swallowed"))
    }
    var gaps: [String] = []
    if !isWrappedOften { gaps.append("wrapping is rare") }
    if wraps > 0 && keptShare < Self.keptShareMin { gaps.append("\(lost) wraps lose the chain") }
    if isBareOften {
      gaps.append("\(across) of \(errorReturns) error returns pass on another package's error bare")
    }
    if declared == 0 { gaps.append("no errors are declared for callers") }
    if questions == 0 { gaps.append("nothing asks errors.Is or errors.As") }
    if rate >= Self.droppedFineBelow { gaps.append(droppedText) }
    if gaps.isEmpty {
      return Suggested(
        .solid, .high,
        "\(wrapText); \(declared) declared errors, \(questions) uses of errors.Is or As, \(droppedText).",
        evidence: findings("errors/sentinels"))
    }
    return Suggested(.partial, .medium, "\(wrapText); \(gaps.joined(separator: ", ")).", evidence: evidence)
  }

  var wrapping: Suggested {
    if let unknown = unknown(["errors/unwrapped", "errors/bare-return"]) { return unknown }
    if isTinyLibrary {
      return Suggested(
        .notApplicable, .medium,
        "A library that returns \(errorReturns) errors in \(lines) lines has hardly anything to wrap.",
        evidence: findings("errors/bare-return"))
    }
    let bareText = "\(across) errors of other packages are returned bare"
    if isWrappingSolid && across < wraps {
      return Suggested(.solid, .high, "\(wrapText); \(bareText).", evidence: findings("errors/unwrapped"))
    }
    let evidence = findings("errors/unwrapped", "errors/bare-return")
    if kept == 0 {
      return Suggested(.missing, .high, "\(wrapText); \(bareText).", evidence: evidence)
    }
    let reason =
      !isWrappedOften
      ? "wrapping is rare"
      : keptShare < Self.keptShareMin ? "\(lost) wraps lose the chain" : "more are bare than wrapped"
    return Suggested(.partial, .high, "\(wrapText); \(bareText): \(reason).", evidence: evidence)
  }

  /// One decimal, rounded down.
  private func tenths(_ value: Double) -> String {
    let tenths = Int(value * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
