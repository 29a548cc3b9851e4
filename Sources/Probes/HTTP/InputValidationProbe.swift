import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds where requests are decoded, and whether the same package checks what came in.
///
/// The check of settings, of one-time passwords and the reading of credentials are not meant, nor is a check of what no
/// request brought: what is validated must come from one, or stand in a function that is given one. Limits: packages are
/// compared, not single handlers. A package that takes generated request messages (gRPC) decodes without a call; it is
/// recognised by its methods' signatures.
struct InputValidationProbe: Probe {
  static let card = ProbeCard(
    id: "http/input-validation",
    version: 8,
    sign: .signal,
    looksFor: "input decoded into types and validated before it is used",
    because: "what a client sends is the first thing an attacker chooses",
    instead: "decode into a struct with validation tags and call the validator before anything else",
    examples: [
      .found(
        """
        -- api/carts.go --
        package api
        import "github.com/gin-gonic/gin"
        type cartInput struct { Name string ▸`json:"name" binding:"required"` }
        func add(c *gin.Context) {
          var input cartInput
          if err := c.ShouldBindJSON(&input); err != nil { return }
        }
        -- model/cart.go --
        package model
        import "github.com/gin-gonic/gin"
        type Cart struct { Name string `json:"name" binding:"required"` }
        func show(c *gin.Context) { c.JSON(200, Cart{}) }
        """),
      // What is bound has a type that nobody knows: it may be any struct with tags.
      .found(
        """
        package api
        import ("net/http"; "github.com/gin-gonic/gin"; "example.org/forms"; "github.com/go-chi/render")
        type cartInput struct { Name string ▸`json:"name" binding:"required"` }
        func add(w http.ResponseWriter, r *http.Request) {
          input := forms.Empty(gin.Mode())
          if err := render.Bind(r, input); err != nil { return }
        }
        """),
      .found(
        """
        package shop
        import ("encoding/json"; "net/http"; "github.com/go-playground/validator/v10")
        var validate = validator.New()
        func place(w http.ResponseWriter, r *http.Request) {
          var order struct{ Cents int `validate:"gt=0"` }
          if err := json.NewDecoder(r.Body).Decode(&order); err != nil { return }
          if err := validate.▸Struct(order); err != nil { return }
        }
        """),
      .quiet(
        """
        package shop
        import ("encoding/json"; "net/http")
        func place(w http.ResponseWriter, r *http.Request) {
          var order struct{ Cents int }
          _ = json.NewDecoder(r.Body).Decode(&order)
        }
        """),
      .quiet(
        """
        package shop
        import ("net/http")
        type options struct{ limit int }
        func (o options) Validate() error { return nil }
        func open(o options) (*http.Client, error) { return nil, o.Validate() }
        """),
      .quiet(
        """
        package shop
        import ("net/http")
        type guard struct{}
        func (guard) Validate(user, password string) bool { return false }
        type door struct{ passwordValidator guard }
        func (d door) enter(w http.ResponseWriter, r *http.Request) { _ = d.passwordValidator.Validate("", "") }
        """),
      .quiet(
        """
        package shop
        import "github.com/asaskevich/govalidator"
        type Configuration struct{ Limit int }
        func (c *Configuration) Validate() error { _, err := govalidator.ValidateStruct(c); return err }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "github.com/pquerna/otp/totp")
        func enter(w http.ResponseWriter, r *http.Request) { _ = totp.Validate("", "") }
        """),
      .quiet(
        """
        package shop
        import ("net/http"; "github.com/spf13/cobra")
        type limit int
        func (l limit) Validate() error { return nil }
        func serve(w http.ResponseWriter, r *http.Request) {}
        func setUp(c *cobra.Command) error { return limit(3).Validate() }
        """),
      .quiet(
        """
        package shop
        import ("io"; "net/http")
        type block struct{}
        func (block) Validate() error { return nil }
        type keeper struct{ blocks []block }
        func (k *keeper) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
        func (k *keeper) load() error { return k.blocks[0].Validate() }
        func send(r *http.Request) error {
          body, err := io.ReadAll(r.Body)
          _ = len(body)
          return err
        }
        """),
      .quiet(
        """
        package shop
        import "net/http"
        func who(r *http.Request) string { return r.FormValue("access_token") }
        """),
      .quiet(
        """
        package config
        import "net/http"
        type key struct{}
        func (key) Validate() error { return nil }
        type Signing struct{ key key }
        func (s *Signing) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
        func (s *Signing) check() error { return s.key.Validate() }
        """),
      .quiet(
        """
        package shop
        import ("context"; "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/auth")
        type guard struct{}
        func (guard) Validate(ctx context.Context, token string) error { return nil }
        func who(ctx context.Context, g guard) error {
          token, _ := auth.AuthFromMD(ctx, "bearer")
          return g.Validate(ctx, token)
        }
        """),
      .quiet(
        """
        package shop
        import ("context"; "encoding/json"; "net/http")
        type access struct{}
        func (access) Validate(ctx context.Context, text string) error { return nil }
        const jwtHeader = "X-Cart"
        func enter(a access, r *http.Request) error { return a.Validate(r.Context(), r.Header.Get(jwtHeader)) }
        type Context struct { context.Context; parts map[string]any }
        type checked interface{ Validate() error }
        func (c Context) load(raw json.RawMessage, part checked) error { return part.Validate() }
        func start(c Context, part checked) error { return part.Validate() }
        """),
      .found(
        """
        package shop
        import ("context"; "google.golang.org/grpc")
        type checked interface{ Validate() error }
        func check(ctx context.Context, message any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
          if c, ok := message.(checked); ok {
            if err := c.▸Validate(); err != nil { return nil, err }
          }
          return next(ctx, message)
        }
        """),
      .found(
        """
        package shop
        import (
          "github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/validator"
          "google.golang.org/grpc"
        )
        var server = grpc.NewServer(grpc.UnaryInterceptor(validator.▸UnaryServerInterceptor()))
        """),
    ])

