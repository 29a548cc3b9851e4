/// Telling a report of this program from a file that somebody would miss.
extension ReviewReport {
  /// So much of a file tells.
  package static let beginningLength = 1024

  /// What stands before the project's name in the title of a report.
  static let title = "Production readiness of "
  /// The left half of a badge.
  static let badgeWord = "readiness"

  /// Whether a file that begins so is a report of a review, of whatever version and format.
  package static func isReport(_ beginning: String) -> Bool {
    beginning.hasPrefix("# \(title)")
      || (beginning.hasPrefix("<!DOCTYPE html>") && beginning.contains("<title>\(title)"))
      || (beginning.hasPrefix("<svg ") && beginning.contains("aria-label=\"\(badgeWord): "))
      || (beginning.hasPrefix("{") && beginning.contains("\"name\": \"assay\"") && beginning.contains("\"review\": {"))
  }
}
