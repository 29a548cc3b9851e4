import Checklists
import Evidence
import Reviews

/// What the review's profile changes of the lists as they stand.
extension ReviewReport {
  var profileSection: [String] {
    guard let profile = catalogue.profile, !catalogue.profileMoves.isEmpty else { return [] }
    let rows = catalogue.profileMoves.map { move in
      ["\(MarkdownText.inline(move.title)) (\(MarkdownText.code(move.item)))", move.text]
    }
    let heading = "## What the profile \(MarkdownText.inline(profile.id)) changes"
    return [heading, "", MarkdownText.inline(profile.says), ""] + MarkdownText.table(["Item", "Change"], rows) + [""]
  }
}
