import GoSyntax
import GoTypes
import Repository

/// What a variable of a package begins with, as far as it matters to who changes it.
enum GlobalValue {
  /// Text, number or truth: what a constant could hold.
  case constant
  /// No value: what it holds comes from elsewhere.
  case empty
  /// A list or map written down on the spot.
  case table
  /// A function or description written down on the spot.
  case written
  /// Something that has another name already.
  case alias
  /// Made to be shared and not to be changed: a template, a metric, a logger, a pool.
  case shared
  /// Anything else, such as what a call gives.
  case made

  init(_ spec: Node, _ name: Node, _ value: Node?, in file: GoFile, _ types: ModuleTypes) {
    if let type = spec.type, GlobalValue.isShared(type, file) {
      self = .shared
      return
    }
    guard let value = value?.unparenthesized else {
      self = .empty
      return
    }
    switch value.kind {
    case .callExpr:
      let isCurried = value.calledName.map { ["MustCurryWith", "CurryWith", "WithLabelValues"].contains($0) } ?? false
      let isShared =
        isCurried || GlobalValue.measures(value) || value.function.map { GlobalValue.isShared($0, file) } ?? false
        || GlobalValue.isLogger(name.text)
        || GlobalValue.registers(value) || GlobalValue.isFixed(value, file, types)
      // `[]byte("tea")`, `append([]string{}, names...)`.
      let isTable = value.function.map { $0.kind == .arrayType || $0.isText("append") } ?? false
      if isShared {
        self = .shared
      } else if isTable {
        self = .table
      } else if GlobalValue.listsTexts(value) || value.arguments.contains(where: { $0.kind == .funcLit }) {
        self = .written
      } else {
        self = GlobalValue.isConstant(value, file, types) ? .constant : .made
      }
    case .compositeLit:
      let isTable = value.type.map { $0.kind == .mapType || $0.kind == .arrayType } ?? false
      let isShared = value.type.map { GlobalValue.isShared($0, file) } ?? false
      self = isTable ? .table : isShared ? .shared : .written
    case .funcLit: self = .written
    case .unaryExpr where value.token == .and:
      let literal = value.operand?.unparenthesized
      if literal?.type.map({ GlobalValue.isShared($0, file) }) ?? false {
        self = .shared
      } else {
        self = literal?.kind == .compositeLit ? .written : .made
      }
    default:
      if GlobalValue.isShared(value, file) {
        self = .shared
      } else if GlobalValue.isConstant(value, file, types) {
        self = .constant
      } else if value.kind == .ident || value.kind == .selectorExpr {
        self = .alias
      } else {
        self = .made
      }
    }
  }

  /// What a constant can be set to.
  private static func isConstant(_ value: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    switch value.kind {
    case .basicLit: return true
    case .parenExpr: return value.operand.map { isConstant($0, file, types) } ?? false
    case .unaryExpr: return value.token != .and && value.operand.map { isConstant($0, file, types) } ?? false
    case .binaryExpr:
      guard let left = value.left, let right = value.right else { return false }
      return isConstant(left, file, types) && isConstant(right, file, types)
    case .ident:
      if value.isText("true") || value.isText("false") { return true }
      return types.declaration(of: value, in: file)?.kind == .constant
    case .selectorExpr:
      guard let operand = value.operand, operand.kind == .ident else { return false }
      return file.imports.contains { $0.name == operand.text && ($0.path == "time" || $0.path == "math") }
    case .callExpr:
      // A conversion: `time.Duration(3)`.
      guard value.arguments.count == 1, let argument = value.arguments.first, let function = value.function,
        case .basic = types.type(of: value, in: file).map({ types.underlying($0) ?? $0 })
      else { return false }
      return types.isType(function, in: file) && isConstant(argument, file, types)
    default: return false
    }
  }

  /// `sets.New("tea", "coffee")`: a list written down, kept in something better than a slice.
  private static func listsTexts(_ call: Node) -> Bool {
    call.arguments.count > 1 && call.arguments.allSatisfy { $0.kind == .basicLit && $0.token == .string }
  }

  /// `makeGauge("orders", "…")`, `figures.NewCounter("…")`: metrics by what makes them.
  private static func measures(_ call: Node) -> Bool {
    guard let name = call.calledName, !call.arguments.isEmpty else { return false }
    let words = IdentifierWords(name)
    return ["new", "make", "must", "register", "create"].contains(words.words.first ?? "")
      && words.containsAny(of: ["counter", "gauge", "gauged", "histogram", "summary"])
  }

