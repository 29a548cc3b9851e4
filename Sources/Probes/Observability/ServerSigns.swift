import GoSyntax
import GoTypes
import Repository

/// Whether the module's own code answers requests, and where it begins to.
///
/// HTTP servers and handlers, gRPC servers and the usual frameworks count; a client does not.
struct ServerSigns: Sendable {
  /// The first place, nil when nothing serves.
  let first: (file: GoFile, node: Node)?
  /// Product code handles HTTP requests without starting a server itself: a router or middleware library.
  let handlesRequests: Bool

  init(_ subject: Subject) {
    var first: (GoFile, Node)?
    var handles = false
    for file in subject.snapshot.productFiles {
      let signs = file.fact(OfFile.self)
      handles = handles || signs.handles
      first = first ?? signs.start.map { (file, $0) }
    }
    self.first = first
    handlesRequests = handles || first != nil
  }

  private struct OfFile: FileFact {
    private(set) var handles = false
    private(set) var start: Node?

    init(_ file: GoFile) {
      let paths = file.imports.map(\.path)
      let isHTTP = paths.contains("net/http")
      guard isHTTP || paths.contains(where: { path in ServerSigns.frameworks.contains { path.hasPrefix($0) } }) else {
        return
      }
      handles = isHTTP && file.tree.nodes(of: .selectorExpr).contains { $0.isText("http.ResponseWriter") }
      start = ServerSigns.start(in: file)
    }
  }

  private static func start(in file: GoFile) -> Node? {
    for call in file.tree.nodes(of: .callExpr) {
      guard let function = call.function?.unparenthesized, function.kind == .selectorExpr,
        let name = function.name?.text
      else { continue }
      if starters.contains(name) { return call }
      guard let operand = function.operand, operand.kind == .ident, constructors.contains(name) else { continue }
      let written = operand.text
      let isFramework = file.imports.contains { imported in
        imported.name == written && frameworks.contains { imported.path.hasPrefix($0) }
      }
      if isFramework { return call }
    }
    return file.tree.nodes(of: .compositeLit).first { $0.type?.isText("http.Server") == true }
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
