/// The examples of `SwallowedProbe` for what `SwallowedReasons` says.
let swallowedReasonsExamples: [ProbeExample] = [
  .quiet(
    """
    package shop
    import "golang.org/x/crypto/bcrypt"
    func opens(hash, given []byte) (bool, error) {
      if err := bcrypt.CompareHashAndPassword(hash, given); err != nil { return false, nil }
      return true, nil
    }
    """),
  .quiet(
    """
    package shop
    import ("database/sql"; "log")
    func place(tx *sql.Tx) error {
      if err := tx.Commit(); err != nil { return err }
      if err := tell(); err != nil {
        log.Println("place:", err)
        return nil
      }
      return nil
    }
    func tell() error { return nil }
    """),
  .found(
    """
    package shop
    import ("database/sql"; "log")
    func place(tx *sql.Tx) error {
      err := tx.Commit()
      if err != nil {
        log.Println("place:", err)
        ▸return nil
      }
      return nil
    }
    """),
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
  .quiet(
    """
    func find(path string) *os.File {
      file, err := os.Open(path)
      if err != nil { return nil }
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
  .quiet(
    """
    // lines gives the lines of the list (nil if there is none).
    func lines(path string) []string {
      data, err := os.ReadFile(path)
      if err != nil {
        return nil
      }
      return strings.Split(string(data), " ")
    }
    """),
  .found(
    """
    // lines gives the lines of the list.
    func lines(path string) []string {
      data, err := os.ReadFile(path)
      if err != nil {
        ▸return nil
      }
      return strings.Split(string(data), " ")
    }
    """),
  .quiet(
    """
    func Authenticate(path string) (bool, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        return false, nil
      }
      if len(data) == 0 {
        return false, nil
      }
      return true, nil
    }
    """),
  .found(
    """
    func Exists(path string) (bool, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        ▸return false, nil
      }
      if len(data) == 0 {
        return false, nil
      }
      return true, nil
    }
    """),
  .quiet(
    """
    func search(path string) (string, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        return text("The search is not available."), nil
      }
      return text(string(data)), nil
    }
    func text(words string) string { return words }
    """),
  .found(
    """
    func search(path string) (string, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        ▸return text("nothing"), nil
      }
      return text(string(data)), nil
    }
    func text(words string) string { return words }
    """),
  .quiet(
    """
    func version(path string) error {
      // If we can't read it, then ignore the checks of it.
      data, err := os.ReadFile(path)
      if err != nil {
        return nil
      }
      return check(data)
    }
    func check(data []byte) error { return nil }
    """),
  .quiet(
    """
    func authenticate(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        return nil, nil
      }
      if len(data) == 0 {
        return nil, nil
      }
      return data, nil
    }
    """),
  .found(
    """
    func authenticate(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil {
        log.Printf("read: %v", err)
        ▸return nil, nil
      }
      return data, nil
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    // hasCarts returns true if the file can be opened successfully.
    func hasCarts(path string) (bool, error) {
      file, err := os.Open(path)
      if err == nil {
        file.Close()
        return true, nil
      }
      return false, nil
    }
    """),
  .found(
    """
    package shop
    import "os"
    // hasCarts returns true if there are carts.
    func hasCarts(path string) (bool, error) {
      file, err := os.Open(path)
      if err != nil { ▸return false, nil }
      return file.Close() == nil, nil
    }
    """),
]
