/// The examples of `IgnoredProbe`: what is lost, and what may be forgotten.
let ignoredExamples: [ProbeExample] = [
  .found("▸os.Remove(path)"),
  .found("_ = ▸os.Remove(path)"),
  .found("data, _ := ▸os.ReadFile(path); fmt.Println(data)"),
  .found("defer ▸os.Remove(path)"),
  .found("go ▸os.Remove(path)"),
  .found(
    """
    type failure string
    func (f *failure) Error() string { return "" }
    func load() (int, *failure) { return 0, nil }
    func run() {
      ▸load()
      n, _ := ▸load()
      fmt.Println(n)
    }
    """),
  .found("load := func() error { return nil }\n▸load()"),
  .found("all := map[string]func() error{}\n▸all[path]()"),
  .found("▸func() error { return os.Remove(path) }()"),
  .quiet("func() { os.Getenv(path) }()"),
  .quiet("type failure struct{}\nfunc (f *failure) Error() string { return \"\" }\nvar _ error = new(failure)"),
  .found("func load() error { return nil }\nvar _ = ▸load()"),
  .quiet("type failure struct{}\nfunc (f failure) Error() string { return \"\" }\nfunc run() { _ = failure{} }"),
  .found(
    """
    type store struct{}
    func (s *store) save() (int, error) { return 0, nil }
    func run(s *store) { ▸s.save() }
    """),
  .found(
    """
    file, err := os.Create(path)
    if err != nil { return err }
    defer ▸file.Close()
    """),
  .quiet("fmt.Println(path)"),
  .quiet("var b strings.Builder; b.WriteString(path); fmt.Fprintf(&b, path)"),
  .quiet("package shop\nimport \"crypto/sha256\"\nfunc sum(path string) { h := sha256.New(); h.Write([]byte(path)) }"),
  .quiet("_, ok := map[string]error{}[path]; _ = ok"),
  .quiet("file, err := os.Open(path)\nif err != nil { return err }\ndefer file.Close()"),
  .quiet("defer func() { _ = http.DefaultClient; file, _ := 1, 2; _ = file }()"),
  .quiet("func run(close func(string) error, file *os.File) { defer func() { _ = file.Close() }() }"),
  .quiet("if n, err := strconv.Atoi(path); err == nil { _ = n }"),
  .quiet("path += path\n// ignore errors: the file may be gone already\n_ = os.Remove(path)"),
  .quiet("os.Remove(path) // best effort"),
  .found("path += path\n// remove the file\n▸os.Remove(path)"),
  .quiet(
    """
    _, err = os.ReadFile(path)
    if err != nil {
      _ = os.Remove(path)
      return err
    }
    return nil
    """),
  .found(
    """
    if path != "" {
      _ = ▸os.Remove(path)
      return nil
    }
    return nil
    """),
  .quiet(
    """
    func load(r io.Reader) error {
      if r == nil {
        drainAndClose(r)
        return errors.New("nothing to read")
      }
      return nil
    }
    func drainAndClose(r io.Reader) error { return nil }
    """),
  .quiet(
    """
    package shop
    import ("bytes"; "encoding/binary")
    func head() []byte {
      buf := new(bytes.Buffer)
      _ = binary.Write(buf, binary.LittleEndian, uint32(1))
      return buf.Bytes()
    }
    """),
  .found(
    """
    package shop
    import ("encoding/binary"; "io")
    func head(w io.Writer) {
      _ = ▸binary.Write(w, binary.LittleEndian, uint32(1))
    }
    """),
  .quiet(
    """
    package shop
    import "syscall"
    func call(at uintptr) uintptr {
      result, _, _ := syscall.Syscall(at, 0, 0, 0)
      return result
    }
    """),
  .quiet(
    """
    package shop
    import "regexp"
    func isWord(text string) bool {
      matched, _ := regexp.MatchString(`^a+$`, text)
      return matched
    }
    """),
  .found(
    """
    package shop
    import "regexp"
    func isWord(pattern, text string) bool {
      matched, _ := ▸regexp.MatchString(pattern, text)
      return matched
    }
    """),
  .quiet("const network = \"10.0.0.0/8\"\n_, inner, _ := net.ParseCIDR(network); _ = inner"),
  .found("_, inner, _ := ▸net.ParseCIDR(path); _ = inner"),
  .quiet(
    """
    type cart struct{ ID string; Count int }
    func run() { data, _ := json.Marshal(map[string]cart{}); fmt.Println(data) }
    """),
  .found(
    """
    type cart struct{ ID string; Data any }
    func run() { data, _ := ▸json.Marshal(cart{}); fmt.Println(data) }
    """),
  .quiet("all, _ := strconv.ParseBool(path); _ = all"),
  .found("all, _ := ▸strconv.Atoi(path); _ = all"),
  .quiet("info, _ := os.Stat(path)\nif info != nil { return nil }"),
  .quiet("if n, _ := strconv.Atoi(path); n < 1 { return nil }"),
  .found("if n, _ := ▸strconv.Atoi(path); n > 7 { return nil }"),
  .quiet("when, _ := time.Parse(time.RFC3339, path)\nif when.IsZero() { return nil }"),
  .quiet("_ = wrapped(err)\n}\nfunc wrapped(err error) error { return err"),
  .quiet(
    """
    func check(r *http.Response) error {
      if r.StatusCode > 299 {
        text, _ := io.ReadAll(r.Body)
        return fmt.Errorf("%d: %s", r.StatusCode, text)
      }
      return nil
    }
    """),
  .quiet("path += path\n// The returned error is ignored here.\n_ = os.Remove(path)"),
  .quiet(
    """
    func remove(path string) error {
      if path == "" {
        _ = run("undo")
        return errors.New("no path")
      }
      return nil
    }
    func run(name string) error { return nil }
    """),
  .found("_ = ▸os.Remove(path)\nreturn os.Mkdir(path, 0o755)"),
  .quiet("func answer(w http.ResponseWriter) { _ = json.NewEncoder(w).Encode(3) }"),
  .found("func answer(w http.ResponseWriter) { ▸json.NewEncoder(w).Encode(3) }"),
  .quiet(
    """
    func answer(w http.ResponseWriter) { _ = write(w, 3) }
    func write(w http.ResponseWriter, n int) error { return nil }
    """),
  .found(
    """
    func answer(w http.ResponseWriter) { _ = ▸render(w, "cart") }
    func render(w http.ResponseWriter, page string) error { return nil }
    """),
  .quiet(
    "type pool struct{}\nfunc (p *pool) closeOne() error { return nil }\nfunc run(p *pool) { _ = p.closeOne() }"),
  .quiet(
    """
    type order struct{ err error }
    func (o *order) Err() error { return o.err }
    func send(o *order) error { return o.err }
    func run() *order {
      o := &order{}
      _ = send(o)
      return o
    }
    """),
  .quiet(
    """
    type order struct{ err error }
    func (o *order) Err() error { return o.err }
    type seller func(o *order) error
    func (s seller) Sell(o *order) *order {
      _ = s(o)
      return o
    }
    """),
  .found(
    """
    type order struct{ err error }
    func (o *order) Err() error { return o.err }
    func send(o *order) error { return o.err }
    func run(o *order) { _ = ▸send(o) }
    """),
  .found("text, _ := ▸io.ReadAll(os.Stdin); fmt.Println(text)"),
  .quiet("filepath.Walk(path, func(string, fs.FileInfo, error) error { return nil })"),
  .found("▸filepath.Walk(path, func(string, fs.FileInfo, error) error { return err })"),
  .quiet(
    """
    package shop
    import ("bytes"; "encoding/csv")
    func table() string {
      var buf bytes.Buffer
      w := csv.NewWriter(&buf)
      w.Write([]string{"a"})
      w.Flush()
      return buf.String()
    }
    """),
  .found(
    """
    package shop
    import ("encoding/csv"; "io")
    func table(out io.Writer) {
      w := csv.NewWriter(out)
      ▸w.Write([]string{"a"})
      w.Flush()
    }
    """),
  .quiet(
    """
    package shop
    import ("encoding/csv"; "io")
    func table(out io.Writer) error {
      w := csv.NewWriter(out)
      w.Write([]string{"a"})
      w.Flush()
      return w.Error()
    }
    """),
  .quiet("func serve(r *http.Request) { host, _, _ := net.SplitHostPort(r.RemoteAddr); fmt.Println(host) }"),
  .quiet(
    """
    package shop
    import ("net/http"; "github.com/gin-gonic/gin")
    func fail(c *gin.Context, err error) { _ = c.AbortWithError(http.StatusBadRequest, err) }
    """),
  .quiet(
    """
    package shop
    import "flag"
    func read(all []string) int {
      set := flag.NewFlagSet("shop", flag.ExitOnError)
      port := set.Int("port", 80, "")
      set.Parse(all)
      return *port
    }
    """),
  .found(
    """
    package shop
    import "flag"
    func read(all []string) int {
      set := flag.NewFlagSet("shop", flag.ContinueOnError)
      port := set.Int("port", 80, "")
      ▸set.Parse(all)
      return *port
    }
    """),
  .quiet(
    """
    type tee struct { a, b []byte }
    func (t *tee) Write(p []byte) (int, error) { t.a = append(t.a, p...); return len(p), nil }
    func run(t *tee) { t.Write([]byte(path)) }
    """),
  .quiet(
    """
    folder, err := os.MkdirTemp("", "shop")
    if err != nil { return err }
    defer os.RemoveAll(folder)
    """),
  .quiet(
    """
    func build() (err error) {
      defer func() {
        if err != nil { drop("x") }
      }()
      return nil
    }
    func drop(name string) error { return os.Remove(name) }
    """),
  .found(
    """
    func build() (err error) {
      defer func() { ▸drop("x") }()
      return nil
    }
    func drop(name string) error { return os.Remove(name) }
    """),
  .quiet(
    """
    func greet(name string) error {
      if name == "" {
        alert(40)
        return errors.New("no name")
      }
      return nil
    }
    func alert(code int) error { return os.Remove("x") }
    """),
  .found(
    """
    func greet(name string) error {
      if name == "" {
        ▸alert(40)
        return nil
      }
      return nil
    }
    func alert(code int) error { return os.Remove("x") }
    """),
  .quiet("_ = closeWith(io.EOF)\n}\nfunc closeWith(reason error) error { return reason"),
  .quiet(
    """
    func answer(w http.ResponseWriter) { reply(w, "cart") }
    func reply(w http.ResponseWriter, text string) (int, error) { return fmt.Fprint(w, text) }
    """),
  .quiet(
    "-- go.mod --\nmodule example.org/shop\n-- shop_test.go --\npackage shop\nimport \"os\"\nfunc run() { os.Remove(\"x\") }\n"
  ),
  .quiet(
    """
    package shop
    import "encoding/json"
    func kinds() string {
      fields := map[string]any{"names": []string{}, "open": true}
      data, _ := json.Marshal(fields)
      return string(data)
    }
    """),
  .found(
    """
    package shop
    import "encoding/json"
    func kinds(all any) string {
      fields := map[string]any{"all": all, "open": true}
      data, _ := ▸json.Marshal(fields)
      return string(data)
    }
    """),
  .quiet(
    """
    package shop
    import ("encoding/json"; "time")
    type cart struct{ ID string; Made time.Time }
    func text(c cart) string {
      data, _ := json.Marshal(c)
      return string(data)
    }
    """),
  .found(
    """
    package shop
    import "github.com/spf13/cobra"
    var root = &cobra.Command{}
    func run() { ▸root.Execute() }
    """),
  .quiet(
    """
    package shop
    import "github.com/spf13/cobra"
    var root = &cobra.Command{}
    func define() { root.MarkFlagRequired("port") }
    """),
  .found(
    """
    package shop
    import "github.com/pkg/errors"
    func fill(err error) {
      if err != nil { ▸errors.Wrap(err, "fill") }
    }
    """),
  .found(
    """
    package shop
    import "os"
    func Fingerprint(path string) ([]byte, error) { return os.ReadFile(path) }
    func check(path string) { ▸Fingerprint(path) }
    """),
]
