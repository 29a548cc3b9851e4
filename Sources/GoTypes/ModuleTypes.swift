import BundledFacts
import GoSyntax
import Repository

/// Names and types of a snapshot: what an identifier means, what a call calls, what an expression's type is.
///
/// A second pass beside the trees. It knows the module's own declarations, the standard library's signatures and those
/// of widely used modules (`BundledFacts`); everything else is *unknown*, and unknown is an answer: a probe that needs
/// to know stays quiet. A section of facts stands for all major versions of a module: a callee of `pgx/v4` has the path
/// of the version the facts were written for.
package final class ModuleTypes: Sendable {
  package let snapshot: Snapshot
  /// What stands outside the module, as far as it was asked for.
  package let outside: OutsidePackages
  private let packages: [String: PackageScope]
  private let files: SourcesByTree

  package init(_ snapshot: Snapshot) {
    self.snapshot = snapshot
    outside = OutsidePackages(snapshot)
    var namesOfPackages: [String: String] = [:]
    for package in snapshot.packages where !package.name.isEmpty { namesOfPackages[package.path] = package.name }
    var groups: [String: [SourceFile]] = [:]
    let names = namesOfPackages
    let sources = snapshot.goFiles.parallelMap { file in
      SourceFile(tree: file.tree, imports: file.imports) { names[$0.path] ?? $0.name }
    }
    for (file, source) in zip(snapshot.goFiles, sources) {
      let isOutside = file.isTest && file.packageName.hasSuffix("_test")
      groups[isOutside ? file.packagePath + "_test" : file.packagePath, default: []].append(source)
    }
    files = SourcesByTree(sources)
    let scopes = groups.map { (path: $0.key, files: $0.value) }.parallelMap {
      PackageScope(path: $0.path, files: $0.files)
    }
    packages = Dictionary(uniqueKeysWithValues: scopes.map { ($0.path, $0) })
  }

  /// What a call calls; nil for a call of a function value, a conversion or an unknown thing.
  ///
  /// A method whose receiver's type is not known has its name only.
  package func callee(of call: Node, in file: GoFile) -> Callee? {
    guard let source = source(of: call) else { return nil }
    var query = TypeQuery(self)
    return query.callee(of: call, source)
  }

  /// The function or method that an expression names without calling it: `http.HandlerFunc(s.list)` names `list`.
  package func callee(named expression: Node, in file: GoFile) -> Callee? {
    guard let source = source(of: expression) else { return nil }
    var query = TypeQuery(self)
    return query.callee(named: expression.unparenthesized, source)
  }

  /// The type of an expression; nil when unknown, or when the node is a type or a package.
  package func type(of expression: Node, in file: GoFile) -> GoType? {
    guard let source = source(of: expression) else { return nil }
    var query = TypeQuery(self)
    // The name of a declared variable has its type too.
    if expression.kind == .ident, expression.parent?.kind == .selectorExpr, expression.parent?.name == expression,
      let selector = expression.parent
    {
      return query.type(selector, source).known
    }
    return query.type(expression, source).known
  }

  /// The type that a type expression writes down (`*http.Request`); nil when the node is no type.
  package func type(written node: Node, in file: GoFile) -> GoType? {
    guard let source = source(of: node) else { return nil }
    var query = TypeQuery(self)
    return query.written(node, source).known
  }

  /// Whether an expression is a type, so that calling it converts.
  package func isType(_ expression: Node, in file: GoFile) -> Bool {
    guard let source = source(of: expression) else { return false }
    return TypeQuery(self).isType(expression, source)
  }

  /// Parameters and results of a function or method of the module or of the bundled facts.
  package func signature(of callee: Callee) -> Signature? {
    guard let path = callee.packagePath, let package = package(path) else { return nil }
    var query = TypeQuery(self)
    guard let receiver = callee.receiver else {
      guard let member = package.members[callee.name], member.kind == .function, let type = member.node.type else {
        return nil
      }
      return query.signature(declaredBy: member.name, type, member.file)
    }
    guard
      case .method(let method) = query.select(
        callee.name, from: .pointer(.named(package: path, name: receiver, arguments: [])))
    else { return nil }
    return query.signature(of: method)
  }

  /// Parameters and results of what a call calls, function values included; nil for conversions and builtins.
  package func signature(calledBy call: Node, in file: GoFile) -> Signature? {
    guard let source = source(of: call) else { return nil }
    var query = TypeQuery(self)
    return query.signature(calledBy: call, source)
  }

  /// Which results of a call are `error`.
  package func errorResults(of call: Node, in file: GoFile) -> ErrorResults {
    guard let source = source(of: call) else { return .unknown }
    var query = TypeQuery(self)
    switch query.typeOfCall(call, source) {
    case .unknown: return .unknown
    case .tuple(let all):
      let errors = all.indices.filter { all[$0] == .error }
      return errors.isEmpty ? (all.contains(.unknown) ? .unknown : .none) : .at(errors)
    case let type: return type == .error ? .at([0]) : .none
    }
  }

  /// Whether an expression's type is `error` or implements it; nil when unknown.
  package func isError(_ expression: Node, in file: GoFile) -> Bool? {
    guard let type = type(of: expression, in: file) else { return nil }
    return implementsError(type)
  }

  /// What a declared type is made of; other types are their own underlying type.
  package func underlying(_ type: GoType) -> GoType? {
    var query = TypeQuery(self)
    return query.underlying(type).known
  }

  /// The method a type has under a name (promoted ones too), and its parameters and results.
  package func method(_ name: String, of type: GoType) -> (callee: Callee, signature: Signature)? {
    var query = TypeQuery(self)
    guard case .method(let method) = query.select(name, from: type) else { return nil }
    return (method.callee, query.signature(of: method))
  }

  /// The fields of a struct type, in order.
  package func fields(of type: GoType) -> [TypedField] {
    var query = TypeQuery(self)
    return query.fields(of: type)
  }

  /// Whether values of the type are errors; nil when unknown.
  package func implementsError(_ type: GoType) -> Bool? {
    var query = TypeQuery(self)
    return query.implementsError(type)
  }

  /// Whether a value of the type holds a lock (`sync.Mutex`, an atomic value, `noCopy`) that must not be copied.
  package func holdsLock(_ type: GoType) -> Bool {
    var query = TypeQuery(self)
    return query.holdsLock(type)
  }

  // MARK: For the evaluation

  func package(_ path: String) -> PackageScope? { packages[path] ?? outside.package(path) }

  func source(of node: Node) -> SourceFile? { files[node] }
}

extension GoType {
  var known: GoType? { self == .unknown ? nil : self }
}
