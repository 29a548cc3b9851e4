import Evidence

/// Which commits of a history are probed again: every tag, one a week, or every so many.
package struct CommitChoice: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case tag
    /// The last commit of each calendar week, Monday to Sunday in UTC.
    case week
    /// The newest commit, and from it every so many.
    case commits(Int)

    /// `tag`, `week`, or a number from 1.
    package init?(text: String) {
      switch text {
      case "tag": self = .tag
      case "week": self = .week
      default:
        guard let count = Int(text), count >= 1, count <= 1_000_000 else { return nil }
        self = .commits(count)
      }
    }
  }

  package let step: Step
  /// At most so many, the newest ones.
  package let countMax: Int
  /// Commits of earlier days are left out.
  package let since: CalendarDay?

  package init(_ step: Step, countMax: Int, since: CalendarDay? = nil) {
    self.step = step
    self.countMax = countMax
    self.since = since
  }

  /// The chosen commits, newest first.
  ///
  /// - Parameters:
  ///   - commits: the history by first parents, newest first.
  ///   - tagged: tagged commits, newest first.
  package func chosen(from commits: [PastCommit], tagged: [PastCommit]) -> [PastCommit] {
    let recent = (step == .tag ? tagged : commits).filter { commit in since.map { commit.day >= $0 } ?? true }
    switch step {
    case .tag: return Array(recent.prefix(countMax))
    case .commits(let count):
      return Array(stride(from: 0, to: recent.count, by: count).prefix(countMax).map { recent[$0] })
    case .week:
      var chosen: [PastCommit] = []
      // Clocks differ: a commit that claims to be younger than one that follows it opens no week of its own.
      for commit in recent {
        guard chosen.count < countMax else { break }
        guard let last = chosen.last, CommitChoice.week(of: commit) >= CommitChoice.week(of: last) else {
          chosen.append(commit)
          continue
        }
      }
      return chosen
    }
  }

  /// Weeks since 1970; day 0 was a Thursday.
  private static func week(of commit: PastCommit) -> Int {
    let days = commit.day.daysSince1970 + 3
    return days >= 0 ? days / 7 : (days - 6) / 7
  }
}
