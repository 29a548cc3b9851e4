import Evidence

/// A gate that may stay open for a while. Touches the verdict, never a score.
package struct Waiver: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case wontFix, fixLater }
  package var item: String
  package var kind: Kind
  package var reason: String
  package var owner: String
  package var createdAt: Instant
  /// As written, `2026-12-31`; a malformed one counts as expired, with a warning.
  package var expires: String
  /// Where `.assay.yml` says so; nil for one that was made in the review itself.
  package var settingsLine: Int?

  package init(
    item: String, kind: Kind, reason: String, owner: String, createdAt: Instant, expires: String,
    settingsLine: Int? = nil
  ) {
    self.settingsLine = settingsLine
    self.item = item
    self.kind = kind
    self.reason = reason
    self.owner = owner
    self.createdAt = createdAt
    self.expires = expires
  }
}

extension Waiver {
  /// The longest a waiver may run.
  package static let dayCountMax = WaiverTerms.dayCountMax

  /// The last day it is live; nil, with the problem, when the date is malformed or too far ahead.
  package var lastDay: Result<CalendarDay, WaiverProblem> {
    guard let day = CalendarDay(text: expires) else { return .failure(.malformed) }
    return day <= createdAt.day.adding(days: Waiver.dayCountMax) ? .success(day) : .failure(.tooFar)
  }

  /// Live through the day it names, in UTC.
  package func isLive(at now: Instant) -> Bool {
    switch lastDay {
    case .success(let day): now.day <= day
    case .failure: false
    }
  }
}

/// Why a waiver's date does not count.
package enum WaiverProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed, tooFar

  package var description: String {
    switch self {
    case .malformed: "is no date; write it as 2026-12-31"
    case .tooFar: "is more than \(Waiver.dayCountMax) days after it was made; renew it when the time comes"
    }
  }
}
