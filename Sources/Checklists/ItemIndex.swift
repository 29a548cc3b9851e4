/// Where each item of a catalogue is, so that arithmetic over all of them looks nothing up by name.
///
/// An item's place is its number in catalogue order. Of two items with one id, which no checked catalogue has, both have
/// the place of the later one.
package final class ItemIndex: Sendable {
  /// By place.
  package let items: [ChecklistItem]
  /// The places of each checklist's items, list by list.
  package let lists: [[Int]]
  /// By place: those of the item's criteria, nil for one that no list has.
  package let criteria: [[Int?]]
  /// By place: those of the item's siblings that there are.
  package let siblings: [[Int]]
  /// Places of the items that a dimension rests on.
  package let usedAsCriteria: Set<Int>
  private let places: [String: Int]

  init(_ checklists: [Checklist]) {
    let items = checklists.flatMap(\.items)
    var places = [String: Int](minimumCapacity: items.count)
    for (place, item) in items.enumerated() { places[item.id] = place }
    var start = 0
    lists = checklists.map { list in
      defer { start += list.items.count }
      return (start..<start + list.items.count).map { places[items[$0].id] ?? $0 }
    }
    criteria = items.map { item in item.criteria.map { places[$0] } }
    siblings = items.map { item in item.siblings.compactMap { places[$0] } }
    usedAsCriteria = Set(criteria.joined().compactMap(\.self))
    self.items = items
    self.places = places
  }

  package func place(of item: String) -> Int? { places[item] }
}

extension ItemIndex: Hashable {
  /// All it holds follows from the items, list by list.
  package static func == (a: ItemIndex, b: ItemIndex) -> Bool {
    a === b || a.lists == b.lists && a.items == b.items
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(items) }
}
