import GoSyntax
import GoTypes
import Repository

/// Calls that cannot fail, by what they are given: constant text and templates, data that always has a JSON
/// form, and bytes that a reader says it has.
///
/// Limits: of constant text only numbers and durations are looked at, whether they can be any.
enum SureCall {
  static func works(_ call: Node, _ callee: Callee, _ subject: Subject, _ file: GoFile) -> Bool {
    if callee.receiver == "Template", callee.name == "Parse", callee.packagePath?.hasSuffix("/template") ?? false {
      return call.arguments.first.map { isConstant($0, subject, file) } ?? false
    }
    if callee.is("bufio", "Reader", "Peek") || callee.is("bufio", "Reader", "Discard") {
      return isBuffered(call, subject, file)
    }
    guard callee.receiver == nil, let path = callee.packagePath, let first = call.arguments.first else { return false }
    if path == "encoding/json" {
      guard callee.name == "Marshal" || callee.name == "MarshalIndent" else { return false }
      if isMapOfValues(first, subject, file) { return true }
      guard let type = subject.types.type(of: first, in: file)
      else { return false }
      return hasJSONForm(type, subject.types, depth: 0)
    }
    if path == "io/fs", callee.name == "Sub", let name = call.arguments.last {
      return subject.types.type(of: first, in: file)?.isNamed("embed", "FS") == true && isConstant(name, subject, file)
    }
    // It fails when its reader does.
    if path == "golang.org/x/net/html" {
      return callee.name == "Parse" && first.function?.isText("strings.NewReader") == true
    }
    if path == "net/http", callee.name.hasPrefix("NewRequest") { return isFixedRequest(call, subject, file) }
    // Text that an address was written as can be read as one.
    if path == "net/url", callee.name == "Parse", first.kind == .callExpr, first.calledName == "String",
      let address = first.function?.unparenthesized.operand
    {
      return subject.types.type(of: address, in: file)?.pointee.isNamed("net/url", "URL") == true
    }
    guard isReader(callee.name, of: path) else { return false }
    let needed = path == "time" && callee.name != "ParseDuration" ? call.arguments.prefix(2) : call.arguments.prefix(1)
    return needed.allSatisfy { isConstant($0, subject, file) } && !isNoNumber(first, callee.name, subject, file)
  }

  /// `yaml.Unmarshal(defaults, &all)`, `decoder.Decode(&all)`, where the data is part of the program: it is the same in
  /// every run.
  static func readsEmbedded(_ call: Node, _ subject: Subject, _ file: GoFile, depth: Int = 0) -> Bool {
    guard depth < 4, call.kind == .callExpr, let name = call.calledName,
      IdentifierWords(name).words.first.map(reading.contains) ?? false
    else { return false }
    func isPartOfProgram(_ part: Node) -> Bool {
      if part.kind == .callExpr { return readsEmbedded(part, subject, file, depth: depth + 1) }
      if isEmbedded(part, subject, file) { return true }
      guard part.kind == .ident, let function = call.enclosingFunction,
        let declaration = subject.types.declaration(of: part, in: file), declaration.isLocal,
        let name = declaration.name,
        let value = subject.value(lastGiven: name, before: call, in: function, file)?.unparenthesized
      else { return false }
      return readsEmbedded(value, subject, file, depth: depth + 1)
    }
    // Whatever else it is given may be the text that is wrong.
    let parts = call.arguments.map(\.unparenthesized)
    guard
      parts.allSatisfy({
        isPartOfProgram($0) || $0.kind == .unaryExpr || $0.isText("nil") || isConstant($0, subject, file)
          || subject.types.type(of: $0, in: file).map { $0 != $0.pointee } == true
      })
    else { return false }
    return parts.contains(where: isPartOfProgram)
      || call.function?.unparenthesized.operand.map { isPartOfProgram($0.unparenthesized) } ?? false
  }

  /// A reader over bytes or text in memory has no error but io.EOF; whether that is asked for is up to the branch.
  static func readsMemory(_ callee: Callee, below branch: Node) -> Bool {
    guard callee.receiver == "Reader", callee.packagePath == "bytes" || callee.packagePath == "strings",
      callee.name.hasPrefix("Read")
    else { return false }
    return branch.descendants(of: .selectorExpr).contains { $0.isText("io.EOF") }
      || branch.preceding?.mentions("io.EOF") == true
  }

  private static let reading: Set<String> = [
    "parse", "decode", "unmarshal", "new", "from", "load", "read", "walk", "sub", "open", "glob", "get",
  ]

  /// A variable of the module under `//go:embed`.
  private static func isEmbedded(_ part: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard part.kind == .ident || part.kind == .selectorExpr else { return false }
    let name = part.kind == .selectorExpr ? part.name ?? part : part
    guard let declaration = subject.types.declaration(of: name, in: file), !declaration.isLocal,
      let declared = declaration.name, let doc = declared.parent?.doc ?? declared.parent?.parent?.doc
    else { return false }
    return declared.tree.text(doc.start..<doc.end).contains("go:embed ")
  }

  /// `reader.Peek(reader.Buffered())`: so much is there.
  private static func isBuffered(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    guard var count = call.arguments.first?.unparenthesized else { return false }
    if count.kind == .ident, let name = subject.types.declaration(of: count, in: file)?.name,
      let function = call.enclosingFunction
    {
      count = subject.value(lastGiven: name, before: call, in: function, file)?.unparenthesized ?? count
    }
    guard count.kind == .callExpr, count.calledName == "Buffered", let reader = call.function?.unparenthesized.operand
    else { return false }
    return count.function?.unparenthesized.operand?.isSpelled(like: reader) == true
  }

