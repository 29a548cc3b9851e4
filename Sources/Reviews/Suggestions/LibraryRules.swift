import Checklists
import Evidence

/// Rules for the choice of libraries: one for each purpose, read off the imports and what the list of known libraries
/// thinks of them, and four for the choice itself.
///
/// Solid is a library that the list recommends or accepts; partial one to avoid beside it, or the standard library's
/// package where more is wanted; missing one to avoid and no other. A purpose that nothing serves is judged by what
/// another probe found, or left to a person.
extension Suggestions {
  static let libraryRules = rulesOfImports.mapValues { rule -> NamedRule in
    // Without the list of imports an empty purpose says nothing.
    { facts in facts["project/libraries"].untold ?? rule(facts) }
  }

  private static let rulesOfImports: [String: NamedRule] = [
    "libraries.router": router,
    "libraries.database": { database($0) },
    "libraries.migrations": migrations,
    "libraries.configuration": configurationLibrary,
    "libraries.logging": logging,
    "libraries.testing": testing,
    "libraries.validation": validation,
    "libraries.cli": commandLine,
    "libraries.grpc": { LibraryUse($0, "grpc").rated ?? none("No library for remote calls is imported.") },
    "libraries.observability": signals,
    "libraries.postgres-driver": postgresDriver,
    "libraries.typed-sql": typedSQL,
    "libraries.compatible-router": compatibleRouter,
    "libraries.one-definition": oneDefinition,
  ]

  private static func none(_ reason: String) -> Suggested { Suggested(.notApplicable, .high, reason) }

  // MARK: One purpose each

