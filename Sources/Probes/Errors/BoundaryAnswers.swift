import GoSyntax
import GoTypes
import Repository

/// Which functions of the module give errors that are answers already: a status with the message for the client.
///
/// Whoever wraps such an error hides the status, or tells the client what was meant for the log; it goes up as it is.
/// A function counts when one of its returns makes an answer, or passes on what a function that counts gives; a method
/// of an interface when all of the module's methods by that name do. Answers are made by web frameworks, by errors
/// packages under the name of a status (`errors.NotFound(id)`), and by types that have a status; of those at least half
/// of what a function returns must be, for they often stand beside errors that nobody has said a word about.
/// Limits: the third function in a row is the last one that is read.
struct BoundaryAnswers {
  private enum Share {
    case none
    /// Half of the errors or more are of types with a status.
    case typed
    /// Somebody makes answers on purpose.
    case made
  }

  private let subject: Subject
  private var known: [Callee: Share] = [:]
  private lazy var methods: [String: [(node: Node, file: GoFile)]] = productMethods()

  init(_ subject: Subject) { self.subject = subject }

  /// Whether the errors of a called function are answers.
  mutating func areGiven(by callee: Callee) -> Bool { share(of: callee, depth: 0) != .none }

  private mutating func share(of callee: Callee, depth: Int) -> Share {
    if let share = known[callee] { return share }
    guard depth < 3, let path = callee.packagePath else { return .none }
    known[callee] = Share.none
    var share = Share.none
    if let declared = FunctionIndex.declaration(of: callee, subject) {
      share = answers(of: declared.node, declared.file, depth)
    } else if let receiver = callee.receiver,
      case .interface? = subject.types.underlying(.named(package: path, name: receiver, arguments: []))
    {
      let parameters = subject.types.signature(of: callee)?.parameters.count
      let all = (methods[callee.name] ?? []).filter { BoundaryAnswers.parameterCount(of: $0.node) == parameters }
      if !all.isEmpty, all.count < 6 {
        let shares = all.map { answers(of: $0.node, $0.file, depth) }
        share = shares.contains(.none) ? .none : shares.contains(.typed) ? .typed : .made
      }
    }
    known[callee] = share
    return share
  }

  private mutating func answers(of function: Node, _ file: GoFile, _ depth: Int) -> Share {
    // `err = errors.NotFound(id)` before a return without values.
    let isAssigned = function.descendants(of: .assignStmt).contains { assignment in
      assignment.enclosingFunction == function && assignment.rightSide.count == 1
        && assignment.leftSide.last?.isNamedAsError == true
        && (assignment.rightSide.first?.unparenthesized).map { isMade($0, file) } == true
    }
    if isAssigned { return .made }
    var typed = 0
    var others = 0
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard let last = statement.returned.last?.unparenthesized else {
        others += 1
        continue
      }
      if last.isText("nil") { continue }
      if isMade(last, file) { return .made }
      var call: Node? = last
      if last.kind == .ident, let name = subject.types.declaration(of: last, in: file)?.name {
        call = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized
      }
      var passed = isOfStatus(last, file) ? Share.typed : .none
      if passed == .none, let call, call.kind == .callExpr, let made = subject.types.callee(of: call, in: file) {
        passed = share(of: made, depth: depth + 1)
      }
      switch passed {
      case .made: return .made
      case .typed: typed += 1
      case .none: others += 1
      }
    }
    return typed > 0 && typed >= others ? .typed : .none
  }

  /// `ErrNoCart{id}`, `newMissing(id)`: a value of a type with a status.
  private func isOfStatus(_ value: Node, _ file: GoFile) -> Bool {
    guard value.kind == .callExpr || value.kind == .compositeLit || value.kind == .unaryExpr else { return false }
    return subject.types.type(of: value, in: file).map(hasStatus) ?? false
  }

  /// Whether an expression makes an answer: by a maker, with words added to it.
  private func isMade(_ value: Node, _ file: GoFile) -> Bool {
    var value = value
    while value.kind == .callExpr {
      if let callee = subject.types.callee(of: value, in: file), BoundaryAnswers.isMaker(callee) { return true }
      guard let inner = value.function?.unparenthesized.operand?.unparenthesized else { return false }
      value = inner
    }
    return false
  }

  /// Whether an error of the type says with which status it is to be answered.
  private func hasStatus(_ type: GoType) -> Bool {
    guard case .named = type.pointee, type != .error, subject.types.implementsError(type) == true else { return false }
    return BoundaryAnswers.statusMethods.contains { name in
      subject.types.method(name, of: type)?.signature.parameters.isEmpty ?? false
    }
  }

  private static let statusMethods = ["StatusCode", "HTTPStatus", "HTTPStatusCode", "HTTPError", "GRPCStatus"]

  private static func isMaker(_ callee: Callee) -> Bool {
    guard callee.receiver == nil, let path = callee.packagePath else { return false }
    if path.isPath("github.com/labstack/echo") { return callee.name == "NewHTTPError" }
    if path.isPath("github.com/gofiber/fiber") || path == "connectrpc.com/connect" { return callee.name == "NewError" }
    if path == "google.golang.org/grpc/status" { return callee.name == "Error" || callee.name == "Errorf" }
    let package = path.split(separator: "/").last ?? ""
    return package.lowercased().contains("err") && statuses.contains(callee.name)
  }

  private static let statuses: Set<String> = [
    "BadRequest", "Unauthorized", "Forbidden", "NotFound", "Conflict", "InternalServer", "InternalServerError",
    "TooManyRequests", "ServiceUnavailable", "UnprocessableEntity",
  ]

  private func productMethods() -> [String: [(node: Node, file: GoFile)]] {
    var methods: [String: [(node: Node, file: GoFile)]] = [:]
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver != nil {
        if let name = function.name?.text { methods[name, default: []].append((function, file)) }
      }
    }
    return methods
  }

  private static func parameterCount(of function: Node) -> Int {
    function.type?.parameters?.fields.reduce(0) { $0 + max(1, $1.names.count) } ?? 0
  }
}
