import Canvas
import Checklists
import Evidence

/// The list of findings as rows: groups and what lies in them, made once for findings and view.
///
/// A row is three numbers. Its line is made when somebody looks at it, so ten thousand rows scroll as ten do.
struct FindingRows: Hashable, Sendable {
  struct Group: Hashable, Sendable {
    /// A probe's id, a path, an item's id; empty for findings of no item.
    let key: String
    let title: String
    let detail: String
    /// What stands at the right when nothing was found.
    var word = ""
    var open = 0
    var silenced = 0
    /// The first of its findings, for who looks at it folded.
    var first: [Index] = []

    static let firstCountMax = 40
  }

  struct Row: Hashable, Sendable {
    let group: Int32
    /// Nil: the heading of the group.
    let index: Index?
  }

  /// Where a finding lies among the outcomes.
  struct Index: Hashable, Sendable {
    let outcome: Int32
    let place: Int32
    let isSilenced: Bool
  }

  private(set) var found = ProbedFindings.none
  private(set) var view = FindingsView()
  private(set) var groups: [Group] = []
  private(set) var rows: [Row] = []
  /// How many findings there are, and how many of them are listed.
  private(set) var total = 0
  private(set) var listed = 0
  /// How many of the listed ones are silenced; a finding in several groups counts once.
  private(set) var silenced = 0

  init() {}

  init(_ found: ProbedFindings, _ view: FindingsView, items: [ChecklistItem]) {
    self.found = found
    self.view = view
    let passing = found.outcomes.indices.map { passingIndices(of: $0) }
    total = found.outcomes.reduce(0) { $0 + $1.findings.count + $1.silenced.count }
    listed = passing.reduce(0) { $0 + $1.count }
    silenced = passing.reduce(0) { $0 + $1.count(where: \.isSilenced) }
    switch view.grouping {
    case .probe: groupByProbe(passing)
    case .file: groupByFile(passing)
    case .item: groupByItem(passing, items)
    }
  }

  func listed(at row: Int) -> ListedFinding? {
    guard rows.indices.contains(row), let index = rows[row].index else { return nil }
    return finding(index)
  }

  func listed(_ group: Group) -> [ListedFinding] { group.first.map(finding) }

  func group(at row: Int) -> Group? { rows.indices.contains(row) ? groups[Int(rows[row].group)] : nil }

  /// A finding of the run, whether or not it is listed.
  func finding(named name: FindingName) -> ListedFinding? {
    guard let outcome = found.outcome(of: name.probe) else { return nil }
    if let finding = outcome.findings.first(where: { $0.fingerprint == name.fingerprint }) {
      return ListedFinding(finding: finding, silenced: nil)
    }
    return outcome.silenced.first { $0.finding.fingerprint == name.fingerprint }
      .map { ListedFinding(finding: $0.finding, silenced: $0) }
  }

  /// Where a finding is listed: in the group of that key, else in the first that holds it.
  func row(of name: FindingName, in group: String? = nil) -> Int? {
    let all = rows.indices.lazy.filter { listed(at: $0)?.name == name }
    return group.flatMap { key in all.first { groups[Int(rows[$0].group)].key == key } } ?? all.first
  }

  /// The heading of the group a row lies in.
  func heading(of row: Int) -> Int? {
    guard rows.indices.contains(row) else { return nil }
    return rows[...row].lastIndex { $0.index == nil }
  }

  /// What a row is called wherever it moves to.
  func id(at row: Int) -> String {
    let group = groups[Int(rows[row].group)]
    guard let index = rows[row].index else { return "group:" + group.key }
    let finding = base(index)
    return "finding:\(group.key)|\(finding.probe)|\(finding.fingerprint)"
  }

  func holds(_ text: CaselessText, at row: Int) -> Bool {
    guard let index = rows[row].index else {
      let group = groups[Int(rows[row].group)]
      return text.isIn(group.title) || text.isIn(group.detail)
    }
    return holds(text, base(index))
  }

  private func holds(_ text: CaselessText, _ finding: Finding) -> Bool {
    text.isIn(finding.message) || text.isIn("\(finding.location.path):\(finding.location.line)")
      || text.isIn(finding.probe.text)
  }

