import GoSyntax
import GoTypes
import Repository

/// Facts about the libraries that take SQL text: how they are imported and what their calls are named.
enum SqlCalls {
  /// Functions whose result is quoted, or stands in the place of a value.
  static let quoting: Set<String> = [
    "QuoteIdentifier", "QuoteIdent", "QuoteLiteral", "Sanitize", "Rebind", "Placeholder", "placeholder", "placeholders",
    "Placeholders", "BindVar", "EscapeString", "escapeString", "quoteIdentifier", "quoteIdent", "Quote", "quote",
    "Ident", "EscapeID", "QuotedString",
  ]

  /// Modules whose import says that a file speaks SQL, without major versions.
  static let libraries: [String] = [
    "database/sql", "github.com/jackc/pgx", "github.com/jmoiron/sqlx", "gorm.io/gorm", "github.com/jinzhu/gorm",
    "github.com/uptrace/bun", "github.com/go-pg/pg", "gopkg.in/pg", "github.com/lib/pq", "xorm.io/xorm",
    "github.com/go-xorm/xorm", "github.com/Masterminds/squirrel", "github.com/doug-martin/goqu",
    "github.com/go-gorp/gorp",
    "gopkg.in/gorp", "github.com/astaxie/beego/orm", "github.com/beego/beego", "github.com/gocraft/dbr",
    "github.com/upper/db", "entgo.io/ent", "github.com/volatiletech/sqlboiler", "github.com/aarondl/sqlboiler",
    "github.com/go-jet/jet", "github.com/gocql/gocql", "github.com/ClickHouse/clickhouse-go",
    "github.com/mattn/go-sqlite3", "modernc.org/sqlite", "zombiezen.com/go/sqlite", "crawshaw.io/sqlite",
    "cloud.google.com/go/bigquery", "cloud.google.com/go/spanner", "github.com/go-sql-driver/mysql",
    "github.com/huandu/go-sqlbuilder", "github.com/stephenafamo/bob", "github.com/go-rel/rel",
    "github.com/gobuffalo/pop",
    "github.com/scylladb/gocqlx", "github.com/rqlite/gorqlite", "github.com/go-reform/reform", "gopkg.in/reform",
    "github.com/go-mysql-org/go-mysql", "github.com/siddontang/go-mysql", "github.com/gogf/gf", "github.com/go-gorm",
    "github.com/jackc/pgconn", "github.com/georgysavva/scany", "github.com/blockloop/scan",
  ]

  /// Calls that take a whole statement, whoever offers them.
  static let statementCalls: Set<String> = [
    "Query", "QueryContext", "QueryRow", "QueryRowContext", "Exec", "ExecContext", "Prepare", "PrepareContext",
    "Queryx", "QueryRowx", "QueryxContext", "QueryRowxContext", "NamedExec", "NamedExecContext", "NamedQuery",
    "NamedQueryContext", "MustExec", "MustExecContext", "Preparex", "PreparexContext", "PrepareNamed",
    "PrepareNamedContext", "Get", "GetContext", "Select", "SelectContext", "Raw", "RawQuery", "NewRaw", "NewQuery",
    "QueryOne", "QueryOneContext", "ExecOne", "ExecOneContext", "QueryEx", "QueryRowEx", "ExecEx", "PrepareEx",
    "QueryFunc", "Queue", "SendQuery", "SQL", "Sql", "QueryString", "QueryInterface", "SelectBySql", "UpdateBySql",
    "InsertBySql", "DeleteBySql", "SelectOne", "SelectInt", "SelectNullInt", "SelectStr", "SelectNullStr",
    "SelectFloat", "PrepareBatch", "AsyncInsert", "ExecuteBatch", "Execute", "ExecuteTransient", "ExecuteScript",
    "ExecScript", "NewStatement", "RawStatement", "RawSQL", "RawSql", "NewRawStmt", "Stmt", "SimpleExec",
    "MustQuery", "QueryRaw", "ExecRaw", "QueryAll", "QueryOneRow", "Collect", "CopyTo", "CopyFrom", "Expr", "L",
    "Where", "WhereOr", "Having", "Joins", "Join", "ColumnExpr", "TableExpr", "OrderExpr", "From", "Subquery", "Model",
    "In", "And", "Or", "Not", "Literal", "query", "queryRow", "exec", "execute", "runQuery", "execQuery", "execSQL",
    "runSQL", "doQuery", "queryContext", "execContext", "queryRows", "mustExec", "ExecSQL", "RunSQL", "QueryRows",
    "ExecQuery", "RunQuery", "QueryStruct", "ExecMulti", "Batch",
  ]

  /// Whether a method of that name runs statements, whatever it belongs to.
  static func runs(_ name: String) -> Bool {
    ["Query", "Exec", "Prepare"].contains(where: name.hasPrefix)
  }

  /// Calls of query builders that take a condition; a file has to import one of the libraries.
  static let conditionCalls: Set<String> = [
    "Where", "WhereOr", "WhereGroup", "And", "Or", "Not", "Having", "OrWhere", "AndWhere", "NotWhere", "Expr", "Joins",
    "Join", "LeftJoin", "InnerJoin", "RightJoin", "JoinClause", "On", "Suffix", "Prefix", "SetExpr", "Literal", "L",
  ]

  /// Calls of query builders that take names and directions: a request's text has no place there.
  static let nameCalls: Set<String> = [
    "Order", "OrderBy", "Group", "GroupBy", "Pluck", "Distinct", "Table", "Column", "Columns", "ColumnExpr",
    "OrderExpr", "GroupExpr", "OrderRaw", "OrderByRaw",
  ]

