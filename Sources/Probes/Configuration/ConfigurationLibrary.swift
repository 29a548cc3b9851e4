extension ConfigurationLoads {
  /// A library that fills settings, and the calls by which it does.
  struct Library: Sendable {
    let name: String
    let source: Source
    let functions: Set<String>
    /// Methods that count on any operand: `v.ReadInConfig()`.
    let methods: Set<String>
    var stopsItself = false
  }

  static func library(_ path: String) -> Library? {
    for (prefix, library) in libraries where path.isPath(prefix) { return library }
    return nil
  }

  /// Whether a load is named after a library for settings, and not after a file format's package.
  static func isLibrary(_ name: String) -> Bool { libraries.contains { $0.1.name == name } }

  private static let viperCalls: Set<String> = [
    "ReadInConfig", "Unmarshal", "UnmarshalExact", "AutomaticEnv", "BindPFlags", "BindPFlag", "BindEnv", "SetDefault",
    "MergeInConfig", "ReadConfig", "UnmarshalKey",
  ]

  private static let libraries: [(String, Library)] = [
    ("github.com/spf13/viper", Library(name: "viper", source: .file, functions: viperCalls, methods: viperCalls)),
    (
      "github.com/caarlos0/env",
      Library(
        name: "caarlos0/env", source: .environment,
        functions: ["Parse", "ParseAs", "ParseWithOptions", "Must", "ParseAsWithOptions", "ParseWithFuncs"], methods: []
      )
    ),
    (
      "github.com/kelseyhightower/envconfig",
      Library(name: "envconfig", source: .environment, functions: ["Process", "MustProcess"], methods: [])
    ),
    (
      "github.com/sethvargo/go-envconfig",
      Library(
        name: "go-envconfig", source: .environment, functions: ["Process", "ProcessWith", "MustProcess"], methods: [])
    ),
    (
      "github.com/vrischmann/envconfig",
      Library(
        name: "envconfig", source: .environment, functions: ["Init", "InitWithPrefix", "InitWithOptions"], methods: [])
    ),
    (
      "github.com/ilyakaznacheev/cleanenv",
      Library(name: "cleanenv", source: .environment, functions: ["ReadConfig", "ReadEnv"], methods: [])
    ),
    (
      "github.com/joeshaw/envdecode",
      Library(
        name: "envdecode", source: .environment, functions: ["Decode", "StrictDecode", "MustDecode"], methods: [])
    ),
    (
      "github.com/ardanlabs/conf",
      Library(name: "ardanlabs/conf", source: .environment, functions: ["Parse"], methods: [])
    ),
    (
      "github.com/Netflix/go-env",
      Library(name: "go-env", source: .environment, functions: ["UnmarshalFromEnviron"], methods: [])
    ),
    (
      "github.com/knadh/koanf",
      Library(
        name: "koanf", source: .file, functions: ["Load", "Unmarshal", "UnmarshalWithConf"],
        methods: ["Load", "Unmarshal", "UnmarshalWithConf"])
    ),
    (
      "github.com/cristalhq/aconfig",
      Library(name: "aconfig", source: .environment, functions: ["Load", "LoaderFor"], methods: ["Load"])
    ),
    ("github.com/jinzhu/configor", Library(name: "configor", source: .file, functions: ["Load"], methods: ["Load"])),
    ("github.com/peterbourgon/ff", Library(name: "ff", source: .flags, functions: ["Parse"], methods: ["Parse"])),
    (
      "github.com/alecthomas/kong",
      Library(name: "kong", source: .flags, functions: ["Parse", "New", "Must"], methods: [], stopsItself: true)
    ),
    (
      "github.com/alecthomas/kingpin",
      Library(
        name: "kingpin", source: .flags, functions: ["Parse", "New", "MustParse"], methods: ["Parse"], stopsItself: true
      )
    ),
    (
      "gopkg.in/alecthomas/kingpin",
      Library(
        name: "kingpin", source: .flags, functions: ["Parse", "New", "MustParse"], methods: ["Parse"], stopsItself: true
      )
    ),
    (
      "github.com/jessevdk/go-flags",
      Library(name: "go-flags", source: .flags, functions: ["Parse", "NewParser"], methods: ["Parse"])
    ),
    (
      "github.com/spf13/cobra",
      Library(
        name: "cobra", source: .flags,
        functions: ["Flags", "PersistentFlags", "MarkFlagRequired", "MarkPersistentFlagRequired"],
        methods: ["Flags", "PersistentFlags", "MarkFlagRequired"], stopsItself: true)
    ),
    (
      "github.com/spf13/pflag",
      Library(name: "pflag", source: .flags, functions: ["Parse"], methods: ["Parse"], stopsItself: true)
    ),
    (
      "github.com/urfave/cli",
      Library(
        name: "urfave/cli", source: .flags, functions: ["Run", "RunContext"], methods: ["Run", "RunContext"],
        stopsItself: true)
    ),
    (
      "github.com/zeromicro/go-zero/core/conf",
      Library(name: "go-zero conf", source: .file, functions: ["MustLoad", "Load"], methods: [])
    ),
    ("flag", Library(name: "flag", source: .flags, functions: ["Parse"], methods: ["Parse"], stopsItself: true)),
  ]
}
