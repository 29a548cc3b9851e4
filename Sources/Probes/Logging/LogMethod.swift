/// What the name of a logging function or method says: its level and how its arguments are read.
struct LogMethod: Hashable {
  enum Level: Int, Comparable {
    case trace, debug, info, warn, error, fatal
    /// `Print`, `Log`: the name says none.
    case none

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }
  enum Form { case plain, formatted, line, pairs }

  let level: Level
  let form: Form

  init?(_ name: String) {
    guard let known = LogMethod.byName[name] else { return nil }
    self = known
  }

  private init(level: Level, form: Form) {
    self.level = level
    self.form = form
  }

  private static let byName: [String: LogMethod] = {
    let levels: [(String, Level)] = [
      ("Trace", .trace), ("Debug", .debug), ("Verbose", .debug), ("Info", .info), ("Notice", .info), ("Warn", .warn),
      ("Warning", .warn), ("Error", .error), ("Err", .error), ("Critical", .error), ("Crit", .error), ("Fatal", .fatal),
      ("Panic", .fatal), ("DPanic", .fatal), ("Print", .none), ("Log", .none),
    ]
    let suffixes: [(String, Form)] = [
      ("", .plain), ("f", .formatted), ("ln", .line), ("w", .pairs), ("S", .pairs), ("Context", .plain),
      ("Ctx", .plain),
      ("Depth", .line), ("fContext", .formatted), ("Contextf", .formatted), ("Attrs", .pairs), ("SDepth", .pairs),
      ("fWithContext", .formatted), ("WithContext", .plain),
    ]
    var all: [String: LogMethod] = [:]
    for (base, level) in levels {
      for (suffix, form) in suffixes { all[base + suffix] = LogMethod(level: level, form: form) }
    }
    return all
  }()

  /// Whether a variable or field of this name holds a logger.
  static func isLoggerName(_ name: String) -> Bool {
    let lower = name.lowercased()
    if shortNames.contains(lower) { return true }
    if lower.hasSuffix("logger") || lower.hasPrefix("logger") || lower.hasSuffix("logging") { return true }
    return lower.hasSuffix("log") && !otherLogs.contains { lower.hasSuffix($0) }
  }

  private static let shortNames: Set<String> = [
    "l", "lg", "lgr", "lggr", "logr", "log", "logger", "slog", "zlog", "klog", "sugar", "sugared", "zap", "logentry",
    "logctx", "llog", "logs",
  ]
  private static let otherLogs = [
    "catalog", "dialog", "blog", "backlog", "changelog", "oplog", "binlog", "raftlog", "prolog", "epilog", "analog",
    "weblog",
    "commitlog", "gitlog", "reflog", "translog", "redolog", "undolog", "vlog",
  ]
}
