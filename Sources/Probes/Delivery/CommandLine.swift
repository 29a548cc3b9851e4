import Repository

/// A command without what stands around it: shell keywords, wrappers, `go run`, `docker run`, `sh -c`.
///
/// Limits: options of a wrapper that take a value are known for docker only; a command behind any other wrapper's
/// option value is not found.
struct CommandLine: Hashable, Sendable {
  /// The program's plain name: `./bin/golangci-lint`, `$(GOLANGCI_LINT)` and `go tool golangci-lint` are `golangci-lint`.
  let program: String
  let arguments: [String]

  init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Nil when nothing is run.
  init?(_ words: [String]) {
    self.init(words[...], depth: 0)
  }

  private init?(_ given: ArraySlice<String>, depth: Int) {
    let words = CommandLine.withoutSubstitution(given.drop { CommandLine.isPrefix($0) })
    guard depth < 8, let first = words.first else { return nil }
    // `$guard gh release create`: a variable that may hold a wrapper, or nothing.
    if first.hasPrefix("$"), let next = words.dropFirst().first, CommandLine.programs.contains(next) {
      self.init(words.dropFirst(), depth: depth + 1)
      return
    }
    let (program, extra) = CommandLine.plainName(first)
    let arguments = extra + words.dropFirst()
    if let inner = CommandLine.inner(of: program, arguments[...]) {
      self.init(inner, depth: depth + 1)
    } else {
      self.init(program: program, arguments: Array(arguments))
    }
  }

  /// The first argument that is no option: the subcommand of most tools.
  var subcommand: String? { arguments.first { !$0.hasPrefix("-") } }

  func has(_ option: String) -> Bool { arguments.contains { $0 == option || $0.hasPrefix(option + "=") } }

  /// The value of `--option=value` or `--option value`.
  func value(of option: String) -> String? {
    for (i, argument) in arguments.enumerated() {
      if argument == option { return i + 1 < arguments.count ? arguments[i + 1] : nil }
      if argument.hasPrefix(option + "=") { return String(argument.dropFirst(option.count + 1)) }
    }
    return nil
  }

  // MARK: What stands in front

  private static let keywords: Set<String> = [
    "if", "then", "else", "elif", "do", "while", "until", "!", "{", "(", "@", "-", "+", "exec", "command", "eval",
    "time",
    "sudo", "env", "nohup", "&&", "||", ";",
  ]

  /// Programs that nobody would give to another tool as its first argument.
  private static let programs: Set<String> = [
    "go", "gh", "docker", "golangci-lint", "gotestsum", "goreleaser", "helm", "kubectl", "make", "govulncheck",
  ]

