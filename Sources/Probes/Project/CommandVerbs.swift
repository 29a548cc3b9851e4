import GoSyntax
import GoTypes
import Repository

/// Words of the command line that the program tells apart by hand: the cases of a switch over its first argument.
///
/// Where there are several mains, only that at the root or named for the module counts; the others are tools beside it.
/// Limits: comparisons outside a switch, and frameworks of the house, are not read.
struct CommandVerbs {
  private(set) var count = 0

  init(_ subject: Subject, _ files: [GoFile]) {
    let mains = Set(files.lazy.filter(\.isMain).map(\.packagePath))
    for file in files where !file.isMain || mains.count == 1 || Self.isChief(file, subject) {
      for choice in file.tree.nodes(of: .switchStmt) {
        guard let tag = choice.condition?.unparenthesized, Self.isFirstArgument(tag, file, subject, depth: 0) else {
          continue
        }
        let words = choice.statements.flatMap { Array($0.caseExpressions) }.compactMap(\.plainString)
          .filter { !$0.isEmpty && !$0.hasPrefix("-") }
        if words.count > 1 { count += words.count }
      }
    }
  }

  private static func isChief(_ file: GoFile, _ subject: Subject) -> Bool {
    guard let folder = file.path.split(separator: "/").dropLast().last else { return true }
    let parts = (subject.snapshot.module?.path ?? "").split(separator: "/")
    return parts.suffix(2).contains(folder)
  }

  /// `os.Args[1]`, `flag.Arg(0)`, `args[0]` where `args` are those of the program, or a variable that is one of these.
  private static func isFirstArgument(_ node: Node, _ file: GoFile, _ subject: Subject, depth: Int) -> Bool {
    guard depth < 3 else { return false }
    switch node.kind {
    case .indexExpr:
      // `args[i]` walks over all of them, flags and their values too.
      guard let index = node.indexes.first, index.kind == .basicLit, index.token == .integer else { return false }
      return node.operand.map { isArguments($0.unparenthesized, file, subject, depth: depth) } ?? false
    case .callExpr:
      return node.calledName == "Arg" && node.arguments.count == 1 && isOfFlags(node, file, subject)
    case .ident:
      guard let variable = Variable(node, in: file, subject.types), variable.kind == .variable else { return false }
      return variable.given.contains { given in
        given.how == .whole && isFirstArgument(given.value.unparenthesized, file, subject, depth: depth + 1)
      }
    default: return false
    }
  }

  /// `os.Args`, a part of it, what flag left of it, or a parameter that a call of the module gives such.
  private static func isArguments(_ node: Node, _ file: GoFile, _ subject: Subject, depth: Int) -> Bool {
    guard depth < 3 else { return false }
    switch node.kind {
    case .selectorExpr: return isProgramArguments(node, file)
    case .sliceExpr: return node.operand.map { isArguments($0.unparenthesized, file, subject, depth: depth) } ?? false
    case .callExpr: return node.calledName == "Args" && node.arguments.isEmpty && isOfFlags(node, file, subject)
    case .ident:
      guard let variable = Variable(node, in: file, subject.types) else { return false }
      if variable.kind == .parameter {
        return (Callers.arguments(for: variable, subject) ?? []).contains { argument in
          isArguments(argument.node.unparenthesized, argument.file, subject, depth: depth + 1)
        }
      }
      return variable.given.contains { given in
        given.how == .whole && isArguments(given.value.unparenthesized, file, subject, depth: depth + 1)
      }
    default: return false
    }
  }

  private static func isProgramArguments(_ node: Node, _ file: GoFile) -> Bool {
    guard node.kind == .selectorExpr, node.name?.isText("Args") ?? false, node.operand?.isText("os") ?? false else {
      return false
    }
    return file.imports.contains { $0.path == "os" }
  }

  private static func isOfFlags(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let path = subject.types.callee(of: call, in: file)?.packagePath else { return false }
    return path == "flag" || path.isPath("github.com/spf13/pflag")
  }

  /// Whether the program's arguments are given to a call other than what parses flags: a framework of the house, or one
  /// that nobody here knows.
  static func areArgumentsHandedOn(in files: [GoFile], _ subject: Subject) -> Bool {
    files.contains { file in
      file.isMain
        && file.tree.nodes(of: .selectorExpr).contains { arguments in
          guard isProgramArguments(arguments, file) else { return false }
          let whole = arguments.parent?.kind == .sliceExpr ? arguments.parent ?? arguments : arguments
          guard let call = whole.parent, call.kind == .callExpr, call.arguments.contains(whole),
            let name = call.calledName
          else { return false }
          if name == "Parse" || name == "len" || name == "append" { return false }
          guard let callee = subject.types.callee(of: call, in: file) else { return true }
          guard let (function, home) = FunctionIndex.declaration(of: callee, subject) else {
            return callee.packagePath.map { !ObligationReader.isStandard($0) } ?? true
          }
          let position = call.arguments.firstIndex(of: whole).map { $0 - call.arguments.startIndex } ?? 0
          return !isOnlyParsed(position, function, home, subject)
        }
    }
  }

  /// Whether all a function does with its parameter is to let flag parse it.
  private static func isOnlyParsed(_ position: Int, _ function: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    let names = function.parameterNames
    guard names.count > position, let name = names[position], let variable = Variable(name, in: file, subject.types)
    else { return false }
    return variable.uses.allSatisfy { use in
      guard let call = use.parent, call.kind == .callExpr else { return false }
      return call.calledName == "Parse" || call.calledName == "len"
    }
  }
}
