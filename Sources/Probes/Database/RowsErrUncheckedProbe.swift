import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds loops over rows after which nobody asks why they ended.
struct RowsErrUncheckedProbe: Probe {
  static let card = ProbeCard(
    id: "database/rows-err-unchecked",
    sign: .antiPattern,
    looksFor: "a loop over rows.Next() without rows.Err() after it",
    because: "a connection that breaks in the middle looks like the end of the result",
    instead: "return rows.Err() after the loop",
    examples: [
      .found(
        """
        func count(db *sql.DB) (n int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          defer rows.Close()
          for ▸rows.Next() { n++ }
          return n, nil
        }
        """),
      .quiet(
        """
        func count(db *sql.DB) (n int, err error) {
          rows, err := db.Query("SELECT id FROM users")
          if err != nil { return 0, err }
          defer rows.Close()
          for rows.Next() { n++ }
          return n, rows.Err()
        }
        """),
      .quiet("func walk(s *bufio.Scanner) { for s.Scan() { log.Println(s.Text()) } }"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var loops = 0
    for call in subject.productCalls(named: ["Next"]) {
      guard let operand = call.node.function?.unparenthesized.operand, operand.kind == .ident,
        call.node.parent?.kind == .forStmt, let function = call.node.ancestors.first(where: { $0.kind == .funcDecl }),
        let type = subject.types.type(of: operand, in: call.file), Self.isRows(type)
      else { continue }
      loops += 1
      let name = operand.text
      let isAsked = function.descendants(of: .selectorExpr).contains {
        $0.name?.isText("Err") ?? false && $0.operand?.text == name
      }
      let isReturned = function.descendants(of: .ident).contains { $0.text == name && LocalUse.isHandedOn($0) }
      if !isAsked && !isReturned {
        findings.append(call.file.finding(Self.card.id, at: call.node, "nobody asks \(name).Err() after the loop"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["loops": .count(loops), "unchecked": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["rows.Next", "rows.Err"]))
  }

  private static func isRows(_ type: GoType) -> Bool {
    DatabaseValue.rows.contains { type.isNamed($0.package, $0.name) }
      || ["v4", "v5"].contains { type.isNamed("github.com/jackc/pgx/" + $0, "Rows") }
  }
}
