import Canvas
import Checklists
import Evidence
import Reviews

/// A line being typed at the bottom of the screen.
struct Prompt: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    case note(item: String)
    /// `for` is what the reason explains; nil changes the reason of the answer there is.
    case reason(item: String, for: AnswerEvent.Value?)
    case percent(item: String)
    /// The reviewer's rating and the reason why the probes are wrong, on one line.
    case dispute(item: String)
    case command
    /// The line that makes a review final.
    case finish
    /// Where the reader was when the search began, for Esc.
    case search(cursor: Int, top: Int)
    /// Why a finding is silenced.
    case silence(FindingName)
    /// The reason in a comment that is copied.
    case comment(FindingName)
    /// Text that listed findings hold; what it was before, for Esc.
    case narrow(before: String)
  }

  let purpose: Purpose
  let label: String
  var editor: LineEditor
  /// Behind `:`, the ways to go on that stand above the line, and the one that is marked.
  var choices: [Choice] = []
  var chosen: Int?

  /// The label, or where it is too long its last sentence, which is the question.
  func label(within width: Int) -> String {
    let short = label.columns <= width ? label : label.split(separator: ". ").last.map(String.init) ?? label
    return short.clipped(to: width, ellipsis: "")
  }
}

extension Front {
  /// Opens a prompt with what was typed there before, or with what is recorded.
  mutating func ask(_ purpose: Prompt.Purpose) {
    let recorded: String
    let label: String
    switch purpose {
    case .note(let item):
      recorded = review.note(on: item)
      label = "Note"
    case .reason(let item, let value):
      let state = evaluation.state(of: item)
      recorded = value == nil || value == state?.answer?.value ? state?.answer?.reason ?? "" : ""
      label = reasonLabel(state, value)
    case .percent(let item):
      recorded = evaluation.state(of: item)?.percent.map(String.init) ?? ""
      label = "0 to 100"
    case .dispute(let item):
      recorded = ""
      label = "Probes say \(evaluation.state(of: item)?.observation?.rating?.text ?? "nothing"). Yours and why?"
    case .command:
      recorded = ""
      label = ":"
    case .finish:
      recorded = ""
      label = "Type \(Front.confirmation) to make it final"
    case .search:
      recorded = ""
      label = "/"
    case .silence:
      recorded = ""
      label = "Why is this fine?"
    case .comment:
      recorded = ""
      label = "Why, for the comment?"
    case .narrow(let before):
      recorded = before
      label = "&"
    }
    var prompt = Prompt(purpose: purpose, label: label, editor: LineEditor(drafts[purpose] ?? recorded))
    if purpose == .command { prompt.choices = choices(for: "") }
    self.prompt = prompt
  }

  private func reasonLabel(_ state: ItemState?, _ value: AnswerEvent.Value?) -> String {
    guard let state else { return "Reason" }
    switch value {
    case nil: return "Reason"
    case .rating(.notApplicable)?: return "Why n/a?"
    case .rating(let rating)?:
      guard let seen = state.observation?.rating else { return "Why \(rating.text)?" }
      return "Probes say \(seen.text). Why \(rating.text)?"
    case .percent(let percent)?: return "Why \(percent)?"
    case .withdrawn?: return "Why withdraw?"
    }
  }

  /// A key in a prompt that no action takes: it edits.
  mutating func type(_ key: Key) -> [Effect] {
    guard var prompt else { return [] }
    guard prompt.editor.take(key) else {
      say("\(key.name) means nothing while typing; Enter keeps the line, Esc leaves it.")
      return []
    }
    if prompt.purpose == .command {
      prompt.choices = choices(for: prompt.editor.text)
      prompt.chosen = nil
    }
    self.prompt = prompt
    switch prompt.purpose {
    case .search(let cursor, let top):
      search = prompt.editor.text
      layer.cursor = cursor
      layer.top = top
      layer.selected = nil
      find(forward: true, includingHere: true, isLoud: false)
    case .narrow: browse { $0.text = prompt.editor.text }
    case .note, .reason, .percent, .dispute, .command, .finish, .silence, .comment: break
    }
    return []
  }

  /// Enter in a prompt.
  mutating func finishPrompt() -> [Effect] {
    guard let prompt else { return [] }
    let text = prompt.editor.text.trimmedOfBlanks
    switch prompt.purpose {
    case .note(let item):
      self.prompt = nil
      return note(text, on: item)
    case .reason(let item, let value): return finishReason(text, item, value, prompt.purpose)
    case .percent(let item):
      guard let percent = Int(text), (0...100).contains(percent) else {
        say("A dimension is a whole number from 0 to 100.", .bad)
        return []
      }
      ask(.reason(item: item, for: .percent(percent)))
      return []
    case .dispute(let item): return finishDispute(text, item, prompt.purpose)
    case .command: return finishCommand(text, prompt)
    case .finish: return finish(text)
    case .search:
      self.prompt = nil
      search = text
      if text.isEmpty { say("Search ended.") }
      return []
    case .silence(let name), .comment(let name):
      if let problem = Front.problem(ofReason: text) {
        say(problem, .bad)
        return []
      }
      self.prompt = nil
      drafts[prompt.purpose] = nil
      if case .comment = prompt.purpose { return copyComment(name, reason: text) }
      return silence(name, reason: text)
    case .narrow:
      self.prompt = nil
      browse { $0.text = text }
      sayShown(text.isEmpty ? "Any text" : "\"\(text)\"")
      return []
    }
  }

