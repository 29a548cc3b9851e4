import GoSyntax
import GoTypes
import Repository

/// What becomes of a number from `math/rand`, as far as the function around says.
///
/// A number that chooses an element, a moment or a sample, or becomes part of a name, guards nothing. What is printed,
/// returned, stored or turned into text under a name that says nothing may be a secret.
struct RandomUse {
  enum Fate {
    /// The names around say that a secret is made.
    case secret
    /// A secret may be made.
    case open
    case harmless
    /// Harmless whatever the names say: a moment, a comparison, a choice.
    case settled
  }

  let subject: Subject
  let file: GoFile

  /// The fate of an expression's value; `depth` counts the variables followed.
  func fate(of node: Node, depth: Int = 0) -> Fate {
    let fate = plainFate(of: node, depth: depth)
    if fate == .settled { return .harmless }
    guard depth == 0 else { return fate }
    if fate == .open, isMeasure(node) || isChoiceAmongThings(node) || isFraction(node) || isSpread(node) {
      return nameAround(node) == .secret ? .secret : .harmless
    }
    switch nameAround(node) {
    case .secret?: return .secret
    case .harmless?: return .harmless
    case .open?, .settled?, nil: return fate
    }
  }

  private func plainFate(of node: Node, depth: Int) -> Fate {
    var value = node
    while let parent = value.parent {
      switch parent.kind {
      case .parenExpr, .starExpr: value = parent
      case .unaryExpr:
        if parent.token == .not { return .settled }
        value = parent
      case .binaryExpr:
        switch parent.token {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .logicalAnd, .logicalOr:
          return .settled
        default: break
        }
        if isTime(parent) { return .settled }
        value = parent
      case .indexExpr:
        guard parent.operand != value else {
          value = parent
          continue
        }
        return holdsCharacters(parent.operand) && !isFewSigns(parent.operand) ? .open : .settled
      case .callExpr:
        guard parent.function != value else {
          value = parent
          continue
        }
        switch fate(ofArgument: value, in: parent) {
        case .some(let fate): return fate
        case nil: value = parent
        }
      case .selectorExpr:
        // A method of the value: `rand.New(source).Intn(3)`, `time.Duration(n).String()`.
        value = parent
      case .keyValueExpr:
        // A field that holds a number; whoever keeps a secret keeps a text or bytes.
        return holdsText(value) ? .open : .harmless
      case .compositeLit: value = parent
      case .assignStmt: return fate(ofAssigned: value, parent, depth: depth)
      case .valueSpec:
        guard let position = parent.values.firstIndex(of: value) else { return .open }
        let offset = position - parent.values.startIndex
        guard parent.names.count > offset else { return .open }
        return fate(ofName: parent.names[parent.names.startIndex + offset], depth: depth)
      case .rangeStmt, .incDecStmt, .forStmt, .ifStmt, .switchStmt, .caseClause, .sendStmt: return .harmless
      case .returnStmt:
        return value == node && RandomUse.isChoice(node) || isMade(value, of: "error") ? .harmless : .open
      case .exprStmt, .goStmt, .deferStmt: return .open
      case .sliceExpr: value = parent
      default: return .open
      }
    }
    return .open
  }

  /// A fraction handed back as it is: no secret is one. What is printed may be a draw.
  private func isFraction(_ node: Node) -> Bool {
    node.parent?.kind == .returnStmt
      && node.calledName.map { $0.hasSuffix("Float64") || $0.hasSuffix("Float32") } ?? false
  }

  /// `pause + rand.Intn(spread)`: a number of the program's, a little moved.
  private func isSpread(_ node: Node) -> Bool {
    guard let sum = node.parent, sum.kind == .binaryExpr, sum.token == .add || sum.token == .subtract,
      RandomUse.isChoice(node), let other = sum.left == node ? sum.right : sum.left
    else { return false }
    return other.unparenthesized.kind != .basicLit
  }

  private func holdsText(_ node: Node) -> Bool {
    isMade(node, of: "string") || holdsCharacters(node)
  }

  private func isMade(_ node: Node, of basic: String) -> Bool {
    guard let type = subject.types.type(of: node, in: file) else { return false }
    return type == .basic(basic) || subject.types.underlying(type) == .basic(basic)
  }

  /// Signs that are no letters and no digits: `[]rune{'*', '.', '@'}`.
  private func isFewSigns(_ node: Node?) -> Bool {
    guard var node = node?.unparenthesized else { return false }
    if node.kind == .ident, let variable = Variable(node, in: file, subject.types), variable.given.count == 1,
      let only = variable.given.first, only.how == .whole
    {
      node = only.value.unparenthesized
    }
    guard node.kind == .compositeLit else { return false }
    return !node.elements.isEmpty
      && node.elements.allSatisfy { sign in
        sign.kind == .basicLit && !sign.text.contains { $0.isLetter || $0.isNumber }
      }
  }

