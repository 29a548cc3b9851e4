/// Where each item of a catalogue is, so that arithmetic over all of them looks nothing up by name.
///
/// An item's place is its number in catalogue order. Of two items with one id, which no checked catalogue has, both have
/// the place of the later one.
package final class ItemIndex: Sendable {
  /// By place.
  package let items: [ChecklistItem]
  /// The places of each checklist's items, list by list.
  package let lists: [List]
  /// By place: those of the item's criteria, nil for one that no list has.
  package let criteria: [[Int?]]
  /// By place: those of the item's siblings that there are.
  package let siblings: [[Int]]
  /// By place: those of the items that it names as siblings or that name it, in catalogue order.
  package let allSiblings: [[Int]]
  /// By place: whether a score rests on the item, which is so of all but rules that no dimension names.
  package let isScored: [Bool]
  /// By place, side by side for the arithmetic.
  package let weights: [Int]
  package let priorities: [ChecklistItem.Priority]
  package let isDimension: [Bool]
  /// By place: the item's rank among all, the least effort first, by id where it is the same.
  package let effortRanks: [Int]
  private let places: [String: Int]
  private let placesByScoring: [Checklist.Scoring: [Int]]

  /// What arithmetic needs to know of a checklist, which is a large value to copy.
  package struct List: Hashable, Sendable {
    package let id: String
    package let scoring: Checklist.Scoring
    package let places: [Int]
  }

  init(_ checklists: [Checklist]) {
    let items = checklists.flatMap(\.items)
    var places = [String: Int](minimumCapacity: items.count)
    for (place, item) in items.enumerated() { places[item.id] = place }
    var start = 0
    lists = checklists.map { list in
      defer { start += list.items.count }
      let own = (start..<start + list.items.count).map { places[items[$0].id] ?? $0 }
      return List(id: list.id, scoring: list.scoring, places: own)
    }
    placesByScoring = lists.reduce(into: [:]) { $0[$1.scoring, default: []] += $1.places }
    criteria = items.map { item in item.criteria.map { places[$0] } }
    let siblings = items.map { item in item.siblings.compactMap { places[$0] } }
    allSiblings = ItemIndex.bothWays(siblings)
    let usedAsCriteria = Set(criteria.joined().compactMap(\.self))
    let rules = Set(lists.filter { $0.scoring == .rules }.flatMap(\.places))
    isScored = items.indices.map { !rules.contains($0) || usedAsCriteria.contains($0) }
    weights = items.map(\.weight)
    priorities = items.map(\.priority)
    isDimension = items.map(\.isDimension)
    effortRanks = ItemIndex.effortRanks(items)
    self.siblings = siblings
    self.items = items
    self.places = places
  }

  private static func bothWays(_ siblings: [[Int]]) -> [[Int]] {
    var all = siblings
    for (place, named) in siblings.enumerated() { for other in named { all[other].append(place) } }
    return all.enumerated().map { place, others in Set(others).subtracting([place]).sorted() }
  }

  private static func effortRanks(_ items: [ChecklistItem]) -> [Int] {
    let efforts = ChecklistItem.Effort.allCases
    let order = items.indices.sorted { a, b in
      let (first, second) = (items[a].remediation.effort, items[b].remediation.effort)
      if first != second { return (efforts.firstIndex(of: first) ?? 0) < (efforts.firstIndex(of: second) ?? 0) }
      return items[a].id < items[b].id
    }
    var ranks = [Int](repeating: 0, count: items.count)
    for (rank, place) in order.enumerated() { ranks[place] = rank }
    return ranks
  }

  package func place(of item: String) -> Int? { places[item] }

  /// Places of the items of all lists that are scored so.
  package func places(_ scoring: Checklist.Scoring) -> [Int] { placesByScoring[scoring] ?? [] }
}

extension ItemIndex: Hashable {
  /// All it holds follows from the items, list by list.
  package static func == (a: ItemIndex, b: ItemIndex) -> Bool {
    a === b || a.lists == b.lists && a.items == b.items
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(items) }
}
