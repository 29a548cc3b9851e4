import Checklists
import Evidence
import Intake
import Probes
import Repository
import Reviews
import Store

/// Probes the chosen commits again, the newest first, and keeps each as soon as it is done.
///
/// A commit that was kept under the same conditions is not probed again, so a run that was stopped goes on where it
/// stopped. What every commit gets is what `assay probe --rev` gives.
struct ReplayRun {
  let path: String
  let choice: CommitChoice
  let kind: ProjectKind?
  let catalogue: Catalogue
  let kept: KeptReplay
  let progress: ReplayProgress

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
    let effort = try probe(chosen.filter { kept.points[$0.id] == nil }, known: chosen.count)
    var replay = Replay(project: project, choice: choice, isShallow: log.isShallow)
    let turns = Dictionary(log.commits.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var last: PastCommit?
    for commit in chosen.reversed() {
      switch kept.points[commit.id]?.at(commit) {
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
      for (turn, commit) in commits.enumerated() {
        kept.keep(try entry(of: commit, turn, reader))
        reader.done(turn: turn)
        effort.probed += 1
        effort.parsed = reader.parseCount
        progress.ended(commit, parsed: reader.parseCount)
      }
      effort.files = reader.fileCount
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
    do throws(IntakeError) {
      content = try reader.content(ofTurn: turn, named: commit.shortID)
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
      let analysis = try Analysis(snapshot, settings, only: [], catalogue: catalogue)
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
