import Evidence

/// Where packages that are not the reviewed module's own may be found, and their files' bytes when somebody asks.
///
/// Looked at, in this order: modules below the reviewed folder (nested ones, `replace` with a local path), `vendor`
/// folders, the user's module cache with the versions go.mod requires. Nothing is read before it is asked for, and
/// nothing is executed. What the cache holds differs between machines, so every answer says where it came from.
package struct PackageSources: Sendable {
  /// A package's Go files, tests left out, those for this kind of machine first.
  package struct Source: Sendable {
    package let origin: Origin
    package let files: [[UInt8]]
  }

  package enum Origin: String, Sendable, CaseIterable {
    /// Another module of the same repository.
    case nested
    case vendored
    case moduleCache = "module-cache"
  }

  /// What an edge reads: files of the repository by path, and a folder of the module cache by its path inside it.
  package struct Reader: Sendable {
    /// `likely` names the files that further questions will probably ask for, where reading many at once is cheaper.
    package let repositoryFiles: @Sendable (_ paths: [String], _ likely: () -> [String]) -> [[UInt8]?]
    /// Names and bytes of the Go files of a folder; nil where there is no such folder or no cache.
    package let cachedFolder: @Sendable (_ path: String) -> [(name: String, bytes: [UInt8])]?

    package init(
      repositoryFiles: @escaping @Sendable ([String], () -> [String]) -> [[UInt8]?],
      cachedFolder: @escaping @Sendable (String) -> [(name: String, bytes: [UInt8])]?
    ) {
      self.repositoryFiles = repositoryFiles
      self.cachedFolder = cachedFolder
    }

    package static let none = Reader(
      repositoryFiles: { paths, _ in paths.map { _ in nil } }, cachedFolder: { _ in nil })
  }

  private let reader: Reader
  /// Sorted by path.
  private let files: [RepositoryFile]
  /// Modules in the repository, the longest path first.
  private let local: [(path: String, folder: String)]
  /// Folders that may hold a `vendor` folder, the closest first.
  private let vendoring: [String]
  /// Modules of the cache, the longest path first.
  private let cached: [(path: String, folder: String)]
  /// Import paths from outside that the module's packages name.
  private let imports: [String]

  package static let none = PackageSources(files: [], module: nil, nested: [], imports: [], reader: .none)

  init(files: [RepositoryFile], module: GoModule?, nested: [GoModule], imports: [String], reader: Reader) {
    self.reader = reader
    self.imports = imports
    self.files = files
    let folder = module.map { String($0.folder) } ?? ""
    vendoring = folder.isEmpty ? [""] : [folder, ""]
    var local = nested.map { (path: $0.path, folder: String($0.folder)) }
    var cached: [(path: String, folder: String)] = []
    let replacements = module?.replacements ?? []
    for replacement in replacements {
      if let target = replacement.localFolder(from: folder) { local.append((replacement.path, target)) }
    }
    for requirement in module?.requirements ?? [] {
      let replacement = replacements.first {
        $0.path == requirement.path && ($0.version == nil || $0.version == requirement.version)
      }
      guard let replacement else {
        cached.append((requirement.path, ModuleCachePath.folder(requirement.path, requirement.version)))
        continue
      }
      if let version = replacement.targetVersion {
        cached.append((requirement.path, ModuleCachePath.folder(replacement.target, version)))
      }
    }
    // A stable sort, so that of two with one path the first that was said counts.
    self.local = local.sorted { $0.path.utf8.count > $1.path.utf8.count }
    self.cached = cached.sorted { $0.path.utf8.count > $1.path.utf8.count }
  }

  /// The files of the package with this import path; nil when none are at hand.
  package func source(of importPath: String) -> Source? {
    if let (origin, paths) = listed(importPath) {
      let files = reader.repositoryFiles(paths) { imports.flatMap { listed($0)?.paths ?? [] } }.compactMap { $0 }
      if !files.isEmpty { return Source(origin: origin, files: files) }
    }
    for module in cached {
      guard let rest = rest(of: importPath, in: module.path) else { continue }
      if let found = reader.cachedFolder(module.folder + rest) {
        let kept = GoFileNames.ordered(found.filter { GoFileNames.isPart($0.name) }) { $0.name }
        if !kept.isEmpty { return Source(origin: .moduleCache, files: kept.map(\.bytes)) }
      }
    }
    return nil
  }

  /// What stands behind a module's path in that of one of its packages: "" or "/sub/folder".
  private func rest(of importPath: String, in module: String) -> Substring? {
    guard importPath.utf8.starts(with: module.utf8) else { return nil }
    let rest = importPath[importPath.utf8.index(importPath.startIndex, offsetBy: module.utf8.count)...]
    return rest.isEmpty || rest.utf8.first == UInt8(ascii: "/") ? rest : nil
  }

  /// The files of the repository that make up a package, and why they do.
  private func listed(_ importPath: String) -> (origin: Origin, paths: [String])? {
    for module in local {
      guard let rest = rest(of: importPath, in: module.path) else { continue }
      let paths = goFiles(in: module.folder + rest)
      if !paths.isEmpty { return (.nested, paths) }
    }
    for folder in vendoring {
      let paths = goFiles(in: (folder.isEmpty ? "vendor/" : folder + "/vendor/") + importPath)
      if !paths.isEmpty { return (.vendored, paths) }
    }
    return nil
  }

  private func goFiles(in folder: String) -> [String] {
    let folder = folder.hasPrefix("/") ? String(folder.dropFirst()) : folder
    let prefix = folder.isEmpty ? "" : folder + "/"
    var low = 0
    var high = files.count
    while low < high {
      let middle = (low + high) / 2
      if files[middle].path < prefix { low = middle + 1 } else { high = middle }
    }
    var paths: [String] = []
    while low < files.count, files[low].path.utf8.starts(with: prefix.utf8) {
      let name = files[low].path.utf8.dropFirst(prefix.utf8.count)
      let fits = files[low].byteCount <= RepositoryContent.goFileByteCountMax
      if fits, !name.contains(UInt8(ascii: "/")), GoFileNames.isPart(files[low].path) { paths.append(files[low].path) }
      low += 1
    }
    return GoFileNames.ordered(paths) { $0 }
  }
}

