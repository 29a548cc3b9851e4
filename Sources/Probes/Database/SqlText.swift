import GoSyntax
import GoTypes
import Repository

/// A text put together from pieces: the written parts, and the values between them.
///
/// Sums, formatted texts, replaced parts, joined slices, builders and local variables are taken apart, a variable by
/// what it was given before the use. A value stands in the text as `?`.
struct BuiltText {
  struct Value {
    let node: Node
    /// The letter of the verb it is formatted with; nil where it stands as it is.
    let verb: Character?
    /// The expression or call that makes it part of the text.
    let place: Node
    let file: GoFile
    /// Where its `?` stands in the text; nil for what may stand anywhere in it.
    var offset: Int?
  }

  var text = ""
  var values: [Value] = []

  mutating func append(_ other: BuiltText) {
    let length = text.utf8.count
    values += other.values.map { value in
      var value = value
      value.offset = value.offset.map { $0 + length }
      return value
    }
    text += other.text
  }

  /// Takes up values of which nobody knows where in the text they stand.
  mutating func append(anywhere others: [Value]) {
    values += others.map { value in
      var value = value
      value.offset = nil
      return value
    }
  }
}

/// Takes expressions apart into `BuiltText`.
struct TextReader {
  let subject: Subject
  /// Called names that quote what they are given, and so stay whole.
  let quoting: Set<String>
  private var depth = 0
  private static let depthMax = 12
  /// Names given to each other twenty times are reached on a million ways, which depth alone does not bound.
  private var stepsLeft = TextReader.stepsMax
  private static let stepsMax = 1000

  init(_ subject: Subject, quoting: Set<String> = []) {
    self.subject = subject
    self.quoting = quoting
  }

  mutating func read(_ node: Node, in file: GoFile) -> BuiltText {
    depth = 0
    stepsLeft = TextReader.stepsMax
    return read(node, file, before: node.start, place: nil)
  }

  /// `before`: only what is given to variables before this offset counts. `place`: the expression already being built.
  private mutating func read(_ node: Node, _ file: GoFile, before: Int, place: Node?) -> BuiltText {
    let node = node.unparenthesized
    guard depth < TextReader.depthMax, stepsLeft > 0 else { return BuiltText() }
    depth += 1
    stepsLeft -= 1
    defer { depth -= 1 }
    switch node.kind {
    case .basicLit:
      return BuiltText(text: LiteralText.of(node) ?? node.text)
    case .binaryExpr where node.token == .add:
      var built = BuiltText()
      for part in TextOrigins.operands(of: node) {
        built.append(read(part, file, before: before, place: place ?? node))
      }
      return built
    case .callExpr: return readCall(node, file, before: before, place: place)
    case .ident: return readName(node, file, before: before, place: place)
    default: return value(node, nil, place ?? node, file)
    }
  }

  private func value(_ node: Node, _ verb: Character?, _ place: Node, _ file: GoFile) -> BuiltText {
    BuiltText(text: "?", values: [BuiltText.Value(node: node, verb: verb, place: place, file: file, offset: 0)])
  }

  // MARK: Calls

  private static let formatting: Set<String> = ["Sprintf", "Printf", "Appendf"]

  private mutating func readCall(_ call: Node, _ file: GoFile, before: Int, place: Node?) -> BuiltText {
    if let literal = call.function?.unparenthesized, literal.kind == .funcLit, let only = literal.onlyReturned {
      return read(only, file, before: only.start, place: place)
    }
    guard let name = call.calledName, let first = call.arguments.first else {
      return readBuilder(call, file, before: before) ?? value(call, nil, place ?? call, file)
    }
    let isOfPackage = call.calledOperandName == "strings" || call.calledOperandName == "fmt"
    if TextReader.formatting.contains(name), call.calledOperandName != nil || isDotted(call, file) {
      let arguments = Array(call.arguments.dropFirst(name == "Appendf" ? 1 : 0))
      return readFormat(arguments, file, before: before, place: place ?? call)
    }
    if isOfPackage {
      switch name {
      case "Sprint", "Sprintln":
        var built = BuiltText()
        for argument in call.arguments { built.append(read(argument, file, before: before, place: place ?? call)) }
        return built
      case "TrimSpace", "TrimSuffix", "TrimPrefix", "TrimRight", "TrimLeft", "Trim", "ToLower", "ToUpper", "TrimFunc":
        return read(first, file, before: before, place: place)
      case "Replace", "ReplaceAll":
        var built = read(first, file, before: before, place: place)
        if call.arguments.count > 2 {
          let new = call.arguments[call.arguments.startIndex + 2]
          built.append(anywhere: read(new, file, before: before, place: place ?? call).values)
        }
        return built
      case "Join":
        if first.kind == .compositeLit {
          var built = BuiltText()
          for element in first.elements {
            built.append(read(element, file, before: before, place: place ?? call))
            built.text += " "
          }
          return built
        }
      default: break
      }
    }
    if call.function?.isText("string") ?? false { return read(first, file, before: before, place: place) }
    if !quoting.contains(name), let inner = readHelper(call, file) { return inner }
    return value(call, nil, place ?? call, file)
  }

  /// `Sprintf(…)` in a file that imports fmt as its own names.
  private func isDotted(_ call: Node, _ file: GoFile) -> Bool {
    file.imports.contains { $0.name == "." && $0.path == "fmt" }
      && subject.types.callee(of: call, in: file)?.packagePath == "fmt"
  }

