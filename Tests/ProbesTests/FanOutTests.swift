import Evidence
import Testing

@testable import Probes

/// Loops that start goroutines: which of them fan work out, and what counts as a limit.
@Suite struct FanOutTests {
  static func counts(_ body: String) -> [Int] {
    let text = """
      package shop

      import (
      \t"context"
      \t"net"
      \t"sync"

      \t"golang.org/x/sync/errgroup"
      \t"golang.org/x/sync/semaphore"
      )

      const totalWorkers = 4

      type server struct{ group errgroup.Group }

      func (s *server) load(
      \tctx context.Context, names []string, jobs chan string, one func(string) error, workers int, l net.Listener,
      \tsem *semaphore.Weighted, parts []interface{ Run(context.Context) error },
      ) {
      \tvar wg sync.WaitGroup
      \tgroup, ctx := errgroup.WithContext(ctx)
      \(body)
      }
      """
    let outcome = ErrgroupProbe().examine(ExampleSubject(text).subject)
    return ["loops", "unlimitedLoops", "unwaitedLoops"].map { outcome.count($0) }
  }

  @Test(arguments: [
    ("for _, name := range names { group.Go(func() error { return one(name) }) }", [1, 1, 0]),
    ("group.SetLimit(4); for _, name := range names { group.Go(func() error { return one(name) }) }", [1, 0, 0]),
    ("for range workers { go func() { for name := range jobs { one(name) } }() }", [1, 0, 0]),
    ("for i := 0; i < workers; i++ { go one(<-jobs) }", [1, 0, 0]),
    ("for i := 0; i < len(names); i++ { go one(names[i]) }", [1, 1, 1]),
    ("n := len(names); for i := range n { go one(names[i]) }", [1, 1, 1]),
    ("for _, name := range names { wg.Add(1); go func() { defer wg.Done(); one(name) }() }; wg.Wait()", [1, 1, 0]),
    ("for _, name := range names { wg.Go(func() { one(name) }) }", [1, 1, 0]),
    ("for _, name := range names { go one(name) }", [1, 1, 1]),
    ("for name := range jobs { go one(name) }", [1, 1, 1]),
    ("for _, name := range []string{\"a\", \"b\"} { go one(name) }", [1, 0, 0]),
    (
      "slots := make(chan bool, 4); for _, name := range names { slots <- true; go func() { one(name); <-slots }() }",
      [1, 0, 0]
    ),
    (
      "out := make(chan error); for _, name := range names { go func() { out <- one(name) }() }; for range names { <-out }",
      [1, 1, 0]
    ),
    ("for _, name := range names { sem.Acquire(ctx, 1); go one(name) }", [1, 0, 0]),
    ("for { c, err := l.Accept(); if err != nil { return }; go func() { c.Close() }() }", [0, 0, 0]),
    ("for _, part := range parts { go part.Run(ctx) }", [0, 0, 0]),
    ("for _, part := range parts { group.Go(func() error { return part.Run(ctx) }) }", [0, 0, 0]),
    ("go one(names[0]); group.Go(func() error { return one(names[1]) })", [0, 0, 0]),
    ("for _, name := range names { if name == \"\" { go one(\"last\") } }", [0, 0, 0]),
    ("for _, name := range names { if name != \"\" { go one(name) } }", [1, 1, 1]),
    ("itemised := 4; for i := 0; i < itemised; i++ { go one(<-jobs) }", [1, 0, 0]),
    ("for i := 0; i < totalWorkers; i++ { go one(<-jobs) }", [1, 0, 0]),
    ("for i := 0; i < len(names) && i < workers; i++ { go one(names[i]) }", [1, 0, 0]),
    ("for _, part := range parts { go shutdown(part) }", [0, 0, 0]),
    (
      "room := bounded.New(4); for _, name := range names { room.Add(1); go func() { defer room.Done(); one(name) }() }",
      [1, 0, 0]
    ),
    (
      "room := bounded.New(); for _, name := range names { room.Add(1); go func() { defer room.Done(); one(name) }() }",
      [1, 1, 0]
    ),
    ("bar := progress.New(4); for _, name := range names { bar.Add(1); go one(name) }", [1, 1, 0]),
    ("for len(names) > 0 { go one(names[0]); names = names[1:] }", [0, 0, 0]),
  ])
  func `a loop over data needs a limit`(_ body: String, _ expected: [Int]) {
    #expect(Self.counts(body) == expected, "\(body)")
  }

