import Evidence

/// A catalogue as one text that is read back without YAML: what the build embeds into the program.
///
/// Every field is `<bytes in UTF-8>:<text>` and a line feed, in a fixed order; a list is its length and then its
/// members. The form is private to one build and has no versions: program and text are made together.
extension Catalogue {
  package var compiled: String {
    var writer = Writer()
    writer.list(checklists) { writer, checklist in
      writer.text(checklist.id)
      writer.text(checklist.title)
      writer.number(checklist.revision)
      writer.text(checklist.scoring.rawValue)
      writer.number(checklist.phase ?? 0)
      writer.text(checklist.digest)
      writer.list(checklist.items) { $0.item($1) }
    }
    writer.list(profiles) { $0.profile($1) }
    return writer.output
  }

  /// Reads what `compiled` wrote; anything else is a mistake in the build of the program.
  package init(compiled: String) {
    var compiled = compiled
    let (checklists, profiles) = compiled.withUTF8 { bytes in
      var reader = Reader(bytes: bytes)
      let checklists = reader.list { reader in
        let id = reader.text()
        let title = reader.text()
        let revision = reader.number()
        let scoring: Checklist.Scoring = reader.word()
        let phase = reader.number()
        let digest = reader.text()
        return Checklist(
          id: id, title: title, revision: revision, scoring: scoring, phase: phase == 0 ? nil : phase,
          items: reader.list { $0.item(checklist: id) },
          digest: digest)
      }
      return (checklists, reader.list { $0.profile() })
    }
    self.init(checklists: checklists, profiles: profiles)
  }

  private struct Writer {
    var output = ""

    mutating func text(_ text: String) { output += "\(text.utf8.count):\(text)\n" }
    mutating func number(_ number: Int) { text(String(number)) }
    mutating func list<Element>(_ list: [Element], _ write: (inout Writer, Element) -> Void) {
      number(list.count)
      for element in list { write(&self, element) }
    }
    mutating func texts(_ list: [String]) { self.list(list) { $0.text($1) } }

    mutating func item(_ item: ChecklistItem) {
      for value in [
        item.id, item.title, item.kind.rawValue, item.priority.rawValue, item.asks, item.why, item.solid, item.partial,
        item.missing, item.look, item.remediation.text, item.remediation.example, item.remediation.language,
        item.remediation.effort.rawValue, item.criterionDigest,
      ] { text(value) }
      number(item.revision)
      number(item.weight)
      number(item.reviewDays)
      number(item.allowsNotApplicable ? 1 : 0)
      texts(item.applies.map(\.rawValue))
      texts(item.criteria)
      texts(item.siblings)
      texts(item.feeds)
      suggestion(item.suggestion)
    }

    mutating func profile(_ profile: Profile) {
      texts([profile.id, profile.title, profile.says])
      let raises = profile.raises.sorted { $0.key < $1.key }
      texts(raises.flatMap { [$0.key, $0.value.rawValue] })
      texts(profile.weights.sorted { $0.key < $1.key }.flatMap { [$0.key, String($0.value)] })
    }

    mutating func suggestion(_ rule: SuggestionRule) {
      switch rule {
      case .worst: texts(["worst"])
      case .best: texts(["best"])
      case .count: texts(["count"])
      case .named(let name, _): texts(["named", name])
      case .threshold(let threshold):
        let base =
          switch threshold.base {
          case nil: [String]()
          case .of(let measure)?: ["of", measure]
          case .perThousand(let measure)?: ["perThousand", measure]
          }
        texts(
          ["threshold", threshold.measure, String(threshold.solid), String(threshold.partial), threshold.says] + base)
      case .criteria: texts(["criteria"])
      case .none: texts(["none"])
      }
      texts(rule.probes.map(\.text))
    }
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var place = 0

    mutating func text() -> String {
      var length = 0
      while bytes[place] != UInt8(ascii: ":") {
        length = length * 10 + Int(bytes[place] - UInt8(ascii: "0"))
        place += 1
      }
      let start = place + 1
      place = start + length + 1
      precondition(bytes[place - 1] == UInt8(ascii: "\n"), "the embedded checklists were not written by this build")
      return String(decoding: bytes[start..<start + length], as: UTF8.self)
    }

    mutating func number() -> Int { known(Int(text())) }
    mutating func word<Word: RawRepresentable>() -> Word where Word.RawValue == String { known(Word(rawValue: text())) }
    mutating func texts() -> [String] { list { $0.text() } }
    mutating func list<Element>(_ read: (inout Reader) -> Element) -> [Element] {
      let count = number()
      var list: [Element] = []
      list.reserveCapacity(count)
      for _ in 0..<count { list.append(read(&self)) }
      return list
    }

    private func known<Value>(_ value: Value?) -> Value {
      guard let value else { preconditionFailure("the embedded checklists were not written by this build") }
      return value
    }

    mutating func item(checklist: String) -> ChecklistItem {
      let id = text()
      let title = text()
      let kind: ChecklistItem.Kind = word()
      let priority: ChecklistItem.Priority = word()
      let (asks, why, solid, partial, missing, look) = (text(), text(), text(), text(), text(), text())
      let remediation = ChecklistItem.Remediation(text: text(), example: text(), language: text(), effort: word())
      let criterionDigest = text()
      let (revision, weight, reviewDays, allowsNotApplicable) = (number(), number(), number(), number() == 1)
      let applies: [ProjectKind] = list { $0.word() }
      let (criteria, siblings, feeds) = (texts(), texts(), texts())
      return ChecklistItem(
        id: id, revision: revision, checklist: checklist, title: title, kind: kind, priority: priority, weight: weight,
        asks: asks, why: why, solid: solid, partial: partial, missing: missing, look: look, remediation: remediation,
        applies: applies, allowsNotApplicable: allowsNotApplicable, reviewDays: reviewDays, suggestion: suggestion(),
        criteria: criteria, siblings: siblings, feeds: feeds, criterionDigest: criterionDigest)
    }

    mutating func profile() -> Profile {
      let names = texts()
      let raises = pairs().map { ($0, known(ChecklistItem.Priority(rawValue: $1))) }
      let weights = pairs().map { ($0, known(Int($1))) }
      return Profile(
        id: names[0], title: names[1], says: names[2], raises: Dictionary(raises) { first, _ in first },
        weights: Dictionary(weights) { first, _ in first })
    }

    private mutating func pairs() -> [(String, String)] {
      let texts = texts()
      return stride(from: 0, to: texts.count, by: 2).map { (texts[$0], texts[$0 + 1]) }
    }

    mutating func suggestion() -> SuggestionRule {
      let rule = texts()
      let probes = texts().map { ProbeID($0) }
      switch rule.first {
      case "worst": return .worst(probes)
      case "best": return .best(probes)
      case "count": return .count(probes)
      case "named": return .named(rule[1], probes)
      case "threshold":
        let base: Threshold.Base? =
          rule.count < 7 ? nil : rule[5] == "of" ? .of(rule[6]) : .perThousand(rule[6])
        return .threshold(
          Threshold(
            probes[0], measure: rule[1], base: base, solid: known(Double(rule[2])), partial: known(Double(rule[3])),
            says: rule[4]))
      case "criteria": return .criteria
      case "none": return SuggestionRule.none
      default: preconditionFailure("the embedded checklists were not written by this build")
      }
    }
  }
}
