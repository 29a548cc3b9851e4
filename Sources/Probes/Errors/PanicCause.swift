import GoSyntax
import GoTypes
import Repository

/// What a panic gives in to: an error that files, other components or input brought, or a mistake in the program.
///
/// An error is followed to the call that gave it (`OutsideWork`). One that was handed in, or that nobody declared, is
/// taken for a real one; so is one that comes out of a channel. What is read counts where its text is not the program's
/// own: a constant, a struct tag, a parameter that only gets constants.
struct PanicCause {
  enum Kind {
    /// No error was asked for.
    case nothing
    case outside
    /// Only who writes the program can bring it about.
    case program
  }

  let call: Node
  let argument: Node
  let subject: Subject
  let file: GoFile

  func kind(_ work: inout OutsideWork) -> Kind {
    var wasAsked = false
    for error in errors {
      wasAsked = true
      if isOutside(error, before: error, &work, depth: 0) { return .outside }
    }
    return wasAsked ? .program : .nothing
  }

  /// Whether the panic is all that calling its function leads to: nothing is returned, and nothing asked before.
  var isWholeFunction: Bool {
    guard let function = call.enclosingFunction, function.receiver == nil, let body = function.body,
      call.parent?.parent == body, function.type?.results?.fields.isEmpty ?? true,
      function.kind == .funcDecl || function.parent?.parent?.kind == .exprStmt
    else { return false }
    let branching: [NodeKind] = [.returnStmt, .ifStmt, .switchStmt, .typeSwitchStmt, .forStmt, .rangeStmt, .deferStmt]
    return branching.allSatisfy { kind in
      !function.descendants(of: kind).contains { $0.enclosingFunction == function }
    }
  }

  // MARK: The error

  /// The error the panic is made of, then those that the branches around it ask for.
  private var errors: [Node] {
    var found = isError(argument) ? [argument] : Array(argument.descendants(of: .ident)).filter(isError)
    for around in call.ancestors {
      if around.kind == .funcDecl || around.kind == .funcLit { break }
      let asked: [Node] =
        switch around.kind {
        case .ifStmt: around.condition.map { [$0] } ?? []
        case .caseClause: Array(around.caseExpressions)
        default: []
        }
      for condition in asked {
        found += isError(condition) ? [condition] : Array(condition.descendants(of: .ident)).filter(isError)
      }
    }
    return found
  }

  private func isError(_ node: Node) -> Bool {
    let node = node.unparenthesized
    guard node.kind == .ident || node == argument.unparenthesized && node.kind == .selectorExpr else { return false }
    if node.parent?.kind == .selectorExpr, node.parent?.name == node { return false }
    return subject.types.isError(node, in: file) ?? (node.isNamedAsError || node.text.lowercased().hasSuffix("err"))
  }

  private func isOutside(_ error: Node, before place: Node, _ work: inout OutsideWork, depth: Int) -> Bool {
    let error = error.unparenthesized
    guard depth < 4 else { return false }
    guard error.kind == .ident else { return error.kind == .selectorExpr }
    guard let declaration = subject.types.declaration(of: error, in: file), let name = declaration.name else {
      return true
    }
    // A declared error that the panic picks out of its package is the program's word for a misuse.
    guard declaration.isLocal else { return name.parent?.kind == .valueSpec && name.parent?.values.isEmpty == true }
    guard let function = name.enclosingFunction,
      let value = subject.value(lastGiven: name, before: place, in: function, file)?.unparenthesized
    else { return isReceived(name) || declaration.kind == .parameter || declaration.kind == .result }
    return isOutside(value: value, &work, depth: depth)
  }

  private func isOutside(value: Node, _ work: inout OutsideWork, depth: Int) -> Bool {
    switch value.kind {
    case .ident: return isOutside(value, before: value, &work, depth: depth + 1)
    case .unaryExpr: return value.token == .arrow
    case .selectorExpr:
      // db.Create(&cart).Error
      guard let made = value.operand?.unparenthesized, made.kind == .callExpr else { return false }
      return isOutside(value: made, &work, depth: depth)
    case .callExpr:
      if let asked = errorInside(value) { return isOutside(asked, before: value, &work, depth: depth + 1) }
      switch work.kind(of: value, in: file) {
      case .work: return true
      case .reading: return isGivenInput(value)
      case .inside: return isGivenRequest(value)
      }
    default: return false
    }
  }

