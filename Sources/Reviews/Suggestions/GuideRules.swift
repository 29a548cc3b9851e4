import Checklists
import Evidence

/// Rules of the guide's lists that a join or a threshold cannot say, as they look at two figures at once.
///
/// Where the code has nothing that the rule is about they say so: "none was left open" is no praise for code that opens
/// none.
extension Suggestions {
  static let guideRules: [String: NamedRule] = [
    "architecture.pure-domain": pureDomain,
    "errors.boundary": errorBoundary,
    "configuration.one-loader": oneLoader,
    "concurrency.planned-end": plannedEnd,
    "concurrency.leak": leakedGoroutines,
    "testing.short-guard": shortGuard,
    "database.rows-closed": rowsClosed,
    "observability.tracer-resource": tracerResource,
    "observability.http-metrics": requestMetrics,
    "performance.client-reuse": clientReuse,
  ]

  /// The ruler for reads of the environment outside the place that loads settings.
  static func ratingOfReads(_ scattered: Int) -> Rating {
    scattered == 0 ? .solid : scattered <= 10 ? .partial : .missing
  }

  private static func oneLoader(_ facts: RuleFacts) -> Suggested {
    let environment = facts["configuration/scattered-env"]
    let loader = facts["configuration/loader"]
    if let untold = [environment, loader].untold { return untold }
    guard environment.count("reads") + loader.count("places") > 0 else {
      return Suggested(.notApplicable, .high, "Nothing that loads settings was found.")
    }
    let scattered = environment.count("scattered")
    return Suggested(
      ratingOfReads(scattered), .medium,
      "\(scattered) reads of the environment lie outside the place that loads settings.",
      evidence: environment.findings + loader.findings)
  }

  private static func pureDomain(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["project/domain-purity"]
    if let unknown = outcome.unanswered { return unknown }
    let (domains, imports) = (outcome.count("domains"), outcome.count("imports"))
    if imports > 0 {
      return Suggested(.missing, .medium, "Domain packages import infrastructure in \(imports) files.")
    }
    let (types, tagged) = (outcome.count("types"), outcome.count("taggedTypes"))
    let isHabit = outcome.count("taggedPackages") > 0 && tagged * 10 > types
    return Suggested(
      isHabit ? .partial : .solid, .medium,
      "No import of infrastructure in \(domains) domain packages; \(tagged) of \(types) types carry tags of how they are "
        + "stored or sent.")
  }

  /// One to three functions are a boundary; more mean that handlers answer on their own.
  private static func errorBoundary(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["errors/status-mapping"]
    if let unanswered = outcome.unanswered { return unanswered }
    let mappings = outcome.count("mappings")
    switch mappings {
    case 0: return Suggested(.missing, .medium, "No function turns kinds of errors into statuses.")
    case 1...3:
      return Suggested(
        .solid, .medium,
        "\(mappings == 1 ? "One function turns" : "\(mappings) functions turn") kinds of errors into statuses.")
    default:
      return Suggested(.partial, .medium, "\(mappings) functions turn errors into statuses, each for itself.")
    }
  }

  /// A goroutine that does one thing and returns has an end too, though nobody waits for it.
  private static func plannedEnd(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["concurrency/unsupervised-goroutine"]
    if let unanswered = outcome.unanswered { return unanswered }
    let started = outcome.count("goroutines")
    guard started > 0 else { return Suggested(.notApplicable, .high, "No goroutine is started.") }
    let supervised = outcome.count("supervised")
    let ending = supervised + outcome.count("finite")
    let reason = "\(supervised) of \(started) go statements have an end that somebody controls"
    if supervised * 10 >= started * 9 { return Suggested(.solid, .medium, "\(reason).") }
    if ending * 10 >= started * 9 {
      return Suggested(.partial, .medium, "\(reason); \(ending - supervised) more return by themselves, unwaited for.")
    }
    return Suggested(supervised * 2 >= started ? .partial : .missing, .medium, "\(reason).")
  }

  private static func leakedGoroutines(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["concurrency/unsupervised-goroutine"]
    let tickers = facts["concurrency/ticker-not-stopped"]
    if let unanswered = outcome.unanswered ?? tickers.unanswered { return unanswered }
    let started = outcome.count("goroutines")
    guard started + tickers.count("tickers") > 0 else {
      return Suggested(.notApplicable, .high, "No goroutine and no ticker is started.")
    }
    let endless = outcome.count("unbounded")
    let leaks = endless + tickers.count("notStopped")
    let reason =
      "\(endless) of \(started) go statements loop with nothing to end them; "
      + "\(tickers.count("notStopped")) of \(tickers.count("tickers")) tickers are not stopped."
    let rating: Rating = leaks == 0 ? .solid : leaks * 5 <= started + tickers.count("tickers") ? .partial : .missing
    return Suggested(rating, .medium, reason)
  }

