import Checklists
import Evidence
import Reviews

/// The stored form of what a final review was scored by: lists with the parts of their items that count.
extension Catalogue {
  var json: JSONValue {
    .array(
      checklists.map { list in
        [
          "id": .string(list.id), "title": .string(list.title), "revision": .integer(list.revision),
          "scoring": .string(list.scoring.rawValue), "digest": .string(list.digest),
          "items": .array(list.items.map(\.rulerJSON)),
        ]
      })
  }

  init(ruler lists: [Fields]) throws(FormatError) {
    var checklists: [Checklist] = []
    for list in lists {
      let id = try list.string("id")
      var items: [ChecklistItem] = []
      for item in try list.objects("items", max: StoreLimits.checklistItemCountMax) {
        items.append(try ChecklistItem(item, of: id))
      }
      checklists.append(
        Checklist(
          id: id, title: try list.string("title"), revision: try list.count("revision"),
          scoring: try list.choice("scoring"), items: items, digest: try list.string("digest")))
    }
    self.init(checklists: checklists)
  }
}

extension ChecklistItem {
  fileprivate var rulerJSON: JSONValue {
    var object: JSONObject = [
      "id": .string(id), "title": .string(title), "revision": .integer(revision), "kind": .string(kind.rawValue),
      "priority": .string(priority.rawValue), "weight": .integer(weight), "reviewDays": .integer(reviewDays),
      "criterionDigest": .string(criterionDigest),
    ]
    // Only a quality dimension has criteria, and one without any is a dimension still.
    if isDimension { object["criteria"] = .array(criteria.map { .string($0) }) }
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
