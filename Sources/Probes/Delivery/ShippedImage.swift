import Repository

/// The Dockerfile whose image users run, chosen among all that a repository holds.
///
/// A file that the pipeline builds or goreleaser names comes first, then the root's, then those below build, docker,
/// deploy and cmd. Files for tests, development, examples and tools are nobody's image.
struct ShippedImage: Sendable {
  let image: ContainerImage
  /// The stage that ships: the one the pipeline names, else the last that is not for tests.
  let target: String?
  /// The pipeline pushes it, or goreleaser names it.
  let isReleased: Bool

  /// The candidates of the best rank, plain `Dockerfile` before its variants; empty when nothing ships.
  static func all(in snapshot: Snapshot, steps: DeliverySteps) -> [ShippedImage] {
    let built = builtByPipeline(steps)
    let released = Goreleaser(snapshot)?.dockerfiles.map(plainPath) ?? []
    var ranked: [(rank: Int, image: ShippedImage)] = []
    let named = snapshot.images.filter { !$0.stages.isEmpty && !isAside($0.path, of: snapshot) }
    let holding = named.filter(holdsProgram)
    let candidates = holding.isEmpty ? named.filter { !isWorkbench($0) } : holding
    for image in candidates {
      let calls = built.filter { $0.path == image.path }
      let call = calls.first(where: \.isPushed) ?? calls.first
      let rank = released.contains(image.path) ? 0 : call?.isPushed == true ? 1 : rank(of: image.path)
      ranked.append((rank, ShippedImage(image: image, target: call?.target, isReleased: rank < 2)))
    }
    guard let best = ranked.map(\.rank).min() else { return [] }
    let chosen = ranked.filter { $0.rank == best }.map(\.image)
    let plain = chosen.filter { !isVariant($0.image.path) }
    return plain.isEmpty ? chosen : plain
  }

  /// Whether something of the repository can run in the image: a base for other images holds nothing of it and starts
  /// nothing, and one that starts a shell is for working in.
  private static func holdsProgram(_ image: ContainerImage) -> Bool {
    let all = image.stages.flatMap(\.instructions)
    let starts = all.filter { $0.keyword == "ENTRYPOINT" || $0.keyword == "CMD" }
    if isWorkbench(image) { return false }
    if starts.isEmpty {
      return all.contains { instruction in
        switch instruction.keyword {
        case "COPY", "ADD": !instruction.arguments.contains("--from=")
        case "RUN":
          ["go build", "go install", "make ", "curl", "wget"].contains { instruction.arguments.contains($0) }
        default: false
        }
      }
    }
    let shells = ["sh", "bash", "/bin/sh", "/bin/bash", "ash", "zsh"]
    return starts.contains { start in
      let words = start.arguments.split { "[]\", ".contains($0) }
      return words.count != 1 || !shells.contains(String(words[0]))
    }
  }

  /// Several stages that start nothing, the last of which ends in a command: its work is done while it is built.
  private static func isWorkbench(_ image: ContainerImage) -> Bool {
    guard image.stages.count > 1, let last = image.stages.last, last.instructions.last?.keyword == "RUN",
      last.base != "scratch",
      !image.stages.contains(where: { $0.user != nil })
    else { return false }
    return !image.stages.flatMap(\.instructions).contains { $0.keyword == "ENTRYPOINT" || $0.keyword == "CMD" }
  }

  private static func plainPath(_ path: String) -> String {
    var text = path[...]
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    return String(text)
  }

  private static func rank(of path: String) -> Int {
    let folders = path.lowercased().split(separator: "/").dropLast().map(String.init)
    guard let first = folders.first else { return isVariant(path) ? 4 : 2 }
    return ["build", "docker", "deploy", "deployments", "deployment", "cmd", "packaging", "package", "dist"].contains(
      first) ? 3 : 5
  }

  /// `Dockerfile.alpine` beside `Dockerfile`.
  private static func isVariant(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    return name != "Dockerfile" && name != "Containerfile"
  }

  private static let asideWords: Set<String> = [
    "test", "tests", "testing", "testdata", "e2e", "integration", "integrationtest", "dev", "develop", "development",
    "devcontainer", "ci", "example", "examples", "demo", "docs", "doc", "website", "tool", "tools", "hack", "bench",
    "benchmark",
    "debug", "mock", "mocks", "fixtures", "contrib", "local", "lint", "linter", "proto", "protoc", "codegen", "builder",
    "fuzz",
    "oss", "vendor", "debian", "deb", "rpm", "apk", "snap", "arch", "msi", "cross", "crosscompile", "toolbox",
    "emulator", "www", "web", "webui", "ui", "frontend",
    "acceptance",
    "githooks", "github", "gitpod", "goreleaser", "tester", "linter", "publisher", "exporter", "snapcraft",
  ]

  private static func isAside(_ path: String, of snapshot: Snapshot) -> Bool {
    if snapshot.nestedModules.contains(where: { !$0.folder.isEmpty && path.hasPrefix($0.folder + "/") }) { return true }
    return isAside(path)
  }

  /// Whether a path or a stage's name says that it is not for users.
  static func isAside(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.contains { asideWords.contains($0) }
  }

  // MARK: What the pipeline builds

  private struct Call {
    let path: String
    let target: String?
    let isPushed: Bool
  }

