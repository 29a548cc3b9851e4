/// The examples of `SwallowedProbe`.
let swallowedExamples: [ProbeExample] = [
  .found("if !(err == nil) {\n\t▸return nil\n}\nreturn errors.New(path)"),
  .found(
    """
    if err := os.Remove(path); err != nil {
      ▸return nil
    }
    return nil
    """),
  .found(
    """
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err == nil {
        return data, nil
      } else {
        ▸return nil, nil
      }
    }
    """),
  .found(
    """
    if err := os.Remove(path); err != nil {
      log.Println(err)
      ▸return nil
    }
    return nil
    """),
  .quiet(
    """
    func open(path string) io.Writer {
      file, err := os.Create(path)
      if err != nil {
        return nil
      }
      return file
    }
    """),
  .found(
    """
    err = os.Remove(path)
    ▸if err != nil {
    }
    return nil
    """),
  .found(
    """
    err = os.Remove(path)
    switch {
    case err != nil:
      ▸return nil
    }
    return err
    """),
  .quiet(
    """
    func isTaken(path string) (bool, error) {
      err := os.Mkdir(path, 0o700)
      if err != nil {
        return true, nil
      }
      return false, nil
    }
    """),
  .found(
    """
    func isFree(path string) (bool, error) {
      err := os.Mkdir(path, 0o700)
      if err != nil {
        ▸return false, nil
      }
      return true, nil
    }
    """),
  .quiet(
    """
    type answer struct { value int; err error }
    type sum struct{ failure error }
    func (s *sum) add(value int, err error) { s.failure = err }
    func (s *sum) addAll(all []answer) error {
      for _, one := range all {
        s.add(one.value, one.err)
        if one.err != nil { return nil }
      }
      return nil
    }
    """),
  .found(
    """
    type answer struct { value int; err error }
    func logAll(all []answer) error {
      for number, one := range all {
        log.Println(number, one.err)
        if one.err != nil { ▸return nil }
      }
      return nil
    }
    """),
  .found(
    """
    type answer struct { value int; err error }
    func first(all []answer) error {
      for _, one := range all {
        if one.err != nil { ▸return nil }
      }
      return nil
    }
    """),
  .found(
    """
    func load(path string) (any, error) {
      if err := os.Remove(path); err != nil {
        ▸return err, nil
      }
      return nil, nil
    }
    """),
  .quiet(
    """
    func load(path string) (any, error) {
      if err := os.Remove(path); err != nil {
        return answer(err), nil
      }
      return nil, nil
    }
    func answer(err error) string { return err.Error() }
    """),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      return err
    }
    return nil
    """),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      if errors.Is(err, os.ErrNotExist) {
        return nil
      }
      return err
    }
    return nil
    """),
  .quiet(
    """
    err = os.Remove(path)
    if err != nil && errors.Is(err, os.ErrNotExist) {
      return nil
    }
    return err
    """),
  .found(
    """
    err = os.Remove(path)
    if err != nil && path != "" {
      ▸return nil
    }
    return err
    """),
  .quiet(
    """
    func check(path string, failures []error) error {
      if err := os.Remove(path); err != nil {
        failures = append(failures, err)
        return nil
      }
      return nil
    }
    """),
  .quiet(
    """
    if err := os.Remove(path); err == nil {
      return nil
    }
    return errors.New("still there")
    """),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      // ignore errors, it may be gone
      return nil
    }
    return nil
    """),
  .found(
    """
    if err := os.Remove(path); err != nil {
      // the file
      ▸return nil
    }
    return nil
    """),
  .quiet(
    """
    err = os.Remove(path)
    if err != nil && path != "" {
      log.Println("nobody needs it", err)
      return nil
    }
    return err
    """),
  .quiet(
    """
    func load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      other, otherErr := os.ReadFile(path + ".old")
      if err != nil {
        if otherErr != nil {
          return nil, otherErr
        }
        return other, nil
      }
      return data, nil
    }
    """),
  .quiet(
    """
    func parseCount(text string) *int {
      n, err := strconv.Atoi(text)
      if err != nil {
        return nil
      }
      return &n
    }
    """),
  .quiet(
    """
    type reader struct { err error; rest []byte }
    func (r *reader) next() []byte {
      if r.err != nil {
        return nil
      }
      return r.rest
    }
    """),
  .quiet("func start(path string) {\n\tif err := os.Remove(path); err != nil {\n\t\treturn\n\t}\n}"),
  .quiet(
    """
    if err := os.Remove(path); err != nil {
      // The next start removes what is left over.
      return nil
    }
    return nil
    """),
  .quiet(
    """
    func names(path string) []string {
      // The error can be ignored: the path has been checked.
      text := strings.TrimSpace(path)
      names, err := os.ReadDir(text)
      if err != nil {
        return nil
      }
      return make([]string, len(names))
    }
    """),
  .quiet(
    """
    func load(path string, ignoreMissing bool) error {
      err := os.Remove(path)
      if err != nil && ignoreMissing {
        return nil
      }
      return err
    }
    """),
  .quiet(
    """
    return filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
      if err != nil {
        log.Println(err)
        return nil
      }
      return nil
    })
    """),
  .quiet(
    """
    return run(func() error {
      if err := os.Remove(path); err != nil {
        log.Println(err)
        return nil
      }
      return nil
    })
    }
    func run(work func() error) error { return work()
    """),
  .quiet(
    """
    func host(text string) (string, error) {
      address, err := netip.ParseAddr(text)
      if err != nil {
        return text, nil
      }
      return address.Unmap().String(), nil
    }
    """),
  .found(
    """
    func host(text string) (string, error) {
      address, err := netip.ParseAddr(text)
      if err != nil {
        ▸return "", nil
      }
      return address.Unmap().String(), nil
    }
    """),
  .quiet(
    """
    // names gives the names that can be read; failures are ignored.
    func names(path string) []string {
      names, err := os.ReadDir(path)
      if err != nil {
        return nil
      }
      return make([]string, len(names))
    }
    """),
  .quiet(
    """
    type answer struct{ Err error }
    func load(path string) (*answer, error) {
      given := &answer{}
      if err := os.Remove(path); err != nil {
        given.Err = errGone
        log.Println(err)
        return given, nil
      }
      return given, nil
    }
    var errGone = errors.New("gone")
    """),
  .quiet(
    """
    func load(path string) ([]byte, error) {
      if data, err := os.ReadFile(path); err == nil {
        return data, nil
      }
      return []byte(path), nil
    }
    """),
  .found(
    """
    func load(path string) ([]byte, error) {
      if data, err := os.ReadFile(path); err == nil {
        return data, nil
      }
      ▸return nil, nil
    }
    """),
]
