import GoSyntax
import GoTypes
import Repository

/// A call that makes a new error out of another one, and whether the other can still be asked for.
struct ErrorWrap {
  let call: Node
  let keepsChain: Bool
  /// Errors turned into text.
  let flattened: [Node]
  /// Whether the call is `fmt.Errorf` or one of its like.
  let isFormatted: Bool

  /// Nil when the call makes no error out of another.
  init?(_ call: Node, _ subject: Subject, _ file: GoFile) {
    guard let function = call.function?.unparenthesized,
      let name = function.kind == .selectorExpr ? function.name : function.kind == .ident ? function : nil
    else { return nil }
    // cockroachdb's Newf is its Errorf.
    let isErrorf = name.isText("Errorf") || name.isText("Newf")
    let isNew = name.isText("New")
    let first = name.start < name.end ? name.tree.source[name.start] : 0
    let isWrapper =
      (first == UInt8(ascii: "W") || first == UInt8(ascii: "A")) && ErrorWrap.wrappers.contains(name.text)
    guard isErrorf || isNew || isWrapper, let callee = subject.types.callee(of: call, in: file) else { return nil }
    self.call = call
    if isErrorf {
      guard callee.receiver == nil, let path = callee.packagePath, ErrorWrap.formatting.contains(path) else {
        return nil
      }
      guard let result = ErrorWrap.formatted(call, subject, file) else { return nil }
      keepsChain = result.keepsChain && path != "github.com/pkg/errors"
      flattened = result.flattened
      isFormatted = true
    } else if isNew {
      guard callee.receiver == nil, let path = callee.packagePath, ErrorWrap.constructing.contains(path),
        let text = call.arguments.first
      else { return nil }
      flattened = ErrorWrap.textCalls(in: text, subject, file)
      guard !flattened.isEmpty else { return nil }
      keepsChain = false
      isFormatted = false
    } else {
      guard callee.receiver == nil, call.arguments.contains(where: { subject.isErrorValue($0, file) }) else {
        return nil
      }
      keepsChain = true
      flattened = []
      isFormatted = false
    }
  }

  /// Functions that wrap by their name, of pkg/errors and all that are like it.
  static let wrappers: Set<String> = [
    "Wrap", "Wrapf", "WithMessage", "WithMessagef", "WithStack", "Annotate", "Annotatef", "WrapError", "WrapErr",
  ]
  /// All names that a call has which makes an error out of another.
  static let names = wrappers.union(["Errorf", "Newf", "New"])
  /// Packages whose Errorf takes `%w`, and pkg/errors, whose Errorf does not.
  static let formatting: Set<String> = [
    "fmt", "golang.org/x/xerrors", "github.com/cockroachdb/errors", "github.com/pkg/errors",
  ]
  static let constructing: Set<String> = ["errors", "github.com/pkg/errors", "golang.org/x/xerrors"]

  private static func formatted(_ call: Node, _ subject: Subject, _ file: GoFile) -> (
    keepsChain: Bool, flattened: [Node]
  )? {
    guard let first = call.arguments.first else { return nil }
    let format = subject.constantText(first, file)
    let verbs = FormatVerbs(format.text)
    var flattened = format.isWhole ? [] : textCalls(in: first, subject, file)
    var keepsChain = verbs.verbs.contains { $0.letter == UInt8(ascii: "w") }
    let arguments = Array(call.arguments.dropFirst())
    let isAligned = format.isWhole || verbs.argumentCount == arguments.count
    if isAligned && !call.spreadsLastArgument {
      for (position, argument) in arguments.enumerated() {
        let letters = verbs.letters(of: position)
        if letters.contains(UInt8(ascii: "w")) { continue }
        guard letters.contains(where: { $0 != UInt8(ascii: "T") && $0 != UInt8(ascii: "p") }) else { continue }
        if subject.isErrorValue(argument, file) || isTextCall(argument, subject, file) { flattened.append(argument) }
      }
    } else if !format.isWhole, flattened.isEmpty, arguments.contains(where: { subject.isErrorValue($0, file) }) {
      // A format nobody can read: it may well hold the verb.
      keepsChain = true
    }
    return keepsChain || !flattened.isEmpty ? (keepsChain, flattened) : nil
  }

  /// `err.Error()`.
  static func isTextCall(_ node: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let call = node.unparenthesized
    guard call.kind == .callExpr, call.arguments.isEmpty, let function = call.function?.unparenthesized,
      function.kind == .selectorExpr, function.name?.isText("Error") == true, let operand = function.operand
    else { return false }
    return subject.isErrorValue(operand, file)
  }

  /// Calls of `Error()` on errors, and errors given to Sprint functions, in a text.
  private static func textCalls(in node: Node, _ subject: Subject, _ file: GoFile) -> [Node] {
    var found: [Node] = isTextCall(node, subject, file) ? [node] : []
    for call in node.descendants(of: .callExpr) where isTextCall(call, subject, file) { found.append(call) }
    let sprint = [node.unparenthesized] + Array(node.descendants(of: .callExpr))
    for call in sprint where call.kind == .callExpr && found.isEmpty {
      guard let callee = subject.types.callee(of: call, in: file), callee.packagePath == "fmt",
        callee.name.hasPrefix("Sprint")
      else { continue }
      found += call.arguments.filter { subject.isErrorValue($0, file) }
    }
    return found
  }
}