  @Test func `a pool that a function of the module makes with a limit has one, and one that is handed in is left out`()
  {
    let pool = """
      for _, name := range names { pool.Go(func() error { return one(name) }) }
      }
      func newPool() *errgroup.Group { g := &errgroup.Group{}; g.SetLimit(3); return g
      """
    #expect(Self.counts("pool := newPool(); " + pool) == [1, 0, 0])
    #expect(Self.counts("pool := &errgroup.Group{}; " + pool) == [1, 1, 0])
    #expect(
      Self.counts("func(pool *errgroup.Group) { for range names { pool.Go(func() error { return nil }) } }(group)") == [
        0, 0, 0,
      ])
  }

  @Test func `a goroutine for each channel is a consumer, and a throttle is a semaphore`() {
    let consumer = "for range names { go func() { for name := range jobs { one(name) } }() }"
    #expect(Self.counts(consumer) == [0, 0, 0])
    let throttled = """
      builders := newThrottle()
      for _, name := range names { builders.Do(); go one(name) }
      }
      type throttle struct{}
      func (t *throttle) Do() {}
      func newThrottle() *throttle { return &throttle{}
      """
    #expect(Self.counts(throttled) == [1, 0, 0])
  }

  @Test func `a list that was read sets the number, and one of the program's own does not`() {
    let read = "found, err := list(); if err != nil { return }; "
    let list = "\n}\nfunc list() ([]string, error) { return nil, nil"
    #expect(Self.counts(read + "for _, name := range found { go one(name) }" + list) == [1, 1, 1])
    let kept = "var kept []string; for _, name := range found { kept = append(kept, name) }; "
    #expect(Self.counts(read + kept + "for _, name := range kept { go one(name) }" + list) == [1, 1, 1])
    let own = "var own []string; own = append(own, \"a\"); for _, name := range own { go one(name) }"
    #expect(Self.counts(own) == [0, 0, 0])
    let providers =
      "providers, err := list(); if err != nil { return }; for _, name := range providers { go one(name) }"
    #expect(Self.counts(providers + list) == [0, 0, 0])
    let some = "found = found[:min(len(found), 3)]; for _, name := range found { go one(name) }"
    #expect(Self.counts(read + some + list) == [0, 0, 0])
    let batches = "for i := 0; i < len(names); i += 100 { go one(names[i]) }"
    #expect(Self.counts(batches) == [0, 0, 0])
  }

  @Test func `what callers pass sets the number, unless all pass their own`() {
    let send = "\n}\nfunc send(all []string, one func(string) error) { for _, name := range all { go one(name) }"
    #expect(Self.counts("_ = 1" + send) == [1, 1, 1])
    #expect(Self.counts("send(names, one)" + send) == [1, 1, 1])
    #expect(Self.counts("own := []string{\"a\"}; send(own, one)" + send) == [0, 0, 0])
  }

  @Test func `what only waits for an answer does no work, and a semaphore may be handed in`() {
    let waiting = "for range names { go func() { select { case <-jobs: case <-ctx.Done(): } }() }"
    #expect(Self.counts(waiting) == [0, 0, 0])
    let handed = "for _, name := range names { go limited(name, sem) }"
    #expect(Self.counts(handed + "\n}\nfunc limited(name string, sem *semaphore.Weighted) {") == [1, 0, 0])
    #expect(Self.counts("for _, name := range names { wg.Go(func() { closeShelf(name) }) }") == [0, 0, 0])
    // A gateway and an aggregate are no gate.
    let gateway = "for _, name := range names { go gateway(name) }"
    #expect(Self.counts(gateway + "\n}\nfunc gateway(name string) { aggregate(name)") == [1, 1, 1])
  }

  @Test func `what all callers write out is a fixed number`() {
    let all = "\n}\nfunc all(tasks ...func()) { for _, task := range tasks { go task() }"
    #expect(Self.counts("all(func() { one(\"a\") }, func() { one(\"b\") })" + all) == [1, 0, 0])
    // Functions that run are parts of the program.
    #expect(Self.counts("var tasks []func(); all(tasks...)" + all) == [0, 0, 0])
    let more = "\n}\nfunc more(tasks ...func()) { all(tasks...)"
    #expect(Self.counts("more(func() { one(\"a\") })" + more + all) == [1, 0, 0])
  }

  @Test func `a group kept in a field is limited by any function of the file`() {
    let loop = "for _, name := range names { s.group.Go(func() error { return one(name) }) }"
    #expect(Self.counts(loop) == [1, 1, 0])
    #expect(
      Self.counts(loop + "\n}\nfunc newServer() *server { s := &server{}; s.group.SetLimit(3); return s") == [1, 0, 0])
  }
}
