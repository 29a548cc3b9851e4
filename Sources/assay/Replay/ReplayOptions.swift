import ArgumentParser
import Evidence
import Reviews

/// What of the past `assay history --replay` probes again.
struct ReplayOptions: ParsableArguments {
  @Flag(help: "Probe past commits too, from git's objects; nothing is checked out.")
  var replay = false
  @Option(
    help: ArgumentHelp("With --replay: tag, week, or a number for one commit in so many.", valueName: "tag|week|n"))
  var every: String?
  @Option(help: "With --replay: at most so many commits, the newest ones (52).")
  var limit: Int?
  @Option(help: ArgumentHelp("With --replay: leave out earlier days.", valueName: "yyyy-mm-dd"))
  var since: String?
  @Option(help: "With --replay: service, cli or library, where the code's own look misleads.")
  var kind: ProjectKind?
  @Flag(help: "With --replay: probe commits in between too, until each change of a rating has its commit.")
  var exact = false
  @Flag(help: "With --replay: probe anew what an earlier replay has kept.")
  var anew = false
  @Flag(help: .hidden)
  var effort = false

  static let countMax = 52

  /// What to replay; nil without `--replay`.
  func choice() throws(Failure) -> CommitChoice? {
    guard replay else {
      guard every == nil, limit == nil, since == nil, kind == nil, !exact, !anew else {
        throw Failure(.usage, "--every, --limit, --since, --exact, --kind and --anew go with --replay; add it")
      }
      return nil
    }
    guard let step = CommitChoice.Step(text: every ?? "week") else {
      throw Failure(.usage, "--every takes tag, week or a number from 1, not \"\((every ?? "").printable)\"")
    }
    let countMax = limit ?? ReplayOptions.countMax
    guard countMax >= 1 else { throw Failure(.usage, "--limit takes a number from 1, not \(countMax)") }
    var day: CalendarDay?
    if let since {
      guard let read = CalendarDay(text: since) else {
        throw Failure(.usage, "--since takes a day such as 2026-01-31, not \"\(since.printable)\"")
      }
      day = read
    }
    return CommitChoice(step, countMax: countMax, since: day)
  }
}
