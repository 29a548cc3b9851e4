/// How far a finding or a suggestion may be trusted without a second look.
///
/// `high`: read off the code or a fresh result; `medium`: wiring or a rule with known gaps; `low`: a hint.
package enum Confidence: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case low, medium, high

  package static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
