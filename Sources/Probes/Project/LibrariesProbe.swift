import BundledFacts
import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds which libraries the product uses for each of ten purposes, and what this tool's list thinks of them.
///
/// A package of the standard library that the list would avoid counts only where nothing else serves its purpose, and
/// slog only where something is logged with it: making a logger for somebody else, or being a handler of slog, is not.
/// Mains that serve the build, as generators do, are not asked, and libraries for testing count in tests alone. Two
/// routers stand side by side only where the code makes one of each, gRPC's codes without gRPC are names of failures,
/// and pgx that only drives database/sql leaves SQL to it. Limits: the list is an opinion about new services, kept in
/// `Data/Libraries.yml`; a purpose without an entry among the imports is not named.
struct LibrariesProbe: Probe {
  static let card = ProbeCard(
    id: "project/libraries",
    version: 8,
    sign: .signal,
    looksFor: "a maintained library for each purpose: routing, database, logging, testing and others",
    because: "libraries nobody looks after keep their faults, and a mixture of several must be learnt by everybody",
    instead: "choose the recommended or alternative library of the list for new code",
    examples: [
      .found("package shop\n\nimport ▸\"github.com/go-chi/chi/v5\"\n\nvar _ = chi.NewRouter\n"),
      .quiet("package shop\n\nimport \"example.org/shop/chi\"\n\nvar _ = chi.New\n"),
      .quiet("package shop\n\nimport \"flag\"\n\nvar _ = flag.Parse\n"),
      .found(
        "package shop\n\nimport (\n\t\"flag\"\n\n\t▸\"github.com/spf13/cobra\"\n)\n\nvar _, _ = flag.Parse, cobra.Command{}\n"
      ),
      .quiet(
        """
        package main

        import "flag"

        func main() {
        \tset := flag.NewFlagSet("shop", flag.ExitOnError)
        \tset.Parse(nil)
        }
        """),
      .quiet(
        """
        package shop

        import (
        \t"github.com/go-logr/logr"
        \t"k8s.io/klog/v2"
        )

        func quieten() { klog.SetLogger(logr.Discard()) }
        """),
      .quiet(
        """
        package shop

        import "log/slog"

        func quiet(use func(*slog.Logger)) { use(slog.New(slog.DiscardHandler)) }
        """),
      .quiet(
        """
        package shop

        import (
        \t"log/slog"

        \t"example.org/shop/events"
        )

        func quiet(use func(*slog.Logger)) {
        \tevents.Info("listening")
        \tuse(slog.New(events.Handler([]slog.Attr{slog.String("part", "shop")})))
        }
        """),
      .found(
        """
        package shop

        import ▸"log/slog"

        func open(logger *slog.Logger) { logger.Info("open") }
        """),
      .quiet("package shop\n\nimport \"google.golang.org/grpc/codes\"\n\nvar _ = codes.NotFound\n"),
      .quiet("-- internal/generate/main.go --\npackage main\n\nimport \"log\"\n\nfunc main() { log.Println() }\n"),
      .quiet("package shop\n\nimport \"log/syslog\"\n\nvar _ = syslog.New\n"),
      .found(
        """
        -- shop.go --
        package shop
        -- shop_test.go --
        package shop

        import ▸"github.com/google/go-cmp/cmp"

        var _ = cmp.Diff
        """),
      .quiet("package shop\n\nimport \"github.com/google/go-cmp/cmp\"\n\nvar _ = cmp.Equal\n"),
      .quiet(
        """
        -- go.mod --
        module github.com/go-chi/chi/v5

        go 1.24
        -- shop/shop.go --
        package shop

        import "github.com/go-chi/chi/v5"

        var _ = chi.NewRouter
        """),
    ])

