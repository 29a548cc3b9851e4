import Evidence
import GoSyntax
import Repository

/// Finds exported identifiers without a doc comment, in every package but main ones.
///
/// The comment of a group documents its members. A comment of fewer than three words beyond the name is no finding,
/// but the measured share does not count it: it documents nothing.
/// Methods that only satisfy a well-known interface (`Error`, `String`, `ServeHTTP` ...) need none, nor does what
/// `SelfTold` knows: it is no finding, while the measured share counts it as it is.
/// Limits: struct fields and interface methods are not looked at; whether a comment is true is for the reader.
struct GoDocProbe: Probe {
  static let card = ProbeCard(
    id: "documentation/go-doc",
    version: 6,
    sign: .antiPattern,
    looksFor: "an exported identifier without a doc comment",
    because: "the name alone does not tell a caller what is promised, or when it fails",
    instead: "say in one sentence, beginning with the name, what a caller may rely on",
    examples: [
      .found("package shop\n\nfunc ▸Total() int { return 0 }\n"),
      .found("package shop\n\n// -.\nfunc ▸Total() int { return 0 }\n"),
      .found("package shop\n\n//go:noinline\nfunc ▸Total() int { return 0 }\n"),
      .found("package shop\n\n// Total is the sum.\n\nfunc ▸Total() int { return 0 }\n"),
      .found(
        """
        package shop
        func (c *Cart[T]) ▸Total() int { return 0 }

        """),
      .quiet("package shop\n\n// Total sums.\nfunc Total() int { return 0 }\n"),
      .quiet("package shop\n\n/* Total sums. */\nfunc Total() int { return 0 }\n"),
      .quiet("package shop\n\nconst (\n\tOpen = 1 // not paid yet\n)\n"),
      .quiet(
        "package shop\n\n// Total is the sum of all prices.\nfunc Total() int { return 0 }\n\nfunc (t total) Add() {}\n"
      ),
      .quiet("package shop\n\n// States an order passes through.\nconst (\n\tOpen = iota\n\tPaid\n)\n"),
      .quiet(
        """
        package shop
        const (
          CartOpened = "cart.opened"
          CartPaid   = "cart.paid"
          CartClosed = "cart.closed"
          OrderMade  = "order.made"
          OrderSent  = "order.sent"
          OrderDone  = "order.done"
        )
        """),
      .found(
        """
        package shop
        const (
          ▸CartOpened = "cart.1"
          CartPaid   = "cart.2"
          CartClosed = "cart.3"
          OrderMade  = "order.1"
          OrderSent  = "order.2"
          ▸OrderLate  = "order.3"
        )
        """),
      .quiet(
        """
        package shop
        // MailLog writes what the mail library tells.
        type MailLog struct{ log interface{ Print(string) } }
        func (m *MailLog) Debugf(text string) { m.log.Print(text) }
        func (m *MailLog) Infof(text string) { m.log.Print(text) }
        func (m *MailLog) Errorf(text string) { m.log.Print(text) }
        """),
      .found(
        """
        package shop
        type ▸Carts struct{ log interface{ Print(string) } }
        func (c *Carts) ▸Infof(text string) { c.log.Print(text) }
        """),
      .quiet(
        """
        package shop
        import "example.org/logs"
        const (
          StateOpen   = "open"
          StatePaid   = "paid"
          StateSent   = "sent"
          StateClosed = "closed"
        )
        const (
          LevelInfo  = Level(logs.InfoLevel)
          LevelWarn  = Level(logs.WarnLevel)
          LevelError = Level(logs.ErrorLevel)
          LevelFatal = Level(logs.FatalLevel)
        )
        """),
      .found(
        """
        package shop
        import "errors"
        var (
          ▸ErrCartLocked = errors.New("cart locked")
          ▸ErrCartOpen   = errors.New("cart open")
          ▸ErrCartPaid   = errors.New("cart paid")
          ▸ErrCartSent   = errors.New("cart sent")
        )
        """),
      .found(
        """
        package shop
        const (
          ▸StateOpen   = "first"
          StatePaid   = "second"
          StateSent   = "third"
          ▸StateClosed = "gone"
        )
        """),
      .quiet(
        """
        package shop
        // IdleClient is a client that does nothing.
        type IdleClient struct{}
        func (c *IdleClient) Start() error { return nil }
        func (c *IdleClient) Clear() {}
        func (c *IdleClient) CartID() string { return "idle" }
        """),
      .quiet(
        """
        package shop
        // Message is what a page shows.
        type Message struct{ ID int; Text string }
        func NewCartEmpty() *Message { return &Message{ID: 1, Text: "The cart is empty."} }
        func NewCartFull() *Message { return &Message{ID: 2, Text: "The cart is full."} }
        func NewCartPaid() *Message { return &Message{ID: 3, Text: "The cart is paid."} }
        func NewCartGone() *Message { return &Message{ID: 4, Text: "The cart is gone."} }
        """),
      .quiet("-- carts/test.go --\npackage carts\n\nvar OneCart = []string{\"tea\"}\n"),
      .quiet("-- migrations/v13.go --\npackage migrations\n\ntype AnswerV13 struct{ ID string }\n"),
      .quiet(
        """
        package shop
        // Counter counts what is in something.
        type Counter interface {
          // Count gives the number of things, and fails where there is nothing to count.
          Count(name string) (int, error)
        }
        // Cart is a counter.
        type Cart struct{ owner string }
        func (c *Cart) Count(name string) (int, error) { return 0, nil }
        func (c *Cart) Owner() string { return c.owner }
        func (c *Cart) SetOwner(owner string) { c.owner = owner }
        """),
      .quiet(
        """
        package shop
        const (
          UserObjectType = "user"
          CartObjectType = "cart"
          TagObjectType  = "tag"
          SaleObjectType = "sale"
        )
        """),
      .found(
        """
        package shop
        // Counts what is in something.
        type counter interface { Count(name string) (int, error) }
        type ▸Cart struct{ owner string }
        func (c *Cart) ▸Count(name string) (int, error) { return 0, nil }
        func (c *Cart) ▸Pay(owner string) string { return c.owner }
        """),
      .quiet("package main\n\nfunc Total() int { return 0 }\n"),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let files = subject.snapshot.productFiles.filter { !$0.isMain }
    var findings: [Finding] = []
    var exported = 0
    var documented = 0
    // A method that takes the place of one that its package describes needs no second description.
    var described: [String: Set<MethodShape>] = [:]
    for file in files { described[file.packagePath, default: []].formUnion(file.fact(DescribedMethods.self).methods) }
    for file in files {
      let comments = file.fact(DocComments.self)
      let known = described[file.packagePath] ?? []
      exported += comments.exported
      documented += comments.documented
      // What only tools of the developers and tests use, its own few people read.
      guard subject.ships(file) else { continue }
      findings += comments.missing.lazy.filter { !($0.method.map(known.contains) ?? false) }.map(\.finding)
    }
    let scope = Scope(files: files.count, patterns: ["exported functions, methods, types, constants and variables"])
    guard exported > 0 else {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "nothing is exported outside main packages"), scope: scope)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: [
        "exported": .count(exported), "documented": .count(documented),
        "share": .ratio(Double(documented) / Double(exported)),
      ], scope: scope)
  }
}

