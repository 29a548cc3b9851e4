import Evidence
import GoSyntax
import Repository

/// Finds goroutines that nothing can end.
///
/// A goroutine is reported when its body, or a function of the module that it calls, comes to a loop that nothing
/// leaves. One that runs straight through is not reported but counted apart (`finite`); one that is there for as long
/// as the process may be (`LifeOfProcess`). What only tools and tests reach is left out: it ends with them.
struct UnsupervisedGoroutineProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/unsupervised-goroutine",
    version: 4,
    sign: .antiPattern,
    looksFor: "a goroutine that loops without a way to end",
    because: "it outlives what it was started for, keeps its memory and is cut off in the middle at exit",
    instead: "give it a context or a channel that ends it, and wait for it",
    examples: [
      .found(
        """
        ticker := time.NewTicker(time.Second)
        ▸go func() {
          for range ticker.C {
            fmt.Println(path)
          }
        }()
        """),
      .found("▸go func() {\n  for {\n    time.Sleep(time.Second)\n  }\n}()"),
      .quiet(
        """
        go func() {
          for {
            select {
            case <-ctx.Done():
              return
            case <-time.After(time.Second):
            }
          }
        }()
        """),
      .found(
        """
        func start(jobs chan int, stop chan bool) {
          ▸go func() {
            for {
              select {
              case <-jobs:
              case <-stop:
                break
              }
            }
          }()
        }
        """),
      .found(
        """
        type pool struct{ jobs chan int }
        func (p *pool) start() { ▸go p.run() }
        func (p *pool) run() {
          p.loop()
        }
        func (p *pool) loop() {
          for {
            println(<-p.jobs)
          }
        }
        """),
      .found(
        """
        func serve(listener net.Listener) {
          ▸go func() {
            for {
              connection, err := listener.Accept()
              if err != nil {
                continue
              }
              connection.Close()
            }
          }()
        }
        """),
      .found("▸go func() { select {} }()"),
      .found("t := time.NewTicker(time.Second)\n▸go func() {\n  for range t.C {\n    fmt.Println(path)\n  }\n}()"),
      .found(
        """
        ▸go func() {
          if path == "" {
            return
          }
          for {
            time.Sleep(time.Second)
          }
        }()
        """),
      .quiet("done := make(chan bool)\ngo func() { done <- true }()\n<-done"),
      .quiet("jobs := make(chan string)\ngo func() {\n  for job := range jobs {\n    println(job)\n  }\n}()"),
      .quiet(
        """
        func start(jobs chan int) {
          go func() {
          next:
            for {
              select {
              case _, ok := <-jobs:
                if !ok {
                  break next
                }
              }
            }
          }()
        }
        """),
      .quiet(
        """
        func serve(listener net.Listener) {
          go func() {
            for {
              connection, err := listener.Accept()
              if err != nil {
                return
              }
              connection.Close()
            }
          }()
        }
        """),
      .quiet("stop := make(chan bool)\ngo func() {\n  for {\n    <-stop\n    os.Exit(1)\n  }\n}()"),
      .quiet(
        """
        package main
        import "time"
        func main() { watch(time.Second); serve() }
        func watch(every time.Duration) {
          go func() {
            for range time.Tick(every) { println("on") }
          }()
        }
        func serve() {}
        """),
      // What main starts for each thing is no part of the process.
      .found(
        """
        package main
        import "time"
        func main() { for _, name := range []string{"a", "b"} { watch(name) } }
        func watch(name string) {
          ▸go func() {
            for range time.Tick(time.Second) { println(name) }
          }()
        }
        """),
      .found(
        """
        package main
        import "net"
        func main() { serve(nil) }
        func serve(l net.Listener) {
          ▸go func() {
            for {
              c, err := l.Accept()
              if err != nil { continue }
              c.Close()
            }
          }()
        }
        """),
      .quiet(
        """
        package shop
        import ("os"; "os/signal")
        func reload() {
          hup := make(chan os.Signal, 1)
          signal.Notify(hup, os.Interrupt)
          go func() {
            for { <-hup; println("again") }
          }()
        }
        """),
      .quiet(
        """
        package shop
        import ("sync"; "time")
        type carts struct { sweeper sync.Once }
        var kept = &carts{}
        func (c *carts) put() {
          c.sweeper.Do(func() { go c.sweep() })
        }
        func (c *carts) sweep() { for { time.Sleep(time.Second) } }
        """),
      .quiet(
        "package main\nfunc main() {\n\thup := make(chan int)\n\tgo func() {\n\t\tfor {\n\t\t\t<-hup\n\t\t}\n\t}()\n}\n"
      ),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var counts = (all: 0, supervised: 0, finite: 0, unknown: 0)
    var endless = EndlessGoroutines(subject: subject)
    for file in subject.snapshot.productFiles where subject.ships(file) {
      for statement in file.tree.nodes(of: .goStmt) {
        counts.all += 1
        switch GoroutineEnd(of: statement, in: file, subject, &endless) {
        case .supervised: counts.supervised += 1
        case .finite: counts.finite += 1
        case .unknown: counts.unknown += 1
        case .unbounded:
          findings.append(
            file.finding(Self.card.id, at: statement, "this goroutine loops and nothing ends it", confidence: .medium))
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "goroutines": .count(counts.all), "supervised": .count(counts.supervised), "finite": .count(counts.finite),
        "unknown": .count(counts.unknown), "unbounded": .count(findings.count),
      ],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["go statements and the bodies they run"]))
  }
}
