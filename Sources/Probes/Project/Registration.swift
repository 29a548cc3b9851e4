import GoSyntax
import GoTypes
import Repository

/// What code does to make something known to a registry: all that an init may do without a remark.
///
/// It calls what is named for registering, puts an implementation under its name or at the end of a list, keeps what
/// registering gives, gives a cobra command its commands, flags and settings, or calls a function or method of the module
/// that does only such things (a check for names taken twice, locks and calls of its like aside). Values made for it may
/// be set up first. Choosing an implementation for a platform in a file of its own is registering, too.
/// Limits: helpers are read three calls deep, and named values and conditions around a registration are not asked about.
struct Registration {
  let subject: Subject

  /// Whether a body does nothing but register, values and loops for it aside.
  func isAll(of body: Node, in file: GoFile) -> Bool {
    guard !body.statements.isEmpty else { return false }
    if choosesForPlatform(body, file) || bindsThread(body) { return true }
    return body.statements.allSatisfy { isPart($0, file, body) } && registers(body, file)
  }

  /// Whether anything is registered in it at all.
  private func registers(_ body: Node, _ file: GoFile) -> Bool {
    body.descendants(of: .callExpr).contains { isRegistration($0, file) }
      || body.descendants(of: .assignStmt).contains {
        isEntry($0, file) || isHook($0, file) || Registration.isAddition($0)
      }
  }

  /// `//go:build linux` above assignments of what this platform has: no constructor could choose at compile time.
  private func choosesForPlatform(_ body: Node, _ file: GoFile) -> Bool {
    guard file.isForSomePlatforms else { return false }
    return body.statements.allSatisfy(isChoice)
  }

  private func isChoice(_ statement: Node) -> Bool {
    // if Tags == "" { Tags = "race" } else { Tags += ",race" }
    if statement.kind == .ifStmt {
      guard let inner = statement.body, statement.initializer == nil,
        statement.condition?.descendants(of: .callExpr).isEmpty ?? false, inner.statements.allSatisfy(isChoice)
      else { return false }
      guard let other = statement.elseBranch else { return true }
      return other.kind == .blockStmt ? other.statements.allSatisfy(isChoice) : isChoice(other)
    }
    return statement.kind == .assignStmt && statement.token != .define
      && statement.leftSide.allSatisfy { $0.kind == .ident }
      && statement.rightSide.allSatisfy { value in
        [.ident, .selectorExpr, .basicLit, .funcLit].contains(value.kind)
          || value.kind == .binaryExpr && value.descendants(of: .callExpr).isEmpty
          // Web = os.DirFS("dist")
          || value.kind == .callExpr && value.arguments.allSatisfy { $0.kind == .basicLit } && !value.arguments.isEmpty
      }
  }

  /// `runtime.LockOSThread()` has to come before main, and `close(closed)` only readies a channel that stays closed.
  private func bindsThread(_ body: Node) -> Bool {
    guard body.statements.count == 1, let call = body.statements.first?.operand?.unparenthesized,
      call.kind == .callExpr, let function = call.function
    else { return false }
    return function.isText("runtime.LockOSThread") || function.isText("close")
  }

  // MARK: Statements

  private func isPart(_ statement: Node, _ file: GoFile, _ body: Node) -> Bool {
    switch statement.kind {
    case .exprStmt:
      guard let call = statement.operand?.unparenthesized, call.kind == .callExpr else { return false }
      // cobra.CheckErr(command.MarkFlagRequired("port"))
      return isRegistration(call, file) || isSetUp(call, in: body) || Registration.isRemark(call)
        || call.arguments.count == 1 && call.arguments.allSatisfy { isRegistration($0.unparenthesized, file) }
    case .assignStmt:
      return statement.token == .define || isHook(statement, file) || isEntry(statement, file)
        || Registration.isAddition(statement)
        || keepsRegistered(statement, file, body) || isCommandSetting(statement, file)
        || isMadeForRegistering(statement, file, body)
    case .declStmt, .emptyStmt: return true
    case .rangeStmt: return statement.statements.allSatisfy { isPart($0, file, body) }
    case .ifStmt:
      guard let inner = statement.body, !inner.statements.isEmpty else { return false }
      // if err := registry.Register(x); err != nil { panic(err) }
      if let initializer = statement.initializer {
        return initializer.rightSide.first.map { isRegistration($0.unparenthesized, file) } ?? false
      }
      guard let condition = statement.condition, statement.elseBranch == nil else { return false }
      if condition.nonNilOperand != nil, inner.statements.allSatisfy(Registration.refuses) { return true }
      // if runtime.GOOS == "windows" { registry.Register(x) }
      return condition.kind != .callExpr && condition.descendants(of: .callExpr).isEmpty
        && inner.statements.allSatisfy { isPart($0, file, body) }
    default: return false
    }
  }