  /// `fmt.Errorf("load: %w", err)`: the error that another one is made of.
  private func errorInside(_ call: Node) -> Node? {
    guard ErrorWrap(call, subject, file) != nil else { return nil }
    return call.arguments.first { $0.unparenthesized.kind == .ident && subject.isErrorValue($0, file) }
  }

  /// `case err := <-failures:`, `for err := range failures`.
  private func isReceived(_ name: Node) -> Bool {
    name.ancestors.contains { $0.kind == .commClause || $0.kind == .rangeStmt }
  }

  // MARK: What is read

  /// Whether a text that is read is not the program's own. A library is given its texts by programs.
  private func isGivenInput(_ reader: Node) -> Bool {
    if !subject.snapshot.packages.contains(where: \.isMain), subject.snapshot.packages.count > 1 { return false }
    if let function = reader.outermostFunction, readsTags(function) { return false }
    // decoder.Decode(&carts)
    if reader.calledName == "Decode" { return true }
    let texts = reader.arguments.filter {
      !subject.constantText($0, file).isWhole && $0.unparenthesized.kind != .basicLit
    }
    guard let text = texts.first else { return false }
    return isInput(text.unparenthesized, depth: 0)
  }

  /// `parse(r.FormValue("id"))`: what a function of the module makes of a request's text is up to whoever sent it.
  private func isGivenRequest(_ call: Node) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      FunctionIndex.declaration(of: callee, subject) != nil
    else { return false }
    var seen: Set<Node> = []
    return call.arguments.contains { isOfRequest($0, &seen) }
  }

  private func isOfRequest(_ value: Node, _ seen: inout Set<Node>) -> Bool {
    let names = value.kind == .ident ? [value] : Array(value.descendants(of: .ident))
    // A request that is handed on whole is read by whoever gets it.
    for name in names {
      if let type = subject.types.type(of: name, in: file), ForeignSources.isRequest(type) {
        let part = name.parent.flatMap { $0.kind == .selectorExpr && $0.operand == name ? $0.name?.text : nil }
        if let part, !ForeignSources.ownParts.contains(part) { return true }
        continue
      }
      guard let declared = subject.types.declaration(of: name, in: file), declared.isLocal, let given = declared.name,
        seen.insert(given).inserted, let function = given.enclosingFunction,
        let value = subject.value(lastGiven: given, before: name, in: function, file)?.unparenthesized
      else { continue }
      if isOfRequest(value, &seen) { return true }
    }
    return false
  }

  private func isInput(_ text: Node, depth: Int) -> Bool {
    guard depth < 6 else { return false }
    switch text.kind {
    case .basicLit, .compositeLit, .funcLit: return false
    case .sliceExpr, .indexExpr, .starExpr, .unaryExpr:
      return text.operand.map { isInput($0.unparenthesized, depth: depth + 1) } ?? false
    case .binaryExpr:
      return [text.left, text.right].contains { part in
        part.map { isInput($0.unparenthesized, depth: depth + 1) } ?? false
      }
    case .selectorExpr: return true
    case .callExpr:
      // r.FormValue("page")
      let held = text.function?.unparenthesized.operand?.unparenthesized
      if text.arguments.isEmpty || held.map({ isHeldInput($0, depth: depth + 1) }) ?? false { return true }
      return text.arguments.contains { isInput($0.unparenthesized, depth: depth + 1) }
    case .ident:
      guard let variable = Variable(text, in: file, subject.types), let declared = variable.declared else {
        return false
      }
      if subject.types.declaration(of: text, in: file)?.kind == .parameter {
        guard let owner = declared.enclosingOwner, owner.kind == .funcDecl else { return true }
        let given = Callers.arguments(for: variable, subject) ?? []
        if given.isEmpty { return true }
        return given.contains { !subject.constantText($0.node, $0.file).isWhole }
      }
      guard subject.types.declaration(of: text, in: file)?.isLocal == true, let function = declared.enclosingFunction,
        let value = subject.value(lastGiven: declared, before: text, in: function, file)?.unparenthesized
      else { return declared.ancestors.contains { $0.kind == .rangeStmt } }
      return isInput(value, depth: depth + 1)
    default: return false
    }
  }

  /// `r.URL.Query()` of `r.URL.Query().Get("page")`, where `r` was handed in.
  private func isHeldInput(_ holder: Node, depth: Int) -> Bool {
    guard depth < 6 else { return false }
    switch holder.kind {
    case .selectorExpr: return holder.operand.map { isHeldInput($0.unparenthesized, depth: depth + 1) } ?? false
    case .callExpr:
      let held = holder.function?.unparenthesized.operand?.unparenthesized
      return held.map { isHeldInput($0, depth: depth + 1) } ?? false
        || holder.arguments.contains { isInput($0.unparenthesized, depth: depth + 1) }
    case .ident: return isInput(holder, depth: depth)
    default: return false
    }
  }

  /// `field.Tag.Get("default")`: what a type is annotated with.
  private func readsTags(_ function: Node) -> Bool {
    file.importing("reflect") != nil
      && function.descendants(of: .selectorExpr).contains { $0.name?.isText("Tag") == true }
  }
}

