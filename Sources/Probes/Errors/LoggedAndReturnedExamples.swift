/// The examples of `LoggedAndReturnedProbe`.
let loggedAndReturnedExamples: [ProbeExample] = [
  .found("if err != nil {\n\t▸log.Printf(\"failed: %v\", err)\n\treturn err\n}"),
  .found("if err != nil {\n\t▸slog.Error(\"failed\", \"error\", err)\n\treturn fmt.Errorf(\"read: %w\", err)\n}"),
  .found(
    """
    package shop
    import "github.com/rs/zerolog/log"
    func run(err error) error {
      if err != nil {
        ▸log.Error().Err(err).Msg("failed")
        return err
      }
      return nil
    }
    """),
  .found(
    """
    type service struct{ logger interface{ Errorf(string, ...any) } }
    func (s *service) run(load func() (int, error)) (int, error) {
      n, err := load()
      if err != nil {
        ▸s.logger.Errorf("load: %v", err)
        return 0, err
      }
      return n, nil
    }
    """),
  .found("switch {\ncase err != nil:\n\t▸log.Println(err)\n\treturn err\n}\nreturn nil"),
  .found("if errors.Is(err, os.ErrNotExist) {\n\t▸log.Println(err)\n\treturn err\n}"),
  .found("if err == nil {\n\treturn nil\n} else {\n\t▸log.Println(err)\n\treturn err\n}"),
  .found("err := os.Remove(path)\nif err == nil {\n\treturn nil\n}\n▸log.Println(err)\nreturn err"),
  .found(
    """
    package shop
    import "log"
    func find() (err error) {
      if err = load(); err != nil {
        ▸log.Println(err)
        return
      }
      return nil
    }
    func load() error { return nil }
    """),
  .found(
    """
    package shop
    import ("fmt"; "log")
    func find() error {
      if err := load(); err != nil {
        ▸log.Println(err)
        wrapped := fmt.Errorf("find: %w", err)
        return wrapped
      }
      return nil
    }
    func load() error { return nil }
    """),
  .found(
    """
    package shop
    import "log"
    type lost struct { name string; cause error }
    func (l *lost) Error() string { return l.name }
    func find() error {
      if err := load(); err != nil {
        ▸log.Println(err)
        return &lost{name: "cart", cause: err}
      }
      return nil
    }
    func load() error { return nil }
    """),
  .quiet(
    """
    package shop
    import "log"
    type answer struct { cause error }
    func find() *answer {
      if err := load(); err != nil {
        log.Println(err)
        return &answer{cause: err}
      }
      return nil
    }
    func load() error { return nil }
    """),
  .quiet("if err != nil {\n\treturn err\n}"),
  .quiet("if err == nil {\n\tlog.Println(err)\n\treturn err\n}"),
  .quiet("if err != nil {\n\tlog.Println(\"trying again\")\n\treturn err\n}"),
  .quiet("if err != nil {\n\tslog.Debug(\"failed\", \"error\", err)\n\treturn err\n}"),
  .quiet("if err != nil {\n\tslog.Log(ctx, slog.LevelDebug, \"failed\", \"error\", err)\n\treturn err\n}"),
  .found("if err != nil {\n\t▸slog.Log(ctx, slog.LevelWarn, \"failed\", \"error\", err)\n\treturn err\n}"),
  .quiet("if err != nil {\n\tlog.Println(err)\n\treturn errors.New(\"internal error\")\n}"),
  .quiet("if err != nil {\n\tlog.Fatal(err)\n\treturn err\n}"),
  .quiet(
    """
    package shop
    import ("log"; "github.com/mark3labs/mcp-go/mcp")
    func find(request mcp.CallToolRequest) (string, error) {
      carts, err := load(request)
      if err != nil {
        log.Println(err)
        return "", err
      }
      return carts, nil
    }
    """),
  .quiet(remote(of: "grpc.NewServer()", importing: "google.golang.org/grpc", log: "")),
  .found(remote(of: "client.NewServer()", importing: "example.org/client", log: "▸")),
  .quiet(
    "err := os.Remove(path)\nif err == nil {\n\treturn nil\n}\nlog.Println(err)\nerr = os.Rename(path, path)\nreturn err"
  ),
  .found(
    "err := os.Remove(path)\nif err == nil {\n\treturn nil\n}\n▸log.Println(err)\nerr = fmt.Errorf(\"remove: %w\", err)\nreturn err"
  ),
  .found(
    """
    package shop
    import ("log"; "example.org/rpc")
    func find(request rpc.CallRequest) (string, error) {
      carts, err := load(request)
      if err != nil {
        ▸log.Println(err)
        return "", err
      }
      return carts, nil
    }
    """),
]