  static func isImported(by file: GoFile) -> Bool {
    file.imports.contains { imported in libraries.contains { imported.path.hasPrefix($0) } }
  }

  /// Whether a file holds a literal that begins as a statement does: cheap, byte by byte.
  static func hasStatementText(_ file: GoFile) -> Bool {
    let source = file.tree.source
    for literal in file.tree.nodes(of: .basicLit) where literal.token == .string && literal.end - literal.start > 8 {
      var offset = literal.start + 1
      let end = literal.end
      while offset < end, source[offset] == 32 || source[offset] == 10 || source[offset] == 9 || source[offset] == 13 {
        offset += 1
      }
      guard offset + 7 < end else { continue }
      switch source[offset] | 32 {
      case UInt8(ascii: "s"), UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "d"), UInt8(ascii: "w"),
        UInt8(ascii: "c"), UInt8(ascii: "a"), UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "m"),
        UInt8(ascii: "g"):
        for word in firstWords where matches(word, source, offset, end) { return true }
      default: continue
      }
    }
    return false
  }

  private static let firstWords: [[UInt8]] = [
    "select", "insert", "update", "delete", "with", "create", "alter", "truncate", "replace", "drop", "merge", "grant",
  ].map { Array($0.utf8) }

  private static func matches(_ word: [UInt8], _ source: UnsafeBufferPointer<UInt8>, _ offset: Int, _ end: Int) -> Bool
  {
    guard offset + word.count < end else { return false }
    for i in 0..<word.count where source[offset + i] | 32 != word[i] { return false }
    let next = source[offset + word.count]
    return next == 32 || next == 10 || next == 9 || next == 92 || next == 34
  }

  /// Whether a call is known to go to a database: by the type of what it is called on.
  static func isDatabase(_ callee: Callee?) -> Bool {
    guard let path = callee?.packagePath else { return false }
    return libraries.contains { path.hasPrefix($0) }
  }

  /// A part that a statement builder wrote, with its placeholders: `part, args, err := builder.ToSql()`.
  private static func isBuiltStatement(_ node: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard node.kind == .ident, let variable = Variable(node, in: file, subject.types) else { return false }
    return variable.given.contains { given in
      given.value.calledName.map { ["ToSql", "ToSQL", "MustSql", "ToBoundSQL"].contains($0) } ?? false
    }
  }

  /// Whether a value is such a part, or a name where no placeholder is possible.
  ///
  /// Of a name only what is known to come from outside counts, or what an exported function is given by nobody knows whom.
  static func isPart(_ built: BuiltText, _ position: Int, _ origin: TextOrigin, _ subject: Subject) -> Bool {
    guard origin.isDisjoint(with: [.foreign, .commandLine, .environment]) else { return false }
    let value = built.values[position]
    if !origin.contains(.parameter), isBuiltStatement(value.node, value.file, subject) { return true }
    // `setval('?_id_seq', …) FROM "?"`: the name of a table wherever it stands.
    let isName = built.values.contains { other in
      guard let offset = other.offset, other.node == value.node || isSameVariable(other, value) else { return false }
      return SqlGrammar.isName(built.text, at: offset)
    }
    guard isName else { return false }
    return !origin.contains(.parameter) || isGivenHere(value.node, value.file, subject)
  }

  /// Of what nobody knows where it comes from what stands for a value or a condition is reported, and an order that is
  /// a field of what the function was given.
  static func isReportedUnknown(_ value: BuiltText.Value, in text: String, _ subject: Subject) -> Bool {
    if SqlGrammar.isValue(text, at: value.offset) || SqlGrammar.isCondition(text, at: value.offset) { return true }
    guard SqlGrammar.isOrder(text, at: value.offset), value.node.kind == .selectorExpr,
      let base = value.node.operand?.unparenthesized, base.kind == .ident
    else { return false }
    return Variable(base, in: value.file, subject.types)?.kind == .parameter
  }

  private static func isSameVariable(_ one: BuiltText.Value, _ other: BuiltText.Value) -> Bool {
    one.node.kind == .ident && one.file.path == other.file.path && one.node.isSameText(as: other.node)
      && one.node.outermostFunction == other.node.outermostFunction
  }

  /// Whether the module itself calls the function with every parameter that the value is made of, and the callers too are
  /// called with what they only hand on.
  private static func isGivenHere(_ node: Node, _ file: GoFile, _ subject: Subject, hops: Int = 0) -> Bool {
    let names = node.kind == .ident ? [node] : Array(node.descendants(of: .ident))
    let parameters = names.compactMap { Variable($0, in: file, subject.types) }.filter { $0.kind == .parameter }
    // What a caller hands on is the author's where it is no parameter.
    if parameters.isEmpty { return hops > 0 }
    guard hops <= hopsMax else { return false }
    return parameters.allSatisfy { parameter in
      guard let arguments = Callers.arguments(for: parameter, subject), !arguments.isEmpty else { return false }
      return arguments.allSatisfy { isGivenHere($0.node, $0.file, subject, hops: hops + 1) }
    }
  }

  private static let hopsMax = 3

  /// A function of a package that has nothing to do with SQL: `errors.Join`, `http.Get`.
  static func isOfOtherPackage(_ call: Node, _ file: GoFile) -> Bool {
    guard let operand = call.calledOperandName, let imported = file.imports.first(where: { $0.name == operand }) else {
      return false
    }
    return !imported.path.prefix { $0 != "/" }.contains(".") && imported.path != "database/sql"
  }
}
