import Canvas
import Checklists
import Evidence
import Reviews

/// A command of the `:` line. One table feeds running, completion and the help screen.
struct Command: Sendable, Equatable {
  let name: String
  /// Shown after the name: `FORMAT FILE`.
  let usage: String
  let help: String
  /// Ways to complete argument number `index`.
  let completions: @Sendable (_ front: Front, _ index: Int) -> [String]
  let run: @Sendable (inout Front, [String]) -> [Effect]

  init(
    _ name: String, _ usage: String = "", _ help: String,
    completions: @escaping @Sendable (_ front: Front, _ index: Int) -> [String] = { _, _ in [] },
    run: @escaping @Sendable (inout Front, [String]) -> [Effect]
  ) {
    self.name = name
    self.usage = usage
    self.help = help
    self.completions = completions
    self.run = run
  }

  static let all: [Command] = [
    Command(
      "export", "FORMAT [FILE]", "Write a report of the review to a file.",
      completions: { _, index in index == 0 ? Front.exportFormats.map(\.name) : [] },
      run: { $0.export($1) }),
    Command(
      "goto", "ITEM", "Open an item by its id or a part of it.",
      completions: { front, index in index == 0 ? front.catalogue.items.map(\.id) : [] },
      run: { $0.goTo($1) }),
    Command(
      "filter", "WHICH",
      "Show only some items of a checklist, or findings by family, confidence, harm, good, silenced.",
      completions: { front, index in
        if front.layer.screen == .findings { return front.findingFilters }
        return index == 0 ? Filter.allCases.map(\.rawValue) : []
      },
      run: { $0.filter($1) }),
    Command(
      "kind", "KIND", "Say what the module is for: service, cli or library.",
      completions: { _, index in index == 0 ? ProjectKind.allCases.map(\.rawValue) : [] },
      run: { $0.changeKind($1) }),
    Command(
      "set", "mouse [on|off]", "Let the mouse choose and scroll, or leave it to the terminal.",
      completions: { _, index in [["mouse"], ["on", "off"]].dropFirst(index).first ?? [] },
      run: { $0.set($1) }),
    Command("next", "", "Go to the next open item.", run: { front, _ in Action.run(.nextOpen, &front) }),
    Command(
      "accept", "", "Accept all suggestions of high confidence.", run: { front, _ in Action.run(.acceptAll, &front) }),
    Command("probe", "", "Run the probes again.", run: { front, _ in Action.run(.probe, &front) }),
    Command("undo", "", "Take the last step back.", run: { front, _ in Action.run(.undo, &front) }),
    Command("redo", "", "Do the step taken back again.", run: { front, _ in Action.run(.redo, &front) }),
    Command(
      "profile", "NAME", "Measure by a profile: gates it raises, other weights of quality.",
      completions: { front, index in index == 0 ? front.catalogue.profiles.map(\.id) : [] },
      run: { $0.changeProfile($1) }),
    Command(
      "findings", "[TEXT]", "Show the findings of all probes, or those that hold a text.",
      run: { $0.showFindings($1) }),
    Command(
      "group", "BY", "Group the findings by probe, file or item.",
      completions: { _, index in index == 0 ? FindingsView.Grouping.allCases.map(\.rawValue) : [] },
      run: { $0.group($1) }),
    Command(
      "about", "PROBE", "Show what a probe looks for, and why.",
      completions: { front, index in index == 0 ? front.knownProbes.map(\.text) : [] },
      run: { $0.explain($1) }),
    Command("silence", "REASON", "Silence the finding for a reason, in the repository's .assay.yml.") {
      $0.silence($1)
    },
    Command("working", "", "Show how each score came about.", run: { front, _ in Action.run(.working, &front) }),
    Command("libraries", "", "Show the libraries the module uses, and what the guide would choose.") { front, _ in
      Action.run(.libraries, &front)
    },
    Command("history", "", "Show the earlier reviews and how the scores went.") { front, _ in
      Action.run(.history, &front)
    },
    Command(
      "diff", "[A] [B]", "Show what changed between two reviews: ids, latest, previous, draft.",
      completions: { front, _ in ["previous", "latest", "draft"] + (front.timeline?.entries.map(\.id) ?? []) },
      run: { $0.compare($1) }),
    Command("projects", "", "Show all projects with their latest scores.") { front, _ in
      front.push(.projects)
      return []
    },
    Command("log", "", "Show the messages of this session.") { front, _ in
      front.push(.log)
      front.layer.cursor = max(0, front.log.count - 1)
      return []
    },
    Command("help", "", "Show the keys and commands.", run: { front, _ in Action.run(.help, &front) }),
    Command("finish", "", "Make the review final; the next one starts from it.") { front, _ in
      Action.run(.freeze, &front)
    },
    Command("write", "", "Save now, and say where; every change is saved anyway.") { front, _ in
      guard let reason = front.session.readOnlyReason else { return [.write(front.review)] }
      front.say("Nothing is to be saved: \(reason)")
      return []
    },
    Command("quit", "", "Leave; everything is saved.", run: { front, _ in front.leave() }),
  ]

  static func == (a: Command, b: Command) -> Bool { a.name == b.name }

  /// What hands used to vi type to leave; everything is saved already.
  static let leaving: Set<String> = ["q!", "qa", "qa!", "wq", "wq!", "wqa", "x", "x!", "xa"]

