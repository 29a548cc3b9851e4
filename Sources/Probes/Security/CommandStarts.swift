import GoSyntax
import GoTypes
import Repository

/// A place where a program is started, with what names it and what it is given.
struct CommandStart {
  let file: GoFile
  let node: Node
  /// What names the program; nil for a remote shell.
  let program: Node?
  /// What stands for the program's own name among the arguments, in calls that pass it apart.
  let zeroth: Node?
  /// The program's arguments, as far as they are written one by one.
  let arguments: [Node]
  /// A slice of more arguments.
  let rest: Node?
  /// A whole command line for a shell, local or remote.
  let script: Node?

  /// All places of the product, found from the imports.
  static func all(_ subject: Subject) -> [CommandStart] {
    var all: [CommandStart] = []
    for file in subject.snapshot.productFiles where subject.ships(file) {
      guard file.imports.contains(where: { packages.contains($0.path) }) else { continue }
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName, names.contains(name),
          let start = CommandStart(call, name, file, subject)
        else { continue }
        all.append(start)
      }
      for literal in file.tree.nodes(of: .compositeLit) {
        guard let type = literal.type, type.kind == .selectorExpr, type.name?.isText("Cmd") ?? false,
          file.imports.contains(where: { $0.path == "os/exec" && (type.operand?.text == $0.name) })
        else { continue }
        all.append(CommandStart(literal: literal, file))
      }
    }
    return all
  }

  private static let packages: Set<String> = [
    "os/exec", "syscall", "os", "golang.org/x/sys/unix", "golang.org/x/sys/execabs", "golang.org/x/crypto/ssh",
    "github.com/cli/safeexec", "github.com/go-cmd/cmd", "github.com/bitfield/script", "golang.org/x/sys/windows",
    "github.com/codeskyblue/go-sh", "github.com/alexellis/go-execute", "k8s.io/utils/exec",
  ]
  private static let names: Set<String> = [
    "Command", "CommandContext", "Exec", "ForkExec", "StartProcess", "NewCmd", "NewCmdOptions", "Run", "Output",
    "CombinedOutput", "Start", "ExecForEach",
  ]

  private init?(_ call: Node, _ name: String, _ file: GoFile, _ subject: Subject) {
    guard let callee = subject.types.callee(of: call, in: file), let path = callee.packagePath else { return nil }
    let arguments = Array(call.arguments)
    self.file = file
    node = call
    switch (path, name) {
    case ("os/exec", "Command"), ("golang.org/x/sys/execabs", "Command"), ("github.com/codeskyblue/go-sh", "Command"),
      ("os/exec", "CommandContext"), ("golang.org/x/sys/execabs", "CommandContext"), ("k8s.io/utils/exec", "Command"),
      ("k8s.io/utils/exec", "CommandContext"), ("github.com/go-cmd/cmd", "NewCmd"):
      let own = Array(arguments.dropFirst(name == "CommandContext" ? 1 : 0))
      guard let first = own.first else { return nil }
      program = first
      zeroth = nil
      self.arguments = Array(call.spreadsLastArgument ? own.dropFirst().dropLast() : own.dropFirst())
      rest = call.spreadsLastArgument && own.count > 1 ? own.last : nil
      script = nil
    case ("syscall", "Exec"), ("syscall", "ForkExec"), ("syscall", "StartProcess"), ("golang.org/x/sys/unix", "Exec"),
      ("os", "StartProcess"):
      guard arguments.count >= 2 else { return nil }
      program = arguments[0]
      let list = CommandStart.list(arguments[1], file, subject)
      zeroth = list.first
      self.arguments = Array(list.dropFirst())
      rest = list.isEmpty ? arguments[1] : nil
      script = nil
    case ("golang.org/x/crypto/ssh", "Run"), ("golang.org/x/crypto/ssh", "Output"),
      ("golang.org/x/crypto/ssh", "Start"),
      ("golang.org/x/crypto/ssh", "CombinedOutput"), ("github.com/bitfield/script", "Exec"):
      guard arguments.count == 1 else { return nil }
      program = nil
      zeroth = nil
      self.arguments = []
      rest = nil
      script = arguments[0]
    default: return nil
    }
  }

  private init(literal: Node, _ file: GoFile) {
    self.file = file
    node = literal
    var program: Node?
    var arguments: [Node] = []
    var rest: Node?
    for element in literal.elements where element.kind == .keyValueExpr {
      guard let key = element.key, let value = element.value?.unparenthesized else { continue }
      if key.isText("Path") { program = value }
      guard key.isText("Args") else { continue }
      if value.kind == .compositeLit { arguments = Array(value.elements) } else { rest = value }
    }
    self.program = program
    zeroth = arguments.first
    self.arguments = Array(arguments.dropFirst())
    self.rest = rest
    script = nil
  }

  /// The elements of a slice that is written out, here or where its variable is given it.
  static func list(_ node: Node, _ file: GoFile, _ subject: Subject) -> [Node] {
    var node = node.unparenthesized
    if node.kind == .sliceExpr, node.low == nil, node.high == nil, let inner = node.operand {
      node = inner.unparenthesized
    }
    if node.kind == .callExpr, node.calledName == "append", let first = node.arguments.first {
      return list(first, file, subject) + node.arguments.dropFirst()
    }
    if node.kind == .ident, let variable = Variable(node, in: file, subject.types) {
      var elements: [Node] = []
      for one in variable.given where one.how == .whole && one.place.end <= node.start {
        var value = one.value.unparenthesized
        if value.kind == .callExpr, value.calledName == "append", let base = value.arguments.first,
          variable.isNamed(by: base.unparenthesized)
        {
          elements += value.arguments.dropFirst()
          continue
        }
        if value.kind == .unaryExpr, let inner = value.operand { value = inner.unparenthesized }
        elements = value.kind == .ident ? [] : list(value, file, subject)
      }
      return elements
    }
    guard node.kind == .compositeLit else { return [] }
    return node.elements.map { $0.kind == .keyValueExpr ? $0.value ?? $0 : $0 }
  }
}
