/// What a probe is about, for people: its card without the code behind it.
package struct ProbeExplanation: Hashable, Sendable {
  package struct Example: Hashable, Sendable {
    package let text: String
    /// Whether the probe reports it; for a signal, whether it is found.
    package let isFound: Bool
    package init(text: String, isFound: Bool) {
      self.text = text
      self.isFound = isFound
    }
  }

  package let id: ProbeID
  package let version: Int
  /// Whether what it finds is harm rather than good.
  package let isHarmful: Bool
  package let looksFor: String
  package let because: String
  package let instead: String
  /// What is known to be missed or taken for something else; empty where nothing is.
  package let limits: String
  /// Linters whose comments silence its findings too, each with its rules: `gosec (G404)`.
  package let linters: [String]
  package let examples: [Example]

  package init(
    id: ProbeID, version: Int, isHarmful: Bool, looksFor: String, because: String, instead: String,
    limits: String = "", linters: [String] = [], examples: [Example] = []
  ) {
    self.id = id
    self.version = version
    self.isHarmful = isHarmful
    self.looksFor = looksFor
    self.because = because
    self.instead = instead
    self.limits = limits
    self.linters = linters
    self.examples = examples
  }
}
