import Evidence
import Reviews

/// The libraries the module uses, purpose by purpose, beside what the guide would choose.
extension ReviewReport {
  var librariesSection: [String] {
    guard !review.libraries.isEmpty else { return [] }
    let rows = purposes.flatMap { purpose -> [[String]] in
      let used = review.libraries.filter { $0.purpose == purpose.name }
      let title = MarkdownText.inline(purpose.title)
      let choice = MarkdownText.inline(purpose.choice)
      if used.isEmpty { return [[title, "", "", "", "", choice]] }
      return used.enumerated().map { index, library in
        [
          index == 0 ? title : "", MarkdownText.code(library.path),
          library.version.isEmpty ? "" : MarkdownText.code(library.version), library.standing.words,
          MarkdownText.inline(purpose.reasons[library.path] ?? ""), index == 0 ? choice : "",
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    let header = ["Purpose", "Library", "Version", "Standing", "Why", "The guide would choose"]
    return ["## Libraries", ""] + MarkdownText.table(header, rows) + [""]
  }
}
