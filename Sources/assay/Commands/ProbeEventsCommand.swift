import ArgumentParser
import Evidence
import Probes
import Repository
import Threads

/// `assay probe-events`: probes beside a review and tells it what happens; started by `assay review`, not by people.
struct ProbeEventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe-events", abstract: "Probes and prints events for a review, one JSON object a line.",
    shouldDisplay: false)

  @OptionGroup var checklists: CatalogueOptions
  @Argument(help: "The repository's folder.")
  var path: String
  @Option(help: "service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @Option(help: "Threads that probe; without it one processor stays free for the keys.")
  var workers: Int?

  func run() throws {
    do {
      ReaderWatch.start()
      try DeepThreads.run { Result { try probe() } }.get()
    } catch let failure as Failure {
      tell(.unreadable(code: Int(failure.code.rawValue), message: failure.message))
    }
  }

  private func probe() throws {
    let catalogue = try checklists.catalogue(of: path)
    let probes = catalogue.runnableProbes
    let total = probes.count
    tell(.progress(done: 0, total: total, label: "reading files"))
    let snapshot = try Analysis.read(path, revision: nil, kind: kind, asking: catalogue.askedFiles).snapshot
    let run = ProbeRun(
      probes: probes, subject: Subject(snapshot), workerCount: max(1, workers ?? Machine.processorCount - 1))
    let found = run.outcomes(ended: { done, probe in
      tell(.progress(done: done, total: total, label: probe.text))
    })
    // The review applies the repository's list of silenced findings, because it may change while it looks at them.
    for outcome in Silencing(snapshot).appliedComments(to: found) { tell(.outcome(outcome)) }
    tell(
      .project(
        ProbeEvent.Project(
          fileCount: snapshot.files.count, goLineCount: snapshot.goLineCount, commit: snapshot.commit,
          isDirty: snapshot.isDirty, kind: snapshot.kind)))
    // The system takes everything back at once.
    _ = Unmanaged.passRetained(snapshot)
  }

  /// Threads tell their progress in lines too short for a pipe to mix; outcomes come from one thread.
  private func tell(_ event: ProbeEvent) { Console.write(event.line) }
}