/// The examples of `PanicProbe` for what `PanicCause` says.
let panicCauseExamples: [ProbeExample] = [
  .found(
    """
    package shop
    import ("fmt"; "os")
    func load(path string) []byte {
      data, err := os.ReadFile(path)
      if err != nil { ▸panic(fmt.Sprintf("no cart at %s", path)) }
      return data
    }
    """),
  .quiet(
    """
    package shop
    type shelf struct{ names map[string]bool }
    type taken struct{}
    func (taken) Error() string { return "taken" }
    func (s *shelf) add(name string) error {
      if s.names[name] { return taken{} }
      s.names[name] = true
      return nil
    }
    func (s *shelf) fill(name string) {
      if err := s.add(name); err != nil { panic(err) }
    }
    """),
  .found(
    """
    package shop
    import "os"
    type shelf struct{ path string }
    func (s *shelf) add(name string) error { return os.WriteFile(s.path, []byte(name), 0o600) }
    func (s *shelf) fill(name string) {
      if err := s.add(name); err != nil { ▸panic(err) }
    }
    """),
  .quiet(
    """
    package shop
    import ("reflect"; "strconv")
    func fill(field reflect.StructField) int64 {
      n, err := strconv.ParseInt(field.Tag.Get("default"), 10, 64)
      if err != nil { panic(err) }
      return n
    }
    """),
  .found(
    """
    package shop
    import ("net/http"; "strconv")
    func page(r *http.Request) int64 {
      n, err := strconv.ParseInt(r.FormValue("page"), 10, 64)
      if err != nil { ▸panic(err) }
      return n
    }
    """),
  .quiet(
    """
    package shop
    import "os"
    func load(path string) (data []byte, err error) {
      defer func() {
        if caught, ok := recover().(error); ok { err = caught }
      }()
      return read(path), nil
    }
    func read(path string) []byte {
      data, err := os.ReadFile(path)
      if err != nil { panic(err) }
      return data
    }
    """),
  .found(
    """
    package shop
    import "os"
    func load(path string) (data []byte, err error) {
      defer func() {
        if caught, ok := recover().(error); ok { err = caught }
      }()
      return nil, nil
    }
    func read(path string) []byte {
      data, err := os.ReadFile(path)
      if err != nil { ▸panic(err) }
      return data
    }
    """),
  .found(
    """
    package shop
    import ("net/http"; "strconv")
    func page(w http.ResponseWriter, r *http.Request) {
      n, err := strconv.Atoi(r.URL.Query().Get("page"))
      if err != nil { ▸panic(err) }
      w.WriteHeader(n)
    }
    """),
  .found(
    """
    package shop
    import ("errors"; "net/http")
    var errLong = errors.New("too long")
    func parse(text string) (int, error) {
      if len(text) > 3 { return 0, errLong }
      return len(text), nil
    }
    func page(w http.ResponseWriter, r *http.Request) {
      n, err := parse(r.FormValue("page"))
      if err != nil { ▸panic(err) }
      w.WriteHeader(n)
    }
    """),
  .quiet(
    """
    package shop
    import "errors"
    var errClosed = errors.New("closed")
    type shelf struct{ isClosed bool }
    func (s *shelf) names() []string {
      if s.isClosed { panic(errClosed) }
      return nil
    }
    """),
]
