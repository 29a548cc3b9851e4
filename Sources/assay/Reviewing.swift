import Canvas
import Checklists
import Evidence
import Intake
import Repository
import Reviews
import Screens
import Store
import Terminal

/// The program's side of the interface: takes keys and mail to the screens and performs what they ask for.
struct Reviewing: Conversation {
  var front: Front
  private var keeping: ReviewKeeping
  let mailbox: Mailbox<ReviewMail>
  let work: BackgroundProbing
  let library: PastLibrary
  private let checklists: CatalogueOptions
  let now: @Sendable () -> Instant
  /// Why the conversation had to end, if it did.
  private(set) var failure: Failure?

  init(
    front: Front, workspace: Workspace, draft: DraftSession?, mailbox: Mailbox<ReviewMail>, work: BackgroundProbing,
    library: PastLibrary, catalogue: Catalogue, checklists: CatalogueOptions, now: @escaping @Sendable () -> Instant
  ) {
    self.front = front
    self.checklists = checklists
    keeping = ReviewKeeping(workspace: workspace, draft: draft, catalogue: catalogue)
    self.mailbox = mailbox
    self.work = work
    self.library = library
    self.now = now
    draft?.whenNotSynced = { mailbox.send(.event(ReviewKeeping.unsaved($0))) }
  }

  func frame(at size: Size, in look: Look) -> Frame { front.frame(at: size, in: look) }

  mutating func hear(_ key: Key, on terminal: any Display) -> Bool {
    perform(front.handle(key, at: now()), on: terminal)
  }

  mutating func takeMail(on terminal: any Display) -> Bool {
    for mail in mailbox.takeAll() {
      switch mail {
      case .begin(let kind, let settlesKind):
        work.start(kind: kind, settlesKind: settlesKind)
        library.readNewest()
        library.readExplanations()
      // What was saved since needs no word any more.
      case .event(.unsaved) where !keeping.isBehind: continue
      case .event(let event):
        guard perform(front.receive(event, at: now()), on: terminal) else { return false }
      case .probing(let event):
        guard perform(front.receive(newest(event), at: now()), on: terminal) else { return false }
      case .unreadable(let why):
        failure = why
        return false
      }
    }
    return true
  }

  mutating func prepare(on terminal: any Display) -> Bool {
    let effects = front.foresee()
    return !effects.isEmpty && perform(effects, on: terminal)
  }

  /// The draft in one file again, and a last try for what could not be saved.
  mutating func close() {
    if let problem = keeping.close(front.review) { failure = problem }
  }

  /// Does what the screens ask for; false once they want to leave.
  private mutating func perform(_ effects: [Effect], on terminal: any Display) -> Bool {
    for effect in effects {
      guard perform(effect, on: terminal) else { return false }
    }
    return true
  }

  private mutating func perform(_ effect: Effect, on terminal: any Display) -> Bool {
    switch effect {
    case .save(let review): return keeping.save(review, waitingForDisk: false).map { tell($0, on: terminal) } ?? true
    case .write(let review):
      for event in keeping.write(review) {
        guard tell(event, on: terminal) else { return false }
      }
    case .quit: return false
    case .finish(let review): return keeping.finish(review).map { tell($0, on: terminal) } ?? true
    case .probe: return probeAgain(takesSettings: true, on: terminal)
    case .cancelProbing:
      work.cancel()
      return tell(.probingCancelled, on: terminal)
    case .kindChanged: return probeAgain(takesSettings: false, on: terminal)
    case .export(let format, let path): return tell(keeping.export(front.review, format, path, at: now()), on: terminal)
    case .openEditor(let location):
      let ending = terminal.edit(
        path: PrintablePath.real(root: keeping.workspace.root, path: location.path), line: location.line)
      if let text = ending.text { return tell(.failed(text), on: terminal) }
    case .editNote(let item, let text):
      let (ending, edited) = terminal.edit(text: text)
      if let edited { return tell(.noteEdited(item: item, text: edited), on: terminal) }
      if let text = ending.text { return tell(.failed("The note is as it was: " + text), on: terminal) }
    case .readSource(let location): return tell(keeping.source(location), on: terminal)
    case .colour(let text):
      return tell(.coloured(text, ShownSource.lines(of: text, isGo: true)), on: terminal)
    case .changeSilencing(let change): return changeSilencing(change, on: terminal)
    case .readPast: library.readAll()
    case .readProjects: library.readProjects()
    case .readPastReviews(let ids):
      let (reviews, problems) = keeping.workspace.reviews(ids)
      for problem in problems { guard tell(.failed("\(problem)"), on: terminal) else { return false } }
      return tell(.pastReviews(reviews), on: terminal)
    case .suspend: terminal.suspend()
    case .redraw: terminal.forget()
    case .mouse(let isOn):
      guard terminal.setMouse(isOn) || !isOn else {
        return tell(.failed("This terminal does not tell of the mouse"), on: terminal)
      }
    case .copy(let text): terminal.copy(text)
    }
    return true
  }

  /// Who edits settings or checklists meanwhile runs the probes again to see what comes of it.
  private mutating func probeAgain(takesSettings: Bool, on terminal: any Display) -> Bool {
    let events: [Event]
    do {
      events = try keeping.reread(checklists, takesSettings: takesSettings)
    } catch {
      work.cancel()
      return tell(.notProbed(error.firstProblem(in: keeping.workspace.root)), on: terminal)
    }
    for event in events {
      if case .checklistsRead(let new) = event {
        work.use(new)
        library.use(new)
      }
      guard tell(event, on: terminal) else { return false }
    }
    work.start(kind: front.review.kind, settlesKind: false)
    return true
  }

  private mutating func tell(_ event: Event, on terminal: any Display) -> Bool {
    perform(front.receive(event, at: now()), on: terminal)
  }

  private mutating func changeSilencing(_ change: SilencingChange, on terminal: any Display) -> Bool {
    do {
      guard let (findings, observations) = try work.change(change) else { return true }
      return tell(.silencingChanged(change, findings, observations), on: terminal)
    } catch {
      return tell(.silencingRefused(change, error.message), on: terminal)
    }
  }

  /// What a run found and what follows from it, under the list of silenced findings as it is now.
  private func newest(_ event: Event) -> Event {
    switch event {
    case .findings: work.resultUnderChangedList().map { .findings($0.0) } ?? event
    case .observations(_, let project): work.resultUnderChangedList().map { .observations($0.1, project) } ?? event
    default: event
    }
  }
}
