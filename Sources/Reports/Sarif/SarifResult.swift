import Evidence

/// Findings as results, in the order of the JSON: silenced ones among the others, each with its suppression.
extension SarifLog {
  private struct Entry {
    let finding: Finding
    let silenced: SilencedFinding?
  }

  /// Lines a snippet may have; a longer region has none.
  private static let snippetLineCountMax = 10

  func writeResults(_ results: inout JSONStream) {
    let silenced = report.silenced
    let entries =
      (report.findings.map { Entry(finding: $0, silenced: nil) }
      + silenced.map { Entry(finding: $0.finding, silenced: $0) })
      .sorted {
        let (a, b) = ($0.finding, $1.finding)
        return (a.location, a.probe, a.message) < (b.location, b.probe, b.message)
      }
    let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
    for entry in entries {
      results.next()
      results.object { result in
        // All results of a run say whether they are suppressed, or none does.
        write(entry, index: indices[entry.finding.probe], saysSuppressed: !silenced.isEmpty, &result)
      }
    }
  }

  private func write(_ entry: Entry, index: Int?, saysSuppressed: Bool, _ result: inout JSONStream) {
    let finding = entry.finding
    result.member("ruleId", finding.probe.text)
    if let index { result.member("ruleIndex", index) }
    let isHarmful = index.map { rules[$0].isHarmful } ?? true
    if !isHarmful { result.member("kind", "informational") }
    result.member("level", isHarmful ? SarifLog.level(finding.confidence) : "none")
    result.key("message")
    result.object { $0.member("text", finding.message) }
    result.key("locations")
    result.array { locations in
      locations.next()
      locations.object { location in
        location.key("physicalLocation")
        location.object { write(finding.location, &$0) }
      }
    }
    if !finding.fingerprint.isEmpty {
      result.key("partialFingerprints")
      result.object { $0.member("assay/v1", finding.fingerprint) }
    }
    if saysSuppressed {
      result.key("suppressions")
      result.array { suppressions in
        guard let silenced = entry.silenced else { return }
        suppressions.next()
        suppressions.object { suppression in
          suppression.member("kind", silenced.by == .settings ? "external" : "inSource")
          if !silenced.reason.isEmpty { suppression.member("justification", silenced.reason) }
        }
      }
    }
    result.key("properties")
    result.object { $0.member("confidence", finding.confidence.rawValue) }
  }

  /// A hint is no more than a note; what a probe is less than certain of is a warning, as what it is certain of.
  static func level(_ confidence: Confidence) -> String {
    switch confidence {
    case .high, .medium: "warning"
    case .low: "note"
    }
  }

  private func write(_ location: Location, _ physical: inout JSONStream) {
    physical.key("artifactLocation")
    physical.object { artifact in
      artifact.member("uri", SarifURI.path(location.path))
      artifact.member("uriBaseId", SarifLog.baseID)
    }
    physical.key("region")
    physical.object { region in
      let first = line(location.path, location.line)
      let before = first.map { String(decoding: $0.prefix(location.column - 1), as: UTF8.self).utf16.count }
      region.member("startLine", max(1, location.line))
      region.member("startColumn", max(1, before.map { $0 + 1 } ?? location.column))
      region.member("endLine", max(1, location.endLine))
      guard let first, location.endLine - location.line < SarifLog.snippetLineCountMax else { return }
      var texts = [String(decoding: first.dropFirst(location.column - 1), as: UTF8.self)]
      for number in location.line..<location.endLine {
        texts.append(line(location.path, number + 1).map { String(decoding: $0, as: UTF8.self) } ?? "")
      }
      region.key("snippet")
      region.object { $0.member("text", texts.joined(separator: "\n")) }
    }
  }
}

/// Paths as URIs (RFC 3986): every byte that is not plain is percent-encoded.
enum SarifURI {
  static func path(_ path: String) -> String {
    var result = ""
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-._~/".unicodeScalars.contains(scalar))
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count < 2 ? "0" : "") + hex
      }
    }
    return result
  }

  /// An absolute folder, which ends with a slash.
  static func folder(_ path: String) -> String { "file://" + self.path(path) + (path.hasSuffix("/") ? "" : "/") }
}