  private static func router(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "router").rated { return rated }
    guard facts.kind == .service else { return none("No router is imported, and a \(facts.kind.rawValue) needs none.") }
    guard facts["http/input-validation"].count("httpServers") > 0 else {
      return Suggested(.notApplicable, .medium, "No router and no HTTP server was found.")
    }
    return Suggested(
      nil, .low,
      "No router is imported: count the routes that net/http alone carries, and judge whether they outgrew it.")
  }

  private static func database(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "database")
    guard facts["project/libraries"].flag("generatesQueries"), !use.avoided.isEmpty else {
      return use.rated ?? none("No library for a database is imported.")
    }
    return use.avoided == ["database/sql"]
      ? Suggested(.solid, .medium, "database/sql beneath code that sqlc generates.", evidence: use.evidence)
      : Suggested(
        .partial, .medium, "sqlc generates the queries, on \(LibraryUse.joined(use.avoided)).", evidence: use.evidence)
  }

  private static func migrations(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "migrations").rated { return rated }
    let steps = facts["database/migrations"]
    if let unanswered = steps.unanswered { return unanswered }
    if steps.flag("library") {
      return Suggested(.solid, .medium, "A migration tool runs the steps.", evidence: steps.findings)
    }
    if steps.count("numberedFiles") > 0 || steps.flag("orderedSteps") {
      return Suggested(
        .partial, .medium, "The steps are in order, and no tool of the list is seen to run them.",
        evidence: steps.findings)
    }
    guard steps.flag("usesSQL") else {
      return Suggested(.notApplicable, .medium, "No SQL, and no steps that change what is stored were seen.")
    }
    let automatic = steps.count("automatic") + steps.count("createsAtStart")
    return Suggested(
      .missing, .medium,
      automatic > 0 ? "The schema is changed when the program starts." : "SQL is used, and no migration was found.",
      evidence: steps.findings)
  }

  private static func configurationLibrary(_ facts: RuleFacts) -> Suggested {
    let environment = facts["configuration/scattered-env"]
    let scattered = environment.count("scattered")
    if let rated = LibraryUse(facts, "configuration").rated {
      guard scattered > 5, rated.rating == .solid else { return rated }
      return Suggested(
        .partial, .medium, "\(rated.reason) Beside it, the environment is read in \(scattered) other places.",
        evidence: rated.evidence)
    }
    if facts.kind == .library { return none("A library is configured by the program that uses it.") }
    guard environment.count("reads") + facts["configuration/loader"].count("places") > 0 else {
      return Suggested(.notApplicable, .medium, "Nothing that loads settings was found.")
    }
    let rating: Rating = scattered == 0 ? .solid : scattered <= 5 ? .partial : .missing
    return Suggested(
      rating, .medium,
      "No loader of the list is imported; \(scattered) reads of the environment lie outside the place that loads settings.",
      evidence: environment.findings)
  }

  private static func logging(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "logging").rated {
      // What a tool prints is its output, and a library with the log package leaves the choice to nobody.
      return facts.kind == .cli && LibraryUse(facts, "logging").isStandardAlone
        ? Suggested(.notApplicable, .medium, "A command-line tool that only prints: \(rated.reason)") : rated
    }
    guard facts.kind == .service else { return none("Nothing is logged.") }
    return Suggested(nil, .low, "No logger of the list is imported; look at what writes the log lines.")
  }

  private static func testing(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "testing").rated { return rated }
    guard facts["testing/tested-packages"].count("testedPackages") > 0 else {
      return Suggested(.notApplicable, .medium, "There are no tests to look at.")
    }
    return Suggested(
      .solid, .medium,
      "The tests use the testing package alone; look for assertions of the house in packages for tests.")
  }

  private static func validation(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "validation").rated { return rated }
    let input = facts["http/input-validation"]
    guard facts.kind != .library, input.count("decodingPackages") > 0 else {
      return Suggested(
        .notApplicable, .medium, "No library for validation, and nothing that decodes requests was found.")
    }
    let checked = input.count("validatedPackages") + input.count("validatingPackages") + input.count("handChecked")
    return Suggested(
      checked > 0 ? .partial : .missing, .medium,
      checked > 0
        ? "Input is checked by code of its own." : "Requests are decoded, and nothing was found that checks them.",
      evidence: input.findings)
  }

  private static func commandLine(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "cli")
    if let rated = use.rated, !use.isStandardAlone { return rated }
    let verbs = facts["project/libraries"].count("verbs")
    if verbs > 0 {
      return use.all.isEmpty
        ? Suggested(.missing, .medium, "\(verbs) words of the command line are told apart by hand, without flag.")
        : Suggested(
          .partial, .medium, "flag, and a switch by hand over \(verbs) words of the command line.",
          evidence: use.evidence)
    }
    if facts["project/libraries"].flag("handsArguments") {
      return Suggested(
        nil, .low, "The command line goes to something that is not on the list: look whether it knows verbs.",
        evidence: use.evidence)
    }
    guard facts.kind == .cli else {
      return Suggested(
        .notApplicable, .medium, "Not asked of a \(facts.kind.rawValue) without verbs, and none were seen.",
        evidence: [])
    }
    return use.all.isEmpty
      ? Suggested(nil, .low, "No library for commands: look at how the command line is read.", evidence: [])
      : Suggested(
        nil, .low, "Only flag is imported: enough for one command with few options, too little for several verbs.",
        evidence: use.evidence)
  }

  private static func signals(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "observability").rated { return rated }
    guard facts.kind == .service else { return none("A \(facts.kind.rawValue) without metrics and traces.") }
    let metrics = facts["observability/metrics"]
    let isMeasured = metrics.answer == .found || metrics.answer == .partial
    return isMeasured
      ? Suggested(
        .partial, .medium, "There are metrics, made without a library of the list.", evidence: metrics.findings)
      : Suggested(.missing, .medium, "No library for metrics or traces is imported.")
  }

  // MARK: The choice itself

  private static func postgresDriver(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "database")
    let old = use.avoided.filter(["github.com/lib/pq", "github.com/go-pg/pg"].contains)
    let isModern = use.kept.contains("github.com/jackc/pgx")
    let evidence = use.evidence(of: old + ["github.com/jackc/pgx"])
    switch (isModern, old.isEmpty) {
    case (true, true): return Suggested(.solid, .medium, "PostgreSQL is reached through pgx.", evidence: evidence)
    case (true, false):
      return Suggested(.partial, .medium, "pgx beside \(LibraryUse.joined(old)).", evidence: evidence)
    case (false, false):
      return Suggested(
        .missing, .medium, "PostgreSQL is reached through \(LibraryUse.joined(old)).", evidence: evidence)
    case (false, true):
      let mappers = use.kept.filter(mapping.contains)
      return mappers.isEmpty
        ? Suggested(.notApplicable, .medium, "No driver for PostgreSQL is imported.")
        : Suggested(nil, .low, "\(LibraryUse.joined(mappers)) chooses the driver; look at how it is opened.")
    }
  }

  private static let mapping: Set<String> = ["gorm.io/gorm", "github.com/uptrace/bun", "github.com/jinzhu/gorm"]
  private static let generating: Set<String> = [
    "entgo.io/ent", "github.com/go-jet/jet", "github.com/volatiletech/sqlboiler", "github.com/aarondl/sqlboiler",
  ]
  private static let relational: Set<String> = [
    "github.com/jackc/pgx", "github.com/jmoiron/sqlx", "github.com/Masterminds/squirrel", "github.com/doug-martin/goqu",
    "database/sql", "github.com/lib/pq", "github.com/go-pg/pg",
  ]

  private static func typedSQL(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "database")
    if facts["project/libraries"].flag("generatesQueries") {
      return Suggested(.solid, .medium, "sqlc generates the code of queries.", evidence: [])
    }
    let generators = use.all.filter(generating.contains)
    if !generators.isEmpty {
      return Suggested(
        .solid, .medium, "\(LibraryUse.joined(generators)) generates the code of queries.",
        evidence: use.evidence(of: generators))
    }
    let others = use.all.filter { mapping.contains($0) || relational.contains($0) }
    guard !others.isEmpty else { return none("No library for a relational database is imported.") }
    let statements = facts["database/sql-concatenation"]
    if statements.count("concatenations") > 0 {
      return Suggested(
        .missing, .medium, "Statements are put together from text: \(statements.count("concatenations")) x.",
        evidence: statements.findings)
    }
    return Suggested(
      .partial, .medium, "\(LibraryUse.joined(others)), and no generator makes the code of the queries.",
      evidence: use.evidence(of: others))
  }

  private static func compatibleRouter(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "router")
    let own: Set<String> = [
      "github.com/labstack/echo", "github.com/gin-gonic/gin", "github.com/julienschmidt/httprouter",
      "github.com/danielgtaylor/huma", "github.com/go-fuego/fuego", "github.com/urfave/negroni",
    ]
    let apart: Set<String> = [
      "github.com/gofiber/fiber", "github.com/kataras/iris", "github.com/revel/revel", "github.com/beego/beego",
      "github.com/astaxie/beego", "github.com/go-martini/martini",
    ]
    let names = LibraryUse.joined(use.all)
    if use.all.contains(where: apart.contains) {
      return Suggested(.missing, .medium, "\(names): handlers have types of their own.", evidence: use.evidence)
    }
    if use.all.contains(where: own.contains) {
      return Suggested(
        .partial, .medium, "\(names): stands on net/http, but handlers have parameters of their own.",
        evidence: use.evidence
      )
    }
    let handlers = facts["project/libraries"].list("handlerTypes")
    if !handlers.isEmpty {
      return Suggested(
        .partial, .medium,
        "Handlers are of types of the house with more parameters than those of net/http: \(LibraryUse.joined(handlers)).",
        evidence: use.evidence)
    }
    if !use.all.isEmpty {
      return Suggested(
        .solid, .medium,
        "\(names) \(use.all.count == 1 ? "takes" : "take") handlers of net/http, and no other kind was seen.",
        evidence: use.evidence)
    }
    guard facts.kind == .service, facts["http/input-validation"].count("httpServers") > 0 else {
      return Suggested(.notApplicable, .medium, "No router and no HTTP server was found.")
    }
    return Suggested(
      .solid, .medium, "No router is imported, and no handlers but those of net/http were seen.", evidence: [])
  }

  private static func oneDefinition(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "grpc")
    let joining = use.all.filter(["connectrpc.com/connect", "github.com/grpc-ecosystem/grpc-gateway"].contains)
    if !joining.isEmpty {
      return Suggested(
        .solid, .medium, "\(LibraryUse.joined(joining)) serves both from one definition.",
        evidence: use.evidence(of: joining))
    }
    guard !use.all.isEmpty else { return none("No library for remote calls is imported.") }
    guard !LibraryUse(facts, "router").all.isEmpty else {
      return Suggested(.notApplicable, .medium, "Remote calls, and no router for an API beside them.")
    }
    return Suggested(
      nil, .low, "Remote calls beside a router: look whether both offer the same.", evidence: use.evidence)
  }
}

