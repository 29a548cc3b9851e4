/// Commands that run other commands: looked through, so that `sudo -E timeout 10m bash -c "go test"` is `go test`.
enum CommandWrappers {
  /// Without leading assignments and wrappers that only change how a command runs.
  static func stripped(_ words: [String]) -> [String] {
    var words = words[...]
    while let first = words.first {
      if isAssignment(first) {
        words.removeFirst()
      } else if first == "command" || first == "builtin", words.dropFirst().first?.hasPrefix("-") == true {
        break
      } else if let options = transparent[first] {
        words.removeFirst()
        while let option = words.first, option.hasPrefix("-"), option.count > 1 {
          words.removeFirst()
          if options.contains(option), !words.isEmpty { words.removeFirst() }
        }
        if first == "timeout", !words.isEmpty { words.removeFirst() }
      } else {
        break
      }
    }
    return Array(words)
  }

  /// Wrappers and those of their options that take a value.
  private static let transparent: [String: Set<String>] = [
    "sudo": ["-u", "-g", "-C", "-h", "-p"], "time": ["-f", "-o"], "env": ["-u", "-C", "-S"], "exec": ["-a"],
    "command": [],
    "builtin": [], "nohup": [], "nice": ["-n"], "ionice": ["-c", "-n"], "stdbuf": ["-o", "-e", "-i"],
    "timeout": ["-k", "-s"],
    "xvfb-run": ["-s"], "unbuffer": [], "chronic": [], "catchsegv": [], "@": [],
  ]

  static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    var name = word[..<equals]
    if name.last == "+" { name.removeLast() }
    guard let first = name.first, first.isLetter || first == "_" else { return false }
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// The command itself and those it runs: `docker run IMAGE x` gives both, `bash -c "x"` only `x`.
  static func unwrapped(_ words: [String], line: Int, depth: Int) -> [ShellScript.Command] {
    let words = stripped(words)
    guard let first = words.first, !first.isEmpty, depth <= ShellScript.nestingMax else { return [] }
    let name = RelativePath.name(of: first)
    let own = ShellScript.Command(words: words, line: line, isAdvisory: false, folder: "")
    func inner(_ rest: some Sequence<String>) -> [ShellScript.Command] {
      unwrapped(Array(rest), line: line, depth: depth + 1)
    }
    if shells.contains(name), let script = inlineScript(words) {
      return ShellScript.commands(in: script, firstLine: line, depth: depth + 1)
    }
    switch name {
    case "eval":
      return ShellScript.commands(in: words.dropFirst().joined(separator: " "), firstLine: line, depth: depth + 1)
    case "xargs", "parallel":
      let rest = afterOptions(words.dropFirst(), valued: ["-n", "-P", "-I", "-L", "-d", "-s", "-E", "-a", "-j"])
      return rest.isEmpty ? [own] : inner(rest)
    case "docker", "podman", "docker-compose", "podman-compose", "nerdctl":
      return [own] + inner(containerCommand(words))
    case "nix-shell", "nix":
      if let at = words.firstIndex(where: { $0 == "--run" }), at + 1 < words.count {
        return [own] + ShellScript.commands(in: words[at + 1], firstLine: line, depth: depth + 1)
      }
      if let at = words.firstIndex(where: { $0 == "-c" || $0 == "--command" }) {
        return [own] + inner(words[(at + 1)...])
      }
      return [own]
    default:
      if !tools.contains(name), let at = words.firstIndex(of: "--"), at + 1 < words.count,
        tools.contains(RelativePath.name(of: words[at + 1])) || shells.contains(words[at + 1])
      {
        return [own] + inner(words[(at + 1)...])
      }
      return [own]
    }
  }

  static let shells: Set<String> = ["sh", "bash", "dash", "ash", "zsh", "ksh"]
  /// Tools that a wrapper with `--` is likely to run.
  private static let tools: Set<String> = [
    "go", "make", "gmake", "task", "just", "mage", "golangci-lint", "gotestsum", "staticcheck", "govulncheck", "ginkgo",
  ]

  /// The script in `bash -ec "script"`.
  private static func inlineScript(_ words: [String]) -> String? {
    for (index, word) in words.enumerated().dropFirst() {
      guard word.hasPrefix("-") || word.hasPrefix("+") else { return nil }
      if word.hasPrefix("-"), !word.hasPrefix("--"), word.hasSuffix("c") {
        return words.dropFirst(index + 1).first { !$0.hasPrefix("-") }
      }
    }
    return nil
  }

  private static func afterOptions(_ words: ArraySlice<String>, valued: Set<String>) -> ArraySlice<String> {
    var rest = words
    while let option = rest.first, option.hasPrefix("-"), option.count > 1 {
      rest.removeFirst()
      if valued.contains(option), !rest.isEmpty { rest.removeFirst() }
    }
    return rest
  }

  /// What runs inside the container: the words after the image, container or service.
  private static func containerCommand(_ words: [String]) -> [String] {
    var rest = words.dropFirst()
    let isCompose = words[0].hasSuffix("-compose") || rest.first == "compose"
    if rest.first == "compose" || rest.first == "container" { rest.removeFirst() }
    if isCompose { rest = afterOptions(rest, valued: composeValued) }
    guard let verb = rest.first, verb == "run" || verb == "exec" else { return [] }
    rest.removeFirst()
    var entryPoint: [String] = []
    while let option = rest.first, option.hasPrefix("-"), option.count > 1 {
      rest.removeFirst()
      if option == "--entrypoint", let value = rest.first { entryPoint = [value] }
      if option.hasPrefix("--entrypoint=") { entryPoint = [String(option.dropFirst(13))] }
      if takesValue(option, isExec: verb == "exec"), !rest.isEmpty { rest.removeFirst() }
    }
    return entryPoint.filter { !$0.isEmpty } + rest.dropFirst()
  }

  private static let composeValued: Set<String> = [
    "-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory", "--progress", "--ansi",
  ]

  private static func takesValue(_ option: String, isExec: Bool) -> Bool {
    if option.contains("=") { return false }
    if option.hasPrefix("--") { return !flags.contains(option) }
    let letters = option.dropFirst()
    if letters.allSatisfy({ "itdPqT".contains($0) }) { return false }
    // `-v$PWD:/src` carries its value; `-itv x` does not.
    return letters.count == 1 || letters.dropLast().allSatisfy { "itdP".contains($0) }
  }

  private static let flags: Set<String> = [
    "--rm", "--init", "--interactive", "--tty", "--detach", "--privileged", "--read-only", "--publish-all",
    "--no-healthcheck",
    "--sig-proxy", "--oom-kill-disable", "--quiet", "--no-deps", "--build", "--service-ports", "--use-aliases",
    "--no-TTY",
    "--quiet-pull", "--remove-orphans",
  ]
}
