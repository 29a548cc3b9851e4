import Evidence

/// An outcome as one line of JSON and back, whole: how the process that probes hands it to the one that reviews.
///
/// Unlike the outcomes of `assay probe --format json` it holds the findings themselves, and what it says is read again
/// by the same build only: there is no version and nothing unknown is kept.
package enum OutcomeTransfer {
  package static func line(_ outcome: Outcome) -> [UInt8] {
    var stream = JSONStream(depthOfLinesMax: 0)
    stream.object { object in
      object.member("probe", outcome.probe.text)
      object.member("answer", outcome.answer.word)
      object.member("reason", outcome.answer.reason ?? "")
      object.key("measures")
      object.write(.object(measures(outcome.measures)))
      object.key("scope")
      object.write([
        "files": .integer(outcome.scope.files), "patterns": texts(outcome.scope.patterns),
        "skipped": texts(outcome.scope.skipped),
      ])
      object.key("findings")
      object.array { list in
        for finding in outcome.findings {
          list.next()
          list.object { write(finding, &$0) }
        }
      }
      object.key("silenced")
      object.array { list in
        for silenced in outcome.silenced {
          list.next()
          list.object { write(silenced, &$0) }
        }
      }
    }
    return stream.bytes
  }

  /// Nil for anything that `line` does not write.
  package static func outcome(_ value: JSONValue) -> Outcome? {
    guard let probe = value["probe"]?.stringValue.map({ ProbeID($0) }), let word = value["answer"]?.stringValue,
      let answer = answer(word, reason: value["reason"]?.stringValue ?? ""),
      let measureObject = value["measures"]?.objectValue, let scope = value["scope"],
      let findings = value["findings"]?.arrayValue, let silenced = value["silenced"]?.arrayValue
    else { return nil }
    var measures: [String: Measure] = [:]
    for member in measureObject.members { measures[member.key] = measure(member.value) }
    var outcome = Outcome(
      probe: probe, answer: answer, findings: findings.compactMap { finding($0, of: probe) }, measures: measures,
      scope: Scope(
        files: scope["files"]?.integerValue ?? 0, patterns: texts(scope["patterns"]), skipped: texts(scope["skipped"])))
    outcome.silenced = silenced.compactMap { self.silenced($0, of: probe) }
    let isWhole =
      outcome.findings.count == findings.count && outcome.silenced.count == silenced.count
      && outcome.measures.count == measureObject.members.count
    return isWhole ? outcome : nil
  }

  private static func write(_ finding: Finding, _ object: inout JSONStream) {
    object.member("path", finding.location.path)
    object.member("line", finding.location.line)
    object.member("column", finding.location.column)
    object.member("endLine", finding.location.endLine)
    object.member("snippet", finding.snippet)
    object.member("message", finding.message)
    object.member("confidence", finding.confidence.rawValue)
    object.member("fingerprint", finding.fingerprint)
  }

  private static func write(_ silenced: SilencedFinding, _ object: inout JSONStream) {
    write(silenced.finding, &object)
    object.member("by", silenced.by.rawValue)
    object.member("rule", silenced.rule)
    object.member("why", silenced.reason)
    object.member("comment", silenced.commentLine)
    object.member("author", silenced.author)
    object.member("day", silenced.day)
  }

  private static func finding(_ value: JSONValue, of probe: ProbeID) -> Finding? {
    guard let path = value["path"]?.stringValue, let line = value["line"]?.integerValue,
      let column = value["column"]?.integerValue, let endLine = value["endLine"]?.integerValue,
      let snippet = value["snippet"]?.stringValue, let message = value["message"]?.stringValue,
      let confidence = value["confidence"]?.stringValue.flatMap({ Confidence(rawValue: $0) }),
      let fingerprint = value["fingerprint"]?.stringValue
    else { return nil }
    var finding = Finding(
      probe: probe, location: Location(path: path, line: line, column: column, endLine: endLine), snippet: snippet,
      message: message, confidence: confidence)
    finding.fingerprint = fingerprint
    return finding
  }

  private static func silenced(_ value: JSONValue, of probe: ProbeID) -> SilencedFinding? {
    guard let finding = finding(value, of: probe),
      let by = value["by"]?.stringValue.flatMap({ SilencedFinding.Means(rawValue: $0) }),
      let rule = value["rule"]?.stringValue, let reason = value["why"]?.stringValue,
      let line = value["comment"]?.integerValue, let author = value["author"]?.stringValue,
      let day = value["day"]?.stringValue
    else { return nil }
    return SilencedFinding(
      finding: finding, by: by, rule: rule, reason: reason, commentLine: line, author: author, day: day)
  }

  private static func answer(_ word: String, reason: String) -> Outcome.Answer? {
    let all: [Outcome.Answer] = [
      .found, .partial, .notFound, .notApplicable(reason: reason), .inconclusive(reason: reason),
      .failed(reason: reason),
    ]
    return all.first { $0.word == word }
  }

  private static func measures(_ measures: [String: Measure]) -> JSONObject {
    var object = JSONObject()
    for (name, measure) in measures.sorted(by: { $0.key < $1.key }) { object[name] = measure.json }
    return object
  }

  private static func measure(_ value: JSONValue) -> Measure? {
    switch value {
    case .integer(let count): .count(count)
    case .decimal(let text): Double(text).map { .ratio($0) }
    case .bool(let isTrue): .flag(isTrue)
    case .string(let text): .text(text)
    case .array(let elements): .list(elements.compactMap(\.stringValue))
    case .null, .object: nil
    }
  }

  private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  private static func texts(_ value: JSONValue?) -> [String] { value?.arrayValue?.compactMap(\.stringValue) ?? [] }
}
