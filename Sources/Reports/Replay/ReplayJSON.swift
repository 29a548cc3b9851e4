import Checklists
import Evidence
import Reviews

extension ReplayReport {
  /// The member `replay` of `Data/Schemas/history.schema.json`.
  package var json: JSONValue {
    [
      "basis": .string(ReplayReport.basis),
      "every": .string(replay.choice.name),
      "shallow": .bool(replay.isShallow),
      "points": .array(zip(replay.points, replay.timeline.entries).map { ReplayReport.json($0, $1) }),
      "changes": .array(replay.changes.map(\.json)),
      "openP0": .array(replay.timeline.openGateAges.map { $0.json(at: now, inEach: "commits") }),
      "skipped": .array(
        replay.skipped.map { skipped in
          var object = skipped.commit.json
          object["reason"] = .string(skipped.reason)
          return .object(object)
        }),
    ]
  }

  private static func json(_ point: Replay.Point, _ entry: Timeline.Entry) -> JSONValue {
    var object = point.commit.json
    object["basis"] = .string(basis)
    object["kind"] = .string(point.kind.rawValue)
    object["verdict"] = .string(entry.verdict.word.rawValue)
    object["heldBy"] = .array(entry.verdict.heldBy.map { .string($0) })
    object["scores"] = entry.scores.json
    object["suggestions"] = .array(point.suggestions.map(\.json))
    return .object(object)
  }
}

extension CommitChoice {
  /// As `--every` takes it.
  var name: String {
    switch step {
    case .tag: "tag"
    case .week: "week"
    case .commits(let count): "\(count)"
    }
  }
}

extension PastCommit {
  fileprivate var json: JSONObject {
    [
      "commit": .string(id), "at": .string(Instant(seconds: seconds).text), "subject": .string(subject),
      "tags": .array(tags.map { .string($0) }),
    ]
  }
}

extension Replay.Suggestion {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "item": .string(item), "rating": rating?.json ?? .null, "confidence": .string(confidence.rawValue),
      "reason": .string(reason),
    ]
    if case .failed(let why) = result { object["error"] = .string(why) }
    object["evidenceDigest"] = .string(evidenceDigest)
    return .object(object)
  }
}

extension RatingChange {
  fileprivate var json: JSONValue {
    [
      "item": .string(item), "title": .string(title), "from": from?.json ?? .null, "to": to?.json ?? .null,
      "cause": .string(cause.rawValue), "commit": .string(commit.id),
      "at": .string(Instant(seconds: commit.seconds).text),
      "subject": .string(commit.subject), "tags": .array(commit.tags.map { .string($0) }), "after": .string(after.id),
      "notProbedBetween": distance.map { .integer($0) } ?? .null, "reason": .string(reason),
    ]
  }
}
