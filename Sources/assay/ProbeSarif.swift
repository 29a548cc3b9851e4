import Evidence
import Intake
import Probes
import Reports
import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SarifLog {
  /// The log of a probe run over a folder, with what only the program knows: cards, sources, where it came from.
  init(_ report: ProbeReport, of analysis: Analysis, path: String) {
    let lines = SourceLines(analysis.snapshot)
    let remote = RemoteRepository(of: path)
    let cards = AllProbes.list.map { $0.card } + SilencingCards.all
    let own = analysis.declared.map { SarifLog.Rule($0.explanation) }
    self.init(
      report: report, rules: cards.map { SarifLog.Rule($0) } + own,
      origin: Origin(
        root: analysis.snapshot.isWorkingTree ? SarifLog.absolute(path) : nil, repositoryURI: remote.uri,
        isRepositoryRoot: remote.isRoot)
    ) { path, number in lines.bytes(ofLine: number, in: path) }
  }

  private static func absolute(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}

extension SarifLog.Rule {
  fileprivate init(_ explanation: ProbeExplanation) {
    self.init(
      id: explanation.id, version: explanation.version, isHarmful: explanation.isHarmful,
      looksFor: explanation.looksFor, because: explanation.because, instead: explanation.instead, examples: [])
  }

  fileprivate init(_ card: ProbeCard) {
    self.init(
      id: card.id, version: card.version, isHarmful: card.sign == .antiPattern, looksFor: card.looksFor,
      because: card.because, instead: card.instead, examples: card.examples.map { ($0.text, $0.isFound) })
  }
}

extension Snapshot {
  fileprivate var isWorkingTree: Bool {
    switch origin {
    case .workingTree: true
    case .revision: false
    }
  }
}