  /// Stores of keys or documents: beside them database/sql is still what SQL is spoken with.
  private static let keyed: Set<String> = [
    "github.com/redis/go-redis", "github.com/go-redis/redis", "github.com/gomodule/redigo",
    "go.mongodb.org/mongo-driver", "github.com/dgraph-io/badger", "go.etcd.io/bbolt", "github.com/boltdb/bolt",
    "go.etcd.io/etcd/client", "github.com/aws/aws-sdk-go-v2/service/dynamodb", "cloud.google.com/go/firestore",
  ]
  /// Drivers that serve database/sql and nothing else.
  private static let drivers: Set<String> = ["github.com/lib/pq"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let building = Set(snapshot.packages.lazy.filter { $0.isMain && $0.servesTheBuild }.map(\.path))
    let product = snapshot.productFiles.filter { building.isEmpty || !building.contains($0.packagePath) }
    var uses = Self.uses(in: product, of: subject) { $0.category != "testing" }
    uses.merge(Self.uses(in: snapshot.testFiles, of: subject) { $0.category == "testing" }) { first, _ in first }
    let isOnlyDriver = PgxUse.isOnlyDriver(product)
    let served = Set(
      uses.keys.filter { fact in
        (!fact.isStandard || fact.standing != .avoid) && !Self.keyed.contains(fact.path)
          && !Self.drivers.contains(fact.path) && !(isOnlyDriver && fact.path == PgxUse.path)
      }
      .map(\.category))
    for fact in uses.keys where fact.isStandard && fact.standing == .avoid {
      if served.contains(fact.category) { uses[fact] = nil }
    }
    var measures: [String: Measure] = [
      "generatesQueries": .flag(snapshot.goFiles.contains(where: Self.isMadeBySqlc)),
      "pgxIsOnlyDriver": .flag(isOnlyDriver),
      "routersMade": .list(Self.routersMade(in: product).sorted()),
      "servesJSONByDefinition": .flag(product.contains(where: Self.servesByDefinition)),
    ]
    for standing in LibraryFact.Standing.allCases {
      let facts = uses.keys.filter { $0.standing == standing }
      measures[standing.rawValue] = .count(facts.count)
    }
    for (category, facts) in Dictionary(grouping: uses.keys, by: \.category) {
      measures[category] = .list(facts.map(\.path).sorted())
      measures[category + "Avoided"] = .list(facts.filter { $0.standing == .avoid }.map(\.path).sorted())
    }
    measures["verbs"] = .count(CommandVerbs(subject, product).count)
    measures["handsArguments"] = .flag(CommandVerbs.areArgumentsHandedOn(in: product, subject))
    measures["handlerTypes"] = .list(OwnHandlerTypes(subject, product).names)
    measures["versions"] = .list(uses.keys.compactMap { Self.version(of: $0, in: snapshot.module) }.sorted())
    let isChosen = uses.keys.contains { $0.standing != .avoid }
    return Outcome(
      probe: Self.card.id, answer: isChosen ? .found : .notFound,
      findings: uses.filter { $0.key.path != "flag" || Self.hasSubcommands(product) }.map(\.value), measures: measures,
      scope: Scope(files: product.count + snapshot.testFiles.count, patterns: ["the imports of Data/Libraries.yml"]))
  }

  /// `path version`, as go.mod requires the module it comes from; the one with the longest path, where several fit.
  private static func version(of fact: LibraryFact, in module: GoModule?) -> String? {
    guard !fact.isStandard else { return nil }
    let fitting = (module?.requirements ?? []).filter { fact.comes(from: $0.path) }
    let direct = fitting.filter { !$0.isIndirect }
    let chosen = (direct.isEmpty ? fitting : direct).min { a, b in
      let distances = [a, b].map { abs(LibraryFact.withoutVersion($0.path).utf8.count - fact.path.utf8.count) }
      return (distances[0], a.path) < (distances[1], b.path)
    }
    return chosen.map { "\(fact.path) \($0.version)" }
  }

  /// The libraries of some purposes that the files import, each with the first import of it.
  private static func uses(
    in files: [GoFile], of subject: Subject, where isAsked: (LibraryFact) -> Bool
  ) -> [LibraryFact: Finding] {
    var uses: [LibraryFact: Finding] = [:]
    var seen: Set<String> = []
    let module = subject.snapshot.module?.path
    for file in files {
      for imported in file.imports {
        // What only names the codes of failures calls nobody.
        if ["google.golang.org/grpc/codes", "google.golang.org/grpc/status"].contains(imported.path) { continue }
        if imported.path == "log/slog", !logs(file, imported, subject.types) { continue }
        if MutedLogger.isOnlyMuted(imported, in: file) { continue }
        guard seen.insert(imported.path).inserted else { continue }
        if let module, imported.path == module || imported.path.hasPrefix(module + "/") { continue }
        for fact in facts(of: imported.path) where uses[fact] == nil && isAsked(fact) {
          let message = "\(fact.category): \(fact.path), \(fact.standing.rawValue)"
          uses[fact] = file.finding(card.id, at: imported.node.path ?? imported.node, message, confidence: .medium)
        }
      }
    }
    return uses
  }

