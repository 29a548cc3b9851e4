import GoSyntax

/// The type of a Go expression, as far as it can be told from the module and the bundled facts.
///
/// Named types are kept by name, so that a type of a package nobody knows is still that package's type. `.unknown`
/// stands only for parts of a type; a whole type that is not known is nil.
package indirect enum GoType: Hashable, Sendable {
  /// `bool`, `string`, `int` ...; `byte` is `uint8`, `rune` is `int32`.
  case basic(String)
  /// The type of an untyped constant, or of `nil`.
  case untyped(Untyped)
  /// The predeclared `error`.
  case error
  /// A declared type: import path, name, type arguments.
  case named(package: String, name: String, arguments: [GoType])
  /// A type parameter inside its generic function or type.
  case parameter(String)
  case pointer(GoType)
  case slice(GoType)
  case array(GoType)
  case map(key: GoType, value: GoType)
  case channel(GoType)
  case function(Signature)
  /// A struct without a name, or the underlying type of one with a name.
  case structure(TypeLiteral)
  /// Nil: an interface without methods (`any`).
  case interface(TypeLiteral?)
  /// The results of a call of several.
  case tuple([GoType])
  case unknown

  package enum Untyped: Hashable, Sendable { case bool, integer, rune, float, complex, string, `nil` }

  /// What a pointer points to; the type itself when it is none.
  package var pointee: GoType { if case .pointer(let type) = self { type } else { self } }

  /// Whether it is the declared type, or a pointer to it.
  package func isNamed(_ package: String, _ name: String) -> Bool {
    if case .named(package, name, _) = pointee { true } else { false }
  }

  /// `context.Context`.
  package var isContext: Bool { if case .named("context", "Context", _) = self { true } else { false } }

  /// The type a variable gets from an untyped constant.
  package var defaulted: GoType {
    guard case .untyped(let kind) = self else { return self }
    return switch kind {
    case .bool: .basic("bool")
    case .integer: .basic("int")
    case .rune: .basic("int32")
    case .float: .basic("float64")
    case .complex: .basic("complex128")
    case .string: .basic("string")
    case .nil: .unknown
    }
  }
}

/// Parameters and results of a function, receiver left out.
package struct Signature: Hashable, Sendable {
  /// A variadic one is a slice.
  package let parameters: [GoType]
  package let results: [GoType]
  package let isVariadic: Bool

  package init(parameters: [GoType], results: [GoType], isVariadic: Bool) {
    self.parameters = parameters
    self.results = results
    self.isVariadic = isVariadic
  }

  /// Indexes of the results that are `error`.
  package var errorResults: [Int] { results.indices.filter { results[$0] == .error } }
}

/// A struct or interface type where it is written.
package struct TypeLiteral: Hashable, Sendable {
  /// structType or interfaceType.
  package let node: Node
  /// Alive as long as the `ModuleTypes` that answered.
  unowned(unsafe) let file: SourceFile

  package static func == (a: TypeLiteral, b: TypeLiteral) -> Bool { a.node == b.node }
  package func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

/// A field of a struct.
package struct TypedField: Hashable, Sendable {
  package let name: String
  package let type: GoType
  package let isEmbedded: Bool
}

/// What an identifier was declared as, and where.
package struct Declaration: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case variable, parameter, result, receiver, constant, type, typeParameter, function, field, importedPackage, builtin
  }

  package let kind: Kind
  /// The declaring identifier; nil for builtins, imported packages and what another package's facts declare.
  package let name: Node?
  /// Import path of the package when declared at its top level (or, for an import, the path imported); nil for local
  /// names. Builtins have "builtin".
  package let packagePath: String?

  package init(kind: Kind, name: Node?, packagePath: String?) {
    self.kind = kind
    self.name = name
    self.packagePath = packagePath
  }

  /// A package named by its import.
  package static func importedPackage(_ path: String) -> Declaration {
    Declaration(kind: .importedPackage, name: nil, packagePath: path)
  }

  /// Declared inside a function, its parameters and results included.
  package var isLocal: Bool { packagePath == nil && kind != .field }
}

/// Which results of a call are errors.
package enum ErrorResults: Hashable, Sendable {
  case none
  case at([Int])
  /// What is called is not known well enough.
  case unknown
}
