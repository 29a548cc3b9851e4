import Checklists
import Evidence
import Reviews

extension CheckReport {
  /// For programs, `Data/Schemas/check.schema.json`; `exitCode` is what the command ends with.
  package func json(toolVersion: String, exitCode: Int) -> JSONValue {
    [
      "schemaVersion": 1,
      "tool": ["name": "assay", "version": .string(toolVersion)],
      "project": [
        "module": .string(review.project), "kind": .string(review.kind.rawValue),
        "profile": .string(review.profile ?? Profile.standard),
        "commit": review.commit.map { .string($0) } ?? .null, "dirty": .bool(review.isDirty),
      ],
      "answers": answers?.json ?? .null,
      "baseline": baseline?.json ?? .null,
      "outcome": .string(check.outcome.rawValue),
      "exitCode": .integer(exitCode),
      "gates": .array(check.lines.map(\.json)),
      "verdict": [
        "word": .string(evaluation.verdict.word.rawValue),
        "heldBy": .array(evaluation.verdict.heldBy.compactMap { evaluation.state(of: $0)?.holdingJSON }),
      ],
      "waived": .array(waived.map { $0.waiver.json }),
      "scores": evaluation.scores.json,
      "warnings": .array(evaluation.warnings.map { .string($0) }),
    ]
  }
}

extension CheckReport.Source {
  fileprivate var json: JSONValue {
    ["review": .string(id), "state": .string(state.rawValue), "day": .string(day.text)]
  }
}

extension GateCheck.Line {
  fileprivate var json: JSONValue {
    [
      "gate": .string(gate), "actual": .string(actual), "limit": .string(limit), "outcome": .string(outcome.rawValue),
      "items": .array(items.map { .string($0) }), "advice": .string(advice),
    ]
  }
}

extension ItemState {
  fileprivate var holdingJSON: JSONValue {
    [
      "item": .string(item.id), "title": .string(item.title), "rating": effective?.json ?? .null,
      "proposed": proposed?.json ?? .null, "why": .string(why), "waived": .bool(liveWaiver != nil),
      "evidence": .array(
        places.map {
          [
            "path": .string($0.location.path), "line": .integer($0.location.line),
            "column": .integer($0.location.column), "message": .string($0.message),
          ]
        }),
    ]
  }
}

extension Waiver {
  fileprivate var json: JSONValue {
    [
      "item": .string(item), "kind": .string(kind.rawValue), "reason": .string(reason), "owner": .string(owner),
      "expires": .string(expires), "settingsLine": settingsLine.map { .integer($0) } ?? .null,
    ]
  }
}
