/// The examples of `TokenValidationProbe`.
let tokenValidationExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import "github.com/golang-jwt/jwt/v5"
    func claims(text string, keys jwt.Keyfunc) (*jwt.Token, error) {
      return jwt.▸Parse(text, keys, jwt.WithValidMethods([]string{"ES256"}), jwt.WithExpirationRequired())
    }
    """),
  .found(
    """
    package shop
    import "golang.org/x/crypto/bcrypt"
    func isRight(hash, password []byte) bool { return bcrypt.▸CompareHashAndPassword(hash, password) == nil }
    """),
  .quiet(
    """
    package shop
    import "golang.org/x/crypto/bcrypt"
    func pass(name []byte) { _, _ = bcrypt.GenerateFromPassword(name, 10) }
    """),
  .found(
    """
    package shop
    import ("crypto/pbkdf2"; "crypto/sha256")
    func seal(password string, salt []byte) ([]byte, error) { return pbkdf2.▸Key(sha256.New, password, salt, 4096, 32) }
    """),
  .quiet(
    """
    package shop
    import ("crypto/pbkdf2"; "crypto/sha256")
    func derive(base string, salt []byte) ([]byte, error) { return pbkdf2.Key(sha256.New, base, salt, 4096, 32) }
    """),
  .quiet(#"token := strings.TrimSpace(path); _ = token"#),
  .quiet(
    """
    package shop
    import "golang.org/x/oauth2/google"
    var find = google.FindDefaultCredentials
    """),
  .quiet(
    """
    package shop
    import clientruntime "github.com/go-openapi/runtime/client"
    var writer = clientruntime.BasicAuth("shop", "")
    """),
  .quiet(
    """
    package shop
    import ("encoding/base64"; "net/http"; "example.org/shop/header")
    func basicAuth(name, password string) string { return base64.StdEncoding.EncodeToString([]byte(name + password)) }
    func ask(r *http.Request) { r.Header.Set("Authorization", header.BasicAuth("shop", "")) }
    """),
  .quiet(
    """
    package shop
    import "crypto/subtle"
    func isTypedTwice(password, confirmed []byte) bool { return subtle.ConstantTimeCompare(password, confirmed) == 1 }
    """),
  .found(
    """
    package shop
    import "net/http"
    func who(r *http.Request) (string, string) { name, password, _ := ▸r.BasicAuth(); return name, password }
    """),
  .quiet(
    """
    package shop
    import ("crypto/pbkdf2"; "crypto/sha256")
    type scramClient struct{ password string; salt []byte }
    func (c *scramClient) final() ([]byte, error) { return pbkdf2.Key(sha256.New, c.password, c.salt, 4096, 32) }
    """),
  .quiet(
    """
    package shop
    import ("net/url"; "github.com/golang-jwt/jwt/v5")
    func address(text string, claims jwt.Claims) (*url.URL, error) { return url.Parse(text) }
    """),
  .quiet(
    """
    package shop
    import ("text/template"; "github.com/golang-jwt/jwt/v5")
    func letter(text string, claims jwt.Claims) (*template.Template, error) {
      return template.New("letter").Parse(text)
    }
    """),
  .quiet(
    """
    package shop
    import ("time"; "github.com/golang-jwt/jwt/v5")
    func ends(text string) (at time.Time) {
      var claims jwt.RegisteredClaims
      if _, _, err := jwt.NewParser().ParseUnverified(text, &claims); err == nil { at = claims.ExpiresAt.Time }
      return at
    }
    """),
  .quiet(
    """
    package shop
    import ("errors"; "time"; "github.com/go-chi/jwtauth/v5"; "github.com/lestrrat-go/jwx/v2/jwt")
    var tokens *jwtauth.JWTAuth
    var errNoUser = errors.New("nobody")
    func ends(answer string) (time.Time, error) {
      token, err := jwt.ParseString(answer, jwt.WithVerify(false))
      if err != nil { return time.Time{}, errNoUser }
      return token.Expiration(), nil
    }
    """),
  .found(
    """
    package shop
    import "github.com/go-chi/jwtauth/v5"
    var tokens = ▸jwtauth.New("HS256", nil, nil)
    """),
  .quiet(
    """
    package shop
    import "github.com/golang-jwt/jwt/v5"
    func isProfileToken(text string) (bool, error) {
      token, _, err := jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
      return err == nil && token.Header["typ"] == "at+jwt", err
    }
    """),
  .found(
    """
    package shop
    import "github.com/golang-jwt/jwt/v5"
    func isValid(text string) (bool, error) {
      token, _, err := ▸jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
      return err == nil && token.Header["typ"] == "at+jwt", err
    }
    """),
  .found(
    """
    package shop
    import "github.com/golang-jwt/jwt/v5"
    func isAdmin(text string) bool {
      token, _, err := ▸jwt.NewParser().ParseUnverified(text, jwt.MapClaims{})
      return err == nil && token.Header["role"] == "admin"
    }
    """),
  .quiet(
    """
    package shop
    import ("context"; "net/http"; "github.com/coreos/go-oidc/v3/oidc")
    func isToken(ctx context.Context, text string) bool {
      verifier := oidc.NewVerifier("shop", nil, &oidc.Config{InsecureSkipSignatureCheck: true})
      _, err := verifier.Verify(ctx, text)
      return err == nil
    }
    func shown(r *http.Request) string {
      name, _, _ := r.BasicAuth()
      return name
    }
    """),
  .found(
    """
    package shop
    import "net/http"
    func mayEnter(r *http.Request) bool {
      _, password, isGiven := ▸r.BasicAuth()
      return isGiven && password == kept
    }
    var kept string
    """),
  .quiet(
    """
    package shop
    import ("github.com/golang-jwt/jwt/v5"; "golang.org/x/oauth2")
    func own(token *oauth2.Token) (string, error) {
      var claims jwt.RegisteredClaims
      _, _, err := jwt.NewParser().ParseUnverified(token.AccessToken, &claims)
      return claims.Subject, err
    }
    """),
  .found(
    """
    package shop
    import "github.com/golang-jwt/jwt/v5"
    type question struct{ AccessToken string }
    func who(request question) (string, error) {
      var claims jwt.RegisteredClaims
      _, _, err := ▸jwt.NewParser().ParseUnverified(request.AccessToken, &claims)
      return claims.Subject, err
    }
    """),
  .quiet(
    """
    package record
    import "crypto/subtle"
    func unpad(block, padding []byte) bool { return subtle.ConstantTimeCompare(block, padding) == 1 }
    """),
  .quiet(
    """
    package shop
    import ("crypto/sha256"; "crypto/subtle"; "io")
    func isWhole(file io.Reader, expected []byte) bool {
      sum := sha256.New()
      _, _ = io.Copy(sum, file)
      return subtle.ConstantTimeCompare(sum.Sum(nil), expected) == 1
    }
    """),
]
