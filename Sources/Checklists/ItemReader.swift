import Evidence

/// Reads one item of a checklist. Everything that needs other items (duplicates, siblings, criteria) is checked later.
struct ItemReader {
  let checklist: String
  let scoring: Checklist.Scoring
  let probes: [ProbeID]
  /// Named rules an item may use besides the one of its own name; empty for built-in lists, which define them.
  let namedRules: Set<String>?
  /// What a team's own list may do besides; nil for built-in ones.
  let own: OwnChecklists?
  let log: ProblemLog

  /// Longer titles break tables of 80 columns.
  static let titleLengthMax = 40
  static let idLengthMax = 64
  static let exampleLineCountMax = 60

  static let keys = [
    "id", "title", "asks", "why", "solid", "partial", "missing", "look", "mend", "applies", "kind", "priority",
    "weight",
    "reviewDays", "naAllowed", "revision", "probes", "criteria", "siblings", "feeds",
  ]
  static let mendKeys = ["text", "example", "language", "effort"]

  /// What was read, and the places later checks will point at.
  struct Reading {
    let item: ChecklistItem
    let idMark: MarkedValue.Position
    let criteria: [(name: String, mark: MarkedValue.Position)]
    let siblings: [(name: String, mark: MarkedValue.Position)]
    let feeds: [(name: String, mark: MarkedValue.Position)]
    let declared: [(probe: DeclaredProbe, mark: MarkedValue.Position)]
  }

  /// Nil when something is missing or wrong; each such thing is in the log.
  func read(_ value: MarkedValue) -> Reading? {
    guard let fields = Fields(value, owner: owner(of: value), known: ItemReader.keys, log: log) else { return nil }
    let problemCount = log.problems.count
    let id = id(fields)
    let kind = fields.has("kind") ? fields.word("kind", as: ChecklistItem.Kind.self) : scoring.itemKind
    let priority = priority(fields)
    let texts = texts(fields)
    let title = title(fields)
    let remediation = remediation(fields)
    let applies = applies(fields)
    let weight = scoring == .quality ? fields.number("weight", in: 0...100) : weightOfOthers(fields)
    let criteria = criteria(fields)
    let siblings = fields.has("siblings") ? fields.names("siblings") ?? [] : []
    let feeds = feeds(fields)
    var declared = DeclaredProbes(
      item: id ?? checklist, because: texts?.why ?? "", instead: remediation?.text ?? "")
    let suggestion = suggestion(fields, id: id ?? "", declared: &declared)
    let reviewDays = fields.number("reviewDays", in: 1...3_650, default: priority?.reviewDays ?? 1)
    let allowsNotApplicable = fields.flag("naAllowed", default: true)
    let revision = fields.number("revision", in: 1...9_999, default: 1)

    guard log.problems.count == problemCount, let id, let kind, let priority, let texts, let title, let remediation,
      let applies, let weight, let suggestion
    else { return nil }
    let item = ChecklistItem(
      id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
      asks: texts.asks, why: texts.why, solid: texts.solid, partial: texts.partial, missing: texts.missing,
      look: texts.look, remediation: remediation, applies: applies, allowsNotApplicable: allowsNotApplicable,
      reviewDays: reviewDays, suggestion: suggestion, criteria: criteria.map(\.name), siblings: siblings.map(\.name),
      feeds: feeds.map(\.name),
      criterionDigest: Digests.criterion(
        id: id, asks: texts.asks, solid: texts.solid, partial: texts.partial, missing: texts.missing))
    return Reading(
      item: item, idMark: fields.value("id")?.mark ?? fields.mark, criteria: criteria, siblings: siblings, feeds: feeds,
      declared: declared.list)
  }

  /// What stands under `id`, whether or not it is one.
  static func writtenID(of value: MarkedValue) -> String? {
    guard case .mapping(let entries) = value.content, let entry = entries.first(where: { $0.key == "id" }),
      case .text(let id, _) = entry.value.content
    else { return nil }
    return id
  }

  private func owner(of value: MarkedValue) -> String {
    ItemReader.writtenID(of: value).map { "item \"\($0.prefix(ItemReader.idLengthMax))\"" }
      ?? "an item of \"\(checklist)\""
  }
}

/// What the parts of an item must look like.
extension ItemReader {
  private func id(_ fields: Fields) -> String? {
    guard let id = fields.text("id") else { return nil }
    guard ItemReader.isID(id), id.hasPrefix(checklist + ".") else {
      fields.report(
        "id",
        "\"\(id)\" is no item id: it must be \"\(checklist).\" and words of lower-case letters and digits, joined by "
          + "\".\" or \"-\", at most \(ItemReader.idLengthMax) characters")
      return nil
    }
    return id
  }

