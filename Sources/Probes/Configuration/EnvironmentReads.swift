import GoSyntax
import Repository

/// Reads of the process environment that fetch a setting of the program's own.
///
/// Variables the system or its tools define (HOME, PATH, NO_COLOR, proxies ...) are no settings.
struct EnvironmentReads: Sendable {
  struct Read: Sendable {
    let file: GoFile
    let node: Node
    /// The variable, when written as a literal or a constant.
    let key: String?

    /// Read where settings are read: by the file, or by the function around it.
    var isInSettingsPlace: Bool { SettingsPlaces.isCommandOrSettings(file) || SettingsPlaces.isFilling(node) }
  }

  private(set) var reads: [Read] = []

  init(_ subject: Subject) {
    let path = subject.snapshot.module?.path ?? ""
    let own = IdentifierWords(path.lowercased().split(separator: "/").dropFirst().joined(separator: "/")).words
    let handed = EnvironmentReads.handedOn(subject)
    let harnesses = EnvironmentReads.harnesses(subject)
    let shipped = subject.shippedPrograms
    for file in subject.snapshot.productFiles
    where file.imports.contains(where: EnvironmentReads.givesEnvironment) && shipped.ships(file)
      && !(harnesses.contains(file.packagePath) && EnvironmentReads.servesTests(file))
    {
      let systems = Set(file.imports.lazy.filter { EnvironmentReads.givesEnvironment($0) }.map(\.name))
      for call in file.tree.calls(named: ["Getenv", "LookupEnv"]) {
        guard let operand = call.calledOperandName, systems.contains(operand), let argument = call.arguments.first
        else { continue }
        let key: String?
        if let written = LiteralText.of(argument) {
          key = written
        } else if let ident = argument.kind == .selectorExpr ? argument.name : argument,
          subject.types.declaration(of: ident, in: file)?.kind == .constant
        {
          key = EnvironmentReads.constant(argument, file, subject)
        } else {
          // A name that was handed in: a template, an expansion, a loader's own function.
          continue
        }
        if let key {
          if EnvironmentReads.isSystem(key.uppercased(), own) || handed.contains(key) { continue }
          // What only helpers for tests read is no setting of the program.
          if EnvironmentReads.isOfTests(key), SettingsPlaces.isForTests(call, file) { continue }
        }
        reads.append(Read(file: file, node: call, key: key))
      }
    }
  }

  /// A package that gives variables of the environment, under whatever name it is imported.
  private static func givesEnvironment(_ imported: GoImport) -> Bool {
    imported.path == "os" || imported.path == "syscall" || imported.path.hasSuffix("sys/unix")
  }

  /// A file that itself uses a library for tests; what lies beside it may be the program's.
  private static func servesTests(_ file: GoFile) -> Bool {
    file.imports.contains { $0.path == "testing" || $0.path.hasPrefix("github.com/stretchr/testify") }
  }

  /// Packages some file of which uses a library for tests, and which nothing but tests or other harnesses imports.
  private static func harnesses(_ subject: Subject) -> Set<String> {
    var testing: Set<String> = []
    for file in subject.snapshot.goFiles
    where !file.path.hasSuffix("_test.go") && servesTests(file) {
      testing.insert(file.packagePath)
    }
    guard !testing.isEmpty else { return [] }
    for file in subject.snapshot.productFiles where !testing.contains(file.packagePath) && !file.isMain {
      // A command that starts the suites is part of the harness, wherever it stands.
      if file.path.hasPrefix("cmd/") { continue }
      for imported in file.imports where testing.contains(imported.path) { testing.remove(imported.path) }
    }
    return testing
  }

  /// The text of the constant that an expression names.
  static func constant(_ node: Node, _ file: GoFile, _ subject: Subject) -> String? {
    let node = node.unparenthesized
    guard node.kind == .ident || node.kind == .selectorExpr, let ident = node.kind == .selectorExpr ? node.name : node,
      let declaration = subject.types.declaration(of: ident, in: file), declaration.kind == .constant,
      let name = declaration.name
    else { return nil }
    return text(ofConstant: name)
  }

