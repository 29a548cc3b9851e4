import GoSyntax
import GoTypes
import Repository

/// A call whose error its caller must hand on as it is, because the words are somebody else's to choose.
///
/// That is the answer to a request, the next step of a chain of handlers, a check whose message is shown beside a field,
/// what a function of the same name stands for, and what is all that a command does.
struct PassedOnCall {
  let call: Node
  let function: Node
  let subject: Subject
  let file: GoFile

  var isPassedOn: Bool { isAnswer || isNextStep || isCheck || isStoodFor || isWholeCommand }

  /// What methods of a request's context are called that answer it.
  static let answers: Set<String> = [
    "JSON", "JSONPretty", "JSONBlob", "String", "HTML", "HTMLBlob", "XML", "Blob", "Stream", "NoContent", "Redirect",
    "Render", "SendStatus", "SendString", "Send", "File", "Attachment", "Inline", "FileFS", "Error",
  ]

  /// `return c.JSON(200, cart)`, `return writeJSON(w, cart)`.
  private var isAnswer: Bool {
    if call.arguments.contains(where: { argument in
      argument.kind == .ident
        && subject.types.type(of: argument, in: file)?.isNamed("net/http", "ResponseWriter") == true
    }) {
      return true
    }
    guard let name = call.calledName, PassedOnCall.answers.contains(name), let operand = operandParameter else {
      return false
    }
    let type = operand.type?.text.lowercased() ?? ""
    // A stream of gRPC answers: `srv.Send(response)`.
    if name == "Send" { return type.hasSuffix("server") || type.contains("server[") || type.contains("ctx") }
    return PassedOnCall.isOfRequest(type)
  }

  /// Whether the written type of a parameter, in small letters, is that of a request or its context.
  static func isOfRequest(_ type: String) -> Bool {
    ["ctx", "context", "event", "request", "response", "echo", "fiber", "gin"].contains { type.contains($0) }
  }

  /// `e.Next()` of the event or request, or what gives an error and nothing else; an iterator's `Next` gives values.
  private var isNextStep: Bool {
    guard call.calledName == "Next", call.arguments.count < 2, let operand = operandParameter else { return false }
    return PassedOnCall.isOfRequest(operand.type?.text.lowercased() ?? "")
      || call.parent?.kind == .returnStmt && function.type?.results?.fields.count == 1
  }

  /// The parameter, of this function or one around it, whose method is called.
  private var operandParameter: Node? {
    guard let operand = call.function?.unparenthesized.operand?.unparenthesized, operand.kind == .ident else {
      return nil
    }
    for around in call.ancestors where around.kind == .funcDecl || around.kind == .funcLit {
      for field in around.type?.parameters?.fields ?? around.arguments
      where field.names.contains(where: { $0.isSpelled(like: operand) }) {
        return field
      }
    }
    return nil
  }

  /// `return validation.ValidateStruct(…)`, and a validation that hands on another's.
  private var isCheck: Bool {
    guard let name = call.calledName, let callee = subject.types.callee(of: call, in: file) else { return false }
    if callee.packagePath?.isPath("github.com/go-ozzo/ozzo-validation") ?? false { return true }
    guard name.lowercased().hasPrefix("valid"), let around = call.outermostFunction?.name?.text.lowercased() else {
      return false
    }
    return around.contains("valid")
  }

  /// `RunE: func(cmd *cobra.Command, args []string) error { return serve() }`: the program's name says as much.
  private var isWholeCommand: Bool {
    guard let statements = function.body?.statements, statements.count == 1, statements.first == call.parent else {
      return false
    }
    return (function.type?.parameters?.fields ?? function.arguments).contains { field in
      guard let type = field.type.flatMap({ subject.types.type(written: $0, in: file) })?.pointee else { return false }
      guard case .named(let path, let name, _) = type else { return false }
      return path.isPath("github.com/spf13/cobra") && name == "Command"
        || path.isPath("github.com/urfave/cli") && (name == "Context" || name == "Command")
    }
  }

  /// `func Stat(name string) …` around `os.Stat`: its callers know it by that name, and nothing else can fail.
  private var isStoodFor: Bool {
    guard let outer = call.outermostFunction, outer.receiver == nil, let name = outer.name?.text,
      let called = call.calledName
    else { return false }
    guard called == name, call.function?.unparenthesized.kind == .selectorExpr else { return false }
    if let first = outer.body?.statements.first, first.contains(call) {
      return [.returnStmt, .assignStmt, .ifStmt].contains(first.kind)
    }
    return call.parent?.kind == .returnStmt && outer.descendants(of: .returnStmt).count == 1
  }
}