  /// A fraction that is reckoned with: a distance, an angle, a share.
  private func isMeasure(_ node: Node) -> Bool {
    guard node.calledName.map({ $0.hasSuffix("Float64") || $0.hasSuffix("Float32") }) ?? false else { return false }
    return node.ancestors.prefix { $0.kind != .blockStmt }.contains { around in
      around.kind == .binaryExpr && [.multiply, .add, .subtract, .divide].contains(around.token)
    }
  }

  /// `from := rand.Intn(accountCount)` that stays a number: one of so many things the program has.
  private func isChoiceAmongThings(_ node: Node) -> Bool {
    guard RandomUse.isChoice(node), let bound = node.arguments.first?.unparenthesized,
      bound.kind == .ident || bound.kind == .selectorExpr || bound.calledName == "len",
      let target = node.receivingVariable, target.kind == .ident,
      let variable = Variable(target, in: file, subject.types)
    else { return false }
    if let name = bound.kind == .selectorExpr ? bound.name : bound.kind == .ident ? bound : nil,
      subject.types.declaration(of: name, in: file)?.kind == .constant
    {
      return false
    }
    return !variable.uses.contains { use in
      use.ancestors.prefix { $0.kind != .blockStmt }.contains { around in
        if around.kind == .indexExpr, around.operand?.contains(use) == false { return holdsCharacters(around.operand) }
        guard around.kind == .callExpr else { return false }
        let name = around.calledName ?? ""
        return name == "string"
          || ["Sprint", "Format", "Itoa", "Append", "Sum", "Encode", "Write"].contains {
            name.hasPrefix($0)
          }
      }
    }
  }

  /// `rand.Intn(total)`, given back as it is: one of so many things; a written bound says of how many digits.
  private static func isChoice(_ node: Node) -> Bool {
    guard node.kind == .callExpr, let bound = node.arguments.first?.unparenthesized, bound.kind != .basicLit else {
      return false
    }
    return node.calledName.map(bounded.contains) ?? false
  }

  private static let bounded: Set<String> = [
    "Intn", "IntN", "Int31n", "Int32N", "Int63n", "Int64N", "UintN", "Uint32N", "Uint64N", "N",
  ]

  private func isTime(_ node: Node) -> Bool {
    guard case .named("time", _, _)? = subject.types.type(of: node, in: file) else { return false }
    return true
  }

  /// Nil: the call's result takes the value on.
  private func fate(ofArgument value: Node, in call: Node) -> Fate? {
    guard let function = call.function?.unparenthesized else { return .open }
    if let name = call.calledName {
      if call.calledOperandName == "time" || RandomUse.waiting.contains(name) { return .settled }
      if name == "make" || name == "len" || name == "cap" { return .harmless }
      if RandomUse.speaksOfNoSecret(name) { return .harmless }
      if name == "append" { return nil }
      if call.calledOperandName == "fmt", name.hasPrefix("Sprint") { return isName(call) ? .harmless : nil }
    }
    if function.kind == .arrayType || subject.types.isType(function, in: file) {
      if case .named("time", _, _)? = subject.types.type(of: call, in: file) { return .settled }
      return nil
    }
    if isShown(call) { return .open }
    if let name = call.calledName {
      if RandomUse.speaksOfSecret(name) { return .secret }
      // Nobody is sent a number but to say it again.
      if IdentifierWords(name).containsAny(of: ["sms", "mail", "email"]) { return .open }
    }
    // What a function makes of a number is its own business, unless it is a text or bytes.
    return call.parent?.kind != .exprStmt && (holdsText(call) || RandomUse.seals(call)) ? nil : .harmless
  }

  /// Printed, as a draw is, and not logged beside other things.
  private func isShown(_ call: Node) -> Bool {
    guard let name = call.calledName, call.parent?.kind == .exprStmt else { return false }
    return call.function?.kind == .ident
      ? name == "println" || name == "print" || name == "panic"
      : call.calledOperandName == "fmt" && name.contains("rint")
  }

  /// `sha256.Sum256(number)`, `hex.EncodeToString(number)`, `strconv.Itoa(number)`.
  private static func seals(_ call: Node) -> Bool {
    guard let name = call.calledName else { return false }
    return ["Sum", "Encode", "Format", "Itoa", "Append"].contains(where: name.hasPrefix)
  }

  /// `fmt.Sprintf("node-%d", n)`: a written beginning makes a name of it.
  private func isName(_ call: Node) -> Bool {
    guard let format = call.arguments.first?.unparenthesized.plainString else { return false }
    let words = format.utf8.filter { (97...122).contains($0 | 32) }.count
    let verbs = format.utf8.filter { $0 == 37 }.count
    return words >= verbs + 3 || verbs >= 2
  }

  private func fate(ofAssigned value: Node, _ assignment: Node, depth: Int) -> Fate {
    guard let position = assignment.rightSide.firstIndex(of: value) else { return .open }
    let offset = position - assignment.rightSide.startIndex
    guard assignment.leftSide.count > offset else { return .open }
    let target = assignment.leftSide[assignment.leftSide.startIndex + offset].unparenthesized
    if target.isText("_") { return .open }
    switch target.kind {
    case .ident: return fate(ofName: target, depth: depth)
    case .indexExpr: return holdsCharacters(target.operand) ? .open : .harmless
    default: return .harmless
    }
  }

