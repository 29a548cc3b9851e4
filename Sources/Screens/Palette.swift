import Canvas
import Checklists
import Reviews

/// Which style stands for what. Colour only repeats what a word beside it says.
enum Palette {
  static let key = Style(.cyan, bold: true)
  static let faint = Style.dim
  static let good = Style(.green)
  static let bad = Style(.red)
  static let attention = Style(.yellow)
  static let doubtful = Style(.magenta)

  static func rating(_ rating: Rating?) -> Style {
    switch rating {
    case .solid?: good
    case .partial?: attention
    case .missing?: bad
    case .notApplicable?: faint
    case nil: .plain
    }
  }

  static func verdict(_ word: Verdict.Word) -> Style {
    switch word {
    case .notReady: Style(.red, bold: true)
    case .incomplete: Style(.yellow, bold: true)
    case .readyWithExceptions, .ready: Style(.green, bold: true)
    }
  }

  static func state(_ state: ItemState) -> Style {
    if state.isProbeError || state.isDisputed { return bad }
    if state.isStale || state.proposed != nil || state.isUnconfirmed { return doubtful }
    return faint
  }

  static func priority(_ priority: ChecklistItem.Priority) -> Style {
    switch priority {
    case .p0: .bold
    case .p1, .p2, .none: .plain
    }
  }
}
