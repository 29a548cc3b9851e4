import GoSyntax
import GoTypes
import Repository

/// What code does to make something known to a registry: all that an init may do without a remark.
///
/// It calls what is named for registering, puts a value under its name or at the end of a list, keeps what registering
/// gives, gives a cobra command its commands and flags, or calls a function of the module that does only such things.
/// Limits: a helper is read one call deep, and named values and conditions around a registration are not asked about.
struct Registration {
  let subject: Subject

  /// Whether a body does nothing but register, values and loops for it aside.
  func isAll(of body: Node, in file: GoFile) -> Bool {
    guard !body.statements.isEmpty else { return false }
    var byHelper = false
    for statement in body.statements {
      if Registration.isPart(statement, file) { continue }
      guard statement.kind == .exprStmt, let call = statement.operand?.unparenthesized, isHelper(call, file) else {
        return false
      }
      byHelper = true
    }
    return byHelper || Registration.registers(body, file)
  }

  /// A call of a function of the module that does nothing but register what it is given.
  private func isHelper(_ call: Node, _ file: GoFile) -> Bool {
    guard call.kind == .callExpr, let callee = subject.types.callee(of: call, in: file), callee.receiver == nil,
      let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct,
      let body = declared.node.body, !body.statements.isEmpty
    else { return false }
    return body.statements.allSatisfy { Registration.isStoring($0) || Registration.isPart($0, declared.file) }
      && (Registration.registers(body, declared.file)
        || body.descendants(of: .assignStmt).contains(where: Registration.isStore))
  }

  /// Whether anything is registered in it at all.
  private static func registers(_ body: Node, _ file: GoFile) -> Bool {
    body.descendants(of: .callExpr).contains { isRegistration($0, file) }
      || body.descendants(of: .assignStmt).contains { isEntry($0) || isAddition($0) }
  }

  private static func isStoring(_ statement: Node) -> Bool {
    switch statement.kind {
    case .assignStmt: isStore(statement) || statement.token == .define
    case .rangeStmt: statement.statements.allSatisfy(isStoring)
    case .declStmt, .emptyStmt: true
    default: false
    }
  }

  private static func isStore(_ statement: Node) -> Bool {
    statement.token == .assign && !statement.leftSide.isEmpty
      && statement.leftSide.allSatisfy { $0.unparenthesized.kind == .indexExpr }
  }

  /// `Formats["plain"] = &plain{}`: an implementation put into a registry under its name.
  private static func isEntry(_ statement: Node) -> Bool {
    isStore(statement)
      && statement.leftSide.allSatisfy { target in
        // Under a name: what a loop counts is no registry but a table that is computed.
        guard let key = target.unparenthesized.indexes.first?.unparenthesized else { return false }
        return key.kind == .basicLit && key.bytes.first != nil && LiteralText.of(key) != nil
          || key.kind == .selectorExpr
      }
      && statement.rightSide.allSatisfy { value in
        let value = value.unparenthesized
        let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized : value
        guard let made, made.kind == .compositeLit || made.kind == .funcLit else { return false }
        return made.kind == .funcLit || made.type?.kind == .ident || made.type?.kind == .selectorExpr
      }
  }

  /// `commands = append(commands, serve)`: something with a name, or made on the spot, put at the end of a registry.
  private static func isAddition(_ statement: Node) -> Bool {
    guard statement.token == .assign, statement.leftSide.count == 1, let list = statement.leftSide.first,
      let call = statement.rightSide.first?.unparenthesized, call.kind == .callExpr,
      call.function?.isText("append") ?? false, call.arguments.count > 1, let first = call.arguments.first
    else { return false }
    return first.bytes.elementsEqual(list.bytes)
      && call.arguments.dropFirst().allSatisfy { value in
        let value = value.unparenthesized
        let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized : value
        return made.map { [.ident, .selectorExpr, .compositeLit, .funcLit].contains($0.kind) } ?? false
      }
  }

  /// `gate = gates.MustRegister("cheapTea")`, or the same with what wraps it.
  private static func keepsRegistered(_ statement: Node, _ file: GoFile) -> Bool {
    statement.token == .assign
      && statement.rightSide.allSatisfy { value in
        isRegistration(value.unparenthesized, file)
          || value.descendants(of: .callExpr).contains { isRegistration($0, file) }
      }
  }

  private static func isPart(_ statement: Node, _ file: GoFile) -> Bool {
    switch statement.kind {
    case .exprStmt:
      guard let call = statement.operand?.unparenthesized, call.kind == .callExpr else { return false }
      // cobra.CheckErr(command.MarkFlagRequired("port"))
      return isRegistration(call, file)
        || call.arguments.count == 1 && call.arguments.allSatisfy { isRegistration($0.unparenthesized, file) }
    case .assignStmt:
      return statement.token == .define || isEntry(statement) || isAddition(statement)
        || keepsRegistered(statement, file)
    case .declStmt, .emptyStmt: return true
    case .rangeStmt: return statement.statements.allSatisfy { isPart($0, file) }
    case .ifStmt:
      // if runtime.GOOS == "windows" { registry.Register(x) }
      if statement.initializer == nil, let condition = statement.condition,
        condition.kind != .callExpr, condition.descendants(of: .callExpr).isEmpty, statement.elseBranch == nil,
        let body = statement.body, !body.statements.isEmpty
      {
        return body.statements.allSatisfy { isPart($0, file) }
      }
      // if err := registry.Register(x); err != nil { panic(err) }
      return statement.initializer?.rightSide.first.map { isRegistration($0.unparenthesized, file) } ?? false
    default: return false
    }
  }

  private static func isRegistration(_ call: Node, _ file: GoFile) -> Bool {
    guard call.kind == .callExpr, let name = call.calledName else { return false }
    return registering.contains(where: name.hasPrefix) || isFlag(call, name, file)
  }

  /// `serve.Flags().Int("port", 8080, "")` and what goes with a command's flags; the flags of package flag belong to
  /// every program that imports the package and are no such thing.
  private static func isFlag(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    guard file.importing("github.com/spf13/cobra") != nil else { return false }
    if name.hasPrefix("Mark") || name == "OnInitialize" || name == "OnFinalize" { return true }
    if call.calledOperandName == "viper" { return name.hasPrefix("Bind") || name == "SetDefault" }
    guard let flags = call.function?.unparenthesized.operand?.unparenthesized, flags.kind == .callExpr else {
      return false
    }
    return flags.calledName.map(flagSets.contains) ?? false
  }

  private static let flagSets: Set<String> = ["Flags", "PersistentFlags", "LocalFlags", "InheritedFlags"]

  private static let registering = [
    "Register", "register", "MustRegister", "mustRegister", "AddCommand", "Publish", "RegisterType",
  ]
}
