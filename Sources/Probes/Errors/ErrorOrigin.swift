import GoSyntax
import GoTypes
import Repository

/// Where an error that a function returns came from.
enum ErrorOrigin {
  /// A function or method of another package, or an interface's method that any package may implement.
  case elsewhere(String)
  /// Another function of the same package.
  case samePackage(String)
  /// Made here, wrapped, or handed in by the caller: it has its context or must come back as it is.
  case own

  /// The origin of what a call gives.
  init(of call: Node, _ subject: Subject, _ file: GoFile) {
    let types = subject.types
    guard let function = call.function?.unparenthesized else {
      self = .own
      return
    }
    guard let callee = types.callee(of: call, in: file) ?? ErrorOrigin.valueBehind(function, subject, file) else {
      self = .own
      return
    }
    if ErrorOrigin.makesError(callee, call, subject) || ErrorOrigin.mustStayBare(callee)
      || ErrorOrigin.continuesError(function, subject, file) || ErrorOrigin.givesErrorType(callee, subject)
      || ErrorOrigin.isGivenWords(call, callee, subject) || ErrorOrigin.writesCompletion(callee, file)
    {
      self = .own
      return
    }
    // What a function literal gave, it has said itself: `db.Update(func(tx *Tx) error { … })`.
    if call.arguments.contains(where: { $0.kind == .funcLit && !FunctionResults(of: $0, subject, file).errors.isEmpty })
    {
      self = .own
      return
    }
    let shown = function.textInOneLine
    let name = String(shown.count > 60 ? shown.prefix(60) + "…" : shown)
    if callee.packagePath == "builtin" {
      self = .own
    } else if callee.packagePath == file.packagePath,
      !ErrorOrigin.isInterfaceMethod(function, subject, file) || !ExportedIdentifier.isExported(callee.name)
    {
      // Who calls an unexported method of an interface has its implementations in the same package.
      self = .samePackage(name)
    } else if callee.name == "Err", call.arguments.isEmpty, callee.packagePath ?? file.packagePath == file.packagePath {
      // It gives what a value of this package kept; nothing is done that could fail.
      self = .own
    } else if callee.packagePath == nil, !ErrorOrigin.isInterfaceMethod(function, subject, file),
      function.kind != .selectorExpr
    {
      self = .own
    } else {
      self = .elsewhere(name)
    }
  }

  /// The function a variable was set to where it is declared.
  private static func valueBehind(_ function: Node, _ subject: Subject, _ file: GoFile) -> Callee? {
    guard function.kind == .ident, let declared = subject.types.declaration(of: function, in: file)?.name,
      let parent = declared.parent
    else { return nil }
    let value: Node? =
      switch parent.kind {
      case .valueSpec where parent.names.count == 1 && parent.values.count == 1: parent.values.first
      case .assignStmt where parent.leftSide.count == 1 && parent.rightSide.count == 1: parent.rightSide.first
      default: nil
      }
    return value.flatMap { subject.types.callee(named: $0, in: file) }
  }

  private static func isInterfaceMethod(_ function: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard function.kind == .selectorExpr, let operand = function.operand,
      let type = subject.types.type(of: operand, in: file), type != .error,
      case .interface? = subject.types.underlying(type)
    else { return false }
    return true
  }

  private static let makers: Set<String> = [
    "New", "Newf", "Errorf", "Error", "Join", "Unwrap", "Cause", "Combine", "Append", "NewHTTPError", "NewError",
    "Trace",
    "Mark",
  ]

