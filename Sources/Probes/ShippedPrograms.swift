import Repository

/// Which programs of the module users get, and which packages serve nothing but other programs and tests.
///
/// A program is shipped when goreleaser, ko, promu, an image or a README's `go install` names it (`ProgramNames`).
/// Where a release lists its programs, or a build target names some, the others are tools if a pipeline, a check or
/// `//go:generate` only runs them, or if the list of a release leaves them out, no target builds them and they serve
/// nobody: servers are often rolled out by means that no file of the repository tells. Where nothing says anything,
/// every main counts as shipped that is not evidently a tool by its folder: below `tools`, `hack`, `scripts`, `dev` or
/// `internal`, or named for generating, testing, measuring or showing. A server is no tool for its name, for being run
/// or left out; one that stands in for another (`mock-till`) is, unless it is built. A package serves only tools when,
/// beyond the mains that are not shipped, only test files and such packages import it; where something serves, what
/// only test files import is an interface to come, unless it is named for tests.
///
/// Not known: what a repository elsewhere builds of the module (distributions, other teams), programs that a program
/// builds (`go run build.go`), and packages that other modules import: one that nothing of the module imports counts as
/// shipped, and so do a client and all packages beside a root package that is a library.
struct ShippedPrograms: Sendable {
  /// Paths of the main packages that are given to users.
  let programs: Set<String>
  /// Paths of the main packages that are not.
  let tools: Set<String>
  /// Paths of packages that only tools and tests reach.
  let supporting: Set<String>
  private let testOnly: TestOnlyPackages

  /// - Parameter serving: paths of the packages that start a server or answer requests.
  init(_ snapshot: Snapshot, testOnly: TestOnlyPackages, serving: Set<String>) {
    let mains = snapshot.packages.filter { package in
      package.isMain && package.fileIndices.contains { snapshot.goFiles[$0].isProduct && snapshot.goFiles[$0].isMain }
    }
    let names = ProgramNames(snapshot)
    let generators = PanickingPrograms.generators(snapshot)
    let released = Self.named(names.released, mains)
    let built = Self.named(names.built, mains)
    let servers = Self.users(of: serving, snapshot)
    let evident = Set(
      mains.lazy.filter { package in
        guard servers.contains(package.path) else {
          return Self.isEvidentTool(package) || generators.contains(package.path)
        }
        // A program that writes documents or code knows what serves, too, and does not listen itself.
        let listens = serving.contains(package.path) || built.contains(package.path)
        if generators.contains(package.path), !listens { return true }
        return Self.isEvidentTool(package, isServer: true, isBuilt: built.contains(package.path), listens: listens)
      }.map(\.path))
    let ran = Self.named(names.ran, mains, isWhole: true)
    let isSaid = !released.isEmpty || !built.subtracting(evident).isEmpty
    let tools = Set(
      mains.lazy.filter { package in
        if released.contains(package.path) { return false }
        if evident.contains(package.path) { return true }
        guard isSaid, !built.contains(package.path), !servers.contains(package.path) else { return false }
        return ran.contains(package.path) || names.isListed && !released.isEmpty
      }.map(\.path))
    // A module of tools alone ships them.
    let shipped = mains.allSatisfy { tools.contains($0.path) } ? [] : tools
    self.tools = shipped
    programs = Set(mains.lazy.map(\.path).filter { !shipped.contains($0) })
    supporting = Self.supporting(snapshot, tools: shipped, programs: programs, isService: !serving.isEmpty)
    self.testOnly = testOnly
  }

  /// Whether a file is part of what users get.
  func ships(_ file: GoFile) -> Bool { !serves(package: file.packagePath) && !testOnly.contains(file) }

  /// Whether a file is part of a tool, or of what only tools use; what tests use is not asked about.
  func isOfTool(_ file: GoFile) -> Bool { serves(package: file.packagePath) }

  private func serves(package path: String) -> Bool { tools.contains(path) || supporting.contains(path) }

