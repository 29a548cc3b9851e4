/// The commands themselves, in the order help tells them.
extension PlainCommand {
  static let answering: [PlainCommand] = [
    PlainCommand(.solid, ["solid"], usage: "[REASON]", at: .item, changes: true) { $0.rate(.solid, $1) },
    PlainCommand(.partial, ["partial"], usage: "[REASON]", at: .item, changes: true) { $0.rate(.partial, $1) },
    PlainCommand(.missing, ["missing"], usage: "[REASON]", at: .item, changes: true) { $0.rate(.missing, $1) },
    PlainCommand(.notApplicable, ["n/a", "na"], usage: "[REASON]", at: .item, changes: true) {
      $0.rate(.notApplicable, $1)
    },
    PlainCommand(.accept, ["accept"], at: .item, changes: true),
    PlainCommand(.dispute, ["dispute"], usage: "[RATING REASON]", at: .item, changes: true) {
      $0.ask(.dispute, put: $1)
    },
    PlainCommand(.siblings, ["same"], at: .item, changes: true),
    PlainCommand(.withdraw, ["withdraw"], at: .item, changes: true),
    PlainCommand(.percent, ["override"], usage: "[NUMBER [REASON]]", at: .item, changes: true) {
      $0.overrideDimension($1)
    },
    PlainCommand(.note, ["note"], usage: "[TEXT]", at: .item, changes: true) { $0.ask(.note, put: $1) },
    PlainCommand(.noteInEditor, ["edit-note"], at: .item, changes: true),
    PlainCommand(.reason, ["reason"], usage: "[TEXT]", at: .item, changes: true) { $0.ask(.reason, put: $1) },
    PlainCommand(.acceptAll, ["accept-all"], at: .listing, changes: true),
  ]

  static let reading: [PlainCommand] = [
    PlainCommand(
      ["more"], letter: "m",
      "Tell why the item matters, where to look, how to mend it, what was searched and its history.",
      at: .item
    ) { session, _ in
      session.tellMore()
      return []
    },
    PlainCommand(
      ["finding", "findings"], letter: "f", usage: "[NUMBER]",
      "Tell all findings, or the source around the one of that number.",
      at: .item
    ) { $0.tellFinding($1) },
    PlainCommand(.openEditor, ["editor"], usage: "[NUMBER]", at: .item) { $0.openFinding($1) },
    PlainCommand(.openEditor, ["editor"], usage: "NUMBER", at: .listing) { $0.openListed($1) },
    PlainCommand(.silence, ["silence"], usage: "NUMBER [REASON]", at: .listing, changes: true) { $0.silenceListed($1) },
    PlainCommand(.findings, ["all-findings", "browse"], usage: "[TEXT]") { session, argument in
      session.browse(argument)
      return []
    },
    PlainCommand(.history, ["history"]) { session, _ in session.goToHistory() },
    PlainCommand(["projects"], "Tell all projects with their latest scores.") { session, _ in session.goToProjects() },
    PlainCommand(
      ["filter"], letter: "f", usage: "[WHICH]",
      "Tell only some items of a checklist: all, open, p0, unconfirmed, disputed, stale, "
        + "changed.", at: .listing
    ) { $0.filter($1) },
    PlainCommand(["show", "again"], "Tell this item or list again.") { session, _ in
      session.tellPlace()
      return []
    },
    PlainCommand(.working, ["working"]) { session, _ in
      session.tellWorking()
      return []
    },
    PlainCommand(.libraries, ["libraries"]) { session, _ in
      session.tellLibraries()
      return []
    },
    PlainCommand(["log"], "Tell the messages of this session.") { session, _ in
      session.tellLog()
      return []
    },
  ]

  static let moving: [PlainCommand] = [
    PlainCommand(
      ["next", "]"], letter: "n",
      "Go to the next open item, as Enter alone does: through the list one came from, else by worth."
    ) { session, _ in session.goToNext() },
    PlainCommand(.nextItem, ["following"], at: .item) { session, _ in session.goToNeighbour(by: 1) },
    PlainCommand(.previousItem, ["previous"], at: .item) { session, _ in session.goToNeighbour(by: -1) },
    PlainCommand(["back", "up"], letter: "b", "Go back to the list, and from a list to the overview.") { session, _ in
      session.goBack()
      return []
    },
    PlainCommand(["overview", "home"], "Tell verdict, scores and checklists.") { session, _ in
      session.goToOverview()
      return []
    },
    PlainCommand(
      ["list"], letter: "l", usage: "[NAME]",
      "Tell the items of a checklist: the one of that name or number, or this item's."
    ) { session, argument in
      session.openList(named: argument)
      return []
    },
    PlainCommand(
      ["open"], usage: "[NUMBER]", "Tell all items that want an answer or a confirmation, best first."
    ) { session, argument in
      if let number = Int(argument) { return session.choose(number) }
      session.goToOpen()
      return []
    },
    PlainCommand(["find", "goto"], letter: "/", usage: "TEXT", "Go to the item with that text in its id or title.") {
      session, argument in
      session.find(argument)
      return []
    },
  ]

  static let reviewing: [PlainCommand] = [
    PlainCommand(.undo, ["undo"], changes: true),
    PlainCommand(.redo, ["redo"], changes: true),
    PlainCommand(["kind"], usage: "KIND", "Say what the module is for: service, cli or library.", changes: true) {
      session, argument in
      session.front.changeKind([argument])
    },
    PlainCommand(
      ["profile"], usage: "NAME", "Measure by a profile: gates it raises, other weights of quality.", changes: true
    ) { session, argument in session.front.changeProfile([argument]) },
    PlainCommand(.probe, ["probe"]) { session, _ in
      session.probedFrom = session.front.evaluation
      return Action.run(.probe, &session.front)
    },
    PlainCommand(.freeze, ["finish"], changes: true),
    PlainCommand(
      ["export"], usage: "[FORMAT [FILE]]", "Write a report of the review to a file: markdown, json, html, badge."
    ) {
      $0.front.export($1.split(separator: " ").map(String.init))
    },
    PlainCommand(["help"], letter: "?", "Tell what can be typed here.") { session, _ in
      session.tellHelp()
      return []
    },
    PlainCommand(["quit", "exit", "q"], letter: "q", "Leave; everything is saved.") { session, _ in
      session.front.leave()
    },
  ]
}
