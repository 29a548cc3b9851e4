/// The examples of `MutableGlobalProbe`.
let mutableGlobalExamples: [ProbeExample] = [
  .found("var ▸count = 0"),
  .found("var (\n\tErrGone = errors.New(\"gone\")\n\t▸Cache = map[string]int{}\n)"),
  .found("var ▸errCount = 1"),
  .found("var ▸ErrText = func() string { return \"gone\" }()"),
  .found("var ErrGone, ▸limit = errors.New(\"gone\"), 3"),
  .found("package shop\n\nimport _ \"embed\"\n\n//go:embed page.html\nvar page string\n\nvar ▸other []byte\n"),
  .found("// go:embed page.html\nvar ▸page []byte"),
  .quiet("var ErrGone = errors.New(\"gone\")"),
  .found("var ▸version = 3"),
  .found("var ▸revision string = load()\n\nfunc load() string { return \"\" }"),
  .quiet(
    """
    package main

    var (
    \tversion = "dev"
    \tgitCommit string
    \tBuildDate string = ""
    )

    func main() {}

    """),
  .quiet("var gone = fmt.Errorf(\"gone %d\", 1)"),
  .quiet("var gone error = nil"),
  .quiet("type failure struct{}\n\nfunc (f *failure) Error() string { return \"\" }\n\nvar errGone = &failure{}"),
  .quiet(
    """
    type failure string

    func (f failure) Error() string { return "" }

    var ErrGone = failure("gone")
    """),
  .quiet(
    """
    type failure struct{}

    func (f failure) Error() string { return "" }

    var errGone = func() failure { return failure{} }()
    """),
  .quiet("package shop\n\nimport \"example.org/trouble\"\n\nvar ErrGone = trouble.Make(3)\n"),
  .quiet("var _ io.Reader = (*os.File)(nil)"),
  .quiet("package shop\n\nimport expression \"regexp\"\n\nvar name = expression.MustCompile(`^a$`)\n"),
  .quiet("package shop\n\nimport _ \"embed\"\n\n//go:embed page.html\n\n/*\nThe page.\n*/\nvar page string\n"),
  .quiet("package shop\n\nimport _ \"embed\"\n\nvar (\n\t//go:embed page.html\n\t//\n\n\tpage []byte\n)\n"),
  .quiet("package shop\n\nimport \"regexp\"\n\nvar name = regexp.MustCompile(`^a$`)\n"),
  .quiet("func load() { var count = 0; log.Println(count) }"),
  .found("var ▸path = \"/carts\""),
  .found("package shop\n\nvar ▸path string\n\nfunc set(value string) { path = value }\n"),
  .found("package shop\n\nvar ▸prices = load()\n\nfunc load() map[string]int { return nil }\n"),
  .quiet(
    "package shop\n\nvar prices = map[string]int{\"tea\": 3}\n\nfunc price(name string) int { return prices[name] }\n"
  ),
  .found("package shop\n\nvar ▸prices = map[string]int{\"tea\": 3}\n"),
  .found("package shop\n\nvar ▸shortStat string\n"),
  .found("package shop\n\nimport \"sync\"\n\nvar ▸guard sync.Mutex\n"),
  .found("package shop\n\nvar ▸Version = \"dev\"\n"),
  .found("package shop\n\nvar ▸Version string\n"),
  .quiet("package shop\n\nvar Version = \"dev\"\n\nfunc show() { println(Version) }\n"),
  .found("package shop\n\nvar ▸Prices = map[string]int{\"tea\": 3}\n"),
  .found("package shop\n\nvar ▸prices = map[string]int{}\n\nfunc set() { prices[\"tea\"] = 3 }\n"),
  .found("package shop\n\nimport \"sort\"\n\nvar ▸prices []int\n\nfunc order() { sort.Ints(prices) }\n"),
  .quiet(
    "package shop\n\nimport \"example.org/sets\"\n\nvar drinks = sets.New(\"tea\", \"coffee\")\n\nfunc show() { println(drinks) }\n"
  ),
  .found(
    "package shop\n\nimport \"example.org/sets\"\n\nvar ▸drinks = sets.New(\"tea\", \"coffee\")\n\nfunc add() { drinks.Add(\"milk\") }\n"
  ),
  .quiet(
    """
    package shop

    import "github.com/charmbracelet/lipgloss"

    var title = lipgloss.NewStyle().Bold(true)

    func show() { println(title.Render("shop")) }
    """),
  .quiet("package shop\n\nvar total = sum\n\nfunc sum() int { return 0 }\n\nfunc show() { println(total()) }\n"),
  .quiet("package shop\n\nimport \"example.org/gates\"\n\nvar cheapTea = gates.MustRegister(\"shop.cheapTea\")\n"),
  .quiet("package shop\n\nvar shortStat string\n\nfunc show() { println(shortStat) }\n"),
  .quiet(
    """
    package shop

    import "sync"

    var buffers = sync.Pool{New: func() any { return new([]byte) }}

    func one() any { return buffers.Get() }
    """),
  .quiet(
    """
    package shop

    import "github.com/prometheus/client_golang/prometheus"

    var orders = prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_total"})
    """),
  .found(
    """
    package shop

    import "github.com/prometheus/client_golang/prometheus"

    var ▸orders prometheus.Counter

    func open() { orders = prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_total"}) }
    """),
  .quiet(
    """
    package shop

    import "sync"

    var (
    \treaders = map[string]int{}
    \tlock    sync.RWMutex
    )

    func RegisterReader(name string, size int) {
    \tlock.Lock()
    \tdefer lock.Unlock()
    \treaders[name] = size
    }

    """),
  .found(
    """
    package shop

    var ▸readers = map[string]int{}

    func RegisterReader(name string, size int) { readers[name] = size }

    """),
  .quiet(
    """
    package shop

    type flag struct{ name string; isOn bool }

    func newFlag(name string) *flag { return &flag{name: name} }

    func (f *flag) Enabled() bool { return f.isOn }

    var CheapTea = newFlag("cheap tea")

    func isCheap() bool { return CheapTea.Enabled() }

    """),
  .found(
    """
    package shop

    type flag struct{ name string; isOn bool }

    func newFlag(name string) *flag { return &flag{name: name} }

    func (f *flag) Enable() { f.isOn = true }

    var ▸CheapTea = newFlag("cheap tea")

    func makeCheap() { CheapTea.Enable() }

    """),
  .quiet(
    """
    package shop

    type Role struct{ name string }

    var RoleOwner = Role{"owner"}

    func (r Role) String() string { return r.name }

    func owner() string { return RoleOwner.String() }

    """),
  .quiet("package shop\n\nimport \"example.org/uuid\"\n\nvar space = uuid.MustParse(\"28840903\")\n"),
  .found("package shop\n\nimport \"example.org/uuid\"\n\nvar ▸Space = uuid.MustParse(\"28840903\")\n"),
  .quiet("package shop\n\nvar noPrefix [4]byte\n\nfunc isFirst(text [4]byte) bool { return text == noPrefix }\n"),
  .found("package shop\n\nvar ▸NoPrefix [4]byte\n"),
  .found(
    "package shop\n\nimport (\"crypto/rand\"; \"io\")\n\nvar ▸key [4]byte\n\nfunc load() { _, _ = io.ReadFull(rand.Reader, key[:]) }\n"
  ),
  .quiet(
    "package shop\n\nimport \"bytes\"\n\nvar none [4]byte\n\nfunc isNone(text []byte) bool { return bytes.Equal(text, none[:]) }\n"
  ),
  .found("package shop\n\nvar ▸lastPrefix [4]byte\n\nfunc keep(text [4]byte) { lastPrefix = text }\n"),
  .found("package shop\n\nimport \"sync/atomic\"\n\nvar ▸orders atomic.Int64\n"),
  .quiet("package shop\n\nimport _ \"embed\"\n\n//go:embed page.html\nvar page string\n"),
  .quiet(
    """
    package shop

    import "time"

    var opening = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Minute)

    func isOpen(at time.Time) bool { return opening.Before(at) }

    """),
  .found(
    "package shop\n\nimport \"time\"\n\nvar ▸opened = time.Now()\n\nfunc age() any { return time.Since(opened) }\n"),
  .quiet("package shop\n\nimport \"net/http\"\n\nvar Header = http.CanonicalHeaderKey(\"x-shop\")\n"),
  .quiet(
    """
    package shop

    import "github.com/redis/go-redis/v9"

    var take = redis.NewScript("return redis.call('DEL', KEYS[1])")

    func run(store redis.Scripter) { take.Run(nil, store, nil) }

    """),
  .quiet("package shop\n\nimport \"example.org/trouble\"\n\nvar Gone = trouble.DefaultError{Code: 3}\n"),
  .quiet("package shop\n\nimport \"example.org/trouble\"\n\nvar Gone = trouble.ErrNotFound().WithReason(\"gone\")\n"),
  .quiet(
    """
    package shop

    import "github.com/prometheus/client_golang/prometheus"

    var metrics = struct{ orders prometheus.Counter }{}

    func init() { metrics.orders = prometheus.NewCounter(prometheus.CounterOpts{Name: "orders_total"}) }

    func order() { metrics.orders.Inc() }

    """),
  .quiet(
    """
    package shop

    import "encoding/json"

    var prices map[string]int

    func init() { _ = json.Unmarshal([]byte("{}"), &prices) }

    func price(name string) int { return prices[name] }

    """),
  .found(
    """
    package shop

    var ▸prices map[string]int

    func init() { prices = make(map[string]int) }

    func set(name string, price int) { prices[name] = price }

    """),
  .found(
    """
    package shop

    import "database/sql"

    var ▸store *sql.DB

    func init() { store, _ = sql.Open("pgx", "") }

    """),
  .found("package shop\n\nvar ▸Prices map[string]int\n\nfunc init() { Prices = map[string]int{\"tea\": 3} }\n"),
  .quiet(
    """
    -- cmd/clidoc/main.go --
    package main

    import (
      "time"

      "github.com/spf13/cobra/doc"
    )

    var opened = time.Now()

    func main() { doc.GenMarkdownTree(nil, opened.String()) }
    """),
  .quiet(
    """
    package shop

    type Platform struct {
      Name   string
      Family *string
    }

    const family = "tea"

    var (
      Green = Platform{Name: "green"}
      Black = Platform{Name: "black"}
      White = Platform{Name: "white"}
    )
    """),
  .found(
    """
    package shop

    type Platform struct {
      Name   string
      Family *string
    }

    var (
      Green   = Platform{Name: "green"}
      ▸Black = Platform{Name: "black"}
      White   = Platform{Name: "white"}
    )

    func rename() { Black.Name = "none" }
    """),
]