  /// One guard in the helper that starts the container is enough for all tests that use it.
  private static func shortGuard(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["testing/short-guard"]
    let containers = facts["testing/containers"]
    if let unanswered = outcome.unanswered ?? containers.unanswered { return unanswered }
    let guards = outcome.count("shortGuards") + outcome.count("taggedFiles")
    let slow = containers.count("realImports")
    let systems = slow + containers.count("pipelineSystems") + containers.count("targetSystems")
    if guards == 0 {
      return systems == 0
        ? Suggested(.notApplicable, .medium, "No test was found that needs a container or a network.")
        : Suggested(.missing, .medium, "Tests need real systems, and none of them asks for -short or has a build tag.")
    }
    if slow > guards {
      return Suggested(.partial, .medium, "\(slow) test files start real systems, \(guards) can be left out.")
    }
    return Suggested(
      .solid, .medium, "\(guards) \(guards == 1 ? "place skips" : "places skip") tests under -short or by a build tag.")
  }

  private static func rowsClosed(_ facts: RuleFacts) -> Suggested {
    let closing = facts["database/rows-not-closed"]
    let asking = facts["database/rows-err-unchecked"]
    if let unanswered = closing.unanswered ?? asking.unanswered { return unanswered }
    let rows = closing.count("rows")
    let loops = asking.count("loops")
    guard rows + loops > 0 else { return Suggested(.notApplicable, .medium, "No rows of a query are read here.") }
    let open = closing.count("notClosed")
    let unasked = asking.count("unchecked")
    let reason = "\(open) of \(rows) result sets may stay open, and \(unasked) of \(loops) loops never ask rows.Err()."
    if open + unasked == 0 { return Suggested(.solid, .medium, reason) }
    return Suggested(open * 10 <= rows && unasked * 2 <= loops ? .partial : .missing, .medium, reason)
  }

  private static func tracerResource(_ facts: RuleFacts) -> Suggested {
    let said = tracing(facts)
    let traces = facts["observability/tracing"]
    guard traces.count("providers") > 0, said.rating == .solid || said.rating == .partial else { return said }
    let lacking = [
      traces.flag("hasResource") ? nil : "a resource that names the service",
      traces.flag("propagates") ? nil : "propagation",
    ].compactMap { $0 }
    guard lacking.isEmpty else {
      return Suggested(.partial, .medium, "A tracer provider is set up without \(lacking.joined(separator: " and ")).")
    }
    return said.rating == .solid
      ? Suggested(.solid, .medium, "A tracer provider with a resource and propagation is set up and used.") : said
  }

  private static func requestMetrics(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["observability/metrics"]
    let said = metrics(facts)
    guard outcome.count("registered") > 0, said.rating == .solid || said.rating == .partial else { return said }
    let counted = outcome.count("requestCounters")
    let timed = outcome.count("requestTimers")
    guard counted + timed > 0 else {
      return Suggested(
        .missing, .low, "\(outcome.count("registered")) metrics are made, and none by its name of requests.")
    }
    guard outcome.count("exposed") > 0, counted > 0, timed > 0 else {
      let lack =
        counted == 0 ? "are not counted" : timed == 0 ? "are not timed" : "are measured, and nothing exposes it"
      return Suggested(.partial, .medium, "Requests \(lack).")
    }
    return Suggested(.solid, .medium, "Requests are counted and timed, and the figures exposed.")
  }

  private static func clientReuse(_ facts: RuleFacts) -> Suggested {
    let outcome = facts["performance/client-per-call"]
    if let unanswered = outcome.unanswered { return unanswered }
    let made = outcome.count("clients")
    let unsettled = outcome.count("unsettled")
    guard made + unsettled + facts["http/body-not-closed"].count("responses") > 0 else {
      return Suggested(.notApplicable, .medium, "No call by HTTP to another service was found.")
    }
    if made == 0, unsettled > 0 {
      let reason = "\(unsettled) clients or handles are made where they are used; how often is not seen."
      return Suggested(.partial, .low, reason)
    }
    let reason = "\(made) clients or transports are made anew for each call."
    return Suggested(made == 0 ? .solid : made == 1 ? .partial : .missing, .medium, reason)
  }
}