  /// The worst fate of a variable's uses.
  private func fate(ofName name: Node, depth: Int) -> Fate {
    if RandomUse.speaksOfSecret(name.text) { return .secret }
    if RandomUse.speaksOfNoSecret(name.text) { return .harmless }
    guard depth < 3, let variable = Variable(name, in: file, subject.types) else { return .harmless }
    var worst = Fate.harmless
    for use in variable.uses where use.start > name.start {
      if let parent = use.parent, parent.kind == .assignStmt, parent.leftSide.contains(use) { continue }
      switch fate(of: use, depth: depth + 1) {
      case .secret: return .secret
      case .open: worst = .open
      case .harmless, .settled: break
      }
    }
    return worst
  }

  /// A text, runes, bytes or numbers: what is chosen from them can be a secret's characters.
  func holdsCharacters(_ node: Node?) -> Bool {
    guard let node = node?.unparenthesized, var type = subject.types.type(of: node, in: file) else { return false }
    if case .named = type, let made = subject.types.underlying(type) { type = made }
    switch type {
    case .basic("string"), .untyped(.string): return true
    case .slice(let element), .array(let element), .pointer(.array(let element)):
      if case .basic(let name) = element { return ["uint8", "int32", "rune", "byte"].contains(name) }
      return false
    default: return false
    }
  }

  /// What the function's name and the names the value is given to say.
  private func nameAround(_ node: Node) -> Fate? {
    for around in node.ancestors {
      switch around.kind {
      case .keyValueExpr:
        guard let key = around.key else { continue }
        if RandomUse.speaksOfSecret(key.text) { return .secret }
        if RandomUse.speaksOfNoSecret(key.text) { return .harmless }
      case .assignStmt:
        for target in around.leftSide {
          guard let name = target.lastName else { continue }
          if RandomUse.speaksOfSecret(name) { return .secret }
          if RandomUse.speaksOfNoSecret(name) { return .harmless }
        }
      case .funcDecl:
        guard let name = around.name?.text else { return nil }
        if RandomUse.speaksOfSecret(name) { return .secret }
        return RandomUse.speaksOfNoSecret(name) ? .harmless : nil
      default: continue
      }
    }
    return nil
  }

  static func speaksOfSecret(_ name: String) -> Bool {
    let words = IdentifierWords(name)
    if words.containsAny(of: secrets) { return true }
    return secretParts.contains { words.joined.hasSuffix($0) }
  }

  static func speaksOfNoSecret(_ name: String) -> Bool { IdentifierWords(name).containsAny(of: harmlessWords) }

  private static let waiting: Set<String> = ["Sleep", "After", "AfterFunc", "NewTimer", "NewTicker", "Reset", "Jitter"]
  private static let secrets: Set<String> = [
    "token", "tokens", "secret", "password", "passwd", "passphrase", "session", "nonce", "salt", "apikey", "otp",
    "csrf", "credential", "credentials", "invite", "pin", "passcode", "captcha", "iv", "guid", "uuid", "cookie",
    "verification", "auth", "oauth", "crypto", "signature", "challenge",
  ]
  private static let secretParts = ["apikey", "privatekey", "secretkey", "resetcode", "accesskey", "sessionid"]
  private static let harmlessWords: Set<String> = [
    "jitter", "backoff", "delay", "sleep", "wait", "interval", "splay", "stagger", "retry", "retries", "shuffle",
    "shuffled", "sample", "sampled", "sampling", "sampler", "index", "idx", "pick", "choose", "select", "selected",
    "balance", "balancer", "weight", "weighted", "port", "color", "colour", "shard", "bucket", "partition", "replica",
    "fake", "mock", "dummy", "example", "simulate", "simulation", "timeout", "ttl", "priority", "probability",
    "percent", "percentage", "offset", "election", "poll", "polling", "tick", "noise", "name", "names", "host",
    "hostname", "suffix", "prefix", "ratio", "chance", "position", "level", "seed", "skip", "step", "latency",
    "duration", "period", "expiry", "expiration", "deadline", "cursor", "evict", "eviction", "victim", "pivot",
    "node", "server", "backend", "endpoint", "peer", "addr", "address", "queue", "worker", "benchmark", "bench",
    "lottery", "dice", "roll", "game", "chaos", "drop", "loss", "fuzz", "temp", "tmp", "filename", "file", "path",
    "quote", "message", "tip", "joke", "emoji", "label", "zone", "start", "count", "size", "length", "width",
    "height", "time", "date", "day", "hour", "minute", "second", "seconds", "millis", "ms", "inbox",
    "subject", "reply", "uname", "consumer", "unique", "circuit", "breaker", "mask", "masking", "sequence", "seq",
    "packet", "frame", "fuzzing", "after", "announce",
  ]
}
