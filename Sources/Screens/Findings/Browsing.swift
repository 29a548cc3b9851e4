import Canvas
import Checklists
import Evidence

/// Where a reader is in the list of findings, and how they change what it shows.
extension Front {
  /// The finding under the cursor in the list, or the one whose source is shown.
  var currentFinding: ListedFinding? {
    switch layer.screen {
    case .findings: findings.listed(at: layer.cursor)
    case .finding(let name): findings.finding(named: name)
    case .overview, .rules, .list, .item, .source, .probe, .working, .libraries, .history, .difference, .projects, .log,
      .help:
      nil
    }
  }

  /// The place in a file that a key of the screen is about.
  var currentLocation: Location? { currentFinding?.finding.location ?? currentEvidence?.evidence.location }

  /// Opens the list, at the finding that the screen shows where it has one.
  mutating func openFindings() {
    let shown = currentFinding?.name
    let fingerprint = currentEvidence?.evidence.fingerprint
    push(.findings)
    if let shown { return select(shown) }
    guard let fingerprint else { return }
    let probes = findings.found.outcomes.filter { $0.findings.contains { $0.fingerprint == fingerprint } }
    guard let probe = probes.first?.probe else { return }
    select(FindingName(probe: probe, fingerprint: fingerprint))
  }

  /// The list with other settings; the cursor stays on its finding, or on the heading that holds it.
  mutating func browse(_ change: (inout FindingsView) -> Void) {
    let name = currentFinding?.name
    let heading = findings.group(at: layer.cursor)?.key
    var view = findings.view
    change(&view)
    findings = FindingRows(findings.found, view, items: catalogue.items)
    contentRevision += 1
    guard case .findings = layer.screen else { return }
    layer.cursor = 0
    layer.top = 0
    layer.selected = nil
    if let name, let row = findings.row(of: name, in: heading) {
      layer.cursor = row
    } else if let heading,
      let row = findings.rows.firstIndex(where: { $0.index == nil && findings.groups[Int($0.group)].key == heading })
    {
      layer.cursor = row
    }
  }

  mutating func select(_ name: FindingName) {
    if let row = findings.row(of: name) { select(row: row) }
  }

  private mutating func select(row: Int) {
    for index in layers.indices where layers[index].screen == .findings {
      layers[index].cursor = row
      layers[index].selected = findings.id(at: row)
    }
  }

  /// What Enter does in the list.
  mutating func openFinding() {
    let row = layer.cursor
    if let listed = findings.listed(at: row) { return show(listed) }
    guard let group = findings.group(at: row) else { return say("There is nothing to open on this line.") }
    switch findings.view.grouping {
    case .probe: explain(ProbeID(group.key))
    case .item: if group.key.isEmpty { say("No item rests on these findings.") } else { push(.item(group.key)) }
    case .file:
      if let listed = findings.listed(at: row + 1) {
        show(listed)
      } else {
        say("The group is folded; Space unfolds it.")
      }
    }
  }

  mutating func show(_ listed: ListedFinding) {
    push(.finding(listed.name))
    showFinding()
  }

  mutating func explain(_ probe: ProbeID) {
    guard findings.found.cards[probe] != nil else {
      return say("Nothing is known of the probe \(probe).")
    }
    push(.probe(probe))
  }

  /// The next finding of the list, in its source, around the end.
  mutating func goToFinding(by amount: Int) {
    guard case .finding(let name) = layer.screen, listRow(of: name) != nil else {
      return say("The finding is not in the list as it is filtered now.")
    }
    guard let (row, next) = neighbour(by: amount) else { return say("This is the only finding of the list.") }
    select(row: row)
    layer = Layer(screen: .finding(next.name))
    showFinding()
  }

  /// The finding of the list before or behind the one that is shown, around the end.
  func neighbour(by amount: Int) -> (row: Int, listed: ListedFinding)? {
    guard case .finding(let name) = layer.screen, let start = listRow(of: name) else { return nil }
    let count = findings.rows.count
    var row = start
    repeat { row = ((row + amount) % count + count) % count } while findings.listed(at: row) == nil
    guard row != start else { return nil }
    return findings.listed(at: row).map { (row, $0) }
  }

  /// Where the list below is at a finding: of several groups that hold it, in the one the reader came from.
  private func listRow(of name: FindingName) -> Int? {
    let list = layers.last { $0.screen == .findings }
    return list.flatMap { findings.listed(at: $0.cursor)?.name == name ? $0.cursor : nil } ?? findings.row(of: name)
  }

