import Evidence

/// As much of JSON Schema as this project's schemas use; a key a schema does not describe is a problem here.
package struct Schema {
  let root: JSONValue

  package init(_ root: JSONValue) { self.root = root }

  package func problems(_ value: JSONValue) -> [String] { problems(value, root, "$") }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    var problems: [String] = []
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last, let target = root["$defs"]?[String(name)] {
      problems += self.problems(value, target, place)
    }
    if let choices = schema["enum"]?.arrayValue, !choices.contains(value) {
      problems.append("\(place) is none of the choices")
    }
    if let alternatives = schema["anyOf"]?.arrayValue,
      alternatives.allSatisfy({ !self.problems(value, $0, place).isEmpty })
    {
      problems.append("\(place) fits no alternative")
    }
    let types = schema["type"]?.arrayValue ?? schema["type"].map { [$0] } ?? []
    if !types.isEmpty, !types.contains(.string(Schema.type(of: value))) {
      problems.append("\(place) is \(value.sort)")
    }
    for key in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] where value[key] == nil {
      problems.append("\(place) lacks \(key)")
    }
    if let properties = schema["properties"] {
      for member in value.objectValue?.members ?? [] {
        if let inner = properties[member.key] {
          problems += self.problems(member.value, inner, "\(place).\(member.key)")
        } else {
          problems.append("\(place).\(member.key) is not described")
        }
      }
    }
    if let inner = schema["items"] {
      for (index, element) in (value.arrayValue ?? []).enumerated() {
        problems += self.problems(element, inner, "\(place)[\(index)]")
      }
    }
    return problems
  }

  private static func type(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .decimal: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
