/// What somebody decided about one finding: it is fine as it is, and why. Kept in the repository's `.assay.yml`.
package struct SilencingDecision: Hashable, Sendable {
  package let probe: ProbeID
  /// The finding's name, which outlives moved lines.
  package let fingerprint: String
  /// Where the finding stood that day, for whoever reads the file.
  package let path: String
  package let reason: String
  package let by: String
  /// The day, as `2026-11-28`.
  package let at: String

  /// Fewer characters than these, blanks left out, explain nothing.
  package static let reasonLengthMin = 5
  /// More than these nobody reads in a list.
  package static let reasonLengthMax = 500
  /// How many hexadecimal digits a fingerprint has.
  package static let fingerprintLength = 32

  package init(probe: ProbeID, fingerprint: String, path: String, reason: String, by: String, at: String) {
    self.probe = probe
    self.fingerprint = fingerprint
    self.path = path.printableLine
    self.reason = reason.printableLine
    self.by = by.printableLine
    self.at = at
  }

  package static func isReason(_ text: String) -> Bool {
    text.count { !$0.isWhitespace } >= reasonLengthMin && text.count <= reasonLengthMax
  }

  package static func isFingerprint(_ text: String) -> Bool {
    text.utf8.count == fingerprintLength
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }
}
