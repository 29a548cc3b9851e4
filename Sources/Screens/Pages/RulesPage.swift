import Canvas
import Checklists
import Reviews

/// All rule checklists on one page: a heading for each with its points, its items below it where it is unfolded.
///
/// Without a filter all are folded at first, so that the lists fit a small screen; with one all are unfolded, and lists
/// that hold nothing of it are left out.
extension Front {
  var ruleLists: [Checklist] { catalogue.checklists.filter { $0.scoring == .rules } }

  func rulesDocument(width: Int, glyphs: Glyphs) -> Document {
    var page = Document(width: width, selectsRowsOnly: true)
    let filter = rulesLayer.filter
    let all = evaluation.items.filter { state in ruleLists.contains { $0.id == state.item.checklist } }
    if size.height >= 16 {
      let count = Wording.plural(all.count, "rule")
      let parts = [
        Wording.points(Wording.points(all)), "\(all.count(where: \.isOpen)) of \(count) below solid",
        filter == .all ? "" : "shown: \(filter.title)",
      ]
      page.add(Span(parts.filter { !$0.isEmpty }.joined(separator: "   "), Palette.faint))
      page.blank()
    }
    for list in ruleLists {
      let shown = states(of: list.id, filter: filter)
      guard !shown.isEmpty else { continue }
      page.add(ruleHeading(list, shown.count, width: width))
      guard !isFolded(list.id) else { continue }
      for state in shown {
        var line = itemLine(state, width: width - 2, hasPriority: false)
        line.spans.insert(Span("  "), at: 0)
        page.add(line)
      }
    }
    if page.lines.allSatisfy({ !$0.isRow }) { page.paragraph("No rule is \(filter.title). * shows all.", indent: 2) }
    return page
  }

  private var rulesLayer: Layer { layers.last { $0.screen == .rules } ?? layer }

  private func ruleHeading(_ list: Checklist, _ shownCount: Int, width: Int) -> Line {
    let states = states(of: list.id, filter: .all)
    let below = states.count(where: \.isOpen)
    let count =
      shownCount < states.count
      ? "\(shownCount) of \(states.count)"
      : below == 0 ? "done" : width < 66 ? "\(below) below" : "\(below) below solid"
    return Line(
      [
        Span(isFolded(list.id) ? "+ " : "- ", Palette.key),
        Span(list.title.padded(to: width < 40 ? 20 : 24) + " ", .bold), Span(Wording.points(Wording.points(states))),
      ], trailing: [Span(count)], id: "list:" + list.id, isRow: true, markedSpanCount: 2)
  }

  /// What stands beside the list of rules: the item under the cursor, or what the list of a heading holds.
  func rulePane(width: Int, glyphs: Glyphs) -> [Line] {
    if let item = currentItem?.item.id { return itemDocument(item, width: width, glyphs: glyphs).lines }
    guard let id = ruleListAtCursor, let list = ruleLists.first(where: { $0.id == id }) else { return [] }
    var page = Document(width: width)
    page.add(Span(list.title, .bold))
    page.blank()
    for state in states(of: id, filter: .all) { page.add(itemLine(state, width: width, hasPriority: false)) }
    return page.lines
  }
}

/// Folding the lists, and going from one to the next.
extension Front {
  func isFolded(_ list: String) -> Bool { (rulesLayer.filter == .all) != turnedLists.contains(list) }

  /// The list that the line under the cursor belongs to.
  private var ruleListAtCursor: String? {
    layer.selected.flatMap { Front.listID(ofLine: $0) } ?? currentItem?.item.checklist
  }

  static func listID(ofLine id: String) -> String? {
    id.hasPrefix("list:") ? String(id.dropFirst("list:".count)) : nil
  }

  mutating func toggleRuleList() {
    guard let id = ruleListAtCursor else { return say("There is nothing to fold.") }
    layer.selected = "list:" + id
    turnedLists.formSymmetricDifference([id])
    contentRevision += 1
    let title = ruleLists.first { $0.id == id }?.title ?? id
    say("\(title) \(isFolded(id) ? "folded" : "unfolded").")
  }

