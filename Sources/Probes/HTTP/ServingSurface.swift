import Evidence
import GoSyntax
import Repository

/// Where the product code takes requests from outside: HTTP servers, gRPC servers, and whether there are routes.
///
/// A server is one `http.Server` literal, one call of a package function that listens, or one start call of a router
/// that brings its own server. A library that only offers handlers has routes but no server.
struct ServingSurface: Sendable {
  private(set) var httpServers: [Finding] = []
  private(set) var grpcServers: [Finding] = []
  private(set) var websocketUpgrades = 0
  /// Servers that only a profiler has; they are none of the others.
  private(set) var profilers = 0
  /// The product registers routes or writes handlers.
  private(set) var hasHandlers = false

  static let routers = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "github.com/go-chi/chi",
    "github.com/gorilla/mux", "github.com/julienschmidt/httprouter", "github.com/valyala/fasthttp",
    "github.com/zeromicro/go-zero", "github.com/go-kratos/kratos", "github.com/kataras/iris", "github.com/beego/beego",
    "github.com/uptrace/bunrouter", "github.com/danielgtaylor/huma", "github.com/cloudwego/hertz", "goa.design/goa",
    "github.com/emicklei/go-restful", "github.com/go-openapi/runtime", "connectrpc.com/connect", "goji.io",
    "github.com/gobuffalo/buffalo", "github.com/prometheus/exporter-toolkit",
  ]
  /// Routers whose application value is itself the server, and the calls that start it.
  private static let selfServing: [String: Set<String>] = [
    "github.com/gin-gonic/gin": ["Run", "RunTLS", "RunListener", "RunUnix", "RunFd"],
    "github.com/labstack/echo": ["Start", "StartTLS", "StartServer", "StartAutoTLS", "StartH2CServer"],
    "github.com/gofiber/fiber": ["Listen", "ListenTLS", "Listener", "ListenMutualTLS"],
    "github.com/kataras/iris": ["Run", "Listen"],
    "github.com/valyala/fasthttp": ["ListenAndServe", "ListenAndServeTLS", "Serve"],
    "github.com/prometheus/exporter-toolkit": ["ListenAndServe", "Serve", "ServeMultiple"],
  ]
  private static let listening: Set<String> = ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"]

  init(_ snapshot: Snapshot, probe: ProbeID) {
    let profilers = ProfilerServers(snapshot.productFiles)
    for file in snapshot.productFiles {
      let http = file.importing("net/http")
      let isRouted = ServingSurface.routers.contains { file.importing($0) != nil }
      if isRouted || file.importing("github.com/gorilla/websocket") != nil { hasHandlers = hasHandlers || isRouted }
      if http != nil || isRouted || file.importing("google.golang.org/grpc") != nil {
        readServers(file, http: http, profilers, probe: probe)
      }
      if http != nil, file.tree.nodes(of: .selectorExpr).contains(where: { $0.name?.isText("ResponseWriter") ?? false })
      {
        hasHandlers = true
      }
    }
  }

  var servesHTTP: Bool { !httpServers.isEmpty }
  var servesGRPC: Bool { !grpcServers.isEmpty }
  var servesAnything: Bool { servesHTTP || servesGRPC }

  /// The facts rules ask for, to be merged into a probe's measures.
  var measures: [String: Measure] {
    var measures: [String: Measure] = [
      "httpServers": .count(httpServers.count), "grpcServers": .count(grpcServers.count),
      "hasHandlers": .flag(hasHandlers),
    ]
    if profilers > 0 { measures["profilers"] = .count(profilers) }
    return measures
  }

  private mutating func readServers(
    _ file: GoFile, http: GoImport?, _ profilerServers: ProfilerServers, probe: ProbeID
  ) {
    for literal in file.tree.nodes(of: .compositeLit) {
      guard let http, let type = literal.type, type.kind == .selectorExpr, type.name?.isText("Server") ?? false,
        type.operand?.text == http.name
      else { continue }
      guard !profilerServers.contain(literal, in: file) else {
        profilers += 1
        continue
      }
      httpServers.append(file.finding(probe, at: literal, "an HTTP server"))
    }
    let routers = ServingSurface.selfServing.compactMap { path, starts in
      file.importing(path).map { (path: path, starts: starts, router: $0) }
    }
    let grpc = file.importing("google.golang.org/grpc")
    guard http != nil || grpc != nil || !routers.isEmpty else { return }
    for call in file.tree.nodes(of: .callExpr) {
      guard call.function?.unparenthesized.kind == .selectorExpr, let name = call.calledName else { continue }
      if let http, call.calledOperandName == http.name, http.path == "net/http", ServingSurface.listening.contains(name)
      {
        if profilerServers.contain(call, in: file) {
          profilers += 1
        } else {
          httpServers.append(file.finding(probe, at: call, "an HTTP server"))
        }
      }
      for (path, starts, router) in routers where starts.contains(name) {
        let isOwnServer = http == nil || call.calledOperandName != http?.name || router.name == http?.name
        if isOwnServer, (1...4).contains(call.arguments.count) {
          httpServers.append(file.finding(probe, at: call, "an HTTP server of \(path)"))
        }
      }
      if name == "NewServer", let grpc, call.calledOperandName == grpc.name {
        grpcServers.append(file.finding(probe, at: call, "a gRPC server"))
      }
    }
  }
}
