import GoSyntax
import Repository

/// Values that become fields of a logger: `logger.WithField("password", p)`, `logrus.Fields` filled before.
struct SensitiveFields {
  private(set) var values: [(value: SensitiveValue, file: GoFile)] = []

  private static let names: Set<String> = ["WithField", "WithFields", "With", "WithValues"]

  init(_ subject: Subject, _ log: LogCalls) {
    let inChains = Set(log.calls.map(\.node))
    let calls = subject.productCalls(inFiles: SensitiveFields.names)
    for file in subject.snapshot.productFiles {
      guard file.imports.contains(where: { LogLibrary(importPath: $0.path) != nil }) else { continue }
      for (call, name) in calls[file] {
        guard !call.arguments.isEmpty, !SensitiveFields.isPartOfLine(call, inChains),
          let operand = call.function?.unparenthesized.operand, let receiver = LogCalls.receiverName(operand),
          SensitiveFields.isLogger(receiver, file)
        else { continue }
        read(call, name, file, subject)
      }
    }
  }

  private mutating func read(_ call: Node, _ name: String, _ file: GoFile, _ subject: Subject) {
    var reader = SensitiveValueReader(file, subject)
    if name == "WithFields" {
      for argument in call.arguments {
        if argument.kind == .ident, let variable = Variable(argument, in: file, subject.types) {
          readMap(variable, argument, &reader)
        } else {
          reader.read(argument, key: nil)
        }
      }
    } else {
      var key: String?
      for argument in call.arguments {
        if key == nil, let text = LiteralText.of(argument) {
          key = text
        } else {
          reader.read(argument, key: key)
          key = nil
        }
      }
    }
    values += reader.values.map { ($0, file) }
  }

  /// `fields["pass"] = password`: the finding points at the map where it is handed on.
  private func readMap(_ variable: Variable, _ argument: Node, _ reader: inout SensitiveValueReader) {
    for one in variable.given where one.how == .part {
      guard let target = one.place.leftSide.first, target.kind == .indexExpr else { continue }
      let key = target.indexes.first.flatMap(LiteralText.of)
      reader.read(one.value, key: key, pointingAt: argument)
    }
  }

  /// A call inside a chain that ends in a log line is read with the line.
  private static func isPartOfLine(_ call: Node, _ lines: Set<Node>) -> Bool {
    var node = call
    while let selector = node.parent, selector.kind == .selectorExpr, let outer = selector.parent,
      outer.kind == .callExpr
    {
      if lines.contains(outer) { return true }
      node = outer
    }
    return false
  }

  private static func isLogger(_ receiver: LogCalls.Receiver, _ file: GoFile) -> Bool {
    if let imported = receiver.imported(by: file) { return LogLibrary(importPath: imported.path) != nil }
    return LogMethod.isLoggerName(receiver.name)
  }
}
