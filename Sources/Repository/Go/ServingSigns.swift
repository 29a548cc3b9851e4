import GoSyntax

/// Calls and literals by which code listens for requests or consumes messages, and imports that make a command line.
struct ServingSigns: FileFact {
  /// Where a server is made or started, or a consumer, with what it is.
  private(set) var strong: [Sign] = []
  /// `net.Listen` and the like, which command line tools use for a moment too.
  private(set) var weak: [Sign] = []
  /// Whether the file imports a library for commands and subcommands.
  private(set) var usesCommands = false
  /// Whether the file answers requests over HTTP.
  private(set) var takesRequests = false

  struct Sign: Sendable {
    let what: String
    let path: String
    let line: Int
    /// What a server answers with, where it may be a profiler's own.
    var use = ProfilerServers.Use.other
  }

  init(_ file: GoFile) {
    usesCommands = file.imports.contains { ServingSigns.isCommandLibrary($0.path) }
    var namesByImport: [String: (names: Set<String>, what: String)] = [:]
    for imported in file.imports {
      let path = ServingSigns.withoutVersion(imported.path)
      if ServingSigns.routers.contains(path) { takesRequests = true }
      if let found = ServingSigns.makersByPath[path] {
        namesByImport[imported.name] = found
      }
    }
    let importsNet = file.imports.contains { $0.path == "net" && $0.name == "net" }
    guard !namesByImport.isEmpty || importsNet else { return }
    let http = file.imports.first { $0.path == "net/http" }?.name
    for node in file.tree.nodes(of: .selectorExpr) {
      if !takesRequests, let http, node.name?.isText("ResponseWriter") == true, node.operand?.text == http {
        takesRequests = true
      }
      guard let operand = node.operand, operand.kind == .ident, let name = node.name?.text, let parent = node.parent,
        parent.kind == .callExpr && parent.function == node || parent.kind == .compositeLit
      else { continue }
      let package = operand.text
      if let found = namesByImport[package] {
        if found.names.contains(name) { strong.append(sign(found.what, node, file, parent)) }
      } else if package == "net", importsNet, name.hasPrefix("Listen"), parent.kind == .callExpr,
        !listensForAMoment(parent)
      {
        weak.append(sign("a net listener", node, file))
      } else if ServingSigns.methods.contains(name) {
        strong.append(sign("a server", node, file, parent))
      }
    }
  }

  private func sign(_ what: String, _ node: Node, _ file: GoFile, _ server: Node? = nil) -> Sign {
    Sign(
      what: what, path: file.path, line: node.line,
      use: server.map { ProfilerServers.use(of: $0, in: file) } ?? .other)
  }

  /// An address that ends in port 0 asks for any free port, as a tool does that waits for one answer.
  private func listensForAMoment(_ call: Node) -> Bool { call.arguments.contains { $0.text.hasSuffix(":0\"") } }

  /// An import path without the major version at its end: `example.org/web/v2` is `example.org/web`.
  private static func withoutVersion(_ path: String) -> String {
    guard let last = path.utf8.last, (48...57).contains(last), let slash = path.lastIndex(of: "/") else { return path }
    let name = path[path.index(after: slash)...]
    return name.first == "v" && name.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
      ? String(path[..<slash]) : path
  }

  private static let makersByPath: [String: (names: Set<String>, what: String)] = Dictionary(
    uniqueKeysWithValues: makers.map { ($0.path, ($0.names, $0.what)) })

