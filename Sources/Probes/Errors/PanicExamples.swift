/// The examples of `PanicProbe`: panics that errors should be, and marks of what cannot happen.
let panicExamples: [ProbeExample] = [
  .found("if err != nil {\n\t▸panic(err)\n}"),
  .found("func load() { ▸panic(\"no data\") }"),
  .found("func main2() { func() { ▸panic(fmt.Sprintf(\"%d\", 1)) }() }"),
  .quiet("func init() { panic(\"no data\") }"),
  .quiet("package main\nfunc main() { panic(\"no data\") }\n"),
  .quiet(
    """
    package main
    func main() {
      if err := write(); err != nil { panic(err) }
      check(nil)
    }
    func check(err error) {
      if err != nil { panic(err) }
    }
    func write() error { return nil }
    """),
  .found(
    """
    package main
    func main() { check(nil) }
    func check(err error) {
      if err != nil { ▸panic(err) }
    }
    """),
  .quiet("func MustLoad(err error) { if err != nil { panic(err) } }"),
  .quiet("defer func() {\n\tif r := recover(); r != nil {\n\t\tpanic(r)\n\t}\n}()"),
  .quiet("panic(http.ErrAbortHandler)"),
  .quiet(
    "func kind(n int) string {\n\tswitch n {\n\tcase 1: return \"a\"\n\tdefault: panic(\"unknown kind\")\n\t}\n}"),
  .quiet("func add(n int) {\n\tif n < 0 {\n\t\tpanic(\"add: negative count\")\n\t}\n}"),
  .quiet("func load() { panic(\"unreachable\") }"),
  .quiet("func load(n int) { panic(\"not reached\") }"),
  .quiet("func add(n int) {\n\tif n < 0 {\n\t\terr := errors.New(\"negative\")\n\t\tpanic(err)\n\t}\n}"),
  .found("func add(err error) {\n\tif err != nil {\n\t\terr = errors.New(\"no add\")\n\t\t▸panic(err)\n\t}\n}"),
  .quiet("type mustStore struct{}\nfunc (mustStore) Load(err error) { if err != nil { panic(err) } }"),
  .quiet(
    """
    package shop
    import ("embed"; "fmt"; "io/fs")
    var pages embed.FS
    func list() fs.FS {
      list, err := fs.Sub(pages, "list")
      if err != nil {
        err = fmt.Errorf("pages: %w", err)
        panic(err)
      }
      return list
    }
    """),
  .quiet(
    """
    package shop
    import ("embed"; "io/fs")
    var pages embed.FS
    func list(name string) fs.FS {
      list, err := fs.Sub(pages, name)
      if err != nil { panic(err) }
      return list
    }
    """),
  .quiet(
    "type list interface{ Append(int) }\ntype none struct{}\nfunc (none) Append(n int) { panic(\"append to none\") }"),
  .quiet("type none struct{}\nfunc (none) Append(n int) { panic(\"append to none\") }"),
  .quiet(
    """
    package shop
    import "example.org/lists"
    type none struct{}
    var _ lists.List = none{}
    func (none) Append(n int) { panic("append to none") }
    """),
  .found("var load = func(err error) {\n\tif err != nil { ▸panic(err) }\n}"),
  .quiet("var limit = func() int {\n\tif path == \"\" { panic(\"no path\") }\n\treturn 1\n}()"),
  .found("func mustache(err error) {\n\tif err != nil { ▸panic(err) }\n}"),
  .quiet("func must_load(err error) {\n\tif err != nil { panic(err) }\n}"),
  .quiet(
    "func name(x any) string {\n\tif s, ok := x.(string); ok { return s }\n\tpanic(fmt.Errorf(\"type %T\", x))\n}"),
  .quiet(
    "type syncer interface{ Sync() error }\nvar errNone = errors.New(\"none\")\ntype none struct{}\nfunc (none) Sync() error { panic(errNone) }"
  ),
  .quiet("func load(err error) {\n\tif err != nil {\n\t\tpanic(err) // cannot happen\n\t}\n}"),
  .quiet(
    """
    type once struct{ failure any }
    func (o *once) run() {
      defer func() {
        o.failure = recover()
        panic(o.failure)
      }()
    }
    """),
  .found("type store struct{}\nfunc (store) Load(err error) { ▸panic(err) }"),
  .quiet("if err != nil {\n\t// This must not happen: the path was checked.\n\tpanic(err)\n}"),
  .quiet(
    "path += path\n// Remove should always\n// succeed here.\nerr = os.Remove(path)\nif err != nil {\n\tpanic(err)\n}"
  ),
  .found("path += path\n// Remove the file.\nerr = os.Remove(path)\nif err != nil {\n\t▸panic(err)\n}"),
  .quiet("// Load panics if there is no file.\nfunc Load(err error) {\n\tif err != nil {\n\t\tpanic(err)\n\t}\n}"),
  .found("// Load reads the file.\nfunc Load(err error) {\n\tif err != nil {\n\t\t▸panic(err)\n\t}\n}"),
  .quiet(
    """
    package shop
    import "crypto/rand"
    func key() []byte {
      key := make([]byte, 32)
      if _, err := rand.Read(key); err != nil { panic(err) }
      return key
    }
    """),
  .quiet(
    """
    package shop
    import "regexp"
    func words() *regexp.Regexp {
      word, err := regexp.Compile("a+")
      if err != nil { panic(err) }
      return word
    }
    """),
  .found(
    """
    package shop
    import "regexp"
    func words(pattern string) *regexp.Regexp {
      word, err := regexp.Compile(pattern)
      if err != nil { ▸panic(err) }
      return word
    }
    """),
  .quiet(
    """
    package shop
    import "regexp"
    func words() (*regexp.Regexp, error) {
      word, err := regexp.Compile("a+")
      if err != nil { panic(err) }
      return word, nil
    }
    """),
  .quiet(
    """
    package shop
    import ("crypto/aes"; "crypto/cipher")
    type secret [32]byte
    func block(key secret) cipher.Block {
      block, err := aes.NewCipher(key[:])
      if err != nil { panic(err) }
      return block
    }
    """),
  .quiet(
    """
    func name(kind int) string {
      if name, ok := names[kind]; ok { return name }
      panic("no such kind")
    }
    var names = map[int]string{}
    """),
  .quiet("if err != nil {\n\t// Our own list is wrong, so it is okay to panic.\n\tpanic(err)\n}"),
  .quiet(
    """
    type list struct{ names []string }
    func (l *list) Add(name string) {
      if err := l.AddSafely(name); err != nil { panic(err) }
    }
    func (l *list) AddSafely(name string) error { return nil }
    """),
  .quiet(
    """
    type list struct{ names []string }
    func (l *list) Add(name string) {
      if err := l.insert(name); err != nil { panic(err) }
    }
    func (l *list) insert(name string) error { return nil }
    """),
  .quiet("func TestStore(err error) {\n\tif err != nil {\n\t\tpanic(err)\n\t}\n}"),
  .quiet("func load(panic func(string)) { panic(\"no data\") }"),
  .quiet(
    """
    package shop
    import "github.com/dop251/goja"
    type shelf struct{ runtime *goja.Runtime }
    func (s *shelf) Set(key string) bool { panic(s.runtime.NewTypeError("the shelf is full")) }
    func (s *shelf) fill(load func() error) {
      s.runtime.Set("fill", func(call goja.FunctionCall) goja.Value {
        callback, _ := goja.AssertFunction(call.Argument(0))
        if _, err := callback(nil); err != nil { panic(err) }
        return goja.Undefined()
      })
    }
    """),
  .found(
    """
    package shop
    import "github.com/dop251/goja"
    func Run(runtime *goja.Runtime, script string) {
      if _, err := runtime.RunString(script); err != nil { ▸panic(err) }
    }
    """),
  .found(
    """
    package shop
    import "github.com/dop251/goja"
    func run(load func() error) func(goja.FunctionCall) (goja.Value, error) {
      return func(call goja.FunctionCall) (goja.Value, error) {
        if err := load(); err != nil { ▸panic(err) }
        return goja.Undefined(), nil
      }
    }
    """),
  .quiet("func load(err error) {\n\tif err != nil {\n\t\tpanic(err) // has been validated already\n\t}\n}"),
  .quiet(
    """
    package shop
    type Settings struct{ name string }
    func (s Settings) Open() (*Shelf, error) { return nil, nil }
    type Shelf struct{}
    func NewShelf(settings Settings) *Shelf {
      shelf, err := settings.Open()
      if err != nil {
        panic(err)
      }
      return shelf
    }
    """),
  .quiet(
    """
    package shop
    type Settings struct{ name string }
    func (s Settings) open() (*Shelf, error) { return nil, nil }
    type Shelf struct{}
    func NewShelf(settings Settings) *Shelf {
      shelf, err := settings.open()
      if err != nil {
        panic(err)
      }
      return shelf
    }
    """),
  .found(
    """
    package shop
    import "github.com/dop251/goja"
    func fill(runtime *goja.Runtime, load func() error) {
      runtime.Set("fill", func(call goja.FunctionCall) goja.Value {
        if err := load(); err != nil { ▸panic(err) }
        return goja.Undefined()
      })
    }
    """),
  .quiet(
    """
    func open(path string) (*os.File, error) {
      if path == "" { panic("no path") }
      return os.Open(path)
    }
    """),
  .quiet("func open(path string) { if path == \"\" { panic(\"no path\") } }"),
  .quiet(
    """
    func open(kept any) (*os.File, error) {
      path, ok := kept.(string)
      if !ok { panic("no path") }
      return os.Open(path)
    }
    """),
  .quiet(
    """
    func open(kind int) (*os.File, error) {
      switch kind {
      case 1: return os.Open("a")
      default: panic("no such kind")
      }
    }
    """),
  .quiet(
    """
    func open(kind int) (*os.File, error) {
      switch kind {
      case 1: return os.Open("a")
      }
      panic("no such kind")
    }
    """),
  .quiet("func open(most int) { for i := 0; i < most; i++ { if i > 100 { panic(\"too many\") } } }"),
  .quiet("func open(most int) { for i := 0; i < most; i++ { if most > 100 { panic(\"too many\") } } }"),
  .quiet("func open() { panic(\"implement me\") }"),
  .found("func open() { ▸panic(\"the debugger is gone\") }"),
  .quiet("func open() { panic(\"a bug\") }"),
  .found(servingProgram(imports: "\"net/http\"", call: "http.ListenAndServe(\":80\", nil)", mark: "▸")),
  .quiet(servingProgram(imports: "\"net/http\"", call: "http.CanonicalHeaderKey(\"till\")", mark: "")),
]

/// A program whose main function panics, and which serves or does not in a package that it imports.
private func servingProgram(imports: String, call: String, mark: String) -> String {
  """
  -- main.go --
  package main

  import "example.org/shop/till"

  func main() {
  	if err := till.Open(); err != nil {
  		panic(err)
  	}
  	check(till.Open())
  }

  func check(err error) {
  	if err != nil {
  		\(mark)panic(err)
  	}
  }
  -- till/till.go --
  package till

  import \(imports)

  func Open() error {
  	_ = \(call)
  	return nil
  }
  -- go.mod --
  module example.org/shop

  go 1.24
  """
}
