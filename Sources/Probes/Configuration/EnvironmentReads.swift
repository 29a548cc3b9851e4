import GoSyntax
import Repository

/// Reads of the process environment that fetch a setting of the program's own.
///
/// Variables the system or its tools define (HOME, PATH, NO_COLOR, proxies ...) are no settings.
struct EnvironmentReads {
  struct Read {
    let file: GoFile
    let node: Node
    /// The variable, when written as a literal.
    let key: String?

    /// Read where settings are read: by the file, or by the function around it.
    var isInSettingsPlace: Bool { SettingsPlaces.isCommandOrSettings(file) || SettingsPlaces.isFilling(node) }
  }

  private(set) var reads: [Read] = []

  init(_ subject: Subject) {
    for file in subject.snapshot.productFiles
    where file.imports.contains(where: { $0.path == "os" || $0.path == "syscall" || $0.path.hasSuffix("sys/unix") }) {
      for call in file.tree.nodes(of: .callExpr) {
        guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
          function.isText("os.Getenv") || function.isText("os.LookupEnv") || function.isText("syscall.Getenv")
            || function.isText("unix.Getenv")
        else { continue }
        guard let argument = call.arguments.first else { continue }
        let key = LiteralText.of(argument)
        if let key {
          if EnvironmentReads.isSystem(key.uppercased()) { continue }
        } else if let ident = argument.kind == .selectorExpr ? argument.name : argument,
          subject.types.declaration(of: ident, in: file)?.kind != .constant
        {
          // A name that was handed in: a template, an expansion, a loader's own function.
          continue
        }
        reads.append(Read(file: file, node: call, key: key))
      }
    }
  }

  private static func isSystem(_ key: String) -> Bool {
    system.contains(key) || key.isEmpty || key.hasPrefix("XDG_") || key.hasPrefix("AWS_") || key.hasPrefix("OTEL_")
      || key.hasPrefix("DD_") || key.hasPrefix("AZURE_") || key.hasPrefix("GOOGLE_") || key.hasPrefix("KUBERNETES_")
      || key.hasPrefix("GITHUB_")
      || key.hasPrefix("CI_")
      || key.hasPrefix("CGO_") || key.hasPrefix("LC_") || key.hasPrefix("SSH_") || key.hasPrefix("GIT_")
      || key.hasPrefix("SYSTEMD_")
  }

  private static let system: Set<String> = [
    "HOME", "PATH", "USER", "LOGNAME", "SHELL", "TERM", "TMPDIR", "TEMP", "TMP", "PWD", "LANG", "EDITOR", "VISUAL",
    "PAGER",
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
  ]
}
