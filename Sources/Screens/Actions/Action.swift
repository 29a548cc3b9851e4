import Canvas

/// Something a key does. The one table of these feeds dispatch, key hints, help and the README.
struct Action: Sendable {
  enum Name: String, Hashable, Sendable, CaseIterable {
    case up, down, first, last, pageUp, pageDown, pageOn, halfUp, halfDown
    case open, back, quitOrUp, quit, interrupt, suspend, redraw
    case nextEvidence, previousEvidence, nextItem, previousItem, nextOpen
    case search, findNext, findPrevious, filter, showAll
    case solid, partial, missing, notApplicable, accept, dispute, acceptAll, siblings, cycle, withdraw, percent
    case note, noteInEditor, reason, undo, redo
    case openEditor, copy, pane, working, libraries, probe, command, mouse, help
    case findings, grouping, family, confidence, sign, standing, narrow, fold, foldAll, nextGroup, previousGroup
    case nextList, previousList, foldList, foldLists
    case nextFinding, previousFinding, explain, silence, copyComment
    case finish, cancel, complete, nextChoice, previousChoice
    case freeze, export, history, markReview
  }

  let name: Name
  let keys: [Key]
  /// One or two words for the hint line.
  let label: String
  /// One sentence for the help screen.
  let help: String
  let places: Set<Place>
  /// Place in the hint line, low first; nil when it is not shown there.
  let hint: Int?
  /// Why it cannot be done now; nil when it can.
  let obstacle: @Sendable (Front) -> String?
  let perform: @Sendable (inout Front) -> [Effect]

  init(
    _ name: Name, _ keys: [Key], _ label: String, _ help: String, in places: Set<Place> = Place.screens,
    hint: Int? = nil,
    unless obstacle: @escaping @Sendable (Front) -> String? = { _ in nil },
    perform: @escaping @Sendable (inout Front) -> [Effect]
  ) {
    self.name = name
    self.keys = keys
    self.label = label
    self.help = help
    self.places = places
    self.hint = hint
    self.obstacle = obstacle
    self.perform = perform
  }

  static let all: [Action] = moving + listing + answering + browsing + reviewing + remembering + typing

  /// These share one entry of the hint line.
  static let ratings: Set<Name> = [.solid, .partial, .missing, .notApplicable]

  /// What a review ends with.
  static let ending: Set<Name> = [.freeze, .export]

  /// Keys that work on a screen too small for anything else.
  static let tinyKeys: [Key: Name] = [
    .character("q"): .quit, .character("Q"): .quit, .control("c"): .interrupt, .control("z"): .suspend,
  ]

  static func named(_ name: Name) -> Action? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  /// What a key does in a place.
  static let bound: [Place: [Key: Action]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let keys = all.lazy.filter { $0.places.contains(place) }.flatMap { action in action.keys.map { ($0, action) } }
      return (place, Dictionary(keys) { first, _ in first })
    })

  /// What the hint line of a place shows, in its order.
  static let hinted: [Place: [Action]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let shown = all.filter { $0.hint != nil && $0.places.contains(place) }
      return (place, shown.sorted { ($0.hint ?? 0) < ($1.hint ?? 0) })
    })

  /// Does what a key of that name would, for commands.
  static func run(_ name: Name, _ front: inout Front) -> [Effect] {
    named(name).map { run($0, &front) } ?? []
  }

  static func run(_ action: Action, _ front: inout Front) -> [Effect] {
    if let obstacle = action.obstacle(front) {
      front.say(obstacle)
      return []
    }
    return action.perform(&front)
  }

  /// The keys as printed: `k Up`.
  var keyNames: String { keys.map(\.name).joined(separator: " ") }
}
