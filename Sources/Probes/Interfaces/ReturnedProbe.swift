import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds constructors that hide what they make behind an interface of the same package.
///
/// Limits: only functions named New... are looked at, and only those that return one concrete type on every way out.
struct ReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/returned",
    sign: .antiPattern,
    looksFor: "a constructor that returns an interface although it always makes the same type",
    because: "callers cannot reach what the interface leaves out, and the interface grows instead",
    instead: "return the concrete type and let callers declare the interface they need",
    examples: [
      .found(
        """
        package shop
        type Store interface{ Load() error }
        type store struct{}
        func (s *store) Load() error { return nil }
        func NewStore() ▸Store { return &store{} }
        """),
      .quiet(
        """
        package shop
        type Store struct{}
        func NewStore() *Store { return &Store{} }
        """),
      .quiet(
        """
        package shop
        type Store interface{ Load() error }
        type memory struct{}
        func (s *memory) Load() error { return nil }
        type disk struct{}
        func (s *disk) Load() error { return nil }
        func NewStore(path string) Store {
          if path == "" { return &memory{} }
          return &disk{}
        }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var constructors = 0
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver == nil {
        guard let name = function.name?.text, name.hasPrefix("New"), let first = function.type?.results?.fields.first,
          let written = first.type, let type = subject.types.type(written: written, in: file)
        else { continue }
        constructors += 1
        guard case .named(let path, _, _) = type, path == file.packagePath,
          case .interface(let literal?)? = subject.types.underlying(type), !literal.node.fields.isEmpty,
          Self.makesOneType(function, file, subject.types)
        else { continue }
        findings.append(file.finding(Self.card.id, at: written, "\(name) always makes the same type"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["constructors": .count(constructors), "hidden": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["func New..."]))
  }

  /// Every return gives nil or one and the same struct of the package.
  private static func makesOneType(_ function: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    var made: Set<GoType> = []
    for statement in function.descendants(of: .returnStmt) where statement.enclosingFunction == function {
      guard let value = statement.returned.first?.unparenthesized else { return false }
      if value.isText("nil") { continue }
      guard let type = types.type(of: value, in: file), case .named(let path, _, _) = type.pointee,
        path == file.packagePath, case .structure? = types.underlying(type.pointee)
      else { return false }
      made.insert(type.pointee)
    }
    return made.count == 1
  }
}
