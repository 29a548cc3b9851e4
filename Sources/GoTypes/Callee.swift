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
