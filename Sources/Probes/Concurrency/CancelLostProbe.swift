import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds cancel functions of contexts that are thrown away or not called on every way out.
///
/// Limits: a cancel function that is deferred, called, returned, stored or handed on counts as used; whether every path
/// reaches the call is judged only by returns between the two in the same block.
struct CancelLostProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/cancel-lost",
    sign: .antiPattern,
    looksFor: "the cancel function of WithCancel, WithTimeout or WithDeadline that is discarded or not always called",
    because: "the context and its timer stay until the parent ends",
    instead: "defer cancel() in the next line",
    examples: [
      .found("child, ▸_ := context.WithTimeout(ctx, time.Second)\n_ = child"),
      .found(
        """
        func load(ctx context.Context, path string) error {
          child, ▸cancel := context.WithCancel(ctx)
          if path == "" {
            return child.Err()
          }
          cancel()
          return nil
        }
        """),
      .quiet("child, cancel := context.WithTimeout(ctx, time.Second)\ndefer cancel()\n_ = child"),
      .quiet(
        """
        func open(ctx context.Context) (context.Context, context.CancelFunc) {
          child, cancel := context.WithCancel(ctx)
          return child, cancel
        }
        """),
    ])

  private static let makers: Set<String> = [
    "WithCancel", "WithTimeout", "WithDeadline", "WithCancelCause", "WithTimeoutCause", "WithDeadlineCause",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var made = 0
    for call in subject.productCalls(named: Self.makers) {
      guard subject.callee(call)?.packagePath == "context" else { continue }
      made += 1
      guard let name = Self.cancelName(of: call.node) else { continue }
      if name.isText("_") {
        findings.append(call.file.finding(Self.card.id, at: name, "the cancel function is thrown away"))
      } else if name.kind == .ident, let problem = Self.problem(with: name, madeBy: call.node) {
        findings.append(call.file.finding(Self.card.id, at: name, problem))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["contexts": .count(made), "lost": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.makers.sorted().map { "context." + $0 }))
  }

  /// The second name on the left of the call's assignment or declaration.
  private static func cancelName(of call: Node) -> Node? {
    guard let parent = call.parent else { return nil }
    switch parent.kind {
    case .assignStmt where parent.rightSide.count == 1 && parent.leftSide.count == 2: return parent.leftSide.last
    case .valueSpec where parent.values.count == 1 && parent.names.count == 2: return parent.names.last
    default: return nil
    }
  }

  private static func problem(with name: Node, madeBy call: Node) -> String? {
    guard let function = call.enclosingFunction, let statement = name.parent else { return nil }
    let text = name.text
    // A variable of an outer function may be called there.
    let isDeclaredHere =
      statement.token == .define || statement.kind == .valueSpec
      || function.descendants(of: .valueSpec).contains { $0.names.contains { $0.text == text } }
    guard isDeclaredHere else { return nil }
    let uses = function.descendants(of: .ident).filter { $0.start > call.end && $0.text == text && $0 != name }
    let real = uses.filter { use in
      !(use.parent.map { $0.kind == .assignStmt && $0.leftSide.contains(use) } ?? false)
        && !(use.parent.map { $0.kind == .assignStmt && $0.leftSide.allSatisfy { $0.isText("_") } } ?? false)
    }
    guard let first = real.first else { return "the cancel function is never called" }
    // A return before the first use, in a block that the use is not in, leaves without cancelling.
    let isAlwaysReached =
      first.ancestors.contains { $0.kind == .deferStmt }
      || first.ancestors.contains { $0.kind == .funcLit && $0 != function }
    let earlier = function.descendants(of: .returnStmt).first {
      $0.start > call.end && $0.start < first.start && $0.enclosingFunction == function
        && !$0.returned.contains { $0.descendants(of: .ident).contains { $0.text == text } || $0.text == text }
    }
    if let earlier {
      let line = earlier.line
      let isInOwnErrorCheck = earlier.ancestors.first { $0.kind == .ifStmt }.map { $0.start < call.start } ?? false
      if isInOwnErrorCheck { return nil }
      return isAlwaysReached && first.start < earlier.start
        ? nil : "the return on line \(line) leaves without calling it"
    }
    return nil
  }
}
