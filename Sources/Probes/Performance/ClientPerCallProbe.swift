import Evidence
import GoSyntax
import Repository

/// Finds HTTP clients with a transport of their own and handles of databases and brokers made for one call.
///
/// A client without a transport of its own uses the shared one and its connections: making it costs nothing.
/// Limits: what is stored or handed on may live longer; what `main`, `init`, constructors and functions that start or
/// run something make lives as long as the process, as does everything in a command-line program. What an endless loop
/// goes on using is made once.
struct ClientPerCallProbe: Probe {
  static let card = ProbeCard(
    id: "performance/client-per-call",
    version: 4,
    sign: .antiPattern,
    looksFor: "an HTTP client with its own transport, or a database handle, made inside the function that uses it",
    because: "connections cannot be used again, and each call pays for a new handshake",
    instead: "make it once and keep it in the type whose methods need it",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    if subject.snapshot.kind != .cli {
      for file in subject.snapshot.productFiles where !file.isMain && !Self.isCommand(file) {
        guard let http = file.imports.first(where: { $0.path == "net/http" }) else { continue }
        findings += Self.clients(in: file, http.name)
      }
      findings += Self.handles(subject)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["clients": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["http.Client{}", "http.Transport{}"] + Handle.names))
  }

  /// Whether an endless loop behind the declaration uses the variable turn after turn.
  private static func isKeptByLoop(_ name: Node, in function: Node) -> Bool {
    function.descendants(of: .forStmt).contains { loop in
      loop.start > name.end && loop.condition == nil
        && loop.descendants(of: .selectorExpr).contains { $0.operand?.isSpelled(like: name) == true }
    }
  }

  // MARK: HTTP

  private static func clients(in file: GoFile, _ http: String) -> [Finding] {
    var findings: [Finding] = []
    for literal in file.tree.nodes(of: .compositeLit) {
      guard let type = literal.type, type.kind == .selectorExpr, let made = type.name, type.operand?.text == http,
        made.isText("Client") || made.isText("Transport")
      else { continue }
      let value = literal.parent?.kind == .unaryExpr ? literal.parent ?? literal : literal
      guard let name = value.receivingName(at: 0), let use = LocalUse(of: name), isOrdinary(use.function), !use.escapes,
        !isKeptByLoop(name, in: use.function)
      else { continue }
      let isUsedHere =
        made.isText("Client") && !keepsNothing(use.function)
        ? hasOwnTransport(literal, name, use, http) && sending.contains(where: use.selects)
        : use.selects("RoundTrip")
      guard isUsedHere else { continue }
      findings.append(file.finding(card.id, at: name, "\(name.text) and its connections serve this call only"))
    }
    return findings
  }

  /// `DisableKeepAlives: true`, or `= true`: there is nothing that could be used again.
  private static func keepsNothing(_ function: Node) -> Bool {
    function.descendants(of: .keyValueExpr).contains {
      ($0.key?.isText("DisableKeepAlives") ?? false) && ($0.value?.isText("true") ?? false)
    }
      || function.descendants(of: .assignStmt).contains {
        ($0.leftSide.first?.name?.isText("DisableKeepAlives") ?? false) && ($0.rightSide.first?.isText("true") ?? false)
      }
  }

  private static let sending: Set<String> = ["Do", "Get", "Post", "PostForm", "Head"]

  /// Whether the transport is made here: in the literal, in a variable of the function, or assigned afterwards.
  private static func hasOwnTransport(_ literal: Node, _ name: Node, _ use: LocalUse, _ http: String) -> Bool {
    for pair in literal.elements where pair.key?.isText("Transport") ?? false {
      return pair.value.map { isFresh($0, in: use.function, http) } ?? false
    }
    for statement in use.function.descendants(of: .assignStmt) where statement.leftSide.count == 1 {
      guard let target = statement.leftSide.first, target.kind == .selectorExpr,
        target.name?.isText("Transport") ?? false, target.operand?.text == use.name,
        let value = statement.rightSide.first
      else { continue }
      return isFresh(value, in: use.function, http)
    }
    return false
  }

