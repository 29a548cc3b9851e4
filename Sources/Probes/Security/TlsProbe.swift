import Evidence
import GoSyntax
import Repository

/// Finds TLS settings that accept old versions or skip the check of the other side's certificate.
///
/// Limits: a value read from a setting is reported with medium confidence, because its default is not known here.
struct TlsProbe: Probe {
  static let card = ProbeCard(
    id: "security/tls",
    version: 8,
    sign: .antiPattern,
    looksFor: "TLS below 1.2, or a certificate that is not verified",
    because: "who sits between the two may then read and change what they say",
    instead: "leave MinVersion at Go's default or raise it; trust a private authority through RootCAs",
    examples: [
      .quiet(
        """
        package look
        import "crypto/tls"
        func offer(host string) (*tls.Conn, error) {
          var suites []uint16
          for _, suite := range tls.InsecureCipherSuites() { suites = append(suites, suite.ID) }
          return tls.Dial("tcp", host, &tls.Config{MinVersion: tls.VersionTLS10, CipherSuites: suites})
        }
        """),
      .found("var open = tls.Config{▸InsecureSkipVerify: true}"),
      .found("var open = tls.Config{▸MinVersion: tls.VersionTLS10}"),
      .found(
        """
        func relax(config *tls.Config) {
          config.▸InsecureSkipVerify = true
        }
        """),
      .found("var open = tls.Config{▸MaxVersion: 0x0301}"),
      .found("func open() *tls.Config { return &tls.Config{▸MinVersion: 0} }"),
      .found(
        """
        package shop
        import secure "crypto/tls"
        const oldest = secure.VersionTLS11
        func relax(settings *secure.Config) { settings.▸MinVersion = oldest }
        """),
      .found(
        """
        func open() *tls.Config {
          lowest := uint16(tls.VersionTLS10)
          return &tls.Config{▸MinVersion: lowest}
        }
        """),
      .quiet("func open() *tls.Config { return &tls.Config{MaxVersion: 0} }"),
      .quiet(
        """
        func open(isNew bool) *tls.Config {
          var lowest uint16
          if isNew { lowest = tls.VersionTLS13 } else { lowest = tls.VersionTLS10 }
          return &tls.Config{MinVersion: lowest}
        }
        """),
      .quiet(
        """
        func open(insecure bool) *tls.Config {
          if insecure { return &tls.Config{MinVersion: tls.VersionTLS10} }
          return nil
        }
        """),
      .quiet(
        """
        func open(skipsVerification bool) *tls.Config {
          if !skipsVerification { return nil }
          return &tls.Config{InsecureSkipVerify: true}
        }
        """),
      .quiet(
        """
        package shop
        import ("crypto/tls"; "crypto/x509")
        func shown(address string) []*x509.Certificate {
          connection, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true})
          if err != nil { return nil }
          defer connection.Close()
          return connection.ConnectionState().PeerCertificates
        }
        """),
      .quiet(
        """
        func peers(own []tls.Certificate) *tls.Config {
          return &tls.Config{Certificates: own, ClientAuth: tls.RequestClientCert, InsecureSkipVerify: true}
        }
        """),
      .found(
        """
        func asked(own []tls.Certificate) *tls.Config {
          return &tls.Config{Certificates: own, ▸InsecureSkipVerify: true}
        }
        """),
      .quiet("func insecureConfig() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }"),
      .quiet(
        """
        func secure(config *tls.Config, source settings) {
          if source.SSLMode == 2 { config.InsecureSkipVerify = true }
        }
        type settings struct{ SSLMode int }
        """),
      .found(
        """
        func secure(config *tls.Config, source settings) {
          if source.Mode == 2 { config.▸InsecureSkipVerify = true }
        }
        type settings struct{ Mode int }
        """),
      .quiet(
        """
        package shop
        type option struct{ InsecureSkipVerify bool; MinVersion int }
        func (o *option) relax() { o.InsecureSkipVerify = true; o.MinVersion = 0 }
        """),
      .quiet("var good = tls.Config{MinVersion: tls.VersionTLS13}"),
      .quiet("var strict = tls.Config{InsecureSkipVerify: false}"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let version = snapshot.module?.goVersion
    let goDefaultIsModern = (version ?? GoVersion(major: 1, minor: 0)) >= GoVersion(major: 1, minor: 22)
    var findings: [Finding] = []
    var configurations = 0
    var withMinimum = 0
    var listeners = 0
    var hardCoded = 0
    var byOption = 0
    var lowered = 0
    let calls = subject.productCalls(inFiles: Self.listenerNames)
    for file in snapshot.productFiles {
      let imported = file.imports.contains { Self.serving.contains($0.path) || $0.path.hasPrefix("github.com/") }
      if imported {
        for (call, name) in calls[file] where Self.isListener(call, name) { listeners += 1 }
      }
      if let tls = file.importing("crypto/tls") {
        for literal in file.tree.nodes(of: .compositeLit) where Self.isConfiguration(literal, tls) {
          configurations += 1
          if literal.elements.contains(where: { $0.key?.isText("MinVersion") ?? false }) { withMinimum += 1 }
        }
      }
      for setting in TlsSetting.all(in: file, subject) {
        switch setting.weakness(subject) {
        case .unverified:
          hardCoded += 1
          findings.append(
            file.finding(Self.card.id, at: setting.place, "the certificate of the other side is not verified"))
        case .optional: byOption += 1
        case .old(let message):
          lowered += 1
          findings.append(file.finding(Self.card.id, at: setting.place, message))
        case nil: break
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "configurations": .count(configurations), "withMinimum": .count(withMinimum), "listeners": .count(listeners),
        "skipsHardCoded": .count(hardCoded), "skipsByOption": .count(byOption), "lowered": .count(lowered),
        "modernDefault": .flag(goDefaultIsModern),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: ["tls.Config", "InsecureSkipVerify", "MinVersion", "TLS listeners"]))
  }

  private static let serving: Set<String> = [
    "net/http", "crypto/tls", "golang.org/x/crypto/acme/autocert", "google.golang.org/grpc/credentials",
    "net/http/httptest",
  ]
  private static let listenerNames: Set<String> = [
    "ListenAndServeTLS", "ServeTLS", "RunTLS", "StartTLS", "ListenTLS", "StartAutoTLS", "NewServerTLSFromFile",
    "NewServerTLSFromCert", "NewListener",
  ]

  private static func isListener(_ call: Node, _ name: String) -> Bool {
    name != "NewListener" || call.calledOperandName == "autocert"
  }

  private static func isConfiguration(_ literal: Node, _ tls: GoImport) -> Bool {
    guard let type = literal.type, type.kind == .selectorExpr, type.name?.isText("Config") ?? false else {
      return false
    }
    return type.operand?.text == tls.name
  }
}
