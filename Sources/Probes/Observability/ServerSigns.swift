import GoSyntax
import GoTypes
import Repository

/// Whether the module's own code answers requests, and where it begins to.
///
/// HTTP servers and handlers, gRPC servers and the usual frameworks count; a client does not, nor does a profiler's port.
struct ServerSigns: Sendable {
  /// The first place, nil when nothing serves.
  let first: (file: GoFile, node: Node)?
  /// Product code handles HTTP requests without starting a server itself: a router or middleware library.
  let handlesRequests: Bool
  /// Paths of the packages that start a server or answer requests.
  let packages: Set<String>

  init(_ subject: Subject) {
    var first: (GoFile, Node)?
    var handles = false
    var packages: Set<String> = []
    let profilers = ProfilerServers(subject.snapshot.productFiles)
    for file in subject.snapshot.productFiles {
      let signs = file.fact(OfFile.self)
      handles = handles || signs.handles
      let start = signs.starts.first { !profilers.contain($0.use) }
      first = first ?? start.map { (file, $0.node) }
      if signs.handles || start != nil { packages.insert(file.packagePath) }
    }
    self.packages = packages
    self.first = first
    handlesRequests = handles || first != nil
  }

  private struct OfFile: FileFact {
    private(set) var handles = false
    /// Up to the first that is certainly no profiler's.
    private(set) var starts: [(node: Node, use: ProfilerServers.Use)] = []

    init(_ file: GoFile) {
      let paths = file.imports.map(\.path)
      let isHTTP = paths.contains("net/http")
      guard isHTTP || paths.contains(where: { path in ServerSigns.frameworks.contains { path.hasPrefix($0) } }) else {
        return
      }
      handles = isHTTP && file.tree.nodes(of: .selectorExpr).contains { $0.isText("http.ResponseWriter") }
      for node in ServerSigns.starts(in: file) {
        let use = ProfilerServers.use(of: node, in: file)
        starts.append((node, use))
        if use == .other { break }
      }
    }
  }

  /// Calls that start a server, and behind them literals of one.
  private static func starts(in file: GoFile) -> [Node] {
    let calls = file.tree.nodes(of: .callExpr).filter { call in
      guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
        let name = function.name?.text
      else { return false }
      if starters.contains(name) { return true }
      guard let operand = function.operand, operand.kind == .ident, constructors.contains(name) else { return false }
      let written = operand.text
      return file.imports.contains { imported in
        imported.name == written && frameworks.contains { imported.path.hasPrefix($0) }
      }
    }
    return calls + file.tree.nodes(of: .compositeLit).filter { $0.type?.isText("http.Server") == true }
  }

  private static let starters: Set<String> = ["ListenAndServe", "ListenAndServeTLS", "ServeTLS", "ServeHTTP2"]
  private static let constructors: Set<String> = ["New", "NewServer", "Default", "Classic", "NewApp"]
  private static let frameworks = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "google.golang.org/grpc",
    "github.com/valyala/fasthttp", "github.com/beego/beego", "github.com/go-kratos/kratos",
    "github.com/zeromicro/go-zero",
    "github.com/cloudwego/hertz", "github.com/kataras/iris", "github.com/danielgtaylor/huma", "net/http",
  ]
}
