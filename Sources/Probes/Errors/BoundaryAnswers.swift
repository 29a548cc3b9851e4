import GoSyntax
import GoTypes
import Repository

/// Which functions of the module give errors that are answers already: a status with the message for the client.
///
/// Whoever wraps such an error hides the status, or tells the client what was meant for the log; it goes up as it is.
/// A function counts when at least half of the errors it returns are answers, or come from functions that count: answers
/// often stand beside errors that nobody has said a word about. A method of an interface counts when all of the module's
/// methods by that name do. Answers are made by web frameworks, by errors packages under the name of a status that tells
/// the client what it did wrong (`errors.NotFound(id)`), and by types that have a status. `errors.InternalServer` tells
/// nobody anything: its words are for the log.
/// Limits: the third function in a row is the last one that is read.
struct BoundaryAnswers {
  private let subject: Subject
  private var known: [Callee: Bool] = [:]
  private lazy var methods: [String: [(node: Node, file: GoFile)]] = productMethods()

  init(_ subject: Subject) { self.subject = subject }

  /// Whether the errors of a called function are answers.
  mutating func areGiven(by callee: Callee, depth: Int = 0) -> Bool {
    if let answer = known[callee] { return answer }
    guard depth < 3, let path = callee.packagePath else { return false }
    known[callee] = false
    var areGiven = false
    if let declared = FunctionIndex.declaration(of: callee, subject) {
      areGiven = gives(declared.node, declared.file, depth)
    } else if let receiver = callee.receiver,
      case .interface? = subject.types.underlying(.named(package: path, name: receiver, arguments: []))
    {
      let parameters = subject.types.signature(of: callee)?.parameters.count
      let all = (methods[callee.name] ?? []).filter { BoundaryAnswers.parameterCount(of: $0.node) == parameters }
      areGiven = !all.isEmpty && all.count < 6
      for method in all where areGiven { areGiven = gives(method.node, method.file, depth) }
    }
    known[callee] = areGiven
    return areGiven
  }

  private mutating func gives(_ function: Node, _ file: GoFile, _ depth: Int) -> Bool {
    var answers = 0
    var others = 0
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard let last = statement.returned.last?.unparenthesized else {
        // `err = errors.NotFound(id)` before a return without values.
        if isAssigned(before: statement, file) { answers += 1 } else { others += 1 }
        continue
      }
      if last.isText("nil") { continue }
      var call: Node? = last
      if last.kind == .ident, let name = subject.types.declaration(of: last, in: file)?.name {
        call = subject.value(lastGiven: name, before: statement, in: function, file)?.unparenthesized
      }
      if isAnswer(last, file) || call.map({ isAnswer($0, file) }) ?? false {
        answers += 1
      } else if let call, call.kind == .callExpr, let made = subject.types.callee(of: call, in: file),
        areGiven(by: made, depth: depth + 1)
      {
        answers += 1
      } else {
        others += 1
      }
    }
    return answers > 0 && answers >= others
  }

  private func isAssigned(before statement: Node, _ file: GoFile) -> Bool {
    guard let before = statement.preceding, before.kind == .assignStmt, before.rightSide.count == 1,
      before.leftSide.last?.isNamedAsError == true, let value = before.rightSide.first?.unparenthesized
    else { return false }
    return isAnswer(value, file)
  }

  private func isAnswer(_ value: Node, _ file: GoFile) -> Bool { isMade(value, file) || isOfStatus(value, file) }

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
    "BadRequest", "Unauthorized", "Forbidden", "NotFound", "Conflict", "TooManyRequests", "UnprocessableEntity",
  ]

  private func productMethods() -> [String: [(node: Node, file: GoFile)]] {
    var methods: [String: [(node: Node, file: GoFile)]] = [:]
    for file in subject.snapshot.productFiles {
      for (name, function) in file.tree.fact(Methods.self).all { methods[name, default: []].append((function, file)) }
    }
    return methods
  }

  private struct Methods: TreeFact {
    let all: [(name: String, node: Node)]

    init(_ tree: SyntaxTree) {
      all = tree.nodes(of: .funcDecl).compactMap { function in
        function.receiver == nil ? nil : function.name.map { (name: $0.text, node: function) }
      }
    }
  }

  private static func parameterCount(of function: Node) -> Int {
    function.type?.parameters?.fields.reduce(0) { $0 + max(1, $1.names.count) } ?? 0
  }
}
