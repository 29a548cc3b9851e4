import Evidence

/// Reads the list `silenced` of `.assay.yml`: every entry whole, or a problem with its place.
struct SilencedReading {
  let text: String
  let log: ProblemLog

  static let keys = ["probe", "fingerprint", "path", "reason", "by", "at"]

  /// The entries that are right; the rest is in the log.
  func entries(of fields: Fields) -> [ProjectSettings.Silenced] {
    guard let values = fields.list("silenced") else { return [] }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var seen: [SilencingDecision.Name: Int] = [:]
    var entries: [ProjectSettings.Silenced] = []
    for value in values {
      guard
        let entry = Fields(
          value, owner: "an entry of \"silenced\"", known: SilencedReading.keys, log: log, namesKnown: true),
        let decision = decision(entry)
      else { continue }
      if let line = seen[decision.name] {
        log.report(value.mark, "the finding is silenced in line \(line) already; remove one of the entries")
        continue
      }
      seen[decision.name] = value.mark.line
      let line = lines.indices.contains(value.mark.line - 1) ? lines[value.mark.line - 1] : ""
      entries.append(
        ProjectSettings.Silenced(
          decision: decision, line: value.mark.line, text: String(line.drop(while: \.isWhitespace))))
    }
    return entries
  }

  private func decision(_ entry: Fields) -> SilencingDecision? {
    let probe = entry.text("probe")
    let fingerprint = entry.text("fingerprint")
    let path = entry.text("path")
    let reason = entry.text("reason")
    let by = entry.text("by")
    let at = entry.text("at")
    guard let probe, let fingerprint, let path, let reason, let by, let at else { return nil }
    var isRight = true
    func refuse(_ key: String, _ message: String) {
      entry.report(key, message)
      isRight = false
    }
    if probe.split(separator: "/", omittingEmptySubsequences: false).count != 2 {
      refuse("probe", "\"\(probe)\" is no probe's name; write family/name")
    }
    if !SilencingDecision.isFingerprint(fingerprint) {
      refuse(
        "fingerprint",
        "\"\(fingerprint.prefix(40))\" is no fingerprint: it has \(SilencingDecision.fingerprintLength) digits from 0 to f"
      )
    }
    if !SilencingDecision.isReason(reason) {
      refuse(
        "reason",
        "a reason takes \(SilencingDecision.reasonLengthMin) to \(SilencingDecision.reasonLengthMax) characters")
    }
    if !SilencedReading.isDay(at) { refuse("at", "\"\(at.prefix(40))\" is no day; write it as 2026-11-28") }
    guard isRight else { return nil }
    return SilencingDecision(
      probe: ProbeID(probe), fingerprint: fingerprint, path: path, reason: reason, by: by, at: at)
  }

  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}

extension SilencingDecision {
  /// What tells the finding from all others.
  struct Name: Hashable {
    let probe: ProbeID
    let fingerprint: String
  }
  var name: Name { Name(probe: probe, fingerprint: fingerprint) }
}