  mutating func toggleRuleLists() {
    let isAnyFolded = ruleLists.contains { isFolded($0.id) }
    if !isAnyFolded, let id = ruleListAtCursor { layer.selected = "list:" + id }
    fold(all: !isAnyFolded)
    say(isAnyFolded ? "All lists are unfolded." : "All lists are folded.")
  }

  /// What is folded cannot be found.
  mutating func unfoldForSearch() {
    if layer.screen == .rules { fold(all: false) }
  }

  private mutating func fold(all isFolding: Bool) {
    let ids = ruleLists.map(\.id)
    turnedLists = (rulesLayer.filter == .all) == isFolding ? [] : Set(ids)
    contentRevision += 1
    // The page the search looks at is the one with all in it.
    _ = settle()
  }

  /// All but what can show nothing here: only scored lists have gates.
  var filtersInTurn: [Filter] {
    let items =
      switch layer.screen {
      case .list(let id): catalogue.checklist(id)?.items ?? []
      case .overview, .rules, .item, .source, .findings, .finding, .probe, .working, .libraries, .history, .difference,
        .projects, .log, .help:
        [ChecklistItem]()
      }
    return Filter.allCases.filter { $0 != .p0 || items.contains { $0.priority == .p0 } }
  }

  /// A filter of its own for the screen on top.
  mutating func filterItems(_ filter: Filter) {
    layer.filter = filter
    if layer.screen == .rules { turnedLists = [] }
  }

  /// On the page of all rules the next heading; on the page of a checklist the next one, around the end.
  mutating func goToList(by amount: Int) {
    if case .list(let id) = layer.screen {
      let ids = catalogue.checklists.map(\.id)
      guard let index = ids.firstIndex(of: id) else { return }
      let next = ids[((index + amount) % ids.count + ids.count) % ids.count]
      let filter = layer.filter
      layer = Layer(screen: .list(next))
      layer.filter = filter
      for index in layers.indices.dropLast() where [.overview, .rules].contains(layers[index].screen) {
        layers[index].selected =
          layers[index].screen == .overview && ruleLists.contains { $0.id == next } ? "rules" : "list:" + next
      }
      return
    }
    let stops = page.stops
    let headings = stops.indices.filter { page.id(at: stops[$0]).flatMap(Front.listID(ofLine:)) != nil }
    let target = amount > 0 ? headings.first { $0 > layer.cursor } : headings.last { $0 < layer.cursor }
    guard let target else { return say(amount > 0 ? "This is the last list." : "This is the first list.") }
    layer.cursor = target
    layer.selected = nil
  }

  /// The page of all rules follows an item that is gone to.
  mutating func followInRules(_ item: ItemState) {
    for index in layers.indices where layers[index].screen == .rules {
      layers[index].selected = (isFolded(item.item.checklist) ? "list:" + item.item.checklist : "item:" + item.item.id)
    }
  }

  /// The items of the page of all rules, where that is what an item was reached from.
  var ruleNeighbours: [String]? {
    guard let item = currentItem?.item, ruleLists.contains(where: { $0.id == item.checklist }),
      layers.contains(where: { $0.screen == .rules }), !layers.contains(where: { $0.screen == .list(item.checklist) })
    else { return nil }
    let shown = ruleLists.flatMap { states(of: $0.id, filter: rulesLayer.filter) }.map(\.item.id)
    return shown.contains(item.id) ? shown : nil
  }
}

/// Keys of the lists.
extension Action {
  static let listing: [Action] = [
    Action(
      .nextList, [.tab, .character("J"), .character(")")], "next list", "Go to the next checklist.",
      in: [.list, .rules], hint: 13
    ) {
      $0.goToList(by: 1)
      return []
    },
    Action(
      .previousList, [.backtab, .character("K"), .character("(")], "list before", "Go to the checklist before.",
      in: [.list, .rules]
    ) {
      $0.goToList(by: -1)
      return []
    },
    Action(
      .foldList, [.character(" ")], "fold", "Fold the list away, or unfold it.", in: [.rules], hint: 2
    ) {
      $0.toggleRuleList()
      return []
    },
    Action(
      .foldLists, [.character("z")], "fold all", "Unfold all lists, or fold them.", in: [.rules], hint: 3
    ) {
      $0.toggleRuleLists()
      return []
    },
  ]
}
