import BundledFacts
import Testing

/// The list of known libraries: whole, readable, and found again by what a module imports and requires.
@Suite struct LibraryListTests {
  static let purposes = [
    "router", "database", "migrations", "configuration", "logging", "testing", "validation", "cli", "grpc",
    "observability",
  ]

  @Test func `the ten purposes of the guide each have a title, a choice and libraries of every standing`() {
    #expect(BundledFacts.libraryCategories.map(\.name) == Self.purposes)
    for category in BundledFacts.libraryCategories {
      #expect(!category.title.isEmpty, "\(category.name)")
      #expect((40...140).contains(category.choice.count), "\(category.name): \(category.choice)")
      for standing in LibraryFact.Standing.allCases {
        #expect(!category.libraries(standing).isEmpty, "\(category.name) has none that is \(standing.rawValue)")
      }
    }
  }

  @Test func `every library has a reason of readable length that is no sentence of its own`() {
    #expect(BundledFacts.libraries.count > 130)
    for library in BundledFacts.libraries {
      #expect((12...112).contains(library.reason.count), "\(library.path): \(library.reason)")
      #expect(library.reason.last != "." && library.reason.first?.isWhitespace == false, "\(library.path)")
    }
  }

  @Test func `no purpose names a library twice, and no path has a version`() {
    for category in BundledFacts.libraryCategories {
      #expect(Set(category.libraries.map(\.path)).count == category.libraries.count, "\(category.name)")
    }
    for library in BundledFacts.libraries {
      #expect(LibraryFact.withoutVersion(library.path) == library.path)
      #expect(!library.path.contains { $0.isWhitespace })
    }
  }

  @Test(arguments: [
    ("github.com/jackc/pgx/v5/pgxpool", "github.com/jackc/pgx/v5", "github.com/jackc/pgx"),
    ("go.opentelemetry.io/otel/trace", "go.opentelemetry.io/otel/sdk", "go.opentelemetry.io/otel"),
    ("gotest.tools/v3/assert", "gotest.tools/v3", "gotest.tools"),
  ])
  func `an import leads to the library and the library to the module that brings it`(
    _ imported: String, _ module: String, _ path: String
  ) {
    #expect(LibraryFact.covering(importPath: imported).map(\.path) == [path])
    #expect(LibraryFact.covering(importPath: imported).allSatisfy { $0.comes(from: module) })
    #expect(LibraryFact.covering(importPath: imported).allSatisfy { !$0.comes(from: "github.com/jackc/puddle") })
  }
}