  /// Words of lower-case letters and digits, joined by single dots and hyphens.
  static func isID(_ id: String) -> Bool {
    guard id.utf8.count <= idLengthMax else { return false }
    var expectsWord = true
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): expectsWord = false
      case UInt8(ascii: "."), UInt8(ascii: "-"):
        if expectsWord { return false }
        expectsWord = true
      default: return false
      }
    }
    return !expectsWord
  }

  private func title(_ fields: Fields) -> String? {
    guard let title = fields.text("title") else { return nil }
    guard title.count <= ItemReader.titleLengthMax, !title.contains("\n") else {
      fields.report(
        "title",
        "\"title\" of \(fields.owner) has \(title.count) characters; at most \(ItemReader.titleLengthMax) fit a table")
      return nil
    }
    return title
  }

  private func priority(_ fields: Fields) -> ChecklistItem.Priority? {
    if fields.has("priority") {
      guard let priority = fields.word("priority", as: ChecklistItem.Priority.self) else { return nil }
      if scoring.itemKind == .gate, priority == .none {
        fields.report("priority", "\(fields.owner) is a gate and needs a priority: P0, P1 or P2")
        return nil
      }
      return priority
    }
    return scoring.itemKind == .gate
      ? fields.word("priority", as: ChecklistItem.Priority.self) : ChecklistItem.Priority.none
  }

  private func texts(
    _ fields: Fields
  ) -> (asks: String, why: String, solid: String, partial: String, missing: String, look: String)? {
    let texts = ["asks", "why", "solid", "partial", "missing", "look"].map { fields.text($0).map(Digests.collapsed) }
    guard let asks = texts[0], let why = texts[1], let solid = texts[2], let partial = texts[3], let missing = texts[4],
      let look = texts[5]
    else { return nil }
    return (asks, why, solid, partial, missing, look)
  }

  private func remediation(_ fields: Fields) -> ChecklistItem.Remediation? {
    guard let value = fields.requiredValue("mend"),
      let mend = Fields(value, owner: "\"mend\" of \(fields.owner)", known: ItemReader.mendKeys, log: log)
    else { return nil }
    let text = mend.text("text")
    let effort = mend.word("effort", as: ChecklistItem.Effort.self)
    guard mend.has("example") || mend.has("language") else {
      guard let text, let effort else { return nil }
      return ChecklistItem.Remediation(text: Digests.collapsed(text), example: "", language: "", effort: effort)
    }
    let example = mend.text("example")
    let language = mend.word("language", as: ExampleLanguage.self)
    if let example, example.split(separator: "\n").count > ItemReader.exampleLineCountMax {
      mend.report(
        "example",
        "\"example\" of \(mend.owner) has more than \(ItemReader.exampleLineCountMax) lines; show the point only")
    }
    guard let text, let effort, let example, let language else { return nil }
    var trimmed = Substring(example)
    while trimmed.last == "\n" { trimmed.removeLast() }
    return ChecklistItem.Remediation(
      text: Digests.collapsed(text), example: String(trimmed), language: language.rawValue, effort: effort)
  }

  private func applies(_ fields: Fields) -> [ProjectKind]? {
    if own != nil, !fields.has("applies") { return ProjectKind.allCases }
    guard let values = fields.list("applies") else { return nil }
    let kinds = values.compactMap {
      fields.word(in: $0, called: "an entry of \"applies\" of \(fields.owner)", as: ProjectKind.self)
    }
    return ProjectKind.allCases.filter(kinds.contains)
  }

  private func weightOfOthers(_ fields: Fields) -> Int? {
    guard fields.has("weight") else { return 1 }
    if own != nil, scoring == .rules { return fields.number("weight", in: 1...100) }
    fields.report(
      "weight",
      "\(fields.owner) has a weight, but only checklists with \"scoring: quality\" weigh their items"
        + (own == nil ? "" : ", and your own with \"scoring: rules\""))
    return nil
  }

  private func feeds(_ fields: Fields) -> [(name: String, mark: MarkedValue.Position)] {
    guard fields.has("feeds") else { return [] }
    if scoring == .rules { return fields.names("feeds") ?? [] }
    fields.report(
      "feeds", "\(fields.owner) feeds other items, but only those of checklists with \"scoring: rules\" do")
    return []
  }

  private func criteria(_ fields: Fields) -> [(name: String, mark: MarkedValue.Position)] {
    if scoring == .quality { return fields.names("criteria") ?? [] }
    if fields.has("criteria") {
      fields.report(
        "criteria", "\(fields.owner) has criteria, but only dimensions of checklists with \"scoring: quality\" do")
    }
    return []
  }
}

/// The languages an example may be written in.
package enum ExampleLanguage: String, CaseIterable, Sendable {
  case go, dockerfile, yaml, make, sql, markdown
}

extension Checklist.Scoring {
  /// What the items of such a checklist are unless they say otherwise.
  var itemKind: ChecklistItem.Kind {
    switch self {
    case .readiness, .security: .gate
    case .health, .quality, .rules: .graded
    }
  }
}

extension ChecklistItem.Kind: CaseIterable {
  package static var allCases: [ChecklistItem.Kind] { [.graded, .gate] }
}

extension ChecklistItem.Priority {
  /// Days after which an answer is stale by age, unless the item says otherwise.
  package var reviewDays: Int {
    switch self {
    case .p0: 90
    case .p1: 180
    case .p2, .none: 365
    }
  }
}
