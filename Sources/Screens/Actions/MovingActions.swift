import Canvas

/// Getting about: arrows and the keys of vi, pages, opening and going back, searching.
extension Action {
  static let moving: [Action] = [
    Action(.up, [.up, .character("k"), .control("p")], "up", "Go one line up.") {
      $0.move(by: -1)
      return []
    },
    Action(.down, [.down, .character("j"), .control("n")], "down", "Go one line down.") {
      $0.move(by: 1)
      return []
    },
    Action(.first, [.home, .character("g")], "top", "Go to the first line.") {
      $0.move(by: -$0.layer.cursor)
      return []
    },
    Action(.last, [.end, .character("G")], "end", "Go to the last line.") {
      $0.moveToEnd()
      return []
    },
    Action(.pageUp, [.pageUp, .control("b")], "page up", "Go one page up.") {
      $0.turn(by: -$0.pageHeight)
      return []
    },
    Action(.pageDown, [.pageDown, .control("f")], "page down", "Go one page down.") {
      $0.turn(by: $0.pageHeight)
      return []
    },
    Action(
      .pageOn, [.character(" ")], "page down", "Go one page down, as in less.",
      in: [.working, .libraries, .difference, .projects, .log, .help]
    ) {
      $0.turn(by: $0.pageHeight)
      return []
    },
    Action(.halfUp, [.control("u")], "half up", "Go half a page up.") {
      $0.turn(by: -max(1, $0.pageHeight / 2))
      return []
    },
    Action(.halfDown, [.control("d")], "half down", "Go half a page down.") {
      $0.turn(by: max(1, $0.pageHeight / 2))
      return []
    },
    Action(
      .open, [.enter, .right, .character("l")], "open",
      "Open what is selected: a checklist, an item, a probe, the source of a finding, what a review changed.",
      in: [.overview, .rules, .list, .item, .findings, .probe, .libraries, .history, .difference, .projects], hint: 1
    ) {
      $0.open()
      return []
    },
    Action(
      .back, [.escape, .left, .character("h"), .backspace], "back", "Go one level up.", hint: 5,
      unless: { $0.layers.count == 1 ? "This is the top level; q leaves." : nil }
    ) {
      _ = $0.pop()
      return []
    },
    Action(
      .nextEvidence, [.tab], "next finding", "Go to the next finding.", in: [.item, .source], hint: 9,
      unless: { ($0.currentItem?.observation?.evidence.isEmpty ?? true) ? "This item has no findings." : nil }
    ) {
      $0.goToEvidence(by: 1)
      return []
    },
    Action(
      .previousEvidence, [.backtab], "previous finding", "Go to the finding before.", in: [.item, .source],
      unless: { ($0.currentItem?.observation?.evidence.isEmpty ?? true) ? "This item has no findings." : nil }
    ) {
      $0.goToEvidence(by: -1)
      return []
    },
    Action(.nextItem, [.character("J"), .character(")")], "next item", "Go to the next item of the list.", in: [.item])
    {
      $0.goToNeighbour(by: 1)
      return []
    },
    Action(.previousItem, [.character("K"), .character("(")], "previous item", "Go to the item before.", in: [.item]) {
      $0.goToNeighbour(by: -1)
      return []
    },
    Action(
      .nextOpen, [.character("]")], "next open", "Go to the open item that is worth most: verdict first, then gain.",
      hint: 4, unless: { $0.nextOpen == nil ? "No other item waits for you\($0.finishHint)." : nil }
    ) {
      $0.goToNextOpen()
      return []
    },
    Action(.search, [.character("/")], "search", "Search this screen while you type.", hint: 12) {
      $0.unfoldForSearch()
      $0.ask(.search(cursor: $0.layer.cursor, top: $0.layer.top))
      return []
    },
    Action(
      .findNext, [.character("n")], "next match", "Go to the next match.",
      unless: { $0.search.isEmpty ? "There is no search yet; / begins one." : nil }
    ) {
      $0.find(forward: true)
      return []
    },
    Action(
      .findPrevious, [.character("N")], "previous match", "Go to the match before.",
      unless: { $0.search.isEmpty ? "There is no search yet; / begins one." : nil }
    ) {
      $0.find(forward: false)
      return []
    },
    Action(
      .filter, [.character("f")], "filter",
      "Show all, open, P0, unconfirmed, disputed, stale or changed items in turn.",
      in: [.list, .rules], hint: 11
    ) {
      $0.filterItems($0.filtersInTurn.following($0.layer.filter) ?? .all)
      $0.say("Filter: \($0.layer.filter.title)")
      return []
    },
    Action(
      .showAll, [.character("*")], "no filter", "Show everything again.", in: [.list, .rules, .findings],
      unless: {
        let isFiltered = $0.layer.screen == .findings ? $0.findings.view.isFiltered : $0.layer.filter != .all
        return isFiltered ? nil : "Everything is shown."
      }
    ) { front in
      if case .findings = front.layer.screen {
        front.browse { $0.showAll() }
        front.sayShown("All")
      } else {
        front.filterItems(.all)
      }
      return []
    },
  ]
}

extension Front {
  fileprivate mutating func goToEvidence(by amount: Int) {
    guard let count = currentItem?.observation?.evidence.count, count > 0, let current = currentEvidence?.index else {
      return
    }
    let isOnFinding = layer.selected?.hasPrefix("evidence:") == true
    var index = ((current + amount) % count + count) % count
    switch layer.screen {
    case .source(let item, _):
      layer = Layer(screen: .source(item: item, evidence: index))
      showFinding()
    case .item:
      if !isOnFinding, amount > 0 { index = current }
      let stops = page.stops
      if let stop = stops.firstIndex(where: { page.lines[$0].id == "evidence:\(index)" }) { layer.cursor = stop }
    case .overview, .rules, .list, .findings, .finding, .probe, .working, .libraries, .history, .difference, .projects,
      .log, .help:
      break
    }
  }

  fileprivate mutating func goToNeighbour(by amount: Int) {
    let items = neighbours
    guard let current = currentItem?.item.id, let index = items.firstIndex(of: current) else { return }
    let target = index + amount
    guard items.indices.contains(target) else {
      return say(amount > 0 ? "This is the last item of the list." : "This is the first item of the list.")
    }
    go(to: items[target])
  }
}
