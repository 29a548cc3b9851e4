import Repository

/// Which programs of the module the files around its code build, install or run, by folder and pattern.
///
/// Read are `go build` and `go install` (and gox, xgo, garble, tinygo and ko) in build targets, scripts, Dockerfiles,
/// the pipeline's own commands and READMEs, and the lists of goreleaser, ko and promu. Limits: a command is read word
/// by word. Where a variable stands for the package, every program is meant that it may stand for; what a program of
/// the module builds by itself (`go run build.go`) is not seen.
struct ProgramNames: Sendable {
  /// A folder as a command names it: `cmd/shop`, `cmd/$(NAME)`, `cmd/...`.
  struct Name: Hashable, Sendable {
    let parts: [String]
    /// It stands for everything below, too.
    let isTree: Bool

    func matches(_ folder: String) -> Bool {
      let names = folder.split(separator: "/")
      guard isTree ? names.count >= parts.count : names.count == parts.count else { return false }
      return zip(parts, names).allSatisfy { part, name in part == name || Self.isOpen(part) }
    }

    /// It names one folder.
    var isExact: Bool { !isTree && !parts.contains(where: Self.isOpen) }

    static func isOpen(_ part: some StringProtocol) -> Bool { part.contains("$") || part.contains("{{") }
  }

  /// What is given to users: goreleaser's, ko's and promu's lists, images, and what a README says to install.
  private(set) var released: Set<Name> = []
  /// The list of a tool that releases says which programs there are; an image holds one of them.
  private(set) var isListed = false
  /// What a build target, a script or a pipeline builds or installs, outside of tests.
  private(set) var built: Set<Name> = []
  /// What a pipeline, or a target for checks and generated files, does not build but run.
  private(set) var ran: Set<Name> = []

  init(_ snapshot: Snapshot) {
    readLists(snapshot)
    let module = snapshot.module?.path ?? ""
    for image in snapshot.images where !ShippedImage.isAside(image.path) {
      for stage in image.stages {
        var places: Set<String> = [""]
        for instruction in stage.instructions {
          if instruction.keyword == "WORKDIR" { places = Self.ends(of: instruction.arguments).union(places) }
          guard instruction.keyword == "RUN" else { continue }
          released.formUnion(Self.built(by: instruction.arguments, in: places, module))
        }
      }
    }
    for path in ["README.md", "README", "README.rst", "readme.md", "Readme.md", "README.adoc"] {
      for line in (snapshot.text(of: path) ?? "").split(whereSeparator: \.isNewline) {
        guard line.contains("go install ") || line.contains("go get ") || line.contains("go build ") else { continue }
        for words in Self.commands(in: line.replacing("`", with: ";").replacing("go get ", with: "go install ")) {
          let found = Self.names(in: words, folder: "", module: module, isRelease: true).built
          released.formUnion(found.filter(\.isExact))
        }
      }
    }
    readTargets(snapshot, module)
    for step in snapshot.pipeline.steps where step.via.isEmpty {
      guard case .command(let words) = step.action else { continue }
      let found = Self.names(in: words, folder: step.folder, module: module, isRelease: false)
      if !Self.isAside(step.job) && !Self.isAside(step.location.path) { built.formUnion(found.built) }
      ran.formUnion(found.ran)
    }
  }

  /// What a line of an image builds: where `COPY` put the module is not known, so a working folder's ends are tried.
  private static func built(by line: some StringProtocol, in places: Set<String>, _ module: String) -> Set<Name> {
    var places = places
    var found: Set<Name> = []
    for words in commands(in: line) {
      if words.count > 1, words[0] == "cd" {
        places = ends(of: words[1]).union(places.map { joined($0, words[1]) })
        continue
      }
      for place in places { found.formUnion(names(in: words, folder: place, module: module, isRelease: true).built) }
    }
    return found
  }

  /// `src/cmd/shop`, `cmd/shop`, `shop`: at most three folders, none of them a variable.
  private static func ends(of path: some StringProtocol) -> Set<String> {
    let parts = path.split(whereSeparator: { "/\"' ".contains($0) }).suffix(3)
    return Set(
      parts.indices.map { parts[$0...] }.filter { !$0.contains { Name.isOpen($0) || $0 == ".." || $0 == "." } }
        .map { $0.joined(separator: "/") })
  }

