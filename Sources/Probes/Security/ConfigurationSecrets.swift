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
    let named = ConfigurationSecrets.named(Set(candidates.map { String($0.name) }), in: snapshot)
    for file in candidates where named.contains(String(file.name)) {
      guard let text = snapshot.text(of: file.path) else { continue }
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

  /// Those of the file names that Go code or the image takes: as a literal or a COPY.
  private static func named(_ names: Set<String>, in snapshot: Snapshot) -> Set<String> {
    var found: Set<String> = []
    let wanted = names.map {
      (name: $0, bytes: Array($0.utf8), stem: Array($0.utf8.prefix { $0 != UInt8(ascii: ".") }))
    }
    for goFile in snapshot.productFiles {
      for literal in goFile.tree.nodes(of: .basicLit) where literal.token == .string {
        let text = literal.bytes.dropFirst().dropLast()
        for (name, bytes, stem) in wanted {
          let isWhole = text.elementsEqual(bytes)
          let isLast =
            text.count > bytes.count && text.suffix(bytes.count).elementsEqual(bytes)
            && text[text.endIndex - bytes.count - 1] == UInt8(ascii: "/")
          if isLast || isWhole && (name == ".env" || !name.hasPrefix(".")) { found.insert(name) }
          // viper.SetConfigName("config")
          if !stem.isEmpty, text.elementsEqual(stem), literal.parent?.function?.lastName == "SetConfigName" {
            found.insert(name)
          }
        }
      }
      if names.contains(".env"), goFile.imports.contains(where: { $0.path.hasPrefix("github.com/joho/godotenv") }) {
        found.insert(".env")
      }
    }
    for image in snapshot.images {
      for instruction in image.stages.lazy.flatMap(\.instructions) where ["COPY", "ADD"].contains(instruction.keyword) {
        for name in names where instruction.arguments.range(ofText: name) != nil { found.insert(name) }
      }
    }
    return found
  }

  private static let aside: Set<String> = [
    "example", "examples", "sample", "samples", "template", "templates", "test", "tests", "testdata", "compose", "docs",
    "doc", "github", "gitlab", "ci", "deploy",
    "deployment", "deployments", "k8s", "kubernetes", "helm", "charts", "chart",
    "golangci", "goreleaser", "lock", "nsswitch",
    "workflows", "hack", "fixtures", "e2e", "integration", "mock", "mocks", "package", "tsconfig", "swagger", "openapi",
    "node", "web", "ui",
    "vendor", "dist", "schema", "circleci", "renovate", "dependabot", "default.vcl", "grafana", "prometheus.yml",
    "contrib", "build", "terraform",
  ]
}
