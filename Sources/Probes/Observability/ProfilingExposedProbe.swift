import Evidence
import GoSyntax
import Repository

/// Finds profiling handlers that the public port answers.
///
/// Importing `net/http/pprof` puts them on `http.DefaultServeMux`: that is public when the default mux is served on an
/// address other than loopback by the same program, or mounted on another router. A port of its own for profiling,
/// loopback, and a registration that an explicit profiling setting guards are fine, as are a socket of this machine and
/// handlers that ask who is calling.
struct ProfilingExposedProbe: Probe {
  static let card = ProbeCard(
    id: "observability/profiling-exposed",
    version: 3,
    sign: .antiPattern,
    looksFor: "net/http/pprof handlers on the port that serves everybody",
    because: "anyone can read memory contents and command lines, or keep the CPU busy with profiles",
    instead: "serve the profiles from a mux of their own on a loopback or internal port",
    examples: [
      .found(
        """
        package main

        import (
          "net/http"
          ▸_ "net/http/pprof"
        )

        func main() {
          http.HandleFunc("/orders", nil)
          http.ListenAndServe(":8080", nil)
        }
        """),
      .found(
        """
        package main

        import (
          "net/http"
          "net/http/pprof"
        )

        func routes(mux *http.ServeMux) {
          mux.HandleFunc("/orders", nil)
          ▸mux.HandleFunc("/debug/pprof/", pprof.Index)
        }
        """),
      .quiet(
        """
        package main

        import (
          "net/http"
          _ "net/http/pprof"
        )

        func main() {
          go http.ListenAndServe("localhost:6060", nil)
          http.ListenAndServe(":8080", http.NewServeMux())
        }
        """),
      .quiet(
        """
        package main

        import (
          "net/http"
          "net/http/pprof"
        )

        func main() {
          debug := http.NewServeMux()
          debug.HandleFunc("/debug/pprof/", pprof.Index)
          http.ListenAndServe("127.0.0.1:6060", debug)
        }
        """),
      .found(
        """
        package main

        import (
          "net/http"
          "net/http/pprof"
        )

        func main() {
          ▸http.Handle("/debug/pprof/heap", pprof.Handler("heap"))
          ▸http.Handle("/debug/pprof/block", pprof.Handler("block"))
          http.ListenAndServe(":8080", nil)
        }
        """),
      .quiet(
        """
        package main

        import (
          "net/http"
          "net/http/pprof"
        )

        func authenticated(next http.HandlerFunc) http.HandlerFunc { return next }

        func routes(mux *http.ServeMux) {
          mux.HandleFunc("/orders", nil)
          mux.HandleFunc("/debug/pprof/", authenticated(pprof.Index))
        }
        """),
      .quiet(
        """
        package main

        import (
          "net"
          "net/http"
          "net/http/pprof"
        )

        func control(path string) error {
          mux := http.NewServeMux()
          mux.HandleFunc("/sync", nil)
          mux.HandleFunc("/debug/pprof/", pprof.Index)
          listener, err := net.Listen("unix", path)
          if err != nil { return err }
          return http.Serve(listener, mux)
        }
        """),
      .found(twoPackages(importing: "\n\t_ \"example.org/shop/profile\"", mark: "▸")),
      .quiet(twoPackages(importing: "", mark: "")),
      .quiet("package main\n\nimport \"runtime/pprof\"\n\nfunc main() { pprof.StopCPUProfile() }\n"),
    ])

