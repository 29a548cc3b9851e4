import Repository

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The user's cache of Go modules, where the go command keeps what it has downloaded. Only read, and only when present.
struct ModuleCache {
  /// Absolute.
  let folder: String

  private static let fileCountMax = 5_000

  /// The cache the go command would use: GOMODCACHE, else `pkg/mod` below the first folder of GOPATH, else below
  /// `~/go`. Both names count from the environment first, then from the go command's own settings file.
  init?(environment: (String) -> String? = ModuleCache.variable) {
    let settings = ModuleCache.settings(environment)
    func value(_ name: String) -> String? {
      let found = environment(name).flatMap { $0.isEmpty ? nil : $0 } ?? settings[name]
      return found.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let named = value("GOMODCACHE") {
      folder = named
    } else if let path = value("GOPATH")?.split(separator: ":").first {
      folder = path + "/pkg/mod"
    } else if let home = environment("HOME"), home.hasPrefix("/") {
      folder = home + "/go/pkg/mod"
    } else {
      return nil
    }
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
  }

  /// Names and bytes of the Go files that lie in a folder; nil when there is none of this name.
  func goFiles(in path: String) -> [(name: String, bytes: [UInt8])]? {
    // Paths come from go.mod and from imports: they must not lead out of the cache.
    let names = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !names.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !path.utf8.contains(0) else { return nil }
    let absolute = folder + "/" + path
    guard let stream = opendir(absolute) else { return nil }
    defer { closedir(stream) }
    var found: [String] = []
    while let record = readdir(stream), found.count < ModuleCache.fileCountMax {
      let name = withUnsafePointer(to: &record.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".go"), !name.hasSuffix("_test.go") { found.append(name) }
    }
    return found.sorted().compactMap { name in
      let bytes = try? FileBytes.read(
        Array((absolute + "/" + name).utf8CString), followsLink: false, max: RepositoryContent.goFileByteCountMax)
      return bytes.map { (name, $0) }
    }
  }

  @Sendable private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// `NAME=value` lines of the file `go env -w` writes.
  private static func settings(_ environment: (String) -> String?) -> [String: String] {
    var file = environment("GOENV")
    if file == "off" { return [:] }
    if file == nil || file == "" {
      #if canImport(Darwin)
        file = environment("HOME").map { $0 + "/Library/Application Support/go/env" }
      #else
        let configuration = environment("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 }
        file = (configuration ?? environment("HOME").map { $0 + "/.config" }).map { $0 + "/go/env" }
      #endif
    }
    guard let file, let bytes = FileBytes.optional(file) else { return [:] }
    var settings: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let sign = line.firstIndex(of: "=") else { continue }
      settings[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    return settings
  }
}

extension PackageSources.Reader {
  /// Reads files of the repository as `files` does, and the user's module cache.
  init(repositoryFiles files: @escaping @Sendable ([String], () -> [String]) -> [[UInt8]?]) {
    let cache = ModuleCache()
    self.init(repositoryFiles: files) { path in cache?.goFiles(in: path) }
  }
}
