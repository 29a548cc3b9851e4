import Repository

/// A page of documentation by its lines: headings, prose and code.
struct ReadmeText: Sendable {
  enum Part: Hashable, Sendable { case heading, prose, code, other }
  struct Line: Sendable {
    let number: Int
    let part: Part
    let text: String
    /// The heading above, in lower case.
    let heading: String
    /// What a fence says its code is, in lower case: `sh`, `js`; empty elsewhere.
    var language = ""
  }

  let lines: [Line]
  /// What the project may be called in a command that installs it, in lower case; empty when nobody knows.
  private let projectNames: [String]

  init(_ text: String, projectNames: [String] = []) {
    self.projectNames = projectNames
    var lines: [Line] = []
    var inAdmonition = false
    var inFence = false
    var language = ""
    var heading = ""
    let raw = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    for (index, written) in raw.enumerated() {
      let bare = written.trimmingBlanks
      // MkDocs indents the text of a note, which is no code for that.
      let isIndented = written.hasPrefix("    ")
      if !bare.isEmpty, !isIndented { inAdmonition = bare.hasPrefix("!!! ") || bare.hasPrefix("??? ") }
      let line = inAdmonition && isIndented ? String(written.dropFirst(4)) : written
      let part: Part
      if bare.hasPrefix("```") || bare.hasPrefix("~~~") || bare == "----" && text.contains("[source") {
        inFence.toggle()
        language = inFence ? bare.drop { "`~ {.".contains($0) }.prefix { $0.isLetter }.lowercased() : ""
        part = .other
      } else if inFence {
        part = .code
      } else if bare.hasPrefix("#") || bare.hasPrefix("= ") || bare.hasPrefix("== ") || bare.hasPrefix("=== ") {
        heading = Self.withoutBadges(bare).lowercased()
        part = .heading
      } else if index + 1 < raw.count, !bare.isEmpty, Self.isUnderline(raw[index + 1].trimmingBlanks) {
        heading = Self.withoutBadges(bare).lowercased()
        part = .heading
      } else if line.hasPrefix("    ") || line.hasPrefix("\t"), !bare.hasPrefix("- "), !bare.hasPrefix("* "),
        !bare.hasPrefix("<")
      {
        part = .code
      } else {
        part = Self.isProse(bare) ? .prose : .other
      }
      let code = part == .code ? language : ""
      lines.append(Line(number: index + 1, part: part, text: bare, heading: heading, language: code))
    }
    self.lines = lines
  }

  /// A heading up to the pictures behind it.
  private static func withoutBadges(_ heading: String) -> Substring {
    heading.firstRange(of: "[![").map { heading[..<$0.lowerBound] } ?? heading[...]
  }

  private static func isUnderline(_ text: String) -> Bool {
    text.count >= 3 && (text.allSatisfy { $0 == "=" } || text.allSatisfy { $0 == "-" } || text.allSatisfy { $0 == "~" })
  }

  private static func isProse(_ text: String) -> Bool {
    if text.isEmpty || text.hasPrefix("[![") || text.hasPrefix("![")
      || text.hasPrefix("<") && text.hasSuffix(">") && !text.contains("</p>")
    {
      return false
    }
    if text.hasPrefix("|") || text.hasPrefix("[") && text.contains("]: ") { return false }
    return text.contains { $0.isLetter }
  }

  /// Words of running text, link targets and markup left out.
  var proseWordCount: Int { lines.filter { $0.part == .prose }.reduce(0) { $0 + Self.wordCount($1.text) } }

  static func wordCount(_ text: String) -> Int {
    text.split(whereSeparator: \.isWhitespace).filter { word in
      !word.contains("://") && word.contains { $0.isLetter } && !word.hasPrefix("<")
    }.count
  }

