import Checklists
import Evidence
import Reviews

extension Scorecard {
  /// The scores as pairs of floor and ceiling with their coverage; null where nothing applies.
  package var json: JSONValue {
    [
      "health": health.map(\.json) ?? .null,
      "readiness": Scorecard.json(readiness),
      "security": Scorecard.json(security),
      "quality": quality.map(\.json) ?? .null,
      "coverage": coverage.map { .number($0.doubleValue) } ?? .null,
    ]
  }

  private static func json(_ counts: [GateCount]) -> JSONValue {
    var object = JSONObject()
    for count in counts {
      object[count.priority.rawValue] = [
        "met": .integer(count.met), "open": .integer(count.open), "unanswered": .integer(count.unanswered),
        "waived": .integer(count.waived), "notApplicable": .integer(count.notApplicable),
        "applicable": .integer(count.applicable),
      ]
    }
    return .object(object)
  }
}

extension Scorecard.PointScore {
  fileprivate var json: JSONValue {
    [
      "floor": .integer(floor), "ceiling": .integer(ceiling), "max": .integer(max),
      "notApplicable": .integer(notApplicable), "coverage": .number(coverage.doubleValue), "band": .string(band),
    ]
  }
}

extension Scorecard.QualityScore {
  fileprivate var json: JSONValue {
    [
      "floor": .number(floor.doubleValue), "ceiling": .number(ceiling.doubleValue),
      "coverage": .number(coverage.doubleValue), "band": .string(band), "dimensions": .array(dimensions.map(\.json)),
    ]
  }
}

extension Scorecard.Dimension {
  fileprivate var json: JSONValue {
    [
      "item": .string(item), "weight": .integer(weight), "floor": floor.map { .number($0.doubleValue) } ?? .null,
      "ceiling": ceiling.map { .number($0.doubleValue) } ?? .null, "overridden": .bool(isOverridden),
    ]
  }
}

extension Fraction {
  /// For JSON readers; everything that is compared stays a fraction.
  var doubleValue: Double { Double(numerator) / Double(denominator) }
}
