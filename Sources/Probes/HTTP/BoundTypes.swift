import GoSyntax
import GoTypes
import Repository

/// The structs that requests are bound to, by the calls that bind them: elsewhere a binding tag checks nothing.
///
/// Limits: where what is bound has an unknown type, every tag may be asked.
struct BoundTypes {
  private let names: Set<String>
  private let isWhole: Bool

  init(_ subject: Subject) {
    var names: Set<String> = []
    var isWhole = true
    for call in subject.productCalls(named: RequestDecoding.binders) {
      guard call.node.function?.unparenthesized.kind == .selectorExpr else { continue }
      guard let bound = BoundTypes.bound(by: call, subject) else {
        isWhole = false
        continue
      }
      names.formUnion(bound)
    }
    // What a bound struct holds is bound with it.
    var parts: [String: Set<String>] = [:]
    for file in subject.snapshot.productFiles {
      for spec in file.tree.nodes(of: .typeSpec) {
        guard let name = spec.name?.text, let fields = spec.type?.fieldList?.fields else { continue }
        let held = fields.flatMap { field in
          (field.type.map { [$0] + Array($0.descendants(of: .ident)) } ?? []).compactMap(\.lastName)
        }
        parts[name, default: []].formUnion(held)
      }
    }
    var open = Array(names)
    while let next = open.popLast() {
      for part in parts[next] ?? [] where names.insert(part).inserted { open.append(part) }
    }
    self.names = names
    self.isWhole = isWhole
  }

  /// The names of the structs that a call fills: none for one without a name, which has tags of its own; nil where
  /// nobody knows.
  private static func bound(by call: ProductCall, _ subject: Subject) -> [String]? {
    // `c.ShouldBind(&x)`, `render.Bind(r, &x)`, `c.ShouldBindWith(&x, binding.JSON)`: the request and the way are no
    // places to bind to.
    let places = call.node.arguments.filter { argument in
      let argument = argument.unparenthesized
      if argument.kind == .selectorExpr, argument.operand?.isText("binding") == true { return false }
      guard case .named(let path, _, _)? = subject.types.type(of: argument, in: call.file)?.pointee else { return true }
      return path != "net/http" && !ServingSurface.routers.contains { path.hasPrefix($0) }
    }
    guard !places.isEmpty else { return nil }
    var names: [String] = []
    for place in places {
      guard var type = subject.types.type(of: place, in: call.file)?.pointee.pointee else { return nil }
      while true {
        switch type {
        case .slice(let element), .array(let element), .map(_, let element):
          type = element.pointee
          continue
        default: break
        }
        break
      }
      switch type {
      case .named(_, let name, _): names.append(name)
      case .structure, .basic: continue
      default: return nil
      }
    }
    return names
  }

  /// Whether a request can be bound to the struct around a field's tag.
  func mayBind(_ tag: Node) -> Bool {
    guard isWhole, !names.isEmpty, let name = tag.ancestors.first(where: { $0.kind == .typeSpec })?.name?.text else {
      return true
    }
    return names.contains(name)
  }
}
