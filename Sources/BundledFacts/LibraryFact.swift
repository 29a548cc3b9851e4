/// What is known of one library: what it is for and whether to choose it.
package struct LibraryFact: Hashable, Sendable {
  package enum Standing: String, Hashable, Sendable, CaseIterable { case recommended, alternative, avoid }

  /// Import path without a major version: it and every path below it belong to the library.
  package let path: String
  /// `router`, `database`, `migrations`, `configuration`, `logging`, `testing`, `validation`, `cli`, `grpc`,
  /// `observability`.
  package let category: String
  package let standing: Standing

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

  /// Reads the two-level list of `Libraries.yml`: category, standing, paths. Other YAML is not understood.
  static func parse(_ text: String) -> [LibraryFact] {
    var facts: [LibraryFact] = []
    var category = ""
    var standing: Standing?
    for line in text.split(separator: "\n") {
      let content = line.drop { $0 == " " }
      let indent = line.count - content.count
      if content.isEmpty || content.hasPrefix("#") { continue }
      if content.hasPrefix("- "), let standing {
        facts.append(LibraryFact(path: String(content.dropFirst(2)), category: category, standing: standing))
      } else if indent == 0 {
        category = String(content.prefix { $0 != ":" })
        standing = nil
      } else {
        standing = Standing(rawValue: String(content.prefix { $0 != ":" }))
      }
    }
    return facts
  }
}
