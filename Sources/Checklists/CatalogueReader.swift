import Evidence

extension Catalogue {
  /// Reads checklist files and adds them to a catalogue; throws everything that is wrong with them, at once.
  ///
  /// `base` is empty for the built-in lists, and the built-in catalogue for a team's own. `probes` are the ids an item
  /// may name; `own` lets lists declare probes besides. The new lists follow the base, ordered by the way they are
  /// scored, their phase, and then as given.
  package static func read(
    _ files: [ChecklistFile], onto base: Catalogue = Catalogue(checklists: []), probes: [ProbeID],
    own: OwnChecklists? = nil
  ) throws(ChecklistProblems) -> Catalogue {
    var readings: [ChecklistReading] = []
    var logs: [ProblemLog] = []
    let rules: Set<String>? = base.checklists.isEmpty ? nil : base.namedRules
    for file in files {
      let log = ProblemLog(file: file.name)
      logs.append(log)
      if let reading = ChecklistReading(file, probes: probes, namedRules: rules, own: own, log: log) {
        readings.append(reading)
      }
    }
    ReferenceCheck(base: base, readings: readings, isComplete: readings.count == files.count).run()
    let problems = logs.flatMap(\.sorted)
    guard problems.isEmpty else { throw ChecklistProblems(list: problems) }

    let order = Checklist.Scoring.allCases
    let added = readings.map(\.checklist).enumerated()
      .sorted {
        (order.firstIndex(of: $0.element.scoring) ?? 0, $0.element.phase ?? Checklist.phaseMax + 1, $0.offset)
          < (order.firstIndex(of: $1.element.scoring) ?? 0, $1.element.phase ?? Checklist.phaseMax + 1, $1.offset)
      }
      .map(\.element)
    return Catalogue(checklists: base.checklists + added, profiles: base.profiles).withSiblingsBothWays
  }

  private var namedRules: Set<String> {
    Set(items.compactMap { if case .named(let name, _) = $0.suggestion { name } else { nil } })
  }

  /// A sibling is written down once and known to both.
  private var withSiblingsBothWays: Catalogue {
    var siblings: [String: Set<String>] = [:]
    for item in items {
      for other in item.siblings {
        siblings[item.id, default: []].insert(other)
        siblings[other, default: []].insert(item.id)
      }
    }
    let order = items.map(\.id)
    return Catalogue(
      checklists: checklists.map { checklist in
        checklist.replacingItems(
          checklist.items.map { item in
            guard let all = siblings[item.id] else { return item }
            return item.replacingSiblings(order.filter(all.contains))
          })
      }, profiles: profiles)
  }
}

/// One file as read: its checklist, if there is one, and the places later checks will point at.
struct ChecklistReading {
  let checklist: Checklist
  let idMark: MarkedValue.Position
  let items: [ItemReader.Reading]
  /// The ids of all items, also of those that could not be read: others may name them.
  let itemIDs: Set<String>
  let log: ProblemLog

  static let keys = ["checklist", "title", "revision", "scoring", "phase", "items"]
  static let declaredCountMax = 500

  /// Nil when not even the list of items could be read; each problem is in the log.
  init?(
    _ file: ChecklistFile, probes: [ProbeID], namedRules: Set<String>?, own: OwnChecklists?, log: ProblemLog
  ) {
    guard let text = ChecklistReading.text(of: file, log: log),
      let root = MarkedValue.read(text, report: log.report),
      let fields = Fields(root, owner: "the checklist", known: ChecklistReading.keys, log: log)
    else { return nil }
    var id = fields.text("checklist")
    if let written = id, !ItemReader.isID(written) || written.contains(".") {
      fields.report("checklist", "\"\(written)\" is no checklist id: use lower-case letters, digits and hyphens")
      id = nil
    }
    let title = fields.text("title")
    let revision = fields.number("revision", in: 1...9_999)
    let scoring = fields.word("scoring", as: Checklist.Scoring.self)
    let phase = fields.has("phase") ? fields.number("phase", in: 1...Checklist.phaseMax) : nil
    if phase != nil, let scoring, scoring != .rules {
      fields.report("phase", "only checklists with \"scoring: rules\" belong to a phase of the guide")
    }
    let values = fields.list("items")
    guard let id, let scoring, let values else { return nil }

    let reader = ItemReader(
      checklist: id, scoring: scoring, probes: probes, namedRules: namedRules, own: own, log: log)
    let readings = values.map(reader.read)
    items = readings.compactMap { $0 }
    itemIDs = Set(values.compactMap(ItemReader.writtenID))
    if scoring == .quality, items.count == values.count {
      let sum = items.reduce(0) { $0 + $1.item.weight }
      if sum != 100 {
        log.report(fields.keyMark("items"), "the weights of \"\(id)\" sum to \(sum); they must sum to 100")
      }
    }
    let all = items.map(\.item)
    let declared = items.flatMap { $0.declared.map(\.probe) }
    if declared.count > ChecklistReading.declaredCountMax {
      log.report(
        fields.keyMark("items"),
        "the items declare \(declared.count) probes; a list may have at most \(ChecklistReading.declaredCountMax)")
    }
    checklist = Checklist(
      id: id, title: title ?? "", revision: revision ?? 1, scoring: scoring, phase: phase, items: all,
      isOwn: own != nil, declared: declared,
      digest: Digests.checklist(
        id: id, revision: revision ?? 1, scoring: scoring, items: all, declared: declared))
    idMark = fields.value("checklist")?.mark ?? fields.mark
    self.log = log
  }

  /// The first place that is not UTF-8.
  private static func firstBroken(_ bytes: ArraySlice<UInt8>) -> MarkedValue.Position {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
    let scalars = String(decoding: lines[index], as: UTF8.self).unicodeScalars
    return MarkedValue.Position(line: index + 1, column: scalars.prefix { $0 != "\u{FFFD}" }.count + 1)
  }

  static func text(of file: ChecklistFile, log: ProblemLog) -> String? {
    guard file.bytes.count <= ChecklistFile.byteCountMax else {
      log.reportWholeFile(
        "the file has \(file.bytes.count) bytes; a checklist may have at most \(ChecklistFile.byteCountMax)")
      return nil
    }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = file.bytes.starts(with: byteOrderMark) ? file.bytes.dropFirst(3) : file.bytes[...]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      log.report(ChecklistReading.firstBroken(bytes), "the file is not UTF-8; save it in that encoding")
      return nil
    }
    return text
  }
}
