import Evidence
import GoSyntax
import Repository

/// Finds functions that run because a package is imported.
///
/// Quiet where all an init does is to register something: a plug-in that is chosen by its import, or by a build tag, has
/// no other way. Filling in the version that the linker left out needs an init as well, and so does a table that loops
/// compute without calling anything (`TableFilling`). Nobody imports a program that is a tool of the developers.
/// What counts as registering is said by `Registration`.
struct InitFunctionProbe: Probe {
  static let card = ProbeCard(
    id: "project/init-function",
    version: 10,
    sign: .antiPattern,
    looksFor: "an init function that does more than register",
    because:
      "it runs in every program and test that imports the package, cannot be given anything and cannot fail well",
    instead: "do the work in a constructor that main calls",
    examples: initFunctionExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var registrations = 0
    let registration = Registration(subject: subject)
    let shipped = subject.shippedPrograms
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name, name.isText("init") else { continue }
        if function.body.map({ registration.isAll(of: $0, in: file) }) ?? false {
          registrations += 1
          continue
        }
        if function.body.map(BuildStamps.areFilled) ?? false || !shipped.ships(file) { continue }
        if let body = function.body, TableFilling.isAll(of: body, in: file, subject.types) { continue }
        findings.append(
          file.finding(
            Self.card.id, at: name,
            file.isMain ? "runs before main" : "runs whenever \(file.packageName) is imported"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["inits": .count(findings.count), "registrations": .count(registrations)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["func init()"]))
  }
}
