import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds functions that hide what they make behind an interface.
///
/// Every way out must give the same concrete type, nil and errors aside. Quiet for interfaces of the standard library,
/// for `error` and interfaces written without a name, for methods that an interface of the module asks for, and for
/// functions that somebody uses as a value: their signature is asked for too. Quiet where another file makes another
/// type under the same name, for another platform. Quiet also for wrappers, which take the interface they return, and
/// for functions that adapt themselves, or the one function they are given, to an interface. Inside its package the maker
/// of one variant may speak of the interface: what is not exported counts where no function beside it gives another
/// type, and, if it is not named as a constructor, where the interface has one implementation.
/// Functional options (`WithLimit` gives an `Option`) hide their types by custom. As Effective Go has it, a type that is
/// not exported and has no exported methods but the interface's stays hidden where the interface has several
/// implementations.
/// A function that gives nothing but nil for another package's interface counts too.
/// Limits: a type of another module nobody here knows is an interface when what is returned cannot have that very type,
/// or when it is named for a deed (`Buzzer`) and only nil is returned.
struct ReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/returned",
    version: 7,
    sign: .antiPattern,
    looksFor: "a function that returns an interface although it always makes the same type",
    because: "callers cannot reach what the interface leaves out, and the interface grows instead",
    instead: "return the concrete type and let callers declare the interface they need",
    examples: found + quiet + ownMakers)

  func examine(_ subject: Subject) -> Outcome {
    var interfaces = InterfaceResults(subject)
    var signatures = AskedSignatures(subject)
    var candidates: [Candidate] = []
    var constructors = 0
    for file in subject.snapshot.productFiles {
      interfaces.enter(file)
      for function in file.tree.nodes(of: .funcDecl) {
        guard let results = function.type?.results, function.body != nil, let name = function.name else { continue }
        if function.receiver == nil, name.bytes.starts(with: "New".utf8) {
          constructors += 1
        }
        var position = 0
        for field in results.fields {
          defer { position += max(1, field.names.count) }
          guard let written = field.type, field.names.count < 2,
            let made = interfaces.concreteType(madeBy: function, written, at: position, in: file)
          else { continue }
          candidates.append(Candidate(file: file, function: function, result: written, made: made))
          break
        }
      }
    }
    let asked = signatures.askedFor(candidates.map { ($0.function, $0.file) })
    let made = Dictionary(candidates.map { ($0.function, $0.made) }, uniquingKeysWith: { first, _ in first })
    lazy var implementations = subject.implementations
    let consumed = ConsumedInterfaces(subject)
    let sure = candidates.filter { candidate in
      !asked.contains(candidate.function) && !isOption(candidate.result) && !givesTwice(candidate.function)
        && (isExported(candidate.function) || !isVariant(candidate, made, interfaces, implementations, subject))
        && signatures.twins(of: candidate.function, in: candidate.file).allSatisfy { made[$0] == candidate.made }
        && !(isHidden(candidate) && decorates(candidate, subject))
        && !(isHidden(candidate) && offersNoMore(candidate, subject)
          && (implementations.hasSeveral(of: candidate.result, in: candidate.file)
            || consumed.isTaken(candidate.result, in: candidate.file)))
    }
    let findings = sure.map { candidate in
      let name = candidate.function.name?.text ?? ""
      return candidate.file.finding(
        Self.card.id, at: candidate.result, "\(name) always gives \(candidate.made)",
        confidence: isExported(candidate.function) ? .medium : .low)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["constructors": .count(constructors), "hidden": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["functions with an interface as result"]))
  }
}

extension ReturnedProbe {
  private struct Candidate {
    let file: GoFile
    let function: Node
    let result: Node
    let made: String

    /// Without the pointer.
    var typeName: String { String(made.drop { $0 == "*" }) }
  }

  private func isExported(_ function: Node) -> Bool {
    function.name.map { ExportedIdentifier.isExported($0.text) } ?? false
  }

  /// `Option`, `client.CallOption`.
  private func isOption(_ result: Node) -> Bool {
    (result.kind == .selectorExpr ? result.name : result)?.text.hasSuffix("Option") ?? false
  }

  /// Whether a function that is not exported may make one of the types that the interface is for.
  private func isVariant(
    _ candidate: Candidate, _ made: [Node: String], _ interfaces: InterfaceResults, _ implementations: Implementations,
    _ subject: Subject
  ) -> Bool {
    hasLike(candidate, made, subject)
      || !interfaces.isConstructor(candidate.function)
        && implementations.hasSeveral(of: candidate.result, in: candidate.file)
  }