  private static func builtByPipeline(_ steps: DeliverySteps) -> [Call] {
    var calls: [Call] = []
    var seen: Set<PipelineStep> = []
    for use in steps.uses where use.purpose == .build(.image) && seen.insert(use.step).inserted {
      let isPushed = steps.uses.contains { $0.step == use.step && $0.purpose.releaseTool != nil }
      switch use.step.action {
      case .uses(_, _, let inputs):
        let context = plainPath(inputs["context"] ?? ".")
        let file = inputs["file"].map(plainPath) ?? inputs["dockerfile"].map(plainPath) ?? joined(context, "Dockerfile")
        calls.append(Call(path: file, target: inputs["target"], isPushed: isPushed))
      case .command(let words):
        guard let command = CommandLine(words) else { continue }
        let file = command.value(of: "-f") ?? command.value(of: "--file")
        let context = command.arguments.last.map(plainPath) ?? ""
        let path = file.map(plainPath) ?? joined(context, "Dockerfile")
        calls.append(Call(path: path, target: command.value(of: "--target"), isPushed: isPushed))
      case .service: continue
      }
    }
    return calls
  }

  private static func joined(_ folder: String, _ name: String) -> String {
    let bare = folder.last == "/" ? String(folder.dropLast()) : folder
    return bare.isEmpty || bare == "." || bare.contains("$") ? name : bare + "/" + name
  }
}

/// What the final stage of an image is made of.
struct FinalStage: Sendable {
  let stage: ContainerImage.Stage
  /// The base behind names of earlier stages, e.g. `gcr.io/distroless/static:nonroot`.
  let base: String
  /// The USER in force, from the final stage or one it is built on.
  let user: ContainerImage.Instruction?
  let stageCount: Int
  private let chain: [ContainerImage.Stage]

  init?(_ shipped: ShippedImage) {
    let stages = shipped.image.stages
    let named = shipped.target.flatMap { name in stages.last { $0.name?.lowercased() == name.lowercased() } }
    let last = stages.last { !ShippedImage.isAside($0.name ?? "") } ?? stages.last
    guard var stage = named ?? last else { return nil }
    self.stage = stage
    stageCount = stages.count
    var chain = [stage]
    while chain.count <= stages.count,
      let below = stages.first(where: { $0.name?.lowercased() == stage.base.lowercased() && $0 != stage })
    {
      chain.append(below)
      stage = below
    }
    base = stage.base
    user = chain.compactMap(\.user).first
    self.chain = chain
  }

  private static let minimalNames = [
    "distroless", "alpine", "busybox", "wolfi", "chainguard", "cgr.dev/", "ubi-micro", "ubi8-micro", "ubi9-micro",
  ]

  /// The base without registry tag and digest, in lower case.
  private var image: String {
    let plain = base.lowercased().prefix { $0 != "@" }
    let name = plain.split(separator: "/").last ?? ""
    guard let colon = name.firstIndex(of: ":") else { return String(plain) }
    return String(plain.dropLast(name.distance(from: colon, to: name.endIndex)))
  }

  /// The base comes in a variable nobody has set, or whose default only holds its place.
  var isOpen: Bool { !isMinimal && (base.contains("$") || Self.stopgaps.contains(image)) }

  /// Somebody's own image: what it is made of, and whom it runs as, stands elsewhere.
  var isOfOthers: Bool {
    guard !isMinimal, !isOpen, image.contains("/"), !image.contains("library/") else { return false }
    let name = image.split(separator: "/").last ?? ""
    return !Self.systems.contains(where: name.contains)
  }

  var isUnknown: Bool { isOpen || isOfOthers }

  /// Parts of the names of images that hold a whole system or a tool chain, whoever makes them.
  private static let systems = [
    "debian", "ubuntu", "centos", "fedora", "rocky", "alma", "oraclelinux", "amazonlinux", "arch", "opensuse", "leap",
    "rhel", "ubi", "photon", "mariner", "azurelinux", "golang", "go-toolset", "node", "python", "ruby", "java", "jdk",
    "jre", "nginx", "buildpack", "cuda",
  ]

  private static let stopgaps: Set<String> = [
    "placeholder", "unset", "undefined", "override", "override-me", "overridden", "replace-me", "changeme", "change-me",
    "invalid", "required", "none", "set-me", "must-be-set", "todo",
  ]

  var isMinimal: Bool {
    let lower = base.lowercased()
    if lower == "scratch" { return true }
    let name = image.split(separator: "/").last.map(String.init) ?? image
    if name == "golang" || name == "go" { return false }
    if Self.minimalNames.contains(where: image.contains) { return true }
    return lower.dropFirst(image.count).contains("alpine") || lower.dropFirst(image.count).contains("distroless")
      || lower.hasSuffix("-static")
  }

  /// A numeric or named user that is not root, or a base that brings one.
  var isNonRoot: Bool {
    if let user {
      let name = user.arguments.trimmingQuotes.prefix { $0 != ":" }
      return name != "root" && name != "0" && !name.isEmpty
    }
    let lower = base.lowercased()
    if lower.contains("nonroot") || lower.contains("non-root") || lower.contains("-rootless") { return true }
    let chainguard = lower.hasPrefix("cgr.dev/chainguard/") || lower.hasPrefix("chainguard/")
    return chainguard && ["static", "glibc-dynamic", "busybox", "go"].contains { lower.contains("/" + $0) }
  }

  /// Something is copied from an earlier stage, or from another image.
  var copiesFromStage: Bool {
    chain.contains {
      $0.instructions.contains { ($0.keyword == "COPY" || $0.keyword == "ADD") && $0.arguments.contains("--from=") }
    }
  }

  /// The final stage takes files from the build context.
  var copiesFromContext: Bool {
    stage.instructions.contains { ($0.keyword == "COPY" || $0.keyword == "ADD") && !$0.arguments.contains("--from=") }
  }

  /// The program is compiled in the stage that ships.
  var compiles: Bool {
    chain.contains {
      $0.instructions.contains { instruction in
        instruction.keyword == "RUN"
          && ["go build", "go install", "make build", "go mod download"].contains { instruction.arguments.contains($0) }
      }
    }
  }
}
