import Canvas
import Checklists

/// A way to go on from what is typed behind `:`.
struct Choice: Hashable, Sendable {
  enum Meaning: Hashable, Sendable {
    /// A whole line, run at once.
    case line(String)
    /// The beginning of a line that takes something more.
    case beginning(String)
    /// The request of that index.
    case request(Int)
    case item(String)
    case checklist(String)
  }

  let meaning: Meaning
  let title: String
  /// What it does, faint beside it.
  let detail: String
}

extension Front {
  /// What the palette offers for a line, the best first: commands, requests in everyday words, checklists and items.
  /// Once a command with arguments is typed, ways to go on with it.
  func choices(for line: String) -> [Choice] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let text = line.split(separator: " ").joined(separator: " ")
    if words.count > 1, let command = Command.all.first(where: { $0.name == words[0] }) {
      let spelled = Request.all.indices.filter { Request.all[$0].phrase.lowercased().hasPrefix(text.lowercased()) }
      return spelled.map(choice) + arguments(of: command, typed: Array(words.dropFirst()))
    }
    guard !text.isEmpty else { return Command.all.map(choice) + Request.all.indices.map(choice) }
    let commands = named(text)
    // A command found by letters with gaps is the least likely to be meant.
    let (begun, gapped) = (commands.filter { $0.name.hasPrefix(text) }, commands.filter { !$0.name.hasPrefix(text) })
    let described = described(text).filter { !begun.contains($0) && !gapped.contains($0) }
    return begun.map(choice) + described.map(choice) + requests(text) + places(text) + gapped.map(choice)
  }

  private func choice(_ command: Command) -> Choice {
    Choice(
      meaning: command.usage.isEmpty ? .line(command.name) : .beginning(command.name + " "),
      title: ":" + command.name + (command.usage.isEmpty ? "" : " " + command.usage), detail: command.help)
  }

  private func choice(_ request: Int) -> Choice {
    Choice(
      meaning: .request(request), title: "\"\(Request.all[request].phrase)\"", detail: Request.all[request].answer)
  }

  private func named(_ text: String) -> [Command] {
    let matches = Command.all.compactMap { command in
      FuzzyMatch(text, in: command.name).map { (command, $0) }
    }
    return matches.sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// Commands whose description holds the typed words, for those who know what they want and not its name.
  private func described(_ text: String) -> [Command] {
    let words = text.lowercased().split(separator: " ")
    guard text.count > 2 else { return [] }
    return Command.all.filter { command in
      let help = command.help.lowercased().split { !$0.isLetter }
      return words.allSatisfy { word in help.contains { $0.hasPrefix(word) } }
    }
  }

  private func requests(_ text: String) -> [Choice] {
    let matches = Request.all.indices.compactMap { index in
      Request.all[index].match(text).map { (index, $0) }
    }
    return matches.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { choice($0.0) }
  }

  private func places(_ text: String) -> [Choice] {
    let lists = catalogue.checklists.compactMap { list in
      FuzzyMatch(text, in: list.title).map {
        (Choice(meaning: .checklist(list.id), title: list.title, detail: "checklist"), $0)
      }
    }
    let items = catalogue.items.compactMap { item in
      (FuzzyMatch(text, in: item.title) ?? FuzzyMatch(text, in: item.id)).map {
        (Choice(meaning: .item(item.id), title: item.title, detail: item.id), $0)
      }
    }
    return (lists + items).sorted { $0.1 > $1.1 }.map(\.0)
  }

  private func arguments(of command: Command, typed: [String]) -> [Choice] {
    let filled = typed.dropLast().filter { !$0.isEmpty }
    let ways = command.completions(self, filled.count)
    let text = typed.last ?? ""
    let start = ([command.name] + filled).joined(separator: " ")
    let matches = ways.enumerated().compactMap { index, way in
      FuzzyMatch(text, in: way).map { (way, $0, index) }
    }
    // Nothing typed yet: the order of the table.
    let sorted = text.isEmpty ? matches : matches.sorted { ($1.1, $0.2) < ($0.1, $1.2) }
    return sorted.map { way, _, _ in
      Choice(meaning: .line("\(start) \(way)"), title: way, detail: catalogue.item(way)?.title ?? "")
    }
  }

  /// Moves the mark among the choices of the palette, around the ends through the typed line itself.
  mutating func choose(by amount: Int) {
    guard var prompt, !prompt.choices.isEmpty else { return }
    let places = prompt.choices.count + 1
    let target = ((prompt.chosen ?? -1) + 1 + amount + places) % places
    prompt.chosen = target == 0 ? nil : target - 1
    self.prompt = prompt
  }

  /// Does what a choice stands for.
  mutating func take(_ choice: Choice) -> [Effect] {
    prompt = nil
    switch choice.meaning {
    case .line(let line): return run(line)
    case .beginning(let line):
      prompt = Prompt(purpose: .command, label: ":", editor: LineEditor(line), choices: choices(for: line))
      say("\(choice.title): \(choice.detail)")
    case .request(let index): answer(Request.all[index])
    case .item(let item): go(to: item)
    case .checklist(let id): if layer.screen != .list(id) { push(.list(id)) }
    }
    return []
  }
}
