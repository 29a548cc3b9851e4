import Checklists
import Evidence

/// Rules for the choice of libraries: one for each purpose, read off the imports and what the list of known libraries
/// thinks of them, and four for the choice itself.
///
/// Solid is a library that the list recommends or accepts; partial one to avoid beside it, two where one would do, or the
/// standard library's package where more is wanted; missing one to avoid and no other. A purpose that nothing serves is
/// judged by what another probe found, or left to a person.
extension Suggestions {
  static let libraryRules = rulesOfImports.mapValues { rule -> NamedRule in
    // Without the list of imports an empty purpose says nothing.
    { facts in
      let said = facts["project/libraries"].untold ?? rule(facts)
      // An import that serves another purpose is no evidence for this one.
      return Suggested(said.rating, said.confidence, said.reason, evidence: said.evidence ?? [])
    }
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
    let use = LibraryUse(facts, "router")
    // These stand on another router or on net/http; they are no second one.
    let layers: Set<String> = [
      "github.com/danielgtaylor/huma", "github.com/go-fuego/fuego", "connectrpc.com/connect",
      "github.com/urfave/negroni",
    ]
    let made = facts["project/libraries"].list("routersMade").filter { use.kept.contains($0) && !layers.contains($0) }
    if made.count > 1, use.avoided.isEmpty, facts.kind != .library {
      return Suggested(
        .partial, .medium, "\(LibraryUse.joined(made)) stand side by side; one router would do.",
        evidence: use.evidence(of: made))
    }
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
    let isGenerated = facts["project/libraries"].flag("generatesQueries")
    if !isGenerated, facts["project/libraries"].flag("pgxIsOnlyDriver"), use.avoided == ["database/sql"] {
      return Suggested(
        .partial, .medium, "SQL goes through database/sql; pgx is only the driver beneath it.", evidence: use.evidence)
    }
    guard isGenerated, !use.avoided.isEmpty else {
      return use.rated ?? Suggested(.notApplicable, .medium, "No library of the list for a database is imported.")
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
    if steps.count("numberedFiles") > 0 || steps.flag("usesSQL") && steps.flag("orderedSteps") {
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

  /// What only puts a file into the environment loads nothing: the reads of the environment are still to be judged, by the
  /// ruler of `configuration.one-loader`.
  private static let intoEnvironment: Set<String> = ["github.com/joho/godotenv", "github.com/subosito/gotenv"]

  private static func configurationLibrary(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "configuration")
    let loaders = use.kept.filter { !intoEnvironment.contains($0) }
    let environment = facts["configuration/scattered-env"]
    let loader = facts["configuration/loader"]
    let scattered = environment.count("scattered")
    if facts.kind == .library, loaders.isEmpty {
      return none("A library is configured by the program that uses it.")
    }
    guard !use.all.isEmpty || environment.count("reads") + loader.count("places") > 0 else {
      return Suggested(.notApplicable, .medium, "Nothing that loads settings was found.")
    }
    let rating = ratingOfReads(scattered)
    let reads = "\(scattered) reads of the environment lie outside the place that loads settings"
    if !loaders.isEmpty {
      let loads = "\(LibraryUse.joined(loaders)) \(loaders.count == 1 ? "loads" : "load") the settings"
      return Suggested(
        rating, .medium, "\(loads); \(reads).", evidence: use.evidence(of: loaders) + environment.findings)
    }
    let hasOwnLoader = loader.count("places") > 0 || loader.answer == .partial
    if !use.all.isEmpty, !hasOwnLoader, rating == .solid {
      return Suggested(
        .partial, .medium, "\(LibraryUse.joined(use.all)) fills the environment, and nothing that loads it was found.",
        evidence: use.evidence)
    }
    return Suggested(
      rating, .medium, "No loader of the list is imported; \(reads).", evidence: use.evidence + environment.findings)
  }

  private static func logging(_ facts: RuleFacts) -> Suggested {
    if let rated = LibraryUse(facts, "logging").rated {
      // What a tool prints is its output, and a library with the log package leaves the choice to nobody.
      if facts.kind == .cli, LibraryUse(facts, "logging").isStandardAlone {
        return Suggested(.notApplicable, .medium, "A command-line tool that only prints: \(rated.reason)")
      }
      // It takes repairs, and nothing else.
      if LibraryUse(facts, "logging").all == ["github.com/sirupsen/logrus"] {
        return Suggested(.partial, .medium, "logrus is the logger, and only repaired.", evidence: rated.evidence)
      }
      let loggers = facts["logging/structured"].list("loggers")
      guard rated.rating == .solid, loggers.count > 1, facts.kind != .library else { return rated }
      return Suggested(
        .partial, .medium, "\(LibraryUse.joined(loggers)) write log lines side by side; one logger would do.",
        evidence: rated.evidence)
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
    let use = LibraryUse(facts, "validation")
    let input = facts["http/input-validation"]
    let decoding = input.count("decodingPackages")
    guard decoding > 0 else {
      return use.all.isEmpty || facts.kind != .service
        ? Suggested(.notApplicable, .medium, "Nothing that decodes requests was found.")
        : Suggested(
          nil, .low,
          "\(LibraryUse.joined(use.all)): look at what is checked, as nothing that decodes requests was found.",
          evidence: use.evidence)
    }
    // gin's own tags are those of validator/v10.
    let isDeclared = !use.kept.isEmpty || input.flag("bindingTags")
    if !isDeclared, !use.avoided.isEmpty { return use.rated ?? none("No library for validation is imported.") }
    let validated = input.count("validatedPackages")
    let places = "\(validated) of \(decoding) packages that decode requests check them"
    if isDeclared {
      let names = use.kept.isEmpty ? "binding tags" : LibraryUse.joined(use.kept)
      if validated == decoding { return Suggested(.solid, .medium, "\(names): \(places).", evidence: input.findings) }
      if validated + input.count("validatingPackages") > 0 {
        return Suggested(.partial, .medium, "\(names): \(places).", evidence: input.findings)
      }
    } else if validated > 0 {
      return Suggested(.partial, .medium, "\(places), by methods of their own.", evidence: input.findings)
    }
    let byHand = input.count("handChecked")
    return Suggested(
      .missing, .medium,
      byHand > 0
        ? "Requests are answered with 400 in \(byHand) of \(decoding) packages that decode them; no rule is declared."
        : "Requests are decoded in \(decoding) packages, and nothing was found that checks them.",
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

  /// Clients of one vendor's service: what is written with them must be written anew for another.
  private static let agents: Set<String> = [
    "github.com/DataDog/dd-trace-go", "gopkg.in/DataDog/dd-trace-go", "github.com/newrelic/go-agent",
    "github.com/getsentry/sentry-go", "go.elastic.co/apm", "github.com/aws/aws-xray-sdk-go",
  ]

  private static func signals(_ facts: RuleFacts) -> Suggested {
    let use = LibraryUse(facts, "observability")
    let bound = use.kept.filter(agents.contains)
    let open = use.kept.filter { !agents.contains($0) }
    // Errors that go to one vendor are neither metrics nor traces.
    if !bound.isEmpty, open.isEmpty || bound != ["github.com/getsentry/sentry-go"] {
      let beside = open.isEmpty ? "" : " beside \(LibraryUse.joined(open))"
      return Suggested(
        .partial, .medium, "\(LibraryUse.joined(bound))\(beside): made for one vendor.",
        evidence: use.evidence(of: bound))
    }
    if let rated = use.rated { return rated }
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
    let old = use.all.filter(["github.com/lib/pq", "github.com/go-pg/pg"].contains)
    let isModern = use.kept.contains("github.com/jackc/pgx")
    let evidence = use.evidence(of: old + ["github.com/jackc/pgx"])
    if isModern, old.isEmpty, facts["project/libraries"].flag("pgxIsOnlyDriver") {
      return Suggested(.partial, .medium, "pgx is used only through database/sql.", evidence: evidence)
    }
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

  /// Access by hand: each query is a call with its SQL, and can be counted.
  private static let plain: Set<String> = [
    "github.com/jackc/pgx", "github.com/jmoiron/sqlx", "database/sql", "github.com/lib/pq",
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
    let queries = statements.count("queries")
    if sqlRating(statements) == .missing {
      return Suggested(
        .missing, .medium,
        "\(statements.count("concatenations")) of \(queries) statements are put together from text.",
        evidence: statements.findings)
    }
    if (1..<10).contains(queries), others.allSatisfy(plain.contains) {
      return Suggested(.notApplicable, .medium, "\(queries) queries by hand: too few for a generator.")
    }
    return Suggested(
      .partial, .medium,
      "\(LibraryUse.joined(others)), and no generator; look whether joins and reports go through it.",
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
      "github.com/astaxie/beego", "github.com/go-martini/martini", "gopkg.in/macaron", "github.com/flamego/flamego",
    ]
    let (strange, near) = (use.all.filter(apart.contains), use.all.filter(own.contains))
    if !strange.isEmpty {
      return Suggested(
        .missing, .medium, "\(LibraryUse.joined(strange)): handlers have types of their own.",
        evidence: use.evidence(of: strange))
    }
    if !near.isEmpty {
      let stands = near.count == 1 ? "stands" : "stand"
      return Suggested(
        .partial, .medium,
        "\(LibraryUse.joined(near)): \(stands) on net/http, but handlers have parameters of their own.",
        evidence: use.evidence(of: near))
    }
    let names = LibraryUse.joined(use.all)
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
      return facts["project/libraries"].flag("servesJSONByDefinition")
        ? Suggested(
          .solid, .medium, "\(LibraryUse.joined(joining)) serves both from one definition.",
          evidence: use.evidence(of: joining))
        : Suggested(
          nil, .low, "\(LibraryUse.joined(joining)) is imported, and no handler of it was found: look who offers JSON.",
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
