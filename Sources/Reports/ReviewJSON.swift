import Checklists
import Evidence
import Reviews

extension ReviewReport {
  /// The report for programs, `schemaVersion` 1; scores are what follows from the answers, never read back.
  package var json: JSONValue {
    [
      "schemaVersion": 1,
      "tool": ["name": "assay", "version": .string(review.toolVersion)],
      "review": [
        "id": .string(review.id), "project": .string(review.project), "kind": .string(review.kind.rawValue),
        "profile": .string(review.profile ?? Profile.standard),
        "state": .string(review.state.rawValue), "commit": review.commit.map { .string($0) } ?? .null,
        "dirty": .bool(review.isDirty), "createdAt": .string(review.createdAt.text), "evaluatedAt": .string(now.text),
        "finalizedBy": review.finalizedBy.map { .string($0) } ?? .null,
      ],
      "verdict": [
        "word": .string(evaluation.verdict.word.rawValue),
        "heldBy": .array(evaluation.verdict.heldBy.map { .string($0) }),
      ],
      "scores": evaluation.scores.json,
      "counts": evaluation.counts.json,
      "warnings": .array(evaluation.warnings.map { .string($0) }),
      "items": .array(evaluation.items.map(\.json)),
      "libraries": .array(
        review.libraries.map { library in
          [
            "purpose": .string(library.purpose), "path": .string(library.path), "version": .string(library.version),
            "standing": .string(library.standing.rawValue),
          ]
        }),
    ]
  }
}

extension StateCounts {
  fileprivate var json: JSONValue {
    [
      "solid": .integer(solid), "partial": .integer(partial), "missing": .integer(missing),
      "notApplicable": .integer(notApplicable), "unanswered": .integer(unanswered), "total": .integer(total),
    ]
  }
}

extension ItemState {
  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "item": .string(item.id), "checklist": .string(item.checklist), "title": .string(item.title),
      "priority": .string(item.priority.rawValue), "rating": effective?.json ?? .null,
      "percent": percent.map { .integer($0) } ?? .null, "from": .string(source.rawValue), "shownAs": .string(shownAs),
      "disputed": .bool(isDisputed), "stale": .array(staleReasons.map { .string($0.rawValue) }),
      "proposed": proposed?.json ?? .null, "waived": .bool(liveWaiver != nil),
    ]
    if let answer {
      var entry: JSONObject = [
        "author": .string(answer.author), "at": .string(answer.at.text), "reason": .string(answer.reason),
        "note": .string(answer.note),
      ]
      entry["decidedBy"] = answer.decidedBy.map(JSONValue.string)
      object["answer"] = .object(entry)
    }
    if let observation {
      object["suggestion"] = [
        "rating": observation.rating?.json ?? .null, "confidence": .string(observation.confidence.rawValue),
        "reason": .string(observation.reason), "evidence": .integer(observation.evidence.count),
      ]
    }
    return .object(object)
  }
}