  private static func text(ofConstant name: Node) -> String? {
    guard let spec = name.parent, spec.kind == .valueSpec, let position = spec.names.firstIndex(of: name),
      spec.values.count > position - spec.names.startIndex
    else { return nil }
    return LiteralText.of(spec.values[spec.values.startIndex + position - spec.names.startIndex])
  }

  /// Variables the program itself writes into the environment of a process it starts: `"SHOP_CALLER=" + name`. They
  /// carry one call from process to process and are nobody's setting. What os.Setenv writes is read by this process.
  private static func handedOn(_ subject: Subject) -> Set<String> {
    var names: Set<String> = []
    for file in subject.snapshot.productFiles {
      let assignments = file.tree.fact(WrittenAssignments.self)
      names.formUnion(assignments.names)
      for named in assignments.constants { if let value = constant(named, file, subject) { names.insert(value) } }
    }
    return names
  }

  /// Texts with an equals sign, as they stand in the environment of a process.
  private struct WrittenAssignments: TreeFact {
    private(set) var names: Set<String> = []
    /// What stands for the name where the text does not hold it.
    private(set) var constants: [Node] = []

    init(_ tree: SyntaxTree) {
      for literal in tree.nodes(of: .basicLit) where literal.token == .string && literal.end - literal.start > 2 {
        guard let text = literal.plainString, let mark = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { continue }
        // A sentence about the variable hands nothing on.
        if text.utf8.contains(UInt8(ascii: " ")) { continue }
        let name = text[..<mark]
        // `Caller + "=" + name`, `fmt.Sprintf("%s=%s", Caller, name)`
        if name.isEmpty || name == "%s", let parent = literal.parent {
          let named = parent.kind == .binaryExpr ? parent.left : parent.arguments.dropFirst().first
          if let named { constants.append(named) }
          continue
        }
        guard name.utf8.count > 1,
          name.utf8.allSatisfy({ (65...90).contains($0) || (48...57).contains($0) || $0 == 95 })
        else { continue }
        names.insert(String(name))
      }
    }
  }

  private static func isOfTests(_ key: String) -> Bool {
    IdentifierWords(key).containsAny(of: ["test", "tests", "testing"])
  }

  /// Whether the system, a platform or a tool defines the variable; one that begins with the module's own name is its own.
  private static func isSystem(_ key: String, _ own: [String]) -> Bool {
    if system.contains(key) || key.isEmpty || key.hasSuffix("_EMULATOR_HOST") { return true }
    // A leading underscore marks what a wrapper hands to the program it starts.
    if key.hasPrefix("_") { return true }
    // What the libraries for telemetry read by themselves, endpoints included.
    if key.hasPrefix("OTEL_") || key.hasPrefix("JAEGER_") { return true }
    guard let prefix = key.split(separator: "_").first, !own.contains(prefix.lowercased()) else { return false }
    return prefixes.contains { key.hasPrefix($0) } && !handedOver.contains(IdentifierWords(key).last)
  }

  /// Last words of what no platform knows by itself: somebody gave it to this program, under a name known elsewhere.
  private static let handedOver: Set<String> = ["token", "secret", "password", "endpoint"]

  /// What platforms, clouds and tools put before the variables they define.
  private static let prefixes = [
    "XDG_", "AWS_", "OTEL_", "DD_", "AZURE_", "GOOGLE_", "KUBERNETES_", "GITHUB_", "CI_", "CGO_", "LC_", "SSH_", "GIT_",
    "SYSTEMD_", "JAEGER_", "ALIBABA_", "ALIBABACLOUD_", "ALICLOUD_", "TENCENTCLOUD_", "HUAWEICLOUD_", "ECS_",
    "GCLOUD_", "CLOUDSDK_", "GCP_", "MSI_", "KUBE_", "KUBECTL_", "HELM_", "HEROKU_", "FLY_", "RAILWAY_",
    "VERCEL_", "VCAP_", "GAE_", "BUILDKITE_", "GITLAB_", "TRAVIS_", "CIRCLE_",
    "CIRCLECI", "JENKINS_", "ACTIONS_", "DRONE_", "TEAMCITY_", "BITBUCKET_",
    "ROOTLESSKIT_", "SNAP_", "FLATPAK_", "APPIMAGE", "TERM_", "TMUX", "VSCODE_", "WSL_", "DBUS_", "LEGO_", "GRPC_",
  ]

