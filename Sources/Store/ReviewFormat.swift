import Checklists
import Evidence
import Reviews

/// The stored form of a review: `Data/Schemas/review.schema.json` says it for other programs.
package enum ReviewFormat {
  /// Raised when an older program could no longer read the file rightly. New keys alone do not raise it.
  package static let version = 1
}

/// A review and what its file held besides.
package struct StoredReview: Hashable, Sendable {
  package var review: Review
  /// The format of the file.
  package let formatVersion: Int
  /// What a reader should be told of the file: answers that a crash cut short.
  package internal(set) var notice: String?
  /// The top level as read: unknown keys and the order of all. What stands in the review besides has lost its elements.
  let raw: JSONObject
  /// Elements of lists that were written otherwise than this program would, with unknown keys for instance.
  private(set) var odd: OddElements

  struct OddElements: Hashable, Sendable {
    var checklists: [Review.ChecklistReference: JSONObject] = [:]
    var answers: [AnswerEvent: JSONObject] = [:]
    var waivers: [Waiver: JSONObject] = [:]
    var libraries: [UsedLibrary: JSONObject] = [:]
    var observations: [Observation: JSONObject] = [:]
  }

  /// A review that has no file yet.
  package init(_ review: Review) {
    self.init(review: review, formatVersion: ReviewFormat.version, raw: JSONObject(), odd: OddElements())
  }

  init(review: Review, formatVersion: Int, raw: JSONObject, odd: OddElements) {
    self.review = review
    self.formatVersion = formatVersion
    self.raw = raw.emptied(StoredReview.listKeys)
    self.odd = odd
  }

  /// Lists that are written from the review: kept twice they would take as much memory again.
  private static let listKeys = ["checklists", "answers", "waivers", "observations", "libraries"]

  /// Whether the file is of a later format: shown, never written.
  package var isReadOnly: Bool { formatVersion > ReviewFormat.version }

  /// One more answer, as another file has it.
  mutating func append(_ event: AnswerEvent, writtenAs object: JSONObject) {
    review.events.append(event)
    if event.json != object { odd.answers[event] = object }
  }

  /// The document to write. What was not understood when reading is still in it.
  package var json: JSONValue {
    var top = raw
    for member in review.topLevel.members { top[member.key] = member.value }
    top["checklists"] = .array(review.checklists.map { .object(odd.checklists[$0] ?? $0.json) })
    top["answers"] = .array(review.events.map { .object(odd.answers[$0] ?? $0.json) })
    // A draft has those of the settings from the settings, each time anew.
    let waivers = review.state == .draft ? review.ownWaivers : review.waivers
    top["waivers"] = .array(waivers.map { .object(odd.waivers[$0] ?? $0.json) })
    top["observations"] = .array(review.observations.map { .object(odd.observations[$0] ?? $0.json) })
    if !review.libraries.isEmpty || top["libraries"] != nil {
      top["libraries"] = .array(review.libraries.map { .object(odd.libraries[$0] ?? $0.json) })
    }
    if let ruler = review.ruler { top["ruler"] = ruler.json }
    return .object(top)
  }
}

extension Review {
  fileprivate var topLevel: JSONObject {
    var object: JSONObject = [
      "schemaVersion": .integer(ReviewFormat.version),
      "id": .string(id),
      "project": .string(project),
      "kind": .string(kind.rawValue),
      "state": .string(state.rawValue),
      "commit": commit.json,
      "dirty": .bool(isDirty),
      "createdAt": .string(createdAt.text),
      "finalizedAt": (finalizedAt?.text).json,
      "toolVersion": .string(toolVersion),
      "missingPins": missingPins.json,
    ]
    object["profile"] = profile.map(JSONValue.string)
    object["finalizedBy"] = finalizedBy.map(JSONValue.string)
    return object
  }
}

extension Review.ChecklistReference {
  var json: JSONObject {
    ["id": .string(id), "revision": .integer(revision), "digest": .string(digest)]
  }
}

