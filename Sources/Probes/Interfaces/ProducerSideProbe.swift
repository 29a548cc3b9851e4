import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds interfaces that stand beside their only implementation, for other packages to use it through.
///
/// The package must hold the one type of the module that has all the methods, and must not use the interface itself:
/// a package that takes it as a parameter or keeps it in a field is its consumer. The type may have some of the methods
/// from structs that it embeds, the interface from interfaces that it embeds. Quiet for interfaces nobody outside
/// can implement, for those embedded in others, for those another package's type decorates: it embeds one and has some
/// of the methods itself, where the implementation is a function type: then every function is one, and where a function
/// of the package also gives a value that another module made.
/// Limits: stand-ins in tests and generated mocks are no implementations; methods are compared by name and number of
/// parameters and results; an interface that embeds one nobody here knows is not seen.
struct ProducerSideProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/producer-side",
    version: 5,
    sign: .antiPattern,
    looksFor: "an exported interface declared beside its only implementation and used by others instead of it",
    because: "it grows with the implementation, and every user depends on all of its methods",
    instead: "export the struct, and let each user declare an interface of the methods it calls",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    let index = subject.implementations
    var findings: [Finding] = []
    var interfaces = 0
    for file in subject.snapshot.productFiles where !file.isMain {
      for type in file.tree.nodes(of: .interfaceType) {
        guard let spec = type.parent, spec.kind == .typeSpec, !spec.isAlias, let name = spec.name,
          ExportedIdentifier.isExported(name.text), spec.parent?.parent?.kind == .file, index.isOpen(type, in: file)
        else { continue }
        interfaces += 1
        guard let only = index.onlyImplementation(of: type, named: name, in: file), index.isOfferedOnly(name, in: file),
          !index.isAlsoForeign(name, in: file)
        else { continue }
        findings.append(
          file.finding(
            Self.card.id, at: name, "\(only) beside it is the only implementation of \(name.text)",
            confidence: .medium))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["interfaces": .count(interfaces), "producerSide": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["type X interface beside its implementation"])
    )
  }
}

extension ProducerSideProbe {
  private static let store = """
    -- store/store.go --
    package store
    type ▸Store interface {
      Load(id string) error
      Save(id string) error
    }
    type postgres struct{}
    func (p *postgres) Load(id string) error { return nil }
    func (p *postgres) Save(id string) error { return nil }

    """
  private static let quietStore = store.filter { $0 != "▸" }
  private static let constructor = "func New() Store { return &postgres{} }\n"
  private static let user = """
    -- web/web.go --
    package web
    import "example.org/shop/store"
    type Server struct{ store store.Store }

    """

  private static let found: [ProbeExample] = [
    .found(store + constructor + user),
    .found(store + "var _ Store = (*postgres)(nil)\nfunc New() *postgres { return &postgres{} }\n" + user),
    .found(store + "func New() (Store, error) { return &postgres{}, nil }\n"),
    .found(
      store + constructor + user
        + "-- web/web_test.go --\npackage web\ntype fake struct{}\nfunc (fake) Load(id string) error { return nil }\n"
        + "func (fake) Save(id string) error { return nil }\n"),
    // Another package's type holds it.
    .found(
      store + constructor
        + "-- web/web.go --\npackage web\nimport \"example.org/shop/store\"\ntype Server struct{ store.Store }\n"
    ),
    .found(
      store + constructor
        + "-- web/web.go --\npackage web\nimport . \"example.org/shop/store\"\nfunc Serve(from Store) {}\n"),
    // Some methods come from what the implementation embeds.
    .found(
      """
      -- store/store.go --
      package store
      type ▸Store interface {
        Load(id string) error
        Save(id string) error
      }
      type reader struct{}
      func (r *reader) Load(id string) error { return nil }
      type postgres struct{ reader }
      func (p *postgres) Save(id string) error { return nil }

      """ + constructor + user),
    // Some methods come from what the interface embeds.
    .found(
      """
      -- store/store.go --
      package store
      import "io"
      type Loader interface{ Load(id string) error }
      type ▸Store interface {
        Loader
        io.Closer
        Save(id string) error
      }
      type postgres struct{}
      func (p *postgres) Load(id string) error { return nil }
      func (p *postgres) Save(id string) error { return nil }
      func (p *postgres) Close() error { return nil }

      """ + constructor + user),
  ]

