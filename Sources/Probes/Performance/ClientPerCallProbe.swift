import Evidence
import GoSyntax
import Repository

/// Finds HTTP clients with a transport of their own and handles of databases and brokers made for one call.
///
/// A client without a transport of its own uses the shared one and its connections: making it costs nothing. Reported
/// where it is made again and again and thrown away (`RepeatedPlaces`): in a handler, on the turns of a loop, or in a
/// function that such a place calls. Limits: what is stored or handed on may live longer; what constructors and
/// functions that start or run something make lives as long as the process. What an endless loop goes on using is made
/// once. A handle that a function of the module opens counts where it is closed again. A database in a file of its own
/// asks for no handshake.
struct ClientPerCallProbe: Probe {
  static let card = ProbeCard(
    id: "performance/client-per-call",
    version: 7,
    sign: .antiPattern,
    looksFor: "an HTTP client with its own transport, or a database handle, made inside the function that uses it",
    because: "connections cannot be used again, and each call pays for a new handshake",
    instead: "make it once and keep it in the type whose methods need it",
    examples: ClientPerCallExamples.found + ClientPerCallExamples.quiet)

  func examine(_ subject: Subject) -> Outcome {
    let isService = subject.snapshot.kind != .cli
    let findings = isService ? Self.made(subject, anywhere: false) : []
    let all = isService ? Self.made(subject, anywhere: true).count : 0
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      // How often the others are made is not known.
      measures: ["clients": .count(findings.count), "unsettled": .count(max(0, all - findings.count))],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["http.Client{}", "http.Transport{}"] + Handle.names))
  }

  /// What is made for one call: again and again, or `anywhere`.
  private static func made(_ subject: Subject, anywhere: Bool) -> [Finding] {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where !isFixture(file) && subject.ships(file) {
      guard let http = file.imports.first(where: { $0.path == "net/http" }) else { continue }
      findings += clients(in: file, http.name, subject, anywhere)
    }
    return findings + handles(subject, anywhere)
  }

  /// Whether an endless loop behind the declaration uses the variable turn after turn.
  private static func isKeptByLoop(_ name: Node, in function: Node) -> Bool {
    function.descendants(of: .forStmt).contains { loop in
      loop.start > name.end && loop.condition == nil
        && loop.descendants(of: .selectorExpr).contains { $0.operand?.isSpelled(like: name) == true }
    }
  }

  // MARK: HTTP

  private static func clients(
    in file: GoFile, _ http: String, _ subject: Subject, _ anywhere: Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    for literal in file.tree.nodes(of: .compositeLit) {
      guard let type = literal.type,
        let made = http == "." && type.kind == .ident ? type : type.kind == .selectorExpr ? type.name : nil,
        http == "." || type.operand?.text == http,
        made.isText("Client") || made.isText("Transport")
      else { continue }
      let value = literal.parent?.kind == .unaryExpr ? literal.parent ?? literal : literal
      if let function = usingInPlace(value, made), isPerCall(value, function, file, subject, anywhere),
        !keepsNothing(function),
        made.isText("Transport") || givenTransport(of: literal).map({ isFresh($0, in: function, http) }) ?? false
      {
        findings.append(
          file.finding(card.id, at: value, "the \(made.text.lowercased()) and its connections serve this call only"))
        continue
      }
      guard let name = value.receivingName(at: 0), let use = LocalUse(of: name),
        isPerCall(name, use.function, file, subject, anywhere), !use.escapes,
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

  /// `(&http.Client{…}).Get(path)`: the function around it.
  private static func usingInPlace(_ value: Node, _ made: Node) -> Node? {
    var used = value
    while let outer = used.parent, outer.kind == .parenExpr { used = outer }
    guard let selector = used.parent, selector.kind == .selectorExpr, selector.operand == used,
      let call = selector.parent, call.kind == .callExpr, call.function == selector, let method = selector.name?.text,
      made.isText("Client") ? sending.contains(method) : method == "RoundTrip"
    else { return nil }
    return value.ancestors.first { $0.kind == .funcDecl } ?? value.enclosingFunction
  }

  private static func givenTransport(of literal: Node) -> Node? {
    literal.elements.first { $0.key?.isText("Transport") ?? false }?.value
  }

  /// `DisableKeepAlives: true`, `request.Close = true`: there is nothing that could be used again.
  private static func keepsNothing(_ function: Node) -> Bool {
    function.descendants(of: .keyValueExpr).contains {
      ($0.key?.isText("DisableKeepAlives") ?? false) && ($0.value?.isText("true") ?? false)
    }
      || function.descendants(of: .assignStmt).contains {
        let field = $0.leftSide.first?.name
        return (field?.isText("DisableKeepAlives") ?? false || field?.isText("Close") ?? false)
          && ($0.rightSide.first?.isText("true") ?? false)
      }
      || function.descendants(of: .callExpr).contains { call in
        // `request.Header.Set("Connection", "close")`
        call.arguments.count == 2 && call.arguments.first?.plainString?.lowercased() == "connection"
          && call.arguments.last?.plainString?.lowercased() == "close"
      }
  }

  private static let sending: Set<String> = ["Do", "Get", "Post", "PostForm", "Head"]

  /// Whether the transport is made here: in the literal, in a variable of the function, or assigned afterwards.
  private static func hasOwnTransport(_ literal: Node, _ name: Node, _ use: LocalUse, _ http: String) -> Bool {
    if let given = givenTransport(of: literal) { return isFresh(given, in: use.function, http) }
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
    let transport = http == "." ? "Transport{" : http + ".Transport{"
    if text.contains(transport) || text.contains("Transport).Clone()") { return true }
    guard value.kind == .ident else { return false }
    return function.descendants(of: .assignStmt).contains { statement in
      statement.token == .define && statement.leftSide.first?.text == text
        && statement.rightSide.first.map { made in
          made.text.contains(transport) || made.text.contains("Transport).Clone()")
        } ?? false
    }
  }

  // MARK: Databases and brokers

  private static func handles(_ subject: Subject, _ anywhere: Bool) -> [Finding] {
    var findings: [Finding] = []
    for call in subject.productCalls(named: Handle.constructors)
    where !isFixture(call.file) && subject.ships(call.file) {
      guard Handle.isMade(by: call.node, in: call.file), !Handle.isOfFile(call.node, call.file, subject),
        let name = call.node.receivingName(at: 0), let use = ownUse(of: name, call.file, subject, anywhere)
      else { continue }
      if Handle.closing.contains(where: use.selects) {
        findings.append(call.file.finding(card.id, at: name, "\(name.text) is opened for this call only"))
      } else if isLeftOpen(name, in: use.function, call.file, subject) {
        findings.append(
          call.file.finding(card.id, at: name, "\(name.text) is opened for this call only, and not even closed"))
      }
    }
    let openers = openers(subject)
    for call in subject.productCalls(named: openers.names) where !isFixture(call.file) && subject.ships(call.file) {
      guard let name = call.node.receivingName(at: 0), let use = ownUse(of: name, call.file, subject, anywhere),
        Handle.closing.contains(where: use.selects), isAsked(name, in: use.function),
        let callee = subject.callee(call),
        let function = FunctionIndex.declaration(of: callee, subject)?.node, openers.functions.contains(function)
      else { continue }
      findings.append(call.file.finding(card.id, at: name, "\(name.text) is opened for this call only"))
    }
    return findings
  }

  /// How a handle is used that this function alone has.
  private static func ownUse(
    of name: Node, _ file: GoFile, _ subject: Subject, _ anywhere: Bool
  ) -> LocalUse? {
    guard let use = LocalUse(of: name), isPerCall(name, use.function, file, subject, anywhere), !use.escapes,
      !isKeptByLoop(name, in: use.function), !makesDatabase(use), !isKeptByClosure(name, in: use.function)
    else { return nil }
    return use
  }

  /// A function literal that is kept or handed on uses it: `closing := func() error { return client.Close() }`.
  private static func isKeptByClosure(_ name: Node, in function: Node) -> Bool {
    function.descendants(of: .funcLit).contains { literal in
      guard literal.start > name.end, literal.parent?.kind != .callExpr || literal.parent?.function != literal else {
        return false
      }
      guard [.assignStmt, .valueSpec, .returnStmt, .keyValueExpr, .compositeLit].contains(literal.parent?.kind)
      else { return false }
      return literal.descendants(of: .ident).contains { $0.isSameText(as: name) }
    }
  }

  /// Whether a handler asks the handle and forgets it. A closure that uses it may live longer.
  private static func isLeftOpen(_ name: Node, in function: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard SettingsPlaces.answersRequest(name, file, subject) else { return false }
    let uses = function.descendants(of: .selectorExpr).filter {
      $0.start > name.end && $0.operand?.isSpelled(like: name) == true
    }
    return !uses.isEmpty
      && uses.allSatisfy { use in
        use.enclosingFunction == name.enclosingFunction && use.parent?.kind == .callExpr && use.parent?.function == use
      }
  }

  /// Whether anything but its end is asked of a handle: opening and closing one again only tries the connection.
  private static func isAsked(_ name: Node, in function: Node) -> Bool {
    function.descendants(of: .selectorExpr).contains { use in
      use.start > name.end && use.operand?.isSpelled(like: name) == true
        && !Handle.closing.contains(use.name?.text ?? "")
    }
  }

  /// Functions of the module that return a handle as they have opened it.
  private static func openers(_ subject: Subject) -> (names: Set<String>, functions: Set<Node>) {
    var names: Set<String> = []
    var functions: Set<Node> = []
    for call in subject.productCalls(named: Handle.constructors) {
      guard Handle.isMade(by: call.node, in: call.file), !Handle.isOfFile(call.node, call.file, subject),
        let function = call.node.enclosingFunction, function.kind == .funcDecl, let called = function.name
      else { continue }
      var isReturned = call.node.parent?.kind == .returnStmt
      if let name = call.node.receivingName(at: 0), let variable = Variable(name, in: call.file, subject.types),
        variable.given.count == 1
      {
        isReturned = variable.uses.contains { $0.parent?.kind == .returnStmt }
        // What is kept beside is not opened for each call.
        let isKept = variable.uses.contains { use in
          use.parent?.kind == .assignStmt && use.parent?.rightSide.contains(use) ?? false
        }
        if isKept { continue }
      }
      guard isReturned else { continue }
      names.insert(called.text)
      functions.insert(function)
    }
    return (names, functions)
  }

  /// `CREATE DATABASE`: done once, on a connection that is of no use afterwards.
  private static func makesDatabase(_ use: LocalUse) -> Bool {
    use.function.descendants(of: .basicLit).contains { literal in
      guard let text = LiteralText.of(literal)?.uppercased() else { return false }
      return ["CREATE DATABASE", "CREATE SCHEMA", "DROP DATABASE"].contains { text.contains($0) }
    }
  }

  /// Fixtures of tests are made once, too.
  private static func isFixture(_ file: GoFile) -> Bool {
    file.path.split(separator: "/").dropLast().contains { $0.hasPrefix("test") || $0.contains("fixture") }
  }

  /// A handler is called for each request, whatever its name and wherever it stands.
  private static func isPerCall(
    _ place: Node, _ function: Node, _ file: GoFile, _ subject: Subject, _ anywhere: Bool
  ) -> Bool {
    if SettingsPlaces.answersRequest(place, file, subject) { return true }
    guard isOrdinary(function) else { return false }
    return anywhere ? !file.isMain && !isCommand(file) : RepeatedPlaces(subject).isRepeated(place, in: file)
  }

  /// A command runs once: what it makes lives as long as the process.
  private static func isCommand(_ file: GoFile) -> Bool {
    file.path.split(separator: "/").dropLast().contains { $0 == "cmd" || $0 == "commands" || $0 == "cli" }
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

  static func isMade(by call: Node, in file: GoFile) -> Bool {
    guard let operand = call.calledOperandName, let constructor = call.calledName,
      let imported = file.imports.first(where: { $0.name == operand })
    else { return false }
    for (prefix, names) in table where imported.path.hasPrefix(prefix) { return names.contains(constructor) }
    return false
  }

  /// A database in a file: there is no other side to shake hands with, and each file wants a handle of its own.
  static func isOfFile(_ call: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard call.calledOperandName == "sql" || call.calledOperandName == "sqlx", let driver = call.arguments.first else {
      return false
    }
    if let name = driver.plainString?.lowercased() { return embedded.contains(where: name.contains) }
    let imports = subject.snapshot.productFiles.lazy.flatMap(\.imports)
    return imports.contains { item in embedded.contains { item.path.lowercased().contains($0) } }
      && !imports.contains { item in ["lib/pq", "jackc/pgx", "go-sql-driver/mysql"].contains { item.path.contains($0) }
      }
  }

  private static let embedded = ["sqlite", "duckdb"]

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
