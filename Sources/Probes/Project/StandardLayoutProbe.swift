import Evidence
import Repository

/// Reads the module's layout: where its mains stand, how much is under internal/, how many packages there are.
///
/// Mains below internal/ and those named for generating or kept with the scripts are run by go generate or by maintainers
/// and may stand where they are. Limits: what a main is for is read off its folder.
struct StandardLayoutProbe: Probe {
  static let card = ProbeCard(
    id: "project/standard-layout",
    version: 3,
    sign: .signal,
    looksFor: "mains under cmd/<name>/ or one at the root, and the program's own code under internal/",
    because: "internal/ keeps others from depending on what you want to change, and cmd/ shows what is built",
    instead: "move each main to cmd/<name>/ and what is not an API below internal/",
    examples: [
      .found(
        """
        -- cmd/shop/main.go --
        package main

        func main() {}
        -- internal/cart/cart.go --
        package cart

        var Cart = 1
        """),
      .found(
        """
        -- cmd/shop/main.go --
        package main

        func main() {}
        -- internal/prices/generate/main.go --
        package main

        func main() {}
        """),
      .quiet(
        """
        -- server/genesis/main.go --
        package main

        func main() {}
        -- server/oxygen/main.go --
        package main

        func main() {}
        -- pkg/cart/cart.go --
        package cart

        var Cart = 1
        """),
      .found(
        """
        -- cmd/shop/main.go --
        package main

        func main() {}
        -- pkg/prices/pricetypegen/main.go --
        package main

        func main() {}
        """),
      .quiet(
        """
        -- server/run/main.go --
        package main

        func main() {}
        -- server/other/main.go --
        package main

        func main() {}
        -- pkg/cart/cart.go --
        package cart

        var Cart = 1
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var layout = Layout()
    for package in snapshot.packages {
      let files = package.fileIndices.map { snapshot.goFiles[$0] }.filter(\.isProduct)
      guard let first = files.first else { continue }
      layout.add(package, lines: files.reduce(0) { $0 + $1.tree.lineCount }, file: first, probe: Self.card.id)
    }
    let answer: Outcome.Answer =
      layout.hasOrderlyMains && layout.hidesItsCode(snapshot.kind)
      ? .found : layout.hasOrderlyMains ? .partial : .notFound
    return Outcome(
      probe: Self.card.id, answer: answer, findings: layout.strayMains,
      measures: [
        "packages": .count(layout.packages), "mains": .count(layout.mains),
        "strayMains": .count(layout.strayMains.count),
        "orderlyMains": .flag(layout.hasOrderlyMains), "lines": .count(layout.lines),
        "internalLines": .count(layout.internalLines), "openLines": .count(layout.openLines),
        "hidesItsCode": .flag(layout.hidesItsCode(snapshot.kind)),
      ],
      scope: Scope(files: snapshot.productFiles.count, patterns: ["package main", "cmd/", "internal/", "pkg/"]))
  }

  private struct Layout {
    var packages = 0
    var mains = 0
    var rootMains = 0
    var strayMains: [Finding] = []
    var lines = 0
    var internalLines = 0
    var openLines = 0

    mutating func add(_ package: GoPackage, lines count: Int, file: GoFile, probe: ProbeID) {
      packages += 1
      lines += count
      let parts = package.folder.split(separator: "/").map(String.init)
      if package.isMain {
        mains += 1
        if parts.isEmpty {
          rootMains += 1
        } else if !parts.contains("cmd"), !package.servesTheBuild, let name = file.tree.root.name {
          strayMains.append(file.finding(probe, at: name, "a main package outside cmd/", confidence: .medium))
        }
      } else if parts.contains("internal") || parts.first == "cmd" {
        internalLines += count
      } else {
        openLines += count
      }
    }

    /// Mains under cmd/, one at the root, or (a library) none, those that serve the build aside.
    var hasOrderlyMains: Bool { strayMains.isEmpty }

    /// At least half of what is not a main lies under internal/; a library's code is its API.
    func hidesItsCode(_ kind: ProjectKind) -> Bool {
      switch kind {
      case .library: true
      case .service, .cli: internalLines >= openLines
      }
    }
  }
}
