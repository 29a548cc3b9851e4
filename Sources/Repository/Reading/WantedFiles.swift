import Evidence

/// Which files' bytes a snapshot needs: Go outside vendor folders, and bounded text that says how the project is built,
/// checked, configured, described and shipped.
extension RepositoryContent {
  /// Go files above this size are reported, not read.
  package static let goFileByteCountMax = 16 << 20
  /// Text files above this size are left out: programs write what is longer (descriptions of an API, lists of locked
  /// versions or of words), and histories of changes that nobody asks for.
  package static let textByteCountMax = 256 << 10
  /// Scripts without an extension above this size are taken for programs.
  package static let scriptByteCountMax = 128 << 10

  /// Whether an edge should load a file's bytes. Everything else is only listed.
  package static func isWanted(path: String, byteCount: Int) -> Bool {
    if path.isBelow(anyOf: foreignFolders) { return false }
    if path.hasSuffix(".go") { return byteCount <= goFileByteCountMax }
    let folders = path.split(separator: "/").dropLast().map(String.init)
    let name = RepositoryFile(path: path, byteCount: byteCount).name
    guard byteCount <= textByteCountMax else { return false }
    let lowered = name.lowercased()
    if moduleFiles.contains(String(name)) { return true }
    if folders.contains("testdata") { return false }
    if wantedNames.contains(lowered) || wantedPrefixes.contains(where: lowered.hasPrefix) { return true }
    if lowered.hasSuffix("dockerfile") || lowered.hasSuffix("containerfile") { return true }
    guard let dot = lowered.lastIndex(of: "."), dot > lowered.startIndex else {
      return byteCount <= scriptByteCountMax && !Set(folders).isDisjoint(with: scriptFolders)
    }
    return wantedExtensions.contains(String(lowered[lowered.index(after: dot)...]))
  }

  /// Whether a file lies in a folder of other people's code.
  static func isForeign(_ path: String) -> Bool { path.isBelow(anyOf: foreignFolders) }

  /// Folders of other people's code.
  static let foreignFolders: [String] = ["vendor", "node_modules", "bower_components", ".git"]
  private static let moduleFiles: Set<String> = ["go.mod", "go.work"]
  private static let scriptFolders: Set<String> = [
    "scripts", "script", "hack", "ci", ".ci", ".github", ".gitlab", ".circleci", ".buildkite", ".travis", ".prow",
    "build",
    "tools", "bin", "test", "tests", "e2e", "contrib", "dev", "devtools", "make", "packaging", "integration",
    ".git-hooks",
    ".githooks", ".husky", "release",
  ]
  private static let wantedNames: Set<String> = [
    "justfile", ".justfile", "codeowners", "procfile", "earthfile", ".gitignore", ".dockerignore", ".gitattributes",
    ".golangci", ".tool-versions", "tiltfile", "owners", "version", "go.env", ".air.toml", ".editorconfig",
  ]
  private static let wantedPrefixes: [String] = [
    "makefile", "gnumakefile", "dockerfile", "containerfile", "jenkinsfile", "taskfile", "readme", "license", "licence",
    "copying",
    "contributing", "changelog", "changes", "security", "architecture", "design", "install", "usage", "upgrad",
    "migrat",
    "history", "notice", "support", ".env", ".golangci", ".prow", ".goreleaser", "docker-compose", "compose.",
  ]
  private static let wantedExtensions: Set<String> = [
    "yml", "yaml", "toml", "json", "json5", "md", "markdown", "mdx", "rst", "adoc", "asciidoc", "txt", "sql", "sh",
    "bash",
    "mk", "mak", "make", "just", "env", "proto", "cfg", "conf", "ini", "properties", "groovy", "jenkinsfile", "hcl",
    "service",
    "envrc", "org",
  ]
}

extension String {
  /// Whether a folder of one of these names stands anywhere in the path; makes no text, because every file is asked.
  fileprivate func isBelow(anyOf folders: [String]) -> Bool {
    var path = self
    return path.withUTF8 { bytes in
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) {
        let name = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if folders.contains(where: { $0.utf8.elementsEqual(name) }) { return true }
        start = end + 1
      }
      return false
    }
  }
}
