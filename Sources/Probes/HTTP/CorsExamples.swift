/// The examples of `CorsWildcardProbe`.
let corsExamples: [ProbeExample] = [
  .found(
    """
    func allow(w http.ResponseWriter) {
      w.Header().Set("Access-Control-Allow-Origin", ▸"*")
      w.Header().Set("Access-Control-Allow-Credentials", "true")
    }
    """),
  .found(
    """
    func allow(w http.ResponseWriter) {
      w.Header().Set("Access-Control-Allow-Origin", ▸"*")
      credentials(w)
    }
    func credentials(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Credentials", "true") }
    """),
  // Nothing that a browser attaches is given away.
  .quiet(
    """
    func allow(w http.ResponseWriter) {
      w.Header().Set("Access-Control-Allow-Origin", "*")
    }
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
    func allow(w http.ResponseWriter, r *http.Request) {
      w.Header().Set("Access-Control-Allow-Origin", ▸r.Header.Get("Origin"))
    }
    """),
  .found(
    """
    func allow(w http.ResponseWriter) {
      w.Header()["Access-Control-Allow-Origin"] = []string{▸"*"}
      w.Header().Set("Access-Control-Allow-Credentials", "true")
    }
    """),
  .found(
    """
    package shop
    import "net/http"
    const allowOrigin = "Access-Control-Allow-Origin"
    func allow(w http.ResponseWriter) {
      w.Header().Add(allowOrigin, ▸"*")
      w.Header().Add("Access-Control-Allow-Credentials", "true")
    }
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
    var open = cors.New(cors.Options{▸AllowedOrigins: []string{"*"}, AllowCredentials: true})
    """),
  .quiet(
    """
    package shop
    import "github.com/rs/cors"
    var open = cors.New(cors.Options{AllowedOrigins: []string{"*"}})
    """),
  .found(
    """
    package shop
    import "github.com/gin-contrib/cors"
    func open() {
      config := cors.DefaultConfig()
      config.▸AllowAllOrigins = true
      config.AllowCredentials = true
      _ = cors.New(config)
    }
    """),
  .found(
    """
    package shop
    import "github.com/labstack/echo/v4/middleware"
    var open = middleware.CORSWithConfig(middleware.CORSConfig{▸AllowOrigins: []string{"*"}, AllowCredentials: true})
    """),
  .found(signingIn + "var upgrader = websocket.Upgrader{▸CheckOrigin: func(r *http.Request) bool { return true }}"),
  .quiet(
    """
    package shop
    import ("net/http"; "github.com/gorilla/websocket")
    var upgrader = websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return true }}
    func who(r *http.Request) string { return r.Header.Get("Authorization") }
    """),
  .quiet(
    signingIn + """
      var upgrader = websocket.Upgrader{
        // The connection is opened with a token of its own, so pages of any origin may ask.
        CheckOrigin: func(r *http.Request) bool { return true },
      }
      """),
  .found(
    signingIn + """
      // CORS: the browser asks.
      var upgrader = websocket.Upgrader{
        // allow all origins
        ▸CheckOrigin: func(r *http.Request) bool { return true },
      }
      """),
  .found(
    signingIn + """
      var upgrader websocket.Upgrader
      func init() { upgrader.▸CheckOrigin = func(r *http.Request) bool { return true } }
      """),
  .found(
    signingIn + """
      func join(w http.ResponseWriter, r *http.Request) {
        _, _ = other.Accept(w, r, &other.AcceptOptions{▸InsecureSkipVerify: true})
      }
      """),
  .found(
    signingIn + """
      var upgrader = websocket.Upgrader{▸CheckOrigin: allow}
      func allow(r *http.Request) bool { return true }
      """),
  .quiet(
    signingIn + """
      var upgrader = websocket.Upgrader{CheckOrigin: allow}
      func allow(r *http.Request) bool {
        if r.Header.Get("Origin") != "https://shop.example.org" { return false }
        return true
      }
      """),
  .found(
    signingIn + """
      func open(next http.Handler) http.Handler {
        return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
          w.Header().Set("Access-Control-Allow-Origin", ▸"*")
          next.ServeHTTP(w, r)
        })
      }
      """),
  // Callers name themselves by a header that no browser attaches.
  .quiet(
    signingIn + """
      func open(next http.Handler) http.Handler {
        return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
          w.Header().Set("Access-Control-Allow-Origin", "*")
          w.Header().Set("Access-Control-Allow-Headers", "X-Auth-Token, Accept")
          next.ServeHTTP(w, r)
        })
      }
      """),
  .quiet(
    signingIn + """
      func prices(w http.ResponseWriter, r *http.Request) {
        w.Header().Set("Access-Control-Allow-Origin", "*")
        _, _ = w.Write([]byte("[]"))
      }
      """),
  .found(
    """
    const all = "*"
    func allow(w http.ResponseWriter) {
      w.Header().Set("Access-Control-Allow-Origin", ▸all)
      w.Header().Set("Access-Control-Allow-Credentials", "true")
    }
    """),
  .found(
    """
    func allow(w http.ResponseWriter) {
      for name, value := range map[string]string{"Access-Control-Allow-Origin": ▸"*"} { w.Header().Set(name, value) }
      w.Header().Set("Access-Control-Allow-Credentials", "true")
    }
    """),
  .found(
    """
    package shop
    import ("net/http"; "github.com/gorilla/handlers"; "github.com/rs/cors")
    var own = cors.New(cors.Options{AllowedOrigins: []string{"https://shop.example.org"}})
    func open(next http.Handler) http.Handler {
      return handlers.CORS(▸handlers.AllowedOrigins([]string{"*"}), handlers.AllowCredentials())(next)
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
]

/// A module whose people are signed in by a cookie.
private let signingIn = """
  package shop
  import ("net/http"; other "github.com/coder/websocket"; "github.com/gorilla/websocket")
  func who(r *http.Request) (string, error) {
    cookie, err := r.Cookie("session")
    if err != nil { return "", err }
    return cookie.Value, nil
  }
  var _ other.AcceptOptions
  var _ websocket.Upgrader

  """
