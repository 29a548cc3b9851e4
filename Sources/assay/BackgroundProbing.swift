import Checklists
import Dispatch
import Evidence
import Probes
import Repository
import Reviews
import Screens
import Synchronization
import Terminal
import Threads

/// What reaches the interface's loop from the workers.
enum ReviewMail: Sendable {
  case event(Event)
  /// The repository or its settings cannot be read: there is nothing to review.
  case unreadable(Failure)
}

/// Reads and probes the repository beside the interface, one run at a time; a new run ends the one before.
final class BackgroundProbing: Sendable {
  private let root: String
  private let catalogue: Catalogue
  private let mailbox: Mailbox<ReviewMail>
  /// The number of the run that may still speak; every start and every cancel raises it.
  private let current = Atomic(0)
  /// The last run that ended.
  private let last = Mutex<KeptOutcomes?>(nil)
  private let isListChanged = Atomic(false)

  init(root: String, catalogue: Catalogue, mailbox: Mailbox<ReviewMail>) {
    self.root = root
    self.catalogue = catalogue
    self.mailbox = mailbox
  }

  /// - Parameters:
  ///   - kind: what the module is taken for; nil decides from the code.
  ///   - settlesKind: the code's kind becomes the review's.
  func start(kind: ProjectKind?, settlesKind: Bool) {
    let run = current.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
    DispatchQueue.global(qos: .utility).async {
      DeepThreads.run { self.work(run, kind: kind, settlesKind: settlesKind) }
    }
  }

  func cancel() { current.wrappingAdd(1, ordering: .sequentiallyConsistent) }

  /// Changes the list of silenced findings; what follows from it, without probing again, once probes have run.
  func change(_ change: SilencingChange) throws(Failure) -> (ProbedFindings, [Observation])? {
    try SilencedList(root: root).make(change)
    isListChanged.store(true, ordering: .sequentiallyConsistent)
    return try resultUnderList()
  }

  /// What follows from the last run where the list was changed in this sitting: the run may have read an older one.
  func resultUnderChangedList() -> (ProbedFindings, [Observation])? {
    isListChanged.load(ordering: .sequentiallyConsistent) ? try? resultUnderList() : nil
  }

  private func resultUnderList() throws(Failure) -> (ProbedFindings, [Observation])? {
    guard let outcomes = last.withLock({ $0 }) else { return nil }
    return outcomes.result(try SilencedList(root: root).entries(), catalogue)
  }

  private func work(_ turn: Int, kind: ProjectKind?, settlesKind: Bool) {
    let total = AllProbes.list.count
    send(.progress(done: 0, total: total, label: "reading files"), of: turn)
    let snapshot: Snapshot
    do {
      snapshot = try Analysis.read(root, revision: nil, kind: kind)
    } catch {
      if isCurrent(turn) { mailbox.send(.unreadable(error)) }
      return
    }
    guard isCurrent(turn) else { return }
    let probing = ProbeRun(
      probes: AllProbes.list, subject: Subject(snapshot), workerCount: max(1, Machine.processorCount - 1))
    let found = probing.outcomes(isCancelled: { !self.isCurrent(turn) }) { done, probe in
      self.send(.progress(done: done, total: total, label: probe.text), of: turn)
    }
    guard found.count == total else { return }
    let outcomes = KeptOutcomes(outcomes: Silencing(snapshot).appliedComments(to: found), kind: snapshot.kind)
    let (findings, observations) = outcomes.result(snapshot.silenced, catalogue)
    let project = ProbedProject(
      files: snapshot.files.count, goLines: snapshot.goLineCount, commit: snapshot.commit, isDirty: snapshot.isDirty,
      kind: settlesKind ? snapshot.kind : nil)
    guard isCurrent(turn) else { return }
    last.withLock { $0 = outcomes }
    send(.findings(findings), of: turn)
    send(.observations(observations, project), of: turn)
    send(.probingEnded, of: turn)
  }

  private func isCurrent(_ run: Int) -> Bool { current.load(ordering: .sequentiallyConsistent) == run }

  private func send(_ event: Event, of run: Int) {
    if isCurrent(run) { mailbox.send(.event(event)) }
  }
}
