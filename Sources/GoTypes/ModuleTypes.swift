import GoSyntax
import Repository

/// Names and types of a snapshot: what an identifier means, what a call calls, what an expression's type is.
///
/// A second pass beside the trees. It knows the module's own declarations, the standard library's signatures and those
/// of widely used modules (`BundledFacts`); everything else is *unknown*, and unknown is an answer: a probe that needs
/// to know stays quiet. A file of facts stands for all major versions of a module: a callee of `pgx/v4` has the path of
/// the version the facts were written for.
package final class ModuleTypes: Sendable {
  package let snapshot: Snapshot

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// What a call calls; nil for a call of a function value, a conversion or an unknown thing.
  ///
  /// A method whose receiver's type is not known has its name only.
  package func callee(of call: Node, in file: GoFile) -> Callee? {
    guard let function = call.function?.unparenthesized else { return nil }
    switch function.kind {
    case .selectorExpr:
      guard let operand = function.operand?.unparenthesized, let name = function.name?.text else { return nil }
      if operand.kind == .ident {
        let written = operand.text
        if let imported = file.imports.first(where: { $0.name == written }) {
          return Callee(packagePath: imported.path, receiver: nil, name: name)
        }
      }
      return Callee(packagePath: nil, receiver: nil, name: name)
    case .ident: return Callee(packagePath: file.packagePath, receiver: nil, name: function.text)
    default: return nil
    }
  }

  /// The type of an expression; nil when unknown, or when the node is a type or a package.
  package func type(of expression: Node, in file: GoFile) -> GoType? { nil }

  /// The type that a type expression writes down (`*http.Request`); nil when the node is no type.
  package func type(written node: Node, in file: GoFile) -> GoType? { nil }

  /// Parameters and results of a function or method of the module or of the bundled facts.
  package func signature(of callee: Callee) -> Signature? { nil }

  /// Parameters and results of what a call calls, function values included; nil for conversions and builtins.
  package func signature(calledBy call: Node, in file: GoFile) -> Signature? { nil }

  /// Which results of a call are `error`.
  package func errorResults(of call: Node, in file: GoFile) -> ErrorResults { .unknown }

  /// Whether an expression's type is `error` or implements it; nil when unknown.
  package func isError(_ expression: Node, in file: GoFile) -> Bool? { nil }

  /// What an identifier names; nil when nothing is known by that name.
  package func declaration(of identifier: Node, in file: GoFile) -> Declaration? { nil }

  /// What a declared type is made of; other types are their own underlying type.
  package func underlying(_ type: GoType) -> GoType? { nil }

  /// The method a type has under a name (promoted ones too), and its parameters and results.
  package func method(_ name: String, of type: GoType) -> (callee: Callee, signature: Signature)? { nil }

  /// The fields of a struct type, in order.
  package func fields(of type: GoType) -> [TypedField] { [] }

  /// Whether values of the type are errors; nil when unknown.
  package func implementsError(_ type: GoType) -> Bool? { nil }

  /// Whether a value of the type holds a lock (`sync.Mutex`, an atomic value, `noCopy`) that must not be copied.
  package func holdsLock(_ type: GoType) -> Bool { false }
}

/// A function or method by its full name.
package struct Callee: Hashable, Sendable {
  /// Import path of the package that declares it; nil when unknown. Builtins have "builtin".
  package let packagePath: String?
  /// Name of the receiver's type without `*`; nil for a plain function or when unknown.
  package let receiver: String?
  package let name: String

  package init(packagePath: String?, receiver: String?, name: String) {
    self.packagePath = packagePath
    self.receiver = receiver
    self.name = name
  }

  /// Whether it is a plain function of a package: `callee.is("net/http", "ListenAndServe")`.
  package func `is`(_ path: String, _ name: String) -> Bool {
    receiver == nil && packagePath == path && self.name == name
  }
  /// Whether it is a method: `callee.is("net/http", "Server", "Shutdown")`.
  package func `is`(_ path: String, _ receiver: String, _ name: String) -> Bool {
    self.receiver == receiver && packagePath == path && self.name == name
  }
}
