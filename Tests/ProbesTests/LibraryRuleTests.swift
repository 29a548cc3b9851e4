import Checklists
import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// The rules for libraries, from the imports of a small module to the rating.
@Suite struct LibraryRuleTests {
  /// A module that imports these paths, one file each.
  static func module(_ imports: [String], and files: String = "") -> Subject {
    var text = ""
    for (index, path) in imports.enumerated() {
      let isForTests = path.contains("cmp") || path.contains("mock")
      text += "-- part\(index)/a.go --\npackage part\(index)\n\n"
      text += isForTests ? "-- part\(index)/a_test.go --\npackage part\(index)\n\n" : ""
      text += "import _ \"\(path)\"\n"
    }
    return ExampleSubject(text + "-- main.go --\npackage main\n\nfunc main() {}\n" + files).subject
  }

  static func suggested(
    _ item: String, _ subject: Subject, kind: ProjectKind = .service, others: [Outcome] = []
  ) throws -> Suggested {
    let rule = try #require(Suggestions.namedRules[item])
    let own = LibrariesProbe().examine(subject)
    let outcomes = Dictionary(uniqueKeysWithValues: ([own] + others).map { ($0.probe, $0) })
    return rule(RuleFacts(kind: kind, outcomes: outcomes))
  }

  @Test(arguments: [
    ("libraries.router", ["github.com/go-chi/chi/v5"], Rating.solid),
    ("libraries.router", ["github.com/go-chi/chi/v5", "github.com/go-martini/martini"], .partial),
    ("libraries.router", ["github.com/revel/revel"], .missing),
    ("libraries.database", ["github.com/jackc/pgx/v5/pgxpool"], .solid),
    ("libraries.database", ["database/sql"], .partial),
    ("libraries.database", ["database/sql", "github.com/lib/pq"], .partial),
    ("libraries.database", ["github.com/jinzhu/gorm"], .missing),
    ("libraries.database", ["net/url"], .notApplicable),
    ("libraries.database", ["database/sql", "github.com/jackc/pgx/v5/stdlib"], .partial),
    ("libraries.database", ["database/sql", "github.com/jackc/pgx/v5/stdlib", "github.com/jmoiron/sqlx"], .solid),
    ("libraries.logging", ["log"], .partial),
    ("libraries.logging", ["github.com/sirupsen/logrus", "go.uber.org/zap"], .partial),
    ("libraries.testing", ["github.com/google/go-cmp/cmp"], .solid),
    ("libraries.testing", ["github.com/golang/mock/gomock"], .missing),
    ("libraries.cli", ["flag"], .notApplicable),
    ("libraries.cli", ["github.com/urfave/cli/v2"], .solid),
    ("libraries.grpc", ["google.golang.org/grpc", "github.com/gogo/protobuf/proto"], .partial),
    ("libraries.observability", ["go.opencensus.io/stats"], .missing),
    ("libraries.observability", ["github.com/DataDog/dd-trace-go/v2/ddtrace/tracer"], .partial),
    ("libraries.observability", ["github.com/newrelic/go-agent/v3/newrelic", "go.opentelemetry.io/otel"], .partial),
    ("libraries.observability", ["github.com/getsentry/sentry-go", "go.opentelemetry.io/otel"], .solid),
    ("libraries.observability", ["github.com/getsentry/sentry-go"], .partial),
    ("libraries.postgres-driver", ["github.com/jackc/pgx/v5", "github.com/lib/pq"], .partial),
    ("libraries.postgres-driver", ["github.com/go-pg/pg/v10"], .missing),
    ("libraries.postgres-driver", ["database/sql", "github.com/jackc/pgx/v5/stdlib"], .partial),
    ("libraries.postgres-driver", ["github.com/jackc/pgx/v5/pgxpool", "github.com/jackc/pgx/v5/stdlib"], .solid),
    ("libraries.postgres-driver", ["github.com/redis/go-redis/v9"], .notApplicable),
    ("libraries.typed-sql", ["entgo.io/ent"], .solid),
    ("libraries.typed-sql", ["gorm.io/gorm"], .partial),
    ("libraries.typed-sql", ["go.etcd.io/bbolt"], .notApplicable),
    ("libraries.compatible-router", ["github.com/gorilla/mux"], .solid),
    ("libraries.compatible-router", ["github.com/gin-gonic/gin"], .partial),
    ("libraries.compatible-router", ["github.com/gofiber/fiber/v2"], .missing),
    ("libraries.compatible-router", ["gopkg.in/macaron.v1"], .missing),
    ("libraries.compatible-router", ["github.com/flamego/flamego"], .missing),
    ("libraries.one-definition", ["google.golang.org/grpc"], .notApplicable),
  ])
  func `what is imported decides`(_ item: String, _ imports: [String], _ rating: Rating) throws {
    #expect(try Self.suggested(item, Self.module(imports)).rating == rating)
  }

