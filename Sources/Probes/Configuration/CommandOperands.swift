import GoSyntax
import Repository

/// Flags of one-shot commands beside a program whose settings come from elsewhere: what such a command works on.
///
/// `user create --email`, `repair --dry-run`, `project list --json`. They are operands where the module reads its
/// settings from the environment or a file, the command is not the root and does not serve, and the flag is
/// neither bound to a setting nor part of a set that several commands share.
/// Limits: a command is known where its literal is given to a variable; what a command does is known by its first word.
struct CommandOperands {
  /// A `&cobra.Command{...}` that a variable holds.
  private struct Command {
    let name: String
    /// Nil for a variable of the package.
    let function: Node?
    let packagePath: String
    /// The first word of `Use`.
    let word: String
  }

  private let commands: [String: [Command]]
  private let hasSettings: Bool

  init(_ loads: ConfigurationLoads, _ subject: Subject) {
    hasSettings = loads.loads.contains { $0.source != .flags }
    var commands: [String: [Command]] = [:]
    for file in subject.snapshot.productFiles
    where hasSettings && file.imports.contains(where: { $0.path == "github.com/spf13/cobra" }) {
      for literal in file.tree.nodes(of: .compositeLit) where literal.type?.unparenthesized.lastName == "Command" {
        guard let name = CommandOperands.holder(of: literal) else { continue }
        commands[name.text, default: []].append(
          Command(
            name: name.text, function: literal.outermostFunction, packagePath: file.packagePath,
            word: CommandOperands.word(of: literal)))
      }
    }
    self.commands = commands
  }

  /// Whether `command.Flags()` or `command.MarkFlagRequired("name")` is about an operand.
  func isOperand(_ call: Node, _ file: GoFile) -> Bool {
    guard hasSettings, let name = call.calledName, CommandOperands.asked.contains(name),
      let held = call.function?.unparenthesized.operand?.unparenthesized, held.kind == .ident,
      let command = command(named: held.text, at: call, file), !CommandOperands.serving.contains(command.word),
      !CommandOperands.isBound(call)
    else { return false }
    let around = file.tree.nodes(of: .callExpr)
    // A group below the root is not what the program is started as.
    let isGroup = around.contains { other in
      other.calledName == "AddCommand" && other.arguments.contains { $0.isSameText(as: held) }
    }
    return !around.contains { other in
      guard let called = other.calledName else { return false }
      if CommandOperands.sharing.contains(called) { return true }
      return CommandOperands.rooting.contains(called) && !isGroup && other.calledOperandName == held.text
        && (command.function == nil || other.outermostFunction == command.function)
    }
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
    return field.descendants(of: .ident).contains { IdentifierWords($0.text).containsAny(of: settings) }
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
  private static let serving: Set<String> = [
    "serve", "server", "start", "run", "daemon", "web", "agent", "worker", "proxy", "up", "listen", "api", "http",
    "controller", "manager", "node", "gateway", "watch",
  ]
}
