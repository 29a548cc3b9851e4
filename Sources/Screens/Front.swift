import Canvas
import Checklists
import Evidence
import Reviews

/// The whole terminal interface as one value: a key gives a new state and effects, a size gives a frame.
///
/// It reads no clock and touches nothing. The program calls `handle` with each key and the time, `receive` with what
/// its effects and the probes bring, performs the effects it is given, and shows `frame(at:in:)` after each batch.
///
/// ```swift
/// var front = Front(review: review, catalogue: catalogue, session: session, size: size, at: now)
/// for effect in front.handle(.enter, at: now) { perform(effect) }
/// terminal.show(front.frame(at: size, in: look))
/// ```
package struct Front: Sendable {
  package internal(set) var review: Review
  /// Under the review's profile.
  package internal(set) var catalogue: Catalogue
  package internal(set) var session: Session

  var evaluation: Evaluation
  /// The work queue of the evaluation, sorted once.
  var queue: WorkQueue
  /// The items that want a person, for `]`.
  var waiting: [ItemState] { queue.waiting }
  /// How many of those, at the front, bear on a score; rules only explain.
  var scoredWaitingCount: Int { queue.scoredWaitingCount }
  /// Ids of those in the order they had when `]` last went to one: an answered item leaves them, its place must not.
  var route: [String] = []
  /// The document of the screen on top as it was last settled: keys act on what the reader saw.
  var page = Document(width: 1)
  var pageKey: PageKey?
  /// Counts what documents are made of: evaluations and excerpts of source.
  var contentRevision = 0
  var now: Instant
  var size: Size
  /// Never empty; the first is the overview, the last is on top.
  var layers = [Layer(screen: .overview)]
  var prompt: Prompt?
  var history = History()
  var search = ""
  var message: Message?
  var log: [LogEntry] = []
  /// All messages so far, those the log has dropped included.
  var loggedCount = 0
  var probing: Probing?
  var probed: ProbedProject?
  var sources = SourceShelf()
  /// Examples whose parts are known, or asked for.
  var colouredTexts: [String: [SourceLine]] = [:]
  /// What all probes found, as the list of findings shows it.
  var findings = FindingRows()
  /// Rule checklists that are folded where others are not, or the other way round.
  var turnedLists: Set<String> = []
  var silencingOrigin: SilencingOrigin?
  /// What is known of libraries, purpose by purpose.
  var libraryPurposes: [LibraryPurpose] = []
  /// Earlier reviews, as far as they were brought.
  var past = PastShelf()
  /// Typed but not recorded, by prompt, so that nothing typed is lost.
  var drafts: [Prompt.Purpose: String] = [:]
  /// Items answered in this session.
  var changed: Set<String> = []
  /// The last save failed: what is on the screen is not on the disk.
  var isUnsaved = false
  /// `^C` was the last key: another one quits.
  var isInterrupted = false
  /// Lists and items have the whole screen, without the pane that shows what the selected line is about.
  var isPaneHidden = false
  /// Clicks and the wheel come as keys.
  var isMouseOn = false

  struct Message: Hashable, Sendable {
    enum Tone: Hashable, Sendable { case plain, good, bad }
    let text: String
    let tone: Tone
    /// What the text is about, said before it where both fit the line; the log always has it.
    var subject = ""
    /// Stays until the next key, whatever the probes have to tell meanwhile.
    var isHeld = false

    var whole: String { subject.isEmpty ? text : "\(subject): \(text)" }
  }
  struct LogEntry: Hashable, Sendable {
    let at: Instant
    let text: String
  }
  struct Probing: Hashable, Sendable {
    var done: Int
    var total: Int
    var label: String
  }

  /// `isProbing`: the program has started the probes; the first frame says so and everything works meanwhile.
  package init(
    review: Review, catalogue: Catalogue, session: Session, size: Size, isProbing: Bool = true, at now: Instant
  ) {
    let catalogue = catalogue.under(review.profile)
    self.review = review
    self.catalogue = catalogue
    self.session = session
    self.size = size
    self.now = now
    evaluation = review.evaluated(under: catalogue, at: now)
    queue = evaluation.workQueue
    probing = isProbing ? Probing(done: 0, total: 0, label: "") : nil
    if let reason = session.readOnlyReason { say("Read only: \(reason)") }
    if let notice = session.notice {
      say(notice)
      message?.isHeld = true
    }
    _ = settle()
  }

  /// Takes one key, pressed at `now`.
  package mutating func handle(_ key: Key, at now: Instant) -> [Effect] {
    self.now = now
    if case .resize(let size) = key {
      self.size = size
      // Lists show their beginning again where the selected line leaves room for it.
      for index in layers.indices where layers[index].screen.isList { layers[index].top = 0 }
      // What is said of a finding stands below its line: it stays in view.
      if layer.selected == "found" { showFinding() }
      return settle()
    }
    if key == .endOfInput { return leave() }
    if let pointing = Pointing(key) { return point(pointing) + settle() }
    if key != .control("c") { isInterrupted = false }
    message = nil
    let effects = dispatch(key)
    return effects + settle()
  }

  /// Takes what the program has to tell.
  package mutating func receive(_ event: Event, at now: Instant) -> [Effect] {
    self.now = now
    var effects: [Effect] = []
    switch event {
    case .progress(let done, let total, let label):
      probing = Probing(done: done, total: total, label: label.printable)
    case .observations(let observations, let project):
      effects = take(observations, of: project)
    case .settled(let kind, let profile):
      effects = take(settledKind: kind, profile: profile)
    case .probingEnded:
      probing = nil
      let failed = review.observations.count(where: \.isFailed)
      let rated = review.observations.count { $0.rating != nil }
      let failures = failed == 0 ? "" : ", \(failed) could not be probed"
      let held = message?.isHeld == true ? message : nil
      say("The probes are done: \(Wording.plural(rated, "item")) rated\(failures).", failed == 0 ? .good : .bad)
      if let held, failed == 0 { message = held }
    case .probingCancelled:
      probing = nil
      say("Probing was cancelled; what had been found is kept. R probes again.")
    case .notProbed(let why):
      probing = nil
      say("Not probed, the findings stay as they were; R tries again: \(why)", .bad)
    case .checklistsRead(let checklists):
      effects = take(checklists: checklists)
    case .source(let path, let firstLine, let lines):
      take(source: path, firstLine, lines)
    case .explained(let cards, let purposes):
      libraryPurposes = purposes
      contentRevision += 1
      guard findings.found.outcomes.isEmpty else { break }
      findings = FindingRows(ProbedFindings(outcomes: [], cards: cards), findings.view, items: catalogue.items)
    case .findings(let found):
      findings = FindingRows(found, findings.view, items: catalogue.items)
      contentRevision += 1
    case .silencingChanged(let change, let found, let observations):
      effects = take(change, found, observations)
    case .silencingRefused(let change, let why):
      refuse(change, why)
    case .coloured(let text, let lines):
      if colouredTexts.count > Front.colouredTextCountMax { colouredTexts = [:] }
      colouredTexts[text] = lines
      contentRevision += 1
    case .noteEdited(let item, let text):
      effects = note(text, on: item)
    case .saved:
      isUnsaved = false
    case .unsaved(let text):
      isUnsaved = true
      say(text, .bad)
    case .finished(let final):
      take(final: final)
    case .past(let reviews):
      take(reviews)
    case .pastReviews(let reviews):
      take(whole: reviews)
    case .projects(let projects, let problems):
      take(projects: projects, problems: problems)
    case .failed(let text):
      say(text, .bad)
    case .message(let text):
      say(text)
    }
    return effects + settle()
  }

  var layer: Layer {
    get { layers[layers.count - 1] }
    set { layers[layers.count - 1] = newValue }
  }
  var place: Place { prompt == nil ? layer.screen.place : .prompt }
  var layout: Layout {
    let hasPane =
      switch layer.screen {
      case .list, .rules: true
      case .findings: !findings.rows.isEmpty
      case .item: currentItem?.observation?.evidence.isEmpty == false
      case .overview, .source, .finding, .probe, .working, .libraries, .history, .difference, .projects,
        .log, .help:
        false
      }
    return Layout(size: size, screen: layer.screen, hasPane: hasPane && !isPaneHidden)
  }

  /// Shows a message until the next key, and keeps it in the log.
  mutating func say(_ text: String, _ tone: Message.Tone = .plain, about subject: String = "") {
    let message = Message(text: text, tone: tone, subject: subject)
    self.message = message
    log.append(LogEntry(at: now, text: message.whole))
    loggedCount += 1
    if log.count > Front.logCountMax { log.removeFirst(log.count - Front.logCountMax) }
  }
  static let logCountMax = 500

  mutating func evaluate() {
    catalogue = catalogue.under(review.profile)
    evaluation = review.evaluated(under: catalogue, at: now, after: evaluation)
    queue = evaluation.workQueue
    contentRevision += 1
  }

  private mutating func take(_ observations: [Observation], of project: ProbedProject) -> [Effect] {
    guard review.state == .draft else { return [] }
    probed = project
    replace(observations)
    if let kind = project.kind { review.kind = kind }
    if let libraries = project.libraries { review.libraries = libraries }
    if let waivers = project.waivers { review = review.waived(by: waivers) }
    review.commit = project.commit
    review.isDirty = project.isDirty
    sources.letAge()
    evaluate()
    return session.readOnlyReason == nil ? [.save(review)] : []
  }

  mutating func replace(_ observations: [Observation]) {
    let new = Set(observations.map(\.item))
    review.observations = review.observations.filter { !new.contains($0.item) } + observations
  }

  mutating func dispatch(_ key: Key) -> [Effect] {
    if layout.isTiny, let name = Action.tinyKeys[key] {
      return name == .quit ? leave() : Action.run(name, &self)
    }
    guard !layout.isTiny else { return [] }
    let here = place
    if let action = Action.bound[here]?[key] { return Action.run(action, &self) }
    if prompt != nil { return type(key) }
    if case .paste = key {
      say("There is nothing to paste into here; e opens a note.")
    } else {
      say("\(key.name) means nothing here; ? shows the keys.")
    }
    return []
  }
}
