import Checklists
import Evidence

/// Rules of the guide that join the figures of several probes where no scored item does.
extension Suggestions {
  static let commandmentRules: [String: NamedRule] = [
    "architecture.internal": hiddenCode,
    "concurrency.bounded-groups": boundedGroups,
    "commandments.context": contextEverywhere,
    "mistakes.ignored-cancellation": ignoredCancellation,
    "mistakes.missing-cleanup": missingCleanup,
  ]

  /// How much of the code outside mains lies under internal/.
  private static func hiddenCode(_ facts: RuleFacts) -> Suggested {
    let layout = facts["project/standard-layout"]
    if let untold = layout.untold { return untold }
    if facts.kind == .library {
      return Suggested(.notApplicable, .high, "A library: what is outside internal/ is its interface.")
    }
    let hidden = layout.count("internalLines")
    let all = hidden + layout.count("openLines")
    guard all > 0 else { return Suggested(.notApplicable, .high, "There is no code outside mains.") }
    let rating: Rating = hidden * 5 >= all * 4 ? .solid : hidden * 5 >= all ? .partial : .missing
    return Suggested(rating, .medium, "\(hidden) of \(all) lines outside mains lie under internal/.")
  }

  private static func boundedGroups(_ facts: RuleFacts) -> Suggested {
    let groups = facts["concurrency/errgroup"]
    let goroutines = facts["concurrency/unsupervised-goroutine"]
    if let untold = [groups, goroutines].untold { return untold }
    let started = goroutines.count("goroutines")
    let grouped = groups.count("groups")
    guard started + grouped > 0 else { return Suggested(.notApplicable, .high, "No goroutine is started.") }
    guard grouped > 0 else {
      return Suggested(
        nil, .low, "\(started) go statements and no errgroup: look whether a loop starts them, and who waits.",
        evidence: goroutines.findings)
    }
    let unbounded = goroutines.count("unbounded")
    let isHabit = unbounded * 10 <= started
    let groupsText = "Work is held together by errgroup in \(grouped) place\(grouped == 1 ? "" : "s")"
    return Suggested(
      isHabit ? .solid : .partial, .medium,
      started == 0
        ? "\(groupsText)." : "\(groupsText); \(unbounded) of \(started) go statements have no end that could be seen.",
      evidence: isHabit ? groups.findings : goroutines.findings)
  }

  private static func contextEverywhere(_ facts: RuleFacts) -> Suggested {
    let missing = facts["concurrency/context-missing"]
    let late = facts["concurrency/context-not-first"]
    let detached = facts["concurrency/context-detached"]
    if let untold = [missing, late, detached].untold { return untold }
    let passing = missing.count("withContext")
    let calls = passing + missing.count("missing")
    guard calls > 0 else {
      return Suggested(.notApplicable, .medium, "No call was found that waits for something outside.")
    }
    let others = late.count("notFirst") + detached.count("detached")
    let isHabit = passing * 10 >= calls * 9 && others * 50 <= passing && !isMapperWithout(missing)
    let rating: Rating = isHabit ? .solid : passing * 2 >= calls ? .partial : .missing
    return Suggested(
      rating, .medium,
      "\(contextFigures(missing)); \(late.count("notFirst")) functions take it "
        + "elsewhere than first, \(detached.count("detached")) replace the one at hand.",
      evidence: missing.findings + late.findings + detached.findings)
  }

  private static func ignoredCancellation(_ facts: RuleFacts) -> Suggested {
    let detached = facts["concurrency/context-detached"]
    let missing = facts["concurrency/context-missing"]
    if let untold = [detached, missing].untold { return untold }
    let passing = missing.count("withContext")
    let calls = passing + missing.count("missing")
    let dropped = detached.count("detached")
    guard calls + dropped > 0 else {
      return Suggested(.notApplicable, .medium, "No call was found that waits for something outside.")
    }
    let isRarelyWithout = passing * 10 >= calls * 9 && !isMapperWithout(missing)
    let rating: Rating =
      dropped == 0 && isRarelyWithout ? .solid : dropped <= 3 && passing * 2 >= calls ? .partial : .missing
    return Suggested(
      rating, .medium,
      "The context at hand is replaced in \(dropped) places; \(contextFigures(missing)).",
      evidence: detached.findings + missing.findings)
  }

  /// An object mapper whose context goes by the handle never gets one: its queries are among what can wait longest.
  private static func isMapperWithout(_ missing: Outcome) -> Bool {
    missing.count("mapperMissing") > 0 && missing.count("mapperGiven") == 0
  }

  private static func contextFigures(_ missing: Outcome) -> String {
    let mapped = missing.count("mapperMissing")
    let queries = mapped > 0 ? ", \(mapped) of them queries of an object mapper" : ""
    return
      "\(missing.count("withContext")) calls are given a context, \(missing.count("missing")) wait without one\(queries)"
  }

  /// What is acquired and left behind on some way out, of all kinds that probes know.
  private static func missingCleanup(_ facts: RuleFacts) -> Suggested {
    let kinds: [(probe: ProbeID, all: String, left: String, name: String)] = [
      ("http/body-not-closed", "responses", "notClosed", "response bodies"),
      ("database/rows-not-closed", "rows", "notClosed", "result sets"),
      ("database/transaction-not-rolled-back", "transactions", "leftOpen", "transactions"),
      ("concurrency/cancel-lost", "contexts", "lost", "contexts"),
      ("concurrency/ticker-not-stopped", "tickers", "notStopped", "tickers"),
    ]
    let outcomes = kinds.map { facts[$0.probe] }
    if let untold = outcomes.untold { return untold }
    let told = zip(kinds, outcomes).map { kind, outcome in
      (all: outcome.count(kind.all), left: outcome.count(kind.left), name: kind.name)
    }
    guard told.contains(where: { $0.all + $0.left > 0 }) else {
      return Suggested(.notApplicable, .medium, "Nothing that must be closed was found by the probes.")
    }
    let left = told.reduce(0) { $0 + $1.left }
    let rating: Rating = left == 0 ? .solid : left <= 3 ? .partial : .missing
    let figures = told.filter { $0.all + $0.left > 0 }.map { "\($0.left) of \($0.all) \($0.name)" }
    return Suggested(
      rating, .medium,
      "Left open on some way out: \(figures.joined(separator: ", ")); files and other streams were not looked at.",
      evidence: outcomes.flatMap(\.findings))
  }
}
