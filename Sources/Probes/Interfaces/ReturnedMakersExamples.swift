/// Examples of `ReturnedProbe`: conversions, makers that are not exported, and who else has the methods.
extension ReturnedProbe {
  private static let adapter = """
    package shop
    import "example.org/storing"
    type shelf struct{ boxes []storing.Box }
    func (s *shelf) Next() bool { return false }
    func (s *shelf) Box() storing.Box { return s.boxes[0] }

    """

  static let ownMakers: [ProbeExample] = [
    .found(
      """
      type Shelf interface{ Fill() }
      type paper struct{}
      func (p *paper) Fill() {}
      func (p *paper) Read() {}
      type disk struct{}
      func (d *disk) Fill() {}
      func (d *disk) Seek() {}
      func Newspaper() ▸Shelf { return &paper{} }
      func Openness() ▸Shelf { return &disk{} }
      """),
    .found(store + "func NewStore() ▸Store { return Store(&memory{}) }"),
    // Functions adapted to an interface.
    .quiet(
      """
      package shop
      type Store interface{ Load(); Close() }
      type hooks struct{ load, close func() }
      func (h *hooks) Load() { h.load() }
      func (h *hooks) Close() { h.close() }
      func NewStore(load, close func()) Store { return &hooks{load: load, close: close} }
      """),
    // Something adapted to another module's interface, and more than that interface behind it.
    .quiet(adapter + "func Open() storing.Store { return &shelf{} }"),
    .found(
      adapter
        + """
        func Open() ▸storing.Store { return &shelf{} }
        func (s *shelf) Size() int { return 0 }
        type sized interface{ Size() int }
        func size(s storing.Store) int { return s.(sized).Size() }
        """),
    .quiet(
      """
      package shop
      import "example.org/lines"
      type printer interface{ print(text string) }
      type logger struct{ out printer }
      func (l *logger) Log(text string) error { l.out.print(text); return nil }
      func Lines(out printer) lines.Logger { return &logger{out: out} }
      """),
    .quiet(
      """
      package shop
      type Reader[T any] interface{ Read() T }
      type Mapped[T, U any] struct{ inner Reader[T]; turn func(T) U }
      func (m *Mapped[T, U]) Read() U { return m.turn(m.inner.Read()) }
      func NewMapped[T, U any](inner Reader[T], turn func(T) U) Reader[U] { return &Mapped[T, U]{inner, turn} }
      """),
    // One of many, whatever the functions are named.
    .quiet(
      """
      package shop
      type Rule interface{ Fits() bool }
      type ByAge int
      func (ByAge) Fits() bool { return true }
      type ByName string
      func (ByName) Fits() bool { return true }
      type ByPlace struct{ name string }
      func (*ByPlace) Fits() bool { return true }
      func Older(age int) Rule { return ByAge(age) }
      func Named(name string) Rule { return ByName(name) }
      func Near(name string) Rule { return &ByPlace{name} }
      """),
    // A value without nil, beside nil.
    .quiet(
      """
      package shop
      type Name interface{ Text() string }
      type Short string
      func (s Short) Text() string { return string(s) }
      func NewName(text string) Name {
        if len(text) > 8 { return nil }
        return Short(text)
      }
      """),
    .found(store + "func NewStore() ▸Store {\n  s := Store(&memory{})\n  return s\n}"),
    .found(store + "func NewStore() (s ▸Store) {\n  s = (Store)(new(memory))\n  return\n}"),
    .quiet(store + "func Same(s any) Store { return Store(s.(Store)) }"),
    .quiet(
      store + disk
        + """
        func NewStore(path string) Store {
          if path == "" { return Store(&memory{}) }
          return Store(&disk{})
        }
        """),
    // Not exported, and the other maker of the interface makes the same.
    .found(store + "func newStore() ▸Store { return &memory{} }\nfunc NewStore() ▸Store { return &memory{} }"),
    .quiet(
      store + disk
        + "func newStore() Store { return &memory{} }\nfunc choose() Store { return pick(&memory{}, &disk{}) }\n"
        + "func pick(all ...any) Store { return all[0].(Store) }"),
    // Not exported, and of the only implementation.
    .found(store + "func load() ▸Store { return &memory{} }"),
    .found(store + "func (s *memory) part() (▸Store, error) { return &memory{}, nil }"),
    .quiet(store + disk + "func load() Store { return &memory{} }"),
    .quiet(
      """
      package shop
      import "example.org/storing"
      type memory struct{}
      func (s *memory) Load() error { return nil }
      func load() storing.Store { return &memory{} }
      """),
    // That another package has the same methods by chance says nothing about the interface.
    .found(
      "-- shop.go --\n" + store + "func Open() ▸Store { return &memory{} }\n"
        + """
        -- truck/truck.go --
        package truck
        type Truck struct{}
        func (t *Truck) Load() error { return nil }
        """),
    // Somebody knows both.
    .quiet(
      "-- shop.go --\n" + store + "func Open() Store { return &memory{} }\n"
        + """
        -- disk/disk.go --
        package disk
        type Disk struct{}
        func (d *Disk) Load() error { return nil }
        -- cmd/main.go --
        package main
        import "example.org/shop"
        import "example.org/shop/disk"
        var stores = []shop.Store{shop.Open(), &disk.Disk{}}
        func main() {}
        """),
  ]
}
