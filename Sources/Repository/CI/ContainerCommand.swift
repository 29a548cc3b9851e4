/// What a docker command line builds or starts.
enum ContainerCommand {
  case build(file: String?, context: String)
  /// `starts`: services run, not only built.
  case compose(files: [String], starts: Bool)

  static let composeNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"]

  init?(_ words: [String]) {
    var rest = words.dropFirst()
    let isCompose = words[0].hasSuffix("-compose") || rest.first == "compose"
    if isCompose {
      if rest.first == "compose" { rest.removeFirst() }
      self.init(compose: Array(rest))
      return
    }
    if rest.first == "buildx" || rest.first == "image" || rest.first == "builder" { rest.removeFirst() }
    guard let verb = rest.popFirst(), verb == "build" || verb == "bud" else { return nil }
    var file: String?
    var context: String?
    while let word = rest.popFirst() {
      if word == "-f" || word == "--file" {
        file = rest.popFirst()
      } else if word.hasPrefix("--file=") {
        file = String(word.dropFirst(7))
      } else if ContainerCommand.valued.contains(word) {
        _ = rest.popFirst()
      } else if !word.hasPrefix("-") || word == "-" {
        context = word
      }
    }
    self = .build(file: file.map(ContainerCommand.fromRoot), context: ContainerCommand.fromRoot(context ?? "."))
  }

  private init?(compose words: [String]) {
    var files: [String] = []
    var verb: String?
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "-f" || word == "--file" {
        if verb == nil, let file = rest.popFirst() { files.append(ContainerCommand.fromRoot(file)) }
      } else if word.hasPrefix("--file=") {
        files.append(ContainerCommand.fromRoot(String(word.dropFirst(7))))
      } else if ["-p", "--project-name", "--profile", "--env-file", "--project-directory", "--progress", "--ansi"]
        .contains(word)
      {
        _ = rest.popFirst()
      } else if verb == nil, !word.hasPrefix("-") {
        verb = word
      }
    }
    switch verb {
    case "up", "run", "start", "create": self = .compose(files: files, starts: true)
    case "build": self = .compose(files: files, starts: false)
    default: return nil
    }
  }

  /// A path below what a variable names is taken for one below the root.
  private static func fromRoot(_ path: String) -> String {
    guard path.hasPrefix("$") else { return path }
    return path.firstIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? "."
  }

  private static let valued: Set<String> = [
    "-t", "--tag", "--build-arg", "--target", "--platform", "--cache-from", "--cache-to", "--label", "--network",
    "--secret",
    "--ssh", "--output", "-o", "--progress", "--builder", "--iidfile", "--add-host", "--build-context",
    "--metadata-file", "-m",
    "--memory", "--shm-size", "--ulimit", "--annotation", "--attest", "--sbom", "--provenance", "--layers",
  ]

  /// `["go", "test"]` as words; nil for text in shell form.
  static func list(_ arguments: String) -> [String]? {
    guard arguments.hasPrefix("["), arguments.hasSuffix("]") else { return nil }
    let parts = arguments.dropFirst().dropLast().split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// RUN without `--mount=...` and the like.
  static func withoutOptions(_ arguments: String) -> String {
    var rest = arguments[...]
    while rest.hasPrefix("--") { rest = rest.drop { !$0.isWhitespace }.drop(while: \.isWhitespace) }
    return String(rest)
  }
}
