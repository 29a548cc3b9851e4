import GoSyntax
import GoTypes
import Repository

/// The methods that an interface asks for, those of embedded interfaces too.
///
/// Limits: a method counts as the one that is asked for by its name and the numbers of its parameters and results.
struct AskedMethods: Sendable {
  struct Method: Sendable {
    let name: String
    let parameterCount: Int
    let resultCount: Int
  }

  let all: [Method]

  /// Nil where something embedded is not known, or no interface.
  init?(of literal: Node, in file: GoFile, _ types: ModuleTypes) {
    guard let all = AskedMethods.all(of: literal, in: file, types, depth: 0) else { return nil }
    self.all = all
  }

  /// Only those that the interface declares itself.
  init(declaredBy literal: Node) { all = AskedMethods.declared(by: literal) }

  /// Whether a pointer to the named type has them all.
  func areHad(byTypeNamed name: String, of package: String, _ types: ModuleTypes) -> Bool {
    let whole = GoType.pointer(.named(package: package, name: name, arguments: []))
    return all.allSatisfy { asked in
      guard let method = types.method(asked.name, of: whole) else { return false }
      return method.signature.parameters.count == asked.parameterCount
        && method.signature.results.count == asked.resultCount
    }
  }

  private static func all(of literal: Node, in file: GoFile, _ types: ModuleTypes, depth: Int) -> [Method]? {
    guard depth < embeddingDepthMax else { return nil }
    var all = declared(by: literal)
    for field in literal.fields where field.names.isEmpty {
      guard let written = field.type?.unparenthesized, let meant = types.type(written: written, in: file),
        case .interface(let embedded?)? = types.underlying(meant),
        let promoted = AskedMethods.all(of: embedded.node, in: file, types, depth: depth + 1)
      else { return nil }
      all += promoted
    }
    return all
  }

  private static func declared(by literal: Node) -> [Method] {
    literal.fields.compactMap { field in
      field.names.first.map {
        Method(name: $0.text, parameterCount: count(field.type?.parameters), resultCount: count(field.type?.results))
      }
    }
  }

  private static func count(_ list: Node?) -> Int { list?.fields.reduce(0) { $0 + Swift.max(1, $1.names.count) } ?? 0 }

  private static let embeddingDepthMax = 8
}