  /// `gates.MustRegister("cheapTea")`, or what wraps it.
  private static func registers(_ call: Node) -> Bool {
    let isRegistering = { (call: Node) in
      call.calledName.map { $0.hasPrefix("MustRegister") || $0.hasPrefix("Register") } ?? false
    }
    return isRegistering(call) || call.arguments.contains { $0.kind == .callExpr && isRegistering($0) }
  }

  /// What a text or a date written down comes to, once and for all: `redis.NewScript("…")`, `glob.MustCompile("*.go")`,
  /// `http.CanonicalHeaderKey("x-shop")`, `time.Date(2020, …).Add(time.Minute)`, `time.LoadLocation("UTC")`.
  private static func isFixed(_ call: Node, _ file: GoFile, _ types: ModuleTypes) -> Bool {
    var call = call
    while let inner = call.function?.unparenthesized.operand?.unparenthesized, inner.kind == .callExpr { call = inner }
    guard let function = call.function?.unparenthesized, function.kind == .selectorExpr, let name = function.name?.text,
      let package = call.calledOperandName, let path = file.imports.first(where: { $0.name == package })?.path
    else { return false }
    guard call.arguments.allSatisfy({ isConstant($0.unparenthesized, file, types) || isNamedElsewhere($0, file) })
    else {
      return false
    }
    return ["CanonicalHeaderKey", "CanonicalMIMEHeaderKey", "NewScript", "MustCompile"].contains(name)
      || path == "time" && ["Date", "LoadLocation", "FixedZone"].contains(name)
      || path == "fmt" && name == "Sprintf" || path == "strings" && ["Repeat", "ToUpper", "ToLower"].contains(name)
  }

  /// An exported name of another package, as constants are given.
  private static func isNamedElsewhere(_ argument: Node, _ file: GoFile) -> Bool {
    guard argument.kind == .selectorExpr, let operand = argument.operand, operand.kind == .ident else { return false }
    return file.imports.contains { $0.name == operand.text }
  }

  private static func isLogger(_ name: String) -> Bool {
    ["log", "Log", "logger", "Logger"].contains { name == $0 || name.hasSuffix("Logger") }
  }

  /// A type, function or variable of a package whose values are made once for the whole program.
  private static func isShared(_ expression: Node, _ file: GoFile) -> Bool {
    var node = expression.unparenthesized
    // A struct written down for what it holds: `struct{ orders prometheus.Counter }`.
    if node.kind == .structType {
      let fields = node.fieldList?.fields ?? node.fields
      return !fields.isEmpty && fields.allSatisfy { $0.type.map { isShared($0, file) } ?? false }
    }
    while node.kind == .starExpr || node.kind == .callExpr || node.kind == .indexExpr || node.kind == .indexListExpr
      || node.kind == .selectorExpr && node.operand?.kind != .ident
    {
      guard let inner = node.kind == .callExpr ? node.function : node.operand else { return false }
      node = inner.unparenthesized
    }
    guard node.kind == .selectorExpr, let operand = node.operand, operand.kind == .ident, let name = node.name,
      let imported = file.imports.first(where: { $0.name == operand.text })
    else { return false }
    if let names = standard[imported.path] { return names.isEmpty || names.contains(name.text) }
    return libraries.contains { imported.path.isPath($0) }
  }

  /// Of the standard library: the names, or everything where none is named.
  private static let standard: [String: Set<String>] = [
    "sync": ["Mutex", "RWMutex", "Once", "Pool", "OnceFunc", "OnceValue", "OnceValues"],
    "regexp": [], "text/template": [], "html/template": [], "log/slog": [], "mime": [], "reflect": [],
    "encoding/base64": [], "encoding/base32": [], "encoding/binary": [], "net/netip": [], "hash/crc32": [],
    "hash/crc64": [],
    "unicode": [], "embed": [], "log": ["New", "Logger"], "strings": ["NewReplacer", "Replacer"],
  ]
  private static let libraries = [
    "github.com/prometheus/client_golang", "go.opentelemetry.io/otel", "k8s.io/component-base/metrics",
    "github.com/VictoriaMetrics/metrics", "github.com/rs/zerolog", "go.uber.org/zap", "github.com/sirupsen/logrus",
    "github.com/go-logr", "github.com/go-kit/log", "github.com/hashicorp/go-hclog", "github.com/spf13/cobra",
    "github.com/urfave/cli", "golang.org/x/text", "golang.org/x/sync/singleflight", "k8s.io/apimachinery",
    "sigs.k8s.io/controller-runtime", "google.golang.org/grpc/status",
    "github.com/charmbracelet/lipgloss", "charm.land/lipgloss",
  ]
}
