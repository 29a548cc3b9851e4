import GoSyntax
import Repository

/// The places that turn flags, environment or a file into settings.
struct ConfigurationLoads: Sendable {
  enum Source: String, Sendable { case environment, flags, file }

  struct Load: Sendable {
    let file: GoFile
    let node: Node
    /// What does it, for the reader: `viper`, `caarlos0/env`, `flag`.
    let library: String
    let source: Source
    /// Whether the call returns the error of a bad setting (and is not merely a definition).
    let canFail: Bool
    /// Whether a bad value ends the program by itself: `MustProcess`, `flag.Parse`.
    let stopsItself: Bool

    func from(_ source: Source) -> Load {
      Load(file: file, node: node, library: library, source: source, canFail: canFail, stopsItself: stopsItself)
    }
  }

  private(set) var loads: [Load] = []
  /// Definitions of flags.
  private(set) var flagCount = 0
  /// `viper.SetDefault` and flags' own defaults.
  private(set) var defaultCount = 0
  /// Names of package variables and locals that hold a flag's value, by the package's path.
  private(set) var flagNames: [String: Set<String>] = [:]
  /// Names of locals that are given a setting by its key, by the file's path: `limit := c.Int("limit")`.
  private(set) var settingNames: [String: Set<String>] = [:]
  /// Unowned because it keeps this for all who ask: the subject without a watch.
  unowned(unsafe) let subject: Subject
  private var viperReadsFile = false
  private var viperReadsEnvironment = false

  init(_ subject: Subject) {
    self.subject = subject
    let shipped = subject.shippedPrograms
    let building = Set(subject.snapshot.packages.lazy.filter { $0.isMain && $0.servesTheBuild }.map(\.path))
    let typed = CommandsOfOthers(subject)
    for file in subject.snapshot.productFiles
    where shipped.ships(file) && !building.contains(file.packagePath) && !typed.packages.contains(file.packagePath) {
      read(file)
    }
    let rest: Source = viperReadsFile ? .file : viperReadsEnvironment ? .environment : .flags
    loads = loads.map { load in
      switch load.library {
      case "viper": load.from(ConfigurationLoads.viperSource(load.node.calledName) ?? rest)
      case "koanf": load.from(ConfigurationLoads.koanfSource(load.node) ?? load.source)
      default: load
      }
    }
  }

  /// What a call of viper takes settings from by itself.
  private static func viperSource(_ name: String?) -> Source? {
    switch name {
    case "BindPFlag", "BindPFlags": .flags
    case "AutomaticEnv", "BindEnv": .environment
    default: nil
    }
  }

  /// What `k.Load(provider, parser)` takes settings from; nil where the provider does not say.
  private static func koanfSource(_ call: Node) -> Source? {
    switch call.arguments.first?.unparenthesized.calledOperandName {
    case "env": .environment
    case "posflag", "basicflag", "cliflagv2", "cliflagv3": .flags
    default: nil
    }
  }

  /// `k.Load(confmap.Provider(defaults, "."), nil)`: what the program holds already.
  private static func isKept(_ call: Node) -> Bool {
    ["rawbytes", "confmap", "structs"].contains(call.arguments.first?.unparenthesized.calledOperandName)
  }

  /// `words, err := shlex.Split(options)` before `flags.Parse(words)`: options of something else, written as a text.
  private static func isOfText(_ words: Node) -> Bool {
    guard words.kind == .ident, let function = words.outermostFunction else { return false }
    return function.descendants(of: .assignStmt).contains { statement in
      statement.start < words.start && statement.leftSide.first?.isSameText(as: words) ?? false
        && statement.rightSide.first?.unparenthesized.calledName.map { $0 == "Split" || $0 == "Fields" } ?? false
    }
  }

  private struct KnownImports: FileFact {
    let libraries: [(GoImport, Library)]
    let formats: [GoImport]

    init(_ file: GoFile) {
      libraries = file.imports.compactMap { imported in
        ConfigurationLoads.library(imported.path).map { (imported, $0) }
      }
      formats = file.imports.filter { ConfigurationLoads.formats.contains($0.path.withoutVersion) }
    }
  }

