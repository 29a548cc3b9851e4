import GoSyntax
import GoTypes
import Repository

/// Calls of object mappers that wait for the database, and whether their handle has been given a context.
///
/// These take theirs by a method of the handle, `db.WithContext(ctx).First(&order)`, and so have no twin. A handle that
/// is a parameter, or was made elsewhere, may have one already: nobody can tell, unless the module never gives a mapper
/// any context. The first version of gorm knows no way to take one.
struct MapperCalls {
  private(set) var given = 0
  private(set) var missing: [Place] = []

  struct Place {
    let file: GoFile
    let call: Node
    let message: String
  }

  private enum Answer { case given, missing, unknown }

  private struct Mapper {
    let path: String
    let handles: Set<String>
    let finishers: Set<String>
    /// Methods that give the context, the first one named in messages.
    let gives: [String]
  }

  /// What every message begins with.
  static let opening = "a query of "

  private static let gormFinishers: Set<String> = [
    "Find", "First", "Last", "Take", "Create", "CreateInBatches", "Save", "Update", "Updates", "UpdateColumn",
    "UpdateColumns", "Delete", "Count", "Pluck", "Scan", "Row", "Rows", "Exec", "Transaction", "Begin", "FirstOrCreate",
    "FirstOrInit", "FindInBatches", "Related",
  ]
  private static let mappers = [
    Mapper(path: "gorm.io/gorm", handles: ["DB"], finishers: gormFinishers, gives: ["WithContext"]),
    Mapper(path: "github.com/jinzhu/gorm", handles: ["DB"], finishers: gormFinishers, gives: []),
    xorm("xorm.io/xorm"), xorm("github.com/go-xorm/xorm"),
    Mapper(
      path: "github.com/go-pg/pg", handles: ["DB", "Tx", "Conn", "Query"],
      finishers: [
        "Select", "SelectAndCount", "First", "Last", "Count", "Exists", "Insert", "Update", "Delete", "ForceDelete",
        "SelectOrInsert", "ForEach", "RunInTransaction",
      ],
      gives: ["WithContext", "ModelContext", "Context", "ExecContext", "QueryContext", "QueryOneContext"]),
    Mapper(
      path: "github.com/gobuffalo/pop", handles: ["Connection", "Query"],
      finishers: [
        "All", "First", "Last", "Find", "Create", "Save", "Update", "Destroy", "Count", "Exec", "Exists", "Transaction",
      ],
      gives: ["WithContext"]),
  ]

  private static func xorm(_ path: String) -> Mapper {
    Mapper(
      path: path, handles: ["Engine", "Session", "EngineGroup", "Interface", "EngineInterface"],
      finishers: [
        "Get", "Find", "FindAndCount", "Insert", "InsertOne", "Update", "Delete", "Count", "Exist", "Exec", "Query",
        "QueryString", "QueryInterface", "Iterate", "Rows", "Sum", "SumInt", "Commit", "Begin",
      ],
      gives: ["Context"])
  }

  private let subject: Subject

  init(_ subject: Subject) {
    self.subject = subject
    for mapper in Self.mappers where subject.snapshot.productImport(of: [mapper.path]) != nil { read(mapper) }
  }

  private mutating func read(_ mapper: Mapper) {
    let giving = subject.productCalls(named: Set(mapper.gives + ["Session"])).filter {
      isGiving($0.node, mapper) && handle(of: $0.node, in: $0.file, mapper) != nil
    }
    let isKept = giving.contains { Self.isHandedOn($0.node) }
    var unknown: [Place] = []
    let before = given
    for call in subject.productCalls(named: mapper.finishers)
    where !call.file.path.contains("migrat") && !isMigrating(call.node) && subject.ships(call.file) {
      guard let root = handle(of: call.node, in: call.file, mapper) else { continue }
      let message =
        mapper.gives.first.map { "\(Self.opening)\(mapper.path) waits without a context; use \($0)" }
        ?? "\(Self.opening)\(mapper.path), which takes no context"
      let place = Place(file: call.file, call: call.node, message: message)
      switch answer(of: root, from: call.node, in: call.file, mapper, isKept: isKept, depth: 0) {
      case .given: given += 1
      case .missing: missing.append(place)
      case .unknown: unknown.append(place)
      }
    }
    if giving.isEmpty && given == before { missing += unknown }
  }

  /// `{Migrate: func(tx *gorm.DB) error { … }}`, and statements that change the schema: done once at the start, for
  /// nobody.
  private func isMigrating(_ call: Node) -> Bool {
    for around in call.ancestors {
      if around.kind == .funcLit, let key = around.parent?.key, around.parent?.kind == .keyValueExpr,
        key.isText("Migrate") || key.isText("Rollback") || key.isText("Up") || key.isText("Down")
      {
        return true
      }
      if around.kind == .funcDecl, let name = around.name?.text {
        return !IdentifierWords(name).words.filter { $0.hasPrefix("migrat") }.isEmpty
      }
    }
    return false
  }

