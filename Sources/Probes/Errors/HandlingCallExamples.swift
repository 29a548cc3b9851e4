/// The examples of `IgnoredProbe` for what `HandlingCall` says.
let handlingCallExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import "os"
    type job struct{ path string }
    func (j *job) failed(err error) error { return os.WriteFile(j.path, []byte(err.Error()), 0o600) }
    func (j *job) run(work func() error) {
      if err := work(); err != nil { ▸j.failed(err) }
    }
    """),
  .found(
    """
    package shop
    import "os"
    type job struct{ path string }
    func (j *job) done(err error) error { return j.store(err) }
    func (j *job) store(err error) error {
      if failed := os.Remove(j.path); failed != nil { return failed }
      return err
    }
    func (j *job) run(work func() error) {
      err := work()
      ▸j.done(err)
    }
    """),
  .quiet(
    """
    package shop
    import ("fmt"; "log")
    func logged(err error) error {
      log.Println(err)
      return fmt.Errorf("run: %w", err)
    }
    func run(work func() error) {
      if err := work(); err != nil { _ = logged(err) }
    }
    """),
]
