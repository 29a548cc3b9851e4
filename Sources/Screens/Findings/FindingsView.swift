import Evidence

/// How the list of findings is grouped, what of it is shown, and which groups are folded away.
struct FindingsView: Hashable, Sendable {
  enum Grouping: String, Hashable, Sendable, CaseIterable { case probe, file, item }

  /// Which findings are listed by what became of them.
  enum Standing: String, Hashable, Sendable, CaseIterable {
    case all, open, silenced
    /// Also probes that found nothing.
    case outcomes

    var title: String {
      switch self {
      case .all: "All findings"
      case .open: "Findings that count"
      case .silenced: "Silenced findings"
      case .outcomes: "All probes, also those that found nothing"
      }
    }
  }

  var grouping = Grouping.probe
  var family: String?
  var confidence: Confidence?
  var isHarmful: Bool?
  var standing = Standing.all
  var text = ""
  var folded: Set<String> = []

  var isFiltered: Bool {
    family != nil || confidence != nil || isHarmful != nil || standing != .all || !text.isEmpty
  }

  mutating func showAll() {
    family = nil
    confidence = nil
    isHarmful = nil
    standing = .all
    text = ""
  }

  /// What is shown, in as few words as the title has room for: `by file, errors, high, harm, "rows"`.
  var words: [String] {
    var words = grouping == .probe ? [] : ["by \(grouping.rawValue)"]
    if let family { words.append(family) }
    if let confidence { words.append(confidence.rawValue) }
    if let isHarmful { words.append(FindingsView.word(isHarmful: isHarmful)) }
    switch standing {
    case .all: break
    case .open: words.append("counting")
    case .silenced: words.append("silenced")
    case .outcomes: words.append("all probes")
    }
    if !text.isEmpty { words.append("\"\(text)\"") }
    return words
  }

  static func word(isHarmful: Bool) -> String { isHarmful ? "harm" : "good" }

  func passes(_ probe: ProbeID, isHarmful: Bool) -> Bool {
    (family == nil || family ?? "" == probe.family) && (self.isHarmful == nil || self.isHarmful == isHarmful)
  }
}

extension Array where Element: Equatable {
  /// The element after one, around the end; the first when there is no such one.
  func following(_ element: Element) -> Element? {
    guard let index = firstIndex(of: element) else { return first }
    return self[(index + 1) % count]
  }
}
