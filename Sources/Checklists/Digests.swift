import Evidence

/// The fingerprints by which a stored answer knows whether its question has changed.
///
/// Whitespace does not count: a text that was only wrapped anew keeps its digest.
enum Digests {
  /// Of what a rating of the item means: its id, its question and its three descriptions.
  static func criterion(id: String, asks: String, solid: String, partial: String, missing: String) -> String {
    digest(of: [id, asks, solid, partial, missing])
  }

  /// Of everything in a checklist that bears on ratings and scores, in the order of the file.
  static func checklist(
    id: String, revision: Int, scoring: Checklist.Scoring, items: [ChecklistItem], declared: [DeclaredProbe] = []
  ) -> String {
    var parts = [id, String(revision), scoring.rawValue]
    for item in items {
      parts += [
        item.id, String(item.revision), item.kind.rawValue, item.priority.rawValue, String(item.weight),
        item.applies.map(\.rawValue).joined(separator: " "), String(item.allowsNotApplicable), String(item.reviewDays),
        item.criteria.joined(separator: " "), item.suggestion.fingerprint, item.criterionDigest,
      ]
    }
    return digest(of: parts + declared.map(\.digest))
  }

  /// The text with every run of white space made one space, and none at its ends.
  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Parts are told apart by a byte that no text may contain.
  private static func digest(of parts: [String]) -> String {
    SHA256.hex(parts.map(collapsed).joined(separator: "\u{0}"))
  }
}

extension SuggestionRule {
  /// The rule as one line of text.
  var fingerprint: String {
    switch self {
    case .worst(let probes): "worst " + probes.map(\.text).joined(separator: " ")
    case .best(let probes): "best " + probes.map(\.text).joined(separator: " ")
    case .count(let probes): "count " + probes.map(\.text).joined(separator: " ")
    case .threshold(let threshold): threshold.fingerprint
    case .named(let name, let probes): "named \(name) " + probes.map(\.text).joined(separator: " ")
    case .criteria: "criteria"
    case .none: "none"
    }
  }
}

extension Threshold {
  fileprivate var fingerprint: String {
    let plain = "threshold \(probe) \(measure) \(solid) \(partial)"
    return switch base {
    case nil: plain
    case .of(let measure)?: plain + " of " + measure
    case .perThousand(let measure)?: plain + " perThousand " + measure
    }
  }
}
