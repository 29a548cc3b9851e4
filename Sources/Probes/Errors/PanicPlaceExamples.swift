/// The examples of `PanicProbe` for where panics stand and what cannot fail.
let panicPlaceExamples: [ProbeExample] = [
  .quiet("func (l *list) Fatalf(text string) { panic(text + \"!\") }\ntype list struct{}"),
  .quiet("func (l *list) Failf(text string) { text += \"!\"; panic(text) }\ntype list struct{}"),
  .quiet(
    "// Output gives what f prints, for testing.\nfunc Output(f func() error) {\n\tif err := f(); err != nil {\n\t\tpanic(err)\n\t}\n}"
  ),
  .quiet(
    """
    package shop
    import "net"
    var own = []*net.IPNet{network("10.0.0.0/8")}
    func network(text string) *net.IPNet {
      _, found, err := net.ParseCIDR(text)
      if err != nil { panic(err) }
      return found
    }
    """),
  .found(
    """
    package shop
    import "net"
    var own = []*net.IPNet{network("10.0.0.0/8")}
    func network(text string) *net.IPNet {
      _, found, err := net.ParseCIDR(text)
      if err != nil { ▸panic(err) }
      return found
    }
    func more(text string) *net.IPNet { return network(text) }
    """),
  .quiet(
    """
    package shop
    import (_ "embed"; "encoding/json"; "bytes")
    //go:embed prices.json
    var prices []byte
    func load() (all map[string]float64) {
      decoder := json.NewDecoder(bytes.NewReader(prices))
      if err := decoder.Decode(&all); err != nil { panic("the prices are wrong: " + err.Error()) }
      return all
    }
    """),
  .found(
    """
    package shop
    import ("encoding/json"; "bytes")
    var prices []byte
    func load() (all map[string]float64) {
      decoder := json.NewDecoder(bytes.NewReader(prices))
      if err := decoder.Decode(&all); err != nil { ▸panic("the prices are wrong: " + err.Error()) }
      return all
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/cespare/xxhash/v2"
    func sum(text string) uint64 {
      h := xxhash.New()
      if _, err := h.Write([]byte(text)); err != nil { panic(err) }
      return h.Sum64()
    }
    """),
  .quiet(
    """
    type none struct{}
    func (none) Append(n int) { panic("append to none") }
    func (none) Len() int { panic("none has no length") }
    """),
  .quiet(
    """
    type none struct{}
    func (none) Append(n int) { panic("no room") }
    func (none) Size() int { panic("no room") }
    """),
  .quiet(
    "type none struct{}\n// Append is never called: this should never happen for none.\nfunc (none) Append(n int) { panic(\"append\") }"
  ),
  .quiet("type panicExiter struct{}\nfunc (p panicExiter) Exit(err error) { panic(err) }"),
  .quiet(
    """
    func set(path string) {
      // The path has been checked before, so it should never fail.
      name := path + ".old"
      path += name
      if err := os.Remove(name); err != nil {
        panic(err)
      }
    }
    """),
  .found(
    """
    func set(path string) {
      // The path has been checked before, so it should never fail.
      name := path + ".old"
      path += name

      if err := os.Remove(name); err != nil {
        ▸panic(err)
      }
    }
    """),
  .quiet("type step func()\nvar last = step(func() { panic(\"no step\") })"),
  .quiet("func run(step func()) int { step(); return 1 }\nvar last = run(func() { panic(\"no step\") })"),
  .quiet(generator(line: "//go:generate go run ../make/shelves", mark: "")),
  .found(generator(line: "// See go run ../make/shelves", mark: "▸")),
  .quiet(fakes(main: "func main() {}", mark: "")),
  .found(
    fakes(
      main: "import \"example.org/shop/parts\"\nfunc main() { parts.Register(func(string) error { return nil }) }",
      mark: "▸")),
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- fakes.go --
    // Fakes of carts, used in tests only.
    package shop
    func Register(add func(string) error) {
      if err := add("cart"); err != nil { panic(err) }
    }
    """),
  .quiet(
    """
    package shop
    func open(kept any, read func(any) error) {
      if err := read(kept); err != nil {
        // Only other types lead here. This is a problem with the
        // application.
        log(err)
        panic(err)
      }
    }
    func log(err error) {}
    """),
  .quiet(
    """
    package shop
    import "reflect"
    func fill(into reflect.Value, from string) error {
      if into.Kind() != reflect.Pointer { panic("fill wants a pointer") }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import "reflect"
    func fill(into reflect.Value, from string) error {
      if from == "" { panic("fill wants a text") }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import ("reflect"; "strings")
    func name(field reflect.StructField) (string, error) {
      tag, _, isListed := strings.Cut(field.Tag.Get("shop"), ",")
      if tag == "" && isListed { panic("the tag has no name") }
      return tag, nil
    }
    """),
  .quiet(
    """
    package shop
    import ("bytes"; "io")
    func count(data []byte) int {
      reader, all := bytes.NewReader(data), 0
      for {
        _, _, err := reader.ReadRune()
        if err != nil {
          if err == io.EOF { return all }
          panic(err)
        }
        all++
      }
    }
    """),
  .found(
    """
    package shop
    import ("bufio"; "io")
    func count(reader *bufio.Reader) int {
      all := 0
      for {
        _, _, err := reader.ReadRune()
        if err != nil {
          if err == io.EOF { return all }
          ▸panic(err)
        }
        all++
      }
    }
    """),
]

/// A program that another package's line may name as its generator.
private func generator(line: String, mark: String) -> String {
  """
  -- make/shelves/main.go --
  package main

  import "os"

  func main() {
  	write(os.Args[1])
  }

  func write(path string) {
  	if err := os.WriteFile(path, nil, 0o600); err != nil {
  		\(mark)panic(err)
  	}
  }
  -- till/till.go --
  package till

  \(line)
  -- go.mod --
  module example.org/shop

  go 1.24
  """
}

/// A package that the tests of two others import, and a program that may.
private func fakes(main: String, mark: String) -> String {
  """
  -- go.mod --
  module example.org/shop
  -- main.go --
  package main
  \(main)
  -- parts/parts.go --
  package parts
  func Register(add func(string) error) {
    if err := add("cart"); err != nil { \(mark)panic(err) }
  }
  -- carts/carts_test.go --
  package carts
  import "example.org/shop/parts"
  func add(string) error { return nil }
  func init() { parts.Register(add) }
  -- books/books_test.go --
  package books
  import "example.org/shop/parts"
  func add(string) error { return nil }
  func init() { parts.Register(add) }
  """
}
