import BundledFacts
import Evidence

/// What the list of known libraries says, and what a run of the probes found of them in the code.
enum LibraryKnowledge {
  static let purposes = BundledFacts.libraryCategories.map { category in
    LibraryPurpose(
      name: category.name, title: category.title, choice: category.choice,
      reasons: Dictionary(category.libraries.map { ($0.path, $0.reason) }) { first, _ in first })
  }

  /// In the order of the list; nil where the probe for libraries did not run or could not tell.
  static func used(in outcomes: [Outcome]) -> [UsedLibrary]? {
    guard let outcome = outcomes.first(where: { $0.probe == "project/libraries" }) else { return nil }
    switch outcome.answer {
    case .found, .partial, .notFound: break
    case .notApplicable, .inconclusive, .failed: return nil
    }
    let versions = versions(in: outcome)
    return BundledFacts.libraryCategories.flatMap { category in
      let paths = list(category.name, in: outcome)
      return category.libraries.filter { paths.contains($0.path) }.compactMap { fact in
        UsedLibrary.Standing(rawValue: fact.standing.rawValue).map {
          UsedLibrary(purpose: category.name, path: fact.path, version: versions[fact.path] ?? "", standing: $0)
        }
      }
    }
  }

  /// The probe tells `path version`.
  private static func versions(in outcome: Outcome) -> [String: String] {
    var versions: [String: String] = [:]
    for entry in list("versions", in: outcome) {
      let parts = entry.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2 { versions[parts[0]] = parts[1] }
    }
    return versions
  }

  private static func list(_ measure: String, in outcome: Outcome) -> [String] {
    if case .list(let texts)? = outcome.measures[measure] { return texts }
    return []
  }
}
