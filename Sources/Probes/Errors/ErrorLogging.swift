import GoSyntax
import GoTypes
import Repository

/// How serious a log call says its message is.
enum LogLevel: Hashable {
  case debug, info, warning, error
  /// Ends the program or panics: nothing after it runs.
  case fatal

  /// The level of a call that logs or prints for people; nil for any other call.
  ///
  /// Known by package where the facts tell, else by a level's name on something called a logger.
  init?(of call: Node, _ subject: Subject, _ file: GoFile) {
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name?.text,
      let named = LogLevel(methodName: name)
    else { return nil }
    guard let callee = subject.types.callee(of: call, in: file) else { return nil }
    let level = LogLevel(givenTo: call, named: name) ?? named
    if let path = callee.packagePath, LogLevel.packages.contains(path) {
      let isEventEnd = callee.receiver == "Event"
      self = isEventEnd ? LogLevel(ofEvent: function) ?? level : level
    } else if callee.is("fmt", name), name.hasPrefix("Print") {
      self = .info
    } else if callee.is("fmt", name), name.hasPrefix("Fprint"), call.arguments.first?.text == "os.Stderr" {
      self = .error
    } else if LogLevel.isLogger(function.operand), callee.packagePath.map({ !$0.hasPrefix("fmt") }) ?? true,
      callee.receiver != "error"
    {
      self = level
    } else {
      return nil
    }
  }

  private static let packages: Set<String> = [
    "log", "log/slog", "go.uber.org/zap", "github.com/rs/zerolog", "github.com/rs/zerolog/log",
    "github.com/sirupsen/logrus", "k8s.io/klog/v2", "github.com/golang/glog", "github.com/go-logr/logr",
    "github.com/hashicorp/go-hclog", "github.com/go-kit/log", "github.com/charmbracelet/log",
  ]

  private init?(methodName name: String) {
    var lower = name.lowercased()
    for ending in ["contextf", "context", "ctx", "depth", "ln", "f", "w", "s"]
    where lower.hasSuffix(ending) && lower.count > ending.count + 2 {
      lower.removeLast(ending.count)
      break
    }
    switch lower {
    case "debug", "trace", "verbose": self = .debug
    case "info", "print", "log", "output", "notice", "msg", "send", "fprint": self = .info
    case "warn", "warning": self = .warning
    case "error", "err", "critical", "alert": self = .error
    case "fatal", "panic", "dpanic", "exit": self = .fatal
    default: return nil
    }
  }

  /// `slog.Log(ctx, slog.LevelDebug, "x")`, `logger.Log(zap.DebugLevel, "x")`: the level is an argument.
  private init?(givenTo call: Node, named name: String) {
    guard name.hasPrefix("Log") else { return nil }
    for argument in call.arguments.prefix(2) {
      guard let word = (argument.kind == .selectorExpr ? argument.name : argument), word.kind == .ident else {
        continue
      }
      let text = word.text
      guard text.hasPrefix("Level") || text.hasSuffix("Level") else { continue }
      let rest = text.hasPrefix("Level") ? text.dropFirst(5) : text.dropLast(5)
      if let level = LogLevel(methodName: String(rest)) {
        self = level
        return
      }
    }
    return nil
  }

  /// zerolog's chains name the level first: `log.Debug().Err(err).Msg("x")`.
  private init?(ofEvent function: Node) {
    var node: Node? = function.operand
    var level: LogLevel?
    while let current = node?.unparenthesized {
      if current.kind == .callExpr {
        node = current.function
      } else if current.kind == .selectorExpr {
        let name = current.name?.text ?? ""
        if name != "Err", let found = LogLevel(methodName: name) { level = found }
        node = current.operand
      } else {
        break
      }
    }
    guard let level else { return nil }
    self = level
  }

  /// `logger`, `s.log`, `l`, `zap.L()`: something named for logging.
  private static func isLogger(_ node: Node?) -> Bool {
    guard let node = node?.unparenthesized else { return false }
    switch node.kind {
    case .ident:
      let name = node.text.lowercased()
      return name.contains("log") || name == "l" || name == "lg" || name == "sugar"
    case .selectorExpr: return isLogger(node.name)
    case .callExpr:
      guard let function = node.function?.unparenthesized else { return false }
      return isLogger(function.kind == .selectorExpr ? function.name : function)
        || (function.kind == .selectorExpr && isLogger(function.operand))
    default: return false
    }
  }
}
