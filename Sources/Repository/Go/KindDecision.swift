import Evidence
import GoSyntax

/// What a module is for, decided by weight from its main packages, listeners, imports and deployment files, and why.
///
/// A program with many commands is a service when much of it answers requests, or when something deploys it. Limits: a
/// listener behind an interface of another module is not seen; a tool whose only job is to serve files for a moment and
/// that carries metrics looks like a service.
struct KindDecision {
  let kind: ProjectKind
  let reason: String

  /// From how many files with commands on a program counts as a tool with many commands.
  private static let commandFileCountMin = 8

  init(files: [GoFile], packages: [GoPackage], module: GoModule?, paths: [String], texts: [String: String]) {
    let signs = files.parallelMap { file in
      file.isProduct || file.roles == .generated ? file.fact(ServingSigns.self) : nil
    }
    let profilers = ProfilerServers(files.lazy.filter(\.isProduct))
    let serving = { (index: Int) in signs[index]?.strong.first { !profilers.contain($0.use) } }
    let survey = Survey(files: files, packages: packages, module: module)
    let root = survey.rootLibrary
    let chosen = survey.mains.filter { root == nil || $0.folder.isEmpty || $0.folder == "cmd" || survey.isBelowCmd($0) }
    // The program that reaches most of the module speaks for it.
    let mains = survey.largestFirst(chosen)
    let telemetry = KindDecision.telemetry(module)
    let deployment = KindDecision.deployment(paths)
    let operations = telemetry ?? deployment
    let named = { (package: GoPackage) in package.folder.isEmpty ? "the root package" : package.folder }

    guard !mains.isEmpty else {
      if let released = survey.releasedExample(texts),
        let sign = survey.closure(of: released.package).lazy.flatMap({ packages[$0].fileIndices })
          .compactMap(serving).first
      {
        self = KindDecision(
          .service,
          "\(named(released.package)), which \(released.by) releases, runs \(sign.what) (\(sign.path):\(sign.line))")
        return
      }
      let others = survey.mains.isEmpty ? "" : " outside of helpers such as \(named(survey.mains[0]))"
      self = KindDecision(.library, "it has no main package\(others)")
      return
    }
    for main in mains {
      let reached = survey.closure(of: main)
      let indices = reached.flatMap { packages[$0].fileIndices }
      let commandFileCount = indices.filter { signs[$0]?.usesCommands == true }.count
      // A profiler's port alone makes no service, but tells one that somebody deploys or watches.
      let profiler = operations == nil ? nil : indices.lazy.compactMap { signs[$0]?.strong.first }.first
      let strong = indices.lazy.compactMap(serving).first ?? profiler
      let weak = commandFileCount == 0 ? indices.lazy.compactMap { signs[$0]?.weak.first }.first : nil
      guard let sign = strong ?? weak else { continue }
      let servingFileCount = indices.filter { signs[$0]?.takesRequests == true }.count
      if commandFileCount >= KindDecision.commandFileCountMin, deployment == nil,
        servingFileCount * (telemetry == nil ? 4 : 10) < commandFileCount
      {
        self = KindDecision(
          .cli,
          "\(named(main)) has commands in \(commandFileCount) files and answers requests in \(servingFileCount); "
            + "serving (\(sign.path):\(sign.line)) is one of many, and nothing in the module deploys a server")
        return
      }
      if let root, operations == nil, survey.importableShare >= 0.5 {
        self = KindDecision(.library, "\(root.path) is imported by others; \(named(main)) only serves beside it")
        return
      }
      self = KindDecision(
        .service,
        "\(named(main)) runs \(sign.what) (\(sign.path):\(sign.line))" + (operations.map { ", and \($0)" } ?? ""))
      return
    }
    let usesCommands = survey.closures(of: mains).contains { index in
      packages[index].fileIndices.contains { signs[$0]?.usesCommands == true }
    }
    let isLibrary: Bool
    if root != nil {
      isLibrary = survey.importableShare >= 0.5
    } else {
      let areGenerators = mains.allSatisfy { RelativePath.name(of: $0.folder).hasPrefix("protoc-gen-") }
      isLibrary =
        survey.importableShare >= (areGenerators ? 0.3 : 0.7) && !usesCommands && !mains.contains { $0.folder.isEmpty }
    }
    if isLibrary {
      self = KindDecision(
        .library,
        "most of its code is imported by others; \(named(mains[0])) is a helper beside it and listens to nothing")
    } else {
      self = KindDecision(.cli, "\(named(mains[0])) is a program that neither listens nor consumes messages")
    }
  }

