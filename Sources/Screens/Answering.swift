import Checklists
import Evidence
import Reviews

/// Rating items, accepting suggestions, notes and reasons. Every function here makes at most one step to undo.
extension Front {
  /// Answers the current item, or asks for the reason first where one is mandatory.
  mutating func rate(_ rating: Rating) -> [Effect] {
    guard let state = currentItem else { return [] }
    if let obstacle = obstacle(to: rating, for: state) {
      say(obstacle)
      return []
    }
    if review.needsReason(state.item, .rating(rating)) {
      ask(.reason(item: state.item.id, for: .rating(rating)))
      return []
    }
    return answer(state, .rating(rating), reason: keptReason(state, .rating(rating)))
  }

  static let dimensionObstacle = "A dimension is a number: = overrides it, Enter shows what it is made of."

  func obstacle(to rating: Rating, for state: ItemState) -> String? {
    if state.item.isDimension { return Front.dimensionObstacle }
    if rating == .notApplicable, !state.item.allowsNotApplicable {
      return "\(state.item.title) applies to every project."
    }
    return nil
  }

  var isAtDimension: Bool { currentItem.map { $0.item.isDimension } ?? false }

  /// Records an answer and says what it did to the scores.
  mutating func answer(_ state: ItemState, _ value: AnswerEvent.Value, reason: String) -> [Effect] {
    let before = evaluation
    let label = "\(state.item.title) \(Wording.value(value))"
    guard
      let effects = make(
        label, { try $0.answering(state.item, value, reason: reason, author: $1, at: $2) })
    else { return [] }
    let change = Wording.change(from: before, to: evaluation)
    sayDone("\(Wording.value(value)).", change, state.item)
    return effects
  }

  /// Takes over what the probes suggest, proposals of low confidence too.
  mutating func accept() -> [Effect] {
    guard let state = currentItem, let rating = state.observation?.rating else { return [] }
    if let obstacle = obstacle(to: rating, for: state) {
      say(obstacle)
      return []
    }
    let before = evaluation
    let accepted = make("accepted \(state.item.title)") {
      try $0.accepting(state.item, author: $1, at: $2)
    }
    guard let accepted else { return [] }
    let change = Wording.change(from: before, to: evaluation)
    sayDone("accepted as \(Wording.rating(rating)).", change, state.item)
    return accepted
  }

  /// Items a bulk accept would answer: high confidence, not answered, in the current list or everywhere.
  var acceptable: [ItemState] {
    var lists: Set<String>?
    if case .list(let id) = layer.screen { lists = [id] }
    if case .rules = layer.screen { lists = Set(ruleLists.map(\.id)) }
    let wanted = lists
    return evaluation.items.filter { state in
      (wanted?.contains(state.item.checklist) ?? true) && state.answer == nil && !state.item.isDimension
        && state.observation?.confidence == .high && state.observation?.rating != nil
    }
  }

  mutating func acceptAll() -> [Effect] {
    let states = acceptable
    let before = evaluation
    let label = Wording.plural(states.count, "accepted suggestion")
    let accepted = make(label) { review, author, now in
      try states.reduce(review) { try $0.accepting($1.item, author: author, at: now) }
    }
    guard let accepted else { return [] }
    let change = Wording.change(from: before, to: evaluation)
    say(
      "Accepted \(Wording.plural(states.count, "suggestion")) of high confidence; u takes them back. \(change)", .good)
    return accepted
  }

  /// Items of other lists that ask for the same fact and could take this item's rating without a reason.
  var offers: [ItemState] {
    guard let state = currentItem, let rating = state.effective else { return [] }
    return Siblings.offers(after: state.item.id, in: evaluation)
      .filter { !review.needsReason($0.item, .rating(rating)) && !$0.item.isDimension }
  }

  /// The end of a message: other lists that ask for the same.
  private func offer(after item: String) -> String {
    guard currentItem?.item.id == item, !offers.isEmpty else { return "" }
    return "s: the same for \(offers.map(\.item.title).joined(separator: ", "))."
  }

  private mutating func sayDone(_ what: String, _ change: String, _ item: ChecklistItem) {
    say([what, change, offer(after: item.id)].filter { !$0.isEmpty }.joined(separator: " "), .good, about: item.title)
  }

  mutating func answerSiblings() -> [Effect] {
    guard let state = currentItem, let rating = state.effective else { return [] }
    let siblings = offers
    let before = evaluation
    let label = "\(Wording.rating(rating)) for \(Wording.plural(siblings.count, "sibling")) of \(state.item.title)"
    let answered = make(label) { review, author, now in
      try siblings.reduce(review) { try $0.answering($1.item, rating, author: author, at: now) }
    }
    guard let answered else { return [] }
    let titles = siblings.map(\.item.title).joined(separator: ", ")
    say("\(Wording.rating(rating)) for \(titles). \(Wording.change(from: before, to: evaluation))", .good)
    return answered
  }

  /// none, solid, partial, missing and back to none.
  mutating func cycle() -> [Effect] {
    guard let state = currentItem else { return [] }
    switch state.answer?.value {
    case nil, .percent?, .withdrawn?, .rating(.notApplicable)?: return rate(.solid)
    case .rating(.solid)?: return rate(.partial)
    case .rating(.partial)?: return rate(.missing)
    case .rating(.missing)?: return withdraw()
    }
  }

  mutating func withdraw() -> [Effect] {
    guard let state = currentItem else { return [] }
    let before = evaluation
    let withdrawn = make("answer of \(state.item.title) withdrawn") {
      try $0.withdrawing(state.item.id, author: $1, at: $2)
    }
    guard let withdrawn else { return [] }
    sayDone("withdrawn.", Wording.change(from: before, to: evaluation), state.item)
    return withdrawn
  }

  mutating func note(_ text: String, on item: String) -> [Effect] {
    guard let item = catalogue.item(item) else { return [] }
    drafts[.note(item: item.id)] = nil
    guard text != review.note(on: item.id) else { return [] }
    let noted = make("note on \(item.title)") { try $0.noting(item, text, author: $1, at: $2) }
    guard let noted else { return [] }
    say(text.isEmpty ? "Note removed." : "Note kept with \(item.title).", .good)
    return noted
  }

  /// A reason survives as long as the rating it explains.
  private func keptReason(_ state: ItemState, _ value: AnswerEvent.Value) -> String {
    state.answer?.value == value ? state.answer?.reason ?? "" : ""
  }

  /// The next item that wants a person: in the order of the work queue, then what is only unconfirmed.
  var nextOpen: ItemState? {
    let current = currentItem?.item.id
    if let index = waiting.firstIndex(where: { $0.item.id == current }) {
      return waiting.count == 1 ? nil : waiting[(index + 1) % waiting.count]
    }
    // Answered meanwhile: on with what stood behind it, so that items passed over come last again.
    if let index = route.firstIndex(where: { $0 == current }) {
      for id in route[(index + 1)...] {
        if let next = waiting.first(where: { $0.item.id == id }) { return next }
      }
    }
    return waiting.first
  }

  mutating func goToNextOpen() {
    guard let next = nextOpen else { return }
    route = waiting.map(\.item.id)
    go(to: next.item.id)
  }
}
