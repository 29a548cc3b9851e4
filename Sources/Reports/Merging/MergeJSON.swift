import Checklists
import Evidence
import Reviews

extension MergeReport {
  /// For programs, `Data/Schemas/merge.schema.json`.
  package var json: JSONValue {
    [
      "schemaVersion": 1,
      "project": .string(mine.review.project),
      "mine": mine.json,
      "theirs": theirs.json,
      "agreement": merge.agreement.json,
      "counts": .object(counts.reduce(into: JSONObject()) { $0[$1.key] = .integer($1.count) }),
      "items": .array(merge.items.map { json(of: $0) }),
      "undecided": .array(undecided.map { .string($0.id) }),
      "written": written.map { .string($0) } ?? .null,
    ]
  }

  private func json(of item: Merge.Item) -> JSONValue {
    [
      "item": .string(item.id), "title": .string(item.title), "outcome": .string(item.outcomeWord),
      "decided": item.outcome == .conflict ? decisions[item.id].map { .string($0.rawValue) } ?? .null : .null,
      "refusal": item.refusal.map { .string($0) } ?? .null, "mine": item.mine?.mergeJSON ?? .null,
      "theirs": item.theirs?.mergeJSON ?? .null,
    ]
  }
}

extension MergeReport.Source {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "review": .string(review.id), "state": .string(review.state.rawValue),
      "commit": review.commit.map { .string($0) } ?? .null, "authors": .array(authors.map { .string($0) }),
      "answers": .integer(answerCount),
    ]
  }
}

extension Agreement {
  fileprivate var json: JSONValue {
    [
      "enough": .bool(isEnough), "items": .integer(count), "agreed": .integer(agreedCount),
      "shared": .integer(sharedCount), "share": share.map { .number($0.doubleValue) } ?? .null,
      "kappa": kappa.map { .number($0.doubleValue) } ?? .null,
    ]
  }
}

extension AnswerEvent {
  fileprivate var mergeJSON: JSONValue {
    let rating: JSONValue
    switch value {
    case .rating(let given): rating = given.json
    case .percent(let percent): rating = .string("\(percent)%")
    case .withdrawn: rating = .null
    }
    return [
      "rating": rating, "reason": .string(reason), "note": .string(note), "author": .string(author),
      "at": .string(at.text),
    ]
  }
}
