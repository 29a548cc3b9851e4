import Checklists
import Evidence
import Reviews

extension PortfolioReport {
  /// For programs, `Data/Schemas/projects.schema.json`.
  package var json: JSONValue {
    [
      "schemaVersion": 1,
      "at": .string(now.text),
      "projects": .array(portfolio.rows.map { json(of: $0) }),
      "failed": .array(failed.map { ["name": .string($0.name), "problem": .string($0.problem)] }),
    ]
  }

  private func json(of row: Portfolio.Row) -> JSONValue {
    let latest = row.latest
    return [
      "project": .string(row.project), "path": row.path.map { .string($0) } ?? .null,
      "kind": .string(latest.kind.rawValue), "profile": .string(latest.profileName),
      // What was probed just now is no review: it has the answers of one.
      "review": row.path == nil ? .string(latest.id) : .null,
      "state": row.path == nil ? .string(latest.state.rawValue) : .null,
      "commit": latest.commit.map { .string($0) } ?? .null, "dirty": .bool(latest.isDirty),
      "verdict": .string(latest.verdict.word.rawValue),
      "heldBy": .array(latest.verdict.heldBy.map { .string($0) }), "scores": latest.scores.json,
      "trend": .array(
        row.timeline.entries.map { entry in
          [
            "at": .string(entry.at.text),
            "quality": entry.scores.quality.map { .number($0.floor.doubleValue) } ?? .null,
            "rulerChanged": .bool(!entry.rulerChanges.isEmpty),
          ]
        }),
      "reviewedAt": row.reviewedAt.map { .string($0.text) } ?? .null,
      "ageDays": row.days(at: now).map { .integer($0) } ?? .null, "stale": .integer(latest.staleCount),
    ]
  }
}
