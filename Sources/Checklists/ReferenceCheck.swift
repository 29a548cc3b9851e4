/// Checks what only all lists together can tell: that ids are unique, and that what items refer to exists.
struct ReferenceCheck {
  let base: Catalogue
  let readings: [ChecklistReading]
  /// Whether every file could be read: a name cannot be called wrong while its list may be the one that is missing.
  let isComplete: Bool

  func run() {
    checkChecklistIDs()
    checkItemIDs()
    checkProbeIDs()
    if isComplete { checkNames() }
  }

  private func checkNames() {
    let items = base.items + readings.flatMap { $0.checklist.items }
    let ids = readings.reduce(into: Set(items.map(\.id))) { $0.formUnion($1.itemIDs) }
    let lists = base.checklists + readings.map(\.checklist)
    let rules = Set(lists.filter { $0.scoring == .rules }.map(\.id))
    let dimensions = Set(items.filter { $0.suggestion == .criteria }.map(\.id))
    for reading in readings {
      for entry in reading.items {
        for (name, mark) in entry.criteria {
          check(name, at: mark, of: entry.item, as: "criterion", among: ids, log: reading.log)
          if dimensions.contains(name) {
            reading.log.report(
              mark, "item \"\(entry.item.id)\" has the dimension \"\(name)\" as a criterion; name its items")
          }
        }
        for (name, mark) in entry.feeds {
          check(name, at: mark, of: entry.item, as: "scored item", among: ids, log: reading.log)
          if items.contains(where: { $0.id == name && rules.contains($0.checklist) }) {
            reading.log.report(mark, "item \"\(entry.item.id)\" feeds \"\(name)\", which is a rule itself")
          }
        }
        for (name, mark) in entry.siblings {
          check(name, at: mark, of: entry.item, as: "sibling", among: ids, log: reading.log)
          if name == entry.item.id { reading.log.report(mark, "item \"\(name)\" is named as its own sibling") }
        }
      }
    }
  }

  private func check(
    _ name: String, at mark: MarkedValue.Position, of item: ChecklistItem, as role: String, among ids: Set<String>,
    log: ProblemLog
  ) {
    guard !ids.contains(name) else { return }
    let hint = NearestName.hint(for: name, among: ids)
    log.report(mark, "item \"\(item.id)\" names the \(role) \"\(name)\", which does not exist.\(hint)")
  }

  private func checkChecklistIDs() {
    var places = Dictionary(base.checklists.map { ($0.id, "a built-in checklist") }) { first, _ in first }
    for reading in readings {
      let id = reading.checklist.id
      if let place = places[id] {
        reading.log.report(reading.idMark, "the checklist id \"\(id)\" is taken by \(place)")
      } else {
        places[id] = reading.log.file
      }
    }
  }

  private func checkProbeIDs() {
    var places = Dictionary(base.declared.map { ($0.id, "a checklist read before") }) { first, _ in first }
    for reading in readings {
      for (probe, mark) in reading.items.flatMap(\.declared) {
        if let place = places[probe.id] {
          reading.log.report(mark, "the probe id \"\(probe.id)\" is taken by \(place); give this one another name")
        } else {
          places[probe.id] = "\(reading.log.file):\(mark.line)"
        }
      }
    }
  }

  private func checkItemIDs() {
    var places = Dictionary(base.items.map { ($0.id, "a built-in item") }) { first, _ in first }
    for reading in readings {
      for entry in reading.items {
        if let place = places[entry.item.id] {
          reading.log.report(entry.idMark, "the item id \"\(entry.item.id)\" is taken by \(place)")
        } else {
          places[entry.item.id] = "\(reading.log.file):\(entry.idMark.line)"
        }
      }
    }
  }
}
