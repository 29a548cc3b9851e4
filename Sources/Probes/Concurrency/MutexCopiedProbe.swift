import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds locks that are copied with the value that holds them.
///
/// Limits: values whose type is not known are passed over; composite literals and calls make new values and are fine.
struct MutexCopiedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/mutex-copied",
    sign: .antiPattern,
    looksFor: "a value with a lock inside that is passed, received, assigned or ranged over by value",
    because: "the copy has a lock of its own, so two goroutines enter at once",
    instead: "use a pointer",
    examples: [
      .found("type cart struct{ mu sync.Mutex }\n\nfunc ▸(c cart) Add() {}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c ▸cart) {}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart) {\n\td := ▸*c\n\t_ = &d\n}"),
      .quiet("type cart struct{ mu sync.Mutex }\n\nfunc (c *cart) Add() {}"),
      .quiet("type cart struct{ mu *sync.Mutex }\n\nfunc (c cart) Add() {}"),
      .quiet("type cart struct{ mu sync.Mutex }\n\nfunc fresh() *cart {\n\tc := cart{}\n\treturn &c\n}"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      let search = Search(file: file, types: subject.types)
      findings += search.findings
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["copies": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: ["receivers, parameters, results, assignments, arguments and ranges of types with locks"]))
  }

  /// One file's copies.
  private struct Search {
    let file: GoFile
    let types: ModuleTypes
    var findings: [Finding] = []

    init(file: GoFile, types: ModuleTypes) {
      self.file = file
      self.types = types
      for function in file.tree.nodes(of: .funcDecl) {
        if let receiver = function.receiver, let type = receiver.fields.first?.type, writtenHoldsLock(type) {
          report(receiver, "the receiver is a copy, its lock too")
        }
      }
      for type in file.tree.nodes(of: .funcType) {
        for field in Array(type.parameters?.fields ?? empty) {
          if let written = field.type, writtenHoldsLock(written) {
            report(written, "the argument is a copy, its lock too")
          }
        }
      }
      for assignment in file.tree.nodes(of: .assignStmt) {
        let isBlank = assignment.leftSide.allSatisfy { $0.isText("_") }
        guard !isBlank else { continue }
        for value in assignment.rightSide where isCopy(value) { report(value, "the assignment copies a lock") }
      }
      for spec in file.tree.nodes(of: .valueSpec) {
        for value in spec.values where isCopy(value) { report(value, "the declaration copies a lock") }
      }
      for call in file.tree.nodes(of: .callExpr) where !isHarmless(call) {
        for argument in call.arguments where isCopy(argument) { report(argument, "the call copies a lock") }
      }
      for statement in file.tree.nodes(of: .returnStmt) {
        for value in statement.returned where isCopy(value) { report(value, "the result is a copy, its lock too") }
      }
      for loop in file.tree.nodes(of: .rangeStmt) {
        if let value = loop.value, !value.isText("_"), let type = types.type(of: value, in: file), types.holdsLock(type)
        {
          report(value, "each turn copies a lock")
        }
      }
    }

    private var empty: NodeSlice { file.tree.root.fields }

    private mutating func report(_ node: Node, _ message: String) {
      findings.append(file.finding(MutexCopiedProbe.card.id, at: node, message))
    }

    private func writtenHoldsLock(_ written: Node) -> Bool {
      guard
        written.kind == .ident || written.kind == .selectorExpr || written.kind == .indexExpr
          || written.kind == .arrayType || written.kind == .structType,
        let type = types.type(written: written, in: file)
      else { return false }
      return types.holdsLock(type)
    }

    /// An expression that names an existing value: copying it copies the lock.
    private func isCopy(_ expression: Node) -> Bool {
      let expression = expression.unparenthesized
      switch expression.kind {
      case .ident, .selectorExpr, .starExpr, .indexExpr: break
      default: return false
      }
      guard !types.isType(expression, in: file), let type = types.type(of: expression, in: file) else { return false }
      return types.holdsLock(type)
    }

    /// Builtins that look at a value without copying it.
    private func isHarmless(_ call: Node) -> Bool {
      guard let callee = types.callee(of: call, in: file) else { return false }
      return (callee.packagePath == "builtin" && ["len", "cap", "new"].contains(callee.name))
        || callee.packagePath == "unsafe"
    }
  }
}