  /// A handler that connect or the gateway generated from a definition is mounted.
  private static func servesByDefinition(_ file: GoFile) -> Bool {
    let generated = file.imports.filter { $0.path.hasSuffix("connect") }
    let gateway = file.importing("github.com/grpc-ecosystem/grpc-gateway")
    guard gateway != nil || !generated.isEmpty else { return false }
    return file.tree.nodes(of: .callExpr).contains { call in
      guard let name = call.calledName, let package = call.calledOperandName else { return false }
      if name == "NewServeMux", package == gateway?.name { return true }
      return name.hasPrefix("New") && name.hasSuffix("Handler") && generated.contains { $0.name == package }
    }
  }

  private static let constructors: Set<String> = ["New", "NewRouter", "NewMux", "Default", "NewWithConfig"]

  /// The routers of which the code makes one; a handler that only reads a router's parameters names it as well.
  private static func routersMade(in files: [GoFile]) -> Set<String> {
    var made: Set<String> = []
    for file in files {
      for imported in file.imports {
        let routers = facts(of: imported.path).filter { $0.category == "router" && !made.contains($0.path) }
        guard let router = routers.first else { continue }
        let makes = file.tree.nodes(of: .callExpr).contains { call in
          call.calledOperandName == imported.name && constructors.contains(call.calledName ?? "")
        }
        if makes { made.insert(router.path) }
      }
    }
    return made
  }

  /// sqlc signs what it generates; it leaves no import behind.
  private static func isMadeBySqlc(_ file: GoFile) -> Bool {
    file.roles.contains(.generated) && (1...3).contains { file.tree.text(ofLine: $0).contains("generated by sqlc") }
  }

  /// Package flag is right for one command with few options; several sets of flags are several commands.
  private static func hasSubcommands(_ files: [GoFile]) -> Bool {
    var sets = 0
    for file in files where file.importing("flag") != nil {
      sets += file.tree.nodes(of: .callExpr).count { $0.calledName == "NewFlagSet" && $0.calledOperandName == "flag" }
    }
    return sets > 1
  }

  private static let levels: Set<String> = [
    "Debug", "Info", "Warn", "Error", "DebugContext", "InfoContext", "WarnContext", "ErrorContext", "Log", "LogAttrs",
  ]

  /// Whether the file logs with slog, or makes it the logger of the program.
  private static func logs(_ file: GoFile, _ slog: GoImport, _ types: ModuleTypes) -> Bool {
    file.tree.nodes(of: .callExpr).contains { call in
      guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
        let name = function.name?.text,
        let operand = function.operand?.unparenthesized
      else { return false }
      if operand.kind == .ident, operand.bytes.elementsEqual(slog.name.utf8) {
        return levels.contains(name) || name == "SetDefault" || name == "Default" || name == "With"
      }
      guard levels.contains(name) else { return false }
      if operand.kind == .ident, file.imports.contains(where: { operand.bytes.elementsEqual($0.name.utf8) }) {
        return false
      }
      guard let type = types.type(of: operand, in: file), type != .unknown else { return true }
      return type.isNamed("log/slog", "Logger")
    }
  }

  /// What the list says of an import; a library that stands under routing and under its own purpose counts for the latter.
  private static func facts(of path: String) -> [LibraryFact] {
    let isStandard = LibraryFact.isStandard(path)
    let facts = LibraryFact.covering(importPath: path).filter { !isStandard || $0.path == path }
    return facts.filter { fact in
      fact.category != "router" || !facts.contains { $0.path == fact.path && $0.category != "router" }
    }
  }
}