  /// Where the first sentences stand that can say what the project is for, nil when there are none.
  var purposeLine: Int? {
    if let named = definingLine ?? mottoLine { return named }
    var words = 0
    var first: Int?
    for line in lines.prefix(120) where line.part == .heading || line.part == .prose && !isAside(line.text) {
      if line.part == .heading {
        if first == nil, Self.hasTagline(line.text) { return line.number }
        continue
      }
      let count = Self.wordCount(line.text)
      if count >= 4 { first = first ?? line.number }
      words += count
      if words >= 8 { return first }
    }
    return nil
  }

  /// `Shop is a keeper of carts`: the sentence that says it outright, near the beginning.
  private var definingLine: Int? {
    lines.prefix(60).first { line in
      guard line.part == .prose, !isAside(line.text) else { return false }
      let bare = line.text.lowercased().filter { !"*_`[]®™".contains($0) }
      return projectNames.contains { name in
        guard let place = bare.firstRange(of: name), bare[..<place.lowerBound].split(separator: " ").count <= 2 else {
          return false
        }
        var rest = bare[place.upperBound...]
        // `[shop](https://shop.example.org) is a`
        if rest.hasPrefix("("), let end = rest.firstIndex(of: ")") { rest = rest[rest.index(after: end)...] }
        // `Shop, a project of the guild, is a`
        if rest.hasPrefix(", a"), let end = rest.firstRange(of: ", is a") { rest = rest[end.lowerBound...].dropFirst() }
        return [" is a", " is an", " is the", " are "].contains(where: rest.hasPrefix)
          && Self.wordCount(String(rest)) >= 4
      }
    }?.number
  }

  /// `> The keeper of carts you own`: a quotation right below the title.
  private var mottoLine: Int? {
    guard let title = lines.firstIndex(where: { $0.part == .heading && $0.text.hasPrefix("# ") }),
      let next = lines[(title + 1)...].first(where: { $0.part != .other }), next.part == .prose
    else { return nil }
    let words = next.text.drop { "> ".contains($0) }
    // `> "Think of tea"` is a slogan.
    if let first = words.first, "\"“«".contains(first) { return nil }
    return next.text.hasPrefix(">") && !isAside(String(words)) && Self.wordCount(String(words)) >= 4 ? next.number : nil
  }

  /// A quotation, unless it is the one that says what the project is; a note, a warning, a picture's caption.
  private func isAside(_ text: String) -> Bool {
    var plain = text.lowercased().drop { "*_> ".contains($0) }
    // `<p align="center">Visit our site`
    while plain.hasPrefix("<"), let end = plain.firstIndex(of: ">") { plain = plain[plain.index(after: end)...] }
    let asides = [
      "note", "warning", "important", "tip:", "caution", "attention", "news", "announcement", "update:", "breaking",
      "sponsor", "!!!", "[!", "visit ",
    ]
    if asides.contains(where: plain.hasPrefix) { return true }
    // Asking for money says nothing of what it is given for.
    let asking = ["donat", "sponsor", "patreon", "coffee", "support the project", "supporting the project"]
    if asking.contains(where: plain.contains) { return true }
    guard text.hasPrefix(">") else { return false }
    let lower = text.lowercased()
    return !projectNames.contains { name in
      lower.hasPrefix("> \(name) is ") || lower.hasPrefix("> **\(name)** is ")
    }
  }

  /// `# shop - carts and orders for small shops`.
  private static func hasTagline(_ heading: String) -> Bool {
    guard heading.hasPrefix("# ") else { return false }
    for dash in [" - ", " – ", " — ", ": "] {
      if let rest = heading[...].components(separatedAfter: dash), wordCount(String(rest)) >= 3 { return true }
    }
    return false
  }

  // MARK: Commands