  /// From heading to heading.
  mutating func goToGroup(by amount: Int) {
    let headings = findings.rows.indices.filter { findings.rows[$0].index == nil }
    let target = amount > 0 ? headings.first { $0 > layer.cursor } : headings.last { $0 < layer.cursor }
    guard let target else { return say(amount > 0 ? "This is the last group." : "This is the first group.") }
    layer.cursor = target
    layer.selected = nil
  }

  mutating func toggleFold() {
    guard let group = findings.group(at: layer.cursor), let heading = findings.heading(of: layer.cursor) else { return }
    layer.cursor = heading
    let isFolded = findings.view.folded.contains(group.key)
    browse { if isFolded { $0.folded.remove(group.key) } else { $0.folded.insert(group.key) } }
    say("\(group.title) is \(isFolded ? "unfolded" : "folded").")
  }

  mutating func toggleAllFolds() {
    let keys = Set(findings.groups.map(\.key))
    let isAnyOpen = !keys.isSubset(of: findings.view.folded)
    if let heading = findings.heading(of: layer.cursor) { layer.cursor = heading }
    browse { $0.folded = isAnyOpen ? $0.folded.union(keys) : [] }
    say(isAnyOpen ? "All groups are folded." : "All groups are unfolded.")
  }

  /// Families of the probes that found something, or of all where all are listed.
  var families: [String] {
    var seen: Set<Substring> = []
    let listed = findings.found.outcomes.filter {
      findings.view.standing == .outcomes || !$0.findings.isEmpty || !$0.silenced.isEmpty
    }
    return listed.map(\.probe.family).filter { seen.insert($0).inserted }.map(String.init)
  }

  mutating func sayShown(_ what: String) { say("\(what): \(findingsSummary).") }
}

extension Front {
  /// `:filter` in the list: a family, a confidence, harm or good, what became of them; anything else is text.
  mutating func filterFindings(_ words: [String]) {
    let known = Set(findings.found.outcomes.map(\.probe.family))
    browse { view in
      view.showAll()
      for word in words {
        let name = word.lowercased()
        if let standing = FindingsView.Standing(rawValue: name) {
          view.standing = standing
        } else if let confidence = Confidence(rawValue: name) {
          view.confidence = confidence
        } else if name == "harm" || name == "good" {
          view.isHarmful = name == "harm"
        } else if known.contains(name[...]) {
          view.family = name
        } else {
          view.text += (view.text.isEmpty ? "" : " ") + word
        }
      }
    }
    sayShown("Filter")
  }

  /// Words `:filter` knows in the list of findings.
  var findingFilters: [String] {
    FindingsView.Standing.allCases.map(\.rawValue) + Confidence.allCases.map(\.rawValue) + ["harm", "good"] + families
  }
}

/// Commands about findings.
extension Front {
  mutating func showFindings(_ words: [String]) -> [Effect] {
    if layer.screen != .findings { openFindings() }
    guard !words.isEmpty else { return [] }
    browse { $0.text = words.joined(separator: " ") }
    sayShown("\"\(findings.view.text)\"")
    return []
  }

  mutating func group(_ words: [String]) -> [Effect] {
    guard let grouping = FindingsView.Grouping(rawValue: words.first?.lowercased() ?? "") else {
      say("Findings are grouped by \(FindingsView.Grouping.allCases.map(\.rawValue).joined(separator: ", ")).", .bad)
      return []
    }
    if layer.screen != .findings { openFindings() }
    browse {
      $0.grouping = grouping
      $0.folded = []
    }
    return []
  }

  /// Ids of the probes whose cards are known, in order.
  var knownProbes: [ProbeID] { findings.found.cards.keys.sorted() }

  mutating func explain(_ words: [String]) -> [Effect] {
    let text = words.joined(separator: " ").lowercased()
    let probes = knownProbes
    guard !text.isEmpty,
      let probe = probes.first(where: { $0.text == text }) ?? probes.first(where: { $0.text.contains(text) })
    else {
      say("No probe is called \"\(text)\"; Tab shows them.", .bad)
      return []
    }
    explain(probe)
    return []
  }

  mutating func silence(_ words: [String]) -> [Effect] {
    let reason = words.joined(separator: " ")
    if let obstacle = silencingObstacle {
      say(obstacle)
      return []
    }
    guard let listed = currentFinding, listed.silenced == nil else {
      say("The finding is silenced already; s takes that back.")
      return []
    }
    if let problem = Front.problem(ofReason: reason) {
      say(problem, .bad)
      return []
    }
    return silence(listed.name, reason: reason)
  }
}
