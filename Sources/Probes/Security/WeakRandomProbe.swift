import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds numbers that can be guessed where a secret is made or may be made.
///
/// A generator counts where it is made when a number of it may become a secret. Limits: what becomes of a number is
/// followed inside its function (`RandomUse`); generators kept in fields are judged where they are used by name alone.
struct WeakRandomProbe: Probe {
  static let card = ProbeCard(
    id: "security/weak-random",
    version: 5,
    sign: .antiPattern,
    looksFor: "math/rand where a token, key, password or session id is or may be made",
    because: "its numbers follow from the ones before",
    instead: "use crypto/rand",
    examples: [
      .found("func newToken() int { return ▸rand.Int() }"),
      .found("password := strconv.Itoa(▸rand.Intn(1000000)); log.Println(len(password))"),
      .found(
        """
        package main
        import dice "math/rand/v2"
        func main() { println(▸dice.IntN(2)) }
        """),
      .found(
        """
        package shop
        import "math/rand"
        const letters = "abcdefghijklmnopqrstuvwxyz"
        func text(n int) string {
          made := make([]byte, n)
          for i := range made { made[i] = letters[▸rand.Intn(len(letters))] }
          return string(made)
        }
        """),
      .found(
        """
        package shop
        import "math/rand"
        func code() int {
          generator := ▸rand.New(rand.NewSource(10))
          return generator.Int()
        }
        """),
      .found(
        """
        package shop
        import ("io"; "math/rand"; "crypto/cipher")
        func seal(box cipher.AEAD, data []byte) []byte {
          nonce := make([]byte, box.NonceSize())
          numbers := ▸rand.New(rand.NewSource(999))
          _, _ = io.ReadFull(numbers, nonce)
          return box.Seal(nonce, nonce, data, nil)
        }
        """),
      .found(
        """
        package shop
        import ("crypto/sha256"; "fmt"; "math/rand")
        func id() []byte {
          sum := sha256.Sum256([]byte(fmt.Sprint(▸rand.Uint32())))
          return sum[:]
        }
        """),
      .quiet(
        """
        package shop
        import "math/rand"
        func text(n int) string {
          made := make([]byte, n)
          for i := range made { made[i] = "abc"[rand.Intn(3)] }
          return string(made)
        }
        func called() string { name := "job-" + text(5); return name }
        """),
      .quiet(
        """
        package shop
        import ("math/rand"; "database/sql")
        type tracker struct { next uint16; name string }
        func (t *tracker) Store(number uint64) {}
        func open(statement *sql.Stmt) *tracker {
          t := &tracker{next: uint16(rand.Intn(256))}
          t.Store(uint64(rand.Intn(1<<14)) + uint64(1<<15))
          row := rand.Int63()
          if _, err := statement.Exec(row); err != nil { return nil }
          return t
        }
        """),
      .found(
        """
        package shop
        import ("math/rand"; "strconv")
        type voucher struct { code string }
        func open() voucher { return voucher{code: strconv.Itoa(▸rand.Int())} }
        """),
      .quiet(
        """
        package shop
        import "math/rand"
        func fraction() float64 { return rand.Float64() }
        func moved(set func(int64) error) error { return set(rand.Int63n(1<<62)) }
        """),
      .quiet(
        """
        package shop
        import ("math/rand"; "strconv")
        const pause, spread = 10, 5
        func spreadOut() string { return strconv.Itoa(pause + rand.Intn(spread)) }
        func sign() string {
          signs := []rune{'*', '.', '@'}
          return string(signs[rand.Intn(len(signs))])
        }
        """),
      .found("func sendSMS(code int) {}\n\nfunc ask() { sendSMS(▸rand.Intn(999999)) }"),
      .quiet("func authWindow() time.Duration { return time.Duration(rand.Intn(10)) * time.Second }"),
      .quiet("func jitter() time.Duration { return time.Duration(rand.Int63n(1000)) }"),
      .quiet("func wait(most time.Duration) { time.Sleep(time.Duration(rand.Int63n(int64(most)))) }"),
      .quiet("func one(servers []string) string { return servers[rand.Intn(len(servers))] }"),
      .quiet("type balancer struct{}\n\nfunc (balancer) next(total int) int { return rand.Intn(total) }"),
      .found("const most = 1000000\n\nfunc newPassword() int { return ▸rand.Intn(most) }"),
      .quiet(
        """
        package shop
        import "math/rand"
        var accountCount int
        func move(from, to int) {}
        func spread() float64 {
          from := rand.Intn(accountCount)
          move(from, 2)
          return 3 * (rand.Float64() - 0.5)
        }
        """),
      .quiet("func keep(share float64) bool { return rand.Float64() < share }"),
      .quiet(
        """
        package shop
        import ("fmt"; "math/rand")
        func called(group string) string { return fmt.Sprintf("%s-node-%d", group, rand.Int63()) }
        """),
      .quiet(
        """
        package shop
        import "math/rand"
        func mix(servers []string) {
          rand.Shuffle(len(servers), func(i, j int) { servers[i], servers[j] = servers[j], servers[i] })
        }
        """),
      .quiet(
        """
        package shop
        import ("math/rand"; "time")
        type client struct{ numbers *rand.Rand }
        func open() *client { return &client{numbers: rand.New(rand.NewSource(time.Now().UnixNano()))} }
        """),
      .quiet(
        """
        package shop
        import "crypto/rand"
        func newToken(b []byte) { _, _ = rand.Read(b) }
        """),
    ])

