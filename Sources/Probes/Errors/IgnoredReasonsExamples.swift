/// The examples of `IgnoredProbe` for words and checks beside a call, and for calls that only a mistake makes fail.
let ignoredReasonsExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import "os"
    // Tidy makes room. If an error comes from the system, this function ignores it.
    func Tidy(path string) (names []os.DirEntry) {
      names, _ = os.ReadDir(path)
      return names
    }
    """),
  .found(
    """
    package shop
    import "os"
    // Tidy makes room. An error of the system must never be quietly ignored.
    func Tidy(path string) (names []os.DirEntry) {
      names, _ = ▸os.ReadDir(path)
      return names
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    func greet(path string) {
      // Say hello first (no need to stop if that fails for once)
      _ = os.WriteFile(path, nil, 0o600)
    }
    """),
  .found(
    """
    package shop
    import "os"
    func greet(path string) {
      // Write the words of the day down, an error of the clerk included
      _ = ▸os.WriteFile(path, nil, 0o600)
    }
    """),
  .quiet(
    """
    package shop
    import "github.com/spf13/cobra"
    func complete(cmd *cobra.Command, flags ...string) error {
      for _, flag := range flags {
        err := cmd.MarkFlagRequired(flag)
        if err != nil { return err }
      }
      return nil
    }
    func define(cmd *cobra.Command) { _ = complete(cmd, "port") }
    """),
  .found(
    """
    package shop
    import "os"
    func remove(names ...string) error {
      for _, name := range names {
        err := os.Mkdir(name, 0o700)
        if err != nil { return err }
      }
      return nil
    }
    func define() { _ = ▸remove("port") }
    """),
  .quiet(
    """
    package shop
    import ("os"; "regexp")
    var plain = regexp.MustCompile("^[a-z]+$")
    func name(path string) string {
      data, _ := os.ReadFile(path)
      if !plain.Match(data) { return "" }
      return string(data)
    }
    """),
  .found(
    """
    package shop
    import "os"
    func name(path string) string {
      data, _ := ▸os.ReadFile(path)
      if path != "main" { return "" }
      return string(data)
    }
    """),
  .quiet(
    """
    package shop
    import "bufio"
    func rest(r *bufio.Reader) []byte {
      n := r.Buffered()
      data, _ := r.Peek(n)
      return data
    }
    """),
  .found(
    """
    package shop
    import "bufio"
    func head(r *bufio.Reader) []byte {
      data, _ := ▸r.Peek(8)
      return data
    }
    """),
  .quiet(asked(importing: "\"errors\"", end: "return text, nil", mark: "")),
  .found(
    asked(
      importing: "(\"errors\"; \"os\")", end: "data, err := os.ReadFile(text)\n    return string(data), err", mark: "▸")
  ),
  .quiet(
    """
    package shop
    import "net/http"
    const feed = "https://example.org/feed"
    func request() *http.Request {
      req, _ := http.NewRequest(http.MethodGet, feed, nil)
      return req
    }
    """),
  .found(
    """
    package shop
    import "net/http"
    func request(feed string) *http.Request {
      req, _ := ▸http.NewRequest(http.MethodGet, feed, nil)
      return req
    }
    """),
  .quiet(
    """
    package shop
    import "net/url"
    func copied(address *url.URL) *url.URL {
      copied, _ := url.Parse(address.String())
      return copied
    }
    """),
  .quiet(
    """
    package shop
    import "errors"
    func defaults() { _ = parseRule("*.tmp") }
    func parseRule(text string) error {
      if text == "" { return errors.New("no rule") }
      return nil
    }
    """),
  .found(
    """
    package shop
    import "errors"
    func defaults(text string) { _ = ▸parseRule(text) }
    func parseRule(text string) error {
      if text == "" { return errors.New("no rule") }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import ("crypto/sha256"; "fmt"; "io"; "os")
    func sum(name string) []byte {
      h := sha256.New()
      _, _ = writeLine(h, name)
      return h.Sum(nil)
    }
    func writeLine(w io.Writer, text string) (int, error) {
      if text == "" { return 0, os.ErrInvalid }
      return fmt.Fprintln(w, text)
    }
    """),
  .quiet(
    """
    package shop
    import "fmt"
    type cart struct{}
    func (c cart) Format(s fmt.State, verb rune) { _, _ = s.Write([]byte("cart")) }
    """),
  .quiet(
    """
    path += path
    _ = os.Chdir(path) // cannot fail: the path was checked
    _ = os.Chdir(path + "/old")
    """),
  .found(
    """
    path += path
    _ = os.Chdir(path) // cannot fail: the path was checked
    path += path
    _ = ▸os.Chdir(path + "/old")
    """),
  .quiet(reply(status: "http.StatusNotFound", mark: "")),
  .found(reply(status: "404", mark: "▸")),
  .found("n, _ := ▸strconv.Atoi(\"few\")\nfmt.Println(n)"),
  .quiet("n, _ := strconv.Atoi(\"12\")\nfmt.Println(n)"),
  .found("d, _ := ▸time.ParseDuration(\"1x\")\nfmt.Println(d)"),
  .quiet("d, _ := time.ParseDuration(\"1h30m\")\nfmt.Println(d)"),
  .found(
    """
    type loader interface{ Load() error }
    type shelf struct{}
    func (s shelf) Load() error { return nil }
    func run(s shelf) { ▸s.Load() }
    """),
  .quiet(
    """
    type loader interface{ Load() error }
    type shelf struct{ n int }
    func (s *shelf) Load() error { s.n++; return nil }
    func run(s *shelf) { s.Load() }
    """),
]

/// A handler that answers through a helper, which gives an error that the handler drops.
private func reply(status: String, mark: String) -> String {
  """
  package shop
  import ("fmt"; "net/http"; "os")
  type visit struct{ answer http.ResponseWriter }
  func sendError(v *visit, status int, text string) error {
    v.answer.WriteHeader(status)
    if _, err := fmt.Fprintln(v.answer, text); err != nil { return fmt.Errorf("answer: %w", err) }
    return nil
  }
  func show(v *visit) {
    if _, err := os.Stat("cart"); err != nil {
      \(mark)sendError(v, \(status), "no such cart")
      return
    }
    v.answer.WriteHeader(http.StatusOK)
  }
  """
}

/// A question for a word, whose only error may say that there is none.
private func asked(importing library: String, end: String, mark: String) -> String {
  """
  -- go.mod --
  module example.org/shop
  -- ask/ask.go --
  package ask
  import \(library)
  type Words map[string]string
  func (w Words) Text(name string) (string, error) {
    text := w[name]
    if text == "" { return "", errors.New("missing " + name) }
    \(end)
  }
  -- shop.go --
  package shop
  import "example.org/shop/ask"
  func find(words ask.Words) string {
    kind, _ := \(mark)words.Text("kind")
    return kind + "/"
  }
  """
}
