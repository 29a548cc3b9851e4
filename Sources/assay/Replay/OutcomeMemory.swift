import Evidence
import Intake
import Repository
import Synchronization

/// Outcomes of the commits probed last, for those that look at nothing that has changed since.
///
/// A probe sees the snapshot and nothing else, so where the areas it looked at are the same, its outcome is: it would look
/// at the same things again and say the same.
final class OutcomeMemory: Sendable {
  /// Neighbours are alike; those farther away are not.
  private static let commitCountMax = 3

  private let commits = Mutex<[Commit]>([])

  /// One commit whose outcomes are remembered.
  final class Commit: Sendable {
    let listing: PastListing
    let kind: ProjectKind
    private let outcomes = Mutex<[ProbeID: (areas: SnapshotAreas, outcome: Outcome)]>([:])

    init(listing: PastListing, kind: ProjectKind) {
      self.listing = listing
      self.kind = kind
    }

    func remember(_ outcome: Outcome, restingOn areas: SnapshotAreas) {
      outcomes.withLock { $0[outcome.probe] = (areas, outcome) }
    }

    func outcome(of probe: ProbeID, sameIn areas: SnapshotAreas) -> (areas: SnapshotAreas, outcome: Outcome)? {
      outcomes.withLock { $0[probe] }.flatMap { areas.isSuperset(of: $0.areas) ? $0 : nil }
    }
  }

  /// The commit to be probed, and what may be taken over from others.
  struct Reading: Sendable {
    fileprivate let commit: Commit
    fileprivate let others: [(commit: Commit, same: SnapshotAreas)]

    /// The outcome of a probe: taken over where it may be, else made and remembered.
    func outcome(of probe: ProbeID, make: (SnapshotWatch) -> Outcome) -> Outcome {
      for (other, same) in others {
        if let known = other.outcome(of: probe, sameIn: same) {
          commit.remember(known.outcome, restingOn: known.areas)
          return known.outcome
        }
      }
      let watch = SnapshotWatch()
      let outcome = make(watch)
      commit.remember(outcome, restingOn: watch.areas)
      return outcome
    }
  }

  func reading(_ listing: PastListing, kind: ProjectKind) -> Reading {
    let commit = Commit(listing: listing, kind: kind)
    let others = commits.withLock { commits in
      let others = commits
      commits = [commit] + commits.prefix(OutcomeMemory.commitCountMax - 1)
      return others
    }
    return Reading(
      commit: commit,
      others: others.map { other in
        (commit: other, same: other.listing.same(as: listing).union(other.kind == kind ? .kind : []))
      })
  }
}
