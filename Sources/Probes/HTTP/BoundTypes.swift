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
      // `c.ShouldBind(&x)`, `render.Bind(r, &x)`, `c.ShouldBindWith(&x, binding.JSON)`
      let types = call.node.arguments.map { subject.types.type(of: $0, in: call.file)?.pointee.pointee }
      let bound = types.compactMap { type -> String? in
        if case .named(_, let name, _)? = type { name } else { nil }
      }
      // A struct without a name has tags of its own.
      if bound.isEmpty, !types.contains(where: { if case .structure? = $0 { true } else { false } }) { isWhole = false }
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

  /// Whether a request can be bound to the struct around a field's tag.
  func mayBind(_ tag: Node) -> Bool {
    guard isWhole, !names.isEmpty, let name = tag.ancestors.first(where: { $0.kind == .typeSpec })?.name?.text else {
      return true
    }
    return names.contains(name)
  }
}
