import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds SQL text that is put together from values.
///
/// Limits: a text counts as SQL when it begins with a statement's keyword and is given, directly or through a variable
/// of the same function, to a query call. What the author wrote (`SqlFragments`) and numbers are fine.
struct SqlConcatenationProbe: Probe {
  static let card = ProbeCard(
    id: "database/sql-concatenation",
    sign: .antiPattern,
    looksFor: "SQL built by + or Sprintf from values that are not constants",
    because: "a value that is part of the statement can change the statement",
    instead: "write a placeholder and pass the value as an argument",
    examples: [
      .found(
        """
        func find(db *sql.DB, name string) (*sql.Rows, error) {
          return db.Query(▸"SELECT id FROM users WHERE name = '" + name + "'")
        }
        """),
      .found(
        """
        func find(db *sql.DB, name string) (*sql.Rows, error) {
          query := ▸fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name)
          return db.Query(query)
        }
        """),
      .quiet(
        """
        func find(db *sql.DB, name string) (*sql.Rows, error) {
          const columns = "id"
          return db.Query("SELECT " + columns + " FROM users WHERE name = $1", name)
        }
        """),
      .quiet(#"func show(name string) { fmt.Println("select " + name) }"#),
      .quiet(
        """
        func find(db *sql.DB, id *int) (*sql.Rows, error) {
          where, args := []string{"1 = 1"}, []any{}
          if id != nil {
            where, args = append(where, "id = ?"), append(args, *id)
          }
          return db.Query("SELECT id FROM users WHERE "+strings.Join(where, " AND "), args...)
        }
        """),
      .quiet(
        """
        package shop
        import ("database/sql"; "fmt")
        func order(by string) string {
          switch by {
          case "name": return "name ASC"
          default: return "id"
          }
        }
        func find(db *sql.DB, by string) (*sql.Rows, error) {
          return db.Query(fmt.Sprintf("SELECT id FROM users ORDER BY %s", order(by)))
        }
        """),
      .found(
        """
        func find(db *sql.DB, names []string) (*sql.Rows, error) {
          where := []string{"1 = 1"}
          for _, name := range names {
            where = append(where, "name = '"+name+"'")
          }
          return db.Query(▸"SELECT id FROM users WHERE " + strings.Join(where, " AND "))
        }
        """),
      .quiet(
        """
        func find(db *sql.DB, limit int) (*sql.Rows, error) {
          return db.Query(fmt.Sprintf("SELECT id FROM users LIMIT %d", limit))
        }
        """),
    ])

  static let queryCalls: Set<String> = [
    "Query", "QueryContext", "QueryRow", "QueryRowContext", "Exec", "ExecContext", "Prepare", "PrepareContext", "Raw",
    "Queryx", "QueryRowx", "QueryxContext", "QueryRowxContext", "NamedExec", "NamedQuery", "MustExec",
    "MustExecContext",
    "Get", "GetContext", "Select", "SelectContext", "NewQuery", "NewRaw",
  ]
  private static let keywords = [
    "select ", "insert ", "update ", "delete ", "with ", "replace ", "create ", "alter ", "drop ", "truncate ",
    "set ", "grant ", "call ", "merge ",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var queries = 0
    var fragments = SqlFragments(subject)
    var reported: Set<Location> = []
    for call in subject.productCalls(named: Self.queryCalls) {
      guard call.node.function?.unparenthesized.kind == .selectorExpr else { continue }
      // The statement is the first or, after a context, the second or third argument.
      for argument in call.node.arguments.prefix(3) {
        guard let (built, isSQL) = Self.built(argument, in: call, &fragments, depth: 0) else {
          if Self.isStatement(argument) { queries += 1 }
          continue
        }
        guard isSQL else { continue }
        queries += 1
        guard let built else { continue }
        let finding = call.file.finding(Self.card.id, at: built, "a value becomes part of the SQL statement")
        if reported.insert(finding.location).inserted { findings.append(finding) }
      }
    }
    let usesSQL = subject.snapshot.productImport(of: MigrationsProbe.sqlImports) != nil
    return Outcome(
      probe: Self.card.id,
      answer: usesSQL || queries > 0
        ? (findings.isEmpty ? .notFound : .found) : .notApplicable(reason: "no SQL package is imported"),
      findings: findings,
      measures: ["usesSQL": .flag(usesSQL), "queries": .count(queries), "concatenations": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.queryCalls.sorted()))
  }

  private static func isStatement(_ node: Node) -> Bool {
    guard let text = node.unparenthesized.plainString?.trimmingBlanks.lowercased() else { return false }
    return keywords.contains { text.hasPrefix($0) }
  }

  /// Whether an expression is SQL put together here: the place when a value is part of it, nil when only constants are.
  /// The whole answer is nil for an expression that is neither a concatenation nor a Sprintf.
  private static func built(
    _ node: Node, in call: ProductCall, _ fragments: inout SqlFragments, depth: Int
  ) -> (place: Node?, isSQL: Bool)? {
    let node = node.unparenthesized
    switch node.kind {
    case .binaryExpr where node.token == .add:
      let parts = operands(of: node)
      guard let first = parts.first else { return nil }
      let startsAsSQL =
        isStatement(first) || (first.kind == .ident && isSQLVariable(first, in: call, &fragments, depth: depth))
      guard startsAsSQL else { return (nil, false) }
      let hasValue = parts.contains { !fragments.isAuthored($0, in: call.file) }
      return (hasValue ? node : nil, true)
    case .callExpr where node.calledName == "Sprintf":
      guard let format = node.arguments.first, isStatement(format), let text = format.unparenthesized.plainString else {
        return nil
      }
      let values = Array(node.arguments.dropFirst())
      let verbs = verbs(of: text)
      let takesText = zip(verbs, values).contains { verb, value in
        "svq".contains(verb) && !fragments.isAuthored(value, in: call.file)
      }
      return (takesText ? node : nil, true)
    case .ident where depth < 2:
      guard let value = lastValue(of: node, in: call) else { return nil }
      return built(value, in: call, &fragments, depth: depth + 1)
        ?? (isStatement(value) ? (nil, true) : nil)
    default: return nil
    }
  }

  private static func isSQLVariable(
    _ node: Node, in call: ProductCall, _ fragments: inout SqlFragments, depth: Int
  ) -> Bool {
    guard depth < 2, let value = lastValue(of: node, in: call) else { return false }
    return isStatement(value) || (built(value, in: call, &fragments, depth: depth + 1)?.isSQL ?? false)
  }

  private static func operands(of node: Node) -> [Node] {
    let node = node.unparenthesized
    guard node.kind == .binaryExpr, node.token == .add, let left = node.left, let right = node.right else {
      return [node]
    }
    return operands(of: left) + operands(of: right)
  }

  /// Letters of the verbs in order; flags and widths are passed over.
  private static func verbs(of format: String) -> [Character] {
    var verbs: [Character] = []
    var isInside = false
    for character in format {
      if isInside {
        if character == "%" {
          isInside = false
        } else if character.isLetter {
          verbs.append(character)
          isInside = false
        }
      } else if character == "%" {
        isInside = true
      }
    }
    return verbs
  }

  /// The last value given to a variable before the call, in the same function.
  private static func lastValue(of name: Node, in call: ProductCall) -> Node? {
    guard let function = call.node.enclosingFunction else { return nil }
    let text = name.text
    var value: Node?
    for assignment in function.descendants(of: .assignStmt) where assignment.start < call.node.start {
      guard assignment.leftSide.count == assignment.rightSide.count else { continue }
      for (left, right) in zip(assignment.leftSide, assignment.rightSide) where left.text == text {
        value = right.unparenthesized
      }
    }
    for spec in function.descendants(of: .valueSpec) where spec.start < call.node.start {
      for (declared, given) in zip(spec.names, spec.values) where declared.text == text && value == nil {
        value = given.unparenthesized
      }
    }
    return value
  }
}
