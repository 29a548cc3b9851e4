import Checklists
import Evidence
import Intake
import Reviews
import Screens
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program's side of the plain review: reads lines, prints lines, and does what they ask for.
///
/// One thing at a time: while the probes run nothing is asked, so that what is read through a pipe always meets the same
/// review, and no line is printed into one being typed.
struct PlainReviewing {
  private var session: PlainSession
  private var keeping: ReviewKeeping
  private var terminal: LineTerminal
  private let doorbell: Doorbell
  private let mailbox: Mailbox<ReviewMail>
  private let work: BackgroundProbing
  private let checklists: CatalogueOptions

  /// Progress is told at most this often.
  private static let progressPauseSeconds = 2

  /// - Parameter notice: what is to be told of the files that were found.
  init(
    _ session: PlainSession, keeping: ReviewKeeping, checklists: CatalogueOptions, terminal: LineTerminal,
    doorbell: Doorbell, notice: String? = nil
  ) {
    self.session = session
    self.keeping = keeping
    self.terminal = terminal
    self.doorbell = doorbell
    self.checklists = checklists
    mailbox = Mailbox(doorbell)
    work = BackgroundProbing(
      root: keeping.workspace.root, catalogue: keeping.catalogue, checklists: checklists.arguments, mailbox: mailbox)
    if let notice { mailbox.send(.event(.message(notice))) }
  }

  /// Probes, asks until the end, and leaves everything on the disk, also where a failure is the end.
  mutating func run(kind: ProjectKind?, settlesKind: Bool) throws(Failure) {
    do throws(Failure) {
      try converse(kind: kind, settlesKind: settlesKind)
    } catch {
      // What could not be saved weighs more than what ended the review.
      throw keeping.close(session.front.review) ?? error
    }
    if let problem = keeping.close(session.front.review) { throw problem }
    show(session.farewell)
    if session.hasRefusedChange, let reason = session.front.session.readOnlyReason {
      throw Failure(.review, "answers were not recorded: \(reason)")
    }
  }

  private mutating func converse(kind: ProjectKind?, settlesKind: Bool) throws(Failure) {
    _ = session.receive(
      .explained(KeptOutcomes.explanations(keeping.catalogue), LibraryKnowledge.purposes), at: Clock.now)
    try probe(kind: kind, settlesKind: settlesKind)
    try tellPast()
    var goesOn = try perform(session.begin(at: Clock.now))
    while goesOn {
      session.look.width = terminal.width
      Console.write(session.prompt)
      switch terminal.read() {
      case .line(let line):
        // What somebody types is seen already; what a pipe brings would be missing from the record.
        if !terminal.readsTerminal { Console.write(session.look.shown(line) + "\n") }
        goesOn = try perform(session.take(line, at: Clock.now))
      case .tooLong:
        Console.write("\nThat line has more than \(LineTerminal.byteCountMax) bytes; nothing was done.\n")
      case .end:
        Console.write("\n")
        goesOn = try perform(session.end(at: Clock.now))
      }
    }
  }

  /// The review before, so that a stale answer can be told with the findings it was given for. One that cannot be read
  /// is missing there and nowhere else; `assay history` says why.
  private mutating func tellPast() throws(Failure) {
    let newest = past(countMax: 1)
    guard newest.previous != nil else { return }
    _ = try tell(.past(newest))
  }

  private func past(countMax: Int) -> PastReviews {
    let workspace = keeping.workspace
    let reading = PastReading(
      of: workspace.identity, in: workspace.store, catalogue: keeping.catalogue, at: Clock.now, countMax: countMax,
      withDraft: false)
    return PastReviews(
      timeline: reading.timeline, previous: reading.newest, isComplete: reading.isComplete,
      problems: countMax == 1 ? [] : reading.problems.map(\.description))
  }

  private func show(_ lines: [String]) { Console.write(lines.map { $0 + "\n" }.joined()) }

  /// Prints what was said and does what was asked for; false once the reviewer leaves.
  ///
  /// What a line says was answered is on the disk before the line is printed: a process killed after it loses nothing.
  private mutating func perform(_ reply: PlainSession.Reply) throws(Failure) -> Bool {
    var events: [Event] = []
    var rest: [Effect] = []
    for effect in reply.effects {
      if case .save(let review) = effect {
        if let event = keeping.save(review, waitingForDisk: true) { events.append(event) }
      } else if case .finish(let review) = effect {
        if let event = keeping.finish(review) { events.append(event) }
      } else {
        rest.append(effect)
      }
    }
    show(reply.lines)
    for event in events {
      guard try tell(event) else { return false }
    }
    for effect in rest {
      guard try perform(effect) else { return false }
    }
    return true
  }

