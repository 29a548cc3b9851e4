/// How a cell looks, in the words every terminal knows: a named colour on the terminal's own background.
///
/// There is no blue (unreadable on many dark themes), no fixed background and no exact colour, so the reader's
/// theme decides. A style never carries meaning alone; a word or a mark stands beside it.
package struct Style: Hashable, Sendable {
  package enum Colour: String, Hashable, Sendable, CaseIterable { case standard, red, green, yellow, magenta, cyan }

  /// The attributes, and above them the colour's place among all: a picture holds and compares thousands of styles.
  private var bits: UInt8

  package init(
    _ colour: Colour = .standard, bold: Bool = false, dim: Bool = false, reversed: Bool = false,
    underlined: Bool = false
  ) {
    bits = 0
    self.colour = colour
    isBold = bold
    isDim = dim
    isReversed = reversed
    isUnderlined = underlined
  }

  /// From what `number` said.
  init(number: UInt64) { bits = UInt8(truncatingIfNeeded: number) }

  package var colour: Colour {
    get {
      switch bits >> 4 {
      case 1: .red
      case 2: .green
      case 3: .yellow
      case 4: .magenta
      case 5: .cyan
      default: .standard
      }
    }
    set {
      let number: UInt8 =
        switch newValue {
        case .standard: 0
        case .red: 1
        case .green: 2
        case .yellow: 3
        case .magenta: 4
        case .cyan: 5
        }
      bits = bits & 0x0F | number << 4
    }
  }

  package var isBold: Bool {
    get { bits & 1 != 0 }
    set { set(1, newValue) }
  }

  package var isDim: Bool {
    get { bits & 2 != 0 }
    set { set(2, newValue) }
  }

  package var isReversed: Bool {
    get { bits & 4 != 0 }
    set { set(4, newValue) }
  }

  package var isUnderlined: Bool {
    get { bits & 8 != 0 }
    set { set(8, newValue) }
  }

  /// Another one for every style.
  var number: UInt64 { UInt64(bits) }

  private mutating func set(_ bit: UInt8, _ isOn: Bool) { bits = isOn ? bits | bit : bits & ~bit }

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
