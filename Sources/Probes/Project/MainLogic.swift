import GoSyntax
import GoTypes
import Repository

/// What of a main package is the program's subject instead of its wiring: statements of SQL, and handlers that decide.
///
/// Limits: types and their methods count by their size alone, and so do handlers that only write an answer, of a failure
/// too.
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
      body.descendants(of: .ifStmt).contains(where: { !isErrorTest($0) }), body.statements.count >= statementCountMin
    else { return nil }
    return (.handler, name)
  }

  private static let statementCountMin = 3

  /// `if err != nil`, `if errors.Is(err, sql.ErrNoRows)`: what any code does with a failure is no decision of a subject.
  private static func isErrorTest(_ statement: Node) -> Bool {
    guard let condition = statement.condition?.unparenthesized else { return false }
    if condition.kind == .callExpr { return condition.function?.unparenthesized.operand?.isText("errors") ?? false }
    return (condition.nonNilOperand ?? condition.nilOperand)?.isNamedAsError ?? false
  }

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
