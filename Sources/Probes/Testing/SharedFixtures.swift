import GoSyntax
import GoTypes
import Repository

/// Functions of the module that fill or empty the one database its tests share: a loader of fixtures or a connection that
/// a variable of a package holds. Whoever calls one pulls the rows from under every test that runs beside it.
///
/// Calls are followed through functions and methods of the module, `depthMax` deep. Limits: a connection that a value
/// keeps to itself is not the whole process's and is not meant.
struct SharedFixtures {
  private let subject: Subject
  private let module: String
  private let loading: Set<Callee>
  private var known: [Callee: Bool] = [:]
  private static let depthMax = 6

  init(_ subject: Subject) {
    self.subject = subject
    module = subject.snapshot.module?.path ?? ""
    var loading: Set<Callee> = []
    let hasOwnServers = subject.snapshot.goFiles.contains { file in
      file.imports.contains { $0.path.contains("miniredis") }
    }
    for file in subject.snapshot.goFiles where file.roles.isDisjoint(with: [.example, .testdata, .generated]) {
      for (call, held) in file.tree.fact(FillingCalls.self).calls {
        let isShared =
          FillingCalls.flushing.contains(call.calledName ?? "")
          ? !hasOwnServers && file.imports.contains { $0.path.contains("redis") }
          : SharedFixtures.isOfPackage(held, file, subject)
        guard isShared, let function = call.ancestors.first(where: { $0.kind == .funcDecl }),
          let name = function.name?.text
        else { continue }
        loading.insert(
          Callee(packagePath: file.packagePath, receiver: FunctionIndex.receiverName(of: function), name: name))
      }
    }
    self.loading = loading
  }

  /// A variable of the package.
  private static func isOfPackage(_ held: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let declaration = subject.types.declaration(of: held, in: file) else { return false }
    return declaration.kind == .variable && !declaration.isLocal
  }

  /// Whether no call comes to such a function, there being none.
  var isEmpty: Bool { loading.isEmpty }

  /// Whether a call in a test comes to such a function.
  mutating func isReached(by call: Node, in file: GoFile) -> Bool {
    guard !loading.isEmpty, let callee = called(by: call, in: file) else { return false }
    return reaches(callee, depth: 0)
  }

  private mutating func reaches(_ callee: Callee, depth: Int) -> Bool {
    if loading.contains(callee) { return true }
    if let answer = known[callee] { return answer }
    guard depth < SharedFixtures.depthMax,
      let (function, file) = FunctionIndex.declaration(of: callee, subject), let body = function.body
    else { return false }
    // A function that calls itself learns nothing new.
    known[callee] = false
    var answer = false
    for call in body.descendants(of: .callExpr) {
      guard let next = called(by: call, in: file), reaches(next, depth: depth + 1) else { continue }
      answer = true
      break
    }
    known[callee] = answer
    return answer
  }

  private func called(by call: Node, in file: GoFile) -> Callee? {
    guard let function = call.function?.unparenthesized else { return nil }
    if function.kind == .ident {
      return Callee(packagePath: file.packagePath, receiver: nil, name: function.text)
    }
    guard function.kind == .selectorExpr, let operand = function.operand?.unparenthesized, let name = function.name
    else { return nil }
    if operand.kind == .ident,
      let path = file.imports.first(where: { operand.hasText($0.name) })?.path
    {
      return path.isPath(module) ? Callee(packagePath: path, receiver: nil, name: name.text) : nil
    }
    guard let callee = subject.types.callee(of: call, in: file), let path = callee.packagePath, path.isPath(module)
    else { return nil }
    let plain = path.hasSuffix("_test") ? String(path.dropLast("_test".count)) : path
    return Callee(packagePath: plain, receiver: callee.receiver, name: callee.name)
  }

  /// `fixtures.Load()`, `engine.DropTables(...)`: calls that fill or empty what they are called on, if that is a
  /// variable of the package.
  private struct FillingCalls: TreeFact {
    private(set) var calls: [(call: Node, held: Node)] = []

    init(_ tree: SyntaxTree) {
      for call in tree.nodes(of: .callExpr) {
        guard let name = call.calledName,
          FillingCalls.filling.contains(name) || FillingCalls.flushing.contains(name) || name == "Load",
          let held = call.function?.unparenthesized.operand?.unparenthesized, held.kind == .ident
        else { continue }
        if name == "Load", !IdentifierWords(held.text).containsAny(of: ["fixture", "fixtures"]) { continue }
        calls.append((call, held))
      }
    }

    /// Whatever holds the connection to Redis, the server behind it is one, unless each test starts its own.
    static let flushing: Set<String> = ["FlushDB", "FlushAll"]
    private static let filling: Set<String> = [
      "DropTables", "DropTable", "CreateTables", "Sync2", "AutoMigrate", "Truncate", "LoadFixtures", "ResetFixtures",
    ]
  }
}