/// A method that looks like one of a service, beside a file that starts a server of some library.
private func remote(of server: String, importing library: String, log mark: String) -> String {
  """
  -- serve.go --
  package shop

  import "\(library)"

  var server = \(server)
  -- open.go --
  package shop

  import (
  	"context"
  	"log"

  	"example.org/shop/pb"
  )

  type shop struct{}

  func (s *shop) Open(ctx context.Context, request *pb.OpenRequest) (*pb.OpenResponse, error) {
  	if err := load(); err != nil {
  		\(mark)log.Println(err)
  		return nil, err
  	}
  	return &pb.OpenResponse{}, nil
  }

  func load() error { return nil }
  """
}

/// The examples of `LoggedAndReturnedProbe` for who hears of the error.
let errorListenersExamples: [ProbeExample] = [
  .quiet(handler(logging: "count(err)", mark: "")),
  .found(handler(logging: "log.Println(err)", mark: "▸")),
  .quiet(listened(by: "if err := load(path); err != nil { return }", mark: "")),
  .quiet(listened(by: "_ = load(path)", mark: "")),
  .quiet(listened(by: "_ = keep(path)\n}\nfunc keep(path string) error {\n return load(path)", mark: "")),
  .found(listened(by: "log.Println(keep(path))\n}\nfunc keep(path string) error {\n return load(path)", mark: "▸")),
  .found(listened(by: "if err := load(path); err != nil { log.Println(\"not loaded\") }", mark: "▸")),
  .found(listened(by: "if err := load(path); err != nil { panic(err) }", mark: "▸")),
  .found(
    """
    package shop
    import ("log"; "os"; "golang.org/x/sync/errgroup")
    func load(path string) error {
      var group errgroup.Group
      group.Go(func() error {
        if err := os.Remove(path); err != nil {
          ▸log.Println(err)
          return err
        }
        return nil
      })
      return group.Wait()
    }
    """),
  .found(
    """
    package shop
    import ("log"; "os"; "github.com/spf13/cobra")
    var tidy = &cobra.Command{RunE: runTidy}
    func runTidy(command *cobra.Command, names []string) error {
      if err := os.Remove(names[0]); err != nil {
        ▸log.Println(err)
        return err
      }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import ("log"; "os"; "example.com/dav")
    func hooks() *dav.Hooks {
      hooks := dav.NewHooks()
      hooks.Named["tidy"] = tidy
      return hooks
    }
    func tidy(path string) error {
      if err := os.Remove(path); err != nil {
        log.Println(err)
        return err
      }
      return nil
    }
    """),
  .found(
    """
    package shop
    import ("log"; "os")
    type hooks struct { named map[string]func(string) error }
    func newHooks() *hooks {
      made := &hooks{}
      made.named["tidy"] = tidy
      return made
    }
    func tidy(path string) error {
      if err := os.Remove(path); err != nil {
        ▸log.Println(err)
        return err
      }
      return nil
    }
    """),
  .quiet(
    """
    package shop
    import ("log"; "os"; "example.com/dav")
    type shelf struct{}
    func (s *shelf) Resource(request dav.Request) (*dav.Resource, error) {
      if err := os.Remove("shelf"); err != nil {
        log.Println(err)
        return nil, err
      }
      return &dav.Resource{}, nil
    }
    func server() *dav.Server { return &dav.Server{Resources: &shelf{}} }
    """),
  .found(
    """
    package shop
    import ("log"; "os"; "example.com/dav")
    type shelf struct{}
    func (s *shelf) Remove(name dav.Name) error {
      if err := os.Remove("shelf"); err != nil {
        ▸log.Println(err)
        return err
      }
      return nil
    }
    """),
]

/// A function that a web framework calls, beside one that the framework calls with errors.
private func handler(logging: String, mark: String) -> String {
  """
  package shop
  import ("log"; "os"; "example.com/web")
  func count(err error) {}
  func serve(app *web.App) {
    app.OnError(func(c *web.Context, err error) { \(logging) })
    app.Get("/tidy", tidy)
  }
  func tidy(c *web.Context) error {
    if err := os.Remove("shelf"); err != nil {
      \(mark)log.Println(err)
      return err
    }
    return nil
  }
  """
}

/// A function and its only caller in the module.
private func listened(by caller: String, mark: String) -> String {
  """
  package shop
  import ("log"; "os")
  func load(path string) error {
    if err := os.Remove(path); err != nil {
      \(mark)log.Println(err)
      return err
    }
    return nil
  }
  func tidy(path string) {
    \(caller)
  }
  """
}