  /// By name or by a beginning that fits one command only; `q` and `w` as everywhere.
  static func named(_ name: String) -> Command? {
    if let exact = all.first(where: { $0.name == name }) { return exact }
    if name == "q" { return all.first { $0.name == "quit" } }
    if name == "w" { return all.first { $0.name == "write" } }
    let fitting = all.filter { $0.name.hasPrefix(name) }
    return fitting.count == 1 ? fitting.first : nil
  }
}

extension Front {
  /// Formats of `:export` and the endings of their files.
  package static let exportFormats: [(name: String, ending: String)] = [
    ("markdown", "md"), ("json", "json"), ("html", "html"), ("badge", "svg"),
  ]

  /// Runs a line typed behind `:`.
  mutating func run(_ line: String) -> [Effect] {
    var words = line.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return [] }
    let name = words.removeFirst()
    guard let command = Command.named(name) else {
      say("There is no command \"\(name)\", and nothing is called so; ? lists all.", .bad)
      return []
    }
    return command.run(&self, words)
  }

  /// Tab behind `:`: as much as is certain, and the ways to go on.
  mutating func complete() {
    guard var prompt, prompt.purpose == .command else { return }
    let text = prompt.editor.text
    guard !text.isEmpty else { return say("Type a beginning, and Tab completes it; Down chooses from the list.") }
    var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let typed = words.popLast() ?? ""
    let filled = words.filter { !$0.isEmpty }
    let ways =
      if let first = filled.first { Command.named(first)?.completions(self, filled.count - 1) ?? [] } else {
        Command.all.map(\.name)
      }
    let fitting = ways.filter { $0.hasPrefix(typed) }
    let known = fitting.isEmpty ? ways.filter { $0.contains(typed) } : fitting
    guard let shortest = known.first else { return say("Nothing completes \"\(typed)\".") }
    let certain = known.reduce(shortest) { commonPrefix($0, $1) }
    let start = filled.isEmpty ? "" : filled.joined(separator: " ") + " "
    let word = certain.count >= typed.count ? certain : typed
    prompt.editor.replace(with: start + word + (known.count == 1 ? " " : ""))
    prompt.choices = choices(for: prompt.editor.text)
    prompt.chosen = nil
    self.prompt = prompt
  }

  private func commonPrefix(_ a: String, _ b: String) -> String {
    String(zip(a, b).prefix { $0 == $1 }.map(\.0))
  }

  /// A line that exports, ready to be run or changed.
  mutating func askToExport() {
    let format = Front.exportFormats[0]
    let line = "export \(format.name) \(session.exportName).\(format.ending)"
    prompt = Prompt(purpose: .command, label: ":", editor: LineEditor(line), choices: choices(for: line))
    say("Enter writes the report to this file; a path may stand there.")
  }

  mutating func export(_ words: [String]) -> [Effect] {
    let name = words.first ?? "markdown"
    guard let format = Front.exportFormats.first(where: { $0.name == name }) else {
      let known = Front.exportFormats.map(\.name).joined(separator: ", ")
      say("There is no format \"\(name)\"; there are \(known).", .bad)
      return []
    }
    let path = words.dropFirst().joined(separator: " ")
    return [.export(format: format.name, path: path.isEmpty ? "\(session.exportName).\(format.ending)" : path)]
  }

  fileprivate mutating func goTo(_ words: [String]) -> [Effect] {
    let text = words.joined(separator: " ").lowercased()
    guard !text.isEmpty else {
      say("Which item? Tab shows the ids.", .bad)
      return []
    }
    if let found = items(matching: text).first { go(to: found.id) } else { say("No item is called \"\(text)\".", .bad) }
    return []
  }

  /// The item of that id alone, else all whose id or title holds the text, ids first.
  func items(matching text: String) -> [ChecklistItem] {
    let text = text.lowercased()
    if let exact = catalogue.item(text) { return [exact] }
    let byID = catalogue.items.filter { $0.id.contains(text) }
    return byID + catalogue.items.filter { !byID.contains($0) && $0.title.lowercased().contains(text) }
  }

  fileprivate mutating func filter(_ words: [String]) -> [Effect] {
    if case .findings = layer.screen {
      filterFindings(words)
      return []
    }
    guard let filter = Filter(rawValue: words.first?.lowercased() ?? "") else {
      say("Filters are \(Filter.allCases.map(\.rawValue).joined(separator: ", ")).", .bad)
      return []
    }
    guard [.list, .rules].contains(layer.screen.place) else {
      say("A filter works in a checklist; Enter opens one.")
      return []
    }
    filterItems(filter)
    return []
  }

  mutating func changeKind(_ words: [String]) -> [Effect] {
    guard let kind = ProjectKind(rawValue: words.first?.lowercased() ?? "") else {
      say("A module is one of \(ProjectKind.allCases.map(\.rawValue).joined(separator: ", ")).", .bad)
      return []
    }
    if let reason = session.readOnlyReason {
      say("Nothing can be changed: \(reason)")
      return []
    }
    guard kind != review.kind else {
      say("The module counts as a \(kind.rawValue) already.")
      return []
    }
    let changed = make("kind \(kind.rawValue)") { review, _, _ in
      var changed = review
      changed.kind = kind
      return changed
    }
    let settled = session.settledKind.flatMap { $0 == kind ? nil : $0 }
    let limit = settled.map { " .assay.yml says \($0.rawValue), which counts again next time." } ?? ""
    say("The module counts as a \(kind.rawValue) now; u takes it back.\(limit)", .good)
    message?.isHeld = true
    return changed ?? []
  }
}
