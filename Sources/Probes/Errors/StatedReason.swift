/// What comments say about errors: why one may be dropped, or that it cannot be.
enum StatedReason {
  /// Whether words say that an error is ignored on purpose, or why it may be.
  ///
  /// Comments that silence findings are read by `Silencing`, which leaves a trace of them.
  static func toIgnore(_ comment: String) -> Bool {
    !comment.isEmpty && !(silencing + notes).contains { comment.contains($0) }
      && (says(comment, purposes) || saysIgnored(comment)
        || says(comment, ["if we can't", "if we cannot", "if it can't", "if it cannot"])
          && says(comment, ["ignore ", "skip "]))
  }

  /// `ignore the returned error`, `ignores failures`, `errors are ignored`.
  private static func saysIgnored(_ comment: String) -> Bool {
    let words = comment.lowercased().split { !$0.isLetter && $0 != "'" }
    for (position, word) in words.enumerated() where word.hasPrefix("ignor") {
      if position > 0, ["not", "never", "don't"].contains(words[position - 1]) { continue }
      if position > 1, words[position - 1] == "be", words[position - 2] == "not" { continue }
      let near = words[max(0, position - 3)...min(words.count - 1, position + 4)]
      if near.contains(where: { $0.hasPrefix("err") || $0.hasPrefix("fail") }) { return true }
    }
    return false
  }

  /// `If an error comes from the read, this function ignores it`: a sentence of a doc comment that says so.
  static func promisesToIgnore(_ doc: String) -> Bool {
    doc.lowercased().split(separator: ".").contains { sentence in
      let words = sentence.split { !$0.isLetter && $0 != "'" }
      guard let position = words.firstIndex(where: { ["ignores", "ignored", "ignoring"].contains($0) }),
        !words[..<position].contains(where: { ["not", "never", "unless"].contains($0) || $0.hasSuffix("n't") })
      else { return false }
      return words.contains { $0.hasPrefix("error") || $0.hasPrefix("fail") }
    }
  }

  /// Whether a sentence beside a call speaks of its failing: why nobody need look at it.
  static func ofFailing(_ comment: String) -> Bool {
    explains(comment) && says(comment, ["error", "fail"]) && says(comment, allowances)
  }

