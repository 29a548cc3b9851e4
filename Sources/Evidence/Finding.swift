/// A place in the repository: path relative to its root, 1-based lines and byte columns as Go tools print them.
package struct Location: Hashable, Sendable, Comparable {
  package let path: String
  package let line: Int
  package let column: Int
  package let endLine: Int

  /// The path is made printable here, once, because it comes from the reviewed repository.
  package init(path: String, line: Int, column: Int = 1, endLine: Int? = nil) {
    self.path = path.printable
    self.line = line
    self.column = column
    self.endLine = max(line, endLine ?? line)
  }

  package static func < (a: Location, b: Location) -> Bool {
    (a.path, a.line, a.column, a.endLine) < (b.path, b.line, b.column, b.endLine)
  }
}

/// One place a reader must look at, and why.
package struct Finding: Hashable, Sendable {
  package let probe: ProbeID
  package let location: Location
  /// The source line(s), made printable and cut to `snippetLengthMax` characters.
  package let snippet: String
  package let message: String
  package let confidence: Confidence
  /// A name that outlives moved lines (`Fingerprints` of the probes); empty until it is given.
  package var fingerprint = ""

  package static let snippetLengthMax = 400

  package init(probe: ProbeID, location: Location, snippet: String, message: String, confidence: Confidence = .high) {
    self.probe = probe
    self.location = location
    // Cut first: a generated file may be one line of megabytes.
    self.snippet = Finding.cut(Finding.cut(snippet).printable)
    self.message = message.printable
    self.confidence = confidence
  }

  /// A text has no more characters than bytes, and counting these is quick.
  private static func cut(_ text: String) -> String {
    text.utf8.count <= snippetLengthMax ? text : String(text.prefix(snippetLengthMax))
  }
}