  private mutating func perform(_ effect: Effect) throws(Failure) -> Bool {
    switch effect {
    // Done before the reply was printed.
    case .save, .finish: break
    case .write(let review):
      for event in keeping.write(review) {
        guard try tell(event) else { return false }
      }
    case .quit: return false
    case .probe: return try probeAgain(takesSettings: true)
    case .kindChanged: return try probeAgain(takesSettings: false)
    case .export(let format, let path):
      return try tell(keeping.export(session.front.review, format, path, at: Clock.now))
    case .readSource(let location): return try tell(keeping.source(location))
    case .openEditor(let location):
      guard isEditorPossible else { return try tell(.failed(Self.noEditor)) }
      let ending = Editor().edit(
        path: PrintablePath.real(root: keeping.workspace.root, path: location.path), line: location.line)
      if let text = ending.text { return try tell(.failed(text)) }
    case .editNote(let item, let text):
      guard isEditorPossible else { return try tell(.failed(Self.noEditor)) }
      let (ending, edited) = Editor().edit(text: text)
      if let edited { return try tell(.noteEdited(item: item, text: edited)) }
      if let text = ending.text { return try tell(.failed("The note is as it was: " + text)) }
    case .readPast: return try tell(.past(past(countMax: .max)))
    case .readPastReviews(let ids):
      let (reviews, problems) = keeping.workspace.reviews(ids)
      for problem in problems { guard try tell(.failed("\(problem)")) else { return false } }
      return try tell(.pastReviews(reviews))
    case .changeSilencing(let change): return try changeSilencing(change)
    case .readProjects: return try tell(keeping.workspace.allProjects(keeping.catalogue, at: Clock.now))
    // Of a screen and its keys.
    case .suspend, .redraw, .copy, .mouse, .colour, .cancelProbing: break
    }
    return true
  }

  private mutating func changeSilencing(_ change: SilencingChange) throws(Failure) -> Bool {
    let result: (ProbedFindings, [Observation])?
    do throws(Failure) {
      result = try work.change(change)
    } catch {
      return try tell(.silencingRefused(change, error.message))
    }
    guard let (findings, observations) = result else { return true }
    return try tell(.silencingChanged(change, findings, observations))
  }

  private mutating func tell(_ event: Event) throws(Failure) -> Bool {
    try perform(session.receive(event, at: Clock.now))
  }

  private var isEditorPossible: Bool { terminal.readsTerminal && terminal.writesTerminal }
  private static let noEditor = "an editor needs a terminal, and standard input or output is none"

  private mutating func probeAgain(takesSettings: Bool) throws(Failure) -> Bool {
    let events: [Event]
    do throws(Failure) {
      events = try keeping.reread(checklists, takesSettings: takesSettings)
    } catch {
      return try tell(.notProbed(error.firstProblem(in: keeping.workspace.root)))
    }
    for event in events {
      if case .checklistsRead(let new) = event { work.use(new) }
      guard try tell(event) else { return false }
    }
    try probe(kind: session.front.review.kind, settlesKind: false)
    return true
  }

  /// Runs the probes to their end, with a line now and then.
  private mutating func probe(kind: ProjectKind?, settlesKind: Bool) throws(Failure) {
    session.look.width = terminal.width
    work.start(kind: kind, settlesKind: settlesKind)
    var toldAt: Int?
    while true {
      // Asked before the mail is taken: once idle, all of it is there.
      let isOver = work.isIdle
      for mail in mailbox.takeAll() {
        switch mail {
        case .begin: break
        case .unreadable(let failure): throw failure
        case .probing(.progress(let done, let total, let label)):
          let now = Self.seconds
          if let toldAt, now - toldAt < Self.progressPauseSeconds { continue }
          toldAt = now
          _ = try tell(.progress(done: done, total: total, label: label))
        case .event(let event), .probing(let event): _ = try tell(event)
        }
      }
      if isOver { return }
      doorbell.wait()
    }
  }

  private static var seconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
