import Checklists
import Evidence
import Reviews
import Store
import Synchronization
import Threads

/// Probes many repositories, so many at a time, each in a process of its own: what one of them does to the probes ends
/// with its process, and its memory goes back to the system.
struct ProjectProbing: Sendable {
  let checklists: CatalogueOptions
  let storage: StoreOptions
  /// Repositories probed at a time.
  let jobCount: Int
  let now: Instant

  /// In the order of the paths.
  func rows(of paths: [String]) -> [Result<Portfolio.Row, Failure>] {
    let results = Mutex<[Int: Result<Portfolio.Row, Failure>]>([:])
    DeepThreads.perform(iterations: paths.count, workerCount: max(1, jobCount)) { index in
      let path = paths[index]
      let result = Result { () throws(Failure) in try row(of: path) }.mapError { failure in
        // Among many it must be said whose failure it is.
        failure.message.contains(path) ? failure : Failure(failure.code, "\(path.printable): \(failure.message)")
      }
      results.withLock { $0[index] = result }
    }
    return results.withLock { results in paths.indices.compactMap { results[$0] } }
  }

  /// The repository as it is now with the answers of its draft, or else of its latest final review, behind its reviews.
  private func row(of path: String) throws(Failure) -> Portfolio.Row {
    let workspace = try Workspace(path, storage)
    let settings = try SettingsFile.settings(root: workspace.root)
    let choice = ReviewChoice(workspace: workspace)
    let answers = try choice.answers()
    let settled = answers.flatMap { $0.observations.isEmpty ? nil : $0.kind }
    let catalogue = try checklists.catalogue(of: workspace.root)
    let (kept, project) = try probed(workspace.root, named: path, kind: settled)
    let (_, observations) = kept.result(settings.silenced, catalogue)
    let review = Review.next(
      from: answers, id: "projects", project: workspace.identity, kind: project.kind, commit: project.commit,
      isDirty: project.isDirty, at: now, catalogue: catalogue, toolVersion: Assay.toolVersion,
      observations: observations
    ).settled(by: settings)
    var reading = PastReading(
      of: workspace.identity, in: workspace.store, catalogue: catalogue, at: now,
      countMax: PastLibrary.newestCountMax, withDraft: false)
    if let problem = reading.problems.first { throw Failure(.review, "\(problem)") }
    reading.add(review, under: catalogue, at: now)
    let reviewedAt = answers.flatMap { $0.ownMoment ?? $0.events.map(\.at).max() }
    guard let row = Portfolio.Row(reading.timeline, path: path, reviewedAt: reviewedAt) else {
      throw Failure(.unreadable, "\(path.printable): nothing was found out")
    }
    return row
  }

  private func probed(
    _ root: String, named path: String, kind: ProjectKind?
  ) throws(Failure) -> (KeptOutcomes, ProbeEvent.Project) {
    // The processors are shared by the repositories; a folder's name never reads as an option.
    let workers = max(1, Machine.processorCount / max(1, jobCount))
    let arguments =
      ["probe-events", "--workers", "\(workers)"] + checklists.arguments + (kind.map { ["--kind", $0.rawValue] } ?? [])
      + ["--", root]
    guard let process = ProbeProcess(arguments: arguments) else {
      throw Failure(.unreadable, "\(path.printable): no process could be started for the probes; give fewer --jobs")
    }
    var outcomes: [Outcome] = []
    var project: ProbeEvent.Project?
    var failure: Failure?
    let status = process.read { line in
      switch ProbeEvent(line: line) {
      case .outcome(let outcome): outcomes.append(outcome)
      case .project(let found): project = found
      case .unreadable(let code, let message):
        failure = Failure(Failure.Code(rawValue: Int32(code)) ?? .unreadable, message)
      case .progress, nil: break
      }
    }
    if let failure { throw failure }
    guard let project, status == 0 else {
      let ending = status > 128 ? "by signal \(status - 128)" : "with status \(status)"
      throw Failure(.unreadable, "\(path.printable): the probes ended early, \(ending); assay probe shows more")
    }
    return (KeptOutcomes(outcomes: outcomes, kind: project.kind), project)
  }
}
