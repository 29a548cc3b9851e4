import Canvas
import Checklists
import Evidence
import Intake
import Reports
import Repository
import Reviews
import Screens
import Store
import Terminal

/// The program's side of the interface: takes keys and mail to the screens and performs what they ask for.
struct Reviewing: Conversation {
  var front: Front
  let workspace: Workspace
  /// Nil in a read-only session.
  let draft: DraftSession?
  let mailbox: Mailbox<ReviewMail>
  let work: BackgroundProbing
  let library: PastLibrary
  let catalogue: Catalogue
  let now: @Sendable () -> Instant
  /// Why the conversation had to end, if it did.
  private(set) var failure: Failure?
  /// A save that failed: it is tried again with every change and once more at the end.
  private var isUnsaved = false

  /// Lines shown around a finding; the screens cut what fits.
  private static let excerptLineCount = 400

  init(
    front: Front, workspace: Workspace, draft: DraftSession?, mailbox: Mailbox<ReviewMail>, work: BackgroundProbing,
    library: PastLibrary, catalogue: Catalogue, now: @escaping @Sendable () -> Instant
  ) {
    self.front = front
    self.workspace = workspace
    self.draft = draft
    self.mailbox = mailbox
    self.work = work
    self.library = library
    self.catalogue = catalogue
    self.now = now
  }

  func frame(at size: Size, in look: Look) -> Frame { front.frame(at: size, in: look) }

  mutating func hear(_ key: Key, on terminal: any Display) -> Bool {
    perform(front.handle(key, at: now()), on: terminal)
  }

  mutating func takeMail(on terminal: any Display) -> Bool {
    for mail in mailbox.takeAll() {
      switch mail {
      case .event(let event):
        guard perform(front.receive(newest(event), at: now()), on: terminal) else { return false }
      case .unreadable(let why):
        failure = why
        return false
      }
    }
    return true
  }

  /// The draft in one file again, and a last try for what could not be saved.
  mutating func close() {
    guard let draft, front.review.state == .draft else { return }
    do {
      if isUnsaved { try draft.save(front.review) }
      try draft.close()
    } catch {
      failure = Failure(.review, "\(error)")
    }
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
    case .save(let review): return save(review, on: terminal)
    case .quit: return false
    case .finish(let review): return finish(review, on: terminal)
    case .probe: work.start(kind: front.review.kind, settlesKind: false)
    case .cancelProbing:
      work.cancel()
      return tell(.probingCancelled, on: terminal)
    case .kindChanged(let kind): work.start(kind: kind, settlesKind: false)
    case .export(let format, let path): return export(format, path, on: terminal)
    case .openEditor(let location):
      let ending = terminal.edit(
        path: PrintablePath.real(root: workspace.root, path: location.path), line: location.line)
      if let text = ending.text { return tell(.failed(text), on: terminal) }
    case .editNote(let item, let text):
      let (ending, edited) = terminal.edit(text: text)
      if let edited { return tell(.noteEdited(item: item, text: edited), on: terminal) }
      if let text = ending.text { return tell(.failed("the note is as it was: " + text), on: terminal) }
    case .readSource(let location):
      let (first, lines) = SourceExcerpt.sourceLines(
        root: workspace.root, path: location.path, around: location.line, count: Self.excerptLineCount)
      return tell(.source(path: location.path, firstLine: first, lines: lines), on: terminal)
    case .colour(let text):
      return tell(.coloured(text, ShownSource.lines(of: text, isGo: true)), on: terminal)
    case .changeSilencing(let change): return changeSilencing(change, on: terminal)
    case .readPast: library.readAll()
    case .readProjects: library.readProjects()
    case .readPastReviews(let ids):
      let (reviews, problems) = library.reviews(ids)
      for problem in problems { guard tell(.failed("\(problem)"), on: terminal) else { return false } }
      return tell(.pastReviews(reviews), on: terminal)
    case .suspend: terminal.suspend()
    case .redraw: terminal.forget()
    case .mouse(let isOn):
      guard terminal.setMouse(isOn) || !isOn else {
        return tell(.failed("this terminal does not tell of the mouse"), on: terminal)
      }
    case .copy(let text): terminal.copy(text)
    }
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

  private mutating func save(_ review: Review, on terminal: any Display) -> Bool {
    guard let draft else { return true }
    do {
      try draft.save(review)
      isUnsaved = false
      return tell(.saved, on: terminal)
    } catch {
      isUnsaved = true
      return tell(.failed("not saved: \(error)"), on: terminal)
    }
  }

  private mutating func finish(_ review: Review, on terminal: any Display) -> Bool {
    guard let draft else { return true }
    do {
      try draft.finish(review)
      isUnsaved = false
      return tell(.finished(review), on: terminal)
    } catch {
      return tell(.failed("not made final: \(error)"), on: terminal)
    }
  }

  private mutating func export(_ format: String, _ path: String, on terminal: any Display) -> Bool {
    let report = ReviewReport(review: front.review, catalogue: catalogue, now: now())
    let target = path.hasPrefix("/") ? path : workspace.root + "/" + path
    do {
      try TextFile.replace(target, with: format == "json" ? report.json.text : report.markdown)
      return tell(.message("written: \(target)"), on: terminal)
    } catch {
      return tell(.failed(error.message), on: terminal)
    }
  }
}
