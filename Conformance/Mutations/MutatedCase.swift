import Repository

/// A file that mutated ones are made from.
package struct Seed: Sendable {
  /// Relative to the root of the repository it comes from.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A small repository with one damaged file: what the seed and the number make of some files, the same in every run.
package struct MutatedCase: Sendable {
  package let path: String
  /// What was done to the file.
  package let steps: [String]
  package let content: RepositoryContent

  /// Most cases are Go files; every fourth is one of `texts` if there are any, and some of these are settings.
  package init(seed: UInt64, number: Int, go: [Seed], texts: [Seed]) {
    var random = Randomness(seed: seed, number: number)
    let isGo = texts.isEmpty || number % 4 != 0
    let isSettings = number % 32 == 0
    let seeds = isGo ? go : isSettings ? [Self.settings] : texts
    let original = seeds[random.below(seeds.count)]
    let other = seeds[random.below(seeds.count)]
    var mutation = TextMutation(original.bytes, random: random)
    for _ in 0...mutation.random.below(4) {
      if isGo {
        mutation.goStep(other: other.bytes)
      } else {
        mutation.step(other: other.bytes, dictionary: Self.pieces)
      }
    }
    path = isGo ? "cmd/server/" + (original.path.split(separator: "/").last.map(String.init) ?? "x.go") : original.path
    steps = mutation.steps
    content = Self.repository(path, mutation.bytes)
  }

  /// A repository with one file besides what makes it a Go module with a program.
  package static func repository(_ path: String, _ bytes: [UInt8]) -> RepositoryContent {
    var contents = [
      "go.mod": Array("module example.org/shop\n\ngo 1.24\n".utf8),
      "main.go": Array("package main\n\nfunc main() {}\n".utf8),
    ]
    contents[path] = bytes
    return RepositoryContent(
      files: contents.map { RepositoryFile(path: $0.key, byteCount: $0.value.count) }, contents: contents)
  }

  private static let settings = Seed(
    path: ".assay.yml",
    bytes: Array("kind: service\nexclude:\n  - \"**/*.pb.go\"\n  - third_party/\n  - '/gen/[a-z]*.go'\n".utf8))

  /// What is put into files that are not Go.
  private static let pieces = [
    ":", " ", "  ", "\t", "\n", "- ", "{", "}", "[", "]", "\"", "'", "|", ">", "&a ", "*a", "<<: *a", "# ", "---\n",
    "!!str ",
    "${", "$(", "`", "\\\n", "&&", "||", ";", "<<EOF\n", "EOF\n", "$", "@", "if ", "fi", "for ", "done", "ifeq (",
    "endif",
    "include ", "FROM ", "RUN ", "COPY ", "USER ", "ENTRYPOINT ", "FROM a AS a\n", "uses: ./", "run: make ", "make all",
    "steps:\n", "jobs:\n", "needs: [a]\n", "extends: .a\n", "require (", "replace a => ../a\n", "null", "\"a\": ", ",",
    "\u{FEFF}", "日本", "\u{0}", "\r\n", "\u{FF}", "1e999", "-0", "\\u0000", "\\ud800", "%", "?", "~", "*", "../../",
  ]
}