  private func base(_ index: Index) -> Finding {
    let outcome = found.outcomes[Int(index.outcome)]
    return index.isSilenced ? outcome.silenced[Int(index.place)].finding : outcome.findings[Int(index.place)]
  }

  private func finding(_ index: Index) -> ListedFinding {
    let silenced = index.isSilenced ? found.outcomes[Int(index.outcome)].silenced[Int(index.place)] : nil
    return ListedFinding(finding: base(index), silenced: silenced)
  }
}

/// Making the rows.
extension FindingRows {
  /// What of an outcome is to be listed, by place.
  private func passingIndices(of number: Int) -> [Index] {
    let outcome = found.outcomes[number]
    guard view.passes(outcome.probe, isHarmful: found.isHarmful(outcome.probe)) else { return [] }
    let text = CaselessText(view.text)
    func passes(_ finding: Finding) -> Bool {
      (view.confidence == nil || view.confidence == finding.confidence) && (text.isEmpty || holds(text, finding))
    }
    let hasOpen = view.standing != .silenced
    let hasSilenced = view.standing != .open
    let open = hasOpen ? outcome.findings.indices.filter { passes(outcome.findings[$0]) } : []
    let silenced = hasSilenced ? outcome.silenced.indices.filter { passes(outcome.silenced[$0].finding) } : []
    let indices =
      open.map { Index(outcome: Int32(number), place: Int32($0), isSilenced: false) }
      + silenced.map { Index(outcome: Int32(number), place: Int32($0), isSilenced: true) }
    return silenced.isEmpty ? indices : indices.sorted { base($0).location < base($1).location }
  }

  private mutating func add(_ group: Group, _ indices: some Sequence<Index>) {
    let number = Int32(groups.count)
    var group = group
    rows.append(Row(group: number, index: nil))
    let isFolded = view.folded.contains(group.key)
    for index in indices {
      if index.isSilenced { group.silenced += 1 } else { group.open += 1 }
      if group.first.count < Group.firstCountMax { group.first.append(index) }
      if !isFolded { rows.append(Row(group: number, index: index)) }
    }
    groups.append(group)
  }

  private mutating func groupByProbe(_ passing: [[Index]]) {
    let hasEmpty = view.standing == .outcomes && view.confidence == nil && view.text.isEmpty
    for (number, outcome) in found.outcomes.enumerated() {
      let isShown = hasEmpty && view.passes(outcome.probe, isHarmful: found.isHarmful(outcome.probe))
      guard isShown || !passing[number].isEmpty else { continue }
      let card = found.cards[outcome.probe]
      let sign = card.map { "\(FindingsView.word(isHarmful: $0.isHarmful)): \($0.looksFor)" } ?? ""
      add(
        Group(key: outcome.probe.text, title: outcome.probe.text, detail: sign, word: outcome.answer.word),
        passing[number])
    }
  }

  private mutating func groupByFile(_ passing: [[Index]]) {
    let byPath = Dictionary(grouping: passing.joined()) { base($0).location.path }
    for (path, indices) in byPath.sorted(by: { $0.key < $1.key }) {
      let sorted = indices.sorted {
        let (a, b) = (base($0), base($1))
        return (a.location.line, a.location.column, a.probe.text) < (b.location.line, b.location.column, b.probe.text)
      }
      add(Group(key: path, title: path, detail: ""), sorted)
    }
  }

  /// A finding stands under every item that rests on its probe.
  private mutating func groupByItem(_ passing: [[Index]], _ items: [ChecklistItem]) {
    var numbers: [ProbeID: Int] = [:]
    for (number, outcome) in found.outcomes.enumerated() { numbers[outcome.probe] = number }
    var used: Set<Int> = []
    for item in items where !item.isDimension {
      let own = item.suggestion.probes.compactMap { numbers[$0] }
      used.formUnion(own)
      let indices = own.flatMap { passing[$0] }
      guard !indices.isEmpty else { continue }
      add(Group(key: item.id, title: item.title, detail: item.asks), indices)
    }
    let rest = passing.indices.filter { !used.contains($0) }.flatMap { passing[$0] }
    if !rest.isEmpty { add(Group(key: "", title: "No item", detail: "no checklist asks for these"), rest) }
  }
}
