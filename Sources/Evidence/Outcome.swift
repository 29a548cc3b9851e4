/// What one probe saw in one snapshot: an answer, the places it rests on, and the figures behind it.
package struct Outcome: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    /// The signal is there, or the anti-pattern is: `findings` show where.
    case found
    /// Part of the signal is there.
    case partial
    /// Looked for and not there; `scope` says what was searched.
    case notFound
    /// The code cannot have the subject (no SQL, no listener ...).
    case notApplicable(reason: String)
    /// The probe cannot tell.
    case inconclusive(reason: String)
    /// The probe failed; never a zero.
    case failed(reason: String)
  }

  package let probe: ProbeID
  package var answer: Answer
  /// Sorted by path, line, column, message: a total order, so that the same code gives the same bytes.
  package var findings: [Finding]
  /// Figures by name, e.g. `wraps: 41`. Rules that turn outcomes into ratings read these, never the findings' text.
  package var measures: [String: Measure]
  package var scope: Scope
  /// Findings that comments in the code took out of `findings` and of the measures that count them.
  package var silenced: [SilencedFinding] = []

  package init(
    probe: ProbeID, answer: Answer, findings: [Finding] = [], measures: [String: Measure] = [:], scope: Scope = Scope()
  ) {
    self.probe = probe
    self.answer = answer
    self.findings = findings.sorted { ($0.location, $0.message) < ($1.location, $1.message) }
    self.measures = measures
    self.scope = scope
  }
}

/// A figure of an outcome.
package enum Measure: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral
{
  case count(Int)
  case ratio(Double)
  case flag(Bool)
  case text(String)
  case list([String])

  package init(integerLiteral value: Int) { self = .count(value) }
  package init(floatLiteral value: Double) { self = .ratio(value) }
  package init(booleanLiteral value: Bool) { self = .flag(value) }
  package init(stringLiteral value: String) { self = .text(value) }
}

extension Outcome {
  /// The count under `name`, 0 when absent.
  package func count(_ name: String) -> Int {
    if case .count(let value)? = measures[name] { value } else { 0 }
  }
  package func ratio(_ name: String) -> Double? {
    if case .ratio(let value)? = measures[name] { value } else { nil }
  }
  /// The flag under `name`, false when absent.
  package func flag(_ name: String) -> Bool {
    if case .flag(let value)? = measures[name] { value } else { false }
  }
  package func text(_ name: String) -> String? {
    if case .text(let value)? = measures[name] { value } else { nil }
  }
  package func list(_ name: String) -> [String] {
    if case .list(let value)? = measures[name] { value } else { [] }
  }
}

/// What was searched: the ground for believing a "not found".
package struct Scope: Hashable, Sendable {
  /// How many files were read.
  package var files: Int
  /// What was looked for, in words or patterns.
  package var patterns: [String]
  /// What was left out, and why.
  package var skipped: [String]

  package init(files: Int = 0, patterns: [String] = [], skipped: [String] = []) {
    self.files = files
    self.patterns = patterns
    self.skipped = skipped
  }
}
