import Checklists
import Evidence
import Reviews

extension ProbeReport {
  /// The object `spec/interfaces.md` describes, `schemaVersion` 1; more keys may be added, none is renamed.
  ///
  /// Findings are many: they are written piece by piece, without a tree of them.
  package var jsonBytes: [UInt8] {
    var bytes: [UInt8] = []
    writeJSON { bytes += $0 }
    return bytes
  }

  /// The same in parts, one after the other.
  package func writeJSON(_ write: ([UInt8]) -> Void) {
    var stream = JSONStream()
    stream.object { report in
      report.member("schemaVersion", 1)
      report.key("tool")
      report.write(["name": "assay", "version": .string(toolVersion)])
      report.key("project")
      report.write(project.json)
      report.key("findings")
      report.array { list in
        for finding in findings {
          list.next()
          list.object(finding.write)
          if list.bytes.count > ProbeReport.partByteCount { write(list.taken()) }
        }
      }
      report.key("silenced")
      report.write(.array(silenced.map(\.json)))
      report.key("outcomes")
      report.write(.array(outcomes.map(\.json)))
      report.key("suggestions")
      report.write(.array(observations.map(\.suggestionJSON)))
      report.key("scores")
      report.write(evaluation.scores.json)
    }
    write(stream.taken() + [UInt8(ascii: "\n")])
  }

  private static let partByteCount = 1 << 16
}

extension ProbeReport.Project {
  fileprivate var json: JSONValue {
    [
      "module": .string(module), "kind": .string(kind.rawValue), "kindReason": .string(kindReason),
      "commit": commit.map { .string($0) } ?? .null, "dirty": .bool(isDirty), "files": .integer(fileCount),
      "goLines": .integer(goLineCount), "problems": .array(problems.map { .string($0) }),
      "excluded": .array(
        excluded.map {
          [
            "pattern": .string($0.pattern), "line": .integer($0.line), "paths": .array($0.paths.map { .string($0) }),
          ]
        }), "signatures": signatures.json,
    ]
  }
}

extension Finding {
  fileprivate func write(_ object: inout JSONStream) {
    object.member("probe", probe.text)
    object.member("path", location.path)
    object.member("line", location.line)
    object.member("column", location.column)
    object.member("endLine", location.endLine)
    object.member("snippet", snippet)
    object.member("message", message)
    object.member("confidence", confidence.rawValue)
    object.member("fingerprint", fingerprint)
  }
}

extension SilencedFinding {
  /// `by` is the comment's form, `rule` what it names; `comment` is the line it stands on. Of an entry of `.assay.yml`
  /// `comment` is the line there, `author` and `at` say who decided and when.
  package var json: JSONValue {
    var object: JSONObject = [
      "probe": .string(finding.probe.text), "path": .string(finding.location.path),
      "line": .integer(finding.location.line), "column": .integer(finding.location.column),
      "message": .string(finding.message), "fingerprint": .string(finding.fingerprint), "by": .string(by.rawValue),
      "rule": .string(rule),
      "reason": .string(reason), "comment": .integer(commentLine),
    ]
    if by == .settings {
      object["author"] = .string(author)
      object["at"] = .string(day)
    }
    return .object(object)
  }
}

extension Outcome {
  package var json: JSONValue {
    var measureObject = JSONObject()
    for (name, measure) in measures.sorted(by: { $0.key < $1.key }) { measureObject[name] = measure.json }
    var scopeObject: JSONObject = ["files": .integer(scope.files)]
    if !scope.patterns.isEmpty { scopeObject["patterns"] = .array(scope.patterns.map { .string($0.printable) }) }
    if !scope.skipped.isEmpty { scopeObject["skipped"] = .array(scope.skipped.map { .string($0.printable) }) }
    var object: JSONObject = ["probe": .string(probe.text), "outcome": .string(answer.word)]
    if let reason = answer.reason { object["reason"] = .string(reason) }
    object["measures"] = .object(measureObject)
    object["scope"] = .object(scopeObject)
    return .object(object)
  }
}

extension Outcome.Answer {
  /// `found`, `partial`, `not-found`, `not-applicable`, `inconclusive`, `error`.
  package var word: String {
    switch self {
    case .found: "found"
    case .partial: "partial"
    case .notFound: "not-found"
    case .notApplicable: "not-applicable"
    case .inconclusive: "inconclusive"
    case .failed: "error"
    }
  }

  var reason: String? {
    switch self {
    case .found, .partial, .notFound: nil
    case .notApplicable(let reason), .inconclusive(let reason), .failed(let reason): reason
    }
  }
}

extension Measure {
  var json: JSONValue {
    switch self {
    case .count(let value): .integer(value)
    case .ratio(let value): .number(value)
    case .flag(let value): .bool(value)
    case .text(let value): .string(value.printable)
    case .list(let values): .array(values.map { .string($0.printable) })
    }
  }
}

extension Observation {
  /// One entry of `suggestions`: `rating` is a number, `"n/a"` or null.
  fileprivate var suggestionJSON: JSONValue {
    var object: JSONObject = ["item": .string(item), "rating": rating?.json ?? .null]
    object["confidence"] = .string(confidence.rawValue)
    object["reason"] = .string(reason)
    if case .failed(let why) = result { object["error"] = .string(why) }
    object["probes"] = .array(probes.map { .string($0.text) })
    object["evidence"] = .array(
      evidence.map {
        [
          "path": .string($0.location.path), "line": .integer($0.location.line), "column": .integer($0.location.column),
          "message": .string($0.message),
        ]
      })
    return .object(object)
  }
}

extension Rating {
  /// 0, 1, 2 or the string `n/a`.
  package var json: JSONValue { points.map { .integer($0) } ?? "n/a" }
}
