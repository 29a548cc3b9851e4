/// The examples of `BareReturnProbe` for what `BoundaryAnswers` and `PassedOnCall` say.
let boundaryAnswersExamples: [ProbeExample] = [
  .quiet(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import ("os"; "example.org/errors")
    func Load(path string) ([]byte, error) {
      data, err := os.ReadFile(path)
      if err != nil { return nil, errors.InternalServer("store").WithError(err) }
      return data, nil
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load() ([]byte, error) {
      data, err := core.Load("cart")
      if err != nil { return nil, err }
      return data[1:], nil
    }
    """),
  .found(
    """
    -- go.mod --
    module example.org/shop
    -- core/core.go --
    package core
    import ("os"; "github.com/labstack/echo/v4")
    func Load(id int, path string) error {
      if id < 0 { return echo.NewHTTPError(404, "no such cart") }
      if err := os.Chdir(path); err != nil { return err }
      return os.Remove(path)
    }
    -- shop.go --
    package shop
    import "example.org/shop/core"
    func load() error {
      err := core.Load(3, "cart")
      return ▸err
    }
    """),
  .found(
    """
    package shop
    type carts interface { Next() (string, error) }
    func skip(all carts) (string, error) {
      for {
        cart, err := all.Next()
        if err != nil { return "", ▸err }
        if cart != "" { return cart, nil }
      }
    }
    """),
  .found(
    """
    package shop
    import "os"
    func remove(names []string) error {
      for _, name := range names {
        if err := os.Remove(name); err != nil { return ▸err }
      }
      return nil
    }
    """),
]
