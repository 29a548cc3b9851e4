import GoSyntax
import GoTypes

/// Facts about where text from outside enters a program: types of requests, and calls that read.
enum ForeignSources {
  /// Whether a value of the type holds what somebody else sent.
  static func isRequest(_ type: GoType) -> Bool {
    guard case .named(let path, let name, _) = type.pointee else { return false }
    if let names = requests[path] { return names.contains(name) }
    if path == "github.com/aws/aws-lambda-go/events" { return name.hasSuffix("Request") || name.hasSuffix("Event") }
    guard let short = frameworks.first(where: { path.hasPrefix($0.path) }) else { return false }
    return short.name == name
  }

  private static let requests: [String: Set<String>] = [
    "net/http": ["Request"], "mime/multipart": ["Form", "FileHeader", "Part"],
    "github.com/valyala/fasthttp": ["RequestCtx", "Request", "Args"],
  ]
  private static let frameworks: [(path: String, name: String)] = [
    ("github.com/gin-gonic/gin", "Context"), ("github.com/labstack/echo", "Context"),
    ("github.com/gofiber/fiber", "Ctx"), ("github.com/kataras/iris", "Context"),
    ("github.com/beego/beego", "Controller"), ("github.com/astaxie/beego", "Controller"),
    ("github.com/revel/revel", "Params"), ("github.com/cloudwego/hertz", "RequestContext"),
    ("github.com/gogf/gf", "Request"), ("github.com/emicklei/go-restful", "Request"),
    ("github.com/julienschmidt/httprouter", "Params"),
  ]

  /// What a request answers that nobody outside chose: its context, values put there by the server, its method.
  static let ownParts: Set<String> = [
    "Context", "Value", "MustGet", "GetString", "GetInt", "GetInt64", "GetUint", "GetBool", "Locals", "UserContext",
    "Method", "Proto", "ContentLength", "TLS", "Response", "Writer", "Logger", "Pattern",
  ]
  /// `c.Get("user")` of a framework's context is the server's own, `header.Get` is not.
  static let frameworkGetters: Set<String> = ["Get", "Keys", "Set"]

  /// Called names that read a request whatever the type of the operand.
  static let requestGetters: Set<String> = [
    "FormValue", "PostFormValue", "PathValue", "URLParam", "DefaultQuery", "PostForm", "DefaultPostForm", "QueryParam",
    "QueryParams", "FormParams",
  ]
  /// Functions of libraries that read a part of the request they are given.
  static let routers = ["github.com/gorilla/mux", "github.com/go-chi/chi", "github.com/julienschmidt/httprouter"]

  /// Functions and methods that fill what they are given the address of with text from outside.
  static let scanners: Set<String> = [
    "Scan", "Scanln", "Scanf", "Fscan", "Fscanln", "Fscanf", "Decode", "Bind", "ShouldBind", "BindJSON",
    "ShouldBindJSON", "ShouldBindQuery", "ShouldBindUri", "BodyParser", "QueryParser", "ReadJSON", "StructScan",
  ]
  /// The standard library's packages that only reshape the text they are given.
  static let reshapers: Set<String> = [
    "strings", "bytes", "fmt", "path", "path/filepath", "net/url", "io", "io/ioutil", "bufio", "html", "slices", "maps",
    "encoding/json", "encoding/base64", "unicode/utf8", "strconv", "errors", "os", "context", "reflect", "regexp",
    "net/http", "mime/multipart", "net/textproto", "text/template",
  ]
  /// Packages whose results cannot carry a text on: hashes, encodings to a harmless alphabet, times, random values.
  static func isHarmless(_ path: String, _ name: String) -> Bool {
    if path == "strconv" { return name != "Unquote" }
    if path == "net/url" { return name == "QueryEscape" || name == "PathEscape" || name == "Encode" }
    return path == "time" || path == "encoding/hex" || path == "hash" || path.hasPrefix("crypto/")
      || path.hasPrefix("hash/") || path == "math/rand" || path == "math/rand/v2" || path == "runtime"
      || path == "github.com/google/uuid" || path == "github.com/gofrs/uuid" || path == "github.com/rs/xid"
      || path == "unicode" || path == "sort" || path == "math" || path == "math/big"
  }
}
