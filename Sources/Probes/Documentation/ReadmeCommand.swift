import Repository

/// Whether a command that a page of documentation quotes is one that builds, installs or runs what it is about.
enum ReadmeCommand {
  /// Commands that are words of everyday language as well.
  private static let plainWords = ["just ", "make", "task ", "mage "]

  /// Whether a command stands where a word begins; `make` and `just` only where a command does.
  static func stands(_ command: String, in text: String) -> Bool {
    if command == "import \"" { return text.hasPrefix(command) }
    guard let first = command.first, first.isLetter else {
      // A program in the folder begins a word; `host./path` does not, and `./...` are the packages.
      return command != "./"
        || text.ranges(of: command).contains { range in
          text[..<range.lowerBound].last.map { " \t\"'(".contains($0) } ?? true
            && text[range.upperBound...].first != "."
        }
    }
    let isPlain = plainWords.contains(command)
    return text.ranges(of: command).contains { range in
      let before = text[..<range.lowerBound]
      let after = text[range.upperBound...].first
      // `make update` is not `make up`.
      if command.hasPrefix("make "), after.map({ $0.isLetter || $0.isNumber }) ?? false { return false }
      guard isPlain else { return before.last.map { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" } ?? true }
      guard after.map({ !$0.isLetter && !$0.isNumber }) ?? true || command.hasSuffix(" ") else { return false }
      let words = before.split { $0 == " " || $0 == "\t" }
      let last = words.last ?? ""
      // `# make sure that it is there` behind the sign of a remark, which is a prompt as well.
      if last == "#", text[range.upperBound...].split(separator: " ").count > 3 { return false }
      return words.isEmpty || ["$", ">", "#", "sudo", "&&", "||", "|", "time"].contains(last) || last.contains("=")
        || before.hasSuffix("\n") || before.hasSuffix("; ") || before.hasSuffix("'") || before.hasSuffix("\"")
    }
  }

  /// `curl https://raw.githubusercontent.com/acme/cli/main/install.sh | sh` on the pages of acme/shop.
  static func fetchesOther(_ text: String, _ projectNames: [String]) -> Bool {
    guard let place = text.components(after: "raw.githubusercontent.com/").first, !projectNames.isEmpty,
      text.contains("curl") || text.contains("wget")
    else { return false }
    let parts = place.split(separator: "/").prefix(2).map { $0.lowercased() }
    guard parts.count == 2 else { return false }
    // An owner keeps the installer of this program in a repository for it.
    return !projectNames.contains { parts[1].contains($0) } && !parts[1].contains("install")
      && !projectNames.dropFirst().contains { place.prefix { $0 != " " }.lowercased().contains($0) }
  }

  private static let fileTools: Set<String> = [
    "mv", "cp", "chmod", "chown", "ln", "cd", "tar", "rm", "mkdir", "unzip", "cat", "ls", "source", "install", "sed",
  ]
  /// Words of targets that make the program, and how such words begin: `build-linux`, `binaries`.
  private static let buildTargets: Set<Substring> = [
    "all", "up", "run", "start", "serve", "dev", "local", "cross", "static", "compose", "bin", "dist", "release",
  ]
  private static let buildBeginnings = ["build", "compil", "binar", "package", "image", "docker", "server", "backend"]
  private static let otherTargets: Set<Substring> = [
    "docs", "doc", "site", "website", "ui", "frontend", "notes", "deps", "test", "tests", "lint", "check",
  ]

  private static func isStepOfWork(_ word: Substring) -> Bool {
    guard word.hasPrefix("./") else { return false }
    let name = word.split(separator: "/").last ?? ""
    return name.hasSuffix(".sh") || word.hasPrefix("./script") || word.hasPrefix("./hack")
      || ["check", "test", "lint", "build", "configure", "install"].contains(where: name.hasPrefix)
  }

  /// `make format` builds nothing, and `mv ./shop /usr/local/bin` runs nothing.
  static func isForIt(
    _ command: String, _ text: String, isForRunning: Bool, _ projectNames: [String]
  ) -> Bool {
    // `cd /usr/ports/devel/shop && make install`: how others pack it. `go run build.go` builds.
    if text.contains("cd /usr/ports/") { return false }
    if command == "go run", isForRunning,
      let script = text.components(after: "go run ").first?.split(separator: " ").first,
      script.hasSuffix(".go"), ["build", "make", "mage", "ci", "tool", "script"].contains(where: script.contains)
    {
      return false
    }
    guard command == "./" || command == "make" else { return true }
    // `CLUSTER=<yours> make test`: what is set for the command comes first.
    let words = Array(
      text.split { $0 == " " || $0 == "\t" }.filter { $0 != "$" && $0 != "sudo" && $0 != "time" }
        .drop { $0.contains("=") && !$0.hasPrefix("-") })
    guard let first = words.first else { return true }
    if command == "./" {
      // `./check.sh`, `./scripts/build`: a step of the work on it.
      if isForRunning, words.contains(where: isStepOfWork) { return false }
      if first == "go", words.count > 1, words[1] != "run" { return false }
      // `( cd ./client && npm run watch )` goes to a folder.
      return !fileTools.contains(String(first))
        && words.indices.contains { at in
          words[at].contains("./") && (at == 0 || !fileTools.contains(String(words[at - 1])))
        }
    }
    let targets = makeTargets(words.dropFirst())
    guard first == "make", targets.count == 1 else { return true }
    let parts = targets[0].split { "-_:.".contains($0) }
    if parts.first == "install" { return parts.count == 1 }
    return !parts.contains(where: otherTargets.contains)
      && parts.contains { part in
        buildTargets.contains(part) || buildBeginnings.contains(where: part.hasPrefix)
          || projectNames.contains { $0 == part.lowercased() }
      }
  }

  /// What make is asked for, without options, their values and `VERSION=1.2`.
  private static func makeTargets(_ words: ArraySlice<Substring>) -> [Substring] {
    var targets: [Substring] = []
    var isValue = false
    for word in words {
      defer { isValue = ["-C", "-f", "-I", "-o", "-W"].contains(word) }
      let isCount = targets.isEmpty && word.allSatisfy(\.isNumber)
      if !isValue, !isCount, !word.hasPrefix("-"), !word.contains("=") { targets.append(word) }
    }
    return targets
  }
}
