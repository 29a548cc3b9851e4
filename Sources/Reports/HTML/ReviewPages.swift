import Evidence
import Reviews

extension ReviewReport {
  /// The report as one page for a browser: the Markdown's facts, nothing loaded, no script.
  package var html: String {
    MarkdownPage(markdown, title: Self.title + review.project).html
  }

  /// Verdict and quality as a small SVG for a README: text, two rectangles, nothing else.
  package var badge: String {
    let word = evaluation.verdict.word.rawValue
    let quality =
      evaluation.scores.quality.map { quality in
        let (floor, ceiling) = (quality.floor.floor, quality.ceiling.floor)
        return ", quality \(floor)" + (quality.floor == quality.ceiling ? "" : "..\(ceiling)")
      } ?? ""
    let (left, right) = (Self.badgeWord, word.lowercased() + quality)
    let (leftWidth, rightWidth) = (Self.width(left), Self.width(right))
    let width = leftWidth + rightWidth
    let label = HTMLText.escaped("\(left): \(right)")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="20" role="img" aria-label="\(label)">
      <title>\(label)</title>
      <rect width="\(leftWidth)" height="20" fill="#444"/>
      <rect x="\(leftWidth)" width="\(rightWidth)" height="20" fill="\(Self.colour(evaluation.verdict.word))"/>
      <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
      <text x="\(leftWidth / 2)" y="14">\(HTMLText.escaped(left))</text>
      <text x="\(leftWidth + rightWidth / 2)" y="14">\(HTMLText.escaped(right))</text>
      </g>
      </svg>

      """
  }

  /// About what the text takes in that font, with a margin on both sides.
  private static func width(_ text: String) -> Int { text.count * 7 + 12 }

  /// Dark enough for white text upon it.
  private static func colour(_ word: Verdict.Word) -> String {
    switch word {
    case .notReady: "#b3261e"
    case .incomplete: "#6b6b6b"
    case .readyWithExceptions: "#8a5a00"
    case .ready: "#1b6e2e"
    }
  }
}