  /// Constructors and wrappers: of errors packages, or named as such.
  private static func makesError(_ callee: Callee, _ call: Node, _ subject: Subject) -> Bool {
    let name = callee.name
    if ErrorWrap.wrappers.contains(name) || name.hasPrefix("Wrap") || name.hasPrefix("wrap") { return true }
    let isNamedSo =
      name.hasSuffix("Error") || name.hasSuffix("Err") || name.hasSuffix("Errorf") || name.hasSuffix("Errf")
    if callee.receiver != nil || call.function?.unparenthesized.kind == .selectorExpr && callee.packagePath == nil {
      // `d.Errf("unknown %s", name)` and `d.ArgErr()` make one; `rows.Err()` gives what happened.
      return isNamedSo && (name.utf8.count > 3 || !call.arguments.isEmpty) || name == "ErrorOrNil"
    }
    let package = callee.packagePath.map { $0.split(separator: "/").last ?? "" } ?? ""
    let isErrorPackage = package.lowercased().contains("err") || package == "status"
    return isErrorPackage || makers.contains(name) && givesOneValue(callee, subject) || isNamedSo
      || name.hasPrefix("Error") || name.hasPrefix("Fail")
      || name.hasPrefix("NewErr") && givesOneValue(callee, subject)
      || name == "ErrorOrNil"
      || name == "Err" && callee.packagePath == "google.golang.org/grpc/status"
  }

  /// `New` of a library that gives a value and an error makes the value.
  private static func givesOneValue(_ callee: Callee, _ subject: Subject) -> Bool {
    subject.types.signature(of: callee).map { $0.results.count == 1 } ?? true
  }

  /// Whether a type is made to be an error; one that nothing is known of may be.
  private static func isError(_ type: GoType, _ subject: Subject) -> Bool {
    type == .error || type == .unknown || subject.types.implementsError(type) ?? true
  }

  /// A constructor by its signature: its only result is a type made to be an error, not `error` itself.
  private static func givesErrorType(_ callee: Callee, _ subject: Subject) -> Bool {
    guard let results = subject.types.signature(of: callee)?.results, results.count == 1, let only = results.first,
      only != .error
    else { return false }
    return subject.types.implementsError(only) == true
      && { if case .interface? = subject.types.underlying(only) { false } else { true } }()
  }

  /// `checks.Filledf(all, "no carts in %s", path)`: gives an error and nothing else, with the words of the caller.
  private static func isGivenWords(_ call: Node, _ callee: Callee, _ subject: Subject) -> Bool {
    guard callee.name.hasSuffix("f"), call.arguments.contains(where: { $0.kind == .basicLit && $0.token == .string })
    else { return false }
    return subject.types.signature(of: callee)?.results == [.error]
  }

  /// `cmd.Root().GenZshCompletion(out)` of cobra: a script that fails when what it is written to does.
  private static func writesCompletion(_ callee: Callee, _ file: GoFile) -> Bool {
    callee.name.hasPrefix("Gen") && callee.name.contains("Completion")
      && file.importing("github.com/spf13/cobra") != nil
  }

  /// `newError("no such host").Base(err)`: a method of an error that was just made.
  private static func continuesError(_ function: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    var operand = function.kind == .selectorExpr ? function.operand?.unparenthesized : nil
    while let call = operand, call.kind == .callExpr, let inner = call.function?.unparenthesized {
      if let callee = subject.types.callee(of: call, in: file), makesError(callee, call, subject),
        subject.types.signature(of: callee)?.results.first.map({ isError($0, subject) }) ?? true
      {
        return true
      }
      operand = inner.kind == .selectorExpr ? inner.operand?.unparenthesized : nil
    }
    return false
  }

  /// Errors that callers compare as they are, and answers of web frameworks that are no failures.
  private static func mustStayBare(_ callee: Callee) -> Bool {
    switch (callee.packagePath, callee.receiver) {
    case ("context", _), ("golang.org/x/sync/errgroup", _), ("golang.org/x/net/context", _): true
    case ("github.com/gofiber/fiber/v2", "Ctx"), ("github.com/labstack/echo/v4", "Context"): true
    case ("github.com/spf13/cobra", "Command"): callee.name == "Help" || callee.name == "Usage"
    // The status of a stream, or its end.
    case ("google.golang.org/grpc", "ServerStream"), ("google.golang.org/grpc", "ClientStream"): true
    case (let path?, nil) where path.isPath("github.com/urfave/cli"):
      callee.name.hasPrefix("Show") || callee.name == "Exit"
    default: false
    }
  }
}
