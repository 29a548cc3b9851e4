import Evidence
import GoSyntax
import Repository

/// Finds values in log calls that must not be kept in logs, at any level.
///
/// User ids, user names and client addresses are accepted. Limits: values are judged by their names, keys and sources,
/// a local variable and a function of the module also by what they hold; a struct that is logged whole counts when it is
/// made of a credential in the same function.
struct SensitiveProbe: Probe {
  static let card = ProbeCard(
    id: "logging/sensitive",
    version: 6,
    sign: .antiPattern,
    looksFor: "a password, token, cookie, key, connection string, request body or personal data in a log call",
    because: "logs are copied, kept and read by many more people than the data they describe",
    instead: "leave the value out, or log an id, a length or a fingerprint of it",
    examples: [
      .found("password := path\nslog.Info(\"login\", \"user\", path, \"password\", ▸password)"),
      .found("accessToken := path\nlog.Printf(\"calling with %s\", ▸accessToken)"),
      .found(
        "func handle(w http.ResponseWriter, r *http.Request) {\n\tlog.Println(▸r.Header.Get(\"Authorization\"))\n}"),
      .found(
        """
        package shop

        import "go.uber.org/zap"

        type message struct{ Body string }

        func receive(logger *zap.Logger, message *message) {
          logger.Info("received", zap.String("body", ▸message.Body))
        }
        """),
      .found("func greet(user struct{ Email string }) {\n\tslog.Debug(\"greeting\", \"to\", ▸user.Email)\n}"),
      .found("password := path\nshown := \"with \" + password\nlog.Println(▸shown)"),
      .found(
        """
        package shop

        import "log"

        type account struct{ name, password string }

        func open(name, word string) {
          made := account{name: name, password: word}
          log.Printf("opened %+v", ▸made)
        }
        """),
      .found(
        """
        package shop

        import "log"

        type label struct{}

        func (label) String() string { password := "of the shop"; return password }

        func show(l label) { log.Println(▸l.String()) }
        """),
      .found("func getPassword() string { return os.Args[1] }\n\nfunc open() { log.Println(▸getPassword()) }"),
      .found(
        """
        package shop

        import "github.com/sirupsen/logrus"

        func open(password string) {
          logrus.WithField("pass", ▸password).Info("opened")
          entry := logrus.WithFields(logrus.Fields{"pass": password})
          entry.Info("opened")
        }
        """),
      .quiet("password := path\nsum := hash(password)\nlog.Println(sum)"),
      .quiet("password := path\nfound := check(password)\nlog.Println(found)"),
      .quiet("passwordFile := path\nslog.Info(\"reading\", \"file\", passwordFile)"),
      .quiet("token := path\nslog.Info(\"token read\", \"length\", len(token))"),
      .quiet(
        """
        package shop

        import "log"

        const tagEmail = "email"
        const headerToken = "X-Token"

        func start() { log.Println(tagEmail, headerToken) }
        """),
      .quiet("userID := path\nslog.Info(\"login\", \"user_id\", userID, \"remote\", path)"),
      .quiet(#"slog.Info("password changed", "user", path)"#),
      .quiet("password := path\nslog.Info(\"login\", \"password\", mask(password))"),
      .quiet("password := path\nlog.Printf(\"empty: %t\", password == \"\")"),
      .quiet("package lexer\n\nimport \"log\"\n\nfunc trace(token string) { log.Printf(\"token %s\", token) }\n"),
      .quiet(
        "token := syncTokenOf(path)\nlog.Println(token)\n}\nfunc syncTokenOf(path string) string {\n\treturn path"),
      .found("token := tokenOf(path)\nlog.Println(▸token)\n}\nfunc tokenOf(path string) string {\n\treturn path"),
      .quiet(
        """
        package shop

        import ("flag"; "log")

        const settingPassword = "shop.settingpassword"

        var email string

        func start() {
          flag.StringVar(&email, "email", "", "whose carts to list")
          log.Println("no carts of", email, "without", settingPassword)
        }
        """),
      .found(
        """
        package shop

        import "log"

        var email string

        func start() { log.Println("no carts of", ▸email) }
        """),
      .quiet("password := path\n_ = fmt.Errorf(\"bad %s\", password)"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let log = subject.logCalls
    let places = subject.outputPlaces
    var findings: [Finding] = []
    var counts: [SensitiveValue.Kind: Int] = [:]
    var certain = 0
    var lines = 0
    var reported: Set<Node> = []
    for call in log.calls {
      // What a main prints is for its user, a credential apart.
      let isOutput = call.style == .print && places.isOutput(call.node, in: call.file)
      if isOutput, places.isCommand || !call.file.isMain { continue }
      lines += isOutput ? 0 : 1
      var reader = SensitiveValueReader(call.file, subject)
      reader.read(call)
      for value in reader.values where reported.insert(value.node).inserted {
        if isOutput, value.kind != .credential || !value.isFollowed { continue }
        counts[value.kind, default: 0] += 1
        if value.isCertain { certain += 1 }
        findings.append(
          call.file.finding(
            SensitiveProbe.card.id, at: value.node, "\(value.kind.rawValue) goes into a log line",
            confidence: value.isCertain ? .high : .medium))
      }
    }
    for value in SensitiveFields(subject, log).values where reported.insert(value.value.node).inserted {
      counts[value.value.kind, default: 0] += 1
      findings.append(
        value.file.finding(
          SensitiveProbe.card.id, at: value.value.node, "\(value.value.kind.rawValue) becomes a field of log lines",
          confidence: .medium))
    }
    let scope = Scope(
      files: subject.snapshot.productFiles.count,
      patterns: [
        "arguments of log calls by name, key and source: credentials, cookies, headers, bodies, e-mail, names"
      ],
      skipped: ["output of mains and command-line packages", "values passed through len, masking and hashing"])
    let answer: Outcome.Answer =
      if !findings.isEmpty { .found } else if lines == 0 {
        .notApplicable(reason: "The code writes no log lines.")
      } else { .notFound }
    return Outcome(
      probe: SensitiveProbe.card.id, answer: answer, findings: findings,
      measures: [
        "logCalls": .count(lines), "sensitive": .count(findings.count), "certain": .count(certain),
        "credentials": .count(counts[.credential] ?? 0), "bodies": .count(counts[.body] ?? 0),
      ], scope: scope)
  }
}
