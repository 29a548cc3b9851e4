// swift-tools-version: 6.1
import PackageDescription

// Who may import whom. Tests/HouseTests holds the same table and checks every source file against it.
let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "assay", targets: ["assay"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // Below all: threads with room for deep recursion.
    .target(name: "Threads", dependencies: ["CAllocator"]),
    .target(name: "CAllocator"),
    // Pipes and sockets that other programs do not inherit.
    .target(name: "CDescriptors"),

    // Core: values in, values out.
    .target(name: "Evidence"),
    .target(name: "GoSyntax", dependencies: ["Threads"]),
    .target(name: "Canvas"),
    .target(
      name: "Repository", dependencies: ["Evidence", "GoSyntax", "Threads", .product(name: "Yams", package: "Yams")]),
    .target(name: "GoTypes", dependencies: ["Evidence", "GoSyntax", "Repository", "BundledFacts"]),
    .target(name: "Checklists", dependencies: ["Evidence", .product(name: "Yams", package: "Yams")]),
    .target(name: "Probes", dependencies: ["Evidence", "GoSyntax", "Repository", "GoTypes", "BundledFacts"]),
    .target(name: "Reviews", dependencies: ["Evidence", "Checklists"]),
    .target(name: "Reports", dependencies: ["Evidence", "Checklists", "Reviews"]),
    .target(name: "Screens", dependencies: ["Evidence", "Checklists", "Reviews", "Canvas"]),

    // Edges: each touches one part of the world.
    .target(name: "Intake", dependencies: ["Repository", "Evidence", "GoSyntax", "CDescriptors"]),
    .target(name: "Store", dependencies: ["Evidence", "Checklists", "Reviews", "Threads"]),
    .target(name: "Terminal", dependencies: ["Canvas", "CCurses"]),
    .target(
      name: "CCurses", dependencies: ["CDescriptors"],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])), .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),

    // Data, embedded at build time.
    // Texts links to Checklists/: SwiftPM only looks for new files inside a target.
    .target(name: "BundledChecklists", exclude: ["Texts"], plugins: ["CompileChecklists"]),
    .plugin(name: "CompileChecklists", capability: .buildTool(), dependencies: ["compile-checklists"]),
    .executableTarget(name: "compile-checklists", dependencies: ["Checklists", "Evidence"]),
    .target(name: "BundledFacts", plugins: ["EmbedText"]),
    .plugin(name: "EmbedText", capability: .buildTool(), dependencies: ["embed-text"]),
    .executableTarget(name: "embed-text"),

    // The program.
    .executableTarget(
      name: "assay",
      dependencies: [
        "Evidence", "GoSyntax", "Canvas", "Repository", "GoTypes", "Checklists", "Probes", "Reviews", "Reports",
        "Screens",
        "Threads", "Intake", "Store", "Terminal", "CCurses", "CDescriptors", "BundledChecklists", "BundledFacts",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], plugins: ["EmbedLimits"]),
    .plugin(name: "EmbedLimits", capability: .buildTool(), dependencies: ["embed-limits"]),
    .executableTarget(name: "embed-limits"),

    // Compares the Go parser with Go's own (`make conformance`).
    .executableTarget(name: "syntax-conformance", dependencies: ["GoSyntax"], path: "Conformance/Swift"),

    // Prints the Go examples of checklists and cards, for Go's type checker (`make conformance`).
    .executableTarget(
      name: "example-list", dependencies: ["BundledChecklists", "Checklists", "Probes", "Evidence"],
      path: "Conformance/Examples"),

    // Damages files and probes them (`make fuzz`, and a small part in the tests).
    .target(
      name: "Mutations", dependencies: ["Evidence", "GoSyntax", "Repository", "Checklists", "Probes"],
      path: "Conformance/Mutations"),
    .executableTarget(
      name: "mutation-run", dependencies: ["Mutations", "Repository", "Threads"], path: "Conformance/Fuzz"),

    .testTarget(name: "HouseTests"),
    .testTarget(name: "GoSyntaxTests", dependencies: ["GoSyntax", "Threads"]),
    .testTarget(name: "RepositoryTests", dependencies: ["Repository", "Intake", "Evidence", "GoSyntax"]),
    .testTarget(name: "GoTypesTests", dependencies: ["GoTypes", "GoSyntax", "Repository", "Evidence"]),
    .testTarget(
      name: "ProbesTests",
      dependencies: [
        "Probes", "GoTypes", "GoSyntax", "Repository", "Evidence", "Reviews", "Checklists", "BundledFacts",
      ]),
    .testTarget(name: "MutationTests", dependencies: ["Mutations", "Probes", "GoSyntax", "Threads"]),
    .testTarget(
      name: "ChecklistsTests",
      dependencies: [
        "Checklists", "BundledChecklists", "Evidence", "GoSyntax", "SchemaCheck",
        .product(name: "Yams", package: "Yams"),
      ]),
    // How many cases randomised tests try, in every run and in `make torture`.
    .target(name: "RunLength", path: "Tests/RunLength"),
    .testTarget(name: "ReviewsTests", dependencies: ["Reviews", "Checklists", "Evidence", "RunLength"]),
    // Holds documents against the schemas in Data/Schemas.
    .target(name: "SchemaCheck", dependencies: ["Evidence"], path: "Tests/SchemaCheck"),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "Reviews", "Checklists", "Evidence", "SchemaCheck"]),
    .testTarget(
      name: "StoreTests", dependencies: ["Store", "Reviews", "Checklists", "Evidence", "SchemaCheck", "RunLength"]),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "Canvas", "CCurses"]),
    .testTarget(name: "ScreensTests", dependencies: ["Screens", "Canvas", "Reviews", "Checklists", "Evidence"]),
    .testTarget(name: "EndToEndTests", exclude: ["Scripts"]),
  ],
  swiftLanguageModes: [.v6]
)

// Its harness speaks to Linux's pseudo-terminals.
#if !os(Linux)
  package.targets.removeAll { $0.name == "EndToEndTests" }
#endif
