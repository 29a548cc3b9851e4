import Checklists
import Reviews

/// Going from item to item and from list to list. The layers of `Front` say where one is.
extension PlainSession {
  /// What Enter alone leads to, and the route it belongs to.
  var next: (item: String, route: [String])? {
    let waiting = front.waiting.map(\.item.id)
    let current = isAtItem ? front.currentItem?.item.id : nil
    if let current, let index = route.firstIndex(of: current) {
      let later = Array(route[(index + 1)...] + route[..<index])
      if let next = later.first(where: waiting.contains) { return (next, route) }
    }
    if current == nil, case .list(let id) = listing {
      let shown = front.states(of: id, filter: front.layer(showing: id).filter).map(\.item.id)
      if let next = shown.first(where: waiting.contains) { return (next, shown) }
    }
    return waiting.first { $0 != current }.map { ($0, waiting) }
  }

  mutating func goToNext() -> [Effect] {
    if let (item, route) = next {
      self.route = route
      openItem(item)
    } else if isAtItem, front.waiting.contains(where: { $0.item.id == front.currentItem?.item.id }) {
      say("No other item waits for you; this one does.")
    } else {
      goToOverview()
    }
    return []
  }

  mutating func openItem(_ id: String) {
    leaveItem()
    front.push(.item(id))
    finding = 0
    awaited = nil
    tellItem()
  }

  private mutating func leaveItem() {
    while isAtItem, front.pop() {}
  }

  mutating func goToNeighbour(by amount: Int) -> [Effect] {
    let items = front.neighbours
    guard let current = front.currentItem?.item.id, let index = items.firstIndex(of: current) else { return [] }
    if items.indices.contains(index + amount) {
      openItem(items[index + amount])
    } else {
      say(amount > 0 ? "This is the last item of the list." : "This is the first item of the list.")
    }
    return []
  }

  mutating func goBack() {
    if isAtItem {
      leaveItem()
      tellPlace()
    } else if case .difference = listing {
      tellHistory()
    } else if case .probe = listing {
      tellProbes()
    } else if listing == .overview {
      say("This is the overview; q leaves.")
    } else {
      goToOverview()
    }
  }

  mutating func goToOverview() {
    front.layers = [Layer(screen: .overview)]
    tellOverview()
  }

  mutating func goToOpen() {
    front.layers = [Layer(screen: .overview)]
    tellOpen()
  }

  mutating func openList(_ id: String) {
    front.layers = [Layer(screen: .overview), Layer(screen: .list(id))]
    tellList(id)
  }

  /// By number among the checklists, by id, or by a part of its title.
  mutating func openList(named name: String) {
    let lists = front.catalogue.checklists
    guard !name.isEmpty else {
      if let id = front.currentItem?.item.checklist, isAtItem { openList(id) } else { goToOverview() }
      return
    }
    let text = name.lowercased()
    let byNumber = Int(name).flatMap { $0 > 0 && $0 <= lists.count ? lists[$0 - 1] : nil }
    if let list = byNumber ?? lists.first(where: { $0.id == text })
      ?? lists.first(where: { $0.title.lowercased().contains(text) })
    {
      openList(list.id)
    } else {
      front.say("No checklist is called \"\(name)\"; overview tells them.", .bad)
    }
  }

  mutating func find(_ text: String) {
    guard !text.isEmpty else {
      front.say("Find what? Give a part of an item's title or id: find health.", .bad)
      return
    }
    let found = front.items(matching: text)
    guard let first = found.first else {
      front.say("No item has \"\(text)\" in its id or title.", .bad)
      return
    }
    if found.count > 1 {
      front.layers = [Layer(screen: .overview)]
      tellFound(text)
    } else {
      route = front.waiting.map(\.item.id)
      openItem(first.id)
    }
  }

  /// A number typed at a list.
  mutating func choose(_ number: Int) -> [Effect] {
    guard number > 0, choices.indices.contains(number - 1) else {
      let known = choices.isEmpty ? "There are no numbers here" : "There are numbers from 1 to \(choices.count)"
      front.say("\(known); ? tells what can be typed.", .bad)
      return []
    }
    switch choices[number - 1] {
    case .list(let id): openList(id)
    case .item(let id):
      if !isAtItem { route = routeOfListing }
      openItem(id)
    case .probe(let id): tellProbe(id)
    case .finding(let name): return show(name)
    case .review(let id): return tellChange(in: id)
    }
    return []
  }

  private var routeOfListing: [String] {
    switch listing {
    case .overview, .open, .probes, .probe, .holding, .history, .difference, .projects: front.waiting.map(\.item.id)
    case .list, .found: choices.compactMap { if case .item(let id) = $0 { id } else { nil } }
    }
  }

  mutating func filter(_ name: String) -> [Effect] {
    guard case .list(let id) = listing else {
      front.say("A filter works in a checklist; its number opens one.")
      return []
    }
    guard let filter = Filter(rawValue: name.lowercased()) else {
      front.say("Filters are \(Filter.allCases.map(\.rawValue).joined(separator: ", ")).", .bad)
      return []
    }
    front.layer.filter = filter
    tellList(id)
    return []
  }
}
