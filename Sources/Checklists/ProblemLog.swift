/// Gathers what is wrong with one file while it is read, so that all of it can be told at once.
final class ProblemLog {
  let file: String
  private(set) var problems: [ChecklistProblem] = []

  init(file: String) { self.file = file }

  func report(_ mark: MarkedValue.Position, _ message: String) {
    problems.append(ChecklistProblem(file: file, line: mark.line, column: mark.column, message: message))
  }

  func reportWholeFile(_ message: String) {
    problems.append(ChecklistProblem(file: file, line: 0, column: 0, message: message))
  }

  /// By place; problems of one place in the order they were found.
  var sorted: [ChecklistProblem] {
    problems.enumerated()
      .sorted { ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset) }
      .map(\.element)
  }
}