  private static func isFresh(_ value: Node, in function: Node, _ http: String) -> Bool {
    let text = value.text
    if text.contains(http + ".Transport{") || text.contains("Transport).Clone()") { return true }
    guard value.kind == .ident else { return false }
    return function.descendants(of: .assignStmt).contains { statement in
      statement.token == .define && statement.leftSide.first?.text == text
        && statement.rightSide.first.map { made in
          made.text.contains(http + ".Transport{") || made.text.contains("Transport).Clone()")
        } ?? false
    }
  }

  // MARK: Databases and brokers

  private static func handles(_ subject: Subject) -> [Finding] {
    var findings: [Finding] = []
    for call in subject.productCalls(named: Handle.constructors) where !call.file.isMain && !isCommand(call.file) {
      guard let operand = call.node.calledOperandName,
        let imported = call.file.imports.first(where: { $0.name == operand }),
        Handle.isMade(by: call.name, of: imported.path), let name = call.node.receivingName(at: 0),
        let use = LocalUse(of: name), isOrdinary(use.function), !use.escapes,
        !isKeptByLoop(name, in: use.function), Handle.closing.contains(where: use.selects), !makesDatabase(use)
      else { continue }
      findings.append(call.file.finding(card.id, at: name, "\(name.text) is opened for this call only"))
    }
    return findings
  }

  /// `CREATE DATABASE`: done once, on a connection that is of no use afterwards.
  private static func makesDatabase(_ use: LocalUse) -> Bool {
    use.function.descendants(of: .basicLit).contains { literal in
      guard let text = LiteralText.of(literal)?.uppercased() else { return false }
      return ["CREATE DATABASE", "CREATE SCHEMA", "DROP DATABASE"].contains { text.contains($0) }
    }
  }

  /// A command runs once: what it makes lives as long as the process. Fixtures of tests do, too.
  private static func isCommand(_ file: GoFile) -> Bool {
    let folders = file.path.split(separator: "/").dropLast()
    return folders.contains { folder in
      folder == "cmd" || folder == "commands" || folder == "cli" || folder.hasPrefix("test")
        || folder.contains("fixture")
    }
  }

  private static func isOrdinary(_ function: Node) -> Bool {
    guard let name = function.name?.text.lowercased() else { return false }
    return !lasting.contains(where: name.hasPrefix) && !name.contains("migrat")
  }

  private static let lasting = [
    "main", "init", "new", "run", "start", "serve", "execute", "setup", "must", "open", "connect", "listen", "boot",
  ]
}

/// A handle that keeps connections of its own.
private enum Handle {
  static let constructors: Set<String> = [
    "Open", "OpenDB", "Connect", "ConnectConfig", "ConnectContext", "MustConnect", "New", "NewWithConfig", "NewClient",
    "NewClusterClient", "NewUniversalClient", "Dial", "DialContext", "NewWriter",
  ]
  static let closing = ["Close", "Disconnect"]
  static let names = ["sql.Open", "pgx.Connect", "redis.NewClient", "mongo.Connect", "grpc.NewClient"]

  static func isMade(by constructor: String, of path: String) -> Bool {
    for (prefix, names) in table where path.hasPrefix(prefix) { return names.contains(constructor) }
    return false
  }