  private mutating func read(_ file: GoFile) {
    let imports = file.fact(KnownImports.self)
    let (known, formats) = (imports.libraries, imports.formats)
    guard !known.isEmpty || !formats.isEmpty else { return }
    let isFlagFile = known.contains { $0.1.source == .flags }
    let isViperFile = known.contains { $0.1.name == "viper" }
    for call in file.tree.nodes(of: .callExpr) {
      guard var function = call.function?.unparenthesized, let name = function.lastName else { continue }
      if function.kind == .indexExpr, let inner = function.operand { function = inner }
      if isFlagFile, readFlag(call, name, file) { continue }
      readSetting(call, name, file)
      if isViperFile {
        if ConfigurationLoads.viperFileCalls.contains(name) { viperReadsFile = true }
        if name == "AutomaticEnv" || name == "BindEnv" { viperReadsEnvironment = true }
      }
      let qualifier = function.operand?.unparenthesized.lastName ?? ""
      if let library = library(called: name, on: qualifier, known), isOf(library, call, function, name, known, file) {
        if name == "SetDefault" {
          defaultCount += 1
          continue
        }
        if library.name == "koanf", ConfigurationLoads.isKept(call) { continue }
        if SettingsPlaces.answersRequest(call, file, subject) || SettingsPlaces.isForTests(call, file) { continue }
        // `flag.CommandLine.Parse([]string{"-v"})` sets another library's flags.
        if name == "Parse", call.arguments.first?.unparenthesized.kind == .compositeLit { continue }
        if name == "Parse", let given = call.arguments.first, ConfigurationLoads.isOfText(given) { continue }
        if name == "Flags" || name == "PersistentFlags", !FlagSetUse.defines(call) { continue }
        loads.append(
          Load(
            file: file, node: call, library: library.name, source: library.source,
            canFail: !ConfigurationLoads.silent.contains(name),
            stopsItself: name.hasPrefix("Must") || library.stopsItself))
      } else if ConfigurationLoads.decoders.contains(name), call.arguments.first?.kind != .compositeLit,
        isDecodingSettings(call, qualifier, formats, file),
        !DecodedData(file, subject).isOfMessage(call), !DecodedData(file, subject).isThrownAway(call),
        !SettingsPlaces.answersRequest(call, file, subject),
        !SettingsPlaces.isForTests(call, file)
      {
        // `yaml.Unmarshal`, `json.NewDecoder(f).Decode`
        let maker = DecodedData(file, subject).maker(of: call) ?? qualifier
        let format = (formats.first { $0.name == maker } ?? formats.first)?.path ?? ""
        loads.append(Load(file: file, node: call, library: format, source: .file, canFail: true, stopsItself: false))
      }
    }
    for specification in file.tree.nodes(of: .compositeLit) {
      // urfave/cli flags are literals: &cli.StringFlag{Name: "port"}.
      guard let type = specification.type, type.kind == .selectorExpr, isFlagFile,
        type.name?.text.hasSuffix("Flag") == true
      else { continue }
      flagCount += 1
      if flagCount == 1 {
        loads.append(
          Load(
            file: file, node: specification, library: "urfave/cli", source: .flags, canFail: false, stopsItself: true))
      }
    }
  }

  /// The library whose call this is: its package's function, or a method that only it has.
  private func library(called name: String, on qualifier: String, _ known: [(GoImport, Library)]) -> Library? {
    for (imported, library) in known where library.functions.contains(name) {
      if imported.name == qualifier || library.methods.contains(name) { return library }
    }
    return nil
  }

  /// `time.Parse` and `template.New("x").Parse` beside a flag library are something else.
  private func isOf(
    _ library: Library, _ call: Node, _ function: Node, _ name: String, _ known: [(GoImport, Library)], _ file: GoFile
  ) -> Bool {
    guard let operand = function.operand?.unparenthesized else { return true }
    // `command.Flags().Lookup("x")` asks for one that is there; a flag for the version or for help is no setting.
    if let next = call.parent, next.kind == .selectorExpr {
      if next.name?.isText("Lookup") ?? false { return false }
      if let definition = next.parent, definition.kind == .callExpr, definition.function == next,
        let flag = definition.arguments.first, flag.isText("\"version\"") || flag.isText("\"help\"")
      {
        return false
      }
    }
    if operand.kind == .ident,
      let imported = file.imports.first(where: { operand.hasText($0.name) })
    {
      return known.contains { $0.0.path == imported.path }
    }
    // An application is run with the program's arguments; `command.Run()` and `runner.Run(ctx)` run something else.
    if name.hasPrefix("Run"), call.arguments.last?.isContextByName ?? true { return false }
    guard let path = subject.types.callee(of: call, in: file)?.packagePath,
      path != file.packagePath || name.hasPrefix("Run")
    else {
      // `t.Parse(text)` of who knows what.
      guard name == "Parse", operand.kind == .ident else { return true }
      return IdentifierWords(operand.text).containsAny(of: ConfigurationLoads.parsers)
    }
    return ConfigurationLoads.library(path)?.source == library.source
  }

