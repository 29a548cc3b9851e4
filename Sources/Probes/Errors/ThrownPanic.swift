import GoSyntax
import GoTypes
import Repository

/// A panic that is an exception of a script: engines for JavaScript catch it and hand it to the script.
///
/// So it is with a value of the engine, whoever panics with it, and with an exception that the engine itself gave as an
/// error, inside a function that the engine calls: one that takes its calls, or a literal that speaks of its values, and
/// has no error to return. Any other error goes through the engine and ends the program.
struct ThrownPanic {
  let call: Node
  let argument: Node
  let subject: Subject
  let file: GoFile

  private static let engines = ["github.com/dop251/goja", "github.com/grafana/sobek", "github.com/robertkrimen/otto"]

  var isThrown: Bool {
    guard ThrownPanic.engines.contains(where: { file.importing($0) != nil }) else { return false }
    return isOfEngine || isCalledByEngine && isOwnException
  }

  /// `panic(rt.NewTypeError("no such cart"))`, `panic(rt.ToValue(cart))`.
  private var isOfEngine: Bool {
    if isEngine(subject.types.type(of: argument, in: file)) { return true }
    guard argument.kind == .callExpr else { return false }
    if let path = subject.types.callee(of: argument, in: file)?.packagePath, isEngine(path) { return true }
    let operand = argument.function?.unparenthesized.operand
    return isEngine(operand.flatMap { subject.types.type(of: $0, in: file) })
  }

  /// `_, err := callback(this)`, where the callback is the engine's or was given by it.
  private var isOwnException: Bool {
    guard argument.kind == .ident, let source = value(of: argument, before: call), source.kind == .callExpr else {
      return false
    }
    if isMade(byEngine: source) { return true }
    guard let called = source.function?.unparenthesized, called.kind == .ident else { return false }
    if isEngine(subject.types.type(of: called, in: file)) { return true }
    // promise, resolve, reject := runtime.NewPromise()
    return value(of: called, before: source).map { isMade(byEngine: $0) } ?? false
  }

  private func isMade(byEngine call: Node) -> Bool {
    guard call.kind == .callExpr, let path = subject.types.callee(of: call, in: file)?.packagePath else { return false }
    return isEngine(path)
  }

  private func value(of name: Node, before place: Node) -> Node? {
    guard let declared = subject.types.declaration(of: name, in: file)?.name, let function = declared.enclosingFunction
    else { return nil }
    return subject.value(lastGiven: declared, before: place, in: function, file)?.unparenthesized
  }

  private var isCalledByEngine: Bool {
    guard let function = call.enclosingFunction, FunctionResults(of: function, subject, file).errors.isEmpty,
      let type = function.type
    else { return false }
    let fields = [type.parameters, type.results].compactMap { $0 }.flatMap { Array($0.fields) }
    return fields.contains { field in
      guard let written = field.type else { return false }
      if function.kind == .funcLit { return isEngine(subject.types.type(written: written, in: file)) }
      let name = written.kind == .selectorExpr ? written.name : nil
      return (name?.isText("FunctionCall") == true || name?.isText("ConstructorCall") == true)
        && isEngine(subject.types.type(written: written, in: file))
    }
  }

  private func isEngine(_ type: GoType?) -> Bool {
    if case .named(let path, _, _)? = type?.pointee { isEngine(path) } else { false }
  }

  private func isEngine(_ path: String) -> Bool { ThrownPanic.engines.contains { path.isPath($0) } }
}
