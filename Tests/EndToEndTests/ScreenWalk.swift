import Foundation
import Testing

/// Every screen and every prompt of the interface: how one gets there from the overview, what is seen there, and back.
struct ScreenWalk: Sendable, CustomTestStringConvertible {
  let name: String
  let keys: String
  /// Something that only this place shows, at 80x24 and above.
  let shows: String
  let back: String

  var testDescription: String { name }

  static let item = ":goto <Space> security.sql <Enter>"

  /// In an order in which each finds what it needs: a difference wants the reviews that the history has brought.
  static let places: [ScreenWalk] = [
    ScreenWalk(name: "overview", keys: "", shows: "Coverage", back: ""),
    ScreenWalk(name: "checklist", keys: "g <Enter>", shows: "Project structure", back: "h"),
    ScreenWalk(name: "rules", keys: "g j j j j <Enter>", shows: "Architecture rules", back: "h g"),
    ScreenWalk(name: "item", keys: item, shows: "Is every value", back: "h"),
    ScreenWalk(name: "source", keys: item + " <Tab> <Enter>", shows: "order.go:56", back: "h h"),
    ScreenWalk(name: "findings", keys: "F", shows: "findings in", back: "<Esc>"),
    ScreenWalk(name: "probe", keys: "F g <Enter>", shows: "context-missing, version", back: "h h"),
    ScreenWalk(name: "finding", keys: "F g j <Enter>", shows: "^ Post waits", back: "h h"),
    ScreenWalk(name: "history", keys: "H", shows: "this draft", back: "h"),
    ScreenWalk(name: "difference", keys: "H g <Enter>", shows: "From    20", back: "h h"),
    ScreenWalk(name: "projects", keys: ":projects <Enter>", shows: "Enter opens the history", back: "h"),
    ScreenWalk(name: "final", keys: "Z ye", shows: "make it final: ye", back: "<C-g>"),
    ScreenWalk(name: "working", keys: "w", shows: "Working", back: "h"),
    ScreenWalk(name: "messages", keys: ":log <Enter>", shows: "Messages", back: "h"),
    ScreenWalk(name: "help", keys: "?", shows: "Keys of the", back: "h"),
    ScreenWalk(name: "command", keys: ":expo", shows: ":expo", back: "<C-g>"),
    ScreenWalk(name: "search", keys: "/Sec", shows: "/Sec", back: "<C-g>"),
    ScreenWalk(name: "note", keys: item + " e half", shows: "Note: half", back: "<C-g> h"),
    ScreenWalk(name: "reason", keys: item + " x half", shows: "Why n/a? half", back: "<C-g> h"),
    ScreenWalk(name: "dispute", keys: item + " d 1half", shows: "Yours and why? 1half", back: "<C-g> h"),
    ScreenWalk(name: "percent", keys: "g j j j <Enter> = 85", shows: "0 to 100: 85", back: "<C-g> h g"),
    ScreenWalk(name: "silence", keys: "F g j s half", shows: "Why is this fine? half", back: "<C-g> h"),
    ScreenWalk(name: "comment", keys: "F g j S half", shows: "for the comment? half", back: "<C-g> h"),
    ScreenWalk(name: "narrow", keys: "F & becomes", shows: "&becomes", back: "<C-g> h"),
  ]

  /// Goes there; whether it was reached.
  func enter(_ terminal: PseudoTerminal) -> Bool {
    terminal.press(keys)
    return terminal.waitFor(shows)
  }

  /// Goes back to the overview.
  func leave(_ terminal: PseudoTerminal) -> Bool {
    terminal.press(back)
    return terminal.wait { screen in
      let title = screen.rows[0]
      return title.hasPrefix(" Assay") && !title.contains("›") && !title.contains(" > ")
        && screen.text.contains("Coverage")
        && (keys.isEmpty || !screen.text.contains(shows))
    }
  }
}

extension Program {
  /// What a shell in a terminal has set, and a store of its own.
  static func settings(_ store: TemporaryFolder, _ more: [String: String] = [:]) -> [String: String] {
    let plain = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color",
      "ASSAY_STORE": store.path, "ASSAY_AUTHOR": "ann", "TMPDIR": store.path,
    ]
    return plain.merging(more) { $1 }
  }

  /// What a shell has set, and a store with a final review of the example, so that history and difference have a past.
  static func settingsWithPast(_ store: TemporaryFolder, _ more: [String: String] = [:]) throws -> [String: String] {
    let settings = settings(store, more)
    let script = "clock 2025-06-01T10:00:00Z\npress <Enter> 2 Z\ntype yes\npress <Enter>\nsee Final: \n"
    try store.write(script, to: "past.txt")
    let made = try run("review", "--script", store.path + "/past.txt", example, environment: settings)
    #expect(made.code == 0, "\(made.errors)")
    return settings
  }

  /// The review in a pseudo-terminal, once the probes are done.
  static func review<Result>(
    _ repository: String = Program.example, options: [String] = [], columns: Int = 80, rows: Int = 24,
    through wrapper: [String] = [], environment: [String: String], errorsTo errors: String? = nil,
    _ body: (PseudoTerminal) throws -> Result
  ) throws -> Result {
    try PseudoTerminal.with(
      wrapper + [path, "review"] + options + [repository], columns: columns, rows: rows, environment: environment,
      errorsTo: errors
    ) { terminal in
      #expect(terminal.waitFor("The probes are done"), "\(terminal.screen.text)")
      return try body(terminal)
    }
  }

  /// Starts what follows without core files: what ends by a signal must leave none.
  static let withoutCore = ["/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"]

  /// The rating and the note of an item as the report tells them.
  static func recorded(_ item: String, in store: TemporaryFolder, of repository: String = Program.example) throws -> (
    rating: Int?, note: String?
  ) {
    let report = try Program.run("report", "--format", "json", repository, environment: ["ASSAY_STORE": store.path])
    let object = try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any]
    let items = object?["items"] as? [[String: Any]] ?? []
    let found = items.first { $0["item"] as? String == item }
    let rating = found?["from"] as? String == "human" ? found?["rating"] as? Int : nil
    return (rating, (found?["answer"] as? [String: Any])?["note"] as? String)
  }
}
