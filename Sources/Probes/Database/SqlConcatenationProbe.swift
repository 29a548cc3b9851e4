import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds SQL text that is put together from values.
///
/// A text is taken apart through variables, formats, joins and builders (`BuiltText`) and has to read as a statement,
/// or as a condition given to a query builder. Limits: what the author wrote, numbers, and values that were compared
/// with an allow-list before are fine; a statement that arrives whole is followed to callers, lists
/// and fields (`SqlCarriers`), not further. A statement that defines the
/// schema takes no placeholder: there only a value from outside counts.
struct SqlConcatenationProbe: Probe {
  static let card = ProbeCard(
    id: "database/sql-concatenation",
    version: 7,
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
      .found(
        """
        package main
        import ("database/sql"; "os")
        func main() {
          db, _ := sql.Open("sqlite3", ":memory:")
          query := "SELECT id FROM album WHERE id = "
          query = ▸query + os.Args[1]
          _, _ = db.Exec(query)
        }
        """),
      .found(
        """
        func find(db *sql.DB) (*sql.Rows, error) {
          var name string
          fmt.Scanln(&name)
          var query string = ▸"SELECT id FROM users WHERE name = '" + name + "'"
          return db.Query(query)
        }
        """),
      .found(
        """
        func find(db *sql.DB, r *http.Request) (*sql.Rows, error) {
          var text strings.Builder
          text.WriteString("SELECT id FROM users WHERE name = ")
          ▸text.WriteString(r.FormValue("name"))
          statement := text.String()
          return db.Query(statement)
        }
        """),
      .found(
        """
        package shop
        import ("fmt"; "github.com/go-pg/pg/v10")
        func find(db *pg.DB, name string) {
          var user struct{}
          _, _ = db.QueryOne(&user, ▸fmt.Sprintf("SELECT id FROM users WHERE name = '%s'", name))
        }
        """),
      .found(
        """
        package shop
        import ("fmt"; "gorm.io/gorm")
        type User struct{}
        func find(db *gorm.DB, name string) (users []User) {
          db.Where(▸fmt.Sprintf("name = '%s'", name)).Find(&users)
          return users
        }
        """),
      .found(
        """
        package shop
        import ("database/sql"; "fmt")
        func statement(name string) string { return ▸fmt.Sprintf("DELETE FROM users WHERE name = '%s'", name) }
        func remove(db *sql.DB, name string) { _, _ = db.Exec(statement(name)) }
        """),
      .found(
        """
        func find(db *sql.DB, r *http.Request) (*sql.Rows, error) {
          base := "SELECT id FROM users WHERE"
          return db.Query(▸fmt.Sprintf(base+" name = '%s'", r.URL.Query().Get("name")))
        }
        """),
      .found("func find(db *sql.DB, r *http.Request) { _, _ = db.Query(▸r.URL.Query().Get(\"statement\")) }"),
      .quiet(
        """
        func find(db *sql.DB, by string) (*sql.Rows, error) {
          if by != "name" && by != "age" { by = "id" }
          return db.Query("SELECT id FROM users ORDER BY " + by)
        }
        """),
      .quiet(
        """
        package shop
        import ("database/sql"; "strings")
        func find(db *sql.DB, ids []any) (*sql.Rows, error) {
          marks := strings.Repeat("?,", len(ids))
          return db.Query("SELECT id FROM users WHERE id IN ("+strings.TrimSuffix(marks, ",")+")", ids...)
        }
        """),
      .quiet(
        """
        func find(db *sql.DB) (*sql.Rows, error) {
          query := "SELECT id FROM users WHERE id = 42"
          { query := "shadowed" + os.Args[0]; _ = query }
          return db.Query(query)
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "gorm.io/gorm")
        type User struct{}
        func find(db *gorm.DB, r *http.Request) (users []User) {
          db.Order(▸"name " + r.FormValue("direction")).Find(&users)
          return users
        }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "github.com/jmoiron/sqlx")
        func find(find *sqlx.Stmt, r *http.Request) (names []string) {
          _ = find.Select(&names, "%"+r.FormValue("name")+"%")
          return names
        }
        """),
      .quiet(
        """
        package shop
        import ("database/sql"; "strings")
        type filter struct{ conditions []string; args []any }
        func (f *filter) only(id int) { f.conditions = append(f.conditions, "id = ?"); f.args = append(f.args, id) }
        func (f *filter) find(db *sql.DB) (*sql.Rows, error) {
          return db.Query("SELECT id FROM users WHERE "+strings.Join(f.conditions, " AND "), f.args...)
        }
        """),
      .quiet(
        """
        package shop
        import "database/sql"
        func remove(db *sql.DB, table string, id int) { _, _ = db.Exec("DELETE FROM "+table+" WHERE id = ?", id) }
        func tidy(db *sql.DB) { remove(db, "users", 1); remove(db, "guests", 2) }
        """),
      .quiet(
        """
        package shop
        import ("database/sql"; "fmt")
        type statement struct { SQL string; Args []any }
        type compiler interface{ compile(text string) statement }
        func find(db *sql.DB, rules compiler, text string) (*sql.Rows, error) {
          made := rules.compile(text)
          return db.Query(fmt.Sprintf("SELECT id FROM users WHERE %s", made.SQL), made.Args...)
        }
        """),
      .quiet(
        """
        package shop
        import ("database/sql"; "strings")
        func quoteIdentifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
        func drop(db *sql.DB, name string) { _, _ = db.Exec("DEALLOCATE " + quoteIdentifier(name)) }
        """),
    ] + sqlNameExamples + sqlGrowingExamples + sqlCarriedExamples)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var queries = 0
    var reader = TextReader(subject, quoting: SqlCalls.quoting)
    var origins = TextOrigins(subject, quoting: SqlCalls.quoting, trustsTableNames: true, asksCallers: true)
    var reported: Set<Location> = []
    for file in subject.snapshot.productFiles {
      let imports = SqlCalls.isImported(by: file)
      guard imports || SqlCalls.hasStatementText(file) else { continue }
      for call in file.tree.nodes(of: .callExpr) {
        guard !call.arguments.isEmpty,
          let name = imports ? SqlCarriers.method(behind: call, in: file, subject) ?? call.calledName : call.calledName,
          SqlCalls.statementCalls.contains(name)
            || imports && (SqlCalls.conditionCalls.contains(name) || SqlCalls.nameCalls.contains(name))
        else { continue }
        if SqlCalls.isOfOtherPackage(call, file) || SettingsPlaces.isForTests(call, file)
          || !subject.ships(file)
        {
          continue
        }
        let use = Use(call: call, name: name, file: file, imports: imports)
        let places = Self.places(of: use, subject, &reader, &origins, &queries)
        for place in places where !SettingsPlaces.isNamedForTests(place.file) {
          let finding = place.file.finding(
            Self.card.id, at: place.node, "\(place.origin.name) becomes part of the SQL statement",
            confidence: place.origin.isDisjoint(with: [.foreign, .parameter]) ? .medium : .high)
          if reported.insert(finding.location).inserted { findings.append(finding) }
        }
      }
    }
    let usesSQL = subject.snapshot.productImport(of: MigrationsProbe.sqlImports) != nil
    let answer: Outcome.Answer = findings.isEmpty ? .notFound : .found
    return Outcome(
      probe: Self.card.id,
      answer: usesSQL || queries > 0 ? answer : .notApplicable(reason: "no SQL package is imported"),
      findings: findings,
      measures: ["usesSQL": .flag(usesSQL), "queries": .count(queries), "concatenations": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: SqlCalls.statementCalls.sorted()))
  }

  private struct Use {
    let call: Node
    let name: String
    let file: GoFile
    let imports: Bool
  }

  private struct Place {
    let node: Node
    let file: GoFile
    let origin: TextOrigin
  }

  /// Where a call's SQL takes up values that are not the author's: the first of each Go statement that adds to it.
  private static func places(
    of use: Use, _ subject: Subject, _ reader: inout TextReader, _ origins: inout TextOrigins, _ queries: inout Int
  ) -> [Place] {
    // The statement is the first argument, or stands behind a context and a destination.
    for argument in use.call.arguments.prefix(3) {
      let argument = argument.unparenthesized
      switch argument.kind {
      case .basicLit:
        if isSQL(BuiltText(text: LiteralText.of(argument) ?? ""), use, subject) {
          queries += 1
          return []
        }
        continue
      case .binaryExpr, .callExpr, .ident, .selectorExpr, .indexExpr: break
      default: continue
      }
      let built = reader.read(argument, in: use.file)
      if built.values.isEmpty {
        guard SqlGrammar.isStatement(built.text) else { continue }
        queries += 1
        return []
      }
      if built.text == "?" {
        if let place = wholeFromOutside(argument, use, subject, &origins) {
          queries += 1
          return [place]
        }
        let carried = carriedPlaces(to: argument, use, subject, &reader, &origins)
        if carried.isEmpty { continue }
        queries += carried.count
        return carried
      }
      guard isSQL(built, use, subject) else {
        if let place = nameFromOutside(built, use, subject, &origins) { return [place] }
        continue
      }
      let places = places(in: built, subject, &origins)
      queries += max(1, places.count)
      return places
    }
    return []
  }

  private static func places(in built: BuiltText, _ subject: Subject, _ origins: inout TextOrigins) -> [Place] {
    var places: [Place] = []
    let isDefinition = SqlGrammar.definesSchema(built.text)
    for (position, value) in built.values.enumerated() {
      if let verb = value.verb, !"svqwxX".contains(verb) { continue }
      if position == 0, built.text.hasPrefix("?"), value.node.isStatementByName { continue }
      let origin = origins.origin(of: value.node, in: value.file)
      if origin.isEmpty || isDefinition && !origin.contains(.foreign) { continue }
      if origin == .unknown, !SqlCalls.isReportedUnknown(value, in: built.text, subject) { continue }
      if SqlCalls.isPart(built, position, origin, subject) || TextGuards.isLookedUp(value.node) { continue }
      if places.contains(where: { $0.node.addingStatement == value.place.addingStatement }) { continue }
      places.append(Place(node: value.place, file: value.file, origin: origin))
    }
    return places
  }

  /// `run(db, "DELETE FROM users WHERE name = '"+name+"'")`, where run does nothing to the statement but run it.
  private static func carriedPlaces(
    to argument: Node, _ use: Use, _ subject: Subject, _ reader: inout TextReader, _ origins: inout TextOrigins
  ) -> [Place] {
    guard SqlCalls.runs(use.name) || SqlCalls.isDatabase(subject.types.callee(of: use.call, in: use.file)) else {
      return []
    }
    return SqlCarriers(subject: subject).statements(behind: argument, in: use.file).flatMap { carried in
      let built = reader.read(carried.node, in: carried.file)
      guard built.text != "?", SqlGrammar.isStatement(built.text) else { return [Place]() }
      return places(in: built, subject, &origins)
    }
  }

  /// `db.Order("name " + r.FormValue("direction"))`.
  private static func nameFromOutside(
    _ built: BuiltText, _ use: Use, _ subject: Subject, _ origins: inout TextOrigins
  ) -> Place? {
    guard use.imports, SqlCalls.nameCalls.contains(use.name),
      SqlCalls.isDatabase(subject.types.callee(of: use.call, in: use.file))
    else { return nil }
    for value in built.values where origins.origin(of: value.node, in: value.file).contains(.foreign) {
      return Place(node: value.place, file: value.file, origin: .foreign)
    }
    return nil
  }

  private static func isSQL(_ built: BuiltText, _ use: Use, _ subject: Subject) -> Bool {
    let text = built.text
    if SqlGrammar.isStatement(text) { return true }
    if use.imports, SqlCalls.conditionCalls.contains(use.name), SqlGrammar.isCondition(text) { return true }
    guard SqlGrammar.holdsStatement(text) || SqlGrammar.beginsStatement(text) || text.hasPrefix("?") else {
      return false
    }
    guard SqlCalls.isDatabase(subject.types.callee(of: use.call, in: use.file)) else { return false }
    return !text.hasPrefix("?") || SqlGrammar.holdsStatement(text) || SqlGrammar.isCondition(text)
  }

  /// `db.Query(r.FormValue("q"))`: the whole statement is somebody else's.
  private static func wholeFromOutside(
    _ argument: Node, _ use: Use, _ subject: Subject, _ origins: inout TextOrigins
  ) -> Place? {
    guard use.imports, SqlCalls.statementCalls.contains(use.name), !["Get", "Select"].contains(use.name),
      argument == use.call.arguments.first || use.call.arguments.first?.isContextByName ?? false,
      let callee = subject.types.callee(of: use.call, in: use.file), SqlCalls.isDatabase(callee),
      callee.receiver != "Stmt", origins.origin(of: argument, in: use.file).contains(.foreign),
      case .basic("string")? = subject.types.type(of: argument, in: use.file)
    else { return nil }
    return Place(node: argument, file: use.file, origin: .foreign)
  }
}

extension Node {
  /// `query += " ORDER BY " + name` around a part of it.
  fileprivate var addingStatement: Node? {
    ancestors.first { $0.parent.map { [.blockStmt, .caseClause, .commClause].contains($0.kind) } ?? false }
  }
}
