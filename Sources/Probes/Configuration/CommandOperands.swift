import GoSyntax
import GoTypes
import Repository

/// Flags of one-shot commands beside a program whose settings come from elsewhere: what such a command works on.
///
/// `user create --email`, `repair --dry-run`, `project list --json`. They are operands where the command does not serve
/// and is hung below another one, or is not the root of a module that reads its settings from the environment or a
/// file; unless the flag is bound to a setting or part of a set that several commands share.
/// Limits: a command is known where its literal is given to a variable, or handed to a function that defines flags on
/// it; what a command does is known by its first word.
struct CommandOperands {
  /// A `&cobra.Command{...}` that a variable holds.
  private struct Command {
    let name: String
    /// Nil for a variable of the package.
    let function: Node?
    let packagePath: String
    /// The first word of `Use`.
    let word: String
    /// Whether it is hung below another command somewhere.
    let isAdded: Bool
  }

  private let commands: [String: [Command]]
  private let hasSettings: Bool
  /// The literals of commands beside the one that serves, and the functions they run, by package.
  private var oneShot: Set<Node> = []
  private var runs: Set<Callee> = []
  private let subject: Subject

  init(_ loads: ConfigurationLoads, _ subject: Subject) {
    self.subject = subject
    hasSettings = loads.loads.contains { $0.source != .flags }
    let added = AddedCommands(subject)
    var commands: [String: [Command]] = [:]
    for file in CommandOperands.files(subject) {
      for literal in file.tree.nodes(of: .compositeLit) where literal.type?.unparenthesized.lastName == "Command" {
        guard let name = CommandOperands.holder(of: literal) else { continue }
        let function = literal.outermostFunction
        let command = Command(
          name: name.text, function: function, packagePath: file.packagePath, word: CommandOperands.word(of: literal),
          isAdded: added.holds(name, of: function, file))
        commands[name.text, default: []].append(command)
        // A program for the command line has no other settings than those of its commands.
        guard subject.snapshot.kind == .service, command.isAdded, !CommandOperands.serves(command, subject) else {
          continue
        }
        oneShot.insert(literal)
        for entry in literal.elements where entry.kind == .keyValueExpr && CommandOperands.isRun(entry) {
          guard let value = entry.value?.unparenthesized, value.kind == .ident || value.kind == .selectorExpr,
            let callee = subject.types.callee(named: value, in: file)
          else { continue }
          runs.insert(callee)
        }
      }
    }
    self.commands = commands
  }

  fileprivate static func files(_ subject: Subject) -> [GoFile] {
    subject.snapshot.productFiles.filter { file in
      file.imports.contains { $0.path == "github.com/spf13/cobra" }
    }
  }

  /// `Run: list`, `RunE: func(...) { ... }`
  private static func isRun(_ entry: Node) -> Bool {
    entry.key.map { ["Run", "RunE", "PreRun", "PreRunE"].contains($0.text) } ?? false
  }

