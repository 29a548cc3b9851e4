import Canvas
import Checklists
import Evidence
import Reviews

/// The review by lines, for screen readers, dumb terminals and pipes: a line gives lines and effects.
///
/// It is the full screen's `Front` under another hand: answers, reasons, notes, undo and what is next follow the same
/// code, so that the same answers make the same review. What differs is how they are asked for and told. Nothing here
/// is drawn over, and nothing is told by its place on a screen or by colour.
///
/// ```swift
/// var session = PlainSession(review: review, catalogue: catalogue, session: session, look: look, at: now)
/// show(session.begin(at: now))
/// while let line = ask(session.prompt) { show(session.take(line, at: now)) }
/// show(session.end(at: now))
/// ```
package struct PlainSession: Sendable {
  package internal(set) var front: Front
  package var look: PlainLook
  /// A change was asked for that a read-only session cannot take.
  package internal(set) var hasRefusedChange = false

  /// What the numbers of the listing told last stand for.
  var choices: [Choice] = []
  var listing = Listing.overview
  /// Items in the order they are gone through: that of the queue, or of the list they are reached from.
  var route: [String] = []
  /// Number of the finding that is opened and shown, from 0.
  var finding = 0
  /// A finding whose source was asked for and has not come yet.
  var awaited: AwaitedSource?
  /// Reviews were asked for, to be told when they have come.
  var awaitsHistory = false
  var awaitsDifference = false
  var awaitsProjects = false
  /// As it was when the probes were asked for again.
  var probedFrom: Evaluation?
  /// Told by the line being taken.
  private var told: [PlainLine] = []

  enum Choice: Hashable, Sendable {
    case list(String)
    case item(String)
    case probe(ProbeID)
    case finding(FindingName)
    case review(String)
  }

  enum AwaitedSource: Hashable, Sendable {
    /// A finding of the item, from 0.
    case evidence(Int)
    /// One of the list of all.
    case listed(FindingName)
  }

  enum Listing: Hashable, Sendable {
    case overview
    /// All items that want a person.
    case open
    case list(String)
    /// What a search found.
    case found(String)
    /// The probes that found something, what one of them found, and findings that hold a text.
    case probes
    case probe(ProbeID)
    case holding(String)
    case history
    case difference(from: String, to: String)
    case projects
  }

  /// What is said and what is to be done for it, in this order.
  package struct Reply: Hashable, Sendable {
    package let lines: [String]
    package let effects: [Effect]
  }

  package init(review: Review, catalogue: Catalogue, session: Session, look: PlainLook, at now: Instant) {
    front = Front(
      review: review, catalogue: catalogue, session: session, size: Size(width: 80, height: 24), isProbing: true,
      at: now)
    self.look = look
  }

  /// The first lines, once the probes have run.
  package mutating func begin(at now: Instant) -> Reply {
    front.now = now
    say("Plain review of \(front.review.project), by lines. Every answer is saved at once; q leaves.")
    say("At each prompt Enter alone goes to the next open item, and ? tells what can be typed.")
    if let notice = front.session.notice { say(notice) }
    if let reason = front.session.readOnlyReason { say("Read only: \(reason). What you answer is not recorded.") }
    tellOverview()
    return reply([])
  }

  /// Takes one line as it was typed, without its end.
  package mutating func take(_ line: String, at now: Instant) -> Reply {
    front.now = now
    front.message = nil
    let before = front
    let text = LineEditor(line).text.trimmedOfBlanks
    let effects = front.prompt == nil ? run(text) : answerQuestion(text)
    let changesKind = effects.contains { if case .kindChanged = $0 { true } else { false } }
    if changesKind { probedFrom = before.evaluation }
    tellChange(since: before)
    return reply(effects)
  }

  /// Takes what the program has to tell.
  package mutating func receive(_ event: Event, at now: Instant) -> Reply {
    front.message = nil
    let before = front
    let effects = front.receive(event, at: now)
    switch event {
    case .progress(let done, let total, let label):
      say(done == 0 ? "Probes: \(label)." : "Probes: \(done) of \(total) done.")
    case .source(let path, _, _): tellAwaitedSource(of: path)
    case .probingEnded:
      if let message = front.message { say(message.text) }
      if let earlier = probedFrom { say(movement(from: earlier, to: front.evaluation)) }
      probedFrom = nil
    case .noteEdited: tellChange(since: before)
    case .past: if awaitsHistory { tellHistory() }
    case .pastReviews: if awaitsDifference { tellDifference() }
    case .projects: if awaitsProjects { tellProjects() }
    case .observations, .saved, .explained, .findings, .coloured: break
    case .probingCancelled, .notProbed:
      probedFrom = nil
      if let message = front.message { say(message.text) }
    case .checklistsRead:
      // Numbers told before may stand for what is gone.
      choices = []
      listing = .overview
      route.removeAll { front.catalogue.item($0) == nil }
      if let message = front.message { say(message.text) }
    case .silencingChanged: if let message = front.message { say(message.text.replacing(" -> ", with: " to ")) }
    case .finished, .failed, .unsaved, .message, .silencingRefused, .settled:
      if let message = front.message { say(message.text) }
    }
    return reply(effects)
  }

  /// The end of the input: everything is saved, an unanswered question is given up.
  package mutating func end(at now: Instant) -> Reply {
    front.now = now
    front.message = nil
    if front.prompt != nil { say("The question is left without an answer.") }
    front.prompt = nil
    return reply(front.leave())
  }

  /// The last words, for when all is on the disk: what is left open.
  package var farewell: [String] {
    let open = front.waiting.count { $0.isOpen }
    let unconfirmed = front.waiting.count - open
    let stands = "Verdict: \(front.evaluation.verdict.word.rawValue)."
    let left = leftText(open: open, unconfirmed: unconfirmed)
    let isFinal = front.review.state == .final
    let isReadOnly = front.session.readOnlyReason != nil
    let saved = isFinal ? "The review is final." : isReadOnly ? "Nothing was to be saved." : "Everything is saved."
    return look.shown(PlainLine("\(saved) \(stands) \(left)"))
  }

  func leftText(open: Int, unconfirmed: Int) -> String {
    var parts: [String] = []
    if open > 0 { parts.append("\(Wording.plural(open, "item")) to answer") }
    if unconfirmed > 0 { parts.append("\(Wording.plural(unconfirmed, "rating")) of the probes to confirm") }
    return parts.isEmpty ? "Nothing is left to answer." : "Left open: \(parts.joined(separator: ", "))."
  }

  mutating func say(_ line: PlainLine) { told.append(line) }
  mutating func say(_ text: String, mark: String = "", indent: Int = 0) {
    told.append(PlainLine(text, mark: mark, indent: indent))
  }

  /// Only the source that was asked for here is read: the full screen reads ahead for what it shows.
  private mutating func reply(_ effects: [Effect]) -> Reply {
    defer { told = [] }
    let wanted = effects.filter { effect in
      guard case .readSource(let location) = effect else { return true }
      return awaitedLocation == location
    }
    return Reply(lines: told.flatMap(look.shown), effects: wanted)
  }
}
