/// Examples of `ReturnedProbe`: conversions, makers that are not exported, and who else has the methods.
extension ReturnedProbe {
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
