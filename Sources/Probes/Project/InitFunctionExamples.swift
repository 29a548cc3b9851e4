import Evidence

/// The examples of `InitFunctionProbe`: work at the import of a package, and what only registers.
let initFunctionExamples: [ProbeExample] = [
  .found("func ▸init() { log.SetPrefix(\"shop\") }"),
  .quiet(
    """
    package carts

    import "example.org/steps"

    func init() { steps.AddStep("carts", up, nil) }

    func up() error { return nil }

    """),
  .found(
    """
    package carts

    import "example.org/steps"

    func ▸init() { steps.AddStep(count()) }

    func count() int { return 3 }

    """),
  .quiet(
    """
    package carts

    import "example.org/counters"

    var opened, closed *counters.Counter

    func init() {
    \topened = counters.New("opened")
    \tclosed = counters.New("closed")
    \tcounters.MustRegister(opened, closed)
    }

    """),
  .found(
    """
    package carts

    import "example.org/counters"

    var opened, closed *counters.Counter

    func ▸init() {
    \topened = counters.New("opened")
    \tclosed = counters.New("closed")
    \tcounters.MustRegister(opened)
    }

    """),
  .found("func ▸init() {}"),
  .found("var prices map[string]int\n\nfunc ▸init() {\n\tprices = map[string]int{}\n}"),
  .found("func ▸init() {\n\tsql.Register(\"shop\", nil)\n\tgo log.Println()\n}"),
  .found("package main\n\nfunc ▸init() { println() }\n\nfunc main() {}\n"),
  .found("func ▸init() {\n\tname := \"shop\"\n\tlog.SetPrefix(name)\n}"),
  .quiet("func init() { sql.Register(\"shop\", nil) }"),
  .quiet("func init() {\n\tfor _, name := range []string{\"shop\"} {\n\t\tsql.Register(name, nil)\n\t}\n}"),
  .quiet(
    """
    package shop

    import "example.org/plugins"

    func init() {
    \tplugins.MustRegister(shop{})
    \tregisterAll()
    }

    type shop struct{}

    func registerAll() {}

    """),

  .quiet(
    """
    package shop

    import "example.org/plugins"

    func init() { plugins.Loader = load }

    func load(path string) error { return nil }

    """),
  .found(
    """
    package shop

    import "example.org/plugins"

    func ▸init() { plugins.Limit = limit() }

    func limit() int { return 3 }

    """),
  .found("var limit int\n\nfunc ▸init() {\n\tif limit == 0 {\n\t\tlimit = 3\n\t}\n}"),
  .found(
    """
    package shop

    type shelf struct{ size int }

    var shelves [8]*shelf

    func ▸init() {
    \tfor i := range shelves { shelves[i] = &shelf{size: 1 << i} }
    }
    """),
  .quiet("var isBlank [256]bool\n\nfunc init() {\n\tisBlank[' '] = true\n\tisBlank['\\t'] = true\n}"),
  .found("var isBlank [256]bool\n\nfunc ▸init() { isBlank[' '] = read() }\n\nfunc read() bool { return true }"),
  .quiet(
    "//go:build race\n\npackage shop\n\nvar tags string\n\nfunc init() {\n\tif tags == \"\" {\n\t\ttags = \"race\"\n\t} else {\n\t\ttags = tags + \",race\"\n\t}\n}\n"
  ),
  .found("var prices = map[string]int{}\n\nfunc ▸init() { prices[\"tea\"] = 3 }"),
  .quiet("func init() {\n\tif runtime.GOOS == \"windows\" {\n\t\tsql.Register(\"shop\", nil)\n\t}\n}"),
  .quiet(
    """
    package shop

    var Formats = map[string]any{}

    type plain struct{ width int }

    func init() { Formats["plain"] = &plain{width: 80} }

    """),
  .quiet(
    """
    package shop

    var kinds = map[string]bool{}

    func init() { storeKinds("tea", "coffee") }

    func storeKinds(names ...string) {
    \tfor _, name := range names {
    \t\tkinds[name] = true
    \t}
    }

    """),
  .quiet(
    "var commands []*command\n\ntype command struct{}\n\nfunc init() { commands = append(commands, &command{}) }"),
  .found(
    """
    package shop

    var sizes []int

    func ▸init() {
    \tfor i := range 8 {
    \t\tsizes = append(sizes, 1<<i)
    \t}
    }

    """),
  .found(
    "var shelves []int\n\nfunc ▸init() { shelves = append(shelves, count()) }\n\nfunc count() int { return 3 }"),
  .quiet(
    """
    package shop

    import "example.org/gates"

    var cheapTea *gates.Gate

    func init() { cheapTea = gates.Global().MustRegister("shop.cheapTea") }

    """),
  .quiet(
    """
    package shop

    import "github.com/spf13/cobra"

    var rootCommand, serveCommand = &cobra.Command{}, &cobra.Command{}

    func init() {
    \trootCommand.AddCommand(serveCommand)
    \tserveCommand.Flags().Int("port", 8080, "where to listen")
    \t_ = serveCommand.MarkFlagRequired("port")
    \tshareFlags(serveCommand)
    }

    func shareFlags(command *cobra.Command) { command.PersistentFlags().Bool("debug", false, "say more") }

    """),
  .found(
    """
    package shop

    import "github.com/spf13/cobra"

    var serveCommand = &cobra.Command{}

    func ▸init() {
    \tserveCommand.Flags().Int("port", 8080, "where to listen")
    \tserveCommand.Run(serveCommand, nil)
    }

    """),
  .found("package shop\n\nimport \"flag\"\n\nfunc ▸init() { flag.Int(\"port\", 8080, \"where to listen\") }\n"),
  .quiet(
    """
    -- features/features.go --
    package features

    var known []string

    func Add(name string) { known = append(known, name) }
    -- tea/tea.go --
    package tea

    import "example.org/shop/features"

    func init() { features.Add("tea") }
    """),
  .quiet(
    """
    package shop

    import "sync"

    type registry struct {
    \tmu   sync.Mutex
    \tkept map[string]func() any
    }

    func (r *registry) Add(name string, make func() any) { r.put(name, make) }

    func (r *registry) put(name string, make func() any) {
    \tr.mu.Lock()
    \tdefer r.mu.Unlock()
    \tif _, isTaken := r.kept[name]; isTaken {
    \t\tpanic(name)
    \t}
    \tr.kept[name] = make
    }

    var teas = &registry{kept: map[string]func() any{}}

    func init() { teas.Add("green", func() any { return 3 }) }

    """),
  .found(
    """
    package shop

    type registry struct{ kept map[string]int }

    func (r *registry) Add(name string) {
    \tr.kept[name] = 3
    \tgo println(name)
    }

    var teas = &registry{kept: map[string]int{}}

    func ▸init() { teas.Add("green") }

    """),
  .quiet(
    """
    package shop

    const kindGreen = "green"

    var makers = map[string]func() any{}

    func newTea() any { return 3 }

    func wrapped(make func() any) func() any { return make }

    func init() {
    \tmakers[kindGreen] = newTea
    \tmakers["black"] = wrapped(newTea)
    }

    """),
  .quiet(
    """
    package shop

    import (
    \t"net/http"

    \t"example.org/shop/parts"
    )

    func init() {
    \tmux := http.NewServeMux()
    \tmux.HandleFunc("GET /cart", nil)
    \tparts.Register("cart", mux)
    }

    """),
  .quiet(
    """
    package shop

    import (
    \t"log"

    \t"example.org/shop/steps"
    )

    func init() {
    \terr := steps.Register("carts", nil)
    \tif err != nil {
    \t\tlog.Fatalf("register: %s", err)
    \t}
    }

    """),
  .quiet(
    "-- sync_linux.go --\npackage shop\n\nimport \"syscall\"\n\nfunc init() { syncFlag = syscall.O_DSYNC }\n-- sync.go --\npackage shop\n\nvar syncFlag int\n"
  ),
  .quiet(
    """
    package shop

    import (
    \t"net/http"

    \t"example.org/shop/parts"
    )

    type counter struct{ open map[string]int }

    func (c *counter) ServeHTTP(http.ResponseWriter, *http.Request) {}

    var front *counter

    func init() {
    \tfront = &counter{open: map[string]int{}}
    \tparts.Register("front", front)
    }

    """),
  .found(
    """
    package shop

    import (
    \t"net/http"
    \t"runtime"

    \t"example.org/shop/parts"
    )

    type counter struct{ tills int }

    func (c *counter) ServeHTTP(http.ResponseWriter, *http.Request) {}

    var front *counter

    func ▸init() {
    \tfront = &counter{tills: runtime.NumCPU()}
    \tparts.Register("front", front)
    }

    """),
  .quiet("var closed = make(chan struct{})\n\nfunc init() { close(closed) }"),
  .quiet(
    """
    package shop

    import (
    \t"github.com/spf13/cobra"
    \t"github.com/spf13/pflag"
    )

    var rootCommand = &cobra.Command{}

    func init() {
    \trootCommand.SilenceUsage = true
    \tflags := rootCommand.PersistentFlags()
    \tflags.Bool("debug", false, "say more")
    \tshareFlags(rootCommand.Flags())
    }

    func shareFlags(flags *pflag.FlagSet) { flags.Int("port", 8080, "where to listen") }

    """),
  .quiet("type shop struct{}\n\nfunc (s shop) init() { log.SetPrefix(\"shop\") }"),
  .quiet("package shop\n\nvar Version string\n\nfunc init() { if Version == \"\" { Version = \"dev\" } }\n"),
  .found(
    "package shop\n\nvar Name string\n\nfunc ▸init() { if Name == \"\" { Name = load() } }\n\nfunc load() string { return \"\" }\n"
  ),
  .quiet("func initialise() { log.SetPrefix(\"shop\") }"),
]
