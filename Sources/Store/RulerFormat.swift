import Checklists
import Evidence
import Reviews

/// The stored form of what a final review was scored by: lists with the parts of their items that count.
extension Catalogue {
  var json: JSONValue {
    let plain = Dictionary((plain ?? []).flatMap(\.items).map { ($0.id, $0) }) { first, _ in first }
    return .array(
      checklists.map { list in
        [
          "id": .string(list.id), "title": .string(list.title), "revision": .integer(list.revision),
          "scoring": .string(list.scoring.rawValue), "digest": .string(list.digest),
          "items": .array(list.items.map { $0.rulerJSON(standard: plain[$0.id] ?? $0) }),
        ]
      })
  }

  init(ruler lists: [Fields]) throws(FormatError) {
    var checklists: [Checklist] = []
    var plain: [Checklist] = []
    for list in lists {
      let id = try list.string("id")
      var items: [ChecklistItem] = []
      var standard: [ChecklistItem] = []
      for fields in try list.objects("items", max: StoreLimits.checklistItemCountMax) {
        let item = try ChecklistItem(fields, of: id)
        items.append(item)
        standard.append(
          item.measured(
            priority: fields.object["standardPriority"] == nil ? item.priority : try fields.choice("standardPriority"),
            weight: fields.object["standardWeight"] == nil
              ? item.weight : try fields.count("standardWeight", max: weightMax)))
      }
      let read = Checklist(
        id: id, title: try list.string("title"), revision: try list.count("revision"),
        scoring: try list.choice("scoring"), items: items, digest: try list.string("digest"))
      checklists.append(read)
      plain.append(read.replacingItems(standard))
    }
    self.init(checklists: checklists, plain: plain == checklists ? nil : plain)
  }
}

extension ChecklistItem {
  /// - Parameter standard: the same without the review's profile.
  fileprivate func rulerJSON(standard: ChecklistItem) -> JSONValue {
    var object: JSONObject = [
      "id": .string(id), "title": .string(title), "revision": .integer(revision), "kind": .string(kind.rawValue),
      "priority": .string(priority.rawValue), "weight": .integer(weight), "reviewDays": .integer(reviewDays),
      "criterionDigest": .string(criterionDigest),
    ]
    // Only a quality dimension has criteria, and one without any is a dimension still.
    if isDimension { object["criteria"] = .array(criteria.map { .string($0) }) }
    if standard.priority != priority { object["standardPriority"] = .string(standard.priority.rawValue) }
    if standard.weight != weight { object["standardWeight"] = .integer(standard.weight) }
    return .object(object)
  }

  fileprivate convenience init(_ fields: Fields, of checklist: String) throws(FormatError) {
    let criteria = fields.object["criteria"] == nil ? nil : try fields.strings("criteria")
    let weight = try fields.count("weight", max: weightMax)
    self.init(
      ruling: try fields.string("id"), revision: try fields.count("revision"), checklist: checklist,
      title: try fields.string("title"), kind: try fields.choice("kind"), priority: try fields.choice("priority"),
      weight: weight, reviewDays: try fields.count("reviewDays", max: StoreLimits.reviewDayCountMax),
      criteria: criteria,
      criterionDigest: try fields.string("criterionDigest"))
  }
}

/// No list has more, and no sum of such weights overflows.
private let weightMax = 10_000
