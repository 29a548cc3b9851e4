import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds calls whose error nobody looks at: unused results, `_`, and errors of deferred and started calls.
///
/// Left out: printing (fmt.Print and Fprint to memory, terminals, buffers and responses), writes to memory, hashes and
/// writers that keep their first failure, random bytes, closing what was not written, Rollback, tidying up before an
/// error is returned or in a deferred function that undoes failed work, removing what is temporary, and calls that a
/// comment beside them says may fail. So are calls that cannot fail (constant text that is parsed, data that always has
/// a JSON form, a walk whose visitor never fails, flags that end the program, functions whose signature others demand
/// and that always give nil), calls that are given an error, yes-or-no texts, values that the next statement compares
/// with what a failure leaves, what is read for the message of another error or a log line alone, what a function's doc
/// comment promises to ignore, and what `IgnoredEvidence` names. Which calls of libraries are harmless says
/// `Data/HarmlessErrors.txt`. Limits: the call must be known to give an `error`, or a type that is one.
struct IgnoredProbe: Probe {
  static let card = ProbeCard(
    id: "errors/ignored",
    version: 11,
    sign: .antiPattern,
    looksFor: "the error of a call unused or assigned to _",
    because: "the program goes on as if the call had worked",
    instead: "check the error and return it, wrapped; where it cannot matter, say so beside the call",
    examples: ignoredExamples + ignoredWritersExamples + ignoredReasonsExamples + handlingCallExamples
      + ignoredEvidenceExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let files = subject.snapshot.productFiles
    for file in files {
      for statement in file.tree.nodes(of: .exprStmt) {
        if let call = statement.operand?.unparenthesized { look(at: call, .unused, subject, file, &findings) }
      }
      for statement in file.tree.nodes(of: .deferStmt) {
        if let call = statement.call { look(at: call, .deferred, subject, file, &findings) }
      }
      for statement in file.tree.nodes(of: .goStmt) {
        if let call = statement.call { look(at: call, .unused, subject, file, &findings) }
      }
      for statement in file.tree.nodes(of: .assignStmt) {
        look(atBlanks: statement.leftSide, statement.rightSide, subject, file, &findings)
      }
      // `var _ Carrier = new(failure)` asks the compiler for a method set.
      for spec in file.tree.nodes(of: .valueSpec) where spec.type == nil {
        look(atBlanks: spec.names, spec.values, subject, file, &findings)
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "ignored": .count(findings.filter { $0.confidence > .low }.count),
        "slight": .count(findings.filter { $0.confidence == .low }.count), "lines": .count(subject.productLines),
      ],
      scope: Scope(files: files.count, patterns: ["calls known to give an error"]))
  }

  private func look(
    at call: Node, _ use: IgnoredCall.Use, _ subject: Subject, _ file: GoFile, _ findings: inout [Finding]
  ) {
    guard call.kind == .callExpr else { return }
    guard !IgnoredCall.errorPositions(of: call, subject, file).isEmpty else { return }
    report(call, use, subject, file, &findings)
  }

  private func look(
    atBlanks left: NodeSlice, _ right: NodeSlice, _ subject: Subject, _ file: GoFile, _ findings: inout [Finding]
  ) {
    guard left.contains(where: { $0.isText("_") }) else { return }
    if right.count == left.count {
      for (name, value) in zip(left, right) where name.isText("_") {
        let call = value.unparenthesized
        guard call.kind == .callExpr, IgnoredCall.errorPositions(of: call, subject, file) == [0] else { continue }
        report(call, .blank, subject, file, &findings)
      }
    } else if right.count == 1, let call = right.first?.unparenthesized, call.kind == .callExpr,
      IgnoredCall.errorPositions(of: call, subject, file).contains(where: {
        $0 < left.count && left[left.startIndex + $0].isText("_")
      })
    {
      report(call, .blank, subject, file, &findings)
    }
  }

  private func report(
    _ call: Node, _ use: IgnoredCall.Use, _ subject: Subject, _ file: GoFile, _ findings: inout [Finding]
  ) {
    guard let confidence = IgnoredCall(call: call, use: use).confidence(subject, file) else { return }
    let name = call.function.map { String($0.textInOneLine.prefix(60)) } ?? "the call"
    let message =
      switch use {
      case .blank: "the error of \(name) is thrown away with _"
      case .deferred: "the error of the deferred \(name) is lost"
      case .unused: "the error of \(name) is not looked at"
      }
    findings.append(file.finding(Self.card.id, at: call, message, confidence: confidence))
  }
}
