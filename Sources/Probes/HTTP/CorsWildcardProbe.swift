import Evidence
import GoSyntax
import Repository

/// Finds answers that let pages of any origin read the service's responses.
///
/// Limits: an origin list that comes from configuration is taken as an allow-list; the request's own origin sent back
/// counts where nothing in the function looks at it.
struct CorsWildcardProbe: Probe {
  static let card = ProbeCard(
    id: "http/cors-wildcard",
    version: 3,
    sign: .antiPattern,
    looksFor: "any origin allowed to read responses, or a websocket that accepts every origin",
    because: "any page a user has open may then act with what the browser attaches",
    instead: "list the origins that are yours",
    examples: [
      .found(
        """
        func allow(w http.ResponseWriter) {
          w.Header().Set("Access-Control-Allow-Origin", ▸"*")
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/gorilla/websocket")
        var upgrader = websocket.Upgrader{▸CheckOrigin: func(r *http.Request) bool { return true }}
        """),
      .found(
        """
        func allow(w http.ResponseWriter, r *http.Request) {
          origin := r.Header.Get("Origin")
          w.Header().Set("Access-Control-Allow-Origin", ▸origin)
          w.Header().Set("Access-Control-Allow-Credentials", "true")
        }
        """),
      .found(
        """
        func allow(w http.ResponseWriter) { w.Header()["Access-Control-Allow-Origin"] = []string{▸"*"} }
        """),
      .found(
        """
        package shop
        import "net/http"
        const allowOrigin = "Access-Control-Allow-Origin"
        func allow(w http.ResponseWriter) { w.Header().Add(allowOrigin, ▸"*") }
        """),
      .found(
        """
        package shop
        import "github.com/rs/cors"
        var open = cors.New(▸cors.Options{AllowCredentials: true})
        """),
      .found(
        """
        package shop
        import "github.com/rs/cors"
        var open = cors.New(cors.Options{▸AllowedOrigins: []string{"*"}})
        """),
      .found(
        """
        package shop
        import ("github.com/gin-contrib/cors"; "github.com/gin-gonic/gin")
        func allow() gin.HandlerFunc {
          settings := cors.DefaultConfig()
          settings.▸AllowAllOrigins = true
          return cors.New(settings)
        }
        """),
      .found(
        """
        package shop
        import "github.com/labstack/echo/v4/middleware"
        var open = middleware.CORSWithConfig(middleware.CORSConfig{▸AllowOrigins: []string{"*"}})
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/gorilla/websocket")
        var upgrader websocket.Upgrader
        func init() { upgrader.▸CheckOrigin = func(r *http.Request) bool { return true } }
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/coder/websocket")
        func join(w http.ResponseWriter, r *http.Request) {
          _, _ = websocket.Accept(w, r, &websocket.AcceptOptions{▸InsecureSkipVerify: true})
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/gorilla/websocket")
        var upgrader = websocket.Upgrader{▸CheckOrigin: allow}
        func allow(r *http.Request) bool { return true }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "github.com/gorilla/websocket")
        var upgrader = websocket.Upgrader{CheckOrigin: allow}
        func allow(r *http.Request) bool {
          if r.Header.Get("Origin") != "https://shop.example.org" { return false }
          return true
        }
        """),
      .found(
        """
        const all = "*"
        func allow(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Origin", ▸all) }
        """),
      .found(
        """
        func allow(w http.ResponseWriter) {
          for name, value := range map[string]string{"Access-Control-Allow-Origin": ▸"*"} { w.Header().Set(name, value) }
        }
        """),
      .found(
        """
        package shop
        import ("net/http"; "github.com/gorilla/handlers"; "github.com/rs/cors")
        var own = cors.New(cors.Options{AllowedOrigins: []string{"https://shop.example.org"}})
        func open(next http.Handler) http.Handler {
          return handlers.CORS(▸handlers.AllowedOrigins([]string{"*"}))(next)
        }
        """),
      .quiet(
        """
        package shop
        import "github.com/rs/cors"
        var own = cors.New(cors.Options{AllowedOrigins: []string{"https://shop.example.org"}, AllowCredentials: true})
        """),
      .quiet(
        """
        func allow(w http.ResponseWriter, r *http.Request, own map[string]bool) {
          origin := r.Header.Get("Origin")
          if !own[origin] { return }
          w.Header().Set("Access-Control-Allow-Origin", origin)
        }
        """),
      .quiet(
        "func sent(w http.ResponseWriter) bool { return w.Header().Get(\"Access-Control-Allow-Origin\") == \"*\" }"),
      .quiet(
        """
        func allow(w http.ResponseWriter) {
          w.Header().Set("Access-Control-Allow-Origin", "https://shop.example.org")
        }
        """),
      .quiet(#"func allow(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Methods", "*") }"#),
    ])

  static let libraries = [
    "github.com/rs/cors", "github.com/go-chi/cors", "github.com/gin-contrib/cors", "github.com/jub0bs/cors",
    "github.com/gofiber/fiber/v2/middleware/cors", "github.com/gofiber/fiber/v3/middleware/cors",
    "github.com/gorilla/handlers", "github.com/go-pkgz/rest",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    var uses = 0
    var isCredentialed = false
    for file in snapshot.productFiles {
      let reader = CorsReader(file, subject)
      findings += reader.findings
      uses += reader.uses
      isCredentialed = isCredentialed || reader.isCredentialed
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "uses": .count(uses), "wildcards": .count(findings.count), "credentials": .flag(isCredentialed),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: ["Access-Control-Allow-Origin", "CheckOrigin"] + Self.libraries))
  }
}
