import Evidence
import Repository

/// Finds working credentials in configuration files that ship as the default: files the code or the image names.
///
/// Examples, samples, templates, tests, compose files and deployment manifests are not the program's default.
struct ConfigurationSecrets {
  private(set) var findings: [Finding] = []
  private(set) var fileCount = 0

  init(_ snapshot: Snapshot) {
    let candidates = snapshot.files.filter { ConfigurationSecrets.isCandidate($0.path) }
    guard !candidates.isEmpty else { return }
    for file in candidates {
      guard let text = snapshot.text(of: file.path), ConfigurationSecrets.isNamed(file, in: snapshot) else { continue }
      fileCount += 1
      read(text, file.path)
    }
  }

  private mutating func read(_ text: String, _ path: String) {
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      let trimmed = line.drop { $0 == " " || $0 == "\t" || $0 == "-" }
      guard !trimmed.hasPrefix("#"), !trimmed.hasPrefix("//"), !trimmed.hasPrefix(";"),
        let separator = trimmed.firstIndex(where: { $0 == ":" || $0 == "=" })
      else { continue }
      let key = trimmed[..<separator].filter { $0 != "\"" && $0 != "'" && $0 != " " }
      let rest = trimmed[trimmed.index(after: separator)...]
      let value = ConfigurationSecrets.value(String(rest))
      let isSecret =
        CredentialName(key).strength == .strong && value.utf8.count >= 4 && !CredentialValue.isPlaceholder(value)
        && !value.contains(" ") && !value.hasPrefix("/")
        && !["true", "false", "null", "nil", "none"].contains(value.lowercased())
        && CredentialValue.passwordInURL(value) == nil && !value.contains("://")
      guard isSecret || CredentialValue.passwordInURL(value) != nil || CredentialValue.shape(of: value) != nil else {
        continue
      }
      let column = (line.utf8.count - trimmed.utf8.count) + 1
      findings.append(
        Finding(
          probe: HardcodedSecretProbe.card.id, location: Location(path: path, line: number, column: column),
          snippet: String(trimmed), message: "\(key) ships with a working value in the default configuration",
          confidence: .medium))
    }
  }

  /// The value without quotes, a trailing comma or a comment.
  private static func value(_ text: String) -> String {
    var value = text.trimmingBlanks
    if value.hasSuffix(",") { value.removeLast() }
    if let quote = value.first, quote == "\"" || quote == "'" {
      return String(value.dropFirst().prefix { $0 != quote })
    }
    if let comment = value.range(ofText: " #") { value = String(value[..<comment.lowerBound]) }
    return value.trimmingBlanks
  }

  private static func isCandidate(_ path: String) -> Bool {
    let lower = path.lowercased()
    guard
      lower.hasSuffix(".yml") || lower.hasSuffix(".yaml") || lower.hasSuffix(".toml") || lower.hasSuffix(".json")
        || lower.hasSuffix(".ini")
        || lower.hasSuffix(".env") || lower.hasSuffix(".conf") || lower.hasSuffix(".properties")
    else { return false }
    let words = IdentifierWords(lower)
    let isOfStage = words.containsAny(of: ["dev", "development", "local"]) && !lower.contains("config/")
    return !words.containsAny(of: aside) && !isOfStage && lower.split(separator: "/").count <= 3
  }

  /// Whether Go code or the image takes the file by its name: as a literal or a COPY.
  private static func isNamed(_ file: RepositoryFile, in snapshot: Snapshot) -> Bool {
    let name = String(file.name)
    let stem = String(name.prefix { $0 != "." })
    for goFile in snapshot.productFiles {
      for literal in goFile.tree.nodes(of: .basicLit) where literal.token == .string {
        guard let text = LiteralText.of(literal) else { continue }
        if text == name && !name.hasPrefix(".") || text.hasSuffix("/" + name) || text == name && name == ".env" {
          return true
        }
        // viper.SetConfigName("config")
        if text == stem, !stem.isEmpty, literal.parent?.function?.lastName == "SetConfigName" { return true }
      }
      if name == ".env", goFile.imports.contains(where: { $0.path.hasPrefix("github.com/joho/godotenv") }) {
        return true
      }
    }
    return snapshot.images.contains { image in
      image.stages.contains { stage in
        stage.instructions.contains { ["COPY", "ADD"].contains($0.keyword) && $0.arguments.range(ofText: name) != nil }
      }
    }
  }

  private static let aside: Set<String> = [
    "example", "examples", "sample", "samples", "template", "templates", "test", "tests", "testdata", "compose", "docs",
    "doc", "github", "gitlab", "ci", "deploy",
    "deployment", "deployments", "k8s", "kubernetes", "helm", "charts", "chart",
    "golangci", "goreleaser",
    "workflows", "hack", "fixtures", "e2e", "integration", "mock", "mocks", "package", "tsconfig", "swagger", "openapi",
    "node", "web", "ui",
    "vendor", "dist", "schema", "circleci", "renovate", "dependabot", "default.vcl", "grafana", "prometheus.yml",
    "contrib", "build", "terraform",
  ]
}