  private mutating func readTargets(_ snapshot: Snapshot, _ module: String) {
    for target in snapshot.buildTargets {
      let folders = target.location.path.split(separator: "/").dropLast()
      let isScript = target.name == target.location.path
      let isAside = Self.isAside(target.name) || folders.contains { Self.isAside($0) }
      for command in target.commands {
        let folder = Self.joined(isScript ? "" : folders.joined(separator: "/"), command.folder)
        let found = Self.names(in: command.words, folder: folder, module: module, isRelease: false)
        if isAside { ran.formUnion(found.ran) } else { built.formUnion(found.built) }
      }
    }
  }

  // MARK: Lists of releases

  private mutating func readLists(_ snapshot: Snapshot) {
    let kinds = ["", ".nightly", ".windows", ".linux", ".darwin", ".release", "-release"]
    let files = Goreleaser.paths + kinds.dropFirst().flatMap { [".goreleaser\($0).yml", ".goreleaser\($0).yaml"] }
    for file in files {
      guard let text = snapshot.text(of: file) else { continue }
      let entries = YAMLOutline(text).entries.filter { ["builds", "kos"].contains($0.path.first ?? "") }
      let own = entries.filter { $0.path.count == 3 && $0.path[1] == "[]" }
      guard !own.isEmpty else { continue }
      let builds = own.filter { $0.path[0] == "builds" }
      let mains = own.filter { $0.path[2] == "main" }.map(\.value)
      let folders = [""] + builds.filter { $0.path[2] == "dir" }.map(\.value)
      let count = max(builds.count { $0.path[2] == "id" }, builds.count { $0.path[2] == "binary" })
      // A build that names no main is of the folder itself.
      let named = mains.count < count || mains.isEmpty ? mains + ["."] : mains
      for main in named {
        for folder in folders { if let name = Self.name(main, in: folder, module: "") { released.insert(name) } }
      }
      isListed = true
    }
    for file in [".ko.yaml", ".promu.yml", ".promu.yaml"] {
      guard let text = snapshot.text(of: file) else { continue }
      let key = file == ".ko.yaml" ? "main" : "path"
      for entry in YAMLOutline(text).entries
      where ["builds", "build"].contains(entry.path.first ?? "") && entry.path.last == key {
        guard let name = Self.name(entry.value, in: "", module: "") else { continue }
        released.insert(name)
        // ko builds what a manifest names, too; its list is for flags.
        if file != ".ko.yaml" { isListed = true }
      }
    }
  }

  // MARK: Reading a command

  /// A line of shell by its commands and words; quotes are dropped and hold nothing together.
  private static func commands(in text: some StringProtocol) -> [[String]] {
    text.split(whereSeparator: { ";&|\n".contains($0) }).map { command in
      command.split(whereSeparator: { $0.isWhitespace || "\"'()".contains($0) }).map { String($0) }
    }
  }

  private static func names(
    in words: [String], folder: String, module: String, isRelease: Bool
  ) -> (built: Set<Name>, ran: Set<Name>) {
    guard words.contains(where: { builders.contains($0.split(separator: "/").last ?? "") || $0.contains("GO") }) else {
      return ([], [])
    }
    let start = words.firstIndex { builders.contains($0.split(separator: "/").last ?? "") || $0.hasPrefix("$") }
    guard let start else { return ([], []) }
    let program = words[start].hasPrefix("$") ? "go" : String(words[start].split(separator: "/").last ?? "")
    var rest = words[(start + 1)...]
    let verb: String
    switch program {
    case "go", "garble", "tinygo", "ko":
      guard let given = rest.popFirst() else { return ([], []) }
      verb = ["publish", "resolve", "apply"].contains(given) && program == "ko" ? "build" : given
    default: verb = "build"
    }
    guard ["build", "install", "run"].contains(verb) else { return ([], []) }
    let command = Operands(rest)
    let place = joined(folder, command.folder)
    if verb == "run" {
      let name = command.packages.first.flatMap { Self.name($0, in: place, module: module) }
      return ([], name.map { $0.isExact ? [$0] : [] } ?? [])
    }
    var packages = command.packages
    if packages.isEmpty { packages = [command.openWords.last ?? "."] }
    let names = packages.compactMap { Self.name($0, in: place, module: module) }
    // `go build ./...` compiles for nobody, unless it is told where to.
    return (Set(names.filter { !$0.isTree || verb == "install" || command.hasOutput || program != "go" }), [])
  }

