import Canvas

/// Earlier reviews: the list of them, what changed between two, and other projects.
extension Action {
  static let remembering: [Action] = [
    Action(
      .history, [.character("H")], "history", "Show the earlier reviews and how the scores went.", hint: 19,
      unless: { $0.layer.screen == .history ? "These are the earlier reviews; Esc goes back." : nil }
    ) {
      $0.push(.history)
      return []
    },
    Action(
      .markReview, [.character("m"), .character(" ")], "mark",
      "Mark a review; marking a second one shows what changed between the two.", in: [.history], hint: 2
    ) {
      $0.markReview()
      return []
    },
  ]
}
