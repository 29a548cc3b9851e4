import Evidence

/// One thing that is wrong with a checklist file, where it stands, and what to do about it.
package struct ChecklistProblem: Hashable, Sendable, CustomStringConvertible {
  package let file: String
  /// 1-based; columns count characters. Line 0: the file as a whole.
  package let line: Int
  package let column: Int
  package let message: String

  package init(file: String, line: Int, column: Int, message: String) {
    self.file = file.printable
    self.line = line
    self.column = column
    self.message = message.printable
  }

  /// `Checklists/health.yml:41:14: message`, the form editors and compilers understand.
  package var description: String {
    line == 0 ? "\(file): \(message)" : "\(file):\(line):\(column): \(message)"
  }
}

/// Everything that is wrong with a set of checklist files: by file in the order given, then by place.
package struct ChecklistProblems: Error, Hashable, Sendable, CustomStringConvertible {
  package let list: [ChecklistProblem]

  package init(list: [ChecklistProblem]) { self.list = list }

  package var description: String { list.map(\.description).joined(separator: "\n") }
}
