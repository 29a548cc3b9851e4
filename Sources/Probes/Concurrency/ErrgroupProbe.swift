import Evidence
import GoSyntax
import Repository

/// Finds groups that start goroutines, wait for them and pass on the first error, and loops that start goroutines with
/// nothing that limits how many.
///
/// A loop is reported where its number of turns comes from outside (`FanOutSource`); what runs over a list of the
/// program's own without a limit is counted apart (`ownLoops`) and is neither bounded nor open.
struct ErrgroupProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/errgroup",
    version: 5,
    sign: .signal,
    looksFor: "goroutines started through errgroup or a like group, with a limit where a loop starts them",
    because: "a group waits for all, keeps the first error, cancels the rest and can bound how many run at a time",
    instead: "use golang.org/x/sync/errgroup where several goroutines may fail, and SetLimit where data says how many",
    examples: [
      .found("group, ctx := errgroup.▸WithContext(ctx)\n_ = ctx\nerr = group.Wait()"),
      .quiet("group := sync.WaitGroup{}\ngroup.Wait()"),
      .quiet("group := errgroup.Group{}\ngroup.Go(func() error { log.Println(path); return nil })\n_ = group.Wait()"),
      .found("group := errgroup.▸Group{}\ngroup.Go(func() error { return os.Remove(path) })\n_ = group.Wait()"),
      .found(
        """
        package shop
        import ("context"; "golang.org/x/sync/errgroup")
        type loader struct{ group *errgroup.Group }
        func start(group *errgroup.Group) { group.Go(func() error { return nil }) }
        func run(ctx context.Context) error {
          group, _ := errgroup.▸WithContext(ctx)
          start(group)
          return group.Wait()
        }
        """),
      .found(
        """
        package shop
        import "golang.org/x/sync/errgroup"
        type loader struct{ group errgroup.▸Group }
        """),
      .found(
        """
        package shop
        import ("context"; "golang.org/x/sync/errgroup")
        func load(ctx context.Context, names []string, one func(context.Context, string) error) error {
          group, ctx := errgroup.WithContext(ctx)
          for _, name := range names {
            group.▸Go(func() error { return one(ctx, name) })
          }
          return group.Wait()
        }
        """),
      .quiet(
        """
        package shop
        import ("errors"; "github.com/oklog/run")
        func isSignal(err error) bool {
          var signal run.SignalError
          return errors.As(err, &signal)
        }
        """),
      .quiet(
        """
        package shop
        import "github.com/sourcegraph/conc/panics"
        func try(work func()) *panics.Recovered { return panics.Try(work) }
        """),
    ])

  /// What messages about loops have, and how they end where nobody waits either; silenced ones are counted by these.
  static let unlimited = ", and nothing limits how many"
  static let unwaitedEnd = " or waits for them"

  private static let libraries = FanOut.groups + ["github.com/oklog/run"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var unlimited: [Finding] = []
    var loops: [FanOut] = []
    var own = 0
    for file in subject.snapshot.productFiles {
      // Tools of the developers run over what these give them.
      for loop in subject.ships(file) ? FanOut.all(in: file, subject) : [] {
        if loop.bound == .none, !loop.isFromOutside {
          own += 1
          continue
        }
        loops.append(loop)
        guard loop.bound == .none else { continue }
        unlimited.append(
          file.finding(
            Self.card.id, at: loop.start,
            (loop.isConditional ? "turns of the loop start goroutines" : "each turn of the loop starts a goroutine")
              + Self.unlimited + (loop.isWaitedFor ? "" : Self.unwaitedEnd),
            confidence: .medium))
      }
      let imported = file.imports.first { item in
        !item.path.hasSuffix("/panics") && Self.libraries.contains { item.path.isPath($0) }
      }
      guard let imported else { continue }
      for selector in file.tree.nodes(of: .selectorExpr) where selector.operand?.text == imported.name {
        guard let name = selector.name, !Self.isMention(selector), !Self.neverFails(selector) else { continue }
        findings.append(file.finding(Self.card.id, at: name, "a group of goroutines that fail together"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings + unlimited,
      measures: [
        "groups": .count(findings.count), "loops": .count(loops.count), "unlimitedLoops": .count(unlimited.count),
        "unwaitedLoops": .count(loops.count { $0.bound == .none && !$0.isWaitedFor }), "ownLoops": .count(own),
      ],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: Self.libraries + ["loops that start goroutines", "SetLimit, semaphores, fixed numbers of workers"]))
  }

  /// A local group whose functions all return nil, written where they are started: it only waits, as a WaitGroup does.
  private static func neverFails(_ selector: Node) -> Bool {
    var value = selector
    while let parent = value.parent, [.callExpr, .compositeLit, .unaryExpr].contains(parent.kind) { value = parent }
    guard let name = value.receivingVariable ?? value.receivingName(at: 0), name.kind == .ident,
      let function = name.outermostFunction
    else { return false }
    return SureVisit.onlyWaits(name, in: function)
  }

  /// A type that is only named: a pointer to a group, or a parameter, is a group made elsewhere.
  private static func isMention(_ selector: Node) -> Bool {
    guard let parent = selector.parent else { return false }
    if [.starExpr, .typeAssertExpr, .caseClause].contains(parent.kind) { return true }
    // `var signal run.SignalError`, `&run.SignalError{}`: what a group gives, not a group.
    if selector.name?.text.hasSuffix("Error") ?? false { return true }
    return parent.kind == .field && parent.parent?.parent?.kind != .structType
  }
}
