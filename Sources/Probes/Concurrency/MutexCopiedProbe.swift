import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds locks that are copied with the value that holds them.
///
/// Limits: values whose type is not known are passed over; composite literals and calls make new values and are fine.
struct MutexCopiedProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/mutex-copied",
    version: 2,
    sign: .antiPattern,
    looksFor: "a value with a lock inside that is passed, received, assigned or ranged over by value",
    because: "the copy has a lock of its own, so two goroutines enter at once",
    instead: "use a pointer",
    examples: [
      .found("type cart struct{ mu sync.Mutex }\n\nfunc ▸(c cart) Add() {}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c ▸cart) {}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart) {\n\td := ▸*c\n\t_ = &d\n}"),
      .found(
        "type cart struct{ mu sync.Mutex }\n\nfunc fill(all map[string]cart) {\n\td, ok := ▸all[\"a\"]\n\t_, _ = &d, ok\n}"
      ),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(all map[cart]int) {\n\tfor ▸c := range all { _ = &c }\n}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(all chan cart) {\n\tfor ▸c := range all { _ = &c }\n}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart) {\n\td := []cart{▸*c}\n\t_ = d\n}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart, all chan cart) {\n\tall <- ▸*c\n}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart) any {\n\treturn ▸*c\n}"),
      .found("type cart struct{ mu sync.Mutex }\n\nfunc fill(c *cart) {\n\tfmt.Println(▸*c)\n}"),
      .found("type spin struct{}\n\nfunc (*spin) Lock() {}\nfunc (*spin) Unlock() {}\nfunc fill(s ▸spin) {}"),
      .found("func fill[M sync.Mutex](m ▸M) {}"),
      .found("func fill() {\n\tfor i, ▸mu := 0, (sync.Mutex{}); i < 3; i++ { mu.Lock() }\n}"),
      .found("type spin sync.Mutex\n\nfunc ▸(s spin) Add() {}"),
      .quiet(
        "package shop\nimport (\"sync\"; . \"unsafe\")\nfunc size(mu *sync.Mutex) uintptr { return Sizeof(*mu) }\n"),
      .quiet("type cart struct{ mu sync.Mutex }\n\nfunc (c *cart) Add() {}"),
      .quiet("type cart struct{ mu *sync.Mutex }\n\nfunc (c cart) Add() {}"),
      .quiet("type cart struct{ mu sync.Mutex }\n\nfunc fresh() *cart {\n\tc := cart{}\n\treturn &c\n}"),
      .quiet("type cart struct{ sync.Locker }\n\nfunc (c cart) Add() {}"),
      .quiet("type cart struct{ mu sync.Mutex }\n\ntype filler interface {\n\tfill(c cart)\n}"),
      .quiet(
        "type cart struct{ mu sync.Mutex }\n\nfunc made() *cart { return nil }\nfunc use() {\n\tc := *made()\n\t_ = &c\n}"
      ),
      .quiet(
        "type cart struct{ mu sync.Mutex }\n\nfunc fill(all []cart) {\n\tfor i := range all { all[i].mu.Lock() }\n}"),
      .quiet(
        "type table struct{}\n\nfunc (*table) Lock(id string) {}\nfunc (*table) Unlock(id string) {}\nfunc use(t table) {}"
      ),
    ])

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    let locks = LockTypes(subject)
    let names = LockNames(subject, locks)
    let files = subject.snapshot.productFiles
    for file in files {
      var search = LockCopies(file: file, subject: subject, locks: locks, names: names)
      search.run()
      for copy in search.copies {
        findings.append(file.finding(Self.card.id, at: copy.node, copy.message))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["copies": .count(findings.count)],
      scope: Scope(
        files: files.count,
        patterns: ["receivers, parameters, assignments, arguments, results and ranges of types with locks"]))
  }
}
