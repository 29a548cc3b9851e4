/// How a cell looks, in the words every terminal knows: a named colour on the terminal's own background.
///
/// There is no blue (unreadable on many dark themes), no fixed background and no exact colour, so the reader's
/// theme decides. A style never carries meaning alone; a word or a mark stands beside it.
package struct Style: Hashable, Sendable {
  package enum Colour: String, Hashable, Sendable, CaseIterable { case standard, red, green, yellow, magenta, cyan }

  package var colour: Colour
  package var isBold: Bool
  package var isDim: Bool
  package var isReversed: Bool
  package var isUnderlined: Bool

  package init(
    _ colour: Colour = .standard, bold: Bool = false, dim: Bool = false, reversed: Bool = false,
    underlined: Bool = false
  ) {
    self.colour = colour
    isBold = bold
    isDim = dim
    isReversed = reversed
    isUnderlined = underlined
  }

  package static let plain = Style()
  package static let bold = Style(bold: true)
  package static let dim = Style(dim: true)

  package var reversed: Style {
    var copy = self
    copy.isReversed = true
    return copy
  }

  package var underlined: Style {
    var copy = self
    copy.isUnderlined = true
    return copy
  }
}
