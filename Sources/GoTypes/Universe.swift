/// Go's predeclared names.
enum Universe {
  static let names: Set<String> = Set(types.keys).union(functions).union(["true", "false", "nil", "iota"])

  static let functions: Set<String> = [
    "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new", "panic",
    "print", "println", "real", "recover",
  ]

  static func type(_ name: String) -> GoType? { types[name] }

  private static let types: [String: GoType] = {
    let basic = [
      "bool", "string", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
      "uintptr", "float32", "float64", "complex64", "complex128",
    ]
    var types = Dictionary(uniqueKeysWithValues: basic.map { ($0, GoType.basic($0)) })
    types["byte"] = .basic("uint8")
    types["rune"] = .basic("int32")
    types["error"] = .error
    types["any"] = .interface(nil)
    types["comparable"] = .interface(nil)
    return types
  }()
}
