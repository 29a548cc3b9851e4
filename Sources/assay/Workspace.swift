import ArgumentParser
import Evidence
import Intake
import Repository
import Reviews
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where reviews are kept, as asked for on the command line.
struct StoreOptions: ParsableArguments {
  @Option(help: "Where reviews are kept, instead of ASSAY_STORE, the repository's .assay or the user's data folder.")
  var store: String?
}

/// A project on this machine: its folder, its identity, and the store its reviews are in.
struct Workspace {
  /// Absolute, links resolved.
  let root: String
  /// The module path of the go.mod at the root, so that two clones are one project; else the folder's name.
  let identity: String
  let store: ReviewStore

  init(_ path: String, _ options: StoreOptions) throws(Failure) {
    guard let real = realpath(path, nil) else {
      throw Failure(.unreadable, "\(path.printable): \(String(cString: strerror(errno))); check the path")
    }
    defer { free(real) }
    root = String(cString: real)
    guard Workspace.isFolder(root) else {
      throw Failure(.unreadable, "\(path.printable) is not a folder; name the repository's folder")
    }
    let lines = SourceExcerpt.lines(root: root, path: "go.mod", around: 1, count: 1 << 20).lines
    let module = lines.lazy.compactMap(Workspace.modulePath).first
    identity = module ?? root.split(separator: "/").last.map(String.init) ?? "repository"
    store = try Workspace.store(options, root: root)
  }

  func settings() throws(Failure) -> ProjectSettings { try SettingsFile.settings(root: root) }

  static func store(_ options: StoreOptions, root: String?) throws(Failure) -> ReviewStore {
    var environment: [String: String] = [:]
    for name in ["ASSAY_STORE", "XDG_DATA_HOME", "HOME"] { environment[name] = Clock.environment(name) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let current = getcwd(&buffer, buffer.count).map { String(cString: $0) } ?? "/"
    let hasStore = root.map { isFolder("\($0)/\(StoreLocation.folderName)") } ?? false
    guard
      let folder = StoreLocation.folder(
        flag: options.store, environment: environment, repositoryRoot: root, rootHasStore: hasStore,
        currentFolder: current)
    else { throw Failure(.usage, "no folder for reviews is known; set HOME or give --store DIR") }
    return ReviewStore(folder: folder)
  }

  /// Where what can be had again is kept: `XDG_CACHE_HOME`, else `~/.cache`.
  static func cacheFolder() throws(Failure) -> String {
    let named = Clock.environment("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let base = named ?? Clock.environment("HOME").flatMap({ $0.isEmpty ? nil : $0 + "/.cache" }) else {
      throw Failure(.usage, "no folder for the cache is known; set HOME or XDG_CACHE_HOME")
    }
    return base + "/assay"
  }

  /// The path of a `module` line of a go.mod file.
  private static func modulePath(_ line: String) -> String? {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count >= 2, words[0] == "module" else { return nil }
    return String(words[1]).trimmingQuotes
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// One line about this process, for whoever finds the draft locked.
  static var owner: String {
    "\(Clock.login) on \(Machine.name), process \(getpid()), since \(Clock.now.text)"
  }
}

extension String {
  fileprivate var trimmingQuotes: String { trimmingCharacters { $0 == "\"" || $0 == "`" } }

  private func trimmingCharacters(_ isTrimmed: (Character) -> Bool) -> String {
    String(drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed())
  }
}
