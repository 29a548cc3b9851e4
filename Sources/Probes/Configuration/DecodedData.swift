import GoSyntax
import GoTypes
import Repository

/// Tells a settings file that is decoded from a message: what is decoded, and where it comes from.
///
/// A request's body, a part of a message and the text of one variable or flag are no file. Limits: data is followed
/// through the variables of one function; a parameter counts as a file.
struct DecodedData {
  private let file: GoFile
  private let subject: Subject
  private static let depthMax = 4

  init(_ file: GoFile, _ subject: Subject) {
    self.file = file
    self.subject = subject
  }

  /// What `Unmarshal(data, &target)` or `decoder.Decode(&target)` fills, without the `&`.
  static func target(of call: Node) -> Node? {
    let arguments = call.arguments.map(\.unparenthesized)
    if let taken = arguments.first(where: { $0.kind == .unaryExpr && $0.token == .and }) {
      return taken.operand?.unparenthesized
    }
    return arguments.count > 1 ? arguments[1] : arguments.first
  }

  /// Whether nothing keeps what is decoded: `json.Unmarshal(data, new(any))`, or a local variable that nothing reads
  /// beside the same call for one that is read.
  func isThrownAway(_ call: Node) -> Bool {
    guard let target = DecodedData.target(of: call) else { return false }
    if target.kind == .callExpr { return target.function?.isText("new") ?? false }
    guard target.kind == .ident, let variable = Variable(target, in: file, subject.types), variable.kind == .variable,
      let declared = variable.declared
    else { return false }
    return variable.function.descendants(of: .callExpr).contains { $0 != call && $0.calledName == call.calledName }
      && !variable.function.descendants(of: .ident).contains { use in
        use != declared && use != target && variable.isNamed(by: use)
      }
  }

  /// What made the decoder: `yaml` of `decoder := yaml.NewDecoder(file)` and of `yaml.NewDecoder(file).Decode(&c)`.
  func maker(of call: Node) -> String? {
    guard let operand = call.function?.unparenthesized.operand?.unparenthesized else { return nil }
    if operand.kind == .callExpr { return operand.calledOperandName }
    return Variable(operand, in: file, subject.types)?.given.lazy.compactMap { $0.value.calledOperandName }.first
  }

  /// Whether a decoding call reads something else than a file.
  func isOfMessage(_ call: Node) -> Bool {
    guard let name = call.calledName, !name.hasSuffix("File") else { return false }
    if call.arguments.count > 1 {
      return call.arguments.first { !$0.isContextByName }.map { isMessage($0, depth: 0) } ?? false
    }
    return call.function?.unparenthesized.operand.map { isMessage($0, depth: 0) } ?? false
  }

  /// Whether a decoding call is seen to read a file: one that this function opens or reads.
  func isOfFile(_ call: Node) -> Bool {
    if call.calledName?.hasSuffix("File") ?? false { return true }
    let data = call.arguments.count > 1 ? call.arguments.first { !$0.isContextByName } : call.function?.operand
    return data.map { isFile($0, depth: 0) } ?? false
  }

  private func isFile(_ node: Node, depth: Int) -> Bool {
    guard depth < DecodedData.depthMax else { return false }
    let node = node.unparenthesized
    switch node.kind {
    case .callExpr:
      if let name = node.calledName, DecodedData.opening.contains(name) { return true }
      return node.arguments.contains { isFile($0, depth: depth + 1) }
    case .ident:
      return Variable(node, in: file, subject.types)?.given.contains { given in
        given.how == .whole || given.how == .result(0) ? isFile(given.value, depth: depth + 1) : false
      } ?? false
    default: return false
    }
  }

  private static let opening: Set<String> = ["Open", "OpenFile", "ReadFile"]

  private func isMessage(_ node: Node, depth: Int) -> Bool {
    guard depth < DecodedData.depthMax else { return false }
    let node = node.unparenthesized
    switch node.kind {
    case .selectorExpr: return DecodedData.parts.contains(node.name?.text ?? "")
    case .sliceExpr: return node.operand.map { isMessage($0, depth: depth + 1) } ?? false
    case .callExpr: return isMessage(call: node, depth: depth)
    case .ident:
      guard let variable = Variable(node, in: file, subject.types) else { return false }
      if variable.kind == .parameter {
        return subject.types.type(of: node, in: file)?.isNamed("encoding/json", "RawMessage") ?? false
      }
      return variable.given.contains { given in
        switch given.how {
        case .whole, .result: isMessage(given.value, depth: depth + 1)
        case .part, .field, .element, .address: false
        }
      }
    default: return false
    }
  }

  private func isMessage(call: Node, depth: Int) -> Bool {
    guard let function = call.function?.unparenthesized else { return false }
    if function.kind == .arrayType || function.isText("string") {
      return call.arguments.first.map { isText($0.unparenthesized, depth: depth + 1) } ?? false
    }
    guard let name = call.calledName else { return false }
    if function.isText("os.Getenv") || function.isText("os.LookupEnv") { return true }
    // What the program holds already is only brought into another form.
    if name.hasPrefix("Marshal") { return true }
    // `message.GetPayload()`
    if call.arguments.isEmpty { return name.hasPrefix("Get") && name != "Get" }
    // A reader, a decoder or a reshaping of what it is given.
    return call.arguments.contains { isMessage($0, depth: depth + 1) }
  }

  /// Text that becomes bytes only to be decoded: a flag's or a column's value.
  private func isText(_ node: Node, depth: Int) -> Bool {
    if node.kind == .callExpr { return isMessage(call: node, depth: depth) || node.calledName == "String" }
    guard node.kind == .ident, let variable = Variable(node, in: file, subject.types) else {
      return isMessage(node, depth: depth)
    }
    return isMessage(node, depth: depth)
      || variable.kind != .parameter
        && variable.given.contains { given in
          // One of many texts that came together.
          if given.how == .element { return true }
          let value = given.value.unparenthesized
          guard value.kind == .callExpr, let name = value.calledName else { return false }
          return ["String", "GetString", "Get", "Scan", "Select", "QueryRow"].contains(name)
        }
  }

  private static let parts: Set<String> = ["Body", "Payload", "Params", "RawMessage", "RawData", "RawParams"]
}