  /// A definition `fs.Int("port", 80, "...")`, `fs.StringVar(&addr, "addr", "", "...")`.
  private mutating func readFlag(_ call: Node, _ name: String, _ file: GoFile) -> Bool {
    guard ConfigurationLoads.flagTypes.contains(ConfigurationLoads.baseName(name)),
      call.arguments.count >= 2, call.arguments.prefix(2).contains(where: { LiteralText.of($0) != nil }),
      call.function?.kind == .selectorExpr
    else { return false }
    flagCount += 1
    defaultCount += 1
    if let target = call.arguments.first, target.kind == .unaryExpr, let variable = target.operand?.lastName {
      flagNames[file.packagePath, default: []].insert(variable)
    } else if let statement = call.parent, statement.kind == .assignStmt,
      let variable = statement.leftSide.first?.lastName
    {
      flagNames[file.packagePath, default: []].insert(variable)
    } else if let specification = call.parent, specification.kind == .valueSpec {
      // The n-th value belongs to the n-th name.
      for (variable, value) in zip(specification.names, specification.values) where value == call {
        flagNames[file.packagePath, default: []].insert(variable.text)
      }
    }
    return true
  }

  /// `limit := c.Int("limit")` of urfave/cli, `v.GetInt("limit")` of viper, in a file that imports such a library.
  private mutating func readSetting(_ call: Node, _ name: String, _ file: GoFile) {
    let kind = name.hasPrefix("Get") ? String(name.dropFirst(3)) : name
    guard ConfigurationLoads.flagTypes.contains(kind), call.arguments.count == 1,
      call.arguments.first.flatMap(LiteralText.of) != nil, call.function?.unparenthesized.kind == .selectorExpr,
      let target = call.parent?.kind == .assignStmt ? call.receivingName(at: 0) : nil, target.kind == .ident
    else { return }
    settingNames[file.path, default: []].insert(target.text)
  }

  /// `String` of `StringVarP`, `StringVar`, `StringP`.
  private static func baseName(_ name: String) -> String {
    for suffix in ["VarP", "Var", "P"] where name.hasSuffix(suffix) && name.count > suffix.count {
      return String(name.dropLast(suffix.count))
    }
    return name
  }

  /// Whether `Unmarshal(data, &cfg)` or `decoder.Decode(&cfg)` fills settings: by the names around it.
  private func isDecodingSettings(_ call: Node, _ qualifier: String, _ formats: [GoImport], _ file: GoFile) -> Bool {
    let isFormat =
      formats.contains { $0.name == qualifier } || ["dec", "decoder", "d"].contains(qualifier)
      || call.function?.operand?.kind == .callExpr
    guard isFormat, !formats.isEmpty else { return false }
    guard let target = DecodedData.target(of: call) else { return false }
    // In a file named for settings a map is one where the function reads a file, or says that it loads something.
    if isDocument(target, file),
      !SettingsPlaces.isSettings(file)
        || !DecodedData(file, subject).isOfFile(call) && !SettingsPlaces.isNamedForLoading(call)
    {
      return false
    }
    // A value that knows how to decode itself is part of whatever is read.
    let around = call.ancestors.first { $0.kind == .funcDecl }
    if around?.receiver != nil, around?.name?.text.hasPrefix("Unmarshal") ?? false { return false }
    let maker = DecodedData(file, subject).maker(of: call) ?? qualifier
    let used = formats.filter { $0.name == maker }
    let isJSON = (used.isEmpty ? formats : used).allSatisfy { $0.path.hasSuffix("json") }
    if isJSON, isStateOfObject(call, file) { return false }
    if SettingsPlaces.isNamedForSettings(target.lastName ?? "") {
      return !isJSON || DecodedData(file, subject).isOfFile(call)
        || SettingsPlaces.isCommandOrSettings(file) && SettingsPlaces.isNamedForLoading(call)
    }
    guard let function = call.ancestors.first(where: { $0.kind == .funcDecl })?.name?.text else { return false }
    let isNamed = IdentifierWords(function).containsAny(of: ["config", "conf", "cfg", "settings", "options"])
    // JSON is what messages are written in: a function's name alone says too little.
    return isJSON ? isNamed && DecodedData(file, subject).isOfFile(call) : isNamed || SettingsPlaces.isSettings(file)
  }

