import GoSyntax
import GoTypes
import Repository

/// Which types hold a lock by value, each looked at once.
///
/// A type holds a lock when a pointer to it has Lock and Unlock and the value has not, as sync.Mutex does, or when one
/// of its fields or elements holds one. The standard library's own are known from the bundled facts. A class, so that
/// whoever asks adds to what the others know.
final class LockTypes {
  private let subject: Subject
  /// `type L sync.Mutex`: types made of another declared type, and that type.
  private let origins: [Callee: GoType]
  private var known: [GoType: Bool] = [:]

  init(_ subject: Subject) {
    self.subject = subject
    var origins: [Callee: GoType] = [:]
    for file in subject.snapshot.goFiles {
      for spec in file.tree.nodes(of: .typeSpec) where !spec.isAlias {
        guard let name = spec.name, let written = spec.type, written.kind == .selectorExpr,
          let origin = subject.types.type(written: written, in: file)
        else { continue }
        origins[Callee(packagePath: file.packagePath, receiver: nil, name: name.text)] = origin
      }
    }
    self.origins = origins
  }

  func holdsLock(_ type: GoType) -> Bool {
    switch type {
    case .array(let element): return holdsLock(element)
    case .structure: return subject.types.fields(of: type).contains { holdsLock($0.type) }
    case .named(let path, let name, _):
      if let answer = known[type] { return answer }
      // A type that contains itself does not compile; what is said of it then matters little, but it must end.
      known[type] = false
      let answer = isLock(path, name) || partHoldsLock(type)
      known[type] = answer
      return answer
    case .basic, .untyped, .error, .parameter, .pointer, .slice, .map, .channel, .function, .interface, .tuple,
      .unknown:
      return false
    }
  }

  private func partHoldsLock(_ type: GoType) -> Bool {
    if case .named(let path, let name, _) = type,
      let origin = origins[Callee(packagePath: path, receiver: nil, name: name)], origin != type
    {
      return holdsLock(origin)
    }
    switch subject.types.underlying(type) {
    case .array(let element)?: return holdsLock(element)
    case .structure?: return subject.types.fields(of: type).contains { holdsLock($0.type) }
    default: return false
    }
  }

  private func isLock(_ path: String, _ name: String) -> Bool {
    if path == "sync", name == "Mutex" || name == "noCopy" { return true }
    return ["Lock", "Unlock"].allSatisfy { method in
      let callee = Callee(packagePath: path, receiver: name, name: method)
      guard let declaration = FunctionIndex.declaration(of: callee, subject)?.node,
        declaration.receiver?.fields.first?.type?.unparenthesized.kind == .starExpr
      else { return false }
      return declaration.type?.parameters?.fields.isEmpty ?? true
    }
  }
}
