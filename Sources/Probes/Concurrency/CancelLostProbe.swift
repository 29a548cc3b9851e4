import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds cancel functions of contexts that are thrown away or not called on every way out.
///
/// A cancel function that is called, deferred, returned, stored or handed on counts as used from there on; stored in a
/// place of the package that nobody reads, or handed to a function of the module that ignores it, it counts as lost.
/// A variable that outlives the turn of a loop may be called in another case of the next one.
/// Limits: a variable of an outer function or of the package is taken to be called there.
struct CancelLostProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/cancel-lost",
    version: 3,
    sign: .antiPattern,
    looksFor: "the cancel function of WithCancel, WithTimeout or WithDeadline that is discarded or not always called",
    because: "the context and its timer stay until the parent ends",
    instead: "defer cancel() in the next line",
    examples: cancelLostExamples)

  private static let makers: Set<String> = [
    "WithCancel", "WithTimeout", "WithDeadline", "WithCancelCause", "WithTimeoutCause", "WithDeadlineCause",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var made = 0
    for call in subject.productCalls(named: Self.makers) {
      guard let path = subject.callee(call)?.packagePath, path == "context" || path == "golang.org/x/net/context" else {
        continue
      }
      made += 1
      if call.node.parent?.kind == .exprStmt {
        findings.append(call.file.finding(Self.card.id, at: call.node, "context and cancel function are thrown away"))
      }
      guard let name = call.node.receivingName(at: 1) else { continue }
      if name.isText("_") {
        findings.append(call.file.finding(Self.card.id, at: name, "the cancel function is thrown away"))
      } else if let problem = CancelUse(of: name, madeBy: call.node, in: call.file, subject).problem {
        findings.append(call.file.finding(Self.card.id, at: name, problem))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["contexts": .count(made), "lost": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.makers.sorted().map { "context." + $0 }))
  }
}
