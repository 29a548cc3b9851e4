import Evidence

/// Finds the build files a command such as `make test` or `./hack/verify.sh` runs, and reads each once.
///
/// Paths are of the snapshot; folders are relative to its root.
final class BuildFiles {
  let texts: [String: String]
  let magefile: [BuildTarget]
  private var makefiles: [MakeCall: Makefile] = [:]
  private var taskfiles: [String: Taskfile] = [:]
  private var justfiles: [String: Justfile] = [:]
  private var scripts: [String: BuildTarget] = [:]
  private var images: [String: ContainerImage] = [:]

  init(texts: [String: String], magefiles: [Magefile]) {
    self.texts = texts
    magefile = magefiles.flatMap(\.targets)
  }

  /// A Makefile reads differently with other variables on the command line.
  private struct MakeCall: Hashable {
    let path: String
    let overrides: [String: String]
  }

  static let makefileNames = ["GNUmakefile", "makefile", "Makefile"]

  /// The first of several names that exists in a folder.
  func path(of names: [String], in folder: String) -> String? {
    names.lazy.map { RelativePath.joined(folder, $0) }.first { self.texts[$0] != nil }
  }

  func makefile(_ path: String, overrides: [String: String]) -> Makefile? {
    let call = MakeCall(path: path, overrides: overrides)
    if let known = makefiles[call] { return known }
    let made = Makefile(path: path, texts: texts, overrides: overrides)
    makefiles[call] = made
    return made
  }

  func taskfile(_ path: String) -> Taskfile {
    if let known = taskfiles[path] { return known }
    let made = Taskfile(path: path, texts: texts)
    taskfiles[path] = made
    return made
  }

  func justfile(_ path: String) -> Justfile {
    if let known = justfiles[path] { return known }
    let made = Justfile(path: path, texts: texts)
    justfiles[path] = made
    return made
  }

  /// A script as one target named by its path; nil for what is no shell script.
  func script(_ path: String, isCalledByShell: Bool = false) -> BuildTarget? {
    if let known = scripts[path] { return known }
    guard let text = texts[path], isCalledByShell || BuildFiles.isScript(path, text) else { return nil }
    let commands = ShellScript.commands(in: text).map {
      BuildTarget.Command(words: $0.words, isAdvisory: $0.isAdvisory, line: $0.line, folder: $0.folder)
    }
    let made = BuildTarget(location: Location(path: path, line: 1), name: path, dependencies: [], commands: commands)
    scripts[path] = made
    return made
  }

  func image(_ path: String) -> ContainerImage? {
    if let known = images[path] { return known }
    guard let text = texts[path] else { return nil }
    let made = ContainerImage(path: path, text: text)
    images[path] = made
    return made
  }

  static func isScript(_ path: String, _ text: String) -> Bool {
    let first = text.prefix { !$0.isNewline }
    if first.hasPrefix("#!") {
      return CommandWrappers.shells.contains {
        first.hasSuffix("/" + $0) || first.contains($0 + " ") || first.hasSuffix(" " + $0)
      }
    }
    return path.hasSuffix(".sh") || path.hasSuffix(".bash")
  }

  /// Every target of every build file outside of test data, sorted by file.
  func allTargets() -> [BuildTarget] {
    var targets: [BuildTarget] = []
    for path in texts.keys.sorted() where !path.split(separator: "/").dropLast().contains("testdata") {
      let name = RelativePath.name(of: path)
      if BuildFiles.makefileNames.contains(name) {
        guard let makefile = makefile(path, overrides: [:]) else { continue }
        targets += makefile.targetNames.compactMap(makefile.target)
      } else if Taskfile.names.contains(name) {
        targets += taskfile(path).targets
      } else if Justfile.names.contains(name) {
        targets += justfile(path).targets
      } else if let text = texts[path], BuildFiles.isScript(path, text), let script = script(path) {
        targets.append(script)
      }
    }
    return targets + magefile
  }
}
