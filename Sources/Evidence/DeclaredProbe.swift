/// A probe that a team's own checklist declares: what to look for, where, and how often it is right.
///
/// It is data: nothing of it is executed, and all it may look for is bounded (`LinePattern`, `PathGlob`).
package struct DeclaredProbe: Hashable, Sendable {
  /// What is looked for.
  package enum Subject: Hashable, Sendable {
    /// Files at the places.
    case file
    /// Lines of the files at the places.
    case line(LinePattern)
    /// An import of Go code: a path, or all below one with `/...`.
    case goImport(String)
    /// Go written with holes.
    case goPattern(String)
    /// A command that the pipeline runs: its words in order, others between them.
    case command([String])
    /// A target of a build file.
    case target(String)
  }

  package enum Sense: String, Hashable, Sendable, CaseIterable {
    /// Wanted: found is good.
    case present
    /// Forbidden: found is harm.
    case absent
  }

  /// Which Go code is looked at.
  package enum Code: String, Hashable, Sendable, CaseIterable { case product, tests, all }

  package struct Places: Hashable, Sendable {
    /// Empty: everywhere.
    package let within: [PathGlob]
    package let except: [PathGlob]
    package let code: Code

    package init(within: [PathGlob] = [], except: [PathGlob] = [], code: Code = .product) {
      self.within = within
      self.except = except
      self.code = code
    }

    package func contain(_ path: String) -> Bool { contain(PathNames(path)) }

    package func contain(_ path: PathNames) -> Bool {
      (within.isEmpty || within.contains { $0.matches(path) }) && !except.contains { $0.matches(path) }
    }
  }

  package let id: ProbeID
  package let subject: Subject
  package let places: Places
  package let limits: Limits
  /// What it means that no file lies at the places; nil as for a thing that is not there.
  package let noFile: Absence?
  /// What is said of a place that is found; empty for a text made of the subject.
  package let says: String
  /// For people who ask why: the item's reason, and its way to mend it.
  package let because: String
  package let instead: String

  package init(
    id: ProbeID, subject: Subject, places: Places, limits: Limits, noFile: Absence? = nil, says: String = "",
    because: String = "",
    instead: String = ""
  ) {
    self.id = id
    self.subject = subject
    self.places = places
    self.limits = limits
    self.noFile = noFile
    self.says = says
    self.because = because
    self.instead = instead
  }

  /// The family of all declared probes.
  package static let family = "own"
  package var isHarmful: Bool { limits.sense == .absent }
  package var title: String { says.isEmpty ? description : says }
}

extension DeclaredProbe {
  /// What it means that nothing is there.
  package enum Absence: String, Hashable, Sendable, CaseIterable {
    case missing, unknown
    case notApplicable = "n/a"
  }

  /// How often what is looked for is right.
  package struct Limits: Hashable, Sendable {
    package let sense: Sense
    /// Wanted things: as many or more are all that is asked for.
    package let atLeast: Int
    /// More are too many.
    package let atMost: Int?
    /// Wanted things: from here on partly there. Forbidden ones: up to here only partly harm.
    package let partial: Int?
    /// Whether what is found decides in part only, however much of it there is.
    package let isPartOnly: Bool
    /// What it means that a wanted thing is not there.
    package let notFound: Absence

    package init(
      sense: Sense = .present, atLeast: Int = 1, atMost: Int? = nil, partial: Int? = nil, isPartOnly: Bool = false,
      notFound: Absence = .missing
    ) {
      self.isPartOnly = isPartOnly
      self.notFound = notFound
      self.sense = sense
      self.atLeast = atLeast
      self.atMost = atMost
      self.partial = partial
    }

    package func answer(to count: Int) -> Outcome.Answer {
      let found: Outcome.Answer = isPartOnly ? .partial : .found
      switch sense {
      case .present:
        if count >= atLeast { return count <= atMost ?? count ? found : .partial }
        if count >= partial ?? atLeast { return .partial }
        switch notFound {
        case .missing: return .notFound
        case .unknown: return .inconclusive(reason: "it was not found, which says nothing by itself")
        case .notApplicable: return .notApplicable(reason: "it was not found, so there is nothing to ask for")
        }
      case .absent:
        if count <= atMost ?? 0 { return .notFound }
        return count <= partial ?? 0 ? .partial : found
      }
    }

    /// Whether more places than were counted would change nothing. The answer moves at `atLeast` and behind `atMost`, and
    /// may come back to what it was.
    package func isSettled(at count: Int) -> Bool {
      let reached = answer(to: count)
      return [atLeast, Int.max].allSatisfy { $0 <= count || answer(to: $0) == reached }
    }
  }

  /// What counts the places that were found.
  package static let countMeasure = "matches"
  /// What counts the files that were looked at.
  package static let fileMeasure = "files"
  /// What counts the files with lines that were found.
  package static let matchingFileMeasure = "matchingFiles"
  /// What counts files and other things that could not be looked into; absent where there are none.
  package static let unreadMeasure = "unread"
  /// What counts steps of the pipeline that run a command without holding a change up.
  package static let weakMeasure = "weak"

