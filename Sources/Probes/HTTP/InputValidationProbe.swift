import Evidence
import GoSyntax
import Repository

/// Finds where requests are decoded, and whether the same package checks what came in.
///
/// Limits: packages are compared, not single handlers. A package that takes generated request messages (gRPC) decodes
/// without a call; it is recognised by its methods' signatures.
struct InputValidationProbe: Probe {
  static let card = ProbeCard(
    id: "http/input-validation",
    sign: .signal,
    looksFor: "input decoded into types and validated before it is used",
    because: "what a client sends is the first thing an attacker chooses",
    instead: "decode into a struct with validation tags and call the validator before anything else",
    examples: [
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
    ])

  private static let binders: Set<String> = [
    "Bind", "ShouldBind", "ShouldBindJSON", "BindJSON", "ShouldBindQuery", "ShouldBindUri", "BodyParser", "QueryParser",
    "ParamsParser", "MustBindWith", "ShouldBindWith", "DecodeJSON", "ReadJSON",
  ]
  private static let validators: Set<String> = [
    "Struct", "StructCtx", "StructExcept", "StructPartial", "ValidateStruct", "Validate", "ValidateWithContext", "Var",
    "VarCtx", "ValidateAll", "ValidateCtx", "ValidateContext",
  ]
  private static let validatorLibraries = [
    "github.com/go-playground/validator", "github.com/go-ozzo/ozzo-validation", "github.com/bufbuild/protovalidate-go",
    "buf.build/go/protovalidate", "github.com/asaskevich/govalidator", "github.com/invopop/validation",
    "github.com/jellydator/validation", "github.com/grpc-ecosystem/go-grpc-middleware",
  ]

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var decoding: [String: Finding] = [:]
    var validating: [String: Finding] = [:]
    var checkedByHand: Set<String> = []
    var boundsBodies = false
    for file in snapshot.productFiles {
      let handlesRequests = Self.handlesRequests(file)
      if handlesRequests, let place = Self.decodePlace(in: file) {
        decoding[file.packagePath] = file.finding(Self.card.id, at: place, "input is decoded", confidence: .medium)
      }
      for call in file.tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        if name == "MaxBytesReader" || name == "BodyLimit" { boundsBodies = true }
        let isValidation = Self.validators.contains(name) && call.function?.unparenthesized.kind == .selectorExpr
        if isValidation, Self.isValidator(call, name, in: file) {
          validating[file.packagePath] = file.finding(
            Self.card.id, at: call.function?.unparenthesized.name ?? call, "input is validated")
        }
        if handlesRequests,
          ["StatusBadRequest", "InvalidArgument", "StatusUnprocessableEntity"].contains(where: call.text.contains),
          call.arguments.count <= 6
        {
          checkedByHand.insert(file.packagePath)
        }
      }
      if file.tree.nodes(of: .field).contains(where: { $0.tag?.text.contains("binding:\"") ?? false }) {
        validating[file.packagePath] =
          validating[file.packagePath]
          ?? file.finding(Self.card.id, at: file.tree.root.name ?? file.tree.root, "binding tags validate")
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
    measures["handChecked"] = .count(decoding.keys.filter { checkedByHand.contains($0) }.count)
    measures["boundsBodies"] = .flag(boundsBodies)
    let answer: Outcome.Answer =
      validating.isEmpty
      ? .notFound : validatedPackages.count == decoding.count && !decoding.isEmpty ? .found : .partial
    return Outcome(
      probe: Self.card.id, answer: answer, findings: findings, measures: measures,
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: Self.binders.sorted() + ["Decode of a request's body", "gRPC request messages"]
          + Self.validatorLibraries))
  }

  /// The file has functions that take requests: of net/http, of a router's context, of generated messages.
  private static func handlesRequests(_ file: GoFile) -> Bool {
    let routed = ServingSurface.routers.contains { file.importing($0) != nil }
    return routed || file.importing("net/http") != nil || takesMessages(file) != nil
      || ["github.com/rabbitmq/amqp091-go", "github.com/nats-io/nats.go", "github.com/segmentio/kafka-go"].contains {
        file.importing($0) != nil
      }
  }

  private static func decodePlace(in file: GoFile) -> Node? {
    for call in file.tree.nodes(of: .callExpr) {
      guard let name = call.calledName else { continue }
      if binders.contains(name), call.function?.unparenthesized.kind == .selectorExpr, !call.arguments.isEmpty {
        return call
      }
      if name == "Decode" || name == "Unmarshal" || name == "ReadAll",
        readsRequest(call)
      {
        return call
      }
      if ["FormValue", "PostFormValue", "ParseForm"].contains(name), isRequest(call.function?.unparenthesized.operand) {
        return call
      }
    }
    return takesMessages(file)
  }

  /// `json.NewDecoder(r.Body).Decode(&x)`, `json.Unmarshal(d.Body, &x)`, `c.Body()`.
  private static func readsRequest(_ call: Node) -> Bool {
    let text = call.text
    guard text.contains("Body") else { return false }
    return !["resp.", "res.Body", "response.", "Resp.", "rsp."].contains { text.contains($0) }
  }

  private static func isRequest(_ node: Node?) -> Bool {
    guard let text = node?.text else { return false }
    return ["r", "req", "request", "c.Request", "ctx.Request"].contains(text)
  }

  /// A method `(ctx, *pb.Request) (*pb.Response, error)` with a body: a gRPC server's.
  private static func takesMessages(_ file: GoFile) -> Node? {
    guard file.importing("google.golang.org/grpc") != nil || file.importing("context") != nil else { return nil }
    for function in file.tree.nodes(of: .funcDecl)
    where function.receiver != nil && (function.name?.text.first?.isUppercase ?? false) {
      guard let type = function.type, let parameters = type.parameters, let results = type.results,
        parameters.fields.count == 2, results.fields.count == 2,
        parameters.fields.first?.type?.text == "context.Context", results.fields.last?.type?.isText("error") ?? false,
        let request = parameters.fields.last?.type, request.kind == .starExpr,
        let name = request.operand, name.kind == .selectorExpr, name.name?.text.hasSuffix("Request") ?? false,
        let alias = name.operand?.text, let imported = file.imports.first(where: { $0.name == alias })
      else { continue }
      let path = imported.path.lowercased()
      if ["proto", "pb", "/grpc", "api/", "/gen"].contains(where: path.contains) { return function.name }
    }
    return nil
  }

  private static func isValidator(_ call: Node, _ name: String, in file: GoFile) -> Bool {
    if validatorLibraries.contains(where: { file.importing($0) != nil }) { return true }
    let operand = call.function?.unparenthesized.operand?.text.lowercased() ?? ""
    if name.hasPrefix("Validate") { return true }
    return operand.hasSuffix("validate") || operand.hasSuffix("validator") || operand == "v" || operand.hasSuffix(".v")
  }
}
