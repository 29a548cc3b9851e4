import Canvas

/// Where things stand on a screen of a given size: a pure function, total for every size.
struct Layout: Sendable {
  /// Below this only a notice is drawn, in which quitting works.
  static let sizeMin = Size(width: 30, height: 6)
  /// From this width on a second column stands beside the first.
  static let sideWidthMin = 100
  /// From this many rows on the source of a finding stands below an item.
  static let belowHeightMin = 20

  let size: Size
  let isTiny: Bool
  /// Rows of the document.
  let bodyTop = 1
  let bodyHeight: Int
  let mainWidth: Int
  /// First column and width of the second column.
  let side: (x: Int, width: Int)?
  /// First row and height of what stands below the document, a rule at its top included.
  let below: (y: Int, height: Int)?
  /// Row of messages and prompts, and of the key hints; one row when the screen is low.
  let messageRow: Int
  let hintRow: Int

  /// - Parameter hasPane: whether there is something to show beside or below the document, where the screen has room.
  init(size: Size, screen: Screen, hasPane: Bool) {
    self.size = size
    isTiny = size.width < Layout.sizeMin.width || size.height < Layout.sizeMin.height
    hintRow = max(0, size.height - 1)
    messageRow = size.height >= 16 ? hintRow - 1 : hintRow
    let rows = max(1, messageRow - 1)
    let isWide = size.width >= Layout.sideWidthMin
    var width = size.width
    var side: (x: Int, width: Int)?
    var below: (y: Int, height: Int)?
    switch screen {
    case .list, .rules:
      if isWide, hasPane {
        // The titles of rules stand further in.
        width = max(46, size.width * (screen == .rules ? 52 : 45) / 100)
        side = (width + 1, size.width - width - 1)
      }
    case .item, .findings:
      if !hasPane { break }
      if isWide {
        width = size.width / 2
        side = (width + 1, size.width - width - 1)
      } else if size.height >= Layout.belowHeightMin {
        let height = min(14, max(8, rows * 2 / 5))
        below = (1 + rows - height, height)
      }
    case .overview, .source, .finding, .probe, .working, .libraries, .history, .difference, .projects, .log, .help:
      break
    }
    mainWidth = width
    self.side = side
    self.below = below
    bodyHeight = max(1, rows - (below?.height ?? 0))
  }
}