  private static let routers: Set<String> = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "github.com/kataras/iris",
    "github.com/valyala/fasthttp", "github.com/go-chi/chi", "github.com/gorilla/mux", "connectrpc.com/connect",
    "github.com/beego/beego/v2/server/web", "github.com/emicklei/go-restful",
  ]

  private static let methods: Set<String> = ["ListenAndServe", "ListenAndServeTLS"]

  private static let makers: [(path: String, names: Set<String>, what: String)] = [
    ("net/http", ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Server"], "an HTTP server"),
    ("google.golang.org/grpc", ["NewServer"], "a gRPC server"),
    ("github.com/gin-gonic/gin", ["New", "Default"], "a gin server"),
    ("github.com/labstack/echo", ["New"], "an echo server"),
    ("github.com/gofiber/fiber", ["New"], "a fiber server"),
    ("github.com/valyala/fasthttp", ["ListenAndServe", "ListenAndServeTLS", "Serve", "Server"], "a fasthttp server"),
    ("github.com/kataras/iris", ["New", "Default"], "an iris server"),
    ("github.com/cloudwego/hertz/pkg/app/server", ["New", "Default"], "a hertz server"),
    ("github.com/cloudwego/kitex/server", ["NewServer"], "a kitex server"),
    ("github.com/beego/beego/v2/server/web", ["Run"], "a beego server"),
    ("github.com/astaxie/beego", ["Run"], "a beego server"),
    ("github.com/zeromicro/go-zero/rest", ["NewServer", "MustNewServer"], "a go-zero server"),
    ("github.com/zeromicro/go-zero/zrpc", ["NewServer", "MustNewServer"], "a go-zero server"),
    ("github.com/go-kratos/kratos/v2/transport/http", ["NewServer"], "a kratos server"),
    ("github.com/go-kratos/kratos/v2/transport/grpc", ["NewServer"], "a kratos server"),
    ("github.com/prometheus/exporter-toolkit/web", ["ListenAndServe", "Serve", "ServeMultiple"], "an HTTP server"),
    ("github.com/miekg/dns", ["ListenAndServe", "Server"], "a DNS server"),
    ("github.com/gliderlabs/ssh", ["ListenAndServe", "Server"], "an SSH server"),
    ("github.com/soheilhy/cmux", ["New"], "a listener"),
    ("github.com/aws/aws-lambda-go/lambda", ["Start", "StartWithOptions"], "a Lambda handler"),
    ("sigs.k8s.io/controller-runtime", ["NewManager"], "a controller manager"),
    ("sigs.k8s.io/controller-runtime/pkg/manager", ["New"], "a controller manager"),
    ("k8s.io/client-go/informers", ["NewSharedInformerFactory", "NewSharedInformerFactoryWithOptions"], "an informer"),
    ("github.com/hibiken/asynq", ["NewServer"], "a task consumer"),
    ("go.temporal.io/sdk/worker", ["New"], "a workflow worker"),
    ("github.com/segmentio/kafka-go", ["NewReader", "NewConsumerGroup"], "a Kafka consumer"),
    ("github.com/IBM/sarama", ["NewConsumer", "NewConsumerGroup"], "a Kafka consumer"),
    ("github.com/Shopify/sarama", ["NewConsumer", "NewConsumerGroup"], "a Kafka consumer"),
    ("github.com/confluentinc/confluent-kafka-go/kafka", ["NewConsumer"], "a Kafka consumer"),
    ("github.com/confluentinc/confluent-kafka-go/v2/kafka", ["NewConsumer"], "a Kafka consumer"),
    ("github.com/nsqio/go-nsq", ["NewConsumer"], "a message consumer"),
    ("github.com/robfig/cron", ["New"], "a scheduler"),
    ("github.com/bwmarrin/discordgo", ["New"], "a chat bot"),
  ]

  private static func isCommandLibrary(_ path: String) -> Bool {
    commandLibraries.contains(withoutVersion(path))
  }

  private static let commandLibraries: Set<String> = [
    "github.com/spf13/cobra", "github.com/urfave/cli", "github.com/codegangsta/cli", "github.com/alecthomas/kong",
    "github.com/alecthomas/kingpin", "gopkg.in/alecthomas/kingpin.v2", "github.com/google/subcommands",
    "github.com/mitchellh/cli", "github.com/hashicorp/cli", "github.com/minio/cli", "github.com/bep/simplecobra",
    "github.com/jessevdk/go-flags",
    "github.com/peterbourgon/ff/v3/ffcli", "github.com/charmbracelet/bubbletea", "github.com/gdamore/tcell",
    "github.com/rivo/tview",
  ]
}
