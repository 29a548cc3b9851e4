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
    path: String, choice: CommitChoice, kind: ProjectKind?, catalogue: Catalogue, kept: KeptReplay,
    progress: ReplayProgress
  ) {
    self.path = path
    self.choice = choice
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
    let before = kept.points
    let effort = try probe(chosen.filter { before[$0.id] == nil }, known: chosen.count)
    let points = kept.points
    var replay = Replay(project: project, choice: choice, isShallow: log.isShallow)
    let turns = Dictionary(log.commits.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var last: PastCommit?
    for commit in chosen.reversed() {
      switch points[commit.id]?.at(commit) {
      case .probed(let point):
        replay.add(point, distance: last.flatMap { ReplayRun.distance($0, commit, turns) }, under: catalogue)
        last = commit
      case .skipped(let skipped): replay.skip(skipped)
      case nil: continue
      }
    }
    return (replay, effort)
  }

  /// How many commits lie between two of one line; nil when they are not of one.
  private static func distance(_ old: PastCommit, _ new: PastCommit, _ turns: [String: Int]) -> Int? {
    guard let from = turns[old.id], let to = turns[new.id], from > to else { return nil }
    return from - to - 1
  }

  private func probe(_ commits: [PastCommit], known: Int) throws(Failure) -> Effort {
    var effort = Effort()
    guard !commits.isEmpty else { return effort }
    progress.begin(of: known, kept: known - commits.count)
    defer { progress.end() }
    do throws(IntakeError) {
      let reader = try PastReader(of: path, commits: commits.map(\.id))
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
