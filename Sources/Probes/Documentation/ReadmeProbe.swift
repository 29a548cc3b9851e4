import Evidence
import Repository

/// Finds a README that says what the project is for, how to build or install it, and how to run or use it.
///
/// Pages of the repository that the README links to, and CONTRIBUTING, count for building and running.
/// Limits: whether the text is right or good is for the reader.
struct ReadmeProbe: Probe {
  static let card = ProbeCard(
    id: "documentation/readme",
    version: 8,
    sign: .signal,
    looksFor: "a README with purpose, build and run (for a library: installation and a usage example)",
    because: "who cannot start a project in ten minutes leaves it, or breaks it",
    instead: "say what it is for, then the commands that build it and run it",
    examples: [
      .found(
        """
        -- README.md --
        # shop
        Shop keeps carts and orders for small web shops and answers over HTTP.

        ## Build
            go build ./cmd/shop

        ## Run
            ./shop --port 8080
        -- cmd/shop/main.go --
        package main
        func main() {}
        """),
      .found(
        """
        -- README.md --
        # shop
        Shop keeps carts and orders for small web shops and answers over HTTP.
        """),
      .found(
        """
        -- README.md --
        > Our sponsor sells tea, coffee and many other things to drink.

        # shop
        Shop keeps carts and orders for small web shops and answers over HTTP.

        ## Quick start
        Want to look first? Open the [live demo](https://shop.example.org).
        """),
      .found(
        """
        -- README.md --
        # shop - carts and orders for small web shops
        Version two is out, read all about it in our blog!
        """),
      .found(
        """
        -- go.mod --
        module example.org/tea/shop

        go 1.24
        -- README.md --
        # shop
        Shop keeps carts and orders for small web shops and answers over HTTP.

        ## Contributing
        You can just try it, and `brew install sqlc` for the queries.
        """),
      .found(
        """
        -- go.mod --
        module example.org/tea/shop

        go 1.24
        -- README.md --
        # shop [![build](https://shop.example.org/build.svg)](https://shop.example.org/builds)

        ▸> shop is a keeper of carts and orders for small web shops.

        Certificates come from [another project](https://shop.example.org/certificates) if you like.

            make format
            sudo mv ./shop /usr/local/bin/
        """),
      .found(
        """
        -- go.mod --
        module example.org/tea/shop

        go 1.24
        -- README.md --
        # shop

        **Note**: the main branch may be broken while we work on the next version.

        ▸[shop](https://shop.example.org) is a keeper of carts and orders for small web shops.
        """),
      .found(
        """
        -- README.md --
        # shop

        ▸> The keeper of carts you own.

        If you like shop, consider a [donation](https://shop.example.org/money) to all of us.
        """),
      .found(
        """
        -- go.mod --
        module example.org/tea/shop

        go 1.24
        -- README.md --
        # shop
        ▸Shop keeps carts and orders for small web shops and answers over HTTP.

            <a href="https://example.org/tea/shop/releases/latest"><img src="release.svg"></a>

        ## Contributors
        - See [TRANSLATORS](conf/TRANSLATORS) for those who build the words.

        ## Contributing
            CLUSTER=<yours> make local.test-all

        * Windows: `go run script/build.go`
        * Ports: `cd /usr/ports/shop/ && make install`

        ## [Demo](https://shop.example.org)
        Look at the [pages for developers](https://shop.example.org/developers/).

        ## Setup
            kubectl run nginx --image=nginx
        """),
      .quiet(
        """
        -- README.md --
        # shop
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    guard let path = Readme.paths(in: snapshot).first, let text = snapshot.text(of: path) else {
      return Outcome(
        probe: Self.card.id, answer: .notFound, measures: ["hasReadme": false],
        scope: Scope(files: snapshot.files.count, patterns: ["README at the root, in .github or docs"]))
    }
    let names = Self.projectNames(snapshot)
    let readme = ReadmeText(text, projectNames: names)
    // A page of an example comes last: it starts the example.
    let all = Readme.linkedPages(from: path, text: text, in: snapshot)
    let isExample = { (page: String) in
      page.split(separator: "/").dropLast().contains { $0.hasPrefix("example") || $0.hasPrefix("_example") }
    }
    let linked = all.filter { !isExample($0) } + (snapshot.kind == .library ? [] : all.filter(isExample))
    let pages =
      [(path: path, page: readme)]
      + linked.compactMap { path in snapshot.text(of: path).map { (path, ReadmeText($0, projectNames: names)) } }
    let isLibrary = snapshot.kind == .library
    func first(_ line: (ReadmeText) -> Int?) -> Location? {
      for (path, page) in pages { if let line = line(page) { return Location(path: path, line: line) } }
      return nil
    }
    let purpose = readme.purposeLine
    // A command on any page says more than a link on the first one.
    let buildTold =
      first { isLibrary ? $0.installLine : $0.buildLine ?? $0.installLine }
      ?? first { isLibrary ? $0.installCodeLine : $0.buildCodeLine ?? $0.installCodeLine }
    let runTold = first { isLibrary ? $0.usageExampleLine : $0.runLine ?? $0.runCodeLine }
    let build = buildTold ?? first { isLibrary ? $0.installLinkLine : $0.buildLinkLine ?? $0.installLinkLine }
    let isBuild =
      build.map { place in
        pages.contains { path, page in
          path == place.path && [page.buildLine, page.buildCodeLine, page.buildLinkLine].contains(place.line)
            && !(buildTold == nil && page.lines[place.line - 1].text.lowercased().contains("install"))
        }
      } ?? false
    let run = runTold ?? first { isLibrary ? nil : $0.runLinkLine }
    var findings: [Finding] = []
    if let purpose {
      findings.append(snapshot.finding(Self.card.id, at: Location(path: path, line: purpose), "says what it is for"))
    }
    if let build {
      findings.append(
        snapshot.finding(
          Self.card.id, at: build,
          (buildTold == nil ? "links to " : "says ") + (isLibrary || !isBuild ? "how to install it" : "how to build it")
        ))
    }
    if let run {
      let what = isLibrary ? "shows how to use it" : runTold == nil ? "links to how to run it" : "says how to run it"
      findings.append(snapshot.finding(Self.card.id, at: run, what))
    }
    let isTrivial = readme.proseWordCount < 8
    let isComplete = purpose != nil && build != nil && run != nil
    return Outcome(
      probe: Self.card.id, answer: isTrivial && build == nil && run == nil ? .notFound : isComplete ? .found : .partial,
      findings: findings,
      measures: [
        "hasReadme": true, "hasPurpose": .flag(purpose != nil), "hasBuild": .flag(build != nil),
        "hasRun": .flag(run != nil),
        "words": .count(readme.proseWordCount), "isTrivial": .flag(isTrivial && build == nil && run == nil),
      ], scope: Scope(files: pages.count, patterns: ["purpose", "build or install commands", "run or usage commands"]))
  }
}

extension ReadmeProbe {
  /// What a command may call the project: the last parts of the module's path, and its programs.
  static func projectNames(_ snapshot: Snapshot) -> [String] {
    guard let path = snapshot.module?.path else { return [] }
    func names(_ path: String) -> [String] {
      path.lowercased().split(separator: "/").map(String.init).filter { part in
        !(part.hasPrefix("v") && part.dropFirst().allSatisfy(\.isNumber))
      }
    }
    let parts = names(path)
    // The programs it makes, by their folders: `cmd/shopd`.
    let programs = snapshot.packages.filter { $0.isMain && !$0.servesTheBuild && $0.path != path }
      .compactMap { names($0.path).last }.filter { $0.utf8.count > 2 && !["main", "cmd", "app"].contains($0) }
    return (parts.count > 1 ? parts.suffix(2).filter { !$0.contains(".") } : parts) + programs
  }
}

extension Readme {
  /// Pages of the repository that the README links to, and the ones by which contributors find their way.
  static func linkedPages(from path: String, text: String, in snapshot: Snapshot) -> [String] {
    let known = Set(snapshot.files.map(\.path))
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    var pages: [String] = []
    for part in text.components(after: "](") {
      let target = part.prefix { $0 != ")" && $0 != "#" && $0 != " " && $0 != "\n" }
      guard !target.contains("://") || target.contains("/blob/") else { continue }
      let local = target.components(separatedAfter: "/blob/").map { $0.drop { $0 != "/" }.dropFirst() } ?? target
      var parts = local.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
      for piece in local.split(separator: "/") {
        if piece == ".." { _ = parts.popLast() } else if piece != "." { parts.append(String(piece)) }
      }
      let candidate = parts.joined(separator: "/")
      for page in [candidate, candidate + "/README.md", candidate + ".md"]
      where known.contains(page) && isProse(page) && page != path && leadsOn(page) {
        pages.append(page)
      }
    }
    let usual = known.filter { file in
      let name = file.lowercased()
      return [
        "contributing.md", ".github/contributing.md", "docs/contributing.md", "development.md", "building.md",
        "install.md",
        "docs/development.md", "docs/install.md", "docs/installation.md", "docs/building.md", "hacking.md", "usage.md",
        "docs/usage.md",
      ].contains(name)
    }
    var seen: Set<String> = []
    return (pages + usual.sorted()).filter { seen.insert($0).inserted }
  }

  /// Pages named for how to begin; those about one feature or single questions tell only what goes with that.
  private static func leadsOn(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/").suffix(2)
    let names = [
      "install", "build", "develop", "dev-", "contribut", "hacking", "usage", "start", "quick", "setup", "running",
      "run.", "deploy", "docker", "readme", "index", "tutorial", "guide", "compil", "intro", "how",
    ]
    let others = ["changelog", "faq", "troubleshoot", "release", "spec"]
    return parts.contains { part in names.contains(where: part.contains) }
      && !parts.contains { part in others.contains(where: part.contains) }
  }

  private static func isProse(_ path: String) -> Bool {
    [".md", ".rst", ".adoc", ".txt", ".markdown"].contains { path.lowercased().hasSuffix($0) }
  }
}

extension Substring {
  /// What follows the first occurrence of `mark`, nil without one.
  func components(separatedAfter mark: String) -> Substring? { ranges(of: mark).first.map { self[$0.upperBound...] } }
}