  @Test func `the reason for a router that stands apart names no other`() throws {
    let both = Self.module(["github.com/gorilla/mux", "github.com/gofiber/fiber/v2"])
    let suggested = try Self.suggested("libraries.compatible-router", both)
    #expect(suggested.reason == "github.com/gofiber/fiber: handlers have types of their own.")
    #expect(suggested.evidence?.count == 1)
  }

  @Test func `the rule shows the imports of its own purpose`() throws {
    let suggested = try Self.suggested("libraries.grpc", Self.module(["log", "google.golang.org/grpc"]))
    #expect(suggested.evidence?.map(\.snippet) == [#"import _ "google.golang.org/grpc""#])
  }

  @Test func `pgx whose configuration is parsed for database/sql is its driver, and one that is asked is more`() throws
  {
    func module(_ use: String) -> Subject {
      Self.module(
        ["database/sql", "github.com/jackc/pgx/v5/stdlib"],
        and: "-- store/store.go --\npackage store\n\nimport \"github.com/jackc/pgx/v5\"\n\nvar _ = pgx.\(use)\n")
    }
    #expect(try Self.suggested("libraries.postgres-driver", module("ParseConfig")).rating == .partial)
    #expect(try Self.suggested("libraries.postgres-driver", module("Connect")).rating == .solid)
  }

