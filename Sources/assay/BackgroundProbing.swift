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
  /// Runs that have not returned yet, cancelled ones included.
  private let atWork = Atomic(0)

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
    atWork.wrappingAdd(1, ordering: .sequentiallyConsistent)
    DispatchQueue.global(qos: .utility).async {
      DeepThreads.run { self.work(run, kind: kind, settlesKind: settlesKind) }
      self.atWork.wrappingSubtract(1, ordering: .sequentiallyConsistent)
      self.mailbox.ring()
    }
  }

  func cancel() { current.wrappingAdd(1, ordering: .sequentiallyConsistent) }

  /// Whether nothing is being read or probed. All mail of a run is in the box before this turns true.
  var isIdle: Bool { atWork.load(ordering: .sequentiallyConsistent) == 0 }

  private func work(_ run: Int, kind: ProjectKind?, settlesKind: Bool) {
    let total = AllProbes.list.count
    send(.progress(done: 0, total: total, label: "reading files"), of: run)
    let snapshot: Snapshot
    do {
      snapshot = try Analysis.read(root, revision: nil, kind: kind)
    } catch {
      if isCurrent(run) { mailbox.send(.unreadable(error)) }
      return
    }
    guard isCurrent(run) else { return }
    let probing = ProbeRun(
      probes: AllProbes.list, subject: Subject(snapshot), workerCount: max(1, Machine.processorCount - 1))
    let found = probing.outcomes(isCancelled: { !self.isCurrent(run) }) { done, probe in
      self.send(.progress(done: done, total: total, label: probe.text), of: run)
    }
    guard found.count == total else { return }
    let outcomes = Silencing(snapshot).applied(to: found)
    let observations = Analysis.observations(of: outcomes, kind: snapshot.kind, catalogue: catalogue)
    let project = ProbedProject(
      files: snapshot.files.count, goLines: snapshot.goLineCount, commit: snapshot.commit, isDirty: snapshot.isDirty,
      kind: settlesKind ? snapshot.kind : nil)
    send(.observations(observations, project), of: run)
    send(.probingEnded, of: run)
  }

  private func isCurrent(_ run: Int) -> Bool { current.load(ordering: .sequentiallyConsistent) == run }

  private func send(_ event: Event, of run: Int) {
    if isCurrent(run) { mailbox.send(.event(event)) }
  }
}
