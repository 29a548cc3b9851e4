/// A commit of the past: what names it to a reader. Subject and tags are printable.
package struct PastCommit: Hashable, Sendable {
  /// The whole id.
  package let id: String
  /// When it was committed: seconds since 1970.
  package let seconds: Int64
  package let subject: String
  /// Tags that name it, in the order of their names.
  package var tags: [String]

  /// Subject and tags are made printable here, once, because they come from the reviewed repository.
  package init(id: String, seconds: Int64, subject: String, tags: [String] = []) {
    self.id = id
    self.seconds = seconds
    self.subject = subject.printable.replacing("\t", with: " ")
    self.tags = tags.map(\.printable)
  }

  package var shortID: String { String(id.prefix(10)) }

  /// The day of the commit in UTC.
  package var day: CalendarDay {
    CalendarDay(daysSince1970: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}