  @Test func `one definition serves both where a handler that was made from it is mounted`() throws {
    func module(_ use: String) -> Subject {
      ExampleSubject(
        """
        -- main.go --
        package main

        import (
        \t"connectrpc.com/connect"
        \t"example.org/shop/proto/shopconnect"
        )

        var _ = connect.NewError

        func main() { \(use) }
        """
      ).subject
    }
    #expect(
      try Self.suggested("libraries.one-definition", module("_, _ = shopconnect.NewCartHandler(nil)")).rating == .solid)
    #expect(try Self.suggested("libraries.one-definition", module("_ = shopconnect.NewCartClient(nil)")).rating == nil)
  }

  @Test func `two routers that are made stand side by side, and one whose parameters are read does not`() throws {
    func module(_ second: String) -> Subject {
      ExampleSubject(
        """
        -- main.go --
        package main

        import (
        \t"github.com/gin-gonic/gin"
        \t"github.com/go-chi/chi/v5"
        )

        func main() { _, _ = gin.New(), chi.\(second) }
        """
      ).subject
    }
    #expect(try Self.suggested("libraries.router", module("NewRouter()")).rating == .partial)
    #expect(try Self.suggested("libraries.router", module("URLParam")).rating == .solid)
    #expect(try Self.suggested("libraries.router", module("NewRouter()"), kind: .library).rating == .solid)
  }

  @Test func `a second logger counts when it writes a twentieth of the lines`() throws {
    func module(_ lines: Int) -> Subject {
      ExampleSubject(
        """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- a/a.go --
        package a

        import "log/slog"

        func a() {
        \(String(repeating: "\tslog.Info(\"stored\", \"id\", 1)\n", count: 20))}
        -- c/c.go --
        package c

        import "go.uber.org/zap"

        func c(logger *zap.Logger) {
        \(String(repeating: "\tlogger.Info(\"stored\", zap.Int(\"id\", 1))\n", count: lines))}
        """
      ).subject
    }
    for (lines, expected) in [(2, Rating.solid), (4, .partial)] {
      let subject = module(lines)
      let written = StructuredProbe().examine(subject)
      #expect(try Self.suggested("libraries.logging", subject, others: [written]).rating == expected, "\(lines) lines")
    }
  }

  @Test func `reads of the environment are judged by the ruler of the rule on one loader`() throws {
    func rating(_ imports: [String], scattered: Int, places: Int = 0) throws -> Rating? {
      try Self.suggested(
        "libraries.configuration", Self.module(imports),
        others: [
          Outcome(
            probe: "configuration/scattered-env", answer: .found,
            measures: ["scattered": .count(scattered), "reads": .count(scattered + 1)]),
          Outcome(
            probe: "configuration/loader", answer: places > 0 ? .found : .notFound, measures: ["places": .count(places)]
          ),
        ]
      ).rating
    }
    let loader = "github.com/caarlos0/env/v11"
    let file = "github.com/joho/godotenv"
    for imports in [[loader], [loader, file], ["net/http"]] {
      #expect(try rating(imports, scattered: 0) == .solid)
      #expect(try rating(imports, scattered: 10) == .partial)
      #expect(try rating(imports, scattered: 11) == .missing)
    }
    #expect(try rating([file], scattered: 0) == .partial)
    #expect(try rating([file], scattered: 0, places: 1) == .solid)
    #expect(try rating([file], scattered: 11) == .missing)
  }

  @Test func `a library for validation counts where it checks what is decoded`() throws {
    func rating(_ imports: [String], decoding: Int, validated: Int, byHand: Int = 0, tags: Bool = false) throws
      -> Rating?
    {
      try Self.suggested(
        "libraries.validation", Self.module(imports),
        others: [
          Outcome(
            probe: "http/input-validation", answer: .found,
            measures: [
              "decodingPackages": .count(decoding), "validatedPackages": .count(validated),
              "validatingPackages": .count(validated), "handChecked": .count(byHand), "bindingTags": .flag(tags),
            ])
        ]
      ).rating
    }
    let kept = ["github.com/go-playground/validator/v10"]
    #expect(try rating(kept, decoding: 2, validated: 2) == .solid)
    #expect(try rating(kept, decoding: 2, validated: 1) == .partial)
    #expect(try rating(kept, decoding: 2, validated: 0, byHand: 2) == .missing)
    #expect(try rating(kept, decoding: 0, validated: 0) == nil)
    #expect(try rating([], decoding: 1, validated: 1, tags: true) == .solid)
    #expect(try rating([], decoding: 1, validated: 1) == .partial)
    #expect(try rating([], decoding: 1, validated: 0, byHand: 1) == .missing)
    #expect(try rating(["github.com/asaskevich/govalidator"], decoding: 1, validated: 1) == .missing)
    #expect(try rating([], decoding: 0, validated: 0) == .notApplicable)
  }

  @Test func `code that sqlc made counts for the library beneath it`() throws {
    let made = "-- books/queries.go --\n// Code generated by sqlc. DO NOT EDIT.\n\npackage books\n"
    let subject = Self.module(["database/sql"], and: made)
    #expect(try Self.suggested("libraries.typed-sql", subject).rating == .solid)
    #expect(try Self.suggested("libraries.database", subject).rating == .solid)
    let byHand = "-- books/queries.go --\n// Code generated by sqlc, then changed.\n\npackage books\n"
    #expect(try Self.suggested("libraries.typed-sql", Self.module(["database/sql"], and: byHand)).rating == .partial)
  }

  @Test func `a purpose that nothing serves is judged by what another probe found, or left to a person`() throws {
    let bare = Self.module(["net/http"])
    let served = Outcome(probe: "http/input-validation", answer: .notFound, measures: ["httpServers": 1])
    #expect(try Self.suggested("libraries.router", bare, others: [served]).rating == nil)
    #expect(try Self.suggested("libraries.compatible-router", bare, others: [served]).rating == .solid)
    #expect(try Self.suggested("libraries.router", bare, kind: .library).rating == .notApplicable)
    let numbered = Outcome(
      probe: "database/migrations", answer: .found, measures: ["usesSQL": true, "numberedFiles": 3])
    #expect(try Self.suggested("libraries.migrations", bare, others: [numbered]).rating == .partial)
    let none = Outcome(probe: "database/migrations", answer: .notFound, measures: ["usesSQL": false])
    #expect(try Self.suggested("libraries.migrations", bare, others: [none]).rating == .notApplicable)
    for (usesSQL, rating) in [(true, Rating.partial), (false, .notApplicable)] {
      let steps = Outcome(
        probe: "database/migrations", answer: .found, measures: ["usesSQL": .flag(usesSQL), "orderedSteps": true])
      #expect(try Self.suggested("libraries.migrations", bare, others: [steps]).rating == rating)
    }
    let scattered = Outcome(
      probe: "configuration/scattered-env", answer: .found, measures: ["scattered": 11, "reads": 11])
    #expect(try Self.suggested("libraries.configuration", bare, others: [scattered]).rating == .missing)
  }

  @Test func `a tool with flag alone is left to a person, and one that prints has no logger to choose`() throws {
    #expect(try Self.suggested("libraries.cli", Self.module(["flag"]), kind: .cli).rating == nil)
    #expect(try Self.suggested("libraries.logging", Self.module(["log"]), kind: .cli).rating == .notApplicable)
  }

  @Test func `without the list of imports no rule says anything`() throws {
    let rules = Suggestions.namedRules.filter { $0.key.hasPrefix("libraries.") }
    #expect(rules.count == 14)
    for (item, rule) in rules {
      #expect(rule(RuleFacts(kind: .service, outcomes: [:])).rating == nil, "\(item)")
    }
  }
}
