import Evidence

/// Source asked for before anybody looks at it: where the next key is likely to lead.
///
/// Reading and colouring a file takes longer than drawing, so it is done while the reader looks at the picture before.
extension Front {
  /// What to bring ahead, one piece at a time; none of it changes what is seen.
  package mutating func foresee() -> [Effect] {
    sources.firstMissing(of: likelyPlaces).map { [.readSource($0)] } ?? []
  }

  /// The next place and the one before, then those a page away.
  private var likelyPlaces: [Location] {
    switch layer.screen {
    case .findings:
      [1, -1, pageHeight, -pageHeight].compactMap { findings.listed(at: layer.cursor + $0)?.finding.location }
    case .finding:
      [1, -1].compactMap { neighbour(by: $0)?.listed.finding.location }
    case .item, .source:
      currentEvidence.map { [$0.index + 1, $0.index - 1].compactMap(place(ofEvidence:)) } ?? []
    case .overview, .rules, .list, .probe, .working, .libraries, .history, .difference, .projects, .log, .help: []
    }
  }

  private func place(ofEvidence index: Int) -> Location? {
    let evidence = currentItem?.observation?.evidence ?? []
    return evidence.indices.contains(index) ? evidence[index].location : nil
  }

  /// Takes source. Only a page of source is made anew: what stands beside a list is read when it is drawn.
  mutating func take(source path: String, _ firstLine: Int, _ lines: [SourceLine]) {
    let isAwaited = currentLocation.map { $0.path == path && sources.awaits($0) } ?? false
    sources.put(path: path, firstLine: firstLine, lines: lines)
    switch layer.screen {
    case .source, .finding: if currentLocation?.path == path { contentRevision += 1 }
    case .overview, .rules, .list, .item, .findings, .probe, .working, .libraries, .history, .difference, .projects,
      .log, .help:
      break
    }
    if isAwaited, layer.cursor == 0 { showFinding() }
  }
}