  /// Whether words are a reason: they say that an error is ignored, or are a sentence and not a note of work to do.
  static func explains(_ comment: String) -> Bool {
    if toIgnore(comment) { return true }
    let words = comment.split { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard words.count(where: { $0.contains(where: \.isLetter) }) >= 5 else { return false }
    return !(silencing + notes).contains { comment.contains($0) }
  }

  /// `filter out invalid carts`, `skip what cannot be read`: what fails is left out.
  static func ofSorting(_ comment: String) -> Bool {
    !comment.isEmpty && says(comment, ["filter out", "filters out", "skip ", "skips "])
      && !says(comment, ["not skip", "never skip", "n't skip", "not filter", "never filter"])
  }

  /// Whether a doc comment says for what a function gives nil.
  static func ofNil(_ comment: String) -> Bool {
    says(comment, nils + ["if it exists", "if there is one", "or nil", "reported as no"])
  }

  /// Whether a sentence of a doc comment says that nil, or nothing, is what a failure gives: `nil if parsing fails`.
  static func ofNilAtFailure(_ comment: String) -> Bool {
    var text = ""
    for line in comment.split(whereSeparator: \.isNewline) { text += line.drop { $0 == "/" } }
    let phrases = nils + ["empty if ", "empty when ", "false if ", "false when "]
    return text.lowercased().split(separator: ".").contains { sentence in
      phrases.contains { phrase in String(sentence).components(after: phrase).contains(where: isOfFailure) }
    }
  }

  /// Whether what follows `nil if` tells of a failure: `parsing fails`, but not `successful, or an error`.
  private static func isOfFailure(_ words: Substring) -> Bool {
    var clause = words.prefix { $0 != "," && $0 != ";" }
    if let other = clause.firstRange(of: " or an error") ?? clause.firstRange(of: " or error") {
      clause = clause[..<other.lowerBound]
    }
    let failing = ["fail", "error", "invalid", "malformed", "cannot", "can't", "unable", "not be "]
    return says(String(clause), failing) && !says(String(clause), ["no error", "without"])
  }

  private static let nils = ["nil if ", "nil when ", "nil for ", "nil unless "]

  /// Whether words say that a place is never reached unless the program itself is wrong.
  static func ofImpossibility(_ comment: String) -> Bool { !comment.isEmpty && says(comment, denials) }

  /// Whether a doc comment tells callers when the function panics.
  static func ofPanics(_ comment: String) -> Bool { !comment.isEmpty && says(comment, warnings) }

  /// Marks of work that is still to do: no reason, whatever else they say.
  private static let notes = ["TODO", "FIXME", "XXX"]

  /// Whether a doc comment says that a function is there for tests.
  static func ofTests(_ comment: String) -> Bool {
    !comment.isEmpty
      && says(comment, ["for testing", "for tests", "for unit tests", "test helper", "in testing", "used in tests"])
  }

  /// Whether a sentence of a doc comment makes the success of a call the answer: `true if the file can be opened`.
  static func ofAbility(_ comment: String) -> Bool {
    comment.lowercased().split(separator: ".").contains { sentence in
      says(String(sentence), ["true if ", "true when ", "whether "])
        && says(String(sentence), [" can be "])
    }
  }

  /// Whether words above a package clause say that the file is for tests and nothing else.
  static func ofTestsOnly(_ comment: String) -> Bool {
    says(
      comment,
      [
        "in tests only", "for tests only", "by tests only", "only in tests", "only for tests", "only by tests",
        "only used in tests", "only used by tests", "only for testing", "for testing only", "for testing purposes only",
        "test helpers", "testing helpers", "helpers for tests", "helpers for testing", "utilities for testing",
        "helpers for unit tests",
      ])
  }

  /// Whether words give the fault of an error to whoever wrote the calling code.
  static func ofFault(_ comment: String) -> Bool { !comment.isEmpty && says(comment, blames) }

  private static let blames = [
    "problem with the application", "problem in the application", "fault of the application", "application's fault",
    "fault of the caller", "caller's fault", "bug in the caller", "bug in the calling", "bug in the program",
    "error of the programmer", "programmer error", "programming error", "developer error", "programmer mistake",
    "programming mistake", "mistake in the program",
  ]

  private static let silencing = ["assay:ignore", "nolint", "#nosec", "lint:ignore"]

  private static let purposes = [
    "on purpose", "deliberately", "intentionally",
    "best effort", "best-effort", "does not matter", "doesn't matter", "nothing we can do", "not much we can do",
    "nothing to be done", "don't care", "do not care", "not interested in", "assume an error", "assume any error",
    "in case of error", "in case of an error", "an error means", "error just means", "error only means", "cannot fail",
    "can't fail", "never fail", "won't fail",
    "will not fail", "cannot err",
    "can't err", "never returns an error", "always returns nil", "always nil", "can be ignored", "may be ignored",
    "safely be ignored", "safe to ignore", "safely ignore",
    "fallback", "fall back", "falling back", "if there are no ", "if there is no ", "no-op", "no op ", "noop",
    "may not exist", "might not exist", "must not discard", "must not stop", "must not break",
    "must not block", "must not prevent", "not fatal", "non-fatal", "not critical",
    "not an error", "n't an error", "abort silently", "are swallowed", "is swallowed", "swallows ",
  ]

  private static let allowances = [
    "no need", "need not", "not need", "n't need", "even if", "even when", "harmless", "not matter", "n't matter",
    "not care", "n't care", "is fine", "is ok", "nothing to do", "nothing can be done", "no reason",
  ]

  private static let denials = [
    "never happen", "should never", "must never", "must not happen", "should not happen", "shouldn't happen",
    "can't happen", "cannot happen", "can not happen", "will not happen", "won't happen", "impossible", "unreachable",
    "never fail", "cannot fail", "can't fail", "always succeed", "never returns an error", "logic bug", "logic error",
    "programmer error", "programming error", "programming mistake", "only returns an error when", "only errors if",
    "only errors when", "can only happen",
    "only returns an error if", "only fails when", "only fails if", "not error", "n't error", "guarantee",
    "validated already", "checked already", "already validated", "already checked", "already been validated",
    "already been checked", "no error", "little value", "ok to panic", "okay to panic", "fine to panic",
    "safe to panic", "right to panic", "panic will be handled", "panic is handled", "panic will be recovered",
    "panic is recovered", "panics are recovered", "converted to an error", "turned into an error",
  ]

  private static let warnings = [
    "panics if", "panics when", "panics on", "panics unless", "panic if", "panic when", "will panic", "'ll panic",
    "it panics", "and panics", "panics at ", "panics with", "panics for ", "or panics",
  ]

  /// Comments run over lines, and sentences begin with capitals.
  private static func says(_ comment: String, _ phrases: [String]) -> Bool {
    var text = ""
    for word in comment.lowercased().split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "/" }) {
      text += word
      text += " "
    }
    return phrases.contains { text.contains($0) }
  }
}
