import GoSyntax
import Repository

/// A method as an interface tells it from others: its name, and how much it takes and gives.
struct MethodShape: Hashable {
  let name: String
  let parameterCount: Int
  let resultCount: Int

  private init(name: String, type: Node?) {
    self.name = name
    parameterCount = MethodShape.count(type?.parameters)
    resultCount = MethodShape.count(type?.results)
  }

  /// Nil for the name of anything but a method.
  init?(declaredAt name: Node) {
    guard let function = name.parent, function.kind == .funcDecl, function.receiver != nil, function.name == name else {
      return nil
    }
    self.init(name: name.text, type: function.type)
  }

  /// Nil for what an interface embeds.
  init?(asked field: Node) {
    guard let name = field.names.first, field.type?.kind == .funcType else { return nil }
    self.init(name: name.text, type: field.type)
  }

  private static func count(_ list: Node?) -> Int {
    list?.fields.reduce(0) { $0 + max(1, $1.names.count) } ?? 0
  }
}

/// The methods of a file's interfaces that have a comment.
struct DescribedMethods: FileFact {
  private(set) var methods: Set<MethodShape> = []

  init(_ file: GoFile) {
    for literal in file.tree.nodes(of: .interfaceType) {
      for field in literal.fields where field.doc != nil || field.trailingComment != nil {
        if let shape = MethodShape(asked: field) { methods.insert(shape) }
      }
    }
  }
}
