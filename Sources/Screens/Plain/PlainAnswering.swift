import Checklists
import Evidence
import Reviews

/// Answers, with their reason on the same line or asked for.
extension PlainSession {
  mutating func rate(_ rating: Rating, _ reason: String) -> [Effect] {
    guard let state = front.currentItem else { return [] }
    if state.item.isDimension {
      front.say("A dimension is a number: = and a number from 0 to 100 overrides it.")
      return []
    }
    if reason.isEmpty { return front.rate(rating) }
    if let obstacle = front.obstacle(to: rating, for: state) {
      front.say(obstacle)
      return []
    }
    front.ask(.reason(item: state.item.id, for: .rating(rating)))
    return put(reason)
  }

  mutating func overrideDimension(_ argument: String) -> [Effect] {
    let parts = argument.split(separator: " ", maxSplits: 1).map(String.init)
    let number = parts.first.map { $0.hasSuffix("%") ? String($0.dropLast()) : $0 } ?? ""
    let effects = ask(.percent, put: number)
    guard parts.count > 1, case .reason? = front.prompt?.purpose else { return effects }
    return effects + put(parts[1])
  }

  /// Asks as the key of that name does; text given already is the answer.
  mutating func ask(_ name: Action.Name, put text: String) -> [Effect] {
    let effects = Action.run(name, &front)
    guard front.prompt != nil else { return effects }
    guard text.isEmpty else { return effects + put(text) }
    if let recorded = front.prompt?.editor.text, !recorded.isEmpty { say(recorded, mark: "So far: ") }
    return effects
  }

  /// A line typed where a question is open.
  mutating func answerQuestion(_ text: String) -> [Effect] {
    guard let prompt = front.prompt else { return [] }
    if text == "?" {
      tellQuestion(prompt)
      return []
    }
    if text.isEmpty {
      front.prompt = nil
      front.say(isNote(prompt) ? "The note is as it was." : "Nothing is recorded.")
      return []
    }
    return put(text == "-" && isRemovable(prompt) ? "" : text)
  }

  /// A question may be answered by nothing where that takes something away.
  private func isRemovable(_ prompt: Prompt) -> Bool {
    switch prompt.purpose {
    case .note, .reason(_, for: nil): true
    case .reason, .percent, .dispute, .finish, .command, .search, .silence, .comment, .narrow: false
    }
  }

  private func isNote(_ prompt: Prompt) -> Bool { if case .note = prompt.purpose { true } else { false } }

  mutating func put(_ text: String) -> [Effect] {
    front.prompt?.editor.replace(with: text)
    let effects = front.finishPrompt()
    if effects.isEmpty, front.prompt == nil, front.message == nil { front.say("That is there already.") }
    return effects
  }

  private mutating func tellQuestion(_ prompt: Prompt) {
    switch prompt.purpose {
    case .note: say("A note is a line of text that is kept with the item and shown in the report.")
    case .reason:
      say(
        "A reason is a line of text for those who read the review later, at least "
          + "\(AnswerEvent.reasonLengthMin) letters long.")
    case .percent: say("A dimension takes a whole number from 0 to 100; then the reason is asked for.")
    case .dispute:
      say("Your rating and then the reason: 0 no test can fail.")
    case .finish: say("A final review changes no more; the next one starts from it.")
    case .silence:
      say(
        "A reason is a line of text that stands in \(ProjectSettings.fileName) beside the finding, at least "
          + "\(SilencingDecision.reasonLengthMin) letters long.")
    case .command, .search, .comment, .narrow: break
    }
    say("Enter alone gives the question up and changes nothing.")
    if isRemovable(prompt) { say("A minus alone takes away what is there.") }
  }
}
