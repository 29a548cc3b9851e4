import Repository

/// One call of `go test` or of a tool that wraps it, as far as its words tell.
struct TestRun: Hashable, Sendable {
  /// What the call is for.
  enum Kind: Hashable, Sendable {
    /// Tests run.
    case tests
    /// Only benchmarks (`-run=^$ -bench=.`).
    case benchmarks
    /// Native fuzzing (`-fuzz=FuzzX`).
    case fuzzing
    /// Test binaries are compiled and not run (`-c`, `-run=^$`).
    case compilation
  }

  var runner: String
  var kind: Kind = .tests
  /// Package patterns as written; empty is the current folder. A pattern with a variable stands for everything.
  var packages: [String] = []
  var isRace = false
  var collectsCoverage = false
  var isShort = false
  /// Benchmarks run too (`-bench=.`).
  var hasBenchmarks = false
  /// Some tests are picked by name (`-run 'TestCart|TestOrder'`).
  var isByName = false
  var tags: [String] = []
  /// Words with a variable nobody has expanded: they may hold flags.
  var variables: [String] = []

  /// Reads the flags and packages of a call; `arguments` begin after `go test` or the wrapper's name.
  init(runner: String, arguments: [String]) {
    self.runner = runner
    var run: String?
    var benchmark = false
    var i = 0
    while i < arguments.count {
      let word = arguments[i]
      i += 1
      guard word.hasPrefix("-") else {
        if word.contains("$") { variables.append(word) }
        packages.append(word)
        continue
      }
      let name = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
      if name == "args" { break }
      var value: String? = word.firstIndex(of: "=").map { String(word[word.index(after: $0)...]) }
      let plain = name.hasPrefix("test.") ? String(name.dropFirst(5)) : name
      if value == nil, TestRun.flagsWithValue.contains(plain), i < arguments.count {
        value = arguments[i]
        i += 1
      }
      if let value, value.contains("$") { variables.append(value) }
      switch plain {
      case "race": isRace = value != "false"
      case "cover", "covermode", "coverprofile", "coverpkg", "output-dir-coverage":
        collectsCoverage = collectsCoverage || value != "false"
      case "short": isShort = value != "false"
      case "tags": tags += (value ?? "").split { $0 == "," || $0 == " " }.map(String.init)
      case "packages": packages += (value ?? "").split(separator: " ").map(String.init)
      case "run": run = value
      case "bench":
        benchmark = true
        hasBenchmarks = true
      case "fuzz": kind = .fuzzing
      case "c": kind = .compilation
      default:
        if word.contains("config:race") || word.contains("config=race") { isRace = true }
        if name == "config", value == "race" { isRace = true }
        if name.contains("collect_code_coverage") { collectsCoverage = true }
      }
      if word.contains("$"), !variables.contains(word) { variables.append(word) }
    }
    isByName = run.map(TestRun.picksSome) ?? false
    if let run, kind == .tests,
      ["^$", "^$$", "XXX", "xxx", "NONE", "none", "^NONE$", "^#", "^Benchmark", "NOTHING"].contains(run)
    {
      kind = benchmark ? .benchmarks : .compilation
    }
  }

  /// Whether a pattern names tests, rather than all tests, all examples or a variable's.
  private static func picksSome(_ pattern: String) -> Bool {
    !pattern.contains("$(") && !pattern.contains("${")
      && pattern.split(separator: "|", omittingEmptySubsequences: false).allSatisfy { part in
        let name = part.drop { $0 == "^" || $0 == "(" || $0 == "'" || $0 == "\"" }
        return name.hasPrefix("Test")
          && name.dropFirst(4).first.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      }
  }

  private static let flagsWithValue: Set<String> = [
    "run", "skip", "count", "timeout", "coverprofile", "covermode", "coverpkg", "tags", "p", "parallel", "bench",
    "benchtime",
    "cpu", "o", "exec", "ldflags", "gcflags", "mod", "modfile", "fuzz", "fuzztime", "shuffle", "vet", "outputdir",
    "cpuprofile",
    "memprofile", "blockprofile", "mutexprofile", "trace", "C", "overlay", "asmflags", "format", "f", "junitfile",
    "jsonfile",
    "packages", "rerun-fails-max-failures", "procs", "nodes", "label-filter", "focus", "output-dir", "junit-report",
  ]

  /// Whether every pattern is written out: no variable, no list that another command makes.
  var namesPackages: Bool { !packages.contains { $0.contains("$") || $0.contains("`") } }

  /// Whether the run, started in the folder `start`, reaches the package in `folder` of the module `module`.
  ///
  /// Folders are the repository's ("" is its root). A pattern with a variable reaches everything.
  func reaches(folder: String, from start: String, module: GoModule?) -> Bool {
    let patterns = packages.isEmpty ? [runner == "go test" ? "." : "./..."] : packages
    return patterns.contains { TestRun.matches($0, folder: folder, from: start, module: module) }
  }

  private static func matches(_ written: String, folder: String, from start: String, module: GoModule?) -> Bool {
    if written.contains("$") || written.contains("`") || written == "all" || written == "..." || written.hasPrefix("//")
    {
      return true
    }
    var pattern = written[...]
    var base = start.contains("$") ? "" : start[...]
    if let module, !module.path.isEmpty, pattern.hasPrefix(module.path) {
      pattern = pattern.dropFirst(module.path.count).drop { $0 == "/" }
      base = module.folder
    }
    // `go test ./cart/total_test.go` runs the package of the file.
    if pattern.hasSuffix(".go") { pattern = pattern[..<(pattern.lastIndex(of: "/") ?? pattern.startIndex)] }
    let isTree = pattern.hasSuffix("...")
    let path = joined(base, isTree ? pattern.dropLast(3) : pattern)
    return folder == path || isTree && (path.isEmpty || folder.hasPrefix(path + "/"))
  }

  /// `path` as seen from `folder`, with `.` and `..` resolved.
  private static func joined(_ folder: Substring, _ path: Substring) -> String {
    var names = folder.split(separator: "/")
    for name in path.split(separator: "/") {
      if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
    }
    return names.joined(separator: "/")
  }
}
