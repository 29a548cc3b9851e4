import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds calls that wait for something outside and have a twin that takes a context.
///
/// Limits: the twin is known from the standard library's and other known signatures (`Query` and `QueryContext`), or
/// stands in the short list of those named otherwise.
struct ContextMissingProbe: Probe {
  static let card = ProbeCard(
    id: "concurrency/context-missing",
    sign: .antiPattern,
    looksFor: "a call that waits and has a context-taking twin",
    because: "without a context nobody can stop the wait when the caller has gone",
    instead: "call the twin and pass the caller's context",
    examples: [
      .found(#"_, err = ▸http.Get(path)"#),
      .found("func load(db *sql.DB) (*sql.Rows, error) {\n\treturn ▸db.Query(\"SELECT 1\")\n}"),
      .found(#"_ = ▸exec.Command("true")"#),
      .quiet(
        "func load(ctx context.Context, db *sql.DB) (*sql.Rows, error) {\n\treturn db.QueryContext(ctx, \"SELECT 1\")\n}"
      ),
      .quiet("func get(values map[string]string) string {\n\treturn values[\"Get\"]\n}"),
    ])

  /// Functions whose twin has another name or needs another type.
  private static let namedOtherwise: [String: [String: String]] = [
    "net/http": [
      "Get": "NewRequestWithContext and Client.Do", "Post": "NewRequestWithContext and Client.Do",
      "Head": "NewRequestWithContext and Client.Do", "PostForm": "NewRequestWithContext and Client.Do",
      "NewRequest": "NewRequestWithContext",
    ],
    "os/exec": ["Command": "CommandContext"],
    "net": [
      "Dial": "Dialer.DialContext", "DialTimeout": "Dialer.DialContext", "LookupHost": "Resolver.LookupHost",
      "LookupIP": "Resolver.LookupIPAddr", "LookupAddr": "Resolver.LookupAddr", "Listen": "",
    ],
    "crypto/tls": ["Dial": "Dialer.DialContext", "DialWithDialer": "Dialer.DialContext"],
  ]
  private static let clientMethods: Set<String> = ["Get", "Post", "Head", "PostForm"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var withContext = 0
    for file in subject.snapshot.productFiles {
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        if let first = call.arguments.first, Self.looksLikeContext(first) {
          withContext += 1
          continue
        }
        guard let twin = Self.twin(of: call, name, in: file, subject.types) else { continue }
        let around = call.ancestors.first { $0.kind == .funcDecl }
        // The plain function that a context-taking one belongs to calls it, or is it.
        if let outer = around?.name?.text, outer == name { continue }
        findings.append(file.finding(Self.card.id, at: call, "\(name) waits without a context; use \(twin)"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["missing": .count(findings.count), "withContext": .count(withContext)],
      scope: Scope(
        files: subject.snapshot.productFiles.count,
        patterns: ["net/http", "os/exec", "net", "X with a twin XContext"]))
  }

  private static func looksLikeContext(_ node: Node) -> Bool {
    let text = node.text
    return text == "ctx" || text.hasSuffix("Ctx") || text.hasSuffix(".Context()") || text.hasSuffix(".ctx")
      || text.hasPrefix("context.")
  }

  private static func twin(of call: Node, _ name: String, in file: GoFile, _ types: ModuleTypes) -> String? {
    guard let first = name.utf8.first, first >= 65 && first <= 90, !name.hasSuffix("Context") else { return nil }
    guard let callee = types.callee(of: call, in: file), let path = callee.packagePath else { return nil }
    if callee.receiver == nil {
      if let known = namedOtherwise[path]?[name] { return known.isEmpty ? nil : known }
    } else if path == "net/http", callee.receiver == "Client", clientMethods.contains(name) {
      return "NewRequestWithContext and Do"
    }
    guard path != file.packagePath, !isLogger(callee) else { return nil }
    let other = Callee(packagePath: path, receiver: callee.receiver, name: name + "Context")
    guard let signature = types.signature(of: other), signature.parameters.first?.isContext ?? false else { return nil }
    return other.name
  }

  /// Log calls have twins for values in the context, not for stopping.
  private static func isLogger(_ callee: Callee) -> Bool {
    callee.packagePath == "log/slog" || callee.packagePath == "testing"
  }
}
