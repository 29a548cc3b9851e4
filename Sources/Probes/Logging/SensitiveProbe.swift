import Evidence
import GoSyntax
import Repository

/// Finds values in log calls that must not be kept in logs, at any level.
///
/// User ids, user names and client addresses are accepted. Limits: values are judged by their names, keys and sources,
/// a local variable and a function of the module also by what they hold; a struct that is logged whole counts when it
/// is made of a credential in the same function, and what a call of the chain takes that says it hides values does not.
/// A dump of a request without its body is its headers. What a file named for standing in for somebody (`mockoidc.go`)
/// writes, and what only development tools and tests use, holds nobody's data. A session's id and a `pin`, which may be
/// one of a board, are accepted.
struct SensitiveProbe: Probe {
  static let card = ProbeCard(
    id: "logging/sensitive",
    version: 9,
    sign: .antiPattern,
    looksFor: "a password, token, cookie, key, connection string, request body or personal data in a log call",
    because: "logs are copied, kept and read by many more people than the data they describe",
    instead: "leave the value out, or log an id, a length or a fingerprint of it",
    examples: SensitiveExamples.ofNames + SensitiveExamples.ofRequests)

  func examine(_ subject: Subject) -> Outcome {
    let log = subject.logCalls
    let places = subject.outputPlaces
    var findings: [Finding] = []
    var counts: [SensitiveValue.Kind: Int] = [:]
    var certain = 0
    var lines = 0
    var reported: Set<Node> = []
    let shipped = subject.shippedPrograms
    for call in log.calls where shipped.ships(call.file) && !Self.standsIn(call.file) {
      // What a main prints is for its user, a credential apart.
      let isOutput = call.style == .print && places.isOutput(call.node, in: call.file)
      if isOutput, places.isCommand || !call.file.isMain { continue }
      lines += isOutput ? 0 : 1
      var reader = SensitiveValueReader(call.file, subject)
      reader.read(call)
      for value in reader.values where reported.insert(value.node).inserted {
        if isOutput, value.kind != .credential || !value.isFollowed { continue }
        counts[value.kind, default: 0] += 1
        if value.isCertain { certain += 1 }
        findings.append(
          call.file.finding(
            SensitiveProbe.card.id, at: value.node, "\(value.kind.rawValue) goes into a log line",
            confidence: value.isCertain ? .high : .medium))
      }
    }
    for value in SensitiveFields(subject, log).values
    where shipped.ships(value.file) && !Self.standsIn(value.file) && reported.insert(value.value.node).inserted {
      counts[value.value.kind, default: 0] += 1
      findings.append(
        value.file.finding(
          SensitiveProbe.card.id, at: value.value.node, "\(value.value.kind.rawValue) becomes a field of log lines",
          confidence: .medium))
    }
    let scope = Scope(
      files: subject.snapshot.productFiles.count,
      patterns: [
        "arguments of log calls by name, key and source: credentials, cookies, headers, bodies, e-mail, names"
      ],
      skipped: ["output of mains and command-line packages", "values passed through len, masking and hashing"])
    let answer: Outcome.Answer =
      if !findings.isEmpty { .found } else if lines == 0 {
        .notApplicable(reason: "The code writes no log lines.")
      } else { .notFound }
    return Outcome(
      probe: SensitiveProbe.card.id, answer: answer, findings: findings,
      measures: [
        "logCalls": .count(lines), "sensitive": .count(findings.count), "certain": .count(certain),
        "credentials": .count(counts[.credential] ?? 0), "bodies": .count(counts[.body] ?? 0),
      ], scope: scope)
  }

  /// `mockoidc.go`, `fake_users.go`: users and credentials in it are made up.
  private static func standsIn(_ file: GoFile) -> Bool {
    let name = file.path.split(separator: "/").last ?? ""
    return ["mock", "fake", "stub", "dummy"].contains { name.hasPrefix($0) }
  }
}
