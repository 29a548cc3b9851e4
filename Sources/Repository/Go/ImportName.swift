import GoSyntax

/// Guesses the package name behind an import path whose package is not at hand.
enum ImportName {
  /// The likely names, best first. More than one where the path alone cannot tell (`stripe-go`, `golang-lru`).
  static func candidates(for path: String) -> [String] {
    if let known = known[path] { return [known] }
    if let plain = plainLastName(of: path) { return [plain] }
    var names = path.split(separator: "/").map(String.init)
    if names.count > 1, let last = names.last, isMajorVersion(last), !path.hasPrefix("k8s.io/") { names.removeLast() }
    guard var base = names.last else { return [path] }
    if let dot = base.range(of: ".v"), base[dot.upperBound...].allSatisfy(\.isNumber), dot.upperBound < base.endIndex {
      base = String(base[..<dot.lowerBound])
    }
    if isIdentifier(base) { return [base] }
    var result: [String] = []
    func add(_ name: String) {
      if isIdentifier(name), !result.contains(name) { result.append(name) }
    }
    for prefix in ["golang-", "go-", "go."] where base.hasPrefix(prefix) {
      base = String(base.dropFirst(prefix.count))
      break
    }
    for suffix in ["-golang", "-go", ".go"] where base.hasSuffix(suffix) {
      base = String(base.dropLast(suffix.count))
      break
    }
    let parts = base.split { !isWordCharacter($0) }.map(String.init)
    add(base)
    add(parts.joined())
    add(parts.joined(separator: "_"))
    add(parts.last ?? base)
    add(parts.first ?? base)
    return result.isEmpty ? [base] : result
  }

  /// The last name of a path where it is plain ASCII and no version, as most are.
  private static func plainLastName(of path: String) -> String? {
    let bytes = path.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map(bytes.index(after:)) ?? bytes.startIndex
    let name = bytes[start...]
    func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    guard let first = name.first, isLetter(first), name.allSatisfy({ isLetter($0) || isDigit($0) }) else { return nil }
    if first == UInt8(ascii: "v"), name.dropFirst().allSatisfy(isDigit) { return nil }
    return String(Substring(name))
  }

  private static func isMajorVersion(_ name: String) -> Bool {
    name.count >= 2 && name.hasPrefix("v") && name.dropFirst().allSatisfy(\.isNumber) && name != "v1" && name != "v0"
  }

  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.first, !first.isNumber else { return false }
    return name.allSatisfy(isWordCharacter)
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Packages named unlike their path.
  private static let known: [String: String] = [
    "github.com/json-iterator/go": "jsoniter", "github.com/go-git/go-git/v5": "git", "github.com/go-yaml/yaml": "yaml",
    "github.com/goccy/go-yaml": "yaml", "github.com/goccy/go-json": "json", "github.com/mattn/go-sqlite3": "sqlite3",
    "github.com/ghodss/yaml": "yaml", "github.com/grpc-ecosystem/go-grpc-prometheus": "grpc_prometheus",
    "github.com/grpc-ecosystem/go-grpc-middleware": "grpc_middleware", "github.com/yuin/gopher-lua": "lua",
    "github.com/prometheus/client_model/go": "io_prometheus_client", "github.com/oklog/run": "run",
    "github.com/golang-jwt/jwt": "jwt", "github.com/dgrijalva/jwt-go": "jwt", "github.com/mitchellh/go-ps": "ps",
    "github.com/xeipuuv/gojsonschema": "gojsonschema", "github.com/samber/slog-multi": "slogmulti",
  ]
}

extension String {
  /// The range of the last occurrence of a text.
  fileprivate func range(of text: String) -> Range<Index>? {
    var at = endIndex
    while at > startIndex {
      at = index(before: at)
      if self[at...].hasPrefix(text) { return at..<index(at, offsetBy: text.count) }
    }
    return nil
  }
}
