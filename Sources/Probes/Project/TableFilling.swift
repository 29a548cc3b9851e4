import GoSyntax
import GoTypes
import Repository

/// Code that computes the entries of a table and does nothing else: `isBlank[' '] = true`, in loops and branches.
///
/// It calls nothing but builtins and conversions and writes to entries of lists and to its own variables alone, so that
/// it cannot fail, waits for nothing and comes out the same each time. Only lists of numbers, truths and texts count: a
/// map could be written down, and what is made for the entries is more than a number.
enum TableFilling {
  static func isAll(of body: Node, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard !body.statements.isEmpty else { return false }
    let isPure = body.descendants(of: .callExpr).allSatisfy { call in
      guard let function = call.function?.unparenthesized else { return false }
      return function.kind == .ident && builtins.contains(function.text) || types.isType(function, in: file)
    }
    guard isPure, others.allSatisfy({ body.descendants(of: $0).isEmpty }) else { return false }
    var fills = false
    for statement in body.descendants(of: .assignStmt) where statement.token != .define {
      for target in statement.leftSide {
        let target = target.unparenthesized
        if target.kind == .indexExpr {
          guard isList(target.operand, in: file, types) else { return false }
          fills = true
        } else if types.declaration(of: target, in: file)?.isLocal != true {
          return false
        }
      }
    }
    return fills
  }

  private static func isList(_ table: Node?, in file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let table, let type = types.type(of: table, in: file).map({ types.underlying($0) ?? $0 }) else {
      return false
    }
    switch type {
    case .array(let element), .slice(let element):
      if case .basic? = types.underlying(element) ?? Optional(element) { return true }
      return false
    default: return false
    }
  }

  private static let builtins: Set<String> = ["len", "cap", "min", "max", "make"]
  private static let others: [NodeKind] = [.goStmt, .deferStmt, .sendStmt, .funcLit, .selectStmt, .returnStmt]
}
