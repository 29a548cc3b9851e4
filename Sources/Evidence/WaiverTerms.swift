/// What a team has agreed on about a gate that stays open: why, who answers for it, and until when.
package struct WaiverTerms: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable { case wontFix, fixLater }

  package let item: String
  package let kind: Kind
  package let reason: String
  package let owner: String
  /// The day it was agreed on: the file says so, because no file system keeps it.
  package let created: CalendarDay
  /// The last day it counts, at most `dayCountMax` days after `created`.
  package let expires: CalendarDay

  /// The longest a waiver may run.
  package static let dayCountMax = 180

  package init(
    item: String, kind: Kind, reason: String, owner: String, created: CalendarDay, expires: CalendarDay
  ) {
    self.item = item
    self.kind = kind
    self.reason = reason
    self.owner = owner
    self.created = created
    self.expires = expires
  }
}