/// Folders of the module cache, as the go command names them.
enum ModuleCachePath {
  static func folder(_ module: String, _ version: String) -> String { escaped(module) + "@" + escaped(version) }

  /// An upper-case letter is written `!` and its lower-case one, for file systems that do not tell them apart.
  static func escaped(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) {
        bytes += [UInt8(ascii: "!"), byte | 0x20]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What a Go file's name says about when it belongs to its package.
enum GoFileNames {
  /// Go source that is no test and not hidden from the go command.
  static func isPart(_ path: String) -> Bool {
    let name = RelativePath.name(of: path)
    return name.hasSuffix(".go") && !name.hasSuffix("_test.go") && !name.hasPrefix("_") && !name.hasPrefix(".")
  }

  /// Files for every system first, then those for Linux, then the others, which are left out where there are some for
  /// Linux: of several declarations of one name the first counts, on every machine the same.
  static func ordered<Element>(_ all: [Element], _ name: (Element) -> String) -> [Element] {
    let ranked = all.enumerated().map { (rank: rank(name($0.element)), position: $0.offset, element: $0.element) }
    let last = ranked.contains { $0.rank == 1 } ? 1 : 2
    return ranked.filter { $0.rank <= last }
      .sorted { ($0.rank, name($0.element), $0.position) < ($1.rank, name($1.element), $1.position) }.map(\.element)
  }

  private static func rank(_ path: String) -> Int {
    let words = RelativePath.name(of: path).dropLast(3).split(separator: "_").suffix(2)
    if words.contains(where: { $0 == "linux" || $0 == "unix" || $0 == "amd64" }) {
      return words.contains { otherSystems.contains($0) } ? 2 : 1
    }
    return words.contains { otherSystems.contains($0) } ? 2 : 0
  }

  private static let otherSystems: Set<Substring> = [
    "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "netbsd", "openbsd", "plan9", "solaris",
    "wasip1", "wasm", "windows", "zos", "386", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle",
    "ppc64", "ppc64le", "riscv64", "s390x",
  ]
}
