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
  /// Of a run of the probes.
  case probing(Event)
  /// Of the first run: the repository or its settings cannot be read, so there is nothing to review.
  case unreadable(Failure)

  fileprivate var isOfRun: Bool {
    switch self {
    case .probing, .unreadable: true
    case .begin, .event: false
    }
  }
}

/// Reads and probes the repository beside the interface in a process of its own, one run at a time; a new run ends the
/// one before.
final class BackgroundProbing: Sendable {
  private let root: String
  /// What makes the process know the same checklists.
  private let checklists: [String]
  private let mailbox: Mailbox<ReviewMail>
  private let state: Mutex<State>

  private struct State {
    /// What the outcomes are judged by.
    var catalogue: Catalogue
    /// The number of the run that may still speak; every start and every cancel raises it.
    var turn = 0
    static let firstTurn = 1
    var process: ProbeProcess?
    /// Runs that have not returned yet, cancelled ones included.
    var atWorkCount = 0
    /// The last run that ended.
    var last: KeptOutcomes?
    var isListChanged = false
  }

  init(root: String, catalogue: Catalogue, checklists: [String], mailbox: Mailbox<ReviewMail>) {
    self.root = root
    state = Mutex(State(catalogue: catalogue))
    self.checklists = checklists
    self.mailbox = mailbox
  }

  /// Judges by other checklists from now on; a run that is under way is to be followed by another.
  func use(_ catalogue: Catalogue) { state.withLock { $0.catalogue = catalogue } }

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
    let (last, catalogue) = state.withLock { ($0.last, $0.catalogue) }
    guard let last else { return nil }
    return last.result(try SettingsFile.settings(root: root).silenced, catalogue)
  }

  private func work(_ turn: Int, kind: ProjectKind?, settlesKind: Bool) {
    // A folder's name never reads as an option.
    let arguments = ["probe-events"] + checklists + (kind.map { ["--kind", $0.rawValue] } ?? []) + ["--", root]
    guard let process = ProbeProcess(arguments: arguments) else {
      return send(.notProbed("no process could be started for the probes"), of: turn)
    }
    if !keep(process, of: turn) { process.stop() }
    follow(process, turn, settlesKind: settlesKind)
  }

  /// Nothing of a run is told after this, and its process is gone at once.
  func cancel() { _ = begin() }

  /// What the run before has said and nobody has heard yet is taken back: its progress would stand on the screen for
  /// good, and its end would pass for that of the new run.
  private func begin() -> Int {
    state.withLock { state in
      state.process?.stop()
      state.process = nil
      state.turn += 1
      mailbox.remove(where: \.isOfRun)
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
    var isUnderstood = true
    let status = process.read { line in
      switch ProbeEvent(line: line) {
      case .progress(let done, let total, let label):
        send(.progress(done: done, total: total, label: label), of: turn)
      case .outcome(let outcome): outcomes.append(outcome)
      case .project(let found): project = found
      case .unreadable(let code, let message):
        unreadable = Failure(Failure.Code(rawValue: Int32(code)) ?? .unreadable, message)
      // An outcome left out would pass for a probe that found nothing.
      case nil: isUnderstood = false
      }
    }
    if let unreadable { return refuse(unreadable, turn) }
    guard let project, status == 0, isUnderstood else {
      let ending =
        status > 128
        ? "by signal \(status - 128)"
        : status == 0 ? "or said what was not understood" : "with status \(status)"
      return send(.notProbed("the probes ended early, \(ending); assay probe shows more"), of: turn)
    }
    let kept = KeptOutcomes(outcomes: outcomes, kind: project.kind)
    let settings: ProjectSettings
    do {
      settings = try SettingsFile.settings(root: root)
    } catch {
      return refuse(error, turn)
    }
    let (findings, observations) = kept.result(settings.silenced, state.withLock { $0.catalogue })
    let probed = ProbedProject(
      files: project.fileCount, goLines: project.goLineCount, commit: project.commit, isDirty: project.isDirty,
      kind: settlesKind ? project.kind : nil, waivers: settings.waivers,
      libraries: LibraryKnowledge.used(in: outcomes))
    guard keep(kept, of: turn) else { return }
    send(.findings(findings), of: turn)
    send(.observations(observations, probed), of: turn)
    send(.probingEnded, of: turn)
  }

  /// Without the first run there is nothing to review; a later one leaves what is there as it is.
  private func refuse(_ failure: Failure, _ turn: Int) {
    if turn == State.firstTurn { return mail(.unreadable(failure), of: turn) }
    send(.notProbed(failure.firstProblem(in: root)), of: turn)
  }

  private func send(_ event: Event, of turn: Int) { mail(.probing(event), of: turn) }

  /// Sent under the lock, so that nothing of a run comes into the box after it was cancelled.
  private func mail(_ mail: ReviewMail, of turn: Int) {
    state.withLock { state in
      if state.turn == turn { mailbox.send(mail) }
    }
  }
}