  private static let buildCommands = [
    "go build", "go install", "make", "task ", "docker build", "docker compose build", "docker-compose build",
    "goreleaser build", "goreleaser release", "goreleaser --", "mage ",
    "bazel build", "nix build", "just ", "xcaddy build", "./build", "go run",
    "ko build",
    "go mod download", "up --build",
  ]
  private static let installCommands = [
    "go get", "go install", "brew install", "apt install", "apt-get install", "docker pull", "helm install",
    "helm upgrade", "releases/download", "releases/latest", "snap install", "pacman ", "dnf install", "yum install",
    "kubectl apply", "scoop install", "choco install",
    "winget ",
    "docker run", "nix-env", "timoni ", "apk add", "port install", "pkg install", "import \"", "conda install",
    "npm install", "require (", "docker compose up", "docker-compose up",
  ]
  /// Commands that install whatever they are told: they count where that is this project.
  private static let installers = [
    "go get", "go install", "brew install", "apt install", "apt-get install", "docker pull", "helm install",
    "helm upgrade", "snap install", "pacman ", "dnf install", "yum install", "scoop install", "choco install",
    "kubectl apply",
    "winget ", "docker run", "apk add", "port install", "pkg install", "conda install", "npm install", "kubectl run",
    "podman run", "systemctl ",
  ]
  private static let runCommands = [
    "go run", "docker run", "docker compose up", "docker-compose up", "make run", "make start", "make up",
    "./", "helm install",
    "helm upgrade", "kubectl apply", "systemctl ", "podman run", "make compose", "task run", "--config", "kubectl run",
    "make serve",
  ]
  private static let installHeadings = [
    "install", "getting started", "get started", "quick start", "quickstart", "download", "setup", "set up",
  ]
  private static let buildHeadings = [
    "build", "compil", "develop", "from source", "getting started", "quick start", "quickstart", "contribut", "hacking",
  ]
  /// Headings below which a link leads to a page on running it; a demonstration or an example is only to be looked at.
  private static let runLinkHeadings = [
    "usage", "run", "quick start", "quickstart", "getting started", "get started", "how to use", "using", "deploy",
    "tutorial",
  ]
  private static let runHeadings = [
    "usage", "run", "quick start", "quickstart", "getting started", "get started", "start", "how to use", "using",
    "example", "deploy", "command", "tutorial", "demo",
  ]

  var buildLine: Int? { command(Self.buildCommands) }
  var installLine: Int? { command(Self.installCommands) }
  var runLine: Int? { command(Self.runCommands, isForRunning: true) }

  /// Where no command stands: code below a heading about it.
  var buildCodeLine: Int? { code(below: Self.buildHeadings) { !ReadmeCode.checks($0) } }
  var installCodeLine: Int? { code(below: Self.installHeadings) { !ReadmeCode.checks($0) } }
  /// Only the program itself: under such headings other programs are started as well.
  var runCodeLine: Int? {
    code(below: Self.runHeadings) { line in
      let lower = line.text.lowercased()
      return !ReadmeCode.checks(line) && !ReadmeCode.builds(line)
        && (projectNames.isEmpty || projectNames.contains(where: lower.contains))
    }
  }

  /// Where not even code stands: a link below such a heading.
  var buildLinkLine: Int? { link(below: Self.buildHeadings) }
  var installLinkLine: Int? { link(below: Self.installHeadings) }
  var runLinkLine: Int? { link(below: Self.runLinkHeadings) }

  /// Go code that calls something: a usage example.
  var usageExampleLine: Int? {
    let code = lines.filter { $0.part == .code }
    return code.first { line in
      ["package main", "func ", ":= ", "import (", "import \""].contains { line.text.contains($0) }
    }?.number
      ?? code.first { line in Self.runHeadings.contains { line.heading.contains($0) } && line.text.contains("(") }?
      .number
  }