  /// Longer paths before shorter ones.
  private static let table: [(prefix: String, names: Set<String>)] = [
    ("database/sql", ["Open", "OpenDB"]),
    ("github.com/jmoiron/sqlx", ["Open", "Connect", "ConnectContext", "MustConnect"]),
    ("github.com/jackc/pgx", ["New", "NewWithConfig", "Connect", "ConnectConfig"]),
    ("github.com/redis/go-redis", ["NewClient", "NewClusterClient", "NewUniversalClient"]),
    ("github.com/go-redis/redis", ["NewClient", "NewClusterClient", "NewUniversalClient"]),
    ("github.com/gomodule/redigo/redis", ["Dial", "DialContext"]),
    ("go.mongodb.org/mongo-driver", ["Connect", "NewClient"]),
    ("google.golang.org/grpc", ["Dial", "DialContext", "NewClient"]),
    ("github.com/segmentio/kafka-go", ["NewWriter", "Dial", "DialContext"]),
    ("github.com/nats-io/nats.go", ["Connect"]), ("github.com/rabbitmq/amqp091-go", ["Dial"]),
    ("github.com/streadway/amqp", ["Dial"]), ("go.etcd.io/etcd/client", ["New"]),
  ]
}

extension ClientPerCallProbe {
  private static let found: [ProbeExample] = [
    .found(
      """
      func load(request *http.Request) (*http.Response, error) {
        ▸client := &http.Client{Transport: &http.Transport{}}
        return client.Do(request)
      }
      """),
    .found(
      """
      func load(request *http.Request) (*http.Response, error) {
        transport := http.DefaultTransport.(*http.Transport).Clone()
        transport.MaxIdleConns = 3
        ▸client := http.Client{Transport: transport}
        return client.Do(request)
      }
      """),
    .found(
      """
      func load(path string) (*http.Response, error) {
        var ▸client = &http.Client{}
        client.Transport = &http.Transport{DisableCompression: true}
        return client.Get(path)
      }
      """),
    .found(
      """
      func count(path string) error {
        ▸db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      """),
    .found(
      """
      package shop
      import "context"
      import "github.com/redis/go-redis/v9"
      func count(ctx context.Context) error {
        ▸client := redis.NewClient(&redis.Options{})
        defer func() { _ = client.Close() }()
        return client.Ping(ctx).Err()
      }
      """),
    .found(
      """
      package shop
      import postgres "github.com/jackc/pgx/v5"
      import "context"
      func count(ctx context.Context, address string) error {
        ▸conn, err := postgres.Connect(ctx, address)
        if err != nil { return err }
        defer conn.Close(ctx)
        return conn.Ping(ctx)
      }
      """),
  ]

  private static let quiet: [ProbeExample] = [
    // The shared transport keeps the connections.
    .quiet(
      """
      func load(request *http.Request) (*http.Response, error) {
        client := http.Client{Timeout: time.Second}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func load(shared http.RoundTripper, request *http.Request) (*http.Response, error) {
        client := http.Client{Transport: shared}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func load(request *http.Request) (*http.Response, error) {
        client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
        return client.Do(request)
      }
      """),
    .quiet(
      """
      func found(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        _, err = db.Exec("CREATE DATABASE shop")
        return err
      }
      """),
    .quiet(
      """
      func watch(request *http.Request) {
        client := &http.Client{Transport: &http.Transport{}}
        for {
          _, _ = client.Do(request)
          time.Sleep(time.Second)
        }
      }
      """),
    .quiet(
      """
      func newClient() *http.Client {
        client := &http.Client{Transport: &http.Transport{}}
        return client
      }
      """),
    .quiet(
      """
      var client = &http.Client{Transport: &http.Transport{}}
      func load(request *http.Request) (*http.Response, error) { return client.Do(request) }
      """),
    .quiet(
      """
      func count(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        store := keep(db)
        return store.Close()
      }
      func keep(db *sql.DB) *sql.DB { return db }
      """),
    .quiet(
      """
      func RunServer(path string) error {
        db, err := sql.Open("pgx", path)
        if err != nil { return err }
        defer db.Close()
        return db.Ping()
      }
      """),
    .quiet(
      """
      func load(path string) error {
        file, err := os.Open(path)
        if err != nil { return err }
        defer file.Close()
        return nil
      }
      """),
  ]
}