  /// Whether a node stands in what a one-shot command of a service runs, or in a function that only such a command calls.
  func runsOnDemand(_ node: Node, _ file: GoFile, depth: Int = 0) -> Bool {
    guard !oneShot.isEmpty else { return false }
    for around in node.ancestors {
      if around.kind == .compositeLit, oneShot.contains(around) { return true }
      guard around.kind == .funcDecl, let name = around.name?.text else { continue }
      let callee = Callee(packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: around), name: name)
      if runs.contains(callee) { return true }
      guard depth < 2 else { return false }
      let calls = Callers(of: around, in: file, subject).calls
      return !calls.isEmpty && calls.allSatisfy { runsOnDemand($0.node, $0.file, depth: depth + 1) }
    }
    return false
  }

  /// Whether a document is read in the method of a struct that is a command: `(c *migrateCmd) Run()`.
  func isDocument(_ load: ConfigurationLoads.Load) -> Bool {
    guard load.source == .file, let function = load.node.ancestors.first(where: { $0.kind == .funcDecl }),
      let receiver = FunctionIndex.receiverName(of: function)
    else { return false }
    return CommandOperands.isCommand(receiver)
  }

  private static func isCommand(_ type: String) -> Bool {
    let words = IdentifierWords(type)
    return ["cmd", "command"].contains(words.last) && !words.containsAny(of: serving.union(starting))
  }

  /// A field of `diffCmd`, the arguments of one command as a struct.
  func isOfCommand(_ field: Node) -> Bool {
    field.ancestors.first { $0.kind == .typeSpec }?.name.map { CommandOperands.isCommand($0.text) } ?? false
  }

  /// Whether `command.Flags()` or `command.MarkFlagRequired("name")` is about an operand.
  func isOperand(_ call: Node, _ file: GoFile) -> Bool {
    guard let name = call.calledName, CommandOperands.asked.contains(name),
      let held = call.function?.unparenthesized.operand?.unparenthesized, held.kind == .ident,
      !CommandOperands.isBound(call)
    else { return false }
    return isOperand(held, at: call, file, depth: 0)
  }

  private func isOperand(_ held: Node, at call: Node, _ file: GoFile, depth: Int) -> Bool {
    guard let command = command(named: held.text, at: call, file) else {
      return areOperands(handedTo: held, file, depth: depth) || isOwnFlag(of: held, call, file)
    }
    guard !CommandOperands.serves(command, subject) else { return false }
    let around = file.tree.nodes(of: .callExpr)
    if around.contains(where: { $0.calledName.map(CommandOperands.sharing.contains) ?? false }) { return false }
    if command.isAdded { return true }
    guard hasSettings else { return false }
    return !around.contains { other in
      guard let called = other.calledName else { return false }
      return CommandOperands.rooting.contains(called) && other.calledOperandName == held.text
        && (command.function == nil || other.outermostFunction == command.function)
    }
  }

  /// `command.Flags()` of a command that is handed in, in a program for the command line: what all commands have would
  /// be a persistent flag of the root.
  private func isOwnFlag(of held: Node, _ call: Node, _ file: GoFile) -> Bool {
    subject.snapshot.kind == .cli && call.calledName == "Flags"
      && Variable(held, in: file, subject.types)?.kind == .parameter
  }

  /// `addNameFlags(create)`: a function that defines flags on the commands it is given, all of them one-shot.
  private func areOperands(handedTo held: Node, _ file: GoFile, depth: Int) -> Bool {
    guard depth < 2, let variable = Variable(held, in: file, subject.types), variable.kind == .parameter,
      let passed = Callers.arguments(for: variable, subject), !passed.isEmpty
    else { return false }
    return passed.allSatisfy { one in
      let value = one.node.unparenthesized
      return value.kind == .ident && isOperand(value, at: value, one.file, depth: depth + 1)
    }
  }

  private static func serves(_ command: Command, _ subject: Subject) -> Bool {
    CommandOperands.serving.contains(command.word)
      || subject.snapshot.kind == .service && CommandOperands.starting.contains(command.word)
  }

  private func command(named name: String, at call: Node, _ file: GoFile) -> Command? {
    let known = (commands[name] ?? []).filter { $0.packagePath == file.packagePath }
    let function = call.outermostFunction
    return known.first { $0.function != nil && $0.function == function } ?? known.first { $0.function == nil }
  }

  /// `command.Flags().StringVar(&cfg.Address, ...)`
  private static func isBound(_ call: Node) -> Bool {
    guard let selector = call.parent, selector.kind == .selectorExpr, let definition = selector.parent,
      definition.kind == .callExpr, let target = definition.arguments.first?.unparenthesized,
      target.kind == .unaryExpr, let field = target.operand?.unparenthesized, field.kind == .selectorExpr
    else { return false }
    // What holds the field, not the field: `opts.ConfigPath` is where one is to be found.
    guard let holder = field.operand?.unparenthesized else { return false }
    let names = holder.kind == .ident ? [holder] : Array(holder.descendants(of: .ident))
    return names.contains { IdentifierWords($0.text).containsAny(of: settings) }
  }

  private static func holder(of literal: Node) -> Node? {
    guard var parent = literal.parent else { return nil }
    if parent.kind == .unaryExpr, let next = parent.parent { parent = next }
    switch parent.kind {
    case .assignStmt: return parent.leftSide.first.flatMap { $0.kind == .ident ? $0 : nil }
    case .valueSpec: return parent.names.first
    default: return nil
    }
  }

  private static func word(of literal: Node) -> String {
    for element in literal.elements where element.kind == .keyValueExpr && element.key?.isText("Use") ?? false {
      let text = element.value.flatMap { LiteralText.of($0) } ?? ""
      return text.split(separator: " ").first.map { $0.lowercased() } ?? ""
    }
    return ""
  }

  private static let asked: Set<String> = [
    "Flags", "PersistentFlags", "MarkFlagRequired", "MarkPersistentFlagRequired",
  ]
  private static let settings: Set<String> = ["config", "configuration", "conf", "cfg", "settings"]
  /// A set of flags that several commands share, and flags that a library for settings reads.
  private static let sharing: Set<String> = [
    "AddFlagSet", "BindPFlag", "BindPFlags", "BindFlagValue", "BindFlagValues",
  ]
  /// What only a root or a group of commands is asked for.
  private static let rooting: Set<String> = ["AddCommand", "Execute", "ExecuteC", "ExecuteContext", "ExecuteContextC"]
  private static let serving: Set<String> = ["serve", "server", "daemon", "listen"]
  /// What the command of a service may be called as well; a program for the command line runs and watches other things.
  private static let starting: Set<String> = [
    "start", "run", "web", "agent", "worker", "proxy", "up", "controller", "manager", "gateway", "watch",
  ]
}

/// The commands that stand below another one: a variable, or what a function returns, handed to an `AddCommand`.
private struct AddedCommands {
  /// Variables by their names, with the file they are handed over in.
  private var variables: [String: [(function: Node?, packagePath: String)]] = [:]
  private var makers: Set<Callee> = []

  init(_ subject: Subject) {
    for file in CommandOperands.files(subject) {
      for call in file.tree.nodes(of: .callExpr) where call.calledName?.hasPrefix("Add") ?? false {
        for argument in call.arguments.map(\.unparenthesized) {
          switch argument.kind {
          case .ident:
            // `root.AddCommand(create)`: a helper's first argument is what the others are hung below.
            if call.calledName != "AddCommand", argument == call.arguments.first { continue }
            variables[argument.text, default: []].append((argument.outermostFunction, file.packagePath))
          case .callExpr: if let callee = subject.types.callee(of: argument, in: file) { makers.insert(callee) }
          default: continue
          }
        }
      }
    }
  }

  func holds(_ name: Node, of function: Node?, _ file: GoFile) -> Bool {
    let isHandedOver = (variables[name.text] ?? []).contains { place in
      place.packagePath == file.packagePath && (function == nil || place.function == function)
    }
    if isHandedOver { return true }
    guard let function, function.kind == .funcDecl, let made = function.name?.text else { return false }
    let maker = Callee(
      packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: function), name: made)
    guard makers.contains(maker) else { return false }
    // The command that the function returns, or the only one it makes.
    let returned = function.descendants(of: .returnStmt).flatMap { Array($0.returned) }
    return returned.isEmpty
      || returned.contains { value in
        (value.kind == .unaryExpr ? value.operand ?? value : value).isSameText(as: name)
      }
  }
}