  /// - Parameter arguments: the format, and the values for its verbs.
  private mutating func readFormat(_ arguments: [Node], _ file: GoFile, before: Int, place: Node) -> BuiltText {
    guard let first = arguments.first else { return BuiltText() }
    let format = read(first, file, before: before, place: place)
    var built = BuiltText()
    built.append(anywhere: format.values)
    let ofFormat = Dictionary(
      format.values.enumerated().compactMap { position, value in value.offset.map { ($0, position) } }
    ) { first, _ in first }
    var offset = 0
    var position = 0
    var isVerb = false
    // `%[2]s` takes the second value.
    var index: Int?
    var isIndex = false
    for character in format.text {
      let start = offset
      offset += character.utf8.count
      if !isVerb {
        if character == "%" {
          isVerb = true
          continue
        }
        if let value = ofFormat[start] { built.values[value].offset = built.text.utf8.count }
        built.text.append(character)
        continue
      }
      if character == "%" {
        isVerb = false
        built.text.append("%")
      } else if character.isLetter {
        isVerb = false
        position = index ?? position + 1
        index = nil
        guard position < arguments.count else { continue }
        if "sv".contains(character) {
          var part = read(arguments[position], file, before: before, place: place)
          if part.values.count == 1, part.text == "?" {
            let only = part.values[0]
            part.values = [
              BuiltText.Value(node: only.node, verb: character, place: only.place, file: only.file, offset: 0)
            ]
          }
          built.append(part)
        } else {
          built.append(value(arguments[position], character, place, file))
        }
      } else if character == "[" || character == "]" {
        isIndex = character == "["
        if isIndex { index = 0 }
      } else if isIndex, let digit = character.wholeNumberValue {
        // Any text may stand there; a number without end is no position.
        index = min((index ?? 0) * 10 + min(digit, 9), 10_000)
      }
    }
    return built
  }

  /// `builder.String()` of a local builder: what is written into it, each write being the place of its value.
  private mutating func readBuilder(_ call: Node, _ file: GoFile, before: Int) -> BuiltText? {
    guard call.calledName == "String" || call.calledName == "Bytes",
      let operand = call.function?.unparenthesized.operand?.unparenthesized, operand.kind == .ident,
      let variable = Variable(operand, in: file, subject.types), let pieces = variable.written
    else { return nil }
    var built = BuiltText()
    var formatEnd = -1
    for piece in pieces where piece.start < before && piece.start >= formatEnd {
      if let write = piece.parent, write.calledName == "Fprintf" {
        formatEnd = write.end
        built.append(readFormat(Array(write.arguments.dropFirst()), file, before: before, place: write))
      } else {
        built.append(read(piece, file, before: before, place: piece.parent ?? piece))
      }
    }
    return built
  }

  /// A function of the module that returns one text put together from its parameters.
  private mutating func readHelper(_ call: Node, _ file: GoFile) -> BuiltText? {
    guard let callee = subject.types.callee(of: call, in: file),
      let (function, home) = FunctionIndex.declaration(of: callee, subject), let returned = function.onlyReturned
    else { return nil }
    let built = read(returned, home, before: returned.start, place: nil)
    return built.values.isEmpty || built.text == "?" ? nil : built
  }

  // MARK: Names

  private mutating func readName(_ name: Node, _ file: GoFile, before: Int, place: Node?) -> BuiltText {
    guard let variable = Variable(name, in: file, subject.types) else {
      return readPackageName(name, file, place: place)
    }
    var built: BuiltText? = variable.kind == .parameter ? value(name, nil, place ?? name, file) : nil
    var alternatives: [BuiltText.Value] = []
    for one in variable.given where one.place.end <= before {
      switch one.how {
      case .whole:
        if let built { alternatives += built.values }
        let next = read(one.value, file, before: one.place.start, place: nil)
        // `query = query + x` keeps what it had.
        alternatives.removeAll { old in next.values.contains { $0.node == old.node } }
        built = next
      case .part:
        guard one.place.token == .addAssign else { continue }
        let more = read(one.value, file, before: one.place.start, place: one.place)
        built = built ?? BuiltText()
        built?.append(more)
      case .result, .address, .element, .field: continue
      }
    }
    guard var built, !built.text.isEmpty || !built.values.isEmpty else { return value(name, nil, place ?? name, file) }
    built.append(anywhere: alternatives)
    // A plain value under another name is still one value at the place where it is used.
    if built.text == "?", built.values.count == 1 { return value(name, nil, place ?? name, file) }
    return built
  }

  private mutating func readPackageName(_ name: Node, _ file: GoFile, place: Node?) -> BuiltText {
    guard let declared = subject.types.declaration(of: name, in: file)?.name, let spec = declared.parent,
      spec.kind == .valueSpec, let position = spec.names.firstIndex(of: declared),
      spec.values.count > position - spec.names.startIndex
    else { return value(name, nil, place ?? name, file) }
    let given = spec.values[spec.values.startIndex + position - spec.names.startIndex]
    guard let text = LiteralText.of(given) else { return value(name, nil, place ?? name, file) }
    return BuiltText(text: text)
  }
}

extension Node {
  /// The one value that a function gives, which does nothing else.
  fileprivate var onlyReturned: Node? {
    guard let body, let only = body.statements.first, body.statements.count == 1, only.kind == .returnStmt,
      only.returned.count == 1
    else { return nil }
    return only.returned.first
  }
}