  /// `mux.HandleFunc("GET /cart", cart)`, where the mux was made right here to be registered, and `delete(all, "env")`.
  private func isSetUp(_ call: Node, in body: Node) -> Bool {
    if call.function?.isText("delete") ?? false { return true }
    guard let made = call.calledOperandName else { return false }
    return body.descendants(of: .assignStmt).contains { statement in
      statement.token == .define && statement.start < call.start
        && statement.leftSide.contains { $0.kind == .ident && $0.text == made }
    }
  }

  /// A debug line beside a registration.
  private static func isRemark(_ call: Node) -> Bool { call.calledName?.hasPrefix("Debug") ?? false }

  /// `panic(err)`, `log.Fatal(err)`, `return err`: a registration that failed ends it.
  private static func refuses(_ statement: Node) -> Bool {
    if statement.kind == .returnStmt { return true }
    guard statement.kind == .exprStmt, let name = statement.operand?.unparenthesized.calledName else { return false }
    return name.hasPrefix("panic") || name.hasPrefix("Panic") || name.hasPrefix("Fatal") || name.hasPrefix("fatal")
      || name == "Exit"
  }

  /// `Formats["plain"] = &plain{}`: an implementation put into a registry under its name.
  private func isEntry(_ statement: Node, _ file: GoFile) -> Bool {
    Registration.isStore(statement)
      && statement.leftSide.allSatisfy { target in
        // Under a name: what a loop counts is no registry but a table that is computed.
        guard let key = target.unparenthesized.indexes.first?.unparenthesized else { return false }
        return key.kind == .basicLit && LiteralText.of(key) != nil || key.kind == .selectorExpr
          || key.kind == .callExpr && key.function?.unparenthesized.text.hasPrefix("reflect.Type") ?? false
          || key.kind == .ident && subject.types.declaration(of: key, in: file)?.kind == .constant
      }
      && statement.rightSide.allSatisfy { isImplementation($0, file) }
  }

  /// `plugins.Loader = load`: a function for a variable of another package that must not import this one.
  private func isHook(_ statement: Node, _ file: GoFile) -> Bool {
    guard statement.token == .assign, statement.leftSide.count == 1, let target = statement.leftSide.first,
      target.kind == .selectorExpr, let package = target.operand, package.kind == .ident,
      subject.types.declaration(of: package, in: file)?.kind == .importedPackage,
      let value = statement.rightSide.first?.unparenthesized, value.kind == .ident
    else { return false }
    return subject.types.declaration(of: value, in: file)?.kind == .function
  }

  /// A function, a value made on the spot, or what a function makes of a function: `wrap(NewShop)`.
  private func isImplementation(_ value: Node, _ file: GoFile) -> Bool {
    let value = value.unparenthesized
    let made = value.kind == .unaryExpr && value.token == .and ? value.operand?.unparenthesized : value
    guard let made else { return false }
    switch made.kind {
    case .funcLit: return true
    case .compositeLit: return made.type?.kind == .ident || made.type?.kind == .selectorExpr
    case .ident: return subject.types.declaration(of: made, in: file)?.kind == .function
    case .selectorExpr: return made.name.flatMap { subject.types.declaration(of: $0, in: file) }?.kind == .function
    case .callExpr: return !made.arguments.isEmpty && made.arguments.allSatisfy { isImplementation($0, file) }
    default: return false
    }
  }