  // MARK: Programs

  /// A folder that no program stands in is looked for from its end: a command may run elsewhere than at the root.
  private static func named(
    _ names: Set<ProgramNames.Name>, _ mains: [GoPackage], isWhole: Bool = false
  ) -> Set<String> {
    let byFolder = Dictionary(grouping: mains, by: \.folder)
    let byLast = Dictionary(grouping: mains) { $0.folder.split(separator: "/").last.map(String.init) ?? "" }
    var found: Set<String> = []
    for name in names {
      if !name.isExact {
        found.formUnion(mains.lazy.filter { name.matches($0.folder) }.map(\.path))
        continue
      }
      let folder = name.parts.joined(separator: "/")
      if let all = byFolder[folder] {
        found.formUnion(all.map(\.path))
      } else if !isWhole, let last = name.parts.last {
        found.formUnion((byLast[last] ?? []).lazy.filter { $0.folder.hasSuffix("/" + folder) }.map(\.path))
      }
    }
    return found
  }

  private static func isEvidentTool(
    _ package: GoPackage, isServer: Bool = false, isBuilt: Bool = false, listens: Bool = false
  ) -> Bool {
    let folders = package.folder.split(separator: "/")
    guard let last = folders.last else { return false }
    if isServer {
      let isBelow = folders.dropLast().contains(where: toolFolders.contains)
      // `cmd/dev`, `services/integration`: a program's own name, where a folder at the root holds what it is called.
      if isBelow || !programFolders.contains(folders.dropLast().last ?? "") && toolFolders.contains(last) {
        return true
      }
      if isBuilt { return false }
      let words = IdentifierWords(last)
      if words.containsAny(of: standInWords) { return true }
      return !listens && (package.servesTheBuild && !folders.contains("internal") || words.containsAny(of: writerWords))
    }
    if package.servesTheBuild, !isPlugin(last) || folders.contains("internal") { return true }
    return folders.contains(where: toolFolders.contains)
      || !isPlugin(last) && IdentifierWords(last).containsAny(of: toolWords)
  }

  /// `protoc-gen-go`: what another program starts to generate with; its users are that program's.
  private static func isPlugin(_ name: Substring) -> Bool {
    let words = name.split(separator: "-")
    return words.count > 2 && words[1] == "gen"
  }

  private static let toolFolders: Set<Substring> = [
    "dev", "devel", "devtools", "tools", "hack", "scripts", "script", "testing", "tests", "test", "e2e", "examples",
    "example", "integration", "magefiles", "misc", "gen", "codegen", "fixtures", "testdata", "benchmarks", "bench",
  ]
  private static let toolWords: Set<String> = [
    "test", "tests", "testing", "tester", "e2e", "bench", "benchmark", "benchmarks", "loadtest", "loadgen", "fuzz",
    "example", "examples", "demo", "sample", "samples", "mock", "mocks", "fake", "stub", "fixture", "fixtures", "lint",
    "linter", "generate", "generator", "gen", "docs", "doc", "dev",
  ]

  private static let programFolders: Set<Substring> = ["cmd", "cmds", "app", "apps", "services", "service", "bin"]
  /// What a server does in the place of another, or to it.
  private static let standInWords: Set<String> = [
    "e2e", "bench", "benchmark", "benchmarks", "loadtest", "loadgen", "fuzz", "mock", "mocks", "fake", "stub",
    "fixture",
    "fixtures",
  ]
  private static let writerWords: Set<String> = ["lint", "linter", "generate", "generator", "gen", "docs", "doc"]

  /// The packages that are among these or are made of one.
  private static func users(of wanted: Set<String>, _ snapshot: Snapshot) -> Set<String> {
    var importers: [String: Set<String>] = [:]
    for file in snapshot.productFiles {
      for item in file.imports { importers[item.path, default: []].insert(file.packagePath) }
    }
    var found = wanted
    var open = Array(wanted)
    while let next = open.popLast() {
      for user in importers[next] ?? [] where found.insert(user).inserted { open.append(user) }
    }
    return found
  }

