import Canvas
import Checklists
import Evidence
import Reviews

/// Where the reader is: the selected line, the item and the finding it stands for, and how to move on.
extension Front {
  /// Brings cursor and scrolling in line with state and size; asks for source that is about to be shown.
  mutating func settle() -> [Effect] {
    let layout = layout
    let key = PageKey(self, layout)
    if key != pageKey {
      page = document(width: layout.mainWidth)
      pageKey = key
    }
    layer = layer.settled(in: page, height: layout.bodyHeight)
    let plain = plainExamples
    for text in plain { colouredTexts[text] = coloured(text) }
    return wantedSource() + wantedPast() + plain.map { .colour($0) }
  }

  var currentItem: ItemState? {
    let id: String? =
      switch layer.screen {
      case .item(let id), .source(let id, _): id
      case .overview, .rules, .list: layer.selected.flatMap(Front.itemID)
      case .findings, .finding, .probe, .working, .libraries, .history, .difference, .projects, .log, .help: nil
      }
    return id.flatMap { evaluation.state(of: $0) }
  }

  /// The finding a reader is at, for opening, copying and showing its source.
  var currentEvidence: (index: Int, evidence: Observation.Evidence)? {
    guard let evidence = currentItem?.observation?.evidence, !evidence.isEmpty else { return nil }
    let wanted: Int =
      switch layer.screen {
      case .source(_, let shown): shown
      case .item: layer.evidence
      case .overview, .rules, .list, .findings, .finding, .probe, .working, .libraries, .history, .difference,
        .projects, .log,
        .help:
        0
      }
    let index = min(wanted, evidence.count - 1)
    return (index, evidence[index])
  }

  static func itemID(ofLine id: String) -> String? {
    id.hasPrefix("item:") ? String(id.dropFirst("item:".count)) : nil
  }

  /// Moves by `amount` selectable lines.
  mutating func move(by amount: Int) {
    let count = page.stops.count
    let target = layer.cursor + amount
    layer.cursor = max(0, min(count - 1, target))
    layer.selected = nil
  }

  /// Moves what is shown along with the selection, as less, tig and htop turn pages; at either end the selection alone.
  mutating func turn(by amount: Int) {
    layer.top = max(0, layer.top + amount)
    move(by: amount)
  }

  mutating func moveToEnd() { move(by: Int.max / 2) }

  /// Lines of a page, less one for the eye.
  var pageHeight: Int { max(1, layout.bodyHeight - 1) }

  /// Opens a screen. One that lies open below comes back as it was left, so that ways in a circle do not pile up.
  mutating func push(_ screen: Screen) {
    if let index = layers.firstIndex(where: { $0.screen == screen }) {
      layers.removeSubrange((index + 1)...)
    } else {
      layers.append(Layer(screen: screen))
    }
  }

  /// One level up; false at the top.
  mutating func pop() -> Bool {
    guard layers.count > 1 else { return false }
    layers.removeLast()
    return true
  }

  /// What Enter does on the selected line.
  mutating func open() {
    if case .findings = layer.screen { return openFinding() }
    let selected = layer.selected ?? ""
    if let item = Front.itemID(ofLine: selected) {
      push(.item(item))
    } else if selected.hasPrefix("list:") {
      push(.list(String(selected.dropFirst("list:".count))))
    } else if let id = Front.reviewID(ofLine: selected) {
      openReview(id)
    } else if selected.hasPrefix("project:") {
      openProject(String(selected.dropFirst("project:".count)))
    } else if selected.hasPrefix("probe:") {
      explain(ProbeID(String(selected.dropFirst("probe:".count))))
    } else if selected == "rules" {
      push(.rules)
    } else if case .item(let item) = layer.screen, let (index, _) = currentEvidence {
      push(.source(item: item, evidence: index))
      showFinding()
    } else {
      say("There is nothing to open on this line.")
    }
  }

  /// On a source screen: the cursor on the first line of the finding.
  mutating func showFinding() {
    switch layer.screen {
    case .source, .finding: break
    case .overview, .rules, .list, .item, .findings, .probe, .working, .libraries, .history, .difference, .projects,
      .log, .help:
      return
    }
    let lines = document(width: layout.mainWidth).lines
    guard let line = lines.firstIndex(where: { $0.id == "found" }) else { return }
    layer.cursor = line
    layer.top = max(0, line - layout.bodyHeight / 3)
  }

