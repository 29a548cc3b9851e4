import Checklists
import Evidence

/// How an effective rating is to be read: `human, disputed`, `probe, unconfirmed`, `stale`, `proposed 2` ...
struct ShownAs: Hashable, Sendable {
  var source = ItemState.Source.none
  var isUnconfirmed = false
  var isDisputed = false
  var isStale = false
  /// A probe failed, and nothing else is known.
  var isProbeError = false
  var proposed: Rating?
  /// There is a rating, whoever gave it.
  var isDecided = false

  var text: String {
    var words: [String] = []
    switch source {
    case .human: words.append("human")
    case .probe: words.append("probe")
    case .none: break
    }
    if isUnconfirmed { words.append("unconfirmed") }
    if isDisputed { words.append("disputed") }
    if isStale { words.append("stale") }
    if isProbeError { words.append("probe error") }
    if let proposed { words.append("proposed \(proposed.text)") }
    if words.isEmpty { return isDecided ? "by its criteria" : "unanswered" }
    return words.joined(separator: ", ")
  }
}

extension ItemState {
  var asShown: ShownAs {
    ShownAs(
      source: source, isUnconfirmed: isUnconfirmed, isDisputed: isDisputed, isStale: isStale,
      isProbeError: effective == nil && isProbeError, proposed: proposed, isDecided: effective != nil)
  }

  /// How the effective rating is to be read, in words.
  package var shownAs: String { asShown.text }
}
