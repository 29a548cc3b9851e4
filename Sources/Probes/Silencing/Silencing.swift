import BundledFacts
import Evidence
import GoSyntax
import Repository

/// Takes findings that comments and settings silence out of outcomes, and out of the figures that count them.
///
/// `// assay:ignore family/name reason` silences one finding of that probe. Comments for linters silence what the
/// linter looks for too (`Data/Linters.txt`), with the reach the linter gives them. Nothing is dropped: what is silenced
/// moves to `Outcome.silenced` with the comment's reason. Comments of ours that give no reason, silence nothing or name
/// no probe are findings themselves.
///
/// Limits: comments in files that are not Go silence nothing; a comment says nothing about a probe that did not run.
package struct Silencing: Sendable {
  private let snapshot: Snapshot
  private let files: [String: [PlacedComment]]
  private let asides: Set<String>
  private let fileCount: Int
  private let sources: [String: SyntaxTree]

  package init(_ snapshot: Snapshot) {
    var files: [String: [PlacedComment]] = [:]
    var sources: [String: SyntaxTree] = [:]
    let all = snapshot.goFiles.parallelMap { $0.tree.fact(PlacedComments.self).all }
    for (file, placed) in zip(snapshot.goFiles, all) where !placed.isEmpty {
      // As locations write paths.
      files[file.path.printable] = placed
      sources[file.path.printable] = file.tree
    }
    self.snapshot = snapshot
    self.files = files
    self.sources = sources
    asides = Set(snapshot.goFiles.lazy.filter(\.isAside).map(\.path.printable))
    fileCount = snapshot.goFiles.count
  }

  /// The outcomes with what comments and the project's settings silence set apart, and after them what is wrong with
  /// either.
  ///
  /// - Parameter isAsked: whether findings about silencing are wanted, by their id.
  package func applied(to outcomes: [Outcome], isAsked: (ProbeID) -> Bool = { _ in true }) -> [Outcome] {
    SettingsSilencing(snapshot.silenced).applied(to: appliedComments(to: outcomes, isAsked: isAsked))
  }

  /// The same for comments alone: what a list in the settings is applied to, again when it has changed.
  package func appliedComments(to outcomes: [Outcome], isAsked: (ProbeID) -> Bool = { _ in true }) -> [Outcome] {
    var used: Set<Place> = []
    let results = outcomes.map { outcome in
      let silenced = silenced(of: outcome, &used)
      return silenced.isEmpty ? outcome : outcome.silencing(silenced)
    }
    let ran = Set(outcomes.lazy.filter(\.canFind).map(\.probe))
    let fingerprints = Fingerprints(snapshot)
    return results
      + SilencingCards.all.filter { isAsked($0.id) }.map { card in
        let findings = findings(card.id, ran: ran, used: used)
        return fingerprints.applied(
          to: Outcome(
            probe: card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
            measures: ["comments": .count(findings.count)],
            scope: Scope(
              files: fileCount, patterns: ["// assay:ignore"], skipped: ["generated files, testdata, examples"])))
      }
  }

  private struct Place: Hashable {
    let path: String
    let offset: Int
  }

  private func silenced(of outcome: Outcome, _ used: inout Set<Place>) -> [SilencedFinding] {
    guard !files.isEmpty else { return [] }
    let rules = BundledFacts.linters.rules(of: outcome.probe.text)
    var left = outcome.findings
    var silenced: [SilencedFinding] = []
    let paths = Set(left.map(\.location.path)).filter { files[$0] != nil }
    for path in paths.sorted() {
      for placed in files[path, default: []] where placed.comment.names == [outcome.probe.text] {
        guard placed.comment.by == .ignore, let index = placed.index(in: left, of: path) else { continue }
        silenced.append(placed.silencing(left.remove(at: index), rule: outcome.probe.text))
        used.insert(Place(path: path, offset: placed.comment.offset))
      }
    }
    guard !rules.isEmpty else { return silenced }
    for finding in left where paths.contains(finding.location.path) {
      for placed in files[finding.location.path, default: []] where placed.reach.lines.contains(finding.location.line) {
        guard let rule = placed.comment.rule(among: rules) else { continue }
        silenced.append(placed.silencing(finding, rule: rule))
        break
      }
    }
    return silenced
  }

  private func findings(_ id: ProbeID, ran: Set<ProbeID>, used: Set<Place>) -> [Finding] {
    var findings: [Finding] = []
    for (path, comments) in files where !asides.contains(path) {
      for placed in comments where placed.comment.by == .ignore {
        let isUsed = used.contains(Place(path: path, offset: placed.comment.offset))
        guard let tree = sources[path], let message = placed.problem(id, ran: ran, isUsed: isUsed) else { continue }
        let (line, column) = tree.position(at: placed.comment.offset)
        findings.append(
          Finding(
            probe: id, location: Location(path: path, line: line, column: column),
            snippet: tree.text(ofLine: line).trimmingBlanks, message: message))
      }
    }
    return findings
  }
}

extension Outcome {
  /// Whether a silent comment for the probe is useless: not so when the probe could not look.
  var canFind: Bool {
    switch answer {
    case .found, .partial, .notFound, .notApplicable: true
    case .inconclusive, .failed: false
    }
  }

  /// The outcome without some of its findings, its answer and measures as if they had not been there.
  func silencing(_ added: [SilencedFinding]) -> Outcome {
    var result = self
    let gone = Set(added.map(\.finding))
    result.findings = findings.filter { !gone.contains($0) }
    result.silenced = (silenced + added).sorted {
      ($0.finding.location, $0.finding.message) < ($1.finding.location, $1.finding.message)
    }
    result.measures = CountedMeasures.without(added.map(\.finding), from: measures, of: probe)
    result.measures["silenced"] = .count(result.silenced.count)
    if let limits = DeclaredProbe.Limits(result.measures), probe.isDeclared {
      if canFind { result.answer = result.declaredAnswer(limits) }
    } else if result.findings.isEmpty,
      AllProbes.list.contains(where: { $0.card.id == probe && $0.card.sign == .antiPattern })
    {
      result.answer = .notFound
    }
    return result
  }

  /// What a declared probe would have answered without the findings that are gone.
  private func declaredAnswer(_ limits: DeclaredProbe.Limits) -> Answer {
    let matches = count(DeclaredProbe.countMeasure)
    if matches == 0, count(DeclaredProbe.weakMeasure) > 0, !findings.isEmpty { return .partial }
    if count(DeclaredProbe.unreadMeasure) > 0, !limits.isSettled(at: matches) {
      return .inconclusive(reason: "not everything could be looked into, and what was found is silenced")
    }
    return limits.answer(to: matches)
  }
}
