import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds HTTP servers that wait for a request for as long as the client likes.
///
/// Limits: a timeout that is set in another file of the package is seen only as an assignment to a field of that name.
struct ServerTimeoutsProbe: Probe {
  static let card = ProbeCard(
    id: "http/server-timeouts",
    sign: .antiPattern,
    looksFor: "an HTTP server without a limit for reading a request",
    because: "clients that send one byte a minute keep connections until none is left",
    instead: "set at least ReadHeaderTimeout, better ReadTimeout, WriteTimeout and IdleTimeout as well",
    examples: [
      .found(#"_ = ▸http.ListenAndServe(":8080", nil)"#),
      .found(#"server := ▸http.Server{Addr: ":8080"}; _ = server.ListenAndServe()"#),
      .quiet(#"server := http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}; _ = server.ListenAndServe()"#),
      .quiet(#"server := http.Server{Addr: ":8080"}; server.ReadTimeout = time.Second; _ = server.ListenAndServe()"#),
    ])

  private static let limits: Set<String> = ["ReadTimeout", "ReadHeaderTimeout"]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var servers = 0
    let assigning = Self.packagesAssigningLimits(snapshot)
    for file in snapshot.productFiles {
      guard let http = file.imports.first(where: { $0.path == "net/http" }) else { continue }
      for literal in file.tree.nodes(of: .compositeLit) where literal.type?.text == http.name + ".Server" {
        servers += 1
        let isLimited = literal.elements.contains { Self.limits.contains($0.key?.text ?? "") }
        if isLimited || assigning.contains(file.packagePath) { continue }
        findings.append(file.finding(Self.card.id, at: literal, "neither ReadTimeout nor ReadHeaderTimeout is set"))
      }
      for call in file.tree.nodes(of: .callExpr) where call.calledOperandName == http.name {
        guard let name = call.calledName, ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"].contains(name),
          subject.types.callee(of: call, in: file)?.packagePath == "net/http"
        else { continue }
        servers += 1
        findings.append(file.finding(Self.card.id, at: call, "http.\(name) serves without any timeout"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["servers": .count(servers), "withoutTimeouts": .count(findings.count)],
      scope: Scope(files: snapshot.productFiles.count, patterns: ["http.Server", "http.ListenAndServe"]))
  }

  private static func packagesAssigningLimits(_ snapshot: Snapshot) -> Set<String> {
    var packages: Set<String> = []
    for file in snapshot.productFiles {
      let assigns = file.tree.nodes(of: .assignStmt).contains { assignment in
        assignment.leftSide.contains { $0.kind == .selectorExpr && limits.contains($0.name?.text ?? "") }
      }
      if assigns { packages.insert(file.packagePath) }
    }
    return packages
  }
}