  /// `http.NewRequest(http.MethodGet, feedURL, nil)`, where both are constant.
  private static func isFixedRequest(_ call: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let given = call.arguments.suffix(3).prefix(2)
    guard given.count == 2, let method = given.first, let address = given.last else { return false }
    let isKnown = method.operand?.isText("http") == true && method.name?.text.hasPrefix("Method") == true
    return (isKnown || isConstant(method, subject, file)) && isConstant(address, subject, file)
  }

  /// Functions that make something of text and fail for no other reason.
  private static func isReader(_ name: String, of path: String) -> Bool {
    switch path {
    case "regexp": name.hasPrefix("Compile") || name.hasPrefix("Match")
    case "net/url", "time", "net", "net/netip": name.hasPrefix("Parse")
    case "strconv": name.hasPrefix("Parse") || name == "Atoi" || name == "Unquote"
    case "encoding/hex": name == "DecodeString"
    default: false
    }
  }

  /// `strconv.Atoi("x")`: it fails in every run.
  private static func isNoNumber(_ argument: Node, _ reader: String, _ subject: Subject, _ file: GoFile) -> Bool {
    let constant = subject.constantText(argument.unparenthesized, file)
    guard constant.isWhole else { return false }
    let text = constant.text
    switch reader {
    case "Atoi": return Int(text) == nil
    case "ParseInt", "ParseUint", "ParseFloat", "DecodeString":
      // Letters of any base, `0x1p-2`, `Inf`.
      let known = "0123456789abcdefABCDEFxXoOpP+-._InfityNa"
      if reader == "DecodeString" { return !text.allSatisfy(\.isHexDigit) }
      if reader != "ParseFloat", !text.isEmpty, text.allSatisfy({ $0.isLetter || $0.isNumber }) { return false }
      return text.isEmpty || !text.allSatisfy { known.contains($0) }
    case "ParseDuration": return text != "0" && !(text.last.map { "smh".contains($0) } ?? false)
    default: return false
    }
  }

  /// Text that is constant where it is written, or was in the local variable that holds it.
  private static func isConstant(_ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    let argument = argument.unparenthesized
    if argument.kind == .basicLit || subject.constantText(argument, file).isWhole { return true }
    guard argument.kind == .ident, let function = argument.enclosingFunction,
      let declaration = subject.types.declaration(of: argument, in: file)
    else { return false }
    if !declaration.isLocal { return isEmbedded(argument, subject, file) }
    guard declaration.isLocal,
      declaration.kind == .variable, let name = declaration.name,
      let value = subject.value(lastGiven: name, before: argument, in: function, file)
    else { return false }
    return subject.constantText(value, file).isWhole
  }

  /// `fields := map[string]any{"names": []string{}, "open": true}`, filled nowhere else: all its values have a JSON form.
  private static func isMapOfValues(_ argument: Node, _ subject: Subject, _ file: GoFile) -> Bool {
    var literal: Node? = argument.unparenthesized
    if argument.kind == .ident, let name = subject.types.declaration(of: argument, in: file)?.name,
      let function = argument.enclosingFunction
    {
      literal = subject.value(lastGiven: name, before: argument, in: function, file)?.unparenthesized
      let isFilled = function.descendants(of: .indexExpr).contains { $0.operand?.isSpelled(like: name) ?? false }
      let uses = function.descendants(of: .ident).count { $0.start > name.end && $0.isSpelled(like: name) }
      if isFilled || uses > 1 { return false }
    }
    guard let literal, literal.kind == .compositeLit, literal.type?.kind == .mapType,
      literal.type?.key?.isText("string") == true
    else { return false }
    return !literal.elements.isEmpty
      && literal.elements.allSatisfy { element in
        guard let value = element.value, let type = subject.types.type(of: value, in: file) else { return false }
        return hasJSONForm(type, subject.types, depth: 0)
      }
  }

  /// Strings, whole numbers, truth values, and what is made of nothing else; floats may be NaN, and interfaces anything.
  private static func hasJSONForm(_ type: GoType, _ types: ModuleTypes, depth: Int) -> Bool {
    guard depth < 6 else { return false }
    switch type {
    case .basic(let name): return !name.hasPrefix("float") && !name.hasPrefix("complex") && name != "uintptr"
    case .untyped(let kind): return kind == .string || kind == .bool || kind == .integer || kind == .rune
    case .pointer(let element), .slice(let element), .array(let element):
      return hasJSONForm(element, types, depth: depth + 1)
    case .map(.basic, let value): return hasJSONForm(value, types, depth: depth + 1)
    case .named("time", "Time", _): return true
    case .named:
      guard let under = types.underlying(type), types.method("MarshalJSON", of: type) == nil,
        types.method("MarshalText", of: type) == nil
      else { return false }
      guard case .structure = under else { return hasJSONForm(under, types, depth: depth + 1) }
      let fields = types.fields(of: type)
      return !fields.isEmpty
        && fields.allSatisfy { field in
          !field.isEmbedded && !ExportedIdentifier.isExported(field.name)
            || hasJSONForm(field.type, types, depth: depth + 1)
        }
    case .error, .parameter, .map, .channel, .function, .structure, .interface, .tuple, .unknown: return false
    }
  }
}