  private init(_ kind: ProjectKind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  /// A library by which someone watches what the module runs. A tool may read others' figures with it.
  private static func telemetry(_ module: GoModule?) -> String? {
    let telemetry = [
      "github.com/prometheus/client_golang", "go.opentelemetry.io/otel", "github.com/VictoriaMetrics/metrics",
    ]
    for prefix in telemetry {
      if let found = module?.directRequirement(under: prefix) { return "it requires \(found.path)" }
    }
    return nil
  }

  /// A file by which someone installs what the module runs.
  private static func deployment(_ paths: [String]) -> String? {
    let deployed = paths.first { path in
      let name = RelativePath.name(of: path)
      if path.hasPrefix("vendor/") || path.contains("testdata/") || path.contains("example") { return false }
      return name == "Chart.yaml" || name.hasSuffix(".service") && !path.hasPrefix("test")
    }
    return deployed.map { "\($0) deploys it" }
  }
}

/// Main packages, what they reach, and how much of the module others can import.
private struct Survey {
  let packages: [GoPackage]
  let mains: [GoPackage]
  /// The package at the module's root when it is no main package.
  let rootLibrary: GoPackage?
  /// Share of the product's lines that stand in packages others may import.
  let importableShare: Double
  private let indexByPath: [String: Int]
  private let moduleFolder: String

  init(files: [GoFile], packages: [GoPackage], module: GoModule?) {
    let moduleFolder = module.map { String($0.folder) } ?? ""
    self.moduleFolder = moduleFolder
    self.packages = packages
    indexByPath = Dictionary(packages.enumerated().map { ($1.path, $0) }) { first, _ in first }
    let hasProduct = { (package: GoPackage) in package.fileIndices.contains { files[$0].isProduct } }
    mains = packages.filter { $0.isMain && hasProduct($0) && !$0.folder.split(separator: "/").contains("internal") }
      .sorted { (Survey.rank($0), $0.folder) < (Survey.rank($1), $1.folder) }
    rootLibrary = packages.first { package in
      package.folder == moduleFolder && !package.isMain && hasProduct(package)
        && package.fileIndices.contains { files[$0].isProduct && files[$0].tree.lineCount > 20 }
    }
    var importable = 0
    var total = 0
    for package in packages {
      let lines = package.fileIndices.reduce(0) { $0 + (files[$1].isProduct ? files[$1].tree.lineCount : 0) }
      total += lines
      let names = package.folder.split(separator: "/")
      if !package.isMain && !names.contains("internal") && !names.contains("cmd") { importable += lines }
    }
    importableShare = total == 0 ? 1 : Double(importable) / Double(total)
  }

  /// Root and cmd/ programs speak for the module before others do.
  private static func rank(_ package: GoPackage) -> Int {
    package.folder.isEmpty ? 0 : package.folder.hasPrefix("cmd") ? 1 : 2
  }

  func isBelowCmd(_ package: GoPackage) -> Bool {
    let local = moduleFolder.isEmpty ? package.folder : String(package.folder.dropFirst(moduleFolder.count + 1))
    return local.hasPrefix("cmd/") || local.isEmpty
  }

  /// Indices of the packages a package reaches, its own first.
  func closure(of package: GoPackage) -> [Int] { closures(of: [package]) }

  /// A main package among the examples that the release is made of: a framework's own program.
  func releasedExample(_ texts: [String: String]) -> (package: GoPackage, by: String)? {
    for file in [".goreleaser.yml", ".goreleaser.yaml"] {
      for line in (texts[file] ?? "").split(whereSeparator: \.isNewline) {
        let words = line.split { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
        guard let position = words.firstIndex(of: "main:"), position + 1 < words.count else { continue }
        var folder = words[position + 1]
        if folder.hasPrefix("./") { folder = folder.dropFirst(2) }
        if folder.hasSuffix("/main.go") { folder = folder.dropLast(8) }
        if let package = packages.first(where: { $0.isMain && $0.folder == folder }) { return (package, file) }
      }
    }
    return nil
  }

  func largestFirst(_ mains: [GoPackage]) -> [GoPackage] {
    mains.map { (package: $0, size: closure(of: $0).count) }.enumerated()
      .sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(\.element.package)
  }

  func closures(of starts: [GoPackage]) -> [Int] {
    var order = starts.compactMap { indexByPath[$0.path] }
    var seen = Set(order)
    var next = 0
    while next < order.count {
      for path in packages[order[next]].internalImports {
        if let index = indexByPath[path], seen.insert(index).inserted { order.append(index) }
      }
      next += 1
    }
    return order
  }
}