  /// Shows another item in place of this one, with the lists below following.
  mutating func go(to item: String) {
    if case .item = layer.screen {
      layer = Layer(screen: .item(item))
    } else if case .source = layer.screen {
      _ = pop()
      layer = Layer(screen: .item(item))
    } else {
      push(.item(item))
    }
    if let state = evaluation.state(of: item) { followInRules(state) }
    for index in layers.indices where layers[index].screen == .list(evaluation.state(of: item)?.item.checklist ?? "") {
      layers[index].selected = "item:" + item
    }
  }

  /// Items in the order of the list they are reached from, for stepping to the neighbour.
  var neighbours: [String] {
    guard let item = currentItem?.item else { return [] }
    if let ruleNeighbours { return ruleNeighbours }
    let list = layers.last { $0.screen == .list(item.checklist) }
    let shown = states(of: item.checklist, filter: list?.filter ?? .all).map(\.item.id)
    return shown.contains(item.id) ? shown : states(of: item.checklist, filter: .all).map(\.item.id)
  }

  func states(of checklist: String, filter: Filter) -> [ItemState] {
    evaluation.items.filter { $0.item.checklist == checklist && passes($0, filter) }
  }

  private func passes(_ state: ItemState, _ filter: Filter) -> Bool {
    switch filter {
    case .all: true
    case .open: state.isOpen
    case .p0: state.item.priority == .p0
    case .unconfirmed: state.isUnconfirmed || state.proposed != nil
    case .disputed: state.isDisputed
    case .stale: state.isStale
    case .changed: changed.contains(state.item.id)
    }
  }

  private mutating func wantedSource() -> [Effect] {
    switch layer.screen {
    case .item, .source, .findings, .finding: break
    case .overview, .rules, .list, .probe, .working, .libraries, .history, .difference, .projects, .log, .help:
      return []
    }
    guard let location = currentLocation, sources.mustAsk(for: location) else { return [] }
    return [.readSource(location)]
  }
}

/// Everything a document depends on: while it stays the same, so does the document.
struct PageKey: Hashable, Sendable {
  let screen: Screen
  let filter: Filter
  let size: Size
  let width: Int
  let contentRevision: Int
  let isProbed: Bool
  /// Only the log grows with every message.
  let logCount: Int
  /// An empty list of findings says whether more may come.
  let isProbing: Bool

  init(_ front: Front, _ layout: Layout) {
    screen = front.layer.screen
    filter = front.layer.filter
    size = front.size
    width = layout.mainWidth
    contentRevision = front.contentRevision
    isProbed = front.isProbed
    logCount = front.layer.screen == .log ? front.loggedCount : 0
    isProbing = front.layer.screen == .findings && front.probing != nil
  }
}

extension Layer {
  /// The same place in a document that may have changed: the selected id is followed, the cursor stays inside.
  func settled(in document: Document, height: Int) -> Layer {
    var copy = self
    let stops = document.stops
    guard !stops.isEmpty else {
      copy.cursor = 0
      copy.top = 0
      return copy
    }
    copy.cursor = max(0, min(copy.cursor, stops.count - 1))
    if document.selectsRowsOnly, let selected, document.id(at: stops[copy.cursor]) != selected,
      let index = stops.firstIndex(where: { document.id(at: $0) == selected })
    {
      copy.cursor = index
    }
    let line = stops[copy.cursor]
    copy.selected = document.id(at: line)
    if case .item = screen {
      let finding = document.lines[...line].last { $0.id?.hasPrefix("evidence:") == true }
      copy.evidence = finding?.id.flatMap { Int($0.dropFirst("evidence:".count)) } ?? 0
    }
    // The first stop shows what stands above it too.
    let upper = copy.cursor == 0 ? 0 : line
    if line - upper < height, upper < copy.top { copy.top = upper }
    if line < copy.top { copy.top = line }
    if line >= copy.top + height { copy.top = line - height + 1 }
    copy.top = max(0, min(copy.top, document.lineCount - height))
    return copy
  }
}
