import Evidence

/// Which measures of an outcome count its findings, so that a silenced finding is not counted either.
///
/// Suggestions read measures, never findings. A test holds the table against every probe's examples.
enum CountedMeasures {
  struct Row: Sendable {
    let measure: String
    let counts: @Sendable (Finding) -> Bool

    init(_ measure: String, _ counts: @escaping @Sendable (Finding) -> Bool = { _ in true }) {
      self.measure = measure
      self.counts = counts
    }
  }

  /// The measures without some of the findings they were made with.
  static func without(_ gone: [Finding], from measures: [String: Measure], of probe: ProbeID) -> [String: Measure] {
    var result = measures
    let counted = probe.isDeclared ? [Row(DeclaredProbe.countMeasure)] : rows[probe, default: []]
    for row in counted {
      guard case .count(let count)? = measures[row.measure] else { continue }
      result[row.measure] = .count(max(0, count - gone.count(where: row.counts)))
    }
    if probe == "documentation/go-doc", case .count(let exported)? = result["exported"],
      case .count(let documented)? = result["documented"], exported > 0
    {
      result["share"] = .ratio(Double(documented) / Double(exported))
    }
    return result
  }

  /// By probe; a probe whose findings no measure counts has an empty row.
  static let rows: [ProbeID: [Row]] = [
    "concurrency/cancel-lost": [Row("lost")],
    "concurrency/context-detached": [Row("detached")],
    "concurrency/context-in-struct": [Row("kept")],
    "concurrency/context-missing": [
      Row("missing"), Row("mapperMissing") { $0.message.hasPrefix(MapperCalls.opening) },
    ],
    "concurrency/context-not-first": [Row("notFirst")],
    "concurrency/errgroup": [
      Row("groups") { !$0.message.contains(ErrgroupProbe.unlimited) },
      Row("unlimitedLoops") { $0.message.contains(ErrgroupProbe.unlimited) },
      Row("unwaitedLoops") { $0.message.hasSuffix(ErrgroupProbe.unwaitedEnd) },
    ],
    "concurrency/loop-variable": [
      Row("captured") { !$0.location.path.hasSuffix("_test.go") },
      Row("capturedInTests") { $0.location.path.hasSuffix("_test.go") },
    ],
    "concurrency/mutex-copied": [Row("copies")],
    "concurrency/request-context-escapes": [Row("escapes")],
    "concurrency/ticker-not-stopped": [Row("notStopped")],
    "concurrency/unsupervised-goroutine": [Row("unbounded")],
    "concurrency/waitgroup-add-inside": [Row("inside")],
    "configuration/scattered-env": [Row("scattered")],
    "configuration/secret-default": [Row("defaults")],
    "database/rows-err-unchecked": [Row("unchecked")],
    "database/rows-not-closed": [Row("notClosed")],
    "database/sql-concatenation": [Row("concatenations")],
    "database/transaction-not-rolled-back": [Row("leftOpen")],
    // What is silenced needs no comment: it leaves the names that are asked for one.
    "documentation/go-doc": [Row("exported")],
    "errors/bare-return": [
      Row("across") { $0.confidence == .medium },
      Row("inside") { $0.confidence == .low },
    ],
    "errors/compared": [Row("compared")],
    "errors/ignored": [Row("ignored") { $0.confidence > .low }, Row("slight") { $0.confidence == .low }],
    "errors/logged-and-returned": [Row("loggedAndReturned")],
    "errors/naming": [Row("misnamed")],
    "errors/panic": [Row("panics")],
    "errors/swallowed": [Row("swallowed") { $0.confidence > .low }],
    "errors/unwrapped": [Row("lost") { $0.confidence == .high }, Row("wraps") { $0.confidence == .high }],
    "http/body-not-closed": [Row("notClosed")],
    "http/cors-wildcard": [Row("wildcards")],
    "http/server-timeouts": [Row("withoutTimeouts")],
    "interfaces/empty-interface": [Row("avoidable")],
    "interfaces/i-prefix": [Row("prefixed")],
    "interfaces/producer-side": [Row("producerSide")],
    "interfaces/returned": [Row("hidden")],
    "interfaces/too-large": [Row("aboveTen")],
    "logging/print": [Row("prints")],
    "logging/sensitive": [
      Row("sensitive"), Row("certain") { $0.confidence == .high },
      Row("credentials") { $0.message.hasPrefix(SensitiveValue.Kind.credential.rawValue) },
      Row("bodies") { $0.message.hasPrefix(SensitiveValue.Kind.body.rawValue) },
    ],
    "observability/profiling-exposed": [Row("exposed")],
    "performance/client-per-call": [Row("clients")],
    "performance/concatenation-in-loop": [Row("concatenations")],
    "performance/defer-in-loop": [Row("defers")],
    "performance/unallocated-slice": [Row("slices")],
    "project/catch-all-package": [Row("catchAlls")],
    "project/domain-purity": [
      Row("imports") { $0.message.hasPrefix(DomainPurityProbe.importMessage) },
      Row("taggedPackages") { $0.message.hasPrefix(DomainPurityProbe.taggedMessage) },
    ],
    "project/import-cycle": [Row("cycles")],
    "project/init-function": [Row("inits")],
    "project/mutable-global": [Row("globals")],
    "project/thin-main": [Row("heavyMains")],
    "security/command-injection": [Row("injections")],
    "security/hardcoded-secret": [
      Row("secrets") { $0.location.path.hasSuffix(".go") },
      Row("certain") { $0.location.path.hasSuffix(".go") && $0.confidence == .high },
      Row("likely") { $0.location.path.hasSuffix(".go") && $0.confidence >= .medium },
      Row("configured") { !$0.location.path.hasSuffix(".go") },
    ],
    "security/tls": [
      Row("skipsByOption") { $0.confidence == .medium },
      Row("skipsHardCoded") { $0.message.hasPrefix("the certificate") },
      Row("lowered") { $0.message.contains(" allows ") },
    ],
    "security/weak-crypto": [Row("weak")],
    "security/weak-random": [Row("secrets")],
    "testing/not-parallel": [Row("notParallel")],
  ]
}
