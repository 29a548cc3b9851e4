import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds slices that grow element by element although their final length is known.
///
/// Limits: only a loop over a slice, an array or a map that appends exactly once on each turn is reported.
struct UnallocatedSliceProbe: Probe {
  static let card = ProbeCard(
    id: "performance/unallocated-slice",
    sign: .antiPattern,
    looksFor: "an empty slice that gets one element for each of a known number",
    because: "it is moved to a larger place again and again while it grows",
    instead: "make it with the capacity: make([]T, 0, len(items))",
    examples: [
      .found(
        """
        func names(users []string) []string {
          ▸var all []string
          for _, user := range users {
            all = append(all, user+"!")
          }
          return all
        }
        """),
      .quiet(
        """
        func names(users []string) []string {
          all := make([]string, 0, len(users))
          for _, user := range users {
            all = append(all, user+"!")
          }
          return all
        }
        """),
      .quiet(
        """
        func names(users []string) []string {
          var all []string
          for _, user := range users {
            if user != "" { all = append(all, user) }
          }
          return all
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for loop in file.tree.nodes(of: .rangeStmt) {
        guard let operand = loop.operand, Self.hasLength(operand, file, subject.types), let body = loop.body,
          let name = Self.onlyAppend(in: body), let declared = Self.emptyDeclaration(of: name, before: loop)
        else { continue }
        findings.append(
          file.finding(Self.card.id, at: declared, "\(name) gets one element for each of \(operand.text)"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["slices": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["append in range"]))
  }

  private static func hasLength(_ operand: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    guard let type = types.type(of: operand, in: file) else { return false }
    switch types.underlying(type) ?? type {
    case .slice, .array, .map: return true
    default: return false
    }
  }

  /// The slice a loop's body appends one element to, as a plain statement, on a turn that nothing cuts short.
  private static func onlyAppend(in body: Node) -> String? {
    guard body.descendants(of: .branchStmt).isEmpty, body.descendants(of: .returnStmt).isEmpty else { return nil }
    var names: [String] = []
    for statement in body.statements where statement.kind == .assignStmt {
      guard statement.leftSide.count == 1, let left = statement.leftSide.first, let call = statement.rightSide.first,
        call.kind == .callExpr, call.function?.isText("append") ?? false, call.arguments.count == 2,
        !call.spreadsLastArgument, call.arguments.first?.text == left.text, left.kind == .ident
      else { continue }
      names.append(left.text)
    }
    guard names.count == 1, let name = names.first else { return nil }
    let appends = body.descendants(of: .callExpr).filter {
      $0.function?.isText("append") ?? false && $0.arguments.first?.text == name
    }
    return appends.count == 1 ? name : nil
  }

  /// `var x []T` or `x := []T{}` among the statements right before the loop, not used in between.
  private static func emptyDeclaration(of name: String, before loop: Node) -> Node? {
    guard let block = loop.parent, block.kind == .blockStmt else { return nil }
    for statement in block.statements.reversed() where statement.end <= loop.start {
      if statement.kind == .declStmt, let spec = statement.statement?.specs.first, spec.kind == .valueSpec,
        spec.names.count == 1, spec.names.first?.text == name
      {
        return spec.values.isEmpty && spec.type?.kind == .arrayType && spec.type?.length == nil ? statement : nil
      }
      if statement.kind == .assignStmt, statement.leftSide.count == 1, statement.leftSide.first?.text == name {
        guard statement.token == .define, let literal = statement.rightSide.first, literal.kind == .compositeLit,
          literal.elements.isEmpty, literal.type?.kind == .arrayType
        else { return nil }
        return statement
      }
      if statement.descendants(of: .ident).contains(where: { $0.text == name }) { return nil }
    }
    return nil
  }
}
