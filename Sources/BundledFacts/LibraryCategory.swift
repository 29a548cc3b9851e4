/// One purpose of libraries, as `Data/Libraries.yml` has it: what the guide would choose for it, and what it knows.
package struct LibraryCategory: Hashable, Sendable {
  /// `router`, `database` ...: what `LibraryFact.category` names.
  package let name: String
  /// A few words for lists: "HTTP routing".
  package let title: String
  /// What the guide would choose for a new service, and why: a phrase without a full stop.
  package let choice: String
  /// In the order of the file: recommended, alternative, to avoid.
  package internal(set) var libraries: [LibraryFact]

  package func libraries(_ standing: LibraryFact.Standing) -> [LibraryFact] {
    libraries.filter { $0.standing == standing }
  }

  /// Reads the list line by line: a purpose, its title and choice, a standing, and `- path: reason`. Other YAML is not
  /// understood; a test holds the file against this.
  static func parse(_ text: String) -> [LibraryCategory] {
    var categories: [LibraryCategory] = []
    var name = ""
    var title = ""
    var standing: LibraryFact.Standing?
    for line in text.split(separator: "\n") {
      let content = line.drop { $0 == " " }
      guard let first = content.first, first != "#" else { continue }
      let (key, value) = entry(first == "-" ? content.dropFirst(2) : content)
      if content.startIndex == line.startIndex {
        (name, title, standing) = (key, "", nil)
      } else if first == "-" {
        guard let standing, let last = categories.indices.last else { continue }
        categories[last].libraries.append(
          LibraryFact(path: key, category: name, standing: standing, reason: value))
      } else if key == "title" {
        title = value
      } else if key == "choice" {
        categories.append(LibraryCategory(name: name, title: title, choice: value, libraries: []))
      } else {
        standing = LibraryFact.Standing(rawValue: key)
      }
    }
    return categories
  }

  /// `key: value`; the value may be empty.
  private static func entry(_ line: Substring) -> (key: String, value: String) {
    let key = line.prefix { $0 != ":" }
    return (String(key), String(line.dropFirst(key.count + 1).drop { $0 == " " }))
  }
}
