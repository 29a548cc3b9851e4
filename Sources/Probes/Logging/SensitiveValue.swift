import GoSyntax
import GoTypes
import Repository

/// A value in a log call that its name, its key or its source says should not be there.
struct SensitiveValue {
  enum Kind: String {
    case credential = "a credential"
    case cookie = "a cookie"
    case connection = "a connection string"
    case code = "a one-time or card code"
    case headers = "whole headers, cookies and authorization included"
    case body = "a request body"
    case email = "an e-mail address"
    case person = "personal data"
  }

  let kind: Kind
  let node: Node
  let isCertain: Bool
  /// The value was followed to where it comes from; its own name says nothing.
  var isFollowed = false
}

/// Reads the arguments of one log call for sensitive values.
///
/// Names decide by their last word: `tokenID`, `passwordFile`, `len(token)` and anything passed through a function that
/// redacts, hashes or shortens are not sensitive. In scanners and parsers a token is no credential.
struct SensitiveValueReader {
  let file: GoFile
  private(set) var values: [SensitiveValue] = []
  private let hasLexicalTokens: Bool
  private let hasKubernetes: Bool
  private let subject: Subject
  private var types: ModuleTypes { subject.types }

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
    let surroundings = file.fact(Surroundings.self)
    hasLexicalTokens = surroundings.hasLexicalTokens
    hasKubernetes = surroundings.hasKubernetes
  }

  private struct Surroundings: FileFact {
    let hasLexicalTokens: Bool
    let hasKubernetes: Bool

    init(_ file: GoFile) {
      hasLexicalTokens =
        file.imports.contains { $0.path == "go/token" || $0.path == "text/scanner" || $0.path.hasSuffix("/token") }
        || IdentifierWords(file.packageName).containsAny(of: SensitiveValueReader.languageWords)
        || IdentifierWords(file.path).containsAny(of: SensitiveValueReader.languageWords)
      hasKubernetes = file.imports.contains { $0.path.hasPrefix("k8s.io/") || $0.path.contains("external-secrets") }
    }
  }

  mutating func read(_ call: LogCall) {
    let arguments = call.arguments
    let verbs = SensitiveValueReader.verbs(of: arguments)
    for (i, argument) in arguments.enumerated() {
      if SensitiveValueReader.isTakenByDisguise(argument, of: call) { continue }
      if SensitiveReference.isPart(argument, of: arguments) { continue }
      // A request that comes first is where a line belongs to; behind a text it is what is written.
      if i > 0, verbs[i]?.isText ?? (LiteralText.of(arguments[i - 1]) != nil),
        RequestSource(file, subject).isRequest(argument.unparenthesized)
      {
        add(.headers, argument, isCertain: false)
        continue
      }
      if let label = verbs[i] {
        if label.isText { read(argument, label: label.text) }
        continue
      }
      var label: String?
      if i > 0, call.style == .structured || call.style == .halfStructured, let key = LiteralText.of(arguments[i - 1]),
        key.utf8.count < 40, !key.contains(" ")
      {
        label = key
      }
      read(argument, label: label)
    }
  }

  private mutating func read(_ node: Node, label: String?) {
    let node = node.unparenthesized
    if let label, SensitiveValueReader.harmlessLabels.contains(IdentifierWords(label).last) { return }
    if let label, SensitiveReference.isToken(of: label) { return }
    let before = values.count
    switch node.kind {
    case .ident, .selectorExpr: readName(node)
    case .starExpr: if let operand = node.operand { read(operand, label: label) }
    case .unaryExpr: if node.token == .and, let operand = node.operand { read(operand, label: label) }
    case .binaryExpr:
      guard node.token == .add else { return }
      if let left = node.left { read(left, label: nil) }
      if let right = node.right { read(right, label: nil) }
    case .indexExpr:
      if let key = node.indexes.first.flatMap(LiteralText.of) {
        readKey(key, node)
      } else {
        readName(node)
      }
    case .sliceExpr: return
    case .compositeLit:
      // A type that exists to be logged: `LoggableHeader{...}`.
      if let type = node.type?.lastName.map({ IdentifierWords($0) }),
        type.contains("loggable") || type.containsAny(of: SensitiveValueReader.disguises)
      {
        return
      }
      for element in node.elements where element.kind == .keyValueExpr {
        guard let key = element.key, let value = element.value else { continue }
        read(value, label: LiteralText.of(key))
      }
      return
    case .callExpr:
      readCall(node, label: label)
      return
    default: return
    }
    if values.count == before, let label, node.kind != .binaryExpr { readLabel(label, node) }
    if values.count == before, node.kind == .ident { readSource(of: node) }
  }

  /// One value under the name of a field.
  mutating func read(_ node: Node, key: String?) { read(node, label: key) }

  /// The same, reported at another place.
  mutating func read(_ node: Node, key: String?, pointingAt place: Node) {
    let before = values.count
    read(node, label: key)
    guard values.count > before else { return }
    let found = values[before]
    values.removeSubrange(before...)
    values.append(SensitiveValue(kind: found.kind, node: place, isCertain: found.isCertain))
  }

  /// A local variable that was given a credential or a part of a request, or a struct made of one.
  private mutating func readSource(of name: Node) {
    let request = RequestSource(file, subject)
    if let (call, result) = request.call(behind: name), !isPlainlyOther(name) {
      if result == 0, call.calledOperandName == "httputil", let kind = RequestSource.kind(ofDump: call) {
        return add(kind, name, isCertain: true)
      }
      if request.isBody(call), result == 0 { return add(.body, name, isCertain: true) }
      if request.isPassword(call, result) { return add(.credential, name, isCertain: true) }
      if result == 0, let key = request.key(readBy: call) {
        // Whatever a protocol calls the field, a name that people log in with is one.
        if IdentifierWords(key).last == "email", SensitiveValueReader.isUserName(name.text) { return }
        return readKey(key, name)
      }
    }
    guard let source = SecretSource(file, subject).source(of: name) else { return }
    if source.isLexical && hasLexicalTokens { return }
    values.append(SensitiveValue(kind: .credential, node: name, isCertain: false, isFollowed: true))
  }

  /// `username`, `loginName`
  private static func isUserName(_ name: String) -> Bool {
    let words = IdentifierWords(name)
    return words.last == "username" || words.last == "name" && words.containsAny(of: ["user", "login", "account"])
  }

  /// `entry.WithSensitiveField("token", token)`: the call of the chain that takes the value decides what becomes of it.
  private static func isTakenByDisguise(_ argument: Node, of call: LogCall) -> Bool {
    guard let link = argument.parent, link.kind == .callExpr, link != call.node, let name = link.calledName else {
      return false
    }
    let words = IdentifierWords(name)
    return words.contains("sensitive") || words.containsAny(of: disguises)
  }

  private mutating func readCall(_ call: Node, label: String?) {
    guard let function = call.function?.unparenthesized else { return }
    let arguments = call.arguments
    if function.kind == .arrayType, let only = arguments.first { return read(only, label: label) }
    guard let name = function.lastName else { return }
    let words = IdentifierWords(name)
    if words.containsAny(of: SensitiveValueReader.disguises) || SensitiveValueReader.measuring.contains(name) { return }
    if name == "string", let only = arguments.first { return read(only, label: label) }
    if let kind = RequestSource.kind(ofDump: call) { return add(kind, call, isCertain: true) }
    if ["Cookies", "Cookie"].contains(name), function.kind == .selectorExpr {
      return add(.cookie, call, isCertain: false)
    }
    if SensitiveValueReader.getters.contains(name), arguments.count == 1 || name == "Get" || name == "DefaultQuery",
      let first = arguments.first, let key = LiteralText.of(first)
    {
      return readKey(key, call)
    }
    if SensitiveValueReader.textual.contains(name), arguments.count >= 2, let first = arguments.first,
      let key = LiteralText.of(first)
    {
      for value in arguments.dropFirst() { read(value, label: key) }
      return
    }
    if function.isText("fmt.Sprintf") || function.isText("fmt.Errorf") || function.isText("errors.New")
      || function.isText("fmt.Sprint") || ["Stringer", "Any", "Group", "Sprint"].contains(name)
    {
      let verbs = SensitiveValueReader.verbs(of: Array(arguments))
      for (i, argument) in arguments.enumerated() {
        if let label = verbs[i] {
          if label.isText { read(argument, label: label.text) }
        } else {
          read(argument, label: nil)
        }
      }
      return
    }
    guard arguments.isEmpty else { return }
    if function.kind == .ident {
      if words.words.first == "get" || words.words.first == "read" || words.words.first == "load" { readName(function) }
      return
    }
    guard function.kind == .selectorExpr else { return }
    let before = values.count
    if name == "String", let source = SecretSource(file, subject).source(ofResult: call), !source.isLexical {
      values.append(SensitiveValue(kind: .credential, node: call, isCertain: false, isFollowed: true))
    }
    if values.count > before { return }
    if ["String", "GetValue", "Reveal", "Value", "Bytes"].contains(name), let operand = function.operand {
      return read(operand, label: label)
    }
    // A getter: `user.GetEmail()`, `ctx.Body()`.
    readName(function)
  }

  private mutating func readName(_ node: Node) {
    guard let name = node.lastName, !isPlainlyOther(node) else { return }
    if let kind = RequestSource(file, subject).kind(byTypeOf: node) { return add(kind, node, isCertain: true) }
    let words = IdentifierWords(name)
    let operand = node.kind == .selectorExpr ? node.operand?.lastName ?? node.operand?.function?.lastName ?? "" : ""
    if let strength = CredentialName(words).strength {
      if words.last == "token", SensitiveReference.isTextOfToken(node, in: file, types) { return }
      if words.last == "token", hasLexicalTokens || strength == .weak && HarmlessSource(file, subject).isPlace(node) {
        return
      }
      if hasKubernetes, words.last == "secret" || words.last == "credentials" { return }
      if name == "pwd" || name == "jwt" && node.kind == .ident && node.operand != nil { return }
      add(.credential, node, isCertain: strength == .strong)
      return
    }
    switch words.last {
    case "authorization": add(.credential, node, isCertain: true)
    case "cookie", "cookies": add(.cookie, node, isCertain: false)
    case "header", "headers":
      if words.words.count == 1, isRequest(operand) { add(.headers, node, isCertain: false) }
    case "body":
      if words.contains("req") || words.contains("request") || isRequest(operand) || operand == "message"
        || (words.words.count == 1 && node.kind == .ident && comesFromRequest(node))
      {
        add(.body, node, isCertain: isRequest(operand))
      }
    case "email", "emails":
      // A service account's or the operator's own address is no person's data.
      if !words.containsAny(of: ["service", "account", "admin", "support", "from", "sender", "acme"]) {
        add(.email, node, isCertain: false)
      }
    case "address":
      if words.contains("email") { add(.email, node, isCertain: false) }
    case "ssn", "birthday", "birthdate", "surname": add(.person, node, isCertain: false)
    case "name":
      let isPart = words.containsAny(of: ["first", "last", "given", "family"]) && words.words.count == 2
      let isWhole = words.containsAny(of: ["full", "display"]) && isPerson(operand)
      if isPart || isWhole { add(.person, node, isCertain: false) }
    case "number":
      if words.containsAny(of: ["phone", "card", "ssn"]) { add(.person, node, isCertain: false) }
    case "groups":
      if isPerson(operand) {
        add(.person, node, isCertain: false)
      }
    default: if let kind = SensitiveName.kind(of: words) { add(kind, node, isCertain: false) }
    }
  }

  /// Whether the type is known and cannot hold a text: a flag, a number, a duration, an error.
  private func isPlainlyOther(_ node: Node) -> Bool {
    // Of a getter what it gives counts.
    let isCalled = node.parent?.kind == .callExpr && node.parent?.function == node
    let type = types.type(of: isCalled ? node.parent ?? node : node, in: file)
    return switch type {
    case .basic(let name): name != "string"
    case .error, .function, .channel: true
    case .named("time", _, _), .named("go/token", _, _): true
    default: false
    }
  }

  /// A value fetched under a literal key: a header, a form field, an environment variable.
  private mutating func readKey(_ key: String, _ node: Node) {
    let words = IdentifierWords(key)
    if words.last == "authorization" || CredentialName(words).strength == .strong {
      add(.credential, node, isCertain: true)
    } else if words.last == "cookie" {
      add(.cookie, node, isCertain: true)
    } else if words.last == "email" {
      add(.email, node, isCertain: false)
    } else if words.last == "token", !hasLexicalTokens {
      add(.credential, node, isCertain: false)
    } else if let kind = SensitiveName.kind(of: words) {
      add(kind, node, isCertain: false)
    }
  }

  /// A value whose own name says nothing, under a key or a text that does: `zap.String("password", p)`.
  private mutating func readLabel(_ label: String, _ node: Node) {
    let words = IdentifierWords(label)
    guard let name = node.lastName, CredentialName(words).strength == .strong,
      !["secret", "credentials", "secrets", "dsn"].contains(words.joined)
    else { return }
    let own = IdentifierWords(name)
    // `credential %s` of the file that holds it.
    if ["file", "filename", "path", "dir", "folder", "url", "kind"].contains(own.last) { return }
    guard !own.containsAny(of: SensitiveValueReader.harmless), !own.containsAny(of: SensitiveValueReader.disguises)
    else { return }
    add(.credential, node, isCertain: false)
  }

  private mutating func add(_ kind: SensitiveValue.Kind, _ node: Node, isCertain: Bool) {
    if isNaming(node, kind) || kind == .email && HarmlessSource(file, subject).isOption(node) { return }
    values.append(SensitiveValue(kind: kind, node: node, isCertain: isCertain))
  }

  /// A constant is nobody's data; one that holds its own name (`headerToken = "token"`) is no credential either.
  private func isNaming(_ node: Node, _ kind: SensitiveValue.Kind) -> Bool {
    guard let name = node.kind == .selectorExpr ? node.name : node.kind == .ident ? node : nil,
      let declaration = types.declaration(of: name, in: file), declaration.kind == .constant
    else { return false }
    guard kind == .credential, let declared = declaration.name, let value = declared.parent?.values.first,
      let text = LiteralText.of(value)
    else { return true }
    if IdentifierWords(text).last == IdentifierWords(name.text).last { return true }
    // `ProxyPassword = "proxy.proxypassword"`: the path of a setting.
    guard let point = text.lastIndex(of: "."), let part = text[point...].dropFirst().first else { return false }
    return part.isLetter && name.text.lowercased().hasSuffix(text[point...].dropFirst().lowercased())
  }

  private func isPerson(_ name: String) -> Bool {
    ["claims", "user", "identity", "userinfo", "u", "person", "customer", "profile", "member", "employee", "patient"]
      .contains(name.lowercased())
  }

  private func isRequest(_ name: String) -> Bool { ["r", "req", "request"].contains(name.lowercased()) }

  /// Whether the variable's function reads a request's body.
  private func comesFromRequest(_ node: Node) -> Bool {
    guard let function = node.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    return function.descendants(of: .selectorExpr).contains { selector in
      selector.name?.isText("Body") == true && isRequest(selector.operand?.lastName ?? "")
    }
  }

  struct Label {
    let text: String
    /// Whether the verb writes the value out: `%d`, `%t`, `%T`, `%p` do not reveal a text.
    let isText: Bool
  }

  /// For each argument behind a format string the words before its verb, by argument index.
  private static func verbs(of arguments: [Node]) -> [Int: Label] {
    guard let at = arguments.firstIndex(where: { LiteralText.of($0)?.contains("%") == true }),
      let format = LiteralText.of(arguments[at])
    else { return [:] }
    var result: [Int: Label] = [:]
    var index = at
    var text = ""
    var isVerb = false
    for character in format {
      if isVerb {
        if "+-# 0123456789.[]".contains(character) { continue }
        isVerb = false
        if character == "%" { continue }
        index += 1
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
        result[index] = Label(text: words.last.map(String.init) ?? "", isText: !"dtTpcbeEfFgGU".contains(character))
        text = ""
      } else if character == "%" {
        isVerb = true
      } else {
        text.append(character)
      }
    }
    return result
  }
}
