/// The text of one checklist file, as a value: where it came from and its bytes.
///
/// The name is what problems are reported under: a path relative to the repository for built-in files, the path the user
/// gave for custom ones.
package struct ChecklistFile: Hashable, Sendable {
  package let name: String
  package let bytes: [UInt8]

  /// A larger file is refused unread.
  package static let byteCountMax = 1_048_576

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}
