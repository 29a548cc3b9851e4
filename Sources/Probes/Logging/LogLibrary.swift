/// A logging library, by what its calls produce.
enum LogLibrary: String, CaseIterable {
  case slog, zerolog, zap, logr, goKit = "go-kit/log", hclog, charm = "charmbracelet/log", log15, phuslu = "phuslu/log"
  case logrus, apex = "apex/log"
  case klog, glog, goLogging = "op/go-logging", standard = "log"

  enum Standing {
    /// Fields are keys and values.
    case structured
    /// Fields exist beside printf-style calls: half credit.
    case halfStructured
    /// Text only.
    case plain
  }

  var standing: Standing {
    switch self {
    case .slog, .zerolog, .zap, .logr, .goKit, .hclog, .charm, .log15, .phuslu, .klog: .structured
    case .logrus, .apex: .halfStructured
    case .glog, .goLogging, .standard: .plain
    }
  }

  /// The library an import path belongs to.
  init?(importPath path: String) {
    for (prefix, library) in LogLibrary.prefixes where path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count)
      if rest.isEmpty || rest.first == "/" {
        self = library
        return
      }
    }
    return nil
  }

  /// Whether a path is worth the look: cheap, for files with many imports.
  private static let prefixes: [(String, LogLibrary)] = [
    ("log/slog", .slog), ("golang.org/x/exp/slog", .slog), ("github.com/prometheus/common/promslog", .slog),
    ("log", .standard), ("github.com/rs/zerolog", .zerolog), ("go.uber.org/zap", .zap),
    ("github.com/uber-go/zap", .zap),
    ("github.com/go-logr/logr", .logr), ("sigs.k8s.io/controller-runtime/pkg/log", .logr),
    ("github.com/go-kit/log", .goKit), ("github.com/go-kit/kit/log", .goKit), ("github.com/hashicorp/go-hclog", .hclog),
    ("github.com/charmbracelet/log", .charm), ("charm.land/log", .charm), ("github.com/inconshreveable/log15", .log15),
    ("github.com/ethereum/go-ethereum/log", .slog), ("cosmossdk.io/log", .zerolog), ("github.com/phuslu/log", .phuslu),
    ("github.com/sirupsen/logrus", .logrus), ("github.com/Sirupsen/logrus", .logrus),
    ("github.com/containerd/log", .logrus),
    ("github.com/apex/log", .apex), ("k8s.io/klog", .klog), ("github.com/golang/glog", .glog),
    ("github.com/op/go-logging", .goLogging), ("github.com/juju/loggo", .goLogging),
    ("github.com/labstack/gommon/log", .goLogging), ("github.com/ipfs/go-log", .zap),
  ]
}
