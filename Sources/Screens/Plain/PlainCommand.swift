import Canvas
import Checklists

/// Something a line can begin with. One table of these feeds running and help.
struct PlainCommand: Sendable {
  /// Where a command can be given.
  enum Place: Hashable, Sendable, CaseIterable { case listing, item, anywhere }

  /// The word, and others that mean the same; lower case.
  let words: [String]
  /// For those who type much: that of the full screen where it has such a key. Its case counts.
  let letter: Character?
  /// Shown after the word: `ITEM`.
  let usage: String
  let help: String
  let place: Place
  /// Whether it changes the review.
  let changes: Bool
  let run: @Sendable (inout PlainSession, _ argument: String) -> [Effect]

  init(
    _ words: [String], letter: Character? = nil, usage: String = "", _ help: String, at place: Place = .anywhere,
    changes: Bool = false, run: @escaping @Sendable (inout PlainSession, _ argument: String) -> [Effect]
  ) {
    self.words = words
    self.letter = letter
    self.usage = usage
    self.help = help
    self.place = place
    self.changes = changes
    self.run = run
  }

  /// A command that does what a key of the full screen does, under the key's letter and with its help.
  init(
    _ name: Action.Name, _ words: [String], usage: String = "", at place: Place = .anywhere, changes: Bool = false,
    run: (@Sendable (inout PlainSession, _ argument: String) -> [Effect])? = nil
  ) {
    let action = Action.named(name)
    let letters = action?.keys.compactMap { key in if case .character(let letter) = key { letter } else { nil } }
    self.init(
      words, letter: letters?.first, usage: usage, action?.help ?? "", at: place, changes: changes,
      run: run ?? { session, _ in Action.run(name, &session.front) })
  }

  static let all: [PlainCommand] = answering + reading + moving + reviewing

  /// The command a line begins with, and the rest of the line; of two commands of one letter the one that fits here.
  static func parse(_ line: String, isAtItem: Bool) -> (command: PlainCommand, argument: String)? {
    let line = line.hasPrefix(":") ? String(line.dropFirst()) : line
    let parts = line.split(separator: " ", maxSplits: 1)
    guard let first = parts.first, let initial = first.first else { return nil }
    let argument = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    let known = all.filter { $0.fits(isAtItem: isAtItem) } + all.filter { !$0.fits(isAtItem: isAtItem) }
    if first.count == 1, let command = known.first(where: { $0.letter == initial }) { return (command, argument) }
    // A search needs no blank behind its stroke, and neither does a number behind its equals sign.
    if "/=".contains(initial), let command = known.first(where: { $0.letter == initial }) {
      return (command, String(line.dropFirst()))
    }
    let word = first.lowercased()
    // Names of two words may be typed as two.
    let second = argument.prefix { $0 != " " }.lowercased()
    if let command = known.first(where: { $0.words.contains("\(word)-\(second)") }) {
      return (command, String(argument.dropFirst(second.count).drop { $0 == " " }))
    }
    // Whole words only: a sentence typed at the wrong prompt must not become a command by its beginning.
    return known.first { $0.words.contains(word) }.map { ($0, argument) }
  }

  private func fits(isAtItem: Bool) -> Bool {
    switch place {
    case .anywhere: true
    case .item: isAtItem
    case .listing: !isAtItem
    }
  }

  /// As help names it: `u or undo`, `note TEXT or e TEXT`.
  var name: String {
    let names = (letter.map { [String($0)] } ?? []) + words.prefix(1)
    return names.joined(separator: " or ") + (usage.isEmpty ? "" : " \(usage)")
  }
}

extension PlainSession {
  /// Runs a line that answers no question.
  mutating func run(_ line: String) -> [Effect] {
    if line.isEmpty { return goToNext() }
    if let number = Int(line), !isAtItem || isAtDimension || !(0...2).contains(number) {
      if isAtItem, !isAtDimension {
        front.say("An item takes 2, 1, 0 or x; the number of a finding goes behind f: f \(number).", .bad)
      } else {
        return choose(number)
      }
      return []
    }
    guard let (command, argument) = PlainCommand.parse(line, isAtItem: isAtItem) else {
      let words = PlainCommand.all.flatMap(\.words)
      let word = line.split(separator: " ").first.map(String.init) ?? line
      // Of one or two letters nothing can be guessed.
      let hint = word.count > 2 ? NearestName.hint(for: word.lowercased(), among: words) : ""
      front.say("\"\(word)\" is no command.\(hint) ? tells what can be typed here.", .bad)
      return []
    }
    if command.changes, let reason = front.session.readOnlyReason {
      hasRefusedChange = true
      front.say("Nothing can be changed: \(reason)")
      return []
    }
    if command.usage.isEmpty, !argument.isEmpty {
      front.say("\(command.words[0]) takes nothing behind it, so nothing is done; ? tells what can be typed.", .bad)
      return []
    }
    switch command.place {
    case .item where !isAtItem:
      front.say("\(command.words[0]) works at an item; Enter goes to the next open one.")
      return []
    case .listing where isAtItem:
      front.say("\(command.words[0]) works at a list; back goes there.")
      return []
    case .anywhere, .item, .listing:
      return command.run(&self, argument)
    }
  }

  var isAtItem: Bool { if case .item = front.layer.screen { true } else { false } }
  var isAtDimension: Bool { front.isAtDimension }

  /// What can be typed here, from the table.
  mutating func tellHelp() {
    if isAtItem {
      say("At an item:")
      tellHelp(of: .item)
    } else {
      say("At a list:")
      say("opens what the listing told under that number.", mark: "a number: ", indent: 2)
      tellHelp(of: .listing)
    }
    say("Everywhere:")
    say("goes to the next open item. Where a question is asked, it gives the question up.", mark: "Enter: ", indent: 2)
    tellHelp(of: .anywhere)
    say(isAtItem ? "At a list there is more: back, then ?." : "At an item there is more: open one, then ?.")
  }

  private mutating func tellHelp(of place: PlainCommand.Place) {
    for command in PlainCommand.all where command.place == place {
      say(command.help, mark: command.name + ": ", indent: 2)
    }
  }
}