  /// In a method of something that is neither settings nor the program: one of many keeps its options in a file.
  private func isStateOfObject(_ call: Node, _ file: GoFile) -> Bool {
    guard !SettingsPlaces.isCommandOrSettings(file),
      let function = call.ancestors.first(where: { $0.kind == .funcDecl }),
      let receiver = function.receiver?.fields.first?.type?.lastName
    else { return false }
    return !SettingsPlaces.isNamedForSettings(receiver)
      && !IdentifierWords(receiver).containsAny(of: [
        "app", "application", "loader", "server", "command", "cmd", "program",
      ])
  }

  /// A map or a list: something that is processed, no settings of known names.
  private func isDocument(_ target: Node, _ file: GoFile) -> Bool {
    guard target.kind == .ident, let type = subject.types.type(of: target, in: file) else { return false }
    if case .interface? = subject.types.underlying(type) { return true }
    return switch type {
    case .map, .slice, .array: true
    default: false
    }
  }

  /// Words of variables that hold a set of flags or a parser of the command line.
  private static let parsers: Set<String> = [
    "flag", "flags", "flagset", "fs", "f", "set", "app", "parser", "p", "cmd", "command", "cli", "kingpin", "opts",
    "args",
    "line", "options", "pflag", "arguments",
  ]

  private static let viperFileCalls: Set<String> = [
    "ReadInConfig", "ReadConfig", "MergeInConfig", "MergeConfig", "SetConfigFile", "SetConfigName", "AddConfigPath",
    "AddRemoteProvider", "AddSecureRemoteProvider", "ReadRemoteConfig",
  ]
  private static let decoders: Set<String> = [
    "Unmarshal", "UnmarshalStrict", "Decode", "DecodeFile", "UnmarshalWithOptions", "DecodeReader", "UnmarshalContext",
  ]
  /// Calls that cannot report a bad setting.
  private static let silent: Set<String> = [
    "AutomaticEnv", "Flags", "PersistentFlags", "BindPFlags", "BindPFlag", "BindEnv", "New",
  ]

  private static let flagTypes: Set<String> = [
    "Bool", "Int", "Int64", "Int32", "Uint", "Uint64", "Uint32", "Float64", "String", "Duration", "StringSlice",
    "StringArray", "Func",
    "Text", "Var", "IntSlice", "StringToString", "Count", "Flag", "Float32", "IP", "BoolFunc", "Uint16",
  ]

  private static let formats: Set<String> = [
    "encoding/json", "gopkg.in/yaml", "sigs.k8s.io/yaml", "github.com/goccy/go-yaml", "go.yaml.in/yaml",
    "github.com/BurntSushi/toml",
    "github.com/pelletier/go-toml", "github.com/hashicorp/hcl", "gopkg.in/ini", "github.com/ghodss/yaml",
    "gopkg.in/gcfg",
    "github.com/hashicorp/hcl/v2/hclsimple", "github.com/tailscale/hujson",
  ]
}

extension String {
  /// An import path without a version at its end: `gopkg.in/yaml.v3`, `.../koanf/v2`.
  var withoutVersion: String {
    if let dot = lastIndex(of: "."), self[dot...].hasPrefix(".v"), self[dot...].dropFirst(2).allSatisfy(\.isNumber) {
      return String(self[..<dot])
    }
    if let slash = lastIndex(of: "/"), self[slash...].hasPrefix("/v"),
      self[slash...].dropFirst(2).allSatisfy(\.isNumber)
    {
      return String(self[..<slash])
    }
    return self
  }
}
