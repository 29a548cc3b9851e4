import Checklists
import Evidence
import Intake
import Probes
import Repository
import Reviews
import Store
import Synchronization
import Threads

/// Probes the chosen commits again, the newest first, and keeps each as soon as it is done.
///
/// A commit that was kept under the same conditions is not probed again, so a run that was stopped goes on where it
/// stopped. What every commit gets is what `assay probe --rev` gives.
struct ReplayRun: Sendable {
  /// Commits at a time: one that is probed and one that is read or freed.
  private static let workerCount = 2

  let path: String
  let choice: CommitChoice
  /// Whether commits between are probed until each change has its own.
  let isExact: Bool
  let kind: ProjectKind?
  let catalogue: Catalogue
  let kept: KeptReplay
  let progress: ReplayProgress
  private let memory = OutcomeMemory()
  /// Held while a commit is probed: meanwhile the next one is read and parsed, and the last one freed.
  private let probing = Lock()

  /// A lock that copies of the run share.
  private final class Lock: Sendable {
    private let mutex = Mutex(())
    func perform<Value: Sendable, Problem: Error>(_ body: () throws(Problem) -> Value) throws(Problem) -> Value {
      try mutex.withLock { _ throws(Problem) in try body() }
    }
  }

  init(
    path: String, choice: CommitChoice, isExact: Bool, kind: ProjectKind?, catalogue: Catalogue, kept: KeptReplay,
    progress: ReplayProgress
  ) {
    self.path = path
    self.choice = choice
    self.isExact = isExact
    self.kind = kind
    self.catalogue = catalogue
    self.kept = kept
    self.progress = progress
  }

  /// What the run took, for whoever measures it.
  struct Effort {
    var probed = 0
    var parsed = 0
    var files = 0

    mutating func add(_ other: Effort) {
      probed += other.probed
      parsed += other.parsed
      files += other.files
    }
  }

  func replay(project: String) throws(Failure) -> (replay: Replay, effort: Effort) {
    let log: CommitLog
    do {
      log = try CommitLog(of: path)
    } catch {
      throw Failure(.unreadable, "\(error)")
    }
    let chosen = choice.chosen(from: log.commits, tagged: log.tagged)
    guard !chosen.isEmpty else { throw nothing(log) }
    var effort = try probe(chosen)
    let places = Dictionary(log.commits.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let replay = joined(chosen, places, Replay(project: project, choice: choice, isShallow: log.isShallow))
    guard isExact else { return (replay, effort) }
    var search = ChangeSearch(replay, places: places)
    while !search.wanted.isEmpty {
      let wanted = search.wanted.map { (place: $0, commit: log.commits[$0]) }
      effort.add(try probe(wanted.map(\.commit)))
      let points = kept.points
      search.take(
        wanted.reduce(into: [:]) { found, asked in
          if case .probed(let point) = points[asked.commit.id]?.at(asked.commit) { found[asked.place] = point }
        })
    }
    return (replay.with(changes: search.changes(under: catalogue)), effort)
  }

  /// What is kept of the chosen commits, oldest first.
  private func joined(_ chosen: [PastCommit], _ places: [String: Int], _ empty: Replay) -> Replay {
    var replay = empty
    let points = kept.points
    var last: PastCommit?
    for commit in chosen.reversed() {
      switch points[commit.id]?.at(commit) {
      case .probed(let point):
        replay.add(point, distance: last.flatMap { ReplayRun.distance($0, commit, places) }, under: catalogue)
        last = commit
      case .skipped(let skipped): replay.skip(skipped)
      case nil: continue
      }
    }
    return replay
  }

  /// How many commits lie between two of one line; nil when they are not of one.
  private static func distance(_ old: PastCommit, _ new: PastCommit, _ places: [String: Int]) -> Int? {
    guard let from = places[old.id], let to = places[new.id], from > to else { return nil }
    return from - to - 1
  }

  /// Probes those of the commits that are not kept.
  private func probe(_ chosen: [PastCommit]) throws(Failure) -> Effort {
    let known = kept.points
    let commits = chosen.filter { known[$0.id] == nil }
    var effort = Effort()
    guard !commits.isEmpty else { return effort }
    progress.begin(of: chosen.count, kept: chosen.count - commits.count)
    defer { progress.end() }
    do throws(IntakeError) {
      let reader = try PastReader(of: path, commits: commits.map(\.id), asking: catalogue.askedFiles)
      let problem = Mutex<IntakeError?>(nil)
      DeepThreads.perform(iterations: commits.count, workerCount: ReplayRun.workerCount) { turn in
        guard problem.withLock({ $0 == nil }) else { return }
        do throws(IntakeError) {
          kept.keep(try entry(of: commits[turn], turn, reader))
          reader.done(turn: turn)
          progress.ended(commits[turn], parsed: reader.parseCount)
        } catch {
          problem.withLock { $0 = error }
        }
      }
      if let problem = problem.withLock({ $0 }) { throw problem }
      effort = Effort(probed: commits.count, parsed: reader.parseCount, files: reader.fileCount)
    } catch {
      throw Failure(.unreadable, "\(error)")
    }
    return effort
  }

  /// A commit without Go files, without the folder or with broken settings is left out with its reason.
  private func entry(
    of commit: PastCommit, _ turn: Int, _ reader: PastReader
  ) throws(IntakeError) -> KeptReplay.Entry {
    let content: RepositoryContent
    let listing: PastListing
    do throws(IntakeError) {
      (content, listing) = try reader.content(ofTurn: turn, named: commit.shortID)
    } catch {
      switch error {
      case .noGoFiles: return .skipped(.init(commit: commit, reason: "holds no Go files"))
      case .noFolderInRevision(let folder, _):
        return .skipped(.init(commit: commit, reason: "has no folder \(folder)"))
      case .tooManyFiles(_, let max): return .skipped(.init(commit: commit, reason: "holds more than \(max) files"))
      default: throw error
      }
    }
    do throws(Failure) {
      let (snapshot, settings) = try Analysis.snapshot(of: content, { .revision(commit: commit.id) }, kind: kind)
      let analysis = try probing.perform { () throws(Failure) in
        let memory = self.memory.reading(listing, kind: snapshot.kind)
        return try Analysis(snapshot, settings, only: [], catalogue: catalogue, memory: memory)
      }
      return .probed(
        Replay.Point(
          commit: commit, kind: snapshot.kind, suggestions: analysis.observations.map { Replay.Suggestion($0) }))
    } catch {
      return .skipped(.init(commit: commit, reason: error.message.split(separator: "\n").joined(separator: " ")))
    }
  }

  private func nothing(_ log: CommitLog) -> Failure {
    if choice.step == .tag, log.tagged.isEmpty {
      return Failure(.usage, "\(path.printable): no tag leads to the present commit; replay with --every week")
    }
    return Failure(.usage, "\(path.printable): no commit is as young as --since asks; name an earlier day")
  }
}
