/// The examples of `SwallowedProbe` for what `SwallowedReasons` says.
let swallowedReasonsExamples: [ProbeExample] = [
  .quiet(
    """
    func reserve(path string) error {
      if _, err := os.Stat(path); err == nil {
        return errors.New("taken")
      }
      return nil
    }
    """),
  .quiet("if _, err := os.Stat(path); err != nil {\n  return nil\n}\nreturn os.Remove(path)"),
  .quiet(
    """
    func both(path string) error {
      err := os.Remove(path)
      later(func() error {
        if err != nil { return nil }
        return os.Mkdir(path, 0o755)
      })
      return err
    }
    func later(work func() error) {}
    """),
  .quiet(
    """
    func find(path string) *os.File {
      file, err := os.Open(path)
      if err != nil { return nil }
      return file
    }
    func size(path string) int {
      file := find(path)
      if file == nil { return 0 }
      return 1
    }
    """),
  .found(
    """
    func find(path string) *os.File {
      file, err := os.Open(path)
      if err != nil { ▸return nil }
      return file
    }
    func size(path string) string {
      file := find(path)
      return file.Name()
    }
    """),
  .quiet(
    """
    type keyed interface { Value() []byte }
    type cart struct{ all map[string]any }
    func (c *cart) Value() []byte {
      data, err := json.Marshal(c)
      if err != nil { return nil }
      return data
    }
    """),
]