  private static let id = card.id

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let files = snapshot.productFiles
    var findings: [Finding] = []
    var mentions = 0
    let programs = ImportReach(snapshot)
    let served = files.compactMap { file in ProfilingExposedProbe.publicDefaultMux(in: file).map { (file, $0) } }
    for file in files {
      for imported in file.imports {
        if imported.path == "net/http/pprof" {
          mentions += 1
          if imported.name == "_" || !ProfilingExposedProbe.isUsed(imported, in: file) {
            let inPackage = served.first { $0.0.packagePath == file.packagePath }
            guard
              let (place, confidence) =
                (inPackage
                ?? served.first { programs.runTogether($0.0.packagePath, file.packagePath) }).map({
                  ($0, inPackage == nil ? Confidence.medium : .high)
                })
            else { continue }
            findings.append(
              file.finding(
                ProfilingExposedProbe.id, at: imported.node,
                "puts profiling on the default mux, which \(place.0.path):\(place.1.line) serves",
                confidence: confidence))
          } else {
            let isPublic = served.contains { $0.0.packagePath == file.packagePath }
            findings += ProfilingExposedProbe.registrations(of: imported, in: file, onPublicDefault: isPublic)
          }
        } else if let name = ProfilingExposedProbe.mounters[imported.path] {
          mentions += 1
          findings += ProfilingExposedProbe.mounts(of: imported, name, in: file)
        }
      }
    }
    let answer: Outcome.Answer =
      if !findings.isEmpty { .found } else if mentions > 0 { .notFound } else {
        subject.serverSigns.first == nil
          ? .notApplicable(reason: "Nothing is served, so there is no port to profile on.") : .notFound
      }
    return Outcome(
      probe: ProfilingExposedProbe.id, answer: answer, findings: findings,
      measures: ["profiling": .count(mentions), "exposed": .count(findings.count)],
      scope: Scope(
        files: files.count,
        patterns: [
          "imports of net/http/pprof and of routers' pprof packages",
          "servers of http.DefaultServeMux and their address",
        ]))
  }

  /// The place that serves the default mux to more than this machine.
  private static func publicDefaultMux(in file: GoFile) -> Node? {
    guard file.imports.contains(where: { $0.path == "net/http" }) else { return nil }
    for call in file.tree.nodes(of: .callExpr) {
      guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
        let name = function.name?.text
      else { continue }
      if function.isText("http.ListenAndServe") || function.isText("http.ListenAndServeTLS")
        || function.isText("http.Serve"),
        let handler = call.arguments.last, handler.isText("nil"), let address = call.arguments.first
      {
        if !isForProfiling(call, address) { return call }
      } else if !["HandlerFunc", "StripPrefix"].contains(name), !isForProfiling(call, nil),
        call.arguments.contains(where: { $0.isText("http.DefaultServeMux") })
      {
        return call
      }
    }
    for literal in file.tree.nodes(of: .compositeLit) where literal.type?.isText("http.Server") == true {
      let fields = Dictionary(
        literal.elements.compactMap { element in element.key.map { ($0.text, element.value) } },
        uniquingKeysWith: { a, _ in a })
      let handler = fields["Handler"] ?? nil
      let isDefault =
        handler == nil
        ? !isHandlerSet(near: literal)
        : handler?.isText("http.DefaultServeMux") == true || handler?.isText("nil") == true
      if isDefault, !isForProfiling(literal, fields["Addr"] ?? nil) { return literal }
    }
    return nil
  }

  /// `srv.Handler = mux` somewhere in the same function.
  private static func isHandlerSet(near literal: Node) -> Bool {
    guard let function = literal.ancestors.first(where: { $0.kind == .funcDecl }) else { return true }
    return function.descendants(of: .assignStmt).contains { assignment in
      assignment.leftSide.contains { $0.kind == .selectorExpr && $0.name?.isText("Handler") == true }
    }
  }

  /// Loopback, one of the ports profiling is given by custom, or names that speak of profiling around it.
  private static func isForProfiling(_ node: Node, _ address: Node?) -> Bool {
    if let address {
      if let text = LiteralText.of(address) {
        if text.hasPrefix("localhost") || text.hasPrefix("127.") || text.hasPrefix("[::1]") || text.contains(":606") {
          return true
        }
      } else if isNamedForProfiling(address.text) {
        return true
      }
    }
    return node.ancestors.contains { ancestor in
      switch ancestor.kind {
      case .ifStmt: ancestor.condition.map { isNamedForProfiling($0.text) } ?? false
      case .funcDecl: ancestor.name.map { isNamedForProfiling($0.text) } ?? false
      default: false
      }
    }
  }

  private static func isNamedForProfiling(_ text: String) -> Bool {
    let lower = text.lowercased()
    return ["pprof", "prof", "debug", "admin", "internal", "metric", "monitor", "diag"].contains { lower.contains($0) }
  }

  private static func isUsed(_ imported: GoImport, in file: GoFile) -> Bool {
    file.tree.nodes(of: .selectorExpr).contains { $0.operand?.kind == .ident && $0.operand?.text == imported.name }
  }

  /// The registrations of `pprof.Index` and the like on each router that also serves something else or everybody; those
  /// after the first are mended with it.
  private static func registrations(
    of imported: GoImport, in file: GoFile, onPublicDefault isPublic: Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    var routers: Set<String> = []
    if listensHereOnly(file) { return [] }
    for selector in file.tree.nodes(of: .selectorExpr)
    where selector.operand?.kind == .ident && selector.operand?.text == imported.name {
      // `pprof.Handler("heap")` makes a handler; no router is named like the package.
      guard let call = selector.ancestors.first(where: { isRoute($0) && $0.function != selector }),
        let router = call.function?.operand,
        !isForProfiling(call, nil), !isNamedForProfiling(file.path), !isProtected(selector, in: call)
      else { continue }
      let name = router.text
      guard !isNamedForProfiling(name), !isGuarded(call),
        servesMore(than: imported.name, name, call) || isPublic && name == "http"
      else { continue }
      let isFirst = routers.insert(name).inserted
      findings.append(
        file.finding(
          id, at: call, "profiling is registered on the router of everything else",
          confidence: isFirst ? .medium : .low))
    }
    return findings
  }

  /// `net.Listen("unix", path)` and no other listener: a file decides who may call.
  private static func listensHereOnly(_ file: GoFile) -> Bool {
    let networks = file.tree.nodes(of: .callExpr).filter { $0.calledName?.hasPrefix("Listen") ?? false }
      .map { call in call.arguments.contains { $0.plainString == "unix" } }
    return !networks.isEmpty && networks.allSatisfy { $0 }
  }

  /// `routes.Get(path, authenticated(pprof.Index))`
  private static func isProtected(_ handler: Node, in route: Node) -> Bool {
    handler.ancestors.prefix { $0 != route }.contains { around in
      guard around.kind == .callExpr, let name = around.calledName else { return false }
      let words = IdentifierWords(name)
      return words.containsAny(of: [
        "auth", "authorization", "authorized", "authorize", "authenticated", "authenticate", "admin", "protected",
        "protect", "restricted", "private",
      ])
    }
  }

  private static func isRoute(_ node: Node) -> Bool {
    guard node.kind == .callExpr, let name = node.function?.unparenthesized.name?.text else { return false }
    if name == "HandlerFunc", node.function?.unparenthesized.operand?.isText("http") == true { return false }
    return ["HandleFunc", "Handle", "Get", "GET", "Any", "Mount", "Handler", "HandlerFunc", "Add", "All"].contains(name)
  }

  /// Whether the same router is given routes that are not profiling, in the same function.
  private static func servesMore(than package: String, _ router: String, _ call: Node) -> Bool {
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    return function.descendants(of: .callExpr).contains { other in
      isRoute(other) && other.function?.operand?.text == router && !other.text.contains(package + ".")
        && !other.text.contains("pprof")
    }
  }

  /// Registered only where a setting that names profiling is on.
  private static func isGuarded(_ node: Node) -> Bool {
    node.ancestors.contains { $0.kind == .ifStmt && ($0.condition.map { isNamedForProfiling($0.text) } ?? false) }
  }

  private static let mounters: [String: String] = [
    "github.com/gin-contrib/pprof": "Register", "github.com/gofiber/fiber/v2/middleware/pprof": "New",
    "github.com/gofiber/fiber/v3/middleware/pprof": "New", "github.com/labstack/echo-contrib/pprof": "Register",
    "github.com/go-chi/chi/v5/middleware": "Profiler", "github.com/go-chi/chi/middleware": "Profiler",
  ]

  private static func mounts(of imported: GoImport, _ name: String, in file: GoFile) -> [Finding] {
    file.tree.nodes(of: .callExpr).filter { call in
      guard let function = call.function?.unparenthesized, function.kind == .selectorExpr else { return false }
      return function.name?.text == name && function.operand?.kind == .ident && function.operand?.text == imported.name
        && !isGuarded(call)
    }.map { file.finding(id, at: $0, "profiling is mounted on the public router", confidence: .medium) }
  }
}

/// A program that serves the default mux, and a package with profiling that it imports or does not.
private func twoPackages(importing line: String, mark: String) -> String {
  """
  -- main.go --
  package main

  import (
  	"net/http"\(line)
  )

  func main() { http.ListenAndServe(":8080", nil) }
  -- profile/profile.go --
  package profile

  import \(mark)_ "net/http/pprof"
  -- go.mod --
  module example.org/shop

  go 1.24
  """
}
