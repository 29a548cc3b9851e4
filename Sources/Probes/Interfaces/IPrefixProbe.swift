import Evidence
import GoSyntax
import Repository

/// Finds interfaces that are named by what they are instead of what they do: `IStore`, `StoreInterface`.
struct IPrefixProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/i-prefix",
    version: 4,
    sign: .antiPattern,
    looksFor: "an interface whose name begins with an I that belongs to no word, or ends in Interface",
    because: "the letter or the word tells nobody what the interface is for",
    instead: "name it after its method: Reader, Storer, or simply Store",
    examples: [
      .found("type ▸IStore interface{ Load() error }"),
      .found("type ▸iStore interface{ Load() error }"),
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
    ])

  private static let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
  private static let words = ["IPv", "IOs", "IDs", "IoT", "IPsec", "IPhone", "IPad", "ICloud", "ICal"]

  /// `IDer` is what has an ID, as a `Stringer` has a String.
  private static func isDoer(_ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    letters.count == 4 && letters[2] == UInt8(ascii: "e") && letters[3] == UInt8(ascii: "r")
  }

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles {
      for type in file.tree.nodes(of: .interfaceType) {
        guard let spec = type.parent, spec.kind == .typeSpec, let name = spec.name else { continue }
        // `sort.Interface` and the like: the package's name says what it is.
        if name.text.hasSuffix("Interface"), name.text.utf8.count > "Interface".utf8.count {
          findings.append(file.finding(Self.card.id, at: name, "the word Interface says nothing"))
          continue
        }
        let letters = name.bytes
        guard letters.count > 2, letters[0] == UInt8(ascii: "I") || letters[0] == UInt8(ascii: "i"),
          Self.capitals.contains(letters[1]), !Self.capitals.contains(letters[2]), !Self.isDoer(letters),
          !Self.words.contains(where: ("I" + name.text.dropFirst()).hasPrefix)
        else { continue }
        findings.append(file.finding(Self.card.id, at: name, "the I says nothing"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["prefixed": .count(findings.count)],
      scope: Scope(
        files: subject.snapshot.productFiles.count, patterns: ["type IName interface", "type NameInterface interface"]))
  }
}
