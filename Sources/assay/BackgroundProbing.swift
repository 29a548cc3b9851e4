import Checklists
import Evidence
import Reviews
import Screens
import Synchronization
import Terminal
import Threads

/// What reaches the interface's loop from the workers.
enum ReviewMail: Sendable {
  /// The first frame is shown: time to read and probe. The kind is as `BackgroundProbing.start` takes it.
  case begin(kind: ProjectKind?, settlesKind: Bool)
  case event(Event)
  /// The repository or its settings cannot be read: there is nothing to review.
  case unreadable(Failure)
}

/// Reads and probes the repository beside the interface in a process of its own, one run at a time; a new run ends the
/// one before.
final class BackgroundProbing: Sendable {
  private let root: String
  private let catalogue: Catalogue
  private let mailbox: Mailbox<ReviewMail>
  private let state = Mutex(State())

  private struct State {
    /// The number of the run that may still speak; every start and every cancel raises it.
    var turn = 0
    var process: ProbeProcess?
    /// Runs that have not returned yet, cancelled ones included.
    var atWorkCount = 0
    /// The last run that ended.
    var last: KeptOutcomes?
    var isListChanged = false
  }

  init(root: String, catalogue: Catalogue, mailbox: Mailbox<ReviewMail>) {
    self.root = root
    self.catalogue = catalogue
    self.mailbox = mailbox
  }

  /// - Parameters:
  ///   - kind: what the module is taken for; nil decides from the code.
  ///   - settlesKind: the code's kind becomes the review's.
  func start(kind: ProjectKind?, settlesKind: Bool) {
    let turn = begin()
    state.withLock { $0.atWorkCount += 1 }
    DeepThreads.start {
      self.work(turn, kind: kind, settlesKind: settlesKind)
      self.state.withLock { $0.atWorkCount -= 1 }
      self.mailbox.ring()
    }
  }

  /// Whether nothing is being read or probed. All mail of a run is in the box before this turns true.
  var isIdle: Bool { state.withLock { $0.atWorkCount == 0 } }

  /// Changes the list of silenced findings; what follows from it, without probing again, once probes have run.
  func change(_ change: SilencingChange) throws(Failure) -> (ProbedFindings, [Observation])? {
    try SilencedList(root: root).make(change)
    state.withLock { $0.isListChanged = true }
    return try resultUnderList()
  }

  /// What follows from the last run where the list was changed in this sitting: the run may have read an older one.
  func resultUnderChangedList() -> (ProbedFindings, [Observation])? {
    state.withLock { $0.isListChanged } ? try? resultUnderList() : nil
  }

  private func resultUnderList() throws(Failure) -> (ProbedFindings, [Observation])? {
    guard let outcomes = state.withLock({ $0.last }) else { return nil }
    return outcomes.result(try SilencedList(root: root).entries(), catalogue)
  }

  private func work(_ turn: Int, kind: ProjectKind?, settlesKind: Bool) {
    // A folder's name never reads as an option.
    let arguments = ["probe-events"] + (kind.map { ["--kind", $0.rawValue] } ?? []) + ["--", root]
    guard let process = ProbeProcess(arguments: arguments) else {
      send(.probingCancelled, of: turn)
      return send(.failed("no process could be started for the probes; R tries again"), of: turn)
    }
    if !keep(process, of: turn) { process.stop() }
    follow(process, turn, settlesKind: settlesKind)
  }

  /// Nothing of a run is told after this, and its process is gone at once.
  func cancel() { _ = begin() }

  private func begin() -> Int {
    state.withLock { state in
      state.process?.stop()
      state.process = nil
      state.turn += 1
      return state.turn
    }
  }

  /// False when the run is over before its process began.
  private func keep(_ process: ProbeProcess, of turn: Int) -> Bool {
    state.withLock { state in
      guard state.turn == turn else { return false }
      state.process = process
      return true
    }
  }

  private func keep(_ outcomes: KeptOutcomes, of turn: Int) -> Bool {
    state.withLock { state in
      guard state.turn == turn else { return false }
      state.last = outcomes
      return true
    }
  }

  private func follow(_ process: ProbeProcess, _ turn: Int, settlesKind: Bool) {
    var outcomes: [Outcome] = []
    var project: ProbeEvent.Project?
    var unreadable: Failure?
    let status = process.read { line in
      switch ProbeEvent(line: line) {
      case .progress(let done, let total, let label):
        send(.progress(done: done, total: total, label: label), of: turn)
      case .outcome(let outcome): outcomes.append(outcome)
      case .project(let found): project = found
      case .unreadable(let code, let message):
        unreadable = Failure(Failure.Code(rawValue: Int32(code)) ?? .unreadable, message)
      case nil: break
      }
    }
    if let unreadable {
      if isCurrent(turn) { mailbox.send(.unreadable(unreadable)) }
      return
    }
    guard let project, status == 0 else {
      let ending = status > 128 ? "by signal \(status - 128)" : "with status \(status)"
      send(.probingCancelled, of: turn)
      return send(.failed("the probes ended early, \(ending); assay probe shows more, R tries again"), of: turn)
    }
    let kept = KeptOutcomes(outcomes: outcomes, kind: project.kind)
    let findings: ProbedFindings
    let observations: [Observation]
    do {
      (findings, observations) = kept.result(try SilencedList(root: root).entries(), catalogue)
    } catch {
      if isCurrent(turn) { mailbox.send(.unreadable(error)) }
      return
    }
    let probed = ProbedProject(
      files: project.fileCount, goLines: project.goLineCount, commit: project.commit, isDirty: project.isDirty,
      kind: settlesKind ? project.kind : nil)
    guard keep(kept, of: turn) else { return }
    send(.findings(findings), of: turn)
    send(.observations(observations, probed), of: turn)
    send(.probingEnded, of: turn)
  }

  private func isCurrent(_ turn: Int) -> Bool { state.withLock { $0.turn == turn } }

  private func send(_ event: Event, of turn: Int) {
    if isCurrent(turn) { mailbox.send(.event(event)) }
  }
}
