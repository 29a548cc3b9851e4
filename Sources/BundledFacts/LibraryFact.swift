/// What is known of one library: what it is for, whether to choose it, and why.
package struct LibraryFact: Hashable, Sendable {
  package enum Standing: String, Hashable, Sendable, CaseIterable { case recommended, alternative, avoid }

  /// Import path without a major version: it and every path below it belong to the library.
  package let path: String
  /// `router`, `database`, `migrations`, `configuration`, `logging`, `testing`, `validation`, `cli`, `grpc`,
  /// `observability`.
  package let category: String
  package let standing: Standing
  /// Why to choose it, or not to: a phrase without a full stop.
  package let reason: String

  /// Whether it is a package of the standard library.
  package var isStandard: Bool { LibraryFact.isStandard(path) }

  /// A path of the standard library has no dot in its first element.
  package static func isStandard(_ path: String) -> Bool { path.prefix { $0 != "/" }.allSatisfy { $0 != "." } }

  /// Whether a module that go.mod requires brings the library, or a part of it.
  package func comes(from module: String) -> Bool {
    let module = LibraryFact.withoutVersion(module)
    return path == module || path.hasPrefix(module + "/") || module.hasPrefix(path + "/")
  }

  /// The libraries an import belongs to, whatever its major version.
  package static func covering(importPath: String) -> [LibraryFact] {
    var rest = Substring(withoutVersion(importPath))
    var facts: [LibraryFact] = []
    while true {
      facts += byPath[String(rest)] ?? []
      guard let slash = rest.lastIndex(of: "/") else { return facts }
      rest = rest[..<slash]
    }
  }

  private static let byPath = Dictionary(grouping: BundledFacts.libraries, by: \.path)

  /// The path without `/v2` elements and `.v3` endings: `gopkg.in/yaml.v3` is `gopkg.in/yaml`.
  package static func withoutVersion(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "v")) else { return path }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeAll { $0.first == "v" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }
    if let last = parts.last, let dot = last.lastIndex(of: "."), last[dot...].hasPrefix(".v"),
      last[dot...].count > 2, last[dot...].dropFirst(2).allSatisfy(\.isNumber)
    {
      parts[parts.count - 1] = last[..<dot]
    }
    return parts.joined(separator: "/")
  }
}
