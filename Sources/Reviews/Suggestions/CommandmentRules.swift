import Checklists
import Evidence

/// Rules of the guide that join the figures of several probes where no scored item does.
extension Suggestions {
  static let commandmentRules: [String: NamedRule] = [
    "architecture.internal": hiddenCode,
    "concurrency.bounded-groups": boundedGroups,
    "commandments.context": contextEverywhere,
    "commandments.fail-at-startup": failAtStartup,
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

  /// Loops that start goroutines, held against what limits them. A few goroutines started one by one fan nothing out.
  private static func boundedGroups(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["concurrency/errgroup"]
    let goroutines = facts["concurrency/unsupervised-goroutine"]
    if let untold = [outcome, goroutines].untold { return untold }
    let loops = outcome.count("loops")
    guard loops > 0 else {
      let started = goroutines.count("goroutines") + outcome.count("groups")
      let own = outcome.count("ownLoops")
      if own > 0 {
        let place = own == 1 ? "One loop starts" : "\(own) loops start"
        return Suggested(
          .notApplicable, .low,
          "\(place) goroutines over lists that seem to be the program's own; none over data from outside.")
      }
      return Suggested(
        .notApplicable, .medium,
        started == 0
          ? "No goroutine is started." : "No loop over data starts goroutines; what is started is a fixed number.")
    }
    let open = outcome.count("unlimitedLoops")
    let unwaited = outcome.count("unwaitedLoops")
    let rating: Rating =
      open * 10 <= loops ? .solid : open * 2 <= loops || unwaited * 2 <= open ? .partial : .missing
    return Suggested(
      rating, .medium,
      "\(loops - open) of \(loops) loops that start goroutines have a limit"
        + (open == 0 ? "." : "; \(open - unwaited) of the other \(open) are waited for."),
      evidence: outcome.findings.sorted { ($0.confidence, $0.location) < ($1.confidence, $1.location) })
  }

  /// Settings by the ruler of `readiness.p0.config-validation`, and whether the database was asked. That nobody asks cannot
  /// be told: a migration or a first query at the start does as well.
  private static func failAtStartup(_ facts: RuleFacts) -> Suggested {
    let settings = configValidation(facts)
    let pool = facts["database/pool"]
    if case .notApplicable = pool.answer { return settings }
    if let untold = [pool].untold { return untold }
    let asked = pool.count("pinged") + pool.count("connected")
    let places = asked == 1 ? "one place" : "\(asked) places"
    switch (settings.rating, asked > 0) {
    case (.solid?, true), (.notApplicable?, true):
      return Suggested(.solid, .medium, "\(settings.reason) The database is asked in \(places).")
    case (.solid?, false):
      return Suggested(
        nil, .low,
        "\(settings.reason) No ping of the database was found: start the program without one and see what it does.")
    case (.missing?, true):
      return Suggested(.partial, .medium, "\(settings.reason) The database is asked in \(places).")
    case (.notApplicable?, false):
      return Suggested(nil, .low, "\(settings.reason) No ping of the database was found; look at main.")
    case (.partial?, _), (.missing?, false), (nil, _): return settings
    }
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
    let dropped = detached.count("detached")
    let others = late.count("notFirst") + dropped
    let isHabit = passing * 10 >= calls * 9 && others * 50 <= passing && !isMapperWithout(missing)
    let rating = contextRating(passing, of: calls, dropped: dropped, isHabit: isHabit)
    return Suggested(
      rating, .medium,
      "\(contextFigures(missing)); \(late.count("notFirst")) functions take it "
        + "elsewhere than first, \(dropped) replace the one at hand.",
      evidence: missing.findings + late.findings + detached.findings)
  }

  /// The ruler of both rules on contexts: a call that is given another one than the one at hand is given none that ends
  /// it.
  private static func contextRating(_ passing: Int, of calls: Int, dropped: Int, isHabit: Bool) -> Rating {
    isHabit ? .solid : (passing - dropped) * 2 >= calls ? .partial : .missing
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
    let isHabit = passing * 10 >= calls * 9 && dropped * 50 <= passing && !isMapperWithout(missing)
    let rating = contextRating(passing, of: calls, dropped: dropped, isHabit: isHabit)
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
    // The ruler of the lists that ask for each kind alone: the worst kind decides.
    let rating: Rating =
      told.allSatisfy { $0.left == 0 }
      ? .solid : told.allSatisfy { $0.left * 10 <= max($0.all, $0.left) } ? .partial : .missing
    let figures = told.filter { $0.all + $0.left > 0 }.map { "\($0.left) of \($0.all) \($0.name)" }
    return Suggested(
      rating, .medium,
      "Left open on some way out: \(figures.joined(separator: ", ")); files and other streams were not looked at.",
      evidence: outcomes.flatMap(\.findings))
  }
}