/// The doc comments of one file's exported identifiers.
private struct DocComments: FileFact {
  /// What has no comment; of methods what an interface says of them.
  private(set) var missing: [(finding: Finding, method: MethodShape?)] = []
  private(set) var exported = 0
  private(set) var documented = 0

  init(_ file: GoFile) {
    let told = SelfTold(file)
    for identifier in ExportedIdentifier.all(in: file) {
      exported += 1
      if identifier.isDocumented { documented += 1 }
      guard !identifier.hasComment, !told.holds(identifier.name) else { continue }
      let finding = file.finding(
        GoDocProbe.card.id, at: identifier.name, "\(identifier.word) \(identifier.name.text) has no doc comment",
        confidence: .medium)
      missing.append((finding, MethodShape(declaredAt: identifier.name)))
    }
  }
}

/// An exported identifier of a package's interface, and whether a comment says something of it.
struct ExportedIdentifier: Sendable {
  let name: Node
  /// function, method, type, constant, variable
  let word: String
  /// The most words beside the names that a comment for it has; nil without a comment.
  let wordCount: Int?

  var hasComment: Bool { wordCount != nil }
  /// Three words beyond the name is the least that tells a caller something.
  var isDocumented: Bool { wordCount ?? 0 >= 3 }

  static func all(in file: GoFile) -> [ExportedIdentifier] {
    file.tree.root.declarations.flatMap { declaration -> [ExportedIdentifier] in
      switch declaration.kind {
      case .funcDecl: function(declaration, in: file).map { [$0] } ?? []
      case .genDecl: declaration.token == .import ? [] : specs(of: declaration, in: file)
      default: []
      }
    }
  }

