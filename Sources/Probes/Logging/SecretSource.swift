import GoSyntax
import GoTypes
import Repository

/// Follows a value whose own name says nothing to a credential it was made from.
///
/// Limits: assignments, sums, formats and conversions are followed, and one function of the module; a call of anything
/// else may have made something harmless of it.
struct SecretSource {
  struct Source {
    /// The word before all is `token`, which scanners have too.
    let isLexical: Bool
  }

  private let file: GoFile
  private let subject: Subject
  private static let depthMax = 4

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
  }

  /// The credential behind a variable's values.
  func source(of name: Node, depth: Int = 0) -> Source? {
    guard depth < SecretSource.depthMax, let variable = Variable(name, in: file, subject.types),
      variable.kind == .variable
    else { return nil }
    if TextOrigins.isNumber(subject.types.type(of: name, in: file), subject.types) { return nil }
    for one in variable.given where one.place.end <= name.start {
      switch one.how {
      case .whole, .part:
        if let found = source(in: one.value, depth: depth) { return found }
      case .field(let field):
        if SecretSource.isCredential(field), !SecretSource.isEmpty(one.value) { return Source(isLexical: false) }
      case .result, .element, .address: continue
      }
    }
    return nil
  }

  /// The credential that a method of the module returns under a local name.
  func source(ofResult call: Node) -> Source? {
    guard let callee = subject.types.callee(of: call, in: file), callee.packagePath == file.packagePath,
      let (function, home) = FunctionIndex.declaration(of: callee, subject), let body = function.body
    else { return nil }
    let inside = SecretSource(home, subject)
    for statement in body.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      for returned in statement.returned {
        if let found = inside.source(in: returned, depth: 1) { return found }
      }
    }
    return nil
  }

  private func source(in value: Node, depth: Int) -> Source? {
    let value = value.unparenthesized
    switch value.kind {
    case .ident, .selectorExpr:
      // The stars that stand for it.
      if let name = value.kind == .ident ? value : value.name,
        let declaration = subject.types.declaration(of: name, in: file), declaration.kind == .constant,
        let spec = declaration.name?.parent, spec.values.count == 1, let text = spec.values.first?.plainString,
        !text.contains(where: { $0.isLetter || $0.isNumber })
      {
        return nil
      }
      if let name = value.lastName, SecretSource.isCredential(name), isText(value) {
        return Source(isLexical: IdentifierWords(name).last == "token")
      }
      return value.kind == .ident ? source(of: value, depth: depth + 1) : nil
    case .binaryExpr:
      guard value.token == .add else { return nil }
      for part in TextOrigins.operands(of: value) {
        if let found = source(in: part, depth: depth) { return found }
      }
      return nil
    case .unaryExpr where value.token == .and: return value.operand.flatMap { source(in: $0, depth: depth) }
    case .compositeLit:
      for element in value.elements where element.kind == .keyValueExpr {
        guard let key = element.key, let given = element.value, !SecretSource.isEmpty(given) else { continue }
        let name = LiteralText.of(key) ?? key.lastName ?? ""
        if SecretSource.isCredential(name), isText(given), !isShownByItself(value) { return Source(isLexical: false) }
        if given.kind == .ident, !isShownByItself(value), let found = source(in: given, depth: depth + 1) {
          return found
        }
      }
      return nil
    case .callExpr:
      guard let function = value.function?.unparenthesized else { return nil }
      let isFormat = value.calledOperandName == "fmt" && (value.calledName?.hasPrefix("Sprint") ?? false)
      guard isFormat || function.isText("string") || function.kind == .arrayType else { return nil }
      for argument in value.arguments {
        if let found = source(in: argument, depth: depth) { return found }
      }
      return nil
    default: return nil
    }
  }

  /// Text, or not known to be anything else.
  private func isText(_ node: Node) -> Bool {
    switch subject.types.type(of: node, in: file) {
    case nil, .basic("string")?, .untyped(.string)?, .slice(.basic("uint8"))?: true
    default: false
    }
  }

  /// The type decides itself how it is written into a log.
  private func isShownByItself(_ literal: Node) -> Bool {
    guard let type = subject.types.type(of: literal, in: file) else { return false }
    return ["String", "GoString", "Format", "MarshalJSON", "MarshalText", "LogValue", "MarshalLogObject", "MarshalLog"]
      .contains { subject.types.method($0, of: type) != nil }
  }

  private static func isEmpty(_ value: Node) -> Bool {
    LiteralText.of(value).map { $0.isEmpty || CredentialValue.isPlaceholder($0) } ?? value.isText("nil")
  }

  static func isCredential(_ name: String) -> Bool { CredentialName(name).strength == .strong }
}
