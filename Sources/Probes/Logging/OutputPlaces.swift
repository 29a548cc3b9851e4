import Evidence
import GoSyntax
import Repository

/// Where printing is what the code is for: mains, command-line packages, and functions named for showing something or
/// as examples.
struct OutputPlaces: Sendable {
  private let commandPackages: Set<String>
  /// The whole module is a command-line tool that serves nobody: what it prints is for its user.
  let isCommand: Bool
  /// Where a command-line tool that serves as well does so; nil where the module is none.
  private let servingPackages: Set<String>?

  init(_ subject: Subject) {
    let snapshot = subject.snapshot
    isCommand = snapshot.kind == .cli && subject.serverSigns.first == nil
    servingPackages = snapshot.kind == .cli ? subject.serverSigns.packages : nil
    var packages: Set<String> = []
    for package in snapshot.packages {
      let folders = package.folder.split(separator: "/").map(String.init)
      let isNamed =
        folders.contains { OutputPlaces.folders.contains($0) } || OutputPlaces.folders.contains(package.name)
      let isBuilt = package.externalImports.contains { path in OutputPlaces.libraries.contains { path.hasPrefix($0) } }
      if package.isMain || isNamed || isBuilt { packages.insert(package.path) }
    }
    commandPackages = packages
  }

  /// Whether a print at `node` is output for the person at the terminal and no log line.
  func isOutput(_ node: Node, in file: GoFile) -> Bool {
    // Whoever sent the request is not at the terminal.
    if node.ancestors.contains(where: OutputPlaces.answersRequests) { return false }
    if file.isMain || commandPackages.contains(file.packagePath) || isCommand { return true }
    if let servingPackages, !servingPackages.contains(file.packagePath) { return true }
    if file.imports.contains(where: { imported in OutputPlaces.prompts.contains { imported.path.hasPrefix($0) } }) {
      return true
    }
    return node.ancestors.contains { ancestor in
      guard ancestor.kind == .funcDecl, let name = ancestor.name?.text else { return false }
      return name.hasPrefix("Example") || IdentifierWords(name).containsAny(of: OutputPlaces.verbs)
    }
  }

  /// Whether code of a command-line package runs for the person who started it, and not for a request.
  func isOfCommand(_ node: Node, in file: GoFile) -> Bool {
    commandPackages.contains(file.packagePath) && !node.ancestors.contains(where: OutputPlaces.answersRequests)
  }

  /// Whether a line is what a command of that name is asked for: in `func version(…)` of a command-line package, even
  /// where the standard logger writes it.
  func tellsVersion(_ node: Node, in file: GoFile) -> Bool {
    guard file.isMain || commandPackages.contains(file.packagePath), let function = node.outermostFunction,
      function.kind == .funcDecl, let name = function.name?.text
    else { return false }
    return IdentifierWords(name).containsAny(of: ["version", "usage", "help", "banner"])
  }

  /// Whether a line is a word to the person who started the program, before any service runs: it is part of the usage
  /// text, comes right before it, or ends a function that reads the command line.
  func isForStarter(_ node: Node) -> Bool {
    if node.ancestors.contains(where: isUsageText) { return true }
    guard let statement = node.parent, statement.kind == .exprStmt, let block = statement.parent else { return false }
    let later = block.statements.filter { $0.start >= statement.end && $0.kind == .exprStmt }.compactMap(\.operand)
    if let next = later.first?.calledName, OutputPlaces.isUsage(next) { return true }
    return later.contains(where: OutputPlaces.endsProgram)
      && node.outermostFunction?.descendants(of: .selectorExpr).contains { $0.isText("os.Args") } ?? false
  }

  /// `flag.Usage = func() { … }`, `Usage: func() { … }`.
  private func isUsageText(_ node: Node) -> Bool {
    guard node.kind == .funcLit, let parent = node.parent else { return false }
    let target = parent.kind == .assignStmt ? parent.leftSide.first : parent.kind == .keyValueExpr ? parent.key : nil
    guard let target, let name = target.kind == .selectorExpr ? target.name : target else { return false }
    return OutputPlaces.isUsage(name.text)
  }

  private static func isUsage(_ name: String) -> Bool { IdentifierWords(name).containsAny(of: ["usage", "help"]) }

  /// `os.Exit(2)`, `exitWithError()`.
  private static func endsProgram(_ call: Node) -> Bool {
    call.calledName.map { IdentifierWords($0).words.first == "exit" } ?? false
  }

  /// `func list(w http.ResponseWriter, r *http.Request)`, `func list(c *gin.Context)`.
  private static func answersRequests(_ node: Node) -> Bool {
    guard node.kind == .funcDecl || node.kind == .funcLit, let parameters = node.type?.parameters else { return false }
    return parameters.fields.contains { field in field.type.map { answering.contains($0.text) } ?? false }
  }

  private static let answering: Set<String> = [
    "http.ResponseWriter", "*gin.Context", "echo.Context", "*echo.Context", "*fiber.Ctx", "fiber.Ctx",
  ]

  private static let folders: Set<String> = [
    "cmd", "cli", "command", "commands", "cmds", "cmdutil", "ctl", "tui", "console", "terminal", "prompt", "repl",
  ]
  private static let libraries = [
    "github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kong", "gopkg.in/alecthomas/kingpin",
    "github.com/alecthomas/kingpin", "github.com/jessevdk/go-flags", "github.com/mitchellh/cli",
    "github.com/hashicorp/cli",
    "github.com/peterbourgon/ff", "github.com/charmbracelet/bubbletea",
  ]
  /// What asks the person at the terminal; the lines around the questions are for that person too.
  private static let prompts = [
    "github.com/manifoldco/promptui", "github.com/AlecAivazis/survey", "github.com/charmbracelet/huh",
    "charm.land/huh", "github.com/pterm/pterm", "github.com/c-bata/go-prompt", "github.com/chzyer/readline",
    "github.com/peterh/liner",
  ]
  private static let verbs: Set<String> = [
    "print", "prints", "printf", "println", "usage", "help", "banner", "version", "dump", "show", "display", "render",
    "list", "prompt", "ask", "progress", "confirm", "output", "walk", "diagnose", "emit", "report", "describe",
  ]
}
