import GoSyntax
import GoTypes
import Repository

/// Whether a call can fail for what lies outside the program: files, networks, databases, other programs, or input that
/// it reads.
///
/// Functions of the module are followed into what they call, methods of its interfaces into those that have the name.
/// Limits: of other modules' functions only the name and a context among the arguments are known.
struct OutsideWork {
  enum Kind: Int {
    /// It computes, or changes what the program itself holds.
    case inside
    /// It reads what it is given, and fails where that is not well formed.
    case reading
    /// It does something that can fail whatever it is given.
    case work
  }

  private let subject: Subject
  private let packages: Set<String>
  private var known: [Callee: Kind] = [:]
  private lazy var methods = OutsideWork.methods(subject)

  init(_ subject: Subject) {
    self.subject = subject
    packages = Set(subject.snapshot.productFiles.map(\.packagePath))
  }

  mutating func kind(of call: Node, in file: GoFile) -> Kind { kind(of: call, in: file, depth: 0) }

  private mutating func kind(of call: Node, in file: GoFile, depth: Int) -> Kind {
    guard let name = call.calledName else { return .inside }
    guard let callee = subject.types.callee(of: call, in: file) else {
      guard let called = call.function?.unparenthesized, called.kind == .ident else {
        return OutsideWork.kind(byName: name)
      }
      // What is declared nowhere is taken at its word, and so is a function that was handed in; whoever calls one that
      // calls such a function has chosen it.
      return depth == 0 || subject.types.declaration(of: called, in: file) == nil ? .work : .inside
    }
    if readsProgram(call, file) { return .inside }
    guard let path = callee.packagePath else { return OutsideWork.kind(byName: name) }
    if path == "builtin" { return .inside }
    if FunctionIndex.declaration(of: callee, subject) != nil { return kind(of: callee, depth: depth) }
    if packages.contains(path) {
      return kind(ofInterface: callee, depth: depth)
    }
    if ObligationReader.isStandard(path) { return OutsideWork.kind(ofStandard: callee, path) }
    return takesContext(call, file) ? .work : OutsideWork.kind(byName: name)
  }

  /// The most that any call in a function of the module does whose error it may give.
  private mutating func kind(of callee: Callee, depth: Int) -> Kind {
    if let answer = known[callee] { return answer }
    guard depth < 6, let declared = FunctionIndex.declaration(of: callee, subject) else { return .inside }
    known[callee] = .inside
    var most = Kind.inside
    for call in declared.node.descendants(of: .callExpr) {
      guard most != .work else { break }
      if case .none = subject.types.errorResults(of: call, in: declared.file) { continue }
      let kind = kind(of: call, in: declared.file, depth: depth + 1)
      if kind.rawValue > most.rawValue { most = kind }
    }
    known[callee] = most
    return most
  }

  private mutating func kind(ofInterface callee: Callee, depth: Int) -> Kind {
    let all = methods[callee.name] ?? []
    if all.isEmpty { return OutsideWork.kind(byName: callee.name) }
    var most = Kind.inside
    for method in all.prefix(12) where most != .work {
      let kind = kind(of: method, depth: depth + 1)
      if kind.rawValue > most.rawValue { most = kind }
    }
    return most
  }

  private static func methods(_ subject: Subject) -> [String: [Callee]] {
    var methods: [String: [Callee]] = [:]
    for file in subject.snapshot.productFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.receiver != nil {
        guard let name = function.name?.text, let receiver = FunctionIndex.receiverName(of: function) else { continue }
        methods[name, default: []].append(Callee(packagePath: file.packagePath, receiver: receiver, name: name))
      }
    }
    return methods
  }

  private func takesContext(_ call: Node, _ file: GoFile) -> Bool {
    guard let first = call.arguments.first else { return false }
    return subject.types.type(of: first, in: file)?.isContext ?? (first.isText("ctx"))
  }

  /// Whether a call reads what was compiled into the program, or random bytes.
  private func readsProgram(_ call: Node, _ file: GoFile) -> Bool {
    call.arguments.contains { argument in
      subject.types.type(of: argument, in: file)?.isNamed("embed", "FS") == true
        || argument.kind == .selectorExpr && argument.name?.isText("Reader") == true
          && argument.operand.map { $0.text == file.importing("crypto/rand")?.name } ?? false
    }
      || call.function?.unparenthesized.operand.flatMap { subject.types.type(of: $0, in: file) }?
        .isNamed("embed", "FS") == true
  }

  // MARK: What is known of other packages

  private static func kind(ofStandard callee: Callee, _ path: String) -> Kind {
    let name = callee.name
    switch path {
    case "os": return name == "Setenv" || name == "Unsetenv" ? .inside : .work
    case "path/filepath": return ["Abs", "Walk", "WalkDir", "EvalSymlinks"].contains(name) ? .work : .inside
    case "net/http": return name.hasPrefix("NewRequest") ? .reading : .work
    case "net": return name.hasPrefix("Parse") ? .reading : .work
    case "crypto/tls", "database/sql", "os/exec", "os/user", "net/rpc", "net/smtp", "net/textproto", "io", "io/ioutil",
      "io/fs", "bufio", "syscall", "log/syslog", "plugin", "mime/multipart":
      return .work
    case "regexp", "strconv", "time", "net/url", "net/mail", "net/netip", "go/parser", "crypto/x509", "mime":
      return .reading
    default: break
    }
    if ["archive/", "compress/"].contains(where: path.hasPrefix) { return .work }
    let isData = path.hasPrefix("encoding/") || path == "encoding" || path.hasSuffix("/template")
    guard isData, let first = IdentifierWords(name).words.first else { return .inside }
    return ["decode", "unmarshal", "parse", "read"].contains(first) ? .reading : .inside
  }

  /// By the verb that a name begins with.
  private static func kind(byName name: String) -> Kind {
    guard let first = IdentifierWords(name).words.first else { return .inside }
    return working.contains(first) ? .work : readingVerbs.contains(first) ? .reading : .inside
  }

  private static let working: Set<String> = [
    "open", "read", "write", "load", "save", "store", "fetch", "download", "upload", "dial", "connect", "listen",
    "serve", "start", "run", "exec", "execute", "query", "ping", "send", "recv", "receive", "publish", "commit",
    "rollback", "begin", "migrate", "drop", "insert", "update", "upsert", "delete", "find", "list", "count", "stat",
    "remove", "mkdir", "rename", "copy", "close", "flush", "sync", "wait", "do", "select", "scan", "truncate", "create",
    "auto", "pull", "push", "clone", "checkout", "request", "call", "render", "resume", "suspend",
  ]
  private static let readingVerbs: Set<String> = ["parse", "unmarshal", "decode", "compile", "match", "generate"]
}