  /// A line of code, or code quoted in a sentence, with one of the commands.
  private func command(_ commands: [String], isForRunning: Bool = false) -> Int? {
    for (index, line) in lines.enumerated() {
      let isQuoted = line.part == .prose && line.text.contains("`")
      guard line.part == .code || isQuoted else { continue }
      let text = line.part == .code ? Self.withoutComment(line.text) : quoted(line.text)
      // Each quoted part of a sentence is a command of its own, and one word alone speaks of a tool.
      let parts = line.part == .code ? [text] : text.split(separator: "\n").map(String.init)
      for part in parts where line.part == .code || part.trimmingBlanks.contains(" ") {
        for command in commands where part.contains(command) {
          if ReadmeCommand.stands(command, in: part),
            ReadmeCommand.isForIt(command, part, isForRunning: isForRunning, projectNames),
            isAboutProject(command, continued(index, part))
          {
            return line.number
          }
        }
      }
    }
    return nil
  }

  /// A command without what is said behind it: `export PATH=$PATH:bin # make sure it is there`.
  private static func withoutComment(_ text: String) -> String {
    text.firstRange(of: " # ").map { String(text[..<$0.lowerBound]) } ?? text
  }

  /// The command with the lines it goes on in.
  private func continued(_ index: Int, _ text: String) -> String {
    var whole = text
    var next = index + 1
    while whole.hasSuffix("\\"), next < lines.count, next < index + 12 {
      whole = whole.dropLast() + lines[next].text
      next += 1
    }
    return whole
  }

  /// Neither the installation of another tool nor a container in which the program is compiled.
  private func isAboutProject(_ command: String, _ text: String) -> Bool {
    if command == "docker run" || command == "podman run",
      ["golang:", "go build", "make"].contains(where: text.contains)
    {
      return false
    }
    guard Self.installers.contains(command), !projectNames.isEmpty else { return true }
    // `go install ./cmd/shop`.
    if command.hasPrefix("go "), text.contains(" ./") || text.hasSuffix(" .") { return true }
    let lower = text.lowercased()
    // What is applied of the repository itself: `kubectl apply -k config/default`.
    if command == "kubectl apply",
      ["config/", "deploy", "manifests/", "kustomize", "install.yaml"].contains(where: lower.contains)
    {
      return true
    }
    return projectNames.contains(where: lower.contains)
  }

  private func code(below headings: [String], _ isForIt: (Line) -> Bool) -> Int? {
    lines.first { line in
      line.part == .code && headings.contains { line.heading.contains($0) } && ReadmeCode.isCommand(line)
        && isForIt(line) && !isBesideOther(line)
    }?.number
  }

  /// In a piece of code that fetches the script of another repository: what follows there is for that program.
  private func isBesideOther(_ line: Line) -> Bool {
    let at = line.number - 1
    let before = lines[..<at].reversed().prefix { $0.part == .code }
    let after = lines[at...].prefix { $0.part == .code }
    return before.contains { ReadmeCommand.fetchesOther($0.text, projectNames) }
      || after.contains { ReadmeCommand.fetchesOther($0.text, projectNames) }
  }

  /// A demonstration to visit, or a word on the environment, tells nobody how to build or run anything.
  private func link(below headings: [String]) -> Int? {
    lines.first { line in
      guard line.part == .prose, line.text.contains("]("), !line.text.hasPrefix(">"),
        headings.contains(where: { line.heading.contains($0) }), !line.heading.contains("contributors")
      else {
        return false
      }
      let lower = line.text.lowercased()
      // A way to report problems or to join is none to build or to run.
      let asides = [
        "issue", "contribut", "code of conduct", "slack", "discord", "forum", "licen", "sponsor", "discussion", "q & a",
        "question", "mailing", "twitter", "blog", "plugin", "release", "meeting", "calendar", "webinar", "video",
        "translat",
      ]
      return !asides.contains(where: lower.contains) && !lower.contains("demo")
        && !lower.contains("environment variable") && !lower.contains("direnv")
        && ReadmeCode.leadsOn(line.text, projectNames)
    }?.number
  }

  /// The parts of a sentence between backquotes.
  private func quoted(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }.joined(separator: "\n")
  }
}
