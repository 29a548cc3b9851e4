import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds HTTP servers that wait for a request for as long as the client likes.
///
/// A server on an address that only its own machine can reach is left alone. Limits: a timeout that is set elsewhere in
/// the package is seen only as an assignment to a field of that name; where the type is known to be another, it is none.
struct ServerTimeoutsProbe: Probe {
  static let card = ProbeCard(
    id: "http/server-timeouts",
    version: 5,
    sign: .antiPattern,
    looksFor: "an HTTP server without a limit for reading a request",
    because: "clients that send one byte a minute keep connections until none is left",
    instead: "set at least ReadHeaderTimeout, better ReadTimeout, WriteTimeout and IdleTimeout as well",
    examples: [
      .found(
        """
        package shop
        import . "net/http"
        func serve() { _ = ▸ListenAndServe(":80", nil) }
        func made() *Server { return &▸Server{Addr: ":80"} }
        """),
      .found(#"_ = ▸http.ListenAndServe(":8080", nil)"#),
      .quiet(
        """
        package shop
        import ("net"; "net/http")
        func control(path string) error {
          server := &http.Server{Handler: http.NotFoundHandler()}
          listener, err := net.Listen("unix", path)
          if err != nil { return err }
          return server.Serve(listener)
        }
        """),
      .found(
        """
        package shop
        import ("net"; "net/http")
        func control(path string) (net.Listener, error) { return net.Listen("unix", path) }
        func run() error {
          server := &▸http.Server{Handler: http.NotFoundHandler()}
          server.Addr = ":8080"
          return server.ListenAndServe()
        }
        """),
      .found(#"server := ▸http.Server{Addr: ":8080"}; _ = server.ListenAndServe()"#),
      .quiet(#"server := http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}; _ = server.ListenAndServe()"#),
      .quiet(#"server := http.Server{Addr: "127.0.0.1:0"}; _ = server.ListenAndServe()"#),
      .quiet(#"_ = http.ListenAndServe("localhost:6060", nil)"#),
      .quiet(
        """
        package shop
        import ("net"; "net/http")
        func serve() {
          listener, err := net.Listen("tcp", "127.0.0.1:0")
          if err != nil { return }
          server := &http.Server{}
          _ = server.Serve(listener)
        }
        """),
      .found(
        """
        package shop
        import ("net"; "net/http")
        func serve() {
          listener, err := net.Listen("tcp", ":8080")
          if err != nil { return }
          server := &▸http.Server{}
          _ = server.Serve(listener)
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "time")
        type mailServer struct{ ReadTimeout time.Duration }
        func serve(mail *mailServer) {
          mail.ReadTimeout = time.Second
          server := &▸http.Server{Addr: ":8080"}
          _ = server.ListenAndServe()
        }
        """),
      .quiet(#"server := http.Server{Addr: ":8080"}; server.ReadTimeout = time.Second; _ = server.ListenAndServe()"#),
      .quiet(
        """
        func serve() {
          var server http.Server
          server = http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
          _ = server.ListenAndServe()
        }
        """),
      .found(
        "func serve() {\n\tserver := ▸new(http.Server)\n\tserver.Addr = \":80\"\n\t_ = server.ListenAndServe()\n}"),
      .found("func serve() {\n\tvar ▸server http.Server\n\t_ = server.ListenAndServe()\n}"),
      .quiet(
        "func serve() {\n\tvar server http.Server\n\tserver.Addr = \"localhost:80\"\n\t_ = server.ListenAndServe()\n}"),
      .found(
        "func serve() {\n\tserver := &▸http.Server{Addr: \":80\", ReadTimeout: 0}\n\t_ = server.ListenAndServe()\n}"),
    ])

  private static let limits: Set<String> = ["ReadTimeout", "ReadHeaderTimeout"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var servers = 0
    let assigning = Self.packagesAssigningLimits(subject)
    for file in snapshot.productFiles where subject.ships(file) {
      guard let http = file.imports.first(where: { $0.path == "net/http" }) else { continue }
      let isDotted = http.name == "."
      let type = isDotted ? "Server" : http.name + ".Server"
      for literal in file.tree.nodes(of: .compositeLit) where literal.type?.text == type {
        servers += 1
        // `ReadTimeout: 0` is none.
        let isLimited = literal.elements.contains {
          Self.limits.contains($0.key?.text ?? "") && $0.value?.isText("0") != true
        }
        if isLimited || assigning.contains(file.packagePath) { continue }
        let address = literal.elements.first { $0.key?.isText("Addr") ?? false }
        if address?.value.map(Self.isOwnMachine) ?? Self.listensToOwnMachine(literal) { continue }
        findings.append(file.finding(Self.card.id, at: literal, "neither ReadTimeout nor ReadHeaderTimeout is set"))
      }
      for server in Self.madeEmpty(in: file, type) where !assigning.contains(file.packagePath) {
        servers += 1
        if Self.listensToOwnMachine(server) || Self.isSetToOwnMachine(server) { continue }
        findings.append(file.finding(Self.card.id, at: server, "neither ReadTimeout nor ReadHeaderTimeout is set"))
      }
      for call in file.tree.nodes(of: .callExpr) {
        guard isDotted ? call.function?.kind == .ident : call.calledOperandName == http.name,
          let name = call.calledName, ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"].contains(name),
          subject.types.callee(of: call, in: file)?.packagePath == "net/http"
        else { continue }
        servers += 1
        if name.hasPrefix("Listen") {
          if call.arguments.first.map(Self.isOwnMachine) ?? false { continue }
        } else if call.arguments.first.map(Self.isOwnListener) ?? false {
          continue
        }
        findings.append(file.finding(Self.card.id, at: call, "http.\(name) serves without any timeout"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["servers": .count(servers), "withoutTimeouts": .count(findings.count)],
      scope: Scope(files: snapshot.productFiles.count, patterns: ["http.Server", "http.ListenAndServe"]))
  }

  /// `new(http.Server)` and the variable of `var server http.Server`, inside functions.
  private static func madeEmpty(in file: GoFile, _ type: String) -> [Node] {
    let made = file.tree.nodes(of: .callExpr).filter { call in
      call.function?.isText("new") == true && call.arguments.first?.text == type && call.enclosingFunction != nil
    }
    let declared = file.tree.nodes(of: .valueSpec).filter { spec in
      spec.values.isEmpty && spec.type?.text == type && spec.enclosingFunction != nil
    }
    return Array(made) + declared.flatMap { Array($0.names) }.filter { !isGivenLiteral($0, type) }
  }

  /// `server = http.Server{...}` in the same function: the literal is judged by itself.
  private static func isGivenLiteral(_ server: Node, _ type: String) -> Bool {
    server.outermostFunction?.descendants(of: .assignStmt).contains { assignment in
      zip(assignment.leftSide, assignment.rightSide).contains { target, value in
        target.kind == .ident && target.isSameText(as: server) && value.kind == .compositeLit
          && value.type?.text == type
      }
    } ?? false
  }

  /// `server.Addr = "localhost:6060"` in the same function.
  private static func isSetToOwnMachine(_ made: Node) -> Bool {
    guard let server = made.kind == .ident ? made : made.receivingVariable, let function = made.outermostFunction else {
      return false
    }
    return function.descendants(of: .assignStmt).contains { assignment in
      guard let target = assignment.leftSide.first, target.kind == .selectorExpr, target.name?.isText("Addr") == true,
        target.operand?.isSameText(as: server) ?? false
      else { return false }
      return assignment.rightSide.first.map(isOwnMachine) ?? false
    }
  }

  /// `"127.0.0.1:0"`, alone or as the beginning of a longer text.
  private static func isOwnMachine(_ address: Node) -> Bool {
    let texts = address.kind == .basicLit ? [address] : Array(address.descendants(of: .basicLit))
    guard let text = texts.first?.plainString else { return false }
    return ["127.0.0.1:", "localhost:", "[::1]:"].contains { text.hasPrefix($0) }
  }

  /// `server := http.Server{}` and, in the same function, `server.Serve(listener)` on a listener of this machine only.
  private static func listensToOwnMachine(_ literal: Node) -> Bool {
    let value = literal.parent?.kind == .unaryExpr ? literal.parent ?? literal : literal
    guard let server = literal.kind == .ident ? literal : value.receivingVariable,
      let function = literal.outermostFunction
    else { return false }
    return function.descendants(of: .callExpr).contains { call in
      guard let name = call.calledName, name == "Serve" || name == "ServeTLS",
        call.function?.unparenthesized.operand?.isSameText(as: server) ?? false
      else { return false }
      return call.arguments.first.map(isOwnListener) ?? false
    }
  }

  /// A variable of the function that `net.Listen("tcp", "127.0.0.1:0")` or `net.Listen("unix", path)` gave.
  private static func isOwnListener(_ listener: Node) -> Bool {
    guard listener.kind == .ident, let function = listener.outermostFunction else { return false }
    return function.descendants(of: .assignStmt).contains { statement in
      guard statement.leftSide.first?.isSameText(as: listener) ?? false, let call = statement.rightSide.first,
        call.calledName == "Listen", let address = call.arguments.last
      else { return false }
      return isOwnMachine(address) || call.arguments.first?.plainString == "unix"
    }
  }

  /// What limits are assigned to.
  private struct LimitedServers: TreeFact {
    let all: [Node]

    init(_ tree: SyntaxTree) {
      all = tree.nodes(of: .assignStmt).flatMap { assignment in
        assignment.leftSide.compactMap { target -> Node? in
          guard target.kind == .selectorExpr, ServerTimeoutsProbe.limits.contains(target.name?.text ?? "") else {
            return nil
          }
          return target.operand
        }
      }
    }
  }

  private static func packagesAssigningLimits(_ subject: Subject) -> Set<String> {
    var packages: Set<String> = []
    for file in subject.snapshot.productFiles {
      let assigns = file.tree.fact(LimitedServers.self).all.contains { server in
        guard case .named(let path, _, _)? = subject.types.type(of: server, in: file)?.pointee else { return true }
        return path == "net/http"
      }
      if assigns { packages.insert(file.packagePath) }
    }
    return packages
  }
}