  /// `db.WithContext(ctx)`, `db.Session(&gorm.Session{Context: ctx})`.
  private func isGiving(_ call: Node, _ mapper: Mapper) -> Bool {
    guard let name = call.calledName else { return false }
    if mapper.gives.contains(name) { return true }
    return name == "Session"
      && call.arguments.contains { argument in
        argument.descendants(of: .keyValueExpr).contains { $0.key?.isText("Context") ?? false }
      }
  }

  /// What the chain that ends in a call begins with, when it is one of the mapper's handles.
  private func handle(of call: Node, in file: GoFile, _ mapper: Mapper) -> Node? {
    var isOfMapper = isMethod(call, in: file, mapper) ?? false
    var base = call
    while let selector = base.function?.unparenthesized, selector.kind == .selectorExpr,
      let operand = selector.operand?.unparenthesized
    {
      // What lies beneath has contexts of its own.
      if operand.kind == .callExpr, operand.calledName == "DB" { return nil }
      base = operand
      isOfMapper = isOfMapper || isHandle(operand, in: file, mapper)
      guard operand.kind == .callExpr, isMethod(operand, in: file, mapper) ?? !isOwn(operand, in: file) else { break }
    }
    return isOfMapper && base != call ? base : nil
  }

  /// Nil: it is not known of what a method.
  private func isMethod(_ call: Node, in file: GoFile, _ mapper: Mapper) -> Bool? {
    guard let callee = subject.types.callee(of: call, in: file), let path = callee.packagePath else { return nil }
    return path.isPath(mapper.path) && callee.receiver != nil
  }

  private func isOwn(_ call: Node, in file: GoFile) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file) else { return false }
    return FunctionIndex.declaration(of: callee, subject) != nil
  }

  private func isHandle(_ node: Node, in file: GoFile, _ mapper: Mapper) -> Bool {
    guard let type = subject.types.type(of: node, in: file), case .named(let path, let name, _) = type.pointee else {
      return false
    }
    return path.isPath(mapper.path) && mapper.handles.contains(name)
  }

  // MARK: Where a handle comes from

  private func answer(
    of root: Node, from call: Node, in file: GoFile, _ mapper: Mapper, isKept: Bool, depth: Int
  ) -> Answer {
    var link = call
    while link != root, let operand = link.function?.unparenthesized.operand?.unparenthesized {
      if isGiving(link, mapper) { return .given }
      link = operand
    }
    if root.kind == .callExpr {
      let isGiven = root.arguments.contains { subject.types.type(of: $0, in: file)?.isContext ?? false }
      return isGiven || isGiving(root, mapper) ? .given : .unknown
    }
    guard root.kind == .ident, let variable = Variable(root, in: file, subject.types) else {
      // A field, or a variable of the package.
      return isKept ? .unknown : .missing
    }
    guard variable.kind == .variable, depth < 3 else { return .unknown }
    let answers = variable.given.map { given -> Answer in
      let value = given.value.unparenthesized
      guard given.how == .whole || given.how == .result(0) else { return .unknown }
      // `query = query.Where(…)` adds nothing to where the variable came from.
      if value.kind == .callExpr, let base = handle(of: value, in: file, mapper) {
        if isSame(base, root, in: file) {
          return isGivenAlong(value, to: base, mapper) ? .given : .missing
        }
        return answer(of: base, from: value, in: file, mapper, isKept: isKept, depth: depth + 1)
      }
      return answer(of: value, from: value, in: file, mapper, isKept: isKept, depth: depth + 1)
    }
    if answers.contains(where: { $0 == .given }) { return .given }
    return answers.isEmpty || answers.contains(where: { $0 == .unknown }) ? .unknown : .missing
  }

  private func isSame(_ base: Node, _ root: Node, in file: GoFile) -> Bool {
    guard base.isSpelled(like: root), let name = subject.types.declaration(of: root, in: file)?.name else {
      return false
    }
    return subject.types.declaration(of: base, in: file)?.name == name
  }

  private func isGivenAlong(_ call: Node, to root: Node, _ mapper: Mapper) -> Bool {
    var link = call
    while link != root, let operand = link.function?.unparenthesized.operand?.unparenthesized {
      if isGiving(link, mapper) { return true }
      link = operand
    }
    return false
  }

  /// Whether the handle with the context goes on living where its calls are not seen: a field, a parameter, a result.
  private static func isHandedOn(_ call: Node) -> Bool {
    var end = call
    while let selector = end.parent, selector.kind == .selectorExpr, let outer = selector.parent,
      outer.kind == .callExpr, outer.function == selector
    {
      end = outer
    }
    guard end == call, let parent = end.parent else { return false }
    switch parent.kind {
    case .assignStmt: return parent.leftSide.contains { $0.kind == .selectorExpr }
    case .keyValueExpr, .compositeLit, .callExpr, .returnStmt: return true
    default: return false
    }
  }
}