  /// The figures a threshold may rest on.
  package var figures: [String] {
    let all = [DeclaredProbe.countMeasure, DeclaredProbe.fileMeasure]
    switch subject {
    case .line: return all + [DeclaredProbe.matchingFileMeasure]
    case .command: return all + [DeclaredProbe.weakMeasure]
    case .file, .goImport, .goPattern, .target: return all
    }
  }
}

/// Limits travel with an outcome, so that its answer can follow when findings are silenced.
extension DeclaredProbe.Limits {
  package var measures: [String: Measure] {
    var measures: [String: Measure] = ["sense": .text(sense.rawValue)]
    if sense == .present { measures["atLeast"] = .count(atLeast) }
    if sense == .absent || atMost != nil { measures["atMost"] = .count(atMost ?? 0) }
    if let partial { measures["partial"] = .count(partial) }
    if isPartOnly { measures["worth"] = .count(1) }
    if notFound != .missing { measures["notFound"] = .text(notFound.rawValue) }
    return measures
  }

  /// Nil for the measures of other probes.
  package init?(_ measures: [String: Measure]) {
    func count(_ name: String) -> Int? { if case .count(let count)? = measures[name] { count } else { nil } }
    guard case .text(let word)? = measures["sense"], let sense = DeclaredProbe.Sense(rawValue: word) else {
      return nil
    }
    var notFound = DeclaredProbe.Absence.missing
    if case .text(let word)? = measures["notFound"] { notFound = DeclaredProbe.Absence(rawValue: word) ?? .missing }
    self.init(
      sense: sense, atLeast: count("atLeast") ?? 1, atMost: count("atMost"), partial: count("partial"),
      isPartOnly: count("worth") == 1, notFound: notFound)
  }
}

/// The definition as text, and as a version.
extension DeclaredProbe {
  /// What is looked for, in words: `lines that match /print\(/ in src/**`.
  package var description: String {
    let what: String
    switch subject {
    case .file: return "a file \(DeclaredProbe.list(places.within))" + excepting
    case .line(let pattern):
      what = pattern.isLiteral ? "lines that hold \"\(pattern.text)\"" : "lines that match /\(pattern.text)/"
    case .goImport(let path): what = "the Go import \(path)"
    case .goPattern(let pattern): what = "Go code like `\(pattern.printableLine)`"
    case .command(let words): what = "a pipeline step that runs \(words.joined(separator: " "))"
    case .target(let name): what = "a build target \(name)"
    }
    return places.within.isEmpty ? what + excepting : what + " in \(DeclaredProbe.list(places.within))" + excepting
  }

  private var excepting: String {
    places.except.isEmpty ? "" : " but not in \(DeclaredProbe.list(places.except))"
  }

  private static func list(_ globs: [PathGlob]) -> String { globs.map(\.text).joined(separator: ", ") }

  /// SHA-256 over all that bears on outcomes.
  package var digest: String {
    let subject: [String] =
      switch self.subject {
      case .file: ["file"]
      case .line(let pattern): [pattern.isLiteral ? "text" : "content", pattern.text, "\(pattern.ignoresCase)"]
      case .goImport(let path): ["import", path]
      case .goPattern(let pattern): ["go", pattern]
      case .command(let words): ["ci"] + words
      case .target(let name): ["target", name]
      }
    let parts =
      ["1", id.text] + subject + ["in"] + places.within.map(\.text) + ["except"] + places.except.map(\.text)
      + [places.code.rawValue, limits.sense.rawValue, "\(limits.atLeast)"]
      + [limits.atMost, limits.partial].map { $0.map(String.init) ?? "-" }
      + [limits.isPartOnly ? "part" : "whole", limits.notFound.rawValue, noFile?.rawValue ?? "-"]
    return SHA256.hex(parts.joined(separator: "\u{0}"))
  }

  /// Another number for another definition: what an observation remembers of the rule that made it.
  package var version: Int { Int(digest.prefix(8), radix: 16) ?? 0 }

  package var explanation: ProbeExplanation {
    ProbeExplanation(
      id: id, version: version, isHarmful: isHarmful, looksFor: description, because: because, instead: instead,
      limits: limits.text)
  }
}

extension DeclaredProbe.Limits {
  /// How often is right, as a sentence.
  fileprivate var text: String {
    let worth = isPartOnly ? "; what is found decides in part only" : ""
    switch sense {
    case .present:
      let nothing = notFound == .missing ? "" : "; that it is not there means \(notFound.rawValue)"
      let most = atMost.map { " and at most \($0)" } ?? ""
      let part = partial.map { ", partly from \($0)" } ?? ""
      return "solid from \(atLeast)\(most)\(part)\(worth)\(nothing)."
    case .absent:
      let part = partial.map { ", partly up to \($0)" } ?? ""
      return "solid up to \(atMost ?? 0)\(part)\(worth)."
    }
  }
}