  private static let quiet: [ProbeExample] = [
    // The consumer declares it.
    .quiet(
      """
      -- store/store.go --
      package store
      type Postgres struct{}
      func (p *Postgres) Load(id string) error { return nil }
      -- web/web.go --
      package web
      type Loader interface{ Load(id string) error }
      type Server struct{ loader Loader }
      """),
    // Two implementations.
    .quiet(
      quietStore + constructor + user
        + "-- memory/memory.go --\npackage memory\ntype Memory struct{}\nfunc (m *Memory) Load(id string) error { return nil }\n"
        + "func (m *Memory) Save(id string) error { return nil }\n"),
    // The package uses it itself: others may bring their own.
    .quiet(quietStore + constructor + "func Copy(from, to Store) error { return nil }\n" + user),
    .quiet(quietStore + constructor + "type Cached struct{ inner Store }\n" + user),
    // Another type decorates it.
    .quiet(
      quietStore + constructor
        + """
        -- traced/traced.go --
        package traced
        import "example.org/shop/store"
        type Traced struct{ store.Store }
        func (t Traced) Load(id string) error { return t.Store.Load(id) }

        """),
    // What it embeds is not known.
    .quiet(
      quietStore.replacing("package store", with: "package store\nimport \"example.org/cloud\"")
        .replacing("interface {", with: "interface {\n  cloud.Pinger")
        + "func (p *postgres) Ping() error { return nil }\n" + constructor + user),
    // Two have the rest from the same struct.
    .quiet(
      """
      -- store/store.go --
      package store
      type Store interface {
        Load(id string) error
        Save(id string) error
      }
      type reader struct{}
      func (r *reader) Load(id string) error { return nil }
      type postgres struct{ reader }
      func (p *postgres) Save(id string) error { return nil }
      type sqlite struct{ reader }
      func (s *sqlite) Save(id string) error { return nil }

      """ + constructor + user),
    // Nobody outside can implement it.
    .quiet(
      """
      -- event/event.go --
      package event
      type Event interface{ isEvent() }
      type Paid struct{}
      func (Paid) isEvent() {}
      func Next() Event { return Paid{} }
      """),
    // A constraint.
    .quiet(
      """
      -- number/number.go --
      package number
      type Number interface{ ~int | ~float64 }
      func Sum[T Number](all []T) T { return all[0] }

      """),
    // Others only ask whether something has the methods.
    .quiet(
      quietStore + "func New() *postgres { return &postgres{} }\n"
        + "-- web/web.go --\npackage web\nimport \"example.org/shop/store\"\n"
        + "func Is(value any) bool {\n  _, ok := value.(store.Store)\n  return ok\n}\n"),
    // As http.HandlerFunc.
    .quiet(
      """
      -- store/store.go --
      package store
      type Store interface{ Load(id string) error }
      type Func func(id string) error
      func (f Func) Load(id string) error { return f(id) }
      -- web/web.go --
      package web
      import "example.org/shop/store"
      type Server struct{ store store.Store }
      """),
    // Another module implements it too.
    .quiet(
      quietStore.replacing("package store", with: "package store\nimport \"example.org/cloud\"")
        + """
        func Open(path string) (Store, error) {
          remote, err := cloud.Open(path)
          if err != nil { return &postgres{}, nil }
          return remote, nil
        }

        """ + user),
    // Nobody uses it.
    .quiet(quietStore + "func New() *postgres { return &postgres{} }\n"),
  ]
}