  /// `2 it is drained in the sidecar`: a rating, then the reason.
  private mutating func finishDispute(_ text: String, _ item: String, _ purpose: Prompt.Purpose) -> [Effect] {
    guard let state = evaluation.state(of: item) else { return [] }
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    let ratings: [String: Rating] = [
      "2": .solid, "1": .partial, "0": .missing, "x": .notApplicable, "n/a": .notApplicable,
    ]
    guard let rating = ratings[word.lowercased()] else {
      say("Begin with your rating, 2 1 0 or x, then say why: 2 it is drained by the mesh", .bad)
      return []
    }
    if let obstacle = obstacle(to: rating, for: state) {
      say(obstacle, .bad)
      return []
    }
    guard rating != state.observation?.rating else {
      say("The probes say \(rating.text) too; leave this and accept it.", .bad)
      return []
    }
    let reason = String(text.dropFirst(word.count)).trimmedOfBlanks
    guard AnswerEvent.isReason(reason) else {
      say(
        "A dispute needs its reason, at least \(AnswerEvent.reasonLengthMin) letters: others will read it later.", .bad)
      return []
    }
    prompt = nil
    drafts[purpose] = nil
    return answer(state, .rating(rating), reason: reason)
  }

  /// A marked choice, else a command typed out, else the best choice there is.
  private mutating func finishCommand(_ text: String, _ prompt: Prompt) -> [Effect] {
    if let chosen = prompt.chosen { return take(prompt.choices[chosen]) }
    if Command.leaving.contains(text) {
      self.prompt = nil
      return leave()
    }
    if text.hasPrefix("!") {
      self.prompt = nil
      say("Nothing is run from here; ^Z gives your shell back, and fg returns.", .bad)
      return []
    }
    if let request = Request.all.first(where: { $0.phrase.lowercased() == text.lowercased() }) {
      self.prompt = nil
      answer(request)
      return []
    }
    let name = text.split(separator: " ").first.map(String.init) ?? ""
    if let best = prompt.choices.first, !text.isEmpty, !Command.all.contains(where: { $0.name == name }) {
      return take(best)
    }
    self.prompt = nil
    return run(text)
  }

  private mutating func finishReason(
    _ text: String, _ item: String, _ value: AnswerEvent.Value?, _ purpose: Prompt.Purpose
  ) -> [Effect] {
    guard let state = evaluation.state(of: item) else { return [] }
    guard let recorded = value ?? state.answer?.value else { return [] }
    if review.needsReason(state.item, recorded), !AnswerEvent.isReason(text) {
      say("A reason takes at least \(AnswerEvent.reasonLengthMin) letters: others will read it later.", .bad)
      return []
    }
    prompt = nil
    drafts[purpose] = nil
    return answer(state, recorded, reason: text)
  }

  /// Esc in a prompt: nothing is recorded, and what was typed is there when the prompt opens again.
  mutating func cancelPrompt() {
    guard let prompt else { return }
    self.prompt = nil
    switch prompt.purpose {
    case .note(let item):
      let isChanged = prompt.editor.text != review.note(on: item)
      drafts[prompt.purpose] = isChanged ? prompt.editor.text : nil
      if isChanged { say("Note not recorded; e brings the text back.") }
    case .reason, .dispute:
      drafts[prompt.purpose] = prompt.editor.text
      say(prompt.editor.text.isEmpty ? "Nothing recorded." : "Nothing recorded; the text comes back next time.")
    case .silence, .comment:
      drafts[prompt.purpose] = prompt.editor.text
      say("Nothing is silenced; the text comes back next time.")
    case .narrow(let before): browse { $0.text = before }
    case .percent: say("Nothing recorded.")
    case .command: break
    case .finish: say("The review stays a draft.")
    case .search(let cursor, let top):
      search = ""
      layer.cursor = cursor
      layer.top = top
      layer.selected = nil
    }
  }

  /// The process is about to end: what is being typed about an item is kept in its note, and everything is saved.
  mutating func leave() -> [Effect] {
    var effects: [Effect] = []
    if let prompt, session.readOnlyReason == nil, review.state == .draft {
      let text = prompt.editor.text.trimmedOfBlanks
      switch prompt.purpose {
      case .note(let item): effects = note(text, on: item)
      case .reason(let item, _), .dispute(let item): effects = noteUnfinished(text, prompt.label, on: item)
      case .silence(let name), .comment(let name):
        // A finding has no note, and may be gone by now; that of the nearest item is where somebody will look.
        if !text.isEmpty, let item = item(nearestTo: name) {
          let place = findings.finding(named: name).map { " in \($0.place)" } ?? ""
          effects = noteUnfinished("\(text) (\(name.probe)\(place))", prompt.label, on: item)
        }
      case .percent, .command, .finish, .search, .narrow: break
      }
    }
    prompt = nil
    if session.readOnlyReason == nil { effects.append(.save(review)) }
    return effects + [.quit]
  }

  /// An answer nobody confirmed is none; its words stay behind what the note says.
  private mutating func noteUnfinished(_ text: String, _ label: String, on item: String) -> [Effect] {
    let recorded = evaluation.state(of: item)?.answer?.reason ?? ""
    guard !text.isEmpty, text != recorded else { return [] }
    let line = "Not finished: \(label) \(text)"
    let earlier = review.note(on: item)
    return note(earlier.isEmpty ? line : earlier + "\n" + line, on: item)
  }
}
