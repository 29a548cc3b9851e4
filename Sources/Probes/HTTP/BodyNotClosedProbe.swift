import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds responses of an HTTP client whose body nobody closes.
///
/// Limits: a response or body that is handed to anything but the standard library's readers may be closed there and is
/// not reported; whether every path reaches the Close is not followed.
struct BodyNotClosedProbe: Probe {
  static let card = ProbeCard(
    id: "http/body-not-closed",
    sign: .antiPattern,
    looksFor: "the body of a response that is never closed",
    because: "the connection cannot be used again and stays open until the process ends",
    instead: "defer response.Body.Close() after checking the error",
    examples: [
      .found(
        """
        func load(path string) ([]byte, error) {
          ▸response, err := http.Get(path)
          if err != nil { return nil, err }
          return io.ReadAll(response.Body)
        }
        """),
      .found("▸_, err = http.Get(path)"),
      .quiet(
        """
        func load(path string) ([]byte, error) {
          response, err := http.Get(path)
          if err != nil { return nil, err }
          defer response.Body.Close()
          return io.ReadAll(response.Body)
        }
        """),
      .quiet(
        """
        func load(client *http.Client, request *http.Request) (*http.Response, error) {
          response, err := client.Do(request)
          return response, err
        }
        """),
    ])

  private static let names: Set<String> = ["Get", "Post", "PostForm", "Head", "Do", "RoundTrip"]
  private static let readers: Set<String> = ["io", "ioutil", "json", "xml", "bufio", "gzip"]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var responses = 0
    for call in subject.productCalls(named: Self.names) {
      guard let name = call.node.receivingName(at: 0), name.kind == .ident,
        let results = subject.types.signature(calledBy: call.node, in: call.file)?.results,
        results.first?.isNamed("net/http", "Response") ?? false
      else { continue }
      responses += 1
      if name.isText("_") {
        findings.append(call.file.finding(Self.card.id, at: name, "the response is thrown away with its body open"))
      } else if let use = LocalUse(of: name), !use.escapes, !Self.isClosed(use) {
        findings.append(call.file.finding(Self.card.id, at: name, "the body of \(name.text) is never closed"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["responses": .count(responses), "notClosed": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.names.sorted()))
  }

  private static func isClosed(_ use: LocalUse) -> Bool {
    use.function.descendants(of: .selectorExpr).contains { body in
      guard body.name?.isText("Body") ?? false, body.operand?.text == use.name, let parent = body.parent else {
        return false
      }
      if parent.kind == .selectorExpr { return parent.name?.isText("Close") ?? false }
      guard LocalUse.isHandedOn(body) else { return false }
      return !(parent.kind == .callExpr && readers.contains(parent.calledOperandName ?? ""))
    }
  }
}