  private static let system: Set<String> = [
    "HOME", "PATH", "USER", "LOGNAME", "SHELL", "TERM", "TMPDIR", "TEMP", "TMP", "PWD", "LANG", "VISUAL",
    "PAGER", "K_SERVICE", "K_REVISION", "DYNO", "EDITOR",
    "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "TERM_PROGRAM", "DISPLAY", "WAYLAND_DISPLAY",
    "HTTP_PROXY",
    "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "KUBECONFIG", "GOPATH", "GOROOT",
    "GOOS",
    "GOCACHEPROG", "GOMODCACHE", "GOPROXY", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOSUMDB", "GOTOOLCHAIN", "GOBIN",
    "GOEXPERIMENT", "GOWORK", "GO111MODULE", "GOENV", "GOINSECURE", "GOTMPDIR", "GOVCS", "GOCOVERDIR", "GOTRACEBACK",
    "GOARM", "GOARM64", "GOAMD64", "GO386", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM", "GOTOOLDIR",
    "GOHOSTOS", "GOHOSTARCH", "GOAUTH", "GOFIPS140", "GCCGO",
    "GOARCH", "GOFLAGS", "GOCACHE", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "APPDATA", "LOCALAPPDATA", "USERPROFILE",
    "PROGRAMDATA",
    "PROGRAMFILES", "SYSTEMROOT", "SYSTEMDRIVE", "HOMEDRIVE", "HOMEPATH", "ZONEINFO", "GODEBUG", "SOURCE_DATE_EPOCH",
    "BUILD_NUMBER", "RUN_ID", "BUILD_ID", "WINDIR", "COMSPEC", "HOSTNAME", "HOSTTYPE", "CI", "NOTIFY_SOCKET",
    "LISTEN_FDS",
    "LISTEN_PID", "LISTEN_FDNAMES", "SUDO_USER", "SUDO_UID", "SUDO_GID", "TZ", "BROWSER", "MSYSTEM",
    "DBUS_SESSION_BUS_ADDRESS",
    "POD_NAME", "POD_NAMESPACE", "POD_IP", "NODE_NAME", "PROCESSOR_ARCHITECTURE", "WSL_DISTRO_NAME", "CODESPACES",
    "COLUMNS",
    "LINES", "WATCHDOG_USEC", "INVOCATION_ID", "JOURNAL_STREAM", "PREFIX", "GNUPGHOME", "DOCKER_CONFIG", "DOCKER_HOST",
    "NETLIFY", "DEPLOY_PRIME_URL", "CF_PAGES", "PULL_REQUEST",
    "PGPASSFILE", "PGSERVICEFILE", "SQLITE_TMPDIR", "PATHEXT", "COMPUTERNAME", "USERNAME", "USERDOMAIN",
    "ALLUSERSPROFILE", "NUMBER_OF_PROCESSORS", "COMMONPROGRAMFILES", "PROGRAMW6432", "SESSIONNAME",
    "SSL_CERT_FILE", "SSL_CERT_DIR",
    // What libraries and tools ask for by themselves: whoever sets one speaks to them.
    "GLAMOUR_STYLE", "GIN_MODE", "FZF_DEFAULT_OPTS", "FZF_DEFAULT_COMMAND", "BAT_THEME", "BAT_STYLE", "LESS",
    "LESSOPEN",
    "LS_COLORS", "LV", "MANPAGER", "RIPGREP_CONFIG_PATH", "TF_LOG", "TF_ACC", "TF_PLUGIN_CACHE_DIR",
    "TESTCONTAINERS_RYUK_DISABLED", "GRPC_GO_LOG_SEVERITY_LEVEL", "GRPC_GO_LOG_VERBOSITY_LEVEL", "BUBBLETEA_LOG",
  ]
}
