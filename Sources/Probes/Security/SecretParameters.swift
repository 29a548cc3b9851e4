import GoSyntax
import GoTypes
import Repository

/// Where libraries take a secret: any text written there is one, whatever it looks like.
struct SecretParameters {
  /// Literals that stand for a secret in the file.
  private var literals: Set<Node> = []

  /// Which argument of a function of a package (major versions left out) is the secret.
  private static let functions: [String: [String: Int]] = [
    "github.com/gorilla/sessions": ["NewCookieStore": 0, "NewFilesystemStore": 1],
    "github.com/gin-contrib/sessions/cookie": ["NewStore": 0],
    "github.com/gin-contrib/sessions/redis": ["NewStore": 3],
    "github.com/gorilla/csrf": ["Protect": 0], "github.com/gorilla/securecookie": ["New": 0],
    "github.com/go-chi/jwtauth": ["New": 1], "golang.org/x/crypto/ssh": ["Password": 0],
    "github.com/aws/aws-sdk-go/aws/credentials": ["NewStaticCredentials": 1],
    "github.com/aws/aws-sdk-go-v2/credentials": ["NewStaticCredentialsProvider": 1],
    "github.com/minio/minio-go/pkg/credentials": ["NewStaticV4": 1, "NewStaticV2": 1, "NewStatic": 1],
    "net/smtp": ["PlainAuth": 2, "CRAMMD5Auth": 1], "crypto/aes": ["NewCipher": 0], "crypto/des": ["NewCipher": 0],
    "crypto/rc4": ["NewCipher": 0], "net/url": ["UserPassword": 1], "golang.org/x/crypto/chacha20poly1305": ["New": 0],
    "gopkg.in/gomail": ["NewDialer": 3, "NewPlainDialer": 3], "github.com/dgrijalva/jwt-go": [:],
  ]
  /// Methods whose argument is a secret, by the package of the receiver.
  private static let methods: [String: [String: Int]] = [
    "github.com/golang-jwt/jwt": ["SignedString": 0], "github.com/dgrijalva/jwt-go": ["SignedString": 0],
    "net/http": ["SetBasicAuth": 1], "github.com/go-resty/resty": ["SetBasicAuth": 1, "SetAuthToken": 0],
  ]
  /// Fields of a client's options that take a secret.
  private static let fields: [String: Set<String>] = [
    "github.com/go-pg/pg": ["Password"], "github.com/lib/pg": ["Password"],
    "github.com/go-sql-driver/mysql": ["Passwd"],
    "github.com/jackc/pgx": ["Password"], "github.com/jackc/pgconn": ["Password"],
    "github.com/redis/go-redis": ["Password"], "github.com/go-redis/redis": ["Password"],
    "github.com/ClickHouse/clickhouse-go": ["Password"], "go.mongodb.org/mongo-driver/mongo/options": ["Password"],
    "github.com/denisenkom/go-mssqldb": ["Password"], "gopkg.in/mgo": ["Password"],
    "github.com/gocql/gocql": ["Password"],
    "github.com/elastic/go-elasticsearch": ["Password", "APIKey"],
    "github.com/influxdata/influxdb1-client": ["Password"],
    "github.com/nats-io/nats.go": ["Password", "Token"], "github.com/IBM/sarama": ["Password"],
    "github.com/Shopify/sarama": ["Password"], "golang.org/x/oauth2": ["ClientSecret"],
    "github.com/hashicorp/vault/api": ["Token"], "gopkg.in/ldap": ["Password"], "github.com/go-ldap/ldap": ["Password"],
  ]

  init(_ file: GoFile, _ subject: Subject) {
    for imported in file.imports {
      let path = SecretParameters.plain(imported.path)
      if let functions = SecretParameters.functions[path] { read(functions, imported.name, file) }
      if let methods = SecretParameters.methods[path] { read(methods: methods, path, file, subject) }
      if let fields = SecretParameters.fields.first(where: { path.isPath($0.key) }) {
        read(fields: fields.value, imported.name, file)
      }
    }
  }

  var isEmpty: Bool { literals.isEmpty }

  /// Whether the literal is a secret's.
  func take(_ literal: Node) -> Bool { !literals.isEmpty && literals.contains(literal) }

  private mutating func read(_ functions: [String: Int], _ package: String, _ file: GoFile) {
    for call in file.tree.nodes(of: .callExpr) where call.calledOperandName == package {
      guard let name = call.calledName, let position = functions[name], call.arguments.count > position else {
        continue
      }
      note(call.arguments[call.arguments.startIndex + position])
    }
  }

  private mutating func read(methods: [String: Int], _ path: String, _ file: GoFile, _ subject: Subject) {
    for call in file.tree.nodes(of: .callExpr) {
      guard let name = call.calledName, let position = methods[name], call.arguments.count > position else { continue }
      if let known = subject.types.callee(of: call, in: file)?.packagePath, SecretParameters.plain(known) != path {
        continue
      }
      note(call.arguments[call.arguments.startIndex + position])
    }
  }

  private mutating func read(fields: Set<String>, _ package: String, _ file: GoFile) {
    for literal in file.tree.nodes(of: .compositeLit) {
      guard let type = literal.type, type.kind == .selectorExpr, type.operand?.text == package else { continue }
      for element in literal.elements where element.kind == .keyValueExpr {
        guard let key = element.key, fields.contains(key.text), let value = element.value else { continue }
        note(value)
      }
    }
  }

  /// The literal, or the one a conversion holds; placeholders are none.
  private mutating func note(_ value: Node) {
    var value = value.unparenthesized
    if value.kind == .callExpr, value.arguments.count == 1, let only = value.arguments.first,
      let function = value.function, function.kind == .arrayType || function.isText("string")
    {
      value = only.unparenthesized
    }
    guard let text = LiteralText.of(value), !text.isEmpty, !text.hasPrefix("$"), !text.hasPrefix("<"),
      !text.hasPrefix("{{"), !SecretParameters.isMask(text)
    else { return }
    literals.insert(value)
  }

  /// What is shown instead of a password: `xxxxx`, `***`, `REDACTED`.
  private static func isMask(_ text: String) -> Bool {
    let lowered = text.lowercased()
    return Set(lowered.utf8).count <= 2 || lowered.range(ofText: "redact") != nil
      || lowered.range(ofText: "masked") != nil || lowered.range(ofText: "hidden") != nil
  }

  private static func plain(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "v")) else { return path }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeAll { $0.first == "v" && $0.count > 1 && $0.dropFirst().allSatisfy(\.isNumber) }
    if let last = parts.last, let dot = last.lastIndex(of: "."), last[dot...].hasPrefix(".v") {
      parts[parts.count - 1] = last[..<dot]
    }
    return parts.joined(separator: "/")
  }
}
