import GoSyntax
import Repository

/// Names and types of a snapshot: what an identifier means, what a call calls, what an expression's type is.
///
/// A second pass beside the trees. It knows the module's own declarations, the standard library's signatures and those
/// of widely used modules (`BundledFacts`); everything else is *unknown*, and unknown is an answer: a probe that needs
/// to know stays quiet.
package final class ModuleTypes: Sendable {
  package let snapshot: Snapshot

  package init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  /// What a call calls; nil for a call of a function value, a conversion or an unknown thing.
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
