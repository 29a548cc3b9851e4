import Checklists
import Evidence
import Reviews

extension DifferenceReport {
  /// For programs, `Data/Schemas/difference.schema.json`; every number also exactly, as a fraction.
  package var json: JSONValue {
    [
      "schemaVersion": 1,
      "project": .string(to.project),
      "probesOnly": .bool(isProbesOnly),
      "from": json(of: from, difference.verdictBefore, coverage.before),
      "to": json(of: to, difference.verdictAfter, coverage.after),
      "scores": .object(
        scores.reduce(into: JSONObject()) { object, score in object[score.key] = score.change.json }),
      "rulerChanges": .array(rulerChanges.map(\.json)),
      "items": .array(difference.items.map(\.json)),
    ]
  }

  private func json(of review: Review, _ verdict: Verdict, _ coverage: Fraction?) -> JSONValue {
    [
      "review": isProbesOnly ? .null : .string(review.id),
      "state": isProbesOnly ? .null : .string(review.state.rawValue),
      "at": .string((review.ownMoment ?? now).text), "commit": review.commit.map { .string($0) } ?? .null,
      "dirty": .bool(review.isDirty), "verdict": .string(verdict.word.rawValue),
      "heldBy": .array(verdict.heldBy.map { .string($0) }),
      "coverage": coverage.map { .number($0.doubleValue) } ?? .null,
    ]
  }
}

extension Difference.Change {
  fileprivate var json: JSONValue {
    let parts: [(String, Fraction?)] = [
      ("before", before), ("ruler", ruler), ("scope", scope), ("items", items), ("after", after), ("change", total),
    ]
    var object = JSONObject()
    var exact = JSONObject()
    for (key, value) in parts {
      object[key] = value.map { .number($0.doubleValue) } ?? .null
      exact[key] = value.map { .string($0.exactText) } ?? .null
    }
    object["exact"] = .object(exact)
    return .object(object)
  }
}

extension RulerChange {
  var json: JSONValue {
    [
      "checklist": .string(checklist), "before": RulerChange.json(of: before), "after": RulerChange.json(of: after),
      "moves": .array(moves.map { ["item": .string($0.item), "change": .string($0.text)] }),
      "profile": profile.map { ["before": .string($0.before), "after": .string($0.after)] } ?? .null,
    ]
  }

  private static func json(of list: Review.ChecklistReference?) -> JSONValue {
    guard let list else { return .null }
    return ["revision": .integer(list.revision), "digest": .string(list.digest)]
  }
}

extension Difference.ItemChange {
  fileprivate var json: JSONValue {
    [
      "item": .string(item), "title": .string(title), "before": before?.json ?? .null, "after": after?.json ?? .null,
      "cause": .string(cause.rawValue), "health": .number(health.doubleValue), "quality": .number(quality.doubleValue),
      "readiness": .number(readiness.doubleValue), "security": .number(security.doubleValue),
      "exact": [
        "health": .string(health.exactText), "quality": .string(quality.exactText),
        "readiness": .string(readiness.exactText), "security": .string(security.exactText),
      ],
      "wentStale": .array(newlyStale.map { .string($0.rawValue) }),
      "evidence": [
        "added": .array(evidence.added.map(\.json)), "gone": .array(evidence.gone.map(\.json)),
        "moved": .array(evidence.moved.map { ["from": $0.from.json, "to": $0.to.json] }),
      ],
    ]
  }
}

extension Observation.Evidence {
  fileprivate var json: JSONValue {
    [
      "path": .string(location.path), "line": .integer(location.line), "snippet": .string(snippet),
      "message": .string(message), "fingerprint": fingerprint.map { .string($0) } ?? .null,
    ]
  }
}

extension Location {
  fileprivate var json: JSONValue { ["path": .string(path), "line": .integer(line)] }
}
