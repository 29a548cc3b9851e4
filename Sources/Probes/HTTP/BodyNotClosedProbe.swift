import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds responses of an HTTP client whose body stays open on some way out of the function.
///
/// Limits: a response or body that is returned, kept in a field or handed to code outside the module and the standard
/// library's readers may be closed there; a function of the module that is given it is looked into.
struct BodyNotClosedProbe: Probe {
  static let card = ProbeCard(
    id: "http/body-not-closed",
    version: 4,
    sign: .antiPattern,
    looksFor: "the body of a response that is not closed on every way out",
    because: "the connection cannot be used again and stays open until the process ends",
    instead: "defer response.Body.Close() after checking the error",
    examples: [
      .found(
        """
        package shop
        import "net/http"
        type client struct{ *http.Client }
        func (c client) isThere(path string) bool {
          ▸response, err := c.Head(path)
          return err == nil && response.StatusCode == http.StatusOK
        }
        """),
      .found(
        """
        func status(stream *bufio.Reader) int {
          ▸response, err := http.ReadResponse(stream, nil)
          if err != nil { return 0 }
          return response.StatusCode
        }
        """),
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
        func load(path string) error {
          response, err := http.Get(path)
          if err == nil && response.StatusCode != http.StatusOK { err = errors.New(response.Status) }
          if response != nil { response.Body.Close() }
          return err
        }
        """),
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
      .found("▸http.Get(path)"),
      .found(
        """
        func load(path string) ([]byte, error) {
          ▸response, err := http.Get(path)
          if err != nil { return nil, err }
          if response.StatusCode != http.StatusOK { return nil, errors.New(response.Status) }
          defer response.Body.Close()
          return io.ReadAll(response.Body)
        }
        """),
      .found(
        """
        func load(path string) {
          ▸response, _ := http.Get(path)
          _ = func() { response.Body.Close() }
        }
        """),
      .found(
        """
        func load(path string) {
          ▸response, _ := http.Get(path)
          defer func(body io.ReadCloser) {}(response.Body)
        }
        """),
      .found(
        """
        package shop
        import ("io"; "net/http")
        func look(r io.ReadCloser) {}
        func load(path string) {
          ▸response, _ := http.Get(path)
          look(response.Body)
        }
        """),
      .found(
        """
        package shop
        import "net/http"
        func ask(path string) (*http.Response, error) { return http.Get(path) }
        func load(path string) { ▸_, _ = ask(path) }
        """),
      .found(
        """
        func load(client *http.Client, request *http.Request) error {
          for i := 0; i < 3; i++ {
            ▸response, err := client.Do(request)
            if err != nil { return err }
            if response.StatusCode == 200 { response.Body.Close(); return nil }
          }
          return nil
        }
        """),
      .quiet(
        """
        package shop
        import ("io"; "net/http")
        func end(c io.Closer) { _ = c.Close() }
        func load(path string) {
          response, err := http.Get(path)
          if err != nil { return }
          end(response.Body)
        }
        """),
      .quiet(
        """
        func load(path string) {
          response, _ := http.Get(path)
          end := func(r *http.Response) { r.Body.Close() }
          end(response)
        }
        """),
      .quiet(
        """
        package shop
        import ("io"; "net/http")
        func ask(path string) (*http.Response, []byte, error) {
          response, err := http.Get(path)
          if err != nil { return nil, nil, err }
          defer response.Body.Close()
          text, err := io.ReadAll(response.Body)
          return response, text, err
        }
        func load(path string) int {
          response, _, err := ask(path)
          if err != nil { return 0 }
          return response.StatusCode
        }
        """),
      .quiet(
        """
        package shop
        import ("encoding/json"; "net/http")
        type client struct{ http *http.Client }
        func (c *client) send(request *http.Request, into any) (*http.Response, error) {
          response, err := c.http.Do(request)
          if err != nil { return nil, err }
          defer response.Body.Close()
          return response, json.NewDecoder(response.Body).Decode(into)
        }
        func (c *client) list(request *http.Request, into any) (*http.Response, error) { return c.send(request, into) }
        func (c *client) all(request *http.Request) error {
          var into []string
          _, err := c.list(request, &into)
          return err
        }
        """),
      .quiet(
        """
        func load(path string) error {
          response, err := http.Get(path)
          if response != nil && response.Body != nil { defer response.Body.Close() }
          return err
        }
        """),
      .quiet(
        """
        func load(path string) error {
          response, err := http.Get(path)
          if _, ok := err.(net.Error); ok { return nil }
          if err != nil { return err }
          return response.Body.Close()
        }
        """),
      .quiet(
        """
        func load(path string) (io.ReadCloser, error) {
          response, err := http.Get(path)
          if err != nil { return nil, err }
          return response.Body, nil
        }
        """),
      .quiet(
        """
        func load(path string) {
          response, err := http.Get(path)
          if err == nil {
            body := response.Body
            defer body.Close()
          }
        }
        """),
      .quiet(
        """
        func load(path string) *http.Response {
          for i := 0; i < 3; i++ {
            response, err := http.Get(path)
            if _, ok := err.(net.Error); ok { continue }
            return response
          }
          return nil
        }
        """),
      .found(
        """
        func load(path string, given any) *http.Response {
          for i := 0; i < 3; i++ {
            ▸response, err := http.Get(path)
            if _, ok := given.(net.Error); ok { continue }
            _ = err
            return response
          }
          return nil
        }
        """),
      .quiet(
        """
        package shop
        import ("io"; "net/http/httptest")
        func load() { response := httptest.NewRecorder().Result(); _, _ = io.ReadAll(response.Body) }
        """),
    ])

  private static let names: Set<String> = [
    "Get", "Head", "Post", "PostForm", "Do", "RoundTrip", "ReadResponse",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    var responses = 0
    let givers = Self.givers(in: subject)
    for call in subject.productCalls(named: Self.names.union(givers.names)) {
      guard let parent = call.node.parent, [.exprStmt, .assignStmt, .valueSpec].contains(parent.kind),
        let results = subject.types.signature(calledBy: call.node, in: call.file)?.results,
        let position = results.firstIndex(where: { $0.isNamed("net/http", "Response") }),
        case .held(let value) = HeldValue.receiver(of: call.node, at: position, count: results.count, in: call.file),
        !givers.closing.contains(call.name) || !Self.isOwn(call, subject), !Self.isReadFromMemory(call, subject)
      else { continue }
      responses += 1
      guard value.isLeft(.body, subject) else { continue }
      let message =
        value.name.map { "the body of \($0.text) is not closed on every way out" }
        ?? "the response is thrown away with its body open"
      findings.append(call.file.finding(Self.card.id, at: value.place, message))
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["responses": .count(responses), "notClosed": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: Self.names.sorted()))
  }

  /// `http.ReadResponse(bufio.NewReader(bytes.NewReader(packet)), nil)`: no connection stands behind it.
  private static func isReadFromMemory(_ call: ProductCall, _ subject: Subject) -> Bool {
    guard call.name == "ReadResponse", let source = call.node.arguments.first?.unparenthesized else { return false }
    func isMemory(_ node: Node) -> Bool {
      node.descendants(of: .callExpr).contains { made in
        ["bytes.NewBuffer", "bytes.NewReader", "bytes.NewBufferString", "strings.NewReader"].contains {
          made.function?.text == $0
        }
      }
    }
    if isMemory(source) { return true }
    guard let variable = Variable(source, in: call.file, subject.types) else { return false }
    let given = variable.given
    return !given.isEmpty && given.allSatisfy { isMemory($0.value.parent ?? $0.value) }
  }

  private static func isOwn(_ call: ProductCall, _ subject: Subject) -> Bool {
    guard let path = subject.callee(call)?.packagePath else { return true }
    return subject.snapshot.packages.contains { $0.path == path }
  }

  /// Names of the module's functions and methods that give a response, and those whose response is closed or not known
  /// to be open: they close it themselves, or pass on what a library gives beside the value it decoded.
  private static func givers(in subject: Subject) -> (names: Set<String>, closing: Set<String>) {
    var givers: [(name: String, calls: Set<String>)] = []
    var closing: Set<String> = []
    var open: Set<String> = []
    for file in subject.snapshot.productFiles where file.imports.contains(where: { $0.path == "net/http" }) {
      for function in file.tree.nodes(of: .funcDecl) {
        guard let results = function.type?.results, let name = function.name?.text else { continue }
        let gives = results.fields.contains { field in
          guard let type = field.type, type.kind == .starExpr, let inner = type.operand, inner.kind == .selectorExpr
          else { return false }
          return inner.name?.isText("Response") ?? false
        }
        guard gives else { continue }
        let closes = function.descendants(of: .selectorExpr).contains { selector in
          (selector.name?.isText("Close") ?? false) && (selector.operand?.name?.isText("Body") ?? false)
        }
        if closes { closing.insert(name) }
        var calls: Set<String> = []
        for call in function.descendants(of: .callExpr) {
          guard let called = call.calledName else { continue }
          if names.contains(called), subject.types.callee(of: call, in: file)?.packagePath == "net/http" {
            open.insert(name)
          } else {
            calls.insert(called)
          }
        }
        givers.append((name, calls))
      }
    }
    let all = Set(givers.map(\.name))
    // Who passes on what a closing function gives passes on a closed body.
    for _ in 0..<4 {
      for giver in givers {
        if !giver.calls.isDisjoint(with: closing.intersection(all)) { closing.insert(giver.name) }
        if !giver.calls.isDisjoint(with: open) { open.insert(giver.name) }
      }
    }
    return (all, closing.union(all.subtracting(open)))
  }
}
