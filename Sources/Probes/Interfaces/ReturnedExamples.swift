/// The examples of `ReturnedProbe`.
extension ReturnedProbe {
  static let store = """
    package shop
    type Store interface{ Load() error }
    type memory struct{}
    func (s *memory) Load() error { return nil }

    """
  static let disk = """
    type disk struct{}
    func (s *disk) Load() error { return nil }

    """

  static let found: [ProbeExample] = [
    .found(store + "func NewStore() ▸Store { return &memory{} }"),
    .found(store + "func OpenStore(path string) (▸Store, error) {\n  return new(memory), nil\n}"),
    .found(store + "func NewStore() (s ▸Store) {\n  s = &memory{}\n  return\n}"),
    .found(store + "func NewStore() ▸Store {\n  var s Store\n  s = &memory{}\n  return s\n}"),
    .found(store + "func NewStore(path string) ▸Store {\n  if path == \"\" { return nil }\n  return &memory{}\n}"),
    .found(
      store
        + """
        type Memory struct{ memory }
        func NewStore() ▸Store { return &Memory{} }
        func Current() Store { return kept }
        var kept *memory
        """),
    .found(
      store
        + """
        func NewStore(path string) (▸Store, error) {
          if path == "" { return nil, errEmpty }
          return &memory{}, nil
        }
        var errEmpty error
        """),
    .found(
      store
        + """
        type Memory struct{ memory }
        func NewStore() ▸Store { return &Memory{} }
        func OpenStore() ▸Store { return &Memory{} }
        """),
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
    // What another module asks for by that name.
    .quiet(
      """
      package shop
      import "example.org/boxes"
      type Shelves struct{ log string }
      type box struct{ log string }
      func (b *box) Put() {}
      func (s *Shelves) NewBox(name string) (boxes.Box, error) { return &box{s.log}, nil }
      """),
    // Two that are chosen between, and one that stands for none.
    .quiet(
      """
      type Source interface{ Next() string }
      type files struct{ at int }
      func (f *files) Next() string { return "" }
      func (f *files) Name() string { return "" }
      type web struct{ at int }
      func (w *web) Next() string { return "" }
      func (w *web) Name() string { return "" }
      func FileSource(at int) Source { return &files{at} }
      func WebSource(at int) Source { return &web{at} }
      """),
    .quiet(
      """
      type Cache interface{ Get(key string) string }
      type noCache struct{}
      func (noCache) Get(string) string { return "" }
      type Kept struct{ all map[string]string }
      func (k *Kept) Get(key string) string { return k.all[key] }
      func NoopCache() Cache { return &noCache{} }
      """),
    .quiet(
      """
      type Step interface{ isStep() }
      type Join struct{}
      func (*Join) isStep() {}
      type Meet struct{}
      func (*Meet) isStep() {}
      type joining struct{}
      type meeting struct{}
      func (*joining) Build() Step { return &Join{} }
      func (*meeting) Build() Step { return &Meet{} }
      """),
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

  static let quiet: [ProbeExample] = [
    .quiet(
      store
        + """
        type settings struct{ off bool }
        func NewStore(given settings) Store {
          if given.off { return nil }
          return &memory{}
        }
        """),
    .quiet(
      store
        + """
        type settings struct{ on bool }
        func NewStore(given settings) (s Store, err error) {
          if given.on { s = &memory{} }
          return s, nil
        }
        """),
    .quiet(
      store
        + """
        type Memory struct{ memory }
        type Disk struct{ memory }
        func NewMemory() Store { return &Memory{} }
        func NewDisk() Store { return &Disk{} }
        """),
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
