/// The examples of `DeferInLoopProbe`.
let deferInLoopExamples: [ProbeExample] = [
  .found("for i := 0; i < 3; i++ {\n  file, _ := os.Open(path)\n  ▸defer file.Close()\n}"),
  .quiet(
    """
    func rename(paths []string) (err error) {
      for _, path := range paths {
        if err = os.Rename(path, path+".old"); err != nil { return err }
        defer func() {
          if err != nil { _ = os.Rename(path+".old", path) }
        }()
      }
      return nil
    }
    """),
  .found(
    """
    func rename(paths []string) (err error) {
      for _, path := range paths {
        if err = os.Rename(path, path+".old"); err != nil { return err }
        ▸defer func() {
          if err != nil { return }
          _ = os.Rename(path+".old", path)
        }()
      }
      return nil
    }
    """),
  .quiet(
    """
    files := []*os.File{}
    for range 3 {
      file, _ := os.Open(path)
      defer file.Close()
      files = append(files, file)
    }
    fmt.Println(files)
    """),
  .found(
    """
    names := []string{}
    for range 3 {
      file, _ := os.Open(path)
      ▸defer file.Close()
      names = append(names, file.Name())
    }
    fmt.Println(names)
    """),
  .quiet(
    """
    code := 0
    for range 3 {
      defer fmt.Println(&code)
      code = len(path)
    }
    """),
  .found("for range []int{1, 2} {\n  {\n    ▸defer fmt.Println(path)\n  }\n}"),
  .found("for i := range 3 {\n  switch {\n  case i > 1:\n    ▸defer fmt.Println(i)\n    break\n  }\n}"),
  .found("outer:\nfor {\n  for {\n    ▸defer fmt.Println(path)\n    continue outer\n  }\n}"),
  .found("go func() {\n  for {\n    ▸defer fmt.Println(path)\n    break\n  }\n}()"),
  .found(
    """
    for i := range 3 {
      file, _ := os.Open(path)
      ▸defer file.Close()
      if i == 1 { continue }
      return nil
    }
    """),
  .quiet(
    """
    for range 3 {
      _, cancel := context.WithCancel(context.Background())
      defer cancel()
      if path == "" { return nil }
      cancel()
    }
    """),
  .quiet(
    """
    package shop
    import ("os"; "sync")
    func readAll(names []string) {
      var all sync.WaitGroup
      for _, name := range names {
        file, _ := os.Open(name)
        defer file.Close()
        all.Go(func() { read(file) })
      }
      all.Wait()
    }
    func read(file *os.File) {}
    """),
  .found(
    """
    package shop
    import ("os"; "sync")
    func readAll(names []string) {
      var all sync.WaitGroup
      for _, name := range names {
        file, _ := os.Open(name)
        ▸defer file.Close()
        all.Go(func() { read(name) })
      }
      all.Wait()
    }
    func read(name string) {}
    """),
  .quiet(
    """
    package shop
    import "os"
    type step func() error
    func (s *shop) later(file *os.File) step { return func() error { _, err := file.Stat(); return err } }
    type shop struct{}
    func (s *shop) readAll(names []string) error {
      var steps []step
      for _, name := range names {
        file, _ := os.Open(name)
        defer file.Close()
        steps = append(steps, s.later(file))
      }
      return runAll(steps)
    }
    func runAll(steps []step) error { return nil }
    """),
  .found(
    """
    package shop
    import "os"
    func readAll(names []string) {
      for _, name := range names {
        file, _ := os.Open(name)
        ▸defer file.Close()
        done := make(chan bool)
        go func() { _, _ = file.Stat(); close(done) }()
        <-done
      }
    }
    """),
  .quiet("for i := 0; i < 3; i++ {\n  func() {\n    file, _ := os.Open(path)\n    defer file.Close()\n  }()\n}"),
  .quiet("for {\n  file, _ := os.Open(path)\n  defer file.Close()\n  return nil\n}"),
  .found(
    """
    for range 2 {
      for {
        if path != "" {
          ▸defer fmt.Println(path)
          break
        }
      }
    }
    """),
  .quiet(
    "outer:\nfor {\n  for {\n    if path != \"\" {\n      defer fmt.Println(path)\n      break outer\n    }\n  }\n}"
  ),
  .quiet(
    """
    package shop
    import "os"
    type report struct{ path string }
    func pack(reports []report) error {
      var paths []string
      for _, one := range reports {
        paths = append(paths, one.path)
        defer os.Remove(one.path)
      }
      return zip(paths)
    }
    func zip(paths []string) error { return nil }
    """),
  .quiet("for i := range 3 {\n  if i < 2 { continue }\n  defer fmt.Println(i)\n  break\n}"),
  .quiet("for {\n  if path != \"\" {\n    defer fmt.Println(path)\n    break\n  }\n}"),
  .quiet(
    """
    for {
      file, err := os.Open(path)
      if err == nil {
        defer file.Close()
        if path == "" { return nil } else { return err }
      }
    }
    """),
  .quiet(
    """
    package shop
    import "sync"
    type door struct{ sync.Mutex; open bool }
    func (d *door) shut() { d.Lock(); d.open = false; d.Unlock() }
    func shutAll(guard *sync.Mutex, doors []*door) {
      guard.Lock()
      for _, d := range doors {
        if d.open { defer d.shut() }
      }
      guard.Unlock()
    }
    """),
  .found(
    """
    package shop
    import ("os"; "sync")
    func readAll(guard *sync.Mutex, names []string) {
      guard.Lock()
      for _, name := range names {
        file, _ := os.Open(name)
        ▸defer file.Close()
      }
      guard.Unlock()
    }
    """),
  .quiet("for i := range 3 {\n  go func() {\n    defer fmt.Println(i)\n  }()\n}\ndefer fmt.Println(path)"),
]
