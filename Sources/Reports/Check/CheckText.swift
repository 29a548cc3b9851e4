import Evidence
import Reviews

extension CheckReport {
  /// For a terminal and a pipeline's log: each gate with actual and limit, then what holds the verdict and where.
  package var text: String {
    var lines = [review.project]
    lines += facts().map { "  \($0.name.padding(to: 9)) \($0.value)" }
    lines.append("")
    lines += gateLines + holdLines + waivedLines
    if !evaluation.warnings.isEmpty { lines.append("") }
    lines += evaluation.warnings.map { "warning: \($0)" }
    lines += ["", "\(check.outcome.rawValue): \(summary)"]
    return lines.map(\.printableLine).joined(separator: "\n") + "\n"
  }

  private var gateLines: [String] {
    let width = check.lines.map(\.gate.count).max() ?? 0
    return check.lines.flatMap { line in
      let word = CheckReport.word(line.outcome).padding(to: 10)
      let head = "\(word)\(line.gate.padding(to: width))  \(line.actual), limit \(line.limit)"
      var lines = [head]
      if !line.advice.isEmpty { lines.append("          \(line.advice)") }
      // Those of the verdict follow below with their places.
      if line.gate != "require-ready", !line.items.isEmpty {
        lines.append("          " + CheckReport.list(line.items))
      }
      return lines
    }
  }

  private var holdLines: [String] {
    guard !holding.isEmpty else { return [] }
    var lines = ["", "\(evaluation.verdict.word.rawValue), held by"]
    for state in holding {
      lines.append("  \(state.item.title) (\(state.item.id)): \(state.ratingText)")
      if !state.why.isEmpty { lines.append("    \(state.why)") }
      lines += state.places.prefix(CheckReport.placesMax).map {
        "    \($0.location.path):\($0.location.line): \($0.message)"
      }
      let rest = state.places.count - CheckReport.placesMax
      if rest > 0 { lines.append("    and \(rest) more") }
    }
    return lines
  }

  private var waivedLines: [String] {
    guard !waived.isEmpty else { return [] }
    return ["", "Waived"]
      + waived.map { state, waiver in
        "  \(state.item.title) (\(state.item.id)): \(state.ratingText), until \(waiver.expires) by \(waiver.owner): "
          + waiver.reason
      }
  }

  static func list(_ items: [String]) -> String {
    let rest = items.count - placesMax
    return items.prefix(placesMax).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
