/// Examples of defaults in tags, flags and calls, of placeholders, and of what stands around a reading of the environment.
enum SecretDefaultExamples {
  static let ofLists: [ProbeExample] = [
    .found("type config struct {\n\tSecret string ▸`env:\"JWT_SECRET\" envDefault:\"shop-signing-key-1\"`\n}"),
    .found(#"_ = flag.String("db-password", ▸"hunter22", "password of the database")"#),
    .found(
      """
      package shop

      import "github.com/spf13/viper"

      func defaults() { viper.SetDefault("jwt-secret", ▸"kZ82hfPq") }
      """),
    .found(
      """
      package shop

      import "os"

      func getEnv(key, fallback string) string {
        if value := os.Getenv(key); value != "" {
          return value
        }
        return fallback
      }

      var secret = getEnv("SESSION_KEY", ▸"kZ82hfPq")
      """),
    .found(
      "type config struct {\n\tURL string ▸`env:\"PG_URL\" envDefault:\"postgres://shop:pw4711@localhost/shop\"`\n}"),
    .found(
      """
      package shop

      import ("cmp"; "os")

      var secret = cmp.Or(os.Getenv("JWT_SECRET"), ▸"kZ82hfPq")
      """),
    .found(
      """
      package shop

      import "github.com/urfave/cli/v2"

      var flag = cli.StringFlag{Name: "db-password", Value: ▸"hunter22"}
      """),
    .found(
      """
      package shop

      import "gopkg.in/alecthomas/kingpin.v2"

      var password = kingpin.Flag("db-password", "password of the database").Default(▸"hunter22").String()
      """),
    .quiet("func clean() { resetEnv(\"SECRET\", \"ADMIN_PASSWD\") }\n\nfunc resetEnv(names ...string) {}"),
    .quiet("type config struct {\n\tSecret string `env:\"JWT_SECRET,required\"`\n}"),
    .quiet("type config struct {\n\tTTL string `env:\"TOKEN_TTL\" envDefault:\"24h\"`\n}"),
    .quiet(#"_ = flag.String("db-password", "", "password of the database")"#),
    .quiet(#"_ = flag.String("token-file", "/etc/shop/token1", "file with the token")"#),
  ]

  static let ofFunctions: [ProbeExample] = [
    .found("type config struct {\n\tSecret string ▸`env:\"JWT_SECRET\" envDefault:\"changeme\"`\n}"),
    .found("type config struct {\n\tSecret string ▸`env:\"SESSION_SECRET\" envDefault:\"shop cat\"`\n}"),
    .found("type shopConfig struct {\n\tDBPassword string ▸`default:\"postgres\"`\n}"),
    .quiet("type account struct {\n\tDBPassword string `default:\"postgres\"`\n}"),
    .quiet("type config struct {\n\tSecret string `env:\"JWT_SECRET\" envDefault:\"<secret>\"`\n}"),
    .quiet(
      """
      type config struct {
        Secret string `env:"JWT_SECRET" envDefault:"changeme"`
      }
      func (c config) valid() bool { return c.Secret != "changeme" }
      """),
    .found(
      """
      func secret() string {
        held := os.Getenv("SESSION_SECRET")
        if len(held) == 0 {
          held = ▸"abcd"
        }
        return held
      }
      """),
    .found(
      """
      func secret() string {
        if held, ok := os.LookupEnv("SESSION_SECRET"); ok {
          return held
        }
        return ▸"abcd"
      }
      """),
    .found(
      """
      func secret() string {
        held := ▸"abcd"
        if given := os.Getenv("SESSION_SECRET"); given != "" {
          held = given
        }
        return held
      }
      """),
    .found(
      """
      func secret() string {
        switch held := os.Getenv("SESSION_SECRET"); held {
        case "":
          return ▸"abcd"
        default:
          return held
        }
      }
      """),
    .found(
      """
      func prepare() {
        if os.Getenv("DB_PASSWORD") == "" {
          os.Setenv("DB_PASSWORD", ▸"postgres")
        }
      }
      """),
    .found(
      """
      package shop
      import "os"
      const usual = "abcd"
      func key() []byte {
        held := []byte(os.Getenv("SIGNING_KEY"))
        if len(held) == 0 {
          held = ▸[]byte(usual)
        }
        return held
      }
      """),
    .found(
      """
      package shop
      import "os"
      const usual = "postgres"
      var password = getEnv("DB_PASSWORD", ▸usual)
      var token = getEnv("TOKEN", usual)
      func getEnv(key, fallback string) string {
        if value := os.Getenv(key); value != "" { return value }
        return fallback
      }
      """),
    .found(
      "type config struct{ Password string }\n\nfunc defaults() config { return config{Password: ▸\"postgres\"} }"),
    .quiet(
      """
      type config struct{ Password string }

      func defaults() config {
        return config{
          // A public client: not a secret.
          Password: "34ab0f2b558c23d38fde8a6dc74f086ede1bd0c4",
        }
      }
      """),
    .quiet(
      "type config struct{ Password string }\n\nfunc filled() config { return config{Password: \"postgres\"} }"),
    .quiet(
      """
      func secret() string {
        held := os.Getenv("SHOP_TEST_SECRET")
        if held == "" {
          held = "abcd"
        }
        return held
      }
      """),
    .quiet(
      """
      func region() string {
        held := os.Getenv("SHOP_REGION")
        if held == "" {
          held = "north"
        }
        return held
      }
      """),
    .quiet(
      """
      func complaint() string {
        if os.Getenv("SESSION_SECRET") == "" {
          return "the secret is missing"
        }
        return ""
      }
      """),
    .quiet(
      """
      func secret(isProduction bool) string {
        held := os.Getenv("SESSION_SECRET")
        if held == "" {
          if isProduction {
            panic("SESSION_SECRET is missing")
          }
          held = "abcd"
        }
        return held
      }
      """),
    .quiet(
      """
      func secret(isTried bool) string {
        held := os.Getenv("SESSION_SECRET")
        if held == "" && isTried {
          held = "abcd"
        }
        return held
      }
      """),
  ]
}