extension AnswerEvent {
  var json: JSONObject {
    var object: JSONObject = ["item": .string(item)]
    switch value {
    case .rating(let rating): object["rating"] = rating.json
    case .percent(let percent): object["percent"] = .integer(percent)
    case .withdrawn: object["withdrawn"] = true
    }
    object["reason"] = .string(reason)
    object["note"] = .string(note)
    object["author"] = .string(author)
    object["at"] = .string(at.text)
    object["commit"] = commit.json
    object["criterionDigest"] = .string(criterionDigest)
    object["itemRevision"] = itemRevision.map(JSONValue.integer)
    object["decidedBy"] = decidedBy.map(JSONValue.string)
    object["evidenceDigest"] = .string(evidenceDigest)
    object["observationSeen"] = observationSeen.map(\.json) ?? .null
    object["reviewBy"] = .string(reviewBy.text)
    object["pins"] = pins.json
    return object
  }
}

extension UsedLibrary {
  var json: JSONObject {
    [
      "purpose": .string(purpose), "path": .string(path), "version": .string(version),
      "standing": .string(standing.rawValue),
    ]
  }
}

extension Waiver {
  var json: JSONObject {
    var object: JSONObject = [
      "item": .string(item), "kind": .string(kind.rawValue), "reason": .string(reason), "owner": .string(owner),
      "createdAt": .string(createdAt.text), "expires": .string(expires),
    ]
    object["settingsLine"] = settingsLine.map(JSONValue.integer)
    return object
  }
}

extension Observation {
  var json: JSONObject {
    var object: JSONObject = [
      "item": .string(item), "probes": probes.map(\.text).json, "probeVersion": .string(probeVersion),
    ]
    switch result {
    case .rated(let rating): object["rating"] = rating.json
    case .inconclusive(let reason): object["inconclusive"] = .string(reason)
    case .failed(let reason): object["error"] = .string(reason)
    }
    object["confidence"] = .string(confidence.rawValue)
    object["reason"] = .string(reason)
    object["evidenceDigest"] = .string(evidenceDigest)
    object["evidence"] = .array(evidence.map(\.json))
    object["scope"] = [
      "files": .integer(scope.files), "patterns": scope.patterns.json, "skipped": scope.skipped.json,
    ]
    return object
  }
}

extension Observation {
  /// Whether `json` is the very object that the observation was read from. What was read is as it was written but for the
  /// keys: for some that were not understood, for others that are left out by now, and for their order.
  ///
  /// Making and comparing the whole of `json` instead takes longer than all else that reading a draft does with it.
  func isWritten(as object: JSONObject) -> Bool {
    let resultKey =
      switch result {
      case .rated: "rating"
      case .inconclusive: "inconclusive"
      case .failed: "error"
      }
    let keys = [
      "item", "probes", "probeVersion", resultKey, "confidence", "reason", "evidenceDigest", "evidence", "scope",
    ]
    guard object.hasKeys(keys), let entries = object["evidence"]?.arrayValue,
      object["scope"]?.objectValue?.hasKeys(["files", "patterns", "skipped"]) == true
    else { return false }
    return zip(evidence, entries).allSatisfy { evidence, entry in
      entry.objectValue?.hasKeys(
        evidence.fingerprint == nil ? Evidence.keysWithoutFingerprint : Evidence.keys) ?? false
    }
  }
}

extension Observation.Evidence {
  fileprivate static let keysWithoutFingerprint = ["path", "line", "column", "endLine", "snippet", "message"]
  fileprivate static let keys = keysWithoutFingerprint + ["fingerprint"]

  fileprivate var json: JSONValue {
    var object: JSONObject = [
      "path": .string(location.path), "line": .integer(location.line), "column": .integer(location.column),
      "endLine": .integer(location.endLine), "snippet": .string(snippet), "message": .string(message),
    ]
    if let fingerprint { object["fingerprint"] = .string(fingerprint) }
    return .object(object)
  }
}

extension Rating {
  /// 0, 1 and 2 as numbers, `"n/a"` as text.
  var json: JSONValue { points.map(JSONValue.integer) ?? .string(text) }
}

extension String? {
  fileprivate var json: JSONValue { map(JSONValue.string) ?? .null }
}

extension [String] {
  fileprivate var json: JSONValue { .array(map(JSONValue.string)) }
}

extension JSONObject {
  /// Whether these are its keys, in this order.
  fileprivate func hasKeys(_ keys: [String]) -> Bool {
    members.count == keys.count && members.indices.allSatisfy { members[$0].key == keys[$0] }
  }

  /// With nothing in the lists of these keys; what is not there stays away.
  fileprivate func emptied(_ keys: [String]) -> JSONObject {
    var result = self
    for key in keys where result[key] != nil { result[key] = [] }
    return result
  }
}