  /// Whether another function of the package is declared to give the same interface, and not always the same type.
  private func hasLike(_ candidate: Candidate, _ made: [Node: String], _ subject: Subject) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == candidate.file.packagePath
        && other.tree.nodes(of: .funcDecl).contains { function in
          function != candidate.function && made[function] != candidate.made
            && function.type?.results?.fields.contains { $0.type?.isSameText(as: candidate.result) ?? false } ?? false
        }
    }
  }

  /// Whether other packages cannot name what is made.
  /// `return store, store, nil`: one value seen from several sides, which is what the interfaces are for.
  private func givesTwice(_ function: Node) -> Bool {
    function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == function else { return false }
      let names = statement.returned.filter { $0.kind == .ident && !$0.isText("nil") }.map(\.text)
      return Set(names).count < names.count
    }
  }

  private func isHidden(_ candidate: Candidate) -> Bool {
    let name = candidate.typeName
    return candidate.made != "nil" && name.utf8.first != UInt8(ascii: "[") && !ExportedIdentifier.isExported(name)
  }

  /// Whether the interface has every exported method of what is made.
  private func offersNoMore(_ candidate: Candidate, _ subject: Subject) -> Bool {
    let name = candidate.typeName
    guard let interface = subject.types.type(written: candidate.result, in: candidate.file) else { return false }
    return subject.snapshot.productFiles.allSatisfy { other in
      other.packagePath != candidate.file.packagePath
        || other.tree.nodes(of: .funcDecl).allSatisfy { function in
          guard function.receiver != nil, let method = function.name, ExportedIdentifier.isExported(method.text),
            FunctionIndex.receiverName(of: function) == name
          else { return true }
          return subject.types.method(method.text, of: interface) != nil
        }
    }
  }

  /// `type traced struct { Store }`: a decorator, of which there is nothing more to reach than of what it holds.
  private func decorates(_ candidate: Candidate, _ subject: Subject) -> Bool {
    guard let interface = subject.types.type(written: candidate.result, in: candidate.file) else { return false }
    if case .interface? = subject.types.underlying(interface), !offersNoMore(candidate, subject) { return false }
    let made = GoType.named(package: candidate.file.packagePath, name: candidate.typeName, arguments: [])
    return subject.types.fields(of: made).contains { $0.isEmbedded && $0.type == interface }
  }

  private static let store = """
    package shop
    type Store interface{ Load() error }
    type memory struct{}
    func (s *memory) Load() error { return nil }

    """
  private static let disk = """
    type disk struct{}
    func (s *disk) Load() error { return nil }

    """

  private static let found: [ProbeExample] = [
    .found(store + "func NewStore() ▸Store { return &memory{} }"),
    .found(store + "func OpenStore(path string) (▸Store, error) {\n  return new(memory), nil\n}"),
    .found(store + "func NewStore() (s ▸Store) {\n  s = &memory{}\n  return\n}"),
    .found(store + "func NewStore() ▸Store {\n  var s Store\n  s = &memory{}\n  return s\n}"),
    .found(store + "func NewStore(path string) ▸Store {\n  if path == \"\" { return nil }\n  return &memory{}\n}"),
    .found(store + "func makeMemory() *memory { return nil }\nfunc NewStore() ▸Store { return makeMemory() }"),
    .found(store + "var held struct{ inner *memory }\nfunc Current() ▸Store { return held.inner }"),
    .found(store + "func From(value any) ▸Store { return value.(*memory) }"),
    .found(store + "func newStore() ▸Store { return &memory{} }"),
    .found(store + "func NewStore(done func()) ▸Store {\n  done()\n  return &memory{}\n}"),
    .found(store + "type shelf struct{}\nfunc (shelf) Store() ▸Store { return &memory{} }"),
    .found(store + disk + "func (s *memory) Size() int { return 0 }\nfunc NewStore() ▸Store { return &memory{} }"),
    .found(
      store + disk
        + """
        type Shelf struct{}
        func (s *Shelf) Load() error { return nil }
        func NewStore() ▸Store { return &Shelf{} }
        """),
    .found(
      """
      package shop
      type Store[T any] interface{ Load() T }
      type memory[T any] struct{ kept T }
      func (s *memory[T]) Load() T { return s.kept }
      func NewStore[T any]() ▸Store[T] { return &memory[T]{} }
      """),
    .found(
      """
      package shop
      import "example.org/storing"
      type memory struct{}
      func (s *memory) Load() error { return nil }
      func NewStore() ▸storing.Store { return &memory{} }
      """),
    .found("package shop\nimport \"example.org/storing\"\nfunc Discard() ▸storing.Storer { return nil }"),
    .found(
      "-- store/store.go --\npackage store\ntype Store interface{ Load() error }\n"
        + "-- shop.go --\npackage shop\nimport \"example.org/shop/store\"\nfunc Discard() ▸store.Store { return nil }\n"
    ),
    .found(
      """
      package shop
      import "example.org/boxes"
      type shelf struct{ next boxes.Store }
      type box struct{ inner boxes.Box }
      func (s *shelf) OpenBox(name string) ▸boxes.Box { return &box{s.next.Find(name)} }
      """),
    .found(
      store
        + """
        type traced struct{ Store }
        func (t *traced) Size() int { return 0 }
        func Open(path string) ▸Store { return &traced{load(path)} }
        func load(path string) *memory { return &memory{} }
        """),
    .found("package shop\ntype Value any\ntype number int\nfunc NewValue() ▸Value { return number(3) }"),
    .found(
      store
        + """
        func NewStore() ▸Store {
          build := func() Store { return nil }
          _ = build
          return &memory{}
        }
        """),
  ]

  private static let quiet: [ProbeExample] = [
    .quiet(
      "-- a_linux.go --\n" + store + "func NewStore() Store { return &memory{} }\n-- b_windows.go --\npackage shop\n"
        + disk + "func NewStore() Store { return &disk{} }\n"),
    .quiet("package shop\ntype Store struct{}\nfunc NewStore() *Store { return &Store{} }"),
    .quiet(store + disk + "func NewStore() Store { return &memory{} }"),
    .quiet(
      store + disk + "func NewStore(path string) Store {\n  if path == \"\" { return &memory{} }\n  return &disk{}\n}"),
    .quiet(
      store + disk
        + "func NewStore(path string) (s Store) {\n  s = &memory{}\n  if path != \"\" { s = &disk{} }\n  return s\n}"),
    .quiet(
      store
        + """
        func Traced(next Store) Store { return &memory{} }
        func All(several ...Store) Store { return &memory{} }
        """),
    .quiet(
      store
        + """
        type Load func() error
        func (l Load) Load() error { return l() }
        func Simple() Store { return Load(nil) }
        """),
    .quiet(
      "package shop\nimport \"example.org/storing\"\ntype memory struct{}\nfunc (m *memory) Clone() storing.Store { return &memory{} }"
    ),
    .quiet(
      """
      package shop
      type Option interface{ apply() }
      type limit int
      func (l limit) apply() {}
      func WithLimit(count int) Option { return limit(count) }
      """),
    .quiet(store + "func Same(s Store) Store { return s }"),
    .quiet(
      """
      package shop
      type Store interface{ Load() error; Size() int }
      type counted struct{}
      func (c *counted) Size() int { return 0 }
      type memory struct{ counted }
      func (s *memory) Load() error { return nil }
      type disk struct{ counted }
      func (s *disk) Load() error { return nil }
      func NewMemory() Store { return &memory{} }
      func NewDisk() Store { return &disk{} }
      """),
    .quiet(
      store
        + """
        type traced struct{ Store }
        func Open(path string) Store { return &traced{load(path)} }
        func load(path string) *memory { return &memory{} }
        """),
    .quiet(
      """
      package shop
      import "example.org/boxes"
      type traced struct{ next boxes.Store }
      type box struct{ inner boxes.Box }
      func (t *traced) OpenBox(name string) boxes.Box { return &box{t.next.OpenBox(name)} }
      """),
    .quiet(
      "-- a_linux.go --\n" + store + "func newStore() *memory { return &memory{} }\n"
        + "func NewStore() Store { return newStore() }\n"
        + "-- b_windows.go --\npackage shop\n" + disk + "func newStore() *disk { return &disk{} }\n"),
    .quiet(
      store + disk + "func newStore() Store { return &memory{} }\nfunc newDisk() Store { return &disk{} }"),
    .quiet(
      store
        + """
        type loading struct{ load func() error }
        func (l *loading) Load() error { return l.load() }
        func Loading(load func() error) Store { return &loading{load} }
        """),
    .quiet(store + "func None() Store { return nil }"),
    .quiet(store + "func Again(s any) Store { return s.(Store) }"),
    .quiet(store + "func NewStore() Store { return &memory{} }\nvar makers = map[string]func() Store{\"m\": NewStore}"),
    .quiet(
      store
        + "type shelf struct{}\nfunc (shelf) Store() Store { return &memory{} }\ntype shelves interface{ Store() Store }"
    ),
    .quiet("package shop\nimport \"io\"\nimport \"bytes\"\nfunc Body() io.Reader { return &bytes.Buffer{} }"),
    .quiet(
      """
      package shop
      type failure struct{}
      func (failure) Error() string { return "" }
      func Fail() error { return failure{} }
      """),
    .quiet(
      """
      package shop
      type cart struct{}
      func Load() any { return &cart{} }
      func Text() interface{ Load() } { return nil }
      """),
    .quiet("package shop\nimport \"example.org/storing\"\nfunc NewStore() *storing.Store { return storing.Open() }"),
    .quiet("package shop\nimport \"example.org/storing\"\nfunc Kind() storing.Kind { return storing.Kind(3) }"),
  ]
}
