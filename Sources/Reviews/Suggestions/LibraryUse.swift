import Checklists
import Evidence

/// What the libraries probe tells of one purpose.
struct LibraryUse {
  let all: [String]
  let avoided: [String]
  private let findings: [Finding]

  init(_ facts: RuleFacts, _ purpose: String) {
    let outcome = facts["project/libraries"]
    all = outcome.list(purpose)
    avoided = outcome.list(purpose + "Avoided")
    findings = outcome.findings
  }

  var kept: [String] { all.filter { !avoided.contains($0) } }
  /// The list would avoid a package of the standard library only where more is wanted than it gives.
  var isStandardAlone: Bool { !all.isEmpty && all.allSatisfy { !$0.contains(".") } && kept.isEmpty }

  var evidence: [Finding] { evidence(of: all) }
  /// An import's own line says which library it is of.
  func evidence(of paths: [String]) -> [Finding] {
    findings.filter { finding in paths.contains { finding.snippet.contains("\"" + $0) } }
  }

  /// Nil where nothing serves the purpose.
  var rated: Suggested? {
    if all.isEmpty { return nil }
    let (good, bad) = (LibraryUse.joined(kept), LibraryUse.joined(avoided))
    if avoided.isEmpty { return Suggested(.solid, .medium, "\(good) \(verb(kept)) the purpose.", evidence: evidence) }
    if !kept.isEmpty {
      return Suggested(.partial, .medium, "\(bad), to be avoided, beside \(good).", evidence: evidence)
    }
    return isStandardAlone
      ? Suggested(.partial, .medium, "Only \(bad) of the standard library serves the purpose.", evidence: evidence)
      : Suggested(
        .missing, .medium, "\(bad) \(verb(avoided)) the purpose, and the list would avoid it.", evidence: evidence)
  }

  private func verb(_ paths: [String]) -> String { paths.count == 1 ? "serves" : "serve" }

  static func joined(_ paths: [String]) -> String { paths.joined(separator: ", ") }
}
