import Evidence
import GoSyntax
import Repository

/// What a probe that a checklist declares finds in one subject.
///
/// It sees what every probe sees, and executes nothing. What it could not look into counts: where that might change its
/// answer, it says that it cannot tell.
struct DeclaredExamination {
  let probe: DeclaredProbe
  let subject: Subject

  /// More places are counted, not shown.
  static let findingCountMax = 1_000

  init(_ probe: DeclaredProbe, _ subject: Subject) {
    self.probe = probe
    self.subject = subject
  }

  func outcome() -> Outcome {
    switch probe.subject {
    case .file: files()
    case .line(let pattern): lines(pattern)
    case .goImport(let path): imports(path)
    case .goPattern(let pattern): code(like: pattern)
    case .command(let words): commands(words)
    case .target(let name): targets(name)
    }
  }

  /// What was found and how far was looked.
  struct Search {
    var findings: [Finding] = []
    /// All places, also those that are not shown.
    var count = 0
    var files = 0
    /// What could not be looked into, each with its reason.
    var unread: [String] = []
    /// Why nothing could be looked into at all; nil where something was.
    var nothing: String?
    /// What was left out though nothing depends on it.
    var asides: [String] = []
    var measures: [String: Measure] = [:]

    mutating func add(_ finding: @autoclosure () -> Finding) {
      count += 1
      if findings.count < DeclaredExamination.findingCountMax { findings.append(finding()) }
    }
  }

  func outcome(of search: Search) -> Outcome {
    var measures = search.measures
    measures.merge(probe.limits.measures) { own, _ in own }
    measures[DeclaredProbe.countMeasure] = .count(search.count)
    measures[DeclaredProbe.fileMeasure] = .count(search.files)
    if !search.unread.isEmpty { measures[DeclaredProbe.unreadMeasure] = .count(search.unread.count) }
    return Outcome(
      probe: probe.id, answer: answer(search), findings: search.findings, measures: measures,
      scope: Scope(files: search.files, patterns: [probe.description], skipped: search.unread + search.asides))
  }

  private func answer(_ search: Search) -> Outcome.Answer {
    if let nothing = search.nothing { return answer(toNothing: nothing) }
    let answer = probe.limits.answer(to: search.count)
    guard let first = search.unread.first else { return answer }
    // What was not looked into can only add to the count.
    if probe.limits.isSettled(at: search.count) { return answer }
    let more = search.unread.count > 1 ? " and \(search.unread.count - 1) more" : ""
    return .inconclusive(reason: "not everything could be looked into: \(first)\(more)")
  }

  /// Where no file is, a wanted line is not there either, unless the checklist says otherwise.
  private func answer(toNothing reason: String) -> Outcome.Answer {
    let isOfGo: Bool =
      switch probe.subject {
      case .goImport, .goPattern: true
      case .file, .line, .command, .target: false
      }
    switch probe.noFile ?? (probe.isHarmful || isOfGo ? .unknown : probe.limits.notFound) {
    case .missing: return .notFound
    case .unknown: return .inconclusive(reason: reason)
    case .notApplicable: return .notApplicable(reason: reason)
    }
  }

  /// What stands beside a place.
  func message(_ found: String) -> String { probe.says.isEmpty ? found : probe.says }
}

/// Files and their lines.
extension DeclaredExamination {
  private func files() -> Outcome {
    var search = Search()
    for file in subject.declaredGround.files where !file.path.hasPrefix(".assay/") {
      search.files += 1
      guard probe.places.contain(file.names) else { continue }
      search.add(
        Finding(
          probe: probe.id, location: Location(path: file.path, line: 1),
          snippet: file.path.split(separator: "/").last.map(String.init) ?? file.path,
          message: message(probe.isHarmful ? "a file that should not be here" : "the file is here")))
    }
    return outcome(of: search)
  }

  private func lines(_ pattern: LinePattern) -> Outcome {
    var search = Search()
    var lines = LineSearch(pattern)
    var matchingFiles = 0
    var isSeen = false
    for file in subject.declaredGround.files where AskedFiles.isOpen(file.path) && probe.places.contain(file.names) {
      isSeen = true
      guard !lines.isSpent else { break }
      let before = search.count
      let isRead = subject.declaredGround.read(file) { bytes in
        search.files += 1
        lines.matches(in: bytes) { match in search.add(finding(match, file.path, bytes, pattern)) }
      }
      if !isRead { search.unread.append(unread(file)) }
      if search.count > before { matchingFiles += 1 }
    }
    if lines.isSpent { search.unread.insert("the pattern takes too long on this text; make it simpler", at: 0) }
    if !isSeen {
      search.nothing = "no file lies at \(probe.places.within.map(\.text).joined(separator: ", "))"
    }
    search.measures[DeclaredProbe.matchingFileMeasure] = .count(matchingFiles)
    return outcome(of: search)
  }

  private func finding(
    _ match: LineSearch.Match, _ path: String, _ bytes: UnsafeBufferPointer<UInt8>, _ pattern: LinePattern
  ) -> Finding {
    let shown = match.range.prefix(4 * Finding.snippetLengthMax)
    let line = String(decoding: bytes[shown.startIndex..<shown.endIndex], as: UTF8.self)
    let quoted = pattern.isLiteral ? "\"\(pattern.text)\"" : "/\(pattern.text)/"
    return Finding(
      probe: probe.id, location: Location(path: path, line: match.line, column: match.column),
      snippet: line.trimmingBlanks, message: message(pattern.isLiteral ? "holds \(quoted)" : "matches \(quoted)"))
  }

  private func unread(_ file: DeclaredGround.File) -> String {
    file.byteCount > AskedFiles.byteCountMax
      ? "\(file.path.printable) has \(file.byteCount) bytes, more than \(AskedFiles.byteCountMax)"
      : "\(file.path.printable) is no text, or more than is read for own checklists"
  }
}

/// The files of a snapshot as declared probes ask for them; made once for all of them.
struct DeclaredGround: Sendable {
  struct File: Sendable {
    let path: String
    let byteCount: Int
    let names: PathNames
  }

  let files: [File]
  private let trees: [String: SyntaxTree]
  private let snapshot: Snapshot

  init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    files = snapshot.files.map { File(path: $0.path, byteCount: $0.byteCount, names: PathNames($0.path)) }
    trees = Dictionary(snapshot.goFiles.map { ($0.path, $0.tree) }) { first, _ in first }
  }

  /// Hands out a file's bytes without a byte order mark; false when they are not at hand.
  func read(_ file: File, _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
    if let tree = trees[file.path] {
      let bytes = tree.source
      body(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes)
      return true
    }
    if file.byteCount == 0 {
      body(UnsafeBufferPointer(start: nil, count: 0))
      return true
    }
    guard var text = snapshot.text(of: file.path) ?? snapshot.askedTexts[file.path] else { return false }
    text.withUTF8(body)
    return true
  }
}
