import Evidence
import GoSyntax
import Repository

/// Finds HTTP clients and database handles that are made for one call and then forgotten.
///
/// Limits: a client that is stored or handed on may live longer; what `main` and `init` make lives as long as the
/// process. A package that asks only once cannot be told from one that asks for each request.
struct ClientPerCallProbe: Probe {
  static let card = ProbeCard(
    id: "performance/client-per-call",
    sign: .antiPattern,
    looksFor: "an HTTP client, transport or database handle made inside the function that uses it",
    because: "connections cannot be used again, and each call pays for a new handshake",
    instead: "make it once and keep it in the type whose methods need it",
    examples: [
      .found(
        """
        func load(request *http.Request) (*http.Response, error) {
          ▸client := &http.Client{Transport: &http.Transport{}}
          return client.Do(request)
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
      .quiet(
        """
        func load(shared http.RoundTripper, request *http.Request) (*http.Response, error) {
          client := http.Client{Transport: shared}
          return client.Do(request)
        }
        """),
      .quiet(
        """
        func newClient() *http.Client {
          client := &http.Client{Timeout: time.Second}
          return client
        }
        """),
      .quiet(
        """
        var client = &http.Client{Timeout: time.Second}
        func load(request *http.Request) (*http.Response, error) { return client.Do(request) }
        """),
    ])

  private static let sending: Set<String> = ["Do", "Get", "Post", "PostForm", "Head"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where !file.isMain && !Self.isCommand(file) {
      if let http = file.imports.first(where: { $0.path == "net/http" }) {
        for literal in file.tree.nodes(of: .compositeLit) where literal.type?.text == http.name + ".Client" {
          let value = literal.parent?.kind == .unaryExpr ? literal.parent ?? literal : literal
          guard let name = value.receivingName(at: 0), let use = LocalUse(of: name), Self.isOrdinary(use.function),
            !use.escapes, !Self.sharesTransport(literal), Self.sending.contains(where: use.selects)
          else { continue }
          findings.append(file.finding(Self.card.id, at: name, "\(name.text) serves this call only"))
        }
      }
      guard let sql = file.imports.first(where: { $0.path == "database/sql" }) else { continue }
      for call in file.tree.nodes(of: .callExpr) where call.calledOperandName == sql.name && call.calledName == "Open" {
        guard let name = call.receivingName(at: 0), let use = LocalUse(of: name), Self.isOrdinary(use.function),
          !use.escapes, use.selects("Close")
        else { continue }
        findings.append(file.finding(Self.card.id, at: name, "\(name.text) is opened for this call only"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["clients": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["http.Client{}", "sql.Open"]))
  }

  /// A command runs once: what it makes lives as long as the process.
  private static func isCommand(_ file: GoFile) -> Bool { file.path.split(separator: "/").contains("cmd") }

  /// The transport comes from elsewhere, and with it the pool of connections.
  private static func sharesTransport(_ literal: Node) -> Bool {
    literal.elements.contains { pair in
      guard pair.key?.isText("Transport") ?? false, let value = pair.value else { return false }
      return !value.text.contains("Transport{")
    }
  }

  private static func isOrdinary(_ function: Node) -> Bool {
    let name = function.name?.text ?? ""
    return name != "main" && name != "init" && !name.lowercased().hasPrefix("new")
      && !name.lowercased().contains("migrat")
  }
}
