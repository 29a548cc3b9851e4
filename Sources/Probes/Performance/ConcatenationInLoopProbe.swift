import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds texts that grow by one piece per turn of a loop.
struct ConcatenationInLoopProbe: Probe {
  static let card = ProbeCard(
    id: "performance/concatenation-in-loop",
    sign: .antiPattern,
    looksFor: "a string that is appended to inside a loop",
    because: "each turn copies everything that is there already",
    instead: "write into a strings.Builder, or use strings.Join",
    examples: [
      .found("text := \"\"\nfor i := 0; i < 9; i++ {\n  ▸text += path\n}\nfmt.Println(text)"),
      .found("text := \"\"\nfor i := 0; i < 9; i++ {\n  ▸text = text + path\n}\nfmt.Println(text)"),
      .quiet("sum := 0\nfor i := 0; i < 9; i++ {\n  sum += i\n}\nfmt.Println(sum)"),
      .quiet("for i := 0; i < 9; i++ {\n  line := path\n  line += \"!\"\n  fmt.Println(line)\n}"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for assignment in file.tree.nodes(of: .assignStmt) where assignment.leftSide.count == 1 {
        guard let target = assignment.leftSide.first, target.kind == .ident,
          let loop = Self.loop(around: assignment), Self.appends(assignment, to: target),
          case .basic("string")? = subject.types.type(of: target, in: file),
          !Self.isDeclared(target, in: loop)
        else { continue }
        findings.append(file.finding(Self.card.id, at: target, "\(target.text) is copied on every turn"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["concatenations": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["+= on strings in loops"]))
  }

  /// The nearest loop of the same function.
  private static func loop(around node: Node) -> Node? {
    for around in node.ancestors {
      if around.kind == .funcLit || around.kind == .funcDecl { return nil }
      if around.kind == .forStmt || around.kind == .rangeStmt { return around }
    }
    return nil
  }

  private static func appends(_ assignment: Node, to target: Node) -> Bool {
    if assignment.token == .addAssign { return true }
    guard assignment.token == .assign, var first = assignment.rightSide.first?.unparenthesized else { return false }
    guard first.kind == .binaryExpr else { return false }
    while first.kind == .binaryExpr, first.token == .add, let left = first.left { first = left.unparenthesized }
    return first.text == target.text
  }

  private static func isDeclared(_ name: Node, in loop: Node) -> Bool {
    let text = name.text
    return loop.descendants(of: .assignStmt).contains {
      $0.token == .define && $0.leftSide.contains { $0.text == text }
    }
      || loop.descendants(of: .valueSpec).contains { $0.names.contains { $0.text == text } }
      || loop.key?.text == text || loop.value?.text == text
  }
}