  private static func isPrefix(_ word: String) -> Bool {
    if keywords.contains(word) { return true }
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// `$(go env GOPATH)/bin/tool` may come as three words; the last one names the program.
  private static func withoutSubstitution(_ words: ArraySlice<String>) -> ArraySlice<String> {
    guard let first = words.first, first.hasPrefix("$("), !first.contains(")"),
      let end = words.firstIndex(where: { $0.contains(")/") })
    else { return words }
    return words[end...]
  }

  /// The plain name of a program, and arguments that the name itself implies (`$(GOTEST)` is `go test`).
  static func plainName(_ word: String) -> (name: String, arguments: [String]) {
    var text = word[...]
    while let first = text.first, "@(-+{".contains(first), text.count > 1, text.dropFirst().first != "$" || first != "("
    {
      text = text.dropFirst()
    }
    if text.hasPrefix("$"), !text.contains("/") {
      let name = text.filter { $0.isLetter || $0.isNumber || $0 == "_" }.lowercased().replacing("_", with: "-")
      return variables[name].map { ($0[0], Array($0.dropFirst())) } ?? (withoutSuffix(name), [])
    }
    let name = text.split(separator: "/").last.map(String.init) ?? String(text)
    if name == "gotip" || name.hasPrefix("go1.") { return ("go", []) }
    if name.hasPrefix("golangci-lint-") || name.hasPrefix("golangci-lint@") { return ("golangci-lint", []) }
    return (name.hasSuffix(".exe") ? String(name.dropLast(4)) : name, [])
  }

  private static let variables: [String: [String]] = [
    "gotest": ["go", "test"], "go-test": ["go", "test"], "gobuild": ["go", "build"], "go-build": ["go", "build"],
    "govet": ["go", "vet"], "go-vet": ["go", "vet"], "gorun": ["go", "run"], "gocmd": ["go"], "goexe": ["go"],
    "go-bin": ["go"], "go-cmd": ["go"], "goinstall": ["go", "install"], "golangci": ["golangci-lint"],
    "golangcilint": ["golangci-lint"], "linter": ["golangci-lint"], "container-engine": ["docker"],
    "container-tool": ["docker"], "container-runtime": ["docker"], "docker-cmd": ["docker"], "oci-bin": ["docker"],
  ]

  private static func withoutSuffix(_ name: String) -> String {
    for suffix in ["-bin", "-cmd", "-cli", "-tool", "-exe", "-path"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  // MARK: Wrappers

  /// The command that a wrapper runs, nil when the program is no wrapper.
  private static func inner(of program: String, _ arguments: ArraySlice<String>) -> ArraySlice<String>? {
    switch program {
    case "sh", "bash", "zsh", "ash", "dash":
      guard let at = arguments.firstIndex(where: { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c") }),
        at + 1 < arguments.endIndex
      else { return nil }
      return ShellText.words(of: arguments[at + 1])[...]
    case "go": return innerOfGo(arguments)
    case "docker", "podman", "nerdctl", "docker-compose": return innerOfDocker(program, arguments)
    case "find": return arguments.firstIndex(of: "-exec").map { arguments[($0 + 1)...] }
    case "xargs", "timeout", "gtimeout", "retry", "travis_retry", "travis_wait", "nice", "stdbuf", "xvfb-run",
      "unbuffer",
      "chronic", "npx", "with_retry", "catchsegv", "setarch":
      let rest = arguments.drop { $0.hasPrefix("-") || $0.first?.isNumber == true }
      return rest.isEmpty ? nil : rest
    case "poetry", "pipenv", "uv", "doppler", "op", "devbox", "mise", "aqua", "direnv", "pnpm", "yarn", "nix",
      "nix-shell":
      let starts: Set<String> = ["run", "exec", "dlx", "x", "-c", "--command", "--run"]
      guard let at = arguments.firstIndex(where: { starts.contains($0) }), at + 1 < arguments.endIndex else {
        return nil
      }
      let rest = arguments[(at + 1)...].drop { $0 == "--" || $0.hasPrefix("-") }
      return rest.count == 1 ? ShellText.words(of: rest.first ?? "")[...] : rest
    default: return nil
    }
  }

  /// `go run pkg@version args` and `go tool name args` run the named tool.
  private static func innerOfGo(_ arguments: ArraySlice<String>) -> ArraySlice<String>? {
    var rest = arguments
    if rest.first == "-C" { rest = rest.dropFirst(2) }
    guard let subcommand = rest.first else { return nil }
    rest = rest.dropFirst()
    if subcommand == "tool" {
      rest = rest.drop { $0.hasPrefix("-") }
      guard let tool = rest.first, !goTools.contains(tool) else { return nil }
      return [packageTool(tool)] + rest.dropFirst()
    }
    guard subcommand == "run" else { return nil }
    while let option = rest.first, option.hasPrefix("-") {
      let takesValue = !option.contains("=") && ["-tags", "-mod", "-modfile", "-ldflags", "-C"].contains(option)
      rest = rest.dropFirst(takesValue ? 2 : 1)
    }
    guard let package = rest.first, package.contains("@") || package.split(separator: "/").first?.contains(".") == true,
      !package.hasPrefix("."), !package.hasSuffix(".go")
    else { return nil }
    return [packageTool(package)] + rest.dropFirst()
  }

  private static let goTools: Set<String> = [
    "cover", "pprof", "trace", "compile", "link", "asm", "nm", "objdump", "dist", "covdata", "test2json", "vet", "fix",
  ]

  /// The tool a package path names: `golang.org/x/vuln/cmd/govulncheck@latest` is `govulncheck`.
  private static func packageTool(_ path: String) -> String {
    let bare = path.prefix { $0 != "@" }
    let parts = bare.split(separator: "/").map(String.init)
    guard let last = parts.last else { return path }
    let isMajor = last.count >= 2 && last.first == "v" && last.dropFirst().allSatisfy(\.isNumber)
    return isMajor && parts.count >= 2 ? parts[parts.count - 2] : last
  }

  private static let dockerOptionsWithValue: Set<String> = [
    "-v", "--volume", "-e", "--env", "-w", "--workdir", "-u", "--user", "--name", "--network", "--net", "-p",
    "--publish",
    "--entrypoint", "--platform", "--mount", "--env-file", "-l", "--label", "--add-host", "--cpus", "-m", "--memory",
    "-h",
    "--hostname", "--link", "--tmpfs", "--cap-add", "--security-opt", "--volumes-from", "--ulimit", "--pull", "-f",
    "--file",
    "--profile", "--project-name",
  ]

  /// `docker run image command`, `docker exec container command`, `docker compose run service command`.
  private static func innerOfDocker(_ program: String, _ arguments: ArraySlice<String>) -> ArraySlice<String>? {
    var rest = withoutOptions(arguments)
    if rest.first == "compose" { rest = withoutOptions(rest.dropFirst()) }
    guard let verb = rest.first, verb == "run" || verb == "exec" else { return nil }
    rest = withoutOptions(rest.dropFirst())
    guard let image = rest.first else { return nil }
    let command = rest.dropFirst()
    let tool = image.split(separator: "/").last.map { String($0.prefix { $0 != ":" && $0 != "@" }) } ?? image
    guard CommandPurpose.imageTools.contains(tool) else { return command.isEmpty ? nil : command }
    return command.first == tool ? command : [tool] + command
  }

  private static func withoutOptions(_ words: ArraySlice<String>) -> ArraySlice<String> {
    var rest = words
    while let option = rest.first, option.hasPrefix("-") {
      rest = rest.dropFirst(dockerOptionsWithValue.contains(option) ? 2 : 1)
    }
    return rest
  }
}

/// Shell text that arrives in one word, as after `sh -c`.
enum ShellText {
  /// Its words up to the first operator that ends a command and runs none of interest (`cd x && go test` is `go test`).
  static func words(of text: String) -> [String] {
    var commands: [[String]] = [[]]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let bare = word.trimmingQuotes
      if ["&&", "||", ";", "|"].contains(bare) {
        commands.append([])
      } else if bare.hasSuffix(";") {
        commands[commands.count - 1].append(String(bare.dropLast()))
        commands.append([])
      } else {
        commands[commands.count - 1].append(bare)
      }
    }
    let telling = commands.first { !$0.isEmpty && !["cd", "set", "export", "echo", "mkdir"].contains($0[0]) }
    return telling ?? commands.first ?? []
  }
}

extension StringProtocol {
  var trimmingQuotes: String {
    String(drop { $0 == "\"" || $0 == "'" }.reversed().drop { $0 == "\"" || $0 == "'" }.reversed())
  }
}