  // MARK: Packages

  private static func supporting(
    _ snapshot: Snapshot, tools: Set<String>, programs: Set<String>, isService: Bool
  ) -> Set<String> {
    guard !programs.isEmpty else { return [] }
    let files = snapshot.goFiles
    var imports: [String: Set<String>] = [:]
    var importers: [String: Set<String>] = [:]
    var roots = programs
    var testers: [String: Set<String>] = [:]
    var examples: Set<String> = []
    let packages = snapshot.packages
    let suites = Set(
      packages.lazy.filter { package in
        !package.fileIndices.contains { files[$0].isProduct || files[$0].roles == .generated }
          && !isOnlyTried(package, files)
      }.map(\.path))
    for file in files where !file.roles.contains(.testdata) {
      for path in file.imports.lazy.map(\.path) where path != file.packagePath {
        if file.roles.contains(.example) {
          examples.insert(path)
        } else if file.isTest || file.roles.contains(.tool) || suites.contains(file.packagePath) {
          testers[path, default: []].insert(file.packagePath)
        } else {
          imports[file.packagePath, default: []].insert(path)
          importers[path, default: []].insert(file.packagePath)
        }
      }
    }
    let moduleFolder = snapshot.module?.file.split(separator: "/").dropLast().joined(separator: "/") ?? ""
    let isLibrary = packages.contains { package in
      package.folder == moduleFolder && !package.isMain && package.fileIndices.contains { files[$0].isProduct }
    }
    var support: Set<String> = []
    for package in packages where !package.isMain && !suites.contains(package.path) {
      let folders = package.folder.split(separator: "/")
      let isOffered = !folders.contains("internal")
      let isUnused = importers[package.path] == nil
      let isClient = folders.last.map { ["client", "sdk", "api", "clients"].contains($0) } ?? false
      let users = testers[package.path] ?? []
      let isTheirs = !users.isEmpty && !isOnlyTried(package, files) && (!isService || isNamedForTests(folders))
      // Whether one that tests of other packages import is offered or theirs, `TestOnlyPackages` decides.
      if isUnused, !isClient, !isLibrary, isTheirs, users.isSubset(of: suites) {
        support.insert(package.path)
        continue
      }
      if examples.contains(package.path) || isOffered && (isUnused || isLibrary || isClient)
        || isUnused && !isTheirs
      {
        roots.insert(package.path)
      }
    }
    var reached = roots
    var open = Array(roots)
    while let next = open.popLast() {
      for path in imports[next] ?? [] where !tools.contains(path) && reached.insert(path).inserted { open.append(path) }
    }
    return Set(
      packages.lazy.filter { !$0.isMain && !reached.contains($0.path) && importers[$0.path] != nil }.map(\.path)
    ).union(support.subtracting(reached))
  }

  /// An internal package counts as a help of tests because only they import it: what it is made of may be an interface
  /// that no program offers yet.
  private static func isOnlyTried(_ package: GoPackage, _ files: [GoFile]) -> Bool {
    package.fileIndices.contains { files[$0].roles == .testSupport }
      && !isNamedForTests(package.folder.split(separator: "/"))
  }

  /// `internal/testserver`, `e2e/shop`, `cartmock`.
  private static func isNamedForTests(_ folders: [Substring]) -> Bool {
    folders.contains { folder in
      toolFolders.contains(folder) || folder.hasPrefix("test") || folder.hasSuffix("test")
        || IdentifierWords(folder).containsAny(of: toolWords.union(["harness", "suite"]))
        || ["mock", "fake", "stub"].contains { folder.hasPrefix($0) || folder.hasSuffix($0) }
    }
  }
}

extension Subject {
  /// Whether a file is part of what users get: no development tool, and nothing that only such tools and tests use.
  func ships(_ file: GoFile) -> Bool { shippedPrograms.ships(file) }
}
