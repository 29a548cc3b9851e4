/// The keys of one mapping, read by name and type. Whatever is wrong is reported, and the reading goes on.
struct Fields {
  let mark: MarkedValue.Position
  /// What the mapping is called in messages: `the checklist`, `item "health.testing"`.
  let owner: String
  private let entries: [String: MarkedValue.Entry]
  private let log: ProblemLog

  /// A longer text is refused: it would not be read by anybody, and would not fit a screen.
  static let textLengthMax = 2_000

  /// Nil, with a problem, when the value is no mapping. Keys that are not in `known` are problems.
  init?(_ value: MarkedValue, owner: String, known: [String], log: ProblemLog, namesKnown: Bool = false) {
    guard case .mapping(let entries) = value.content else {
      log.report(value.mark, "\(owner) must be a mapping of keys to values, this is \(value.kind)")
      return nil
    }
    for entry in entries where !known.contains(entry.key) {
      let hint = NearestName.hint(for: entry.key, among: known)
      let list = namesKnown ? "; known are \(known.joined(separator: ", "))" : ""
      // Inside braces a comma ends a text, and what follows it is read as a key.
      let isRest = entry.key.contains(" ") && entry.value.isEmptyText
      let advice = isRest ? " Inside { } put a text with a comma in quotes." : ""
      log.report(entry.keyMark, "\(owner) has the unknown key \"\(entry.key.prefix(60))\"\(list).\(hint)\(advice)")
    }
    self.owner = owner
    self.log = log
    self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    mark = value.mark
  }

  private init(_ other: Fields, _ log: ProblemLog) {
    mark = other.mark
    owner = other.owner
    entries = other.entries
    self.log = log
  }

  /// The same keys, for a reader that leaves it to others to tell of unknown ones.
  func reporting(to log: ProblemLog) -> Fields { Fields(self, log) }

  func has(_ key: String) -> Bool { entries[key] != nil }
  func value(_ key: String) -> MarkedValue? { entries[key]?.value }
  func keyMark(_ key: String) -> MarkedValue.Position { entries[key]?.keyMark ?? mark }

  func requiredValue(_ key: String) -> MarkedValue? {
    if let value = entries[key]?.value { return value }
    log.report(mark, "\(owner) lacks the key \"\(key)\"")
    return nil
  }

  func report(_ key: String, _ message: String) { log.report(entries[key]?.value.mark ?? mark, message) }
}

/// Single values by type.
extension Fields {
  /// Text that is there and says something; nil with a problem otherwise.
  func text(_ key: String) -> String? {
    requiredValue(key).flatMap { text(in: $0, called: "\"\(key)\" of \(owner)") }
  }

  func optionalText(_ key: String) -> String? { has(key) ? text(key) : nil }

  func text(in value: MarkedValue, called name: String) -> String? {
    guard case .text(let text, let isPlain) = value.content else {
      log.report(value.mark, "\(name) must be text, this is \(value.kind)")
      return nil
    }
    if isPlain, let other = Fields.kindOfPlain(text) {
      log.report(value.mark, "\(name) must be text, but YAML reads `\(text)` as \(other); put it in quotes")
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      log.report(value.mark, "\(name) is empty")
      return nil
    }
    guard text.count <= Fields.textLengthMax else {
      log.report(value.mark, "\(name) has \(text.count) characters; at most \(Fields.textLengthMax) are allowed")
      return nil
    }
    guard text.printable == text else {
      log.report(value.mark, "\(name) contains a control character: \(text.printable.prefix(60))")
      return nil
    }
    return text
  }

  /// A whole number from `range`, or the default when the key is absent.
  func number(_ key: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
    has(key) ? number(key, in: range) ?? fallback : fallback
  }

  func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = requiredValue(key) else { return nil }
    let bounds = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .text(let text, isPlain: true) = value.content, let number = Int(text), range.contains(number) else {
      log.report(value.mark, "\"\(key)\" of \(owner) must be \(bounds)")
      return nil
    }
    return number
  }

  /// Any number, as a threshold needs it.
  func decimal(_ key: String) -> Double? {
    guard let value = requiredValue(key) else { return nil }
    guard case .text(let text, isPlain: true) = value.content, let number = Double(text), number.isFinite else {
      log.report(value.mark, "\"\(key)\" of \(owner) must be a number")
      return nil
    }
    return number
  }

  func flag(_ key: String, default fallback: Bool) -> Bool {
    guard let value = value(key) else { return fallback }
    if case .text("true", isPlain: true) = value.content { return true }
    if case .text("false", isPlain: true) = value.content { return false }
    log.report(value.mark, "\"\(key)\" of \(owner) must be true or false")
    return fallback
  }

  /// One of a few words; nil with a problem that lists them.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, as type: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let value = requiredValue(key) else { return nil }
    return word(in: value, called: "\"\(key)\" of \(owner)", as: type)
  }

  func word<Word: RawRepresentable & CaseIterable>(
    in value: MarkedValue, called name: String, as type: Word.Type
  ) -> Word? where Word.RawValue == String {
    guard case .text(let text, _) = value.content else {
      log.report(value.mark, "\(name) must be text, this is \(value.kind)")
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    let all = Word.allCases.map(\.rawValue)
    let hint = NearestName.hint(for: text, among: all)
    log.report(value.mark, "\(name) is \"\(text)\"; it must be one of \(all.joined(separator: ", ")).\(hint)")
    return nil
  }

  /// What YAML makes of an unquoted word, where it is not text.
  private static func kindOfPlain(_ text: String) -> String? {
    switch text.lowercased() {
    case "": nil
    case "~", "null": "nothing"
    case "true", "false", "yes", "no", "on", "off": "a truth value"
    default: Double(text) == nil ? nil : "a number"
    }
  }
}

/// Lists.
extension Fields {
  /// The values of a list that is there and not empty.
  func list(_ key: String) -> [MarkedValue]? {
    guard let value = requiredValue(key) else { return nil }
    guard case .list(let values) = value.content else {
      log.report(value.mark, "\"\(key)\" of \(owner) must be a list, this is \(value.kind)")
      return nil
    }
    guard !values.isEmpty else {
      log.report(value.mark, "\"\(key)\" of \(owner) is an empty list")
      return nil
    }
    return values
  }

  /// The texts of a list, each with its place; a text that appears twice is a problem.
  func names(_ key: String) -> [(name: String, mark: MarkedValue.Position)]? {
    guard let values = list(key) else { return nil }
    var seen: Set<String> = []
    var names: [(String, MarkedValue.Position)] = []
    for value in values {
      guard let name = text(in: value, called: "an entry of \"\(key)\" of \(owner)") else { continue }
      if seen.insert(name).inserted {
        names.append((name, value.mark))
      } else {
        log.report(value.mark, "\"\(key)\" of \(owner) names \"\(name)\" twice")
      }
    }
    return names
  }
}

extension MarkedValue {
  fileprivate var isEmptyText: Bool { if case .text("", isPlain: true) = content { true } else { false } }
}
