import Checklists
import Evidence
import Reviews

extension HistoryReport {
  /// For programs, `Data/Schemas/history.schema.json`.
  package var json: JSONValue { json(with: nil) }

  /// The same with a replay beside the reviews.
  package func json(with replay: ReplayReport?) -> JSONValue {
    var object: JSONObject = [
      "schemaVersion": 1,
      "project": .string(timeline.project),
      "reviews": .array(timeline.entries.map(\.json)),
      "openP0": .array(timeline.openGateAges.map { $0.json(at: now, inEach: "reviews") }),
    ]
    if let replay { object["replay"] = replay.json }
    return .object(object)
  }
}

extension Timeline.Entry {
  fileprivate var json: JSONValue {
    [
      "review": .string(id), "state": .string(state.rawValue), "at": .string(at.text),
      "commit": commit.map { .string($0) } ?? .null, "dirty": .bool(isDirty),
      "profile": .string(profileName), "verdict": .string(verdict.word.rawValue),
      "heldBy": .array(verdict.heldBy.map { .string($0) }),
      "scores": scores.json, "rulerChanges": .array(rulerChanges.map(\.json)),
    ]
  }
}

extension OpenGateAge {
  /// - Parameter nouns: what entries of the timeline are.
  func json(at now: Instant, inEach nouns: String) -> JSONValue {
    var object: JSONObject = [
      "item": .string(gate.item), "title": .string(gate.title), "rating": gate.rating?.json ?? .null,
      "waived": .bool(gate.isWaived), "since": .string(since.text), "days": .integer(days(at: now)),
    ]
    object[nouns] = .integer(reviewCount)
    return .object(object)
  }
}