  private static func isStore(_ statement: Node) -> Bool {
    statement.token == .assign && !statement.leftSide.isEmpty
      && statement.leftSide.allSatisfy { $0.unparenthesized.kind == .indexExpr }
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

  /// `gate = gates.MustRegister("cheapTea")`, the same with what wraps it, and what a value made here gives.
  private func keepsRegistered(_ statement: Node, _ file: GoFile, _ body: Node) -> Bool {
    statement.token == .assign
      && statement.rightSide.allSatisfy { value in
        let value = value.unparenthesized
        if value.kind == .ident, isMadeOfRegistered(value, file, body) { return true }
        return isRegistration(value, file) || value.kind == .callExpr && isSetUp(value, in: body)
          || value.descendants(of: .callExpr).contains { isRegistration($0, file) }
      }
  }

  /// `m := &figures{orders: promauto.NewCounter(...)}` before `Figures = m`.
  private func isMadeOfRegistered(_ name: Node, _ file: GoFile, _ body: Node) -> Bool {
    body.descendants(of: .assignStmt).contains { statement in
      statement.token == .define && statement.leftSide.contains { $0.isSpelled(like: name) }
        && statement.rightSide.contains { value in
          value.descendants(of: .callExpr).contains { isRegistration($0, file) }
        }
    }
  }

  /// `served = prometheus.NewCounter(...)` before `prometheus.MustRegister(served)`, and `main = &provisioner{}` before
  /// `provisions.Register("kubernetes", func() any { return main })`: made by constructors alone, and for that.
  private func isMadeForRegistering(_ statement: Node, _ file: GoFile, _ body: Node) -> Bool {
    guard statement.token == .assign, statement.leftSide.allSatisfy({ $0.kind == .ident }),
      statement.rightSide.allSatisfy(isMadeByConstructors)
    else { return false }
    let registrations = body.descendants(of: .callExpr).filter { $0.start > statement.end && isRegistration($0, file) }
    return statement.leftSide.allSatisfy { target in
      registrations.contains { $0.descendants(of: .ident).contains { $0.isSpelled(like: target) } }
    }
  }

  private func isMadeByConstructors(_ value: Node) -> Bool {
    let value = value.unparenthesized
    return ([value] + value.descendants(of: .callExpr)).allSatisfy { part in
      guard part.kind == .callExpr, let name = part.calledName else { return part.kind != .callExpr }
      return ["make", "new", "New"].contains(where: name.hasPrefix)
    }
  }

  // MARK: Calls

  private func isRegistration(_ call: Node, _ file: GoFile, depth: Int = 0) -> Bool {
    guard call.kind == .callExpr, let name = call.calledName else { return false }
    if Registration.registering.contains(where: name.hasPrefix) || Registration.outside.contains(name) { return true }
    if Registration.readies(call) { return true }
    if call.calledOperandName == "promauto" || isFlag(call, name, file) || addsImplementation(call, name, file) {
      return true
    }
    // expvar.NewInt publishes what it makes.
    if call.calledOperandName == "expvar", name.hasPrefix("New") { return true }
    return depth < 3 && isRegistrar(call, file, depth: depth)
  }

  /// `orders.WithLabelValues("sent")`, `orders.WithLabelValues("lost").Add(0)`: the metric is there before the first
  /// order.
  private static func readies(_ call: Node) -> Bool {
    if call.calledName == "WithLabelValues" { return true }
    guard let name = call.calledName, name == "Add" || name == "Set" || name == "Inc",
      let operand = call.function?.unparenthesized.operand?.unparenthesized
    else { return false }
    return operand.kind == .callExpr && operand.calledName == "WithLabelValues"
  }

  /// `steps.AddStep(up, down)`: a function of another module that is given functions or types from here.
  private func addsImplementation(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    guard let word = IdentifierWords(name).words.first, Registration.adding.contains(word),
      let package = call.calledOperandName, let imported = file.imports.first(where: { $0.name == package }),
      imported.path.prefix(while: { $0 != "/" }).contains(".")
    else { return false }
    return call.arguments.contains { isImplementation($0, file) }
      && call.arguments.allSatisfy { $0.kind == .basicLit || $0.isText("nil") || isImplementation($0, file) }
  }

  /// A call of the module's own code that does nothing but keep what it is given.
  private func isRegistrar(_ call: Node, _ file: GoFile, depth: Int) -> Bool {
    guard let callee = subject.types.callee(of: call, in: file),
      let declared = FunctionIndex.declaration(of: callee, subject), declared.file.isProduct,
      let body = declared.node.body, !body.statements.isEmpty
    else { return false }
    var isKept = false
    for statement in body.statements {
      guard isKeeping(statement, declared.file, depth: depth + 1, &isKept) else { return false }
    }
    return isKept
  }

  private func isKeeping(_ statement: Node, _ file: GoFile, depth: Int, _ isKept: inout Bool) -> Bool {
    switch statement.kind {
    case .assignStmt:
      if statement.token == .define {
        // err := command.MarkFlagRequired(name)
        if statement.rightSide.contains(where: { isRegistration($0.unparenthesized, file, depth: depth) }) {
          isKept = true
        }
        return true
      }
      if Registration.isStore(statement) || Registration.isAddition(statement) {
        isKept = true
        return true
      }
      guard statement.rightSide.contains(where: { isRegistration($0.unparenthesized, file, depth: depth) }) else {
        return false
      }
      isKept = true
      return true
    case .rangeStmt:
      for inner in statement.statements where !isKeeping(inner, file, depth: depth, &isKept) { return false }
      return true
    case .ifStmt:
      // A name that is taken already, or a registry that is not there yet.
      guard let inner = statement.body, statement.elseBranch == nil else { return false }
      return inner.statements.allSatisfy { statement in
        if Registration.refuses(statement) { return true }
        return statement.kind == .assignStmt
          && statement.rightSide.allSatisfy { $0.kind == .compositeLit || $0.calledName == "make" }
      }
    case .exprStmt, .deferStmt, .returnStmt:
      let given =
        statement.kind == .returnStmt
        ? Array(statement.returned) : [statement.operand ?? statement.call].compactMap { $0 }
      return given.allSatisfy { value in
        let value = value.unparenthesized
        guard value.kind == .callExpr else { return statement.kind == .returnStmt }
        if Registration.locking.contains(value.calledName ?? "") { return true }
        guard isRegistration(value, file, depth: depth) else { return false }
        isKept = true
        return true
      }
    case .declStmt, .emptyStmt: return true
    default: return false
    }
  }

  private static let locking: Set<String> = ["Lock", "Unlock", "RLock", "RUnlock"]

  // MARK: Commands

  /// `serve.Flags().Int("port", 8080, "")` and what goes with a command's flags; the flags of package flag belong to
  /// every program that imports the package and are no such thing.
  private func isFlag(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    let operand = call.function?.unparenthesized.operand?.unparenthesized
    if let operand, let type = subject.types.type(of: operand, in: file)?.pointee {
      if type.isNamed("github.com/spf13/pflag", "FlagSet") { return true }
      if type.isNamed("github.com/spf13/cobra", "Command"), name.hasPrefix("Set") { return true }
    }
    guard file.importing("github.com/spf13/cobra") != nil else { return false }
    if name.hasPrefix("Mark") || name == "OnInitialize" || name == "OnFinalize" { return true }
    if call.calledOperandName == "viper" { return name.hasPrefix("Bind") || name == "SetDefault" }
    guard let operand, operand.kind == .callExpr else { return false }
    return operand.calledName.map(Registration.flagSets.contains) ?? false
  }

  /// `rootCommand.SilenceUsage = true`, `cobra.MousetrapHelpText = ""`.
  private func isCommandSetting(_ statement: Node, _ file: GoFile) -> Bool {
    statement.token == .assign
      && statement.leftSide.allSatisfy { target in
        guard target.kind == .selectorExpr, let operand = target.operand else { return false }
        if operand.kind == .ident, let cobra = file.importing("github.com/spf13/cobra"), operand.text == cobra.name {
          return true
        }
        return subject.types.type(of: operand, in: file)?.pointee.isNamed("github.com/spf13/cobra", "Command") ?? false
      }
  }

  private static let flagSets: Set<String> = ["Flags", "PersistentFlags", "LocalFlags", "InheritedFlags"]

  private static let registering = [
    "Register", "register", "MustRegister", "mustRegister", "AddCommand", "Publish", "RegisterType", "AddToScheme",
  ]
  /// First words of functions of other modules that keep the functions they are given.
  private static let adding: Set<String> = ["add", "append", "install", "plug", "provide"]
  /// Registrations of the standard library that are named otherwise.
  private static let outside: Set<String> = ["AddExtensionType"]
}

extension GoFile {
  /// Whether the file is compiled for some platforms or with some build tags only.
  fileprivate var isForSomePlatforms: Bool {
    let limit = tree.root.name?.start ?? 0
    let isTagged = tree.commentGroups.prefix { $0.start < limit }.contains { group in
      group.comments.contains { tree.text($0).hasPrefix("//go:build ") }
    }
    if isTagged { return true }
    let words = path.dropLast(3).split(separator: "_").dropFirst()
    return words.last.map { GoFile.systems.contains(String($0)) } ?? false
  }

  private static let systems: Set<String> = [
    "linux", "darwin", "windows", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "illumos", "aix", "android",
    "ios", "js", "wasip1", "plan9", "unix", "amd64", "arm64", "386", "arm", "riscv64", "ppc64le", "s390x", "wasm",
  ]
}
