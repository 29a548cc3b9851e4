import Evidence

/// Where the signatures of packages outside the module came from, import paths sorted.
///
/// Two machines that probe the same commit may differ in what their module caches hold, and then in what the probes can
/// tell; this says so. The standard library's signatures are part of Assay and the same everywhere.
package struct SignatureSources: Hashable, Sendable {
  /// `vendor` folders and other modules of the same repository.
  package var repository: [String] = []
  package var moduleCache: [String] = []
  /// What Assay itself knows of widely used libraries: a part of each.
  package var facts: [String] = []
  package var unknown: [String] = []

  package init() {}

  /// One line for people; nil when every package that mattered is in the repository.
  var text: String? {
    var parts: [String] = []
    func count(_ paths: [String]) -> String { "\(paths.count) \(paths.count == 1 ? "package" : "packages")" }
    if !moduleCache.isEmpty { parts.append("signatures of \(count(moduleCache)) are from this machine's module cache") }
    if !facts.isEmpty { parts.append("of \(count(facts)) a part is known") }
    if !unknown.isEmpty { parts.append("of \(count(unknown)) nothing is (go mod download brings them)") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  var json: JSONValue {
    func list(_ paths: [String]) -> JSONValue { .array(paths.map { .string($0.printable) }) }
    return [
      "repository": list(repository), "moduleCache": list(moduleCache), "facts": list(facts), "unknown": list(unknown),
    ]
  }
}
