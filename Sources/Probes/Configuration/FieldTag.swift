import GoSyntax

/// The keys and values of a struct field's tag: `env:"PORT,required" envDefault:"80"`.
struct FieldTag {
  let values: [String: String]

  init?(_ field: Node) {
    guard let literal = field.tag, let text = LiteralText.of(literal) else { return nil }
    var values: [String: String] = [:]
    var rest = Substring(text)
    while let colon = rest.firstIndex(of: ":") {
      let key = String(rest[..<colon].drop { $0 == " " })
      rest = rest[rest.index(after: colon)...]
      guard rest.first == "\"" else { break }
      rest = rest.dropFirst()
      var value = ""
      var isEscaped = false
      while let character = rest.first {
        rest = rest.dropFirst()
        if !isEscaped, character == "\"" { break }
        if !isEscaped, character == "\\" {
          isEscaped = true
          continue
        }
        isEscaped = false
        value.append(character)
      }
      values[key] = value
    }
    if values.isEmpty { return nil }
    self.values = values
  }

  subscript(key: String) -> String? { values[key] }

  /// The environment variable, flag or key the field is filled from.
  var source: String? {
    for key in FieldTag.sources {
      if let value = values[key], let name = value.split(separator: ",").first, !name.isEmpty, name != "-" {
        return String(name)
      }
    }
    return nil
  }

  /// Whether a loader fills the field from the environment or flags by this tag.
  var isLoaded: Bool { FieldTag.loaders.contains { values[$0] != nil } }

  /// The value the field takes when nobody sets it.
  var defaultValue: String? {
    if let conf = values["conf"], let part = conf.split(separator: ",").first(where: { $0.hasPrefix("default:") }) {
      return String(part.dropFirst("default:".count))
    }
    if let env = values["env"], let range = env.range(ofText: "default=") { return String(env[range.upperBound...]) }
    for key in ["envDefault", "env-default", "default", "def"] {
      if let value = values[key] { return value }
    }
    return nil
  }

  /// Whether start-up fails without a value.
  var isRequired: Bool {
    let flags = values["env"]?.split(separator: ",").dropFirst().map { $0.drop { $0 == " " } } ?? []
    if flags.contains("required") || flags.contains("notEmpty") || flags.contains("nonempty") { return true }
    if values["env-required"] == "true" || values["notEmpty"] == "true" { return true }
    if let required = values["required"], required == "true" || required.isEmpty || required == "yes" { return true }
    if let conf = values["conf"], conf.split(separator: ",").contains("required") { return true }
    return false
  }

  private static let sources = [
    "env", "envconfig", "mapstructure", "yaml", "koanf", "toml", "json", "conf", "flag", "long", "name", "hcl",
    "config", "ini",
  ]
  private static let loaders = [
    "env", "envconfig", "mapstructure", "koanf", "conf", "envDefault", "env-default", "env-required", "flag", "long",
    "yaml", "toml",
    "hcl", "ini", "properties",
  ]
}

/// The tagged fields of a tree.
struct TaggedFields: TreeFact {
  let all: [(field: Node, literal: Node, tag: FieldTag)]

  init(_ tree: SyntaxTree) {
    all = tree.nodes(of: .field).compactMap { field in
      guard let literal = field.tag, let tag = FieldTag(field) else { return nil }
      return (field, literal, tag)
    }
  }
}

extension String {
  /// The first place of a text.
  func range(ofText text: String) -> Range<String.Index>? {
    guard let offset = offset(ofText: text) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: text.utf8.count)
  }
}
