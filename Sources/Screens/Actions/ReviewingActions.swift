import Canvas
import Reviews

/// The review as a whole: undo, probing, other screens, commands, leaving.
extension Action {
  static let reviewing: [Action] = [
    Action(
      .undo, [.character("u")], "undo", "Take the last step back, bulk changes as one.", hint: 13,
      unless: { $0.history.done.isEmpty ? "There is nothing to undo." : nil }
    ) { $0.undo() },
    Action(
      .redo, [.control("r")], "redo", "Do the step taken back again.",
      unless: { $0.history.undone.isEmpty ? "There is nothing to do again." : nil }
    ) { $0.redoStep() },
    Action(
      .working, [.character("w")], "working", "Show how each score came about.", hint: 17,
      unless: { $0.layer.screen == .working ? "This is the working; Esc goes back." : nil }
    ) {
      $0.push(.working)
      return []
    },
    Action(
      .libraries, [.character("L")], "libraries",
      "Show the libraries the module uses, by purpose, and what the guide would choose.", hint: 20,
      unless: { $0.layer.screen == .libraries ? "These are the libraries; Esc goes back." : nil }
    ) {
      $0.push(.libraries)
      return []
    },
    Action(
      .probe, [.character("R")], "probe", "Run the probes again.",
      unless: {
        $0.review.state == .final
          ? "Nothing can be changed: \(Front.finalReason)"
          : $0.probing != nil ? "The probes are running; ^C cancels them." : nil
      }
    ) {
      $0.probing = Front.Probing(done: 0, total: 0, label: "")
      return [.probe]
    },
    Action(
      .freeze, [.character("Z")], "finish",
      "Make the review final: says what is still open and asks for one line of confirmation.", hint: 5,
      unless: \.finishObstacle
    ) {
      $0.askToFinish()
      return []
    },
    Action(
      .export, [.character("X")], "export", "Write the report to a file; its format and name can be changed first.",
      hint: 5
    ) {
      $0.askToExport()
      return []
    },
    Action(
      .command, [.character(":")], "command", "Find a command, an item or what you want in your own words.", hint: 16
    ) {
      $0.ask(.command)
      return []
    },
    Action(
      .help, [.character("?"), .function(1)], "help", "Show the keys and commands of this screen.", hint: 0,
      unless: { if case .help = $0.layer.screen { "This is the help; Esc goes back." } else { nil } }
    ) {
      $0.push(.help($0.layer.screen.place))
      return []
    },
    Action(
      .pane, [.character("V")], "list alone",
      "Give a list or an item the whole screen, or show again beside it what the selected line is about.",
      in: [.list, .rules, .item, .findings], unless: { $0.paneObstacle }
    ) {
      $0.isPaneHidden.toggle()
      $0.say($0.isPaneHidden ? "Alone on the screen; V shows again what stands beside it." : "Shown beside it again.")
      return []
    },
    Action(.mouse, [.character("%")], "mouse", "Let the mouse choose and scroll, or leave it to the terminal.") {
      $0.setMouse(!$0.isMouseOn)
    },
    Action(.redraw, [.control("l")], "redraw", "Draw the whole screen again.", in: Set(Place.allCases)) { _ in [.redraw]
    },
    Action(.suspend, [.control("z")], "suspend", "Stop and give the shell back; fg returns.", in: Set(Place.allCases)) {
      _ in
      [.suspend]
    },
    Action(
      .interrupt, [.control("c")], "cancel", "Cancel what runs or is typed; twice leaves.", in: Set(Place.allCases)
    ) {
      $0.interrupt()
    },
    Action(.quitOrUp, [.character("q")], "quit", "Go one level up; at the top leave, everything is saved.", hint: 4) {
      $0.layout.isTiny || !$0.pop() ? $0.leave() : []
    },
    Action(.quit, [.character("Q")], "quit", "Leave from anywhere; everything is saved.") { $0.leave() },
  ]

  /// While a line is typed. All other keys edit it.
  static let typing: [Action] = [
    Action(.finish, [.enter], "keep", "Keep the line.", in: [.prompt], hint: 1) { $0.finishPrompt() },
    Action(
      .cancel, [.escape, .control("g")], "leave", "Leave the line; its text comes back next time.", in: [.prompt],
      hint: 2
    ) {
      $0.cancelPrompt()
      return []
    },
    Action(
      .complete, [.tab], "complete", "Complete a command.", in: [.prompt], hint: 3,
      unless: { $0.prompt?.purpose == .command ? nil : "Only commands complete." }
    ) {
      $0.complete()
      return []
    },
    Action(
      .nextChoice, [.down, .control("n")], "choose", "Go down among what a command line could mean.", in: [.prompt],
      hint: 4, unless: noChoice
    ) {
      $0.choose(by: 1)
      return []
    },
    Action(
      .previousChoice, [.up, .control("p")], "choose back", "Go up among what a command line could mean.",
      in: [.prompt], unless: noChoice
    ) {
      $0.choose(by: -1)
      return []
    },
  ]

  private static func noChoice(_ front: Front) -> String? {
    if let prompt = front.prompt, !prompt.choices.isEmpty { return nil }
    return front.prompt?.purpose == .command ? "Nothing is called so." : "Only a command line offers choices."
  }
}

extension Front {
  /// Why there is no pane to hide.
  fileprivate var paneObstacle: String? {
    if isPaneHidden || layout.side != nil || layout.below != nil { return nil }
    return "Nothing stands beside it on a screen of this size."
  }

  /// `^C`: a prompt first, then the probes, then a hint, and a second one in a row leaves.
  fileprivate mutating func interrupt() -> [Effect] {
    if isInterrupted { return leave() }
    isInterrupted = true
    if prompt != nil {
      cancelPrompt()
      return []
    }
    if probing != nil {
      say("Cancelling the probes; ^C again leaves.")
      return [.cancelProbing]
    }
    say("^C again leaves, and so does Q; everything is saved.")
    return []
  }
}
