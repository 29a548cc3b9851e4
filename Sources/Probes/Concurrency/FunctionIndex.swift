import GoSyntax
import GoTypes
import Repository

/// Where the module declares its functions and methods.
struct FunctionIndex: Sendable {
  private let places: [Callee: Place]
  /// Those of the product, by name.
  private let methods: [String: [Callee]]

  private struct Place: Sendable {
    let node: Node
    let file: Int
  }

  /// Of functions declared several times, for different systems, the first file's counts; tests come last.
  init(_ snapshot: Snapshot) {
    var places: [Callee: Place] = [:]
    places.reserveCapacity(snapshot.goFiles.reduce(0) { $0 + $1.tree.nodes(of: .funcDecl).count })
    for isTest in [false, true] {
      for (number, file) in snapshot.goFiles.enumerated() where file.isTest == isTest {
        for (callee, function) in file.fact(OfFile.self).functions {
          if places[callee] == nil { places[callee] = Place(node: function, file: number) }
        }
      }
    }
    self.places = places
    methods = snapshot.productFiles.reduce(into: [:]) { methods, file in
      for (callee, _) in file.fact(OfFile.self).functions where callee.receiver != nil {
        methods[callee.name, default: []].append(callee)
      }
    }
  }

  /// The product's methods of that name, on whatever type.
  func methods(named name: String) -> [Callee] { methods[name] ?? [] }

  private struct OfFile: FileFact {
    let functions: [(callee: Callee, node: Node)]

    init(_ file: GoFile) {
      functions = file.tree.nodes(of: .funcDecl).compactMap { function in
        guard let name = function.name?.text else { return nil }
        let receiver = FunctionIndex.receiverName(of: function)
        return (Callee(packagePath: file.packagePath, receiver: receiver, name: name), function)
      }
    }
  }

  func declaration(of callee: Callee, _ snapshot: Snapshot) -> (node: Node, file: GoFile)? {
    places[callee].map { ($0.node, snapshot.goFiles[$0.file]) }
  }

  static func declaration(of callee: Callee, _ subject: Subject) -> (node: Node, file: GoFile)? {
    subject.functions.declaration(of: callee, subject.snapshot)
  }

  /// The name of a method's receiver type without `*` and type parameters; nil for a function.
  static func receiverName(of function: Node) -> String? {
    guard var type = function.receiver?.fields.first?.type?.unparenthesized else { return nil }
    if type.kind == .starExpr, let inner = type.operand { type = inner.unparenthesized }
    if type.kind == .indexExpr || type.kind == .indexListExpr, let inner = type.operand { type = inner }
    return type.text
  }
}

extension Subject {
  /// Every function and method the module declares.
  var functions: FunctionIndex { sharedFunctions.value { FunctionIndex(snapshot) } }
}
