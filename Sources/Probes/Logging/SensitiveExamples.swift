/// Examples of values with telling names, and of what requests bring.
enum SensitiveExamples {
  static let ofNames: [ProbeExample] = [
    .found("package shop\nimport . \"log\"\nfunc login(password string) { Printf(\"login %s\", ▸password) }"),
    .found("package shop\nimport . \"log/slog\"\nfunc login(password string) { Info(\"login\", \"with\", ▸password) }"),
    .found("password := path\nslog.Info(\"login\", \"user\", path, \"password\", ▸password)"),
    .found("accessToken := path\nlog.Printf(\"calling with %s\", ▸accessToken)"),
    .found(
      "func handle(w http.ResponseWriter, r *http.Request) {\n\tlog.Println(▸r.Header.Get(\"Authorization\"))\n}"),
    .found(
      """
      package shop

      import "go.uber.org/zap"

      type message struct{ Body string }

      func receive(logger *zap.Logger, message *message) {
        logger.Info("received", zap.String("body", ▸message.Body))
      }
      """),
    .found("func greet(user struct{ Email string }) {\n\tslog.Debug(\"greeting\", \"to\", ▸user.Email)\n}"),
    .found("password := path\nshown := \"with \" + password\nlog.Println(▸shown)"),
    .found(
      """
      package shop

      import "log"

      type account struct{ name, password string }

      func open(name, word string) {
        made := account{name: name, password: word}
        log.Printf("opened %+v", ▸made)
      }
      """),
    .found(
      """
      package shop

      import "log"

      type label struct{}

      func (label) String() string { password := "of the shop"; return password }

      func show(l label) { log.Println(▸l.String()) }
      """),
    .found("func getPassword() string { return os.Args[1] }\n\nfunc open() { log.Println(▸getPassword()) }"),
    .found(
      """
      package shop

      import "github.com/sirupsen/logrus"

      func open(password string) {
        logrus.WithField("pass", ▸password).Info("opened")
        entry := logrus.WithFields(logrus.Fields{"pass": password})
        entry.Info("opened")
      }
      """),
    .quiet("password := path\nsum := hash(password)\nlog.Println(sum)"),
    .quiet("password := path\nfound := check(password)\nlog.Println(found)"),
    .quiet("passwordFile := path\nslog.Info(\"reading\", \"file\", passwordFile)"),
    .quiet("token := path\nslog.Info(\"token read\", \"length\", len(token))"),
    .quiet(
      """
      package shop

      import "log"

      const tagEmail = "email"
      const headerToken = "X-Token"

      func start() { log.Println(tagEmail, headerToken) }
      """),
    .quiet("userID := path\nslog.Info(\"login\", \"user_id\", userID, \"remote\", path)"),
    .quiet(#"slog.Info("password changed", "user", path)"#),
    .quiet("password := path\nslog.Info(\"login\", \"password\", mask(password))"),
    .quiet("password := path\nlog.Printf(\"empty: %t\", password == \"\")"),
    .quiet("package lexer\n\nimport \"log\"\n\nfunc trace(token string) { log.Printf(\"token %s\", token) }\n"),
    .quiet(
      "token := syncTokenOf(path)\nlog.Println(token)\n}\nfunc syncTokenOf(path string) string {\n\treturn path"),
    .found("token := tokenOf(path)\nlog.Println(▸token)\n}\nfunc tokenOf(path string) string {\n\treturn path"),
    .quiet(
      """
      package shop

      import ("flag"; "log")

      const settingPassword = "shop.settingpassword"

      var email string

      func start() {
        flag.StringVar(&email, "email", "", "whose carts to list")
        log.Println("no carts of", email, "without", settingPassword)
      }
      """),
    .found(
      """
      package shop

      import "log"

      var email string

      func start() { log.Println("no carts of", ▸email) }
      """),
    .quiet("password := path\n_ = fmt.Errorf(\"bad %s\", password)"),
  ]

  static let ofRequests: [ProbeExample] = [
    .found("func visit(c *http.Cookie) { slog.Debug(\"visit\", \"value\", ▸c.Value) }"),
    .quiet("func visit(c *http.Cookie) { slog.Debug(\"visit\", \"name\", c.Name, \"max\", c.MaxAge) }"),
    .found(
      """
      func visit(r *http.Request) {
        c, err := r.Cookie("session")
        if err == nil {
          log.Println("visit with", ▸c)
        }
      }
      """),
    .found(
      """
      func receive(r *http.Request) {
        b, err := io.ReadAll(r.Body)
        if err == nil {
          log.Printf("received %s", string(▸b))
        }
      }
      """),
    .quiet(
      """
      func receive(response *http.Response) {
        b, _ := io.ReadAll(response.Body)
        log.Printf("received %s", b)
      }
      """),
    .quiet(
      """
      func receive(r *http.Request) {
        b, _ := io.ReadAll(r.Body)
        log.Printf("received %d bytes", len(b))
      }
      """),
    .found(
      """
      func receive(r *http.Request) {
        h := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
        log.Println(▸h)
      }
      """),
    .quiet(
      """
      func receive(r *http.Request) {
        h := r.Header.Get("Authorization")
        h = "of " + r.URL.Path
        log.Println(h)
      }
      """),
    .quiet("func receive(r *http.Request) {\n\th := r.Header.Get(\"Accept\")\n\tlog.Println(h)\n}"),
    .found(
      """
      func receive(r *http.Request) {
        name, p, ok := r.BasicAuth()
        log.Println(name, ▸p, ok)
      }
      """),
    .found("func receive(r *http.Request) { log.Printf(\"received %+v\", ▸r) }"),
    .found("func receive(r *http.Request) { log.Println(\"received\", ▸r.PostForm) }"),
    .quiet("func receive(r *http.Request) { log.Printf(\"received %s %s\", r.Method, r.URL.Path) }"),
    .found("func open(databaseURL string) { log.Println(\"opening\", ▸databaseURL) }"),
    .found("func open(connString string) { log.Println(\"opening\", ▸connString) }"),
    .found("func open() { log.Println(\"opening\", ▸os.Getenv(\"DATABASE_URL\")) }"),
    .quiet("func open(databaseName, imageURL string) { log.Println(\"opening\", databaseName, imageURL) }"),
    .found("type user struct{ Phone string }\n\nfunc call(u user) { slog.Info(\"call\", \"to\", ▸u.Phone) }"),
    .found("func check(otp string) { log.Println(\"checking\", ▸otp) }"),
    .quiet("func light(pin string) { log.Println(\"lighting\", pin) }"),
    .found(
      """
      func forward(r *http.Request) {
        dump, _ := httputil.DumpRequest(r, false)
        log.Printf("forwarding %s", ▸dump)
      }
      """),
    .quiet(
      """
      package shop

      import "example.org/logs"

      func send(logger logs.Logger, token string) {
        logger.WithField("via", "mail").WithSensitiveField("token", token).Info("sending")
      }
      """),
    .quiet(
      "func enter(r *http.Request) { username := r.FormValue(\"Email\"); slog.Warn(\"no entry\", \"by\", username) }"),
    .found(
      "func enter(r *http.Request) { given := r.FormValue(\"Email\"); slog.Warn(\"no entry\", \"by\", ▸given) }"),
    .quiet(
      """
      package shop

      import "log"

      const secretValue = "*****"

      func show(given map[string]string) {
        shown := map[string]string{}
        for name := range given { shown[name] = secretValue }
        log.Println("settings", shown)
      }
      """),
    .quiet(
      "type SyncToken struct{ Token string }\n\nfunc show(asked *SyncToken) { slog.Warn(\"other store\", \"at\", asked.Token) }"
    ),
    .found(
      "type AccessToken struct{ Token string }\n\nfunc show(asked *AccessToken) { slog.Warn(\"other store\", \"at\", ▸asked.Token) }"
    ),
    .quiet(
      "type secret struct{ Name, Key string }\n\nfunc show(s secret) { slog.Warn(\"gone\", \"name\", s.Name, \"secret_key\", s.Key) }"
    ),
    .found(
      "type entry struct{ Name, SecretKey string }\n\nfunc show(e entry) { slog.Warn(\"gone\", \"key\", ▸e.SecretKey) }"
    ),
    .found(
      "type client struct{ Name, APIKey string }\n\nfunc show(c client) { slog.Warn(\"made\", \"name\", c.Name, \"key\", ▸c.APIKey) }"
    ),
    .found(
      "type MagicLinkToken struct{ Token string }\n\nfunc show(m MagicLinkToken) { slog.Info(\"sent\", \"token\", ▸m.Token) }"
    ),
  ]
}
