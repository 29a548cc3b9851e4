import Canvas
import Checklists
import Reviews

/// What a reviewer does to the selected item.
extension Action {
  static let answering: [Action] = [
    rating(.solid, .solid, "2", "Answer 2: solid, the gate is met."),
    rating(.partial, .partial, "1", "Answer 1: part of it is there."),
    rating(.missing, .missing, "0", "Answer 0: missing."),
    rating(.notApplicable, .notApplicable, "x", "Answer n/a: the project cannot have it; asks for the reason."),
    Action(
      .accept, [.character("a")], "accept", "Accept what the probes suggest, proposals too.", in: Place.items, hint: 3,
      unless: {
        noItem($0) ?? isFixed($0)
          ?? ($0.currentItem?.observation?.rating == nil ? "The probes suggest nothing here." : nil)
      }
    ) { $0.accept() },
    Action(
      .dispute, [.character("d")], "dispute", "Say what the probes get wrong: your rating and the reason, on one line.",
      in: Place.items, hint: 4,
      unless: {
        noItem($0) ?? isFixed($0)
          ?? ($0.currentItem?.observation?.rating == nil || $0.isAtDimension
            ? "The probes suggest nothing here that could be disputed." : nil)
      }
    ) {
      if let item = $0.currentItem?.item.id { $0.ask(.dispute(item: item)) }
      return []
    },
    Action(
      .acceptAll, [.character("A")], "accept all",
      "Accept every suggestion of high confidence that is not answered, in this list or on the overview everywhere.",
      in: [.overview, .rules, .list],
      unless: {
        isFixed($0) ?? ($0.acceptable.isEmpty ? "There is no unanswered suggestion of high confidence." : nil)
      }
    ) { $0.acceptAll() },
    Action(
      .siblings, [.character("s")], "same elsewhere", "Give items that ask for the same fact the rating of this one.",
      in: Place.items,
      unless: {
        noItem($0) ?? isFixed($0) ?? ($0.offers.isEmpty ? "No other item asks for this, or all are answered." : nil)
      }
    ) { $0.answerSiblings() },
    Action(
      .cycle, [.character(" ")], "cycle", "Go through the answers: 2, 1, 0, none.",
      in: Place.items.subtracting([.rules]),
      unless: { noItem($0) ?? isFixed($0) }
    ) { $0.cycle() },
    Action(
      .withdraw, [.character("-"), .delete], "withdraw", "Withdraw the answer.", in: Place.items,
      unless: {
        noItem($0) ?? isFixed($0) ?? ($0.currentItem?.answer == nil ? "There is no answer to withdraw." : nil)
      }
    ) { $0.withdraw() },
    Action(
      .percent, [.character("=")], "override", "Override a quality dimension with a number from 0 to 100 and a reason.",
      in: Place.items, hint: 2,
      unless: {
        noItem($0) ?? isFixed($0)
          ?? ($0.isAtDimension ? nil : "Only quality dimensions take a number; answer this with 0, 1, 2 or x.")
      }
    ) {
      if let item = $0.currentItem?.item.id { $0.ask(.percent(item: item)) }
      return []
    },
    Action(
      .note, [.character("e")], "note", "Write a note on one line.", in: Place.items, hint: 6,
      unless: { noItem($0) ?? isFixed($0) ?? hasLongNote($0) }
    ) {
      if let item = $0.currentItem?.item.id { $0.ask(.note(item: item)) }
      return []
    },
    Action(
      .noteInEditor, [.character("E")], "note in editor", "Write the note in $EDITOR.", in: Place.items,
      unless: { noItem($0) ?? isFixed($0) }
    ) {
      guard let item = $0.currentItem?.item.id else { return [] }
      return [.editNote(item: item, text: $0.drafts[.note(item: item)] ?? $0.review.note(on: item))]
    },
    Action(
      .reason, [.character("r")], "reason", "Give or change the reason of the answer.", in: Place.items, hint: 7,
      unless: {
        noItem($0) ?? isFixed($0)
          ?? ($0.currentItem?.answer == nil ? "A reason belongs to an answer; answer with 0, 1, 2 or x first." : nil)
      }
    ) {
      if let item = $0.currentItem?.item.id { $0.ask(.reason(item: item, for: nil)) }
      return []
    },
    Action(
      .openEditor, [.character("o")], "editor", "Open the finding in $EDITOR at its line.",
      in: Place.items.union(Place.browsing), hint: 10, unless: noFinding
    ) { front in
      front.currentLocation.map { [.openEditor($0)] } ?? []
    },
    Action(
      .copy, [.character("y")], "copy", "Send path:line of the finding to the clipboard.",
      in: Place.items.union(Place.browsing), unless: noFinding
    ) { front in
      guard let location = front.currentLocation else { return [] }
      // A line feed in a name must not end a line where the text is pasted.
      let text = "\(location.path):\(location.line)".replacing("\n", with: "\\n")
      front.say("Sent to the clipboard: \(text)")
      return [.copy(text)]
    },
  ]

  private static func rating(_ name: Name, _ rating: Rating, _ key: Character, _ help: String) -> Action {
    Action(
      name, [.character(key)], rating.word, help, in: Place.items, hint: 2,
      unless: { noItem($0) ?? isFixed($0) ?? ($0.isAtDimension ? Front.dimensionObstacle : nil) }
    ) { $0.rate(rating) }
  }

  private static func noItem(_ front: Front) -> String? {
    front.currentItem == nil ? "No item is selected; Enter opens a checklist." : nil
  }

  private static func isFixed(_ front: Front) -> String? {
    front.session.readOnlyReason.map { "Nothing can be changed: \($0)" }
  }

  private static func hasLongNote(_ front: Front) -> String? {
    let note = front.currentItem.map { front.review.note(on: $0.item.id) } ?? ""
    return note.contains("\n") ? "This note has several lines; E opens it in $EDITOR." : nil
  }

  private static func noFinding(_ front: Front) -> String? {
    if front.currentLocation != nil { return nil }
    if Place.browsing.contains(front.place) { return "No finding is selected." }
    return noItem(front) ?? "This item has no finding with a place in a file."
  }
}
