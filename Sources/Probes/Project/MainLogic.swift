import GoSyntax
import GoTypes
import Repository

/// What of a main package is the program's subject instead of its wiring: statements of SQL, and handlers that decide.
///
/// Limits: types and their methods count by their size alone, and so do handlers that only write an answer.
enum MainLogic: Hashable {
  case statement
  case handler

  /// Nil for functions that may well stand in a main.
  static func sign(of function: Node, in file: GoFile, _ subject: Subject) -> (logic: MainLogic, place: Node)? {
    for call in function.descendants(of: .callExpr) {
      guard let name = call.calledName, running.contains(name),
        let text = call.arguments.prefix(2).lazy.compactMap(LiteralText.of).first, isStatement(text)
      else { continue }
      return (.statement, call)
    }
    guard let name = function.name, let body = function.body, SettingsPlaces.answersRequest(body, file, subject),
      !body.descendants(of: .ifStmt).isEmpty, body.statements.count >= statementCountMin
    else { return nil }
    return (.handler, name)
  }

  private static let statementCountMin = 3

  private static let running: Set<String> = [
    "Query", "QueryContext", "QueryRow", "QueryRowContext", "Exec", "ExecContext", "Queryx", "QueryRowx", "NamedExec",
    "MustExec", "Get", "Select", "GetContext", "SelectContext",
  ]

  /// Reading and changing what the program is about; making tables is part of setting it up.
  private static func isStatement(_ text: String) -> Bool {
    let first = text.lowercased().split(whereSeparator: \.isWhitespace).prefix(2)
    guard let verb = first.first, first.count == 2 else { return false }
    return ["select", "insert", "update", "delete"].contains(String(verb))
  }
}
