import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds interfaces that are named by what they are instead of what they do: `IStore`, `StoreInterface`.
///
/// Types defined from an interface and aliases count like the interface itself, but an alias may repeat the name of
/// what it stands for. Before more capitals the I is a finding where what follows is an abbreviation of its own
/// (`IHTTPClient`, `IDB`); all others may be words that begin with it (`IMAPClient`, `ISBN`).
/// Limits: two letters (`IX`) and abbreviations that are not listed here (`IXYZClient`) are not seen.
struct IPrefixProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/i-prefix",
    version: 5,
    sign: .antiPattern,
    looksFor: "an interface whose name begins with an I that belongs to no word, or ends in Interface",
    because: "the letter or the word tells nobody what the interface is for",
    instead: "name it after its method: Reader, Storer, or simply Store",
    examples: [
      .found("type ▸IStore interface{ Load() error }"),
      .found("type ▸iStore interface{ Load() error }"),
      .found("type ▸I_Store interface{ Load() error }"),
      .found("type (\n\t▸IStore[T any] interface{ Load() T }\n\tStore = IStore[int]\n)"),
      .quiet("type IPsecTunnel interface{ Open() error }"),
      .quiet("type item interface{ Open() error }"),
      .quiet("type Iterator interface{ Next() bool }"),
      .quiet("type IPAddress interface{ Text() string }"),
      .quiet("type IDer interface{ ID() string }"),
      .found("type ▸IDriver interface{ Open() error }"),
      .quiet("type IStore struct{}"),
      .found("type ▸StoreInterface interface{ Load() error }"),
      .quiet("type Interface interface{ Len() int }"),
      .quiet("type userInterface struct{}"),
      .found("type ▸IDB interface{ Ping() error }"),
      .found("type ▸IHTTPClient interface{ Send() error }"),
      .found("type ▸iSQLStore interface{ Load() error }"),
      .found("type ▸IAPIURL interface{ Text() string }"),
      .quiet("type IP interface{ Text() string }"),
      .quiet("type IO interface{ Close() error }"),
      .quiet("type IMAPClient interface{ Send() error }"),
      .quiet("type IDEHost interface{ Open() error }"),
      // The S belongs to HTTPS, the D to ID.
      .found("type ▸IHTTPSClient interface{ Send() error }"),
      .quiet("type IDBinder interface{ Bind() error }"),
      .found("type Store interface{ Load() error }\n\ntype ▸IStore Store"),
      .found("type Store interface{ Load() error }\n\ntype ▸StoreInterface = Store"),
      .quiet("type Store struct{}\n\ntype IStore Store"),
      // The name is the other package's.
      .found(
        """
        -- shop.go --
        package shop
        import "example.org/shop/store"
        type IStore = store.IStore
        -- store/store.go --
        package store
        type ▸IStore interface{ Load() error }
        """),
      .quiet("type IXStore interface{ Load() error }"),
    ])

  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let smallLetters = UInt8(ascii: "a")...UInt8(ascii: "z")
  private static let words = ["IPv", "IOs", "IDs", "IoT", "IPsec", "IPhone", "IPad", "ICloud", "ICal"]

  /// What Go code abbreviates in capitals. None is the rest of a known word in capitals: no `MAP`, `DE` or `SP`.
  private static let abbreviations = [
    "ACL", "API", "ASCII", "AWS", "CLI", "CPU", "CRUD", "CSS", "CSV", "DAO", "DB", "DNS", "DTO", "EOF", "FTP", "GCP",
    "GPU", "GRPC", "GUI", "GUID", "HTML", "HTTP", "HTTPS", "JSON", "JWT", "KV", "LDAP", "LRU", "OAuth", "ORM", "OTP",
    "PDF", "RAM", "RBAC", "REST", "RPC", "SDK", "SFTP", "SMTP", "SQL", "SSH", "SSL", "TCP", "TLS", "TTL", "TUI", "UDP",
    "UI", "UID", "URI", "URL", "UTF8", "UUID", "XML", "YAML",
  ]

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for spec in file.tree.nodes(of: .typeSpec) {
        guard let name = spec.name, let reason = Self.reason(against: name), isInterface(spec, in: file, subject)
        else { continue }
        findings.append(file.finding(Self.card.id, at: name, reason))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["prefixed": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["type IName interface", "type NameInterface interface"]))
  }

  private func isInterface(_ spec: Node, in file: GoFile, _ subject: Subject) -> Bool {
    guard let type = spec.type?.unparenthesized else { return false }
    switch type.kind {
    case .interfaceType: return true
    case .ident, .selectorExpr, .indexExpr, .indexListExpr:
      if spec.isAlias, let name = spec.name, type.kind == .selectorExpr, type.name?.isSameText(as: name) ?? false {
        return false
      }
      guard let meant = subject.types.type(written: type, in: file) else { return false }
      if case .interface? = subject.types.underlying(meant) { return true }
      return false
    default: return false
    }
  }

  // MARK: Names

  private static func reason(against name: Node) -> String? {
    let letters = name.bytes
    // `sort.Interface` and the like: the package's name says what it is.
    let word = "Interface".utf8
    if letters.count > word.count, letters.suffix(word.count).elementsEqual(word) {
      return "the word Interface says nothing"
    }
    guard letters.count > 2, letters[0] == UInt8(ascii: "I") || letters[0] == UInt8(ascii: "i") else { return nil }
    let rest = letters.dropFirst()
    if letters[1] == UInt8(ascii: "_") { return capitals.contains(letters[2]) ? "the I says nothing" : nil }
    guard capitals.contains(letters[1]) else { return nil }
    let isAlone = capitals.contains(letters[2]) ? beginsWithAbbreviation(rest) : !isDoer(letters)
    guard isAlone else { return nil }
    return words.contains(where: ("I" + name.text.dropFirst()).hasPrefix) ? nil : "the I says nothing"
  }

  /// `IDer` is what has an ID, as a `Stringer` has a String.
  private static func isDoer(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    letters.count == 4 && letters[2] == UInt8(ascii: "e") && letters[3] == UInt8(ascii: "r")
  }

  private static func beginsWithAbbreviation(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    abbreviations.contains { short in
      letters.starts(with: short.utf8) && beginsWord(letters.dropFirst(short.utf8.count))
    }
  }

  /// Whether a new word begins here, so that what stood before is whole: `Client`, `URL`, `2`, or nothing.
  private static func beginsWord(_ letters: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard let first = letters.first else { return true }
    guard capitals.contains(first) else { return !smallLetters.contains(first) }
    let isCapitalized = letters.dropFirst().first.map { smallLetters.contains($0) } ?? false
    return isCapitalized || beginsWithAbbreviation(letters)
  }
}