  private static let packages: Set<String> = ["math/rand", "math/rand/v2", "golang.org/x/exp/rand"]
  private static let sources: Set<String> = ["NewSource", "NewPCG", "NewChaCha8", "NewZipf"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var uses = 0
    for call in subject.calls(into: Self.packages) {
      if Self.sources.contains(call.name) || Self.isForTests(call.file) { continue }
      uses += 1
      if !subject.ships(call.file) || SettingsPlaces.isNamedForTests(call.file) { continue }
      guard var fate = Self.fate(of: call, subject), fate != .harmless, !Self.isExcused(call) else { continue }
      if fate == .open, let asked = Self.fateByCallers(call, subject) { fate = asked }
      if fate == .harmless { continue }
      findings.append(
        call.file.finding(
          Self.card.id, at: call.node, "\(call.path) can be guessed", confidence: fate == .secret ? .medium : .low))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["uses": .count(uses), "secrets": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.packages.sorted()))
  }

  /// Shipped code that makes data for tests: `util/test/random.go`.
  private static func isForTests(_ file: GoFile) -> Bool {
    file.path.split(separator: "/").dropLast().contains { $0 == "test" || $0 == "tests" || $0 == "testing" }
  }

  private static func fate(of call: PackageCall, _ subject: Subject) -> RandomUse.Fate? {
    let use = RandomUse(subject: subject, file: call.file)
    switch call.name {
    case "Seed":
      // Seeding is reported where the same function makes a secret.
      let name = call.node.ancestors.first { $0.kind == .funcDecl }?.name?.text ?? ""
      return RandomUse.speaksOfSecret(name) ? .secret : nil
    case "New": return fate(ofGenerator: call, use, subject)
    case "Perm":
      // The order of things one has, `rand.Perm(len(things))`, is no secret.
      if let size = call.node.arguments.first?.unparenthesized, size.kind != .basicLit { return nil }
      return .open
    case "Shuffle": return fate(ofShuffle: call, use)
    default: return use.fate(of: call.node)
    }
  }

  /// What the callers make of a function that returns a random text; nil when nobody calls.
  private static func fateByCallers(_ call: PackageCall, _ subject: Subject) -> RandomUse.Fate? {
    guard let function = call.node.enclosingFunction, function.kind == .funcDecl, function.resultCount > 0 else {
      return nil
    }
    let calls = Callers(of: function, in: call.file, subject).calls
    guard !calls.isEmpty else { return nil }
    let fates = calls.map { RandomUse(subject: subject, file: $0.file).fate(of: $0.node) }
    if fates.contains(.secret) { return .secret }
    return fates.contains(.open) ? .open : .harmless
  }

  /// A generator kept in a local variable, or used at once; one that is stored is judged nowhere.
  private static func fate(ofGenerator call: PackageCall, _ use: RandomUse, _ subject: Subject) -> RandomUse.Fate? {
    if call.node.parent?.kind == .selectorExpr { return use.fate(of: call.node) }
    guard let target = call.node.receivingName(at: 0), target.kind == .ident,
      let variable = Variable(target, in: call.file, subject.types)
    else { return nil }
    var worst: RandomUse.Fate?
    for name in variable.uses {
      guard let parent = name.parent else { continue }
      if parent.kind == .callExpr, parent.function != name {
        // Read from: `io.ReadFull(numbers, key)`; handed on otherwise.
        let reads = ["ReadFull", "ReadAtLeast", "GenerateKey", "Int", "Prime", "ReadAll", "CopyN"]
        if reads.contains(parent.calledName ?? "") { worst = .secret }
        continue
      }
      guard parent.kind == .selectorExpr, let method = parent.name, let made = parent.parent, made.kind == .callExpr
      else { continue }
      if method.isText("Shuffle") || method.isText("Perm") || method.isText("Seed") { continue }
      switch use.fate(of: made) {
      case .secret: return .secret
      case .open: worst = worst ?? .open
      case .harmless, .settled: break
      }
    }
    return worst
  }

  /// Numbers or characters that are mixed may be a secret; servers are not.
  private static func fate(ofShuffle call: PackageCall, _ use: RandomUse) -> RandomUse.Fate? {
    guard let mixed = call.node.descendants(of: .indexExpr).first?.operand else { return nil }
    if let name = call.node.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text,
      RandomUse.speaksOfNoSecret(name), !RandomUse.speaksOfSecret(name)
    {
      return nil
    }
    if use.holdsCharacters(mixed) { return .open }
    guard case .slice(.basic("int"))? = use.subject.types.type(of: mixed, in: use.file) else { return nil }
    return RandomUse.speaksOfNoSecret(mixed.text) ? nil : .open
  }

  /// The author says that no secret is made.
  private static func isExcused(_ call: PackageCall) -> Bool {
    let line = call.file.tree.text(ofLine: call.node.line)
    return line.range(ofText: "nosec") != nil || line.range(ofText: "nolint") != nil
      || line.range(ofText: "gosec:disable") != nil
  }
}