  private static let builders: Set<Substring> = ["go", "gox", "xgo", "garble", "tinygo", "ko"]

  /// What follows the verb of a go command.
  private struct Operands {
    var packages: [String] = []
    /// Words that are a variable and nothing else: flags, or the package.
    var openWords: [String] = []
    var hasOutput = false
    var folder = ""

    init(_ words: ArraySlice<String>) {
      var rest = words
      while let word = rest.popFirst() {
        if word == ">" || word == "2>&1" || word == "|" { break }
        if word == "-o" || word.hasPrefix("-o=") || word.hasPrefix("-output") { hasOutput = true }
        if word == "-C" { folder = rest.first ?? "" }
        if word.hasPrefix("-") {
          if Self.withValue.contains(word.hasPrefix("--") ? String(word.dropFirst()) : word) { _ = rest.popFirst() }
        } else if word.hasPrefix("$") && !word.contains("/") || word.hasPrefix("{{") && word.hasSuffix("}}") {
          openWords.append(word)
        } else if Self.isPackage(word) {
          packages.append(word)
        }
      }
    }

    private static func isPackage(_ word: String) -> Bool {
      guard let first = word.first, first.isLetter || "./_$".contains(first) else { return false }
      // What the value of a flag falls into when its quotes are gone: `-X main.version=1`.
      return !word.contains("=") && !word.contains(",")
    }

    private static let withValue: Set<String> = [
      "-o", "-C", "-ldflags", "-tags", "-mod", "-p", "-gcflags", "-asmflags", "-buildmode", "-compiler", "-gccgoflags",
      "-modfile", "-overlay", "-pgo", "-pkgdir", "-toolexec", "-installsuffix", "-output", "-osarch", "-os", "-arch",
      "-exec", "-coverpkg", "-covermode", "-X", "-target", "-t", "-platform",
    ]
  }

  /// The folder a word of a command names; nil for a package of somebody else.
  private static func name(_ word: String, in folder: String, module: String) -> Name? {
    var text = String(word.prefix { $0 != "@" })
    if !module.isEmpty, text.isPath(module) {
      text = String(text.dropFirst(module.utf8.count).drop { $0 == "/" })
    } else if text.split(separator: "/").first.map({ $0.contains(".") && $0 != "." && $0 != ".." && $0 != "..." })
      ?? false,
      !text.hasSuffix(".go")
    {
      return nil
    }
    let isTree = text == "..." || text.hasSuffix("/...")
    if isTree { text = String(text.dropLast(3)) }
    var parts = joined(folder, text).split(separator: "/").map(String.init)
    // `./cmd/shop/*`, as the shell gives the folder's files.
    if let last = parts.last, last.hasSuffix(".go") || last == "*" { parts.removeLast() }
    // The root of the working copy, however it is called: `$(CURDIR)/cmd/shop`.
    while let first = parts.first, Name.isOpen(first), parts.count > 1, parts[1] == "cmd" || roots.contains(first) {
      parts.removeFirst()
    }
    return Name(parts: parts, isTree: isTree || parts.count == 1 && Name.isOpen(parts[0]))
  }

  private static let roots: Set<String> = [
    "$(CURDIR)", "${CURDIR}", "$(PWD)", "${PWD}", "$PWD", "$(ROOT)", "${ROOT}", "$ROOT", "$(ROOT_DIR)", "${ROOT_DIR}",
  ]

  private static func joined(_ folder: String, _ path: String) -> String {
    var names = folder.split(separator: "/")
    for name in path.split(separator: "/") {
      if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
    }
    return names.joined(separator: "/")
  }

  /// Whether a target, a job or a folder is there for checks, generated files and development.
  private static func isAside(_ name: some StringProtocol) -> Bool {
    IdentifierWords(name).containsAny(of: asideWords)
  }

  private static let asideWords: Set<String> = [
    "test", "tests", "testing", "testdata", "unittest", "e2e", "integration", "acceptance", "lint", "check", "checks",
    "verify",
    "generate", "generated", "gen", "codegen", "regenerate", "docs", "doc", "dev", "debug", "tools", "tool", "bench",
    "benchmark",
    "fuzz", "mock", "mocks", "cover", "coverage", "race", "example", "examples", "demo", "schema", "manifests", "bump",
    "proto", "protos", "fmt", "format", "openapi", "swagger", "crds", "crd",
  ]
}