  private static let knownMethods: Set<String> = [
    "Error", "String", "GoString", "ServeHTTP", "Unwrap", "Is", "As", "Len", "Less", "Swap", "Push", "Pop", "Read",
    "Write",
    "Close", "Format", "Scan", "Value", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "MarshalYAML",
    "UnmarshalYAML", "MarshalBinary", "UnmarshalBinary", "LogValue",
  ]

  private static func function(_ node: Node, in file: GoFile) -> ExportedIdentifier? {
    guard let name = node.name, isExported(name.text) else { return nil }
    guard let receiver = node.receiver else {
      return ExportedIdentifier(
        name: name, word: "function", wordCount: wordCount(node.doc, names: [name.text], in: file))
    }
    guard let type = receiver.fields.first?.type, isExported(baseName(of: type)), !knownMethods.contains(name.text)
    else { return nil }
    return ExportedIdentifier(
      name: name, word: "method", wordCount: wordCount(node.doc, names: [name.text], in: file))
  }

  private static func baseName(of type: Node) -> String {
    switch type.kind {
    case .starExpr, .indexExpr, .indexListExpr, .parenExpr: type.operand.map(baseName) ?? ""
    default: type.text
    }
  }

  private static func specs(of declaration: Node, in file: GoFile) -> [ExportedIdentifier] {
    let isGroup = declaration.specs.count > 1
    return declaration.specs.flatMap { spec -> [ExportedIdentifier] in
      let word: String
      let names: [Node]
      switch spec.kind {
      case .typeSpec:
        word = "type"
        names = spec.name.map { [$0] } ?? []
      case .valueSpec:
        word = declaration.token == .const ? "constant" : "variable"
        names = Array(spec.names)
      default: return []
      }
      let texts = names.map(\.text)
      let own = wordCount(spec.doc, names: texts, in: file)
      let behind = wordCount(spec.trailingComment, names: texts, in: file)
      // The comment above a single declaration names it; above a group it speaks for all of its members.
      let group = wordCount(declaration.doc, names: isGroup ? [] : texts, in: file)
      let most = [own, behind, group].compactMap { $0 }.max()
      return names.filter { isExported($0.text) }.map { ExportedIdentifier(name: $0, word: word, wordCount: most) }
    }
  }

  static func isExported(_ name: String) -> Bool { name.unicodeScalars.first?.properties.isUppercase ?? false }

  /// How many words the comment has beside the names it is for; nil for none at all, the names included.
  private static func wordCount(_ group: CommentGroup?, names: [String], in file: GoFile) -> Int? {
    guard let group else { return nil }
    var words: Int?
    for comment in group.comments {
      let bytes = UnsafeBufferPointer(rebasing: file.tree.source[comment])
      if let counted = asciiWords(bytes, names) {
        if counted.seen > 0 { words = (words ?? 0) + counted.beside }
        continue
      }
      let text = file.tree.text(comment)
      if isDirective(text) { continue }
      for word in text.split(whereSeparator: { $0.isWhitespace }) {
        let bare = word.drop { !$0.isLetter && !$0.isNumber }
        let core = bare.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !core.isEmpty else { continue }
        words = (words ?? 0) + (names.contains(String(core)) ? 0 : 1)
      }
    }
    return words
  }

  /// The words of a comment in ASCII that is no directive, and how many are none of the names; nil for other comments.
  private static func asciiWords(_ text: UnsafeBufferPointer<UInt8>, _ names: [String]) -> (seen: Int, beside: Int)? {
    func isWordByte(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    // A letter behind the marker may begin a directive.
    guard text.count > 2, !isWordByte(text[2]) else { return nil }
    var seen = 0
    var beside = 0
    var at = 0
    while at < text.count {
      guard text[at] < 0x80 else { return nil }
      guard isWordByte(text[at]) else {
        at += 1
        continue
      }
      let begin = at
      while at < text.count, isWordByte(text[at]) || text[at] == UInt8(ascii: "_") { at += 1 }
      seen += 1
      let word = text[begin..<at]
      if !names.contains(where: { $0.utf8.elementsEqual(word) }) { beside += 1 }
      // What follows up to the next blank belongs to the word.
      while at < text.count, text[at] != 32, !(9...13).contains(text[at]) {
        guard text[at] < 0x80 else { return nil }
        at += 1
      }
    }
    return (seen, beside)
  }

  /// `//go:generate`, `//nolint:x`: for tools, not for readers.
  private static func isDirective(_ text: String) -> Bool {
    guard text.hasPrefix("//"), let third = text.dropFirst(2).first, third.isLowercase else { return false }
    let word = text.dropFirst(2).prefix { !$0.isWhitespace }
    return word.contains(":") || word == "nolint" || word == "export"
  }
}
