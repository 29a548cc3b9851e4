import Repository

/// Which programs of the module users get, and which packages serve nothing but other programs and tests.
///
/// A program is shipped when goreleaser, ko, promu, an image or a README's `go install` names it (`ProgramNames`). Where a
/// release lists its programs, or a build target names some, the others are tools if a pipeline, a check or
/// `//go:generate` only runs them, or if the list of a release leaves them out, no target builds them and they serve
/// nobody: servers are often rolled out by means that no file of the repository tells. Where nothing
/// says anything, every main counts as shipped that is not evidently a tool by its folder: below `tools`, `hack`,
/// `scripts`, `dev` or `internal`, or named for generating, testing, measuring or showing.
/// A package serves only tools when, beyond the mains that are not shipped, only test files and such packages import it.
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
    let released = Set(mains.lazy.filter { Self.isNamed($0, names.released, mains) }.map(\.path))
    let built = Set(mains.lazy.filter { Self.isNamed($0, names.built, mains) }.map(\.path))
    let evident = Set(mains.lazy.filter(Self.isEvidentTool).map(\.path)).union(generators)
    let isSaid = !released.isEmpty || !built.subtracting(evident).isEmpty
    let tools = Set(
      mains.lazy.filter { package in
        if released.contains(package.path) { return false }
        if evident.contains(package.path) { return true }
        guard isSaid, !built.contains(package.path) else { return false }
        if names.ran.contains(where: { $0.matches(package.folder) }) { return true }
        return names.isListed && !released.isEmpty && !Self.reaches(serving, from: package.path, snapshot)
      }.map(\.path))
    // A module of tools alone ships them.
    let shipped = mains.allSatisfy { tools.contains($0.path) } ? [] : tools
    self.tools = shipped
    programs = Set(mains.lazy.map(\.path).filter { !shipped.contains($0) })
    supporting = Self.supporting(snapshot, tools: shipped, programs: programs)
    self.testOnly = testOnly
  }

  /// Whether a file is part of what users get.
  func ships(_ file: GoFile) -> Bool { !serves(package: file.packagePath) && !testOnly.contains(file) }

  /// Whether a file is part of a tool, or of what only tools use; what tests use is not asked about.
  func isOfTool(_ file: GoFile) -> Bool { serves(package: file.packagePath) }

  private func serves(package path: String) -> Bool { tools.contains(path) || supporting.contains(path) }

  // MARK: Programs

  /// A folder that no program stands in is looked for from its end: a command may run elsewhere than at the root.
  private static func isNamed(_ main: GoPackage, _ names: Set<ProgramNames.Name>, _ mains: [GoPackage]) -> Bool {
    names.contains { name in
      if name.matches(main.folder) { return true }
      guard name.isExact, !name.parts.isEmpty, !mains.contains(where: { name.matches($0.folder) }) else { return false }
      return main.folder.split(separator: "/").map(String.init).suffix(name.parts.count).elementsEqual(name.parts)
    }
  }

  private static func isEvidentTool(_ package: GoPackage) -> Bool {
    let folders = package.folder.split(separator: "/")
    guard let last = folders.last else { return false }
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

  /// Whether a package, or one of the module that it is made of, is among those.
  private static func reaches(_ wanted: Set<String>, from path: String, _ snapshot: Snapshot) -> Bool {
    let product = Dictionary(grouping: snapshot.productFiles, by: \.packagePath)
    var seen: Set<String> = [path]
    var open = [path]
    while let next = open.popLast() {
      if wanted.contains(next) { return true }
      for file in product[next] ?? [] {
        for imported in file.imports where product[imported.path] != nil && seen.insert(imported.path).inserted {
          open.append(imported.path)
        }
      }
    }
    return false
  }

  // MARK: Packages

  private static func supporting(_ snapshot: Snapshot, tools: Set<String>, programs: Set<String>) -> Set<String> {
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
      // Whether one that tests of other packages import is offered or theirs, `TestOnlyPackages` decides.
      if isUnused, !isClient, !isLibrary, !users.isEmpty, users.isSubset(of: suites) {
        support.insert(package.path)
        continue
      }
      if examples.contains(package.path) || isOffered && (isUnused || isLibrary || isClient)
        || isUnused && users.isEmpty
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
}

extension Subject {
  /// Whether a file is part of what users get: no development tool, and nothing that only such tools and tests use.
  func ships(_ file: GoFile) -> Bool { shippedPrograms.ships(file) }
}
