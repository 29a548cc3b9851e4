import Evidence
import Reviews

/// Finding text on the screen that is on top.
extension Front {
  /// Moves to the next selectable line that holds the search text, around the end if need be.
  mutating func find(forward: Bool, includingHere: Bool = false, isLoud: Bool = true) {
    let query = CaselessText(search)
    guard !query.isEmpty else { return }
    let document = page
    let stops = document.stops
    guard !stops.isEmpty else { return }
    let first = includingHere ? 0 : 1
    for offset in first..<max(stops.count + first, 1) {
      let step = forward ? offset : -offset
      let index = ((layer.cursor + step) % stops.count + stops.count) % stops.count
      guard document.holds(query, at: stops[index]) else { continue }
      let isAround = forward ? index < layer.cursor : index > layer.cursor
      layer.cursor = index
      layer.selected = nil
      if isLoud, isAround { say("Search went round the end.") }
      return
    }
    say("\"\(search)\" is not on this screen.", .bad)
  }
}
