/// The examples of `SwallowedProbe` for what `SwallowedDecisions` says.
let swallowedDecisionsExamples: [ProbeExample] = [
  .quiet(
    """
    err = os.Remove(path)
    if err != nil && strings.Contains(err.Error(), "gone") {
      return nil
    }
    return err
    """),
  .quiet(
    """
    func load(w http.ResponseWriter, path string) (*os.File, error) {
      file, err := os.Open(path)
      if err != nil {
        http.Error(w, "no such cart", http.StatusNotFound)
        return nil, nil
      }
      return file, nil
    }
    """),
  .found(
    """
    func load(w http.ResponseWriter, path string) (*os.File, error) {
      file, err := os.Open(path)
      if err != nil {
        log.Println("no such cart")
        ▸return nil, nil
      }
      return file, nil
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    type visit struct{}
    func load(v *visit, path string) (string, error) {
      if err := os.Remove(path); err != nil {
        respondMissing(v, "no such cart")
        return "", nil
      }
      return path, nil
    }
    func respondMissing(v *visit, text string) {}
    """),
  .found(
    """
    package shop
    import "os"
    type visit struct{}
    func load(v *visit, path string) (string, error) {
      if err := os.Remove(path); err != nil {
        count(v, "no such cart")
        ▸return "", nil
      }
      return path, nil
    }
    func count(v *visit, text string) {}
    """),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      log.Printf("Skipping %s: %v", path, err)
      return nil
    }
    return nil
    """),
  .quiet(
    """
    return pollUntil(time.Second, func() (bool, error) {
      if err := os.Remove(path); err != nil {
        return false, nil
      }
      return true, nil
    })
    }
    func pollUntil(limit time.Duration, ask func() (bool, error)) error { return nil
    """),
  .quiet(
    """
    return weigh(time.Second, func() (bool, error) {
      if err := os.Remove(path); err != nil {
        return false, nil
      }
      return true, nil
    })
    }
    func weigh(limit time.Duration, ask func() (bool, error)) error { return nil
    """),
  .quiet(
    """
    package shop
    import "bytes"
    type lines struct{ kept bytes.Buffer }
    func (l *lines) Next() ([]byte, error) {
      line, err := l.kept.ReadBytes(0)
      if err != nil { return nil, nil }
      return line, nil
    }
    """),
  .found(
    """
    package shop
    import "bufio"
    type lines struct{ kept *bufio.Reader }
    func (l *lines) Next() ([]byte, error) {
      line, err := l.kept.ReadBytes(0)
      if err != nil { ▸return nil, nil }
      return line, nil
    }
    """),
  .quiet(
    """
    func gain(text string) *int {
      if text != "" {
        n, err := strconv.Atoi(text)
        if err != nil { return nil }
        return &n
      }
      return nil
    }
    """),
  .found(
    """
    func gain(text string) *int {
      n, err := strconv.Atoi(text)
      if err != nil { ▸return nil }
      return &n
    }
    """),
  .quiet(
    """
    func prune(path string) func() error {
      return func() error {
        if err := os.Remove(path + ".old"); err != nil {
          log.Println("the old one stays", err)
        }
        if err := os.Remove(path); err != nil {
          log.Println("the cart stays", err)
          return nil
        }
        log.Println("done")
        return nil
      }
    }
    """),
  .quiet(
    """
    func load(path string) ([]byte, error) {
      // A failure here must not discard what was read before.
      data, err := os.ReadFile(path)
      if err != nil {
        log.Println(err)
        return []byte(path), nil
      }
      return data, nil
    }
    """),
  .quiet("if err := os.Remove(path); err != nil {\n  return nil // abort silently\n}\nreturn nil"),
  .found(
    "if err := os.Remove(path); err != nil {\n  log.Printf(\"cannot continue: %v\", err)\n  ▸return nil\n}\nreturn nil"),
  .found(
    "if err := os.Remove(path); err != nil {\n  log.Printf(\"failed to skip: %v\", err)\n  ▸return nil\n}\nreturn nil"),
  .found(
    "if err := os.Remove(path); err != nil {\n  log.Printf(\"not ignored: %v\", err)\n  ▸return nil\n}\nreturn nil"),
  .found(
    """
    package shop
    import ("bytes"; "io")
    func read(kept *bytes.Buffer, from io.Reader) (int64, error) {
      count, err := kept.ReadFrom(from)
      if err != nil {
        ▸return 0, nil
      }
      return count, nil
    }
    """),
  .found(
    """
    path += path
    // TODO: an error here can be ignored only until carts are paid.
    if err := os.Remove(path); err != nil {
      ▸return nil
    }
    return nil
    """),
  .quiet(
    "if err := os.Remove(path); err != nil {\n  slog.Warn(\"not removed\", \"error\", err)\n  return nil\n}\nreturn nil"
  ),
  .found(
    "if err := os.Remove(path); err != nil {\n  slog.Error(\"not removed\", \"error\", err)\n  ▸return nil\n}\nreturn nil"
  ),
  .quiet(
    """
    type cart struct{ Status, Name string }
    func (c *cart) check(path string) error {
      if err := os.Remove(path); err != nil {
        c.Status = "broken"
        return nil
      }
      return nil
    }
    """),
  .found(
    """
    type cart struct{ Status, Name string }
    func (c *cart) check(path string) error {
      if err := os.Remove(path); err != nil {
        c.Name = "broken"
        ▸return nil
      }
      return nil
    }
    """),
  .quiet(
    """
    func check(paths []string) (int, map[string]error, error) {
      count, failures, err := apply(paths)
      if err != nil {
        return count, failures, nil
      }
      return count, nil, nil
    }
    func apply(paths []string) (int, map[string]error, error) {
      failures := map[string]error{}
      for _, path := range paths { failures[path] = os.Remove(path) }
      return len(paths), failures, os.Remove("last")
    }
    """),
  .found(
    """
    func check(paths []string) (int, map[string]error, error) {
      failures := map[string]error{}
      for _, path := range paths { failures[path] = os.Remove(path) }
      if err := os.Remove("last"); err != nil {
        ▸return 0, failures, nil
      }
      return len(paths), nil, nil
    }
    """),
  .found(
    """
    // save writes the cart; it returns nil if successful, or an error otherwise.
    func save(path string) error {
      if err := os.Remove(path); err != nil {
        ▸return nil
      }
      return nil
    }
    """),
  .found(
    """
    func check(path string) error {
      if err := os.Remove(path); err != nil {
        log.Printf("got a page instead of a list: %v", err)
        ▸return nil
      }
      return nil
    }
    """),
  .found(
    """
    func check(paths []string) (int, map[string]string, error) {
      failures := map[string]string{}
      if err := os.Remove("last"); err != nil {
        ▸return 0, failures, nil
      }
      return len(paths), nil, nil
    }
    """),
  .quiet(
    """
    func check(paths []string) {
      one := func(path string) error {
        if err := os.Remove(path); err != nil {
          log.Println(err)
          return nil
        }
        return nil
      }
      for _, path := range paths { _ = one(path) }
    }
    """),
  .quiet(
    """
    func check(path string) {
      one := func(path string) error {
        if err := os.Remove(path); err != nil {
          log.Println(err)
          return nil
        }
        return nil
      }
      _ = one(path)
    }
    """),
  .quiet(
    """
    func check(all func(func(string) error) error, path string) error {
      // skip what is gone
      name := path + ".old"
      err := os.Remove(name)
      if err != nil {
        return nil
      }
      return all(os.Remove)
    }
    """),
  .quiet(
    """
    // number reads a number, and gives nil if the text is malformed.
    func number(text string) (*int, error) {
      n, err := strconv.Atoi(text + "0")
      if err != nil {
        return nil, nil
      }
      return &n, nil
    }
    """),
  .found(
    """
    // number reads a number, and gives nil if the text is empty.
    func number(text string) (*int, error) {
      n, err := strconv.Atoi(text + "0")
      if err != nil {
        ▸return nil, nil
      }
      return &n, nil
    }
    """),
  .quiet(
    """
    func replace(data []byte) (replaced []byte, err error) {
      replaced = regexp.MustCompile("a").ReplaceAllFunc(data, func(part []byte) []byte {
        if err != nil {
          return nil
        }
        err = os.Remove(string(part))
        return part
      })
      return replaced, err
    }
    """),
  .quiet(
    """
    package shop
    import "example.org/shop/config"
    func plans() (map[string]any, error) {
      plans, err := config.GetMap("plans")
      if err != nil { return nil, nil }
      return plans, nil
    }
    """),
  .found(
    """
    package shop
    import "example.org/shop/shelf"
    func plans() (map[string]any, error) {
      plans, err := shelf.GetMap("plans")
      if err != nil { ▸return nil, nil }
      return plans, nil
    }
    """),
  .quiet(
    """
    func prices(names []string) (all []*int) {
      price := func(name string) *int {
        if n, err := strconv.Atoi(name); err == nil { return &n }
        return nil
      }
      for _, name := range names { all = append(all, price(name)) }
      return all
    }
    """),
  .found("func run() error {\n\tif save() != nil { ▸return nil }\n\treturn nil\n}\nfunc save() error { return nil }"),
  .found("func run() {\n\t▸if save() != nil {\n\t}\n}\nfunc save() error { return nil }"),
  .quiet("func run(ctx context.Context) error {\n\tif ctx.Err() != nil { return nil }\n\treturn nil\n}"),
  .quiet(
    "func run() []byte {\n\tif save() != nil { return nil }\n\treturn []byte{1}\n}\nfunc save() error { return nil }"),
]
