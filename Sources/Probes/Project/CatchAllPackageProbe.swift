import Evidence
import Repository

/// Finds packages named for nothing in particular.
///
/// Limits: only the name in the package clause is judged, not the folder's. Test support and generated packages are left
/// out.
struct CatchAllPackageProbe: Probe {
  static let card = ProbeCard(
    id: "project/catch-all-package",
    version: 2,
    sign: .antiPattern,
    looksFor: "a package named util, utils, common, helpers, misc, shared or base",
    because: "such a package attracts whatever has no home, and soon everything imports it",
    instead: "name the package after what it offers and split it where that takes more than one word",
    examples: [
      .found("-- internal/utils/strings.go --\npackage ▸utils\n\nfunc Reverse(s string) string { return s }\n"),
      .quiet("-- internal/textwrap/wrap.go --\npackage textwrap\n\nfunc Wrap(s string) string { return s }\n"),
      .quiet("-- http/common/cookie.go --\npackage common_http\n\nconst Cookie = \"shop\"\n"),
      .quiet("-- internal/utils/a_test.go --\npackage utils\n"),
    ])

  static let names: Set<String> = [
    "util", "utils", "common", "helper", "helpers", "misc", "shared", "base", "commons", "utility", "utilities",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    for package in snapshot.packages where !package.isMain {
      guard Self.names.contains(package.name.lowercased()) else { continue }
      let files = package.fileIndices.map { snapshot.goFiles[$0] }.filter(\.isProduct)
      guard let file = files.first, let name = file.tree.root.name else { continue }
      findings.append(file.finding(Self.card.id, at: name, "\(package.name) says nothing about what it holds"))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["catchAlls": .count(findings.count), "packages": .count(snapshot.packages.count)],
      scope: Scope(files: snapshot.packages.count, patterns: Self.names.sorted()))
  }
}