/// What the libraries probe tells of one purpose.
private struct LibraryUse {
  let all: [String]
  let avoided: [String]
  private let findings: [Finding]

  init(_ facts: RuleFacts, _ purpose: String) {
    let outcome = facts["project/libraries"]
    all = outcome.list(purpose)
    avoided = outcome.list(purpose + "Avoided")
    findings = outcome.findings
  }

  var kept: [String] { all.filter { !avoided.contains($0) } }
  /// The list would avoid a package of the standard library only where more is wanted than it gives.
  var isStandardAlone: Bool { !all.isEmpty && all.allSatisfy { !$0.contains(".") } && kept.isEmpty }

  var evidence: [Finding] { evidence(of: all) }
  /// An import's own line says which library it is of.
  func evidence(of paths: [String]) -> [Finding] {
    findings.filter { finding in paths.contains { finding.snippet.contains("\"" + $0) } }
  }

  /// Nil where nothing serves the purpose.
  var rated: Suggested? {
    if all.isEmpty { return nil }
    let (good, bad) = (LibraryUse.joined(kept), LibraryUse.joined(avoided))
    if avoided.isEmpty { return Suggested(.solid, .medium, "\(good) \(verb(kept)) the purpose.", evidence: evidence) }
    if !kept.isEmpty {
      return Suggested(.partial, .medium, "\(bad), to be avoided, beside \(good).", evidence: evidence)
    }
    return isStandardAlone
      ? Suggested(.partial, .medium, "Only \(bad) of the standard library serves the purpose.", evidence: evidence)
      : Suggested(
        .missing, .medium, "\(bad) \(verb(avoided)) the purpose, and the list would avoid it.", evidence: evidence)
  }

  private func verb(_ paths: [String]) -> String { paths.count == 1 ? "serves" : "serve" }

  static func joined(_ paths: [String]) -> String { paths.joined(separator: ", ") }
}