  private static let settingsWords = ["config", "cfg", "option", "opts", "settings"]
  private static let asideWords = settingsWords + ["auth", "passw", "token", "session", "cookie", "ids"]
  private static let validators: Set<String> = [
    "Struct", "StructCtx", "StructExcept", "StructPartial", "ValidateStruct", "Validate", "ValidateWithContext", "Var",
    "VarCtx", "ValidateAll", "ValidateCtx", "ValidateContext",
  ]
  private static let validatorLibraries = [
    "github.com/go-playground/validator", "github.com/go-ozzo/ozzo-validation", "github.com/bufbuild/protovalidate-go",
    "buf.build/go/protovalidate", "github.com/asaskevich/govalidator", "github.com/invopop/validation",
    "github.com/jellydator/validation",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var decoding: [String: Finding] = [:]
    var validating: [String: Finding] = [:]
    var boundsBodies = false
    let bound = BoundTypes(subject)
    var hasBindingTags = false
    let handlers = Set(snapshot.productFiles.filter { $0.fact(Handling.self).handlesRequests }.map(\.packagePath))
    for file in snapshot.productFiles {
      let handlesRequests = handlers.contains(file.packagePath)
      let requests = RequestDecoding(file, subject.types)
      if handlesRequests, let place = requests.place {
        decoding[file.packagePath] = file.finding(Self.card.id, at: place, "input is decoded", confidence: .medium)
      }
      let handling = file.fact(Handling.self)
      for call in handling.calls {
        guard let name = call.calledName else { continue }
        if name == "MaxBytesReader" || name == "BodyLimit" { boundsBodies = true }
        let isValidation = Self.validators.contains(name) && call.function?.unparenthesized.kind == .selectorExpr
        if name.hasSuffix("ServerInterceptor"), let package = call.calledOperandName,
          file.imports.contains(where: {
            $0.name == package && ($0.path.hasSuffix("/validator") || $0.path.hasSuffix("/protovalidate"))
          })
        {
          validating[file.packagePath] = file.finding(
            Self.card.id, at: call.function?.unparenthesized.name ?? call, "input is validated")
        }
        if isValidation, Self.isValidator(call, name, in: file, handlesRequests, requests, snapshot.module?.path) {
          validating[file.packagePath] = file.finding(
            Self.card.id, at: call.function?.unparenthesized.name ?? call, "input is validated")
        }
      }
      if let tag = handling.bindingTag, bound.mayBind(tag) {
        hasBindingTags = true
        validating[file.packagePath] =
          validating[file.packagePath] ?? file.finding(Self.card.id, at: tag, "binding tags validate")
      }
    }
    // A service layer next to the handlers may validate for them; a package that only calls its own Validate counts.
    let validatedPackages = decoding.keys.filter { validating[$0] != nil }
    let findings =
      validating.values.sorted { $0.location < $1.location } + decoding.filter { validating[$0.key] == nil }.values
    var measures = subject.servingSurface.measures
    measures["decodingPackages"] = .count(decoding.count)
    measures["validatedPackages"] = .count(validatedPackages.count)
    measures["validatingPackages"] = .count(validating.count)
    let decodingFiles = Dictionary(grouping: snapshot.productFiles.filter { decoding[$0.packagePath] != nil }) {
      $0.packagePath
    }
    measures["handChecked"] = .count(decodingFiles.values.count { RefusalByHand($0).refuses })
    measures["boundsBodies"] = .flag(boundsBodies)
    measures["bindingTags"] = .flag(hasBindingTags)
    let answer: Outcome.Answer =
      validating.isEmpty
      ? .notFound : validatedPackages.count == decoding.count && !decoding.isEmpty ? .found : .partial
    return Outcome(
      probe: Self.card.id, answer: answer, findings: findings, measures: measures,
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: RequestDecoding.binders.sorted() + ["Decode of a request's body", "gRPC request messages"]
          + Self.validatorLibraries))
  }

  /// What a file says of requests by itself.
  private struct Handling: FileFact {
    let handlesRequests: Bool
    /// Calls that may validate something or bound a body.
    let calls: [Node]
    let bindingTag: Node?

    init(_ file: GoFile) {
      handlesRequests = InputValidationProbe.handlesRequests(file)
      calls = file.tree.nodes(of: .callExpr).filter { call in
        guard let name = call.calledName else { return false }
        return name == "MaxBytesReader" || name == "BodyLimit" || name.hasSuffix("ServerInterceptor")
          || InputValidationProbe.validators.contains(name)
      }
      bindingTag = file.tree.nodes(of: .field).lazy.compactMap(\.tag).first { $0.text.contains("binding:\"") }
    }
  }

  /// The file has functions that take requests: of net/http, of a router's context, of generated messages.
  private static func handlesRequests(_ file: GoFile) -> Bool {
    let routed = ServingSurface.routers.contains { file.importing($0) != nil }
    return routed || takesRequests(file) || RequestDecoding.message(in: file) != nil || interceptsCalls(file)
      || ["github.com/rabbitmq/amqp091-go", "github.com/nats-io/nats.go", "github.com/segmentio/kafka-go"].contains {
        file.importing($0) != nil
      }
  }

  /// An interceptor sees the message of every gRPC call that comes in.
  private static func interceptsCalls(_ file: GoFile) -> Bool {
    guard let grpc = file.importing("google.golang.org/grpc") else { return false }
    return file.tree.nodes(of: .selectorExpr).contains { selector in
      (selector.name?.isText("UnaryServerInfo") ?? false) && selector.operand?.text == grpc.name
    }
  }

  /// A function of the file, or a type of one, has a parameter `*http.Request` or `http.ResponseWriter`.
  private static func takesRequests(_ file: GoFile) -> Bool {
    guard let http = file.importing("net/http") else { return false }
    return file.tree.nodes(of: .selectorExpr).contains { selector in
      guard selector.operand?.text == http.name, let parent = selector.parent else { return false }
      if selector.name?.isText("ResponseWriter") == true { return parent.kind == .field }
      guard selector.name?.isText("Request") == true, parent.kind == .starExpr, parent.parent?.kind == .field else {
        return false
      }
      // A transport has requests too, on their way out.
      let function = selector.ancestors.first { $0.kind == .funcDecl }
      return function?.name?.isText("RoundTrip") != true && function?.type?.results?.text.contains("Response") != true
        && !isResult(parent, of: function)
    }
  }

  /// `func ask() *http.Request` makes a request and takes none.
  private static func isResult(_ node: Node, of function: Node?) -> Bool {
    guard let results = function?.type?.results else { return false }
    return node.start >= results.start && node.end <= results.end
  }

  /// `internal/config` checks what its operator wrote.
  private static func isForSettings(_ file: GoFile) -> Bool {
    settingsWords.contains { file.packageName.lowercased().hasPrefix($0) }
  }

  private static func isValidator(
    _ call: Node, _ name: String, in file: GoFile, _ handlesRequests: Bool, _ requests: RequestDecoding,
    _ module: String?
  ) -> Bool {
    if validatorLibraries.contains(where: { file.importing($0) != nil }) {
      // A package that takes no requests validates for those who do only when it is named for it.
      let validates = handlesRequests || file.packagePath.contains("valid") || checksRequest(call, requests)
      return validates && !checksSettings(call)
    }
    guard handlesRequests, !isForSettings(file) else { return false }
    if let package = call.calledOperandName, let imported = file.imports.first(where: { $0.name == package }),
      !imported.path.contains("valid"), !imported.path.isPath(module ?? "/")
    {
      // Validate of a package outside is about what that package is about.
      return false
    }
    let operand = call.function?.unparenthesized.operand?.text.lowercased() ?? ""
    // Settings, and who somebody is, are checked too; neither is a check of what a client sends.
    let named = [operand] + call.arguments.compactMap { $0.unparenthesized.lastName?.lowercased() }
    if asideWords.contains(where: { word in named.contains { $0.contains(word) } }) || readsCommandLine(call) {
      return false
    }
    if checksCredential(call) { return false }
    guard checksRequest(call, requests) else { return false }
    if name.hasPrefix("Validate") { return true }
    return operand.hasSuffix("validate") || operand.hasSuffix("validator") || operand == "v" || operand.hasSuffix(".v")
  }

  /// `access.Validate(ctx, r.Header.Get(jwtHeader))`: who is calling is asked.
  private static func checksCredential(_ call: Node) -> Bool {
    // The fields of a literal are what somebody signs up with.
    call.arguments.filter { ![.compositeLit, .unaryExpr].contains($0.unparenthesized.kind) }
      .flatMap { $0.descendants(of: .ident) }.contains {
        IdentifierWords($0.text).containsAny(of: ["jwt", "token", "bearer", "password", "credential", "authorization"])
      }
  }

  /// What is checked comes from a request, or the function is given one or what was in it.
  private static func checksRequest(_ call: Node, _ requests: RequestDecoding) -> Bool {
    let checked = [call.function?.unparenthesized.operand].compactMap { $0 } + call.arguments
    if checked.contains(where: { requests.comesFromRequest($0) }) { return true }
    return call.ancestors.contains { function in
      guard function.kind == .funcDecl || function.kind == .funcLit else { return false }
      return function.type?.parameters?.fields.contains { field in
        guard let written = field.type else { return false }
        let type = written.text
        // A part of a document, which may be one of settings, must be what is checked.
        return type != "json.RawMessage" && requests.isGiven(written: written)
          || ["ServerInfo", "Params", "Input", "Form", "Payload"].contains { type.hasSuffix($0) }
      } ?? false
    }
  }

  /// The function is given a command line, and what it checks are settings.
  private static func readsCommandLine(_ call: Node) -> Bool {
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl }) else { return false }
    let parameters = function.type?.parameters?.text ?? ""
    return ["cli.Command", "cli.Context", "cobra.Command", "flag.FlagSet", "viper.Viper"].contains {
      parameters.contains($0)
    }
  }

  /// What is checked has the name of settings, or is the receiver of a method of theirs.
  private static func checksSettings(_ call: Node) -> Bool {
    guard let checked = call.arguments.last?.unparenthesized else { return false }
    let name = checked.text.lowercased()
    if settingsWords.contains(where: name.contains) { return true }
    guard checked.kind == .ident, let method = call.ancestors.first(where: { $0.kind == .funcDecl }),
      let receiver = method.receiver?.fields.first, receiver.names.contains(where: { $0.isSpelled(like: checked) })
    else { return false }
    let type = receiver.type?.text.lowercased() ?? ""
    return settingsWords.contains(where: type.contains)
  }
}
