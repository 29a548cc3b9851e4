import Evidence
import Repository

/// Finds where a project keeps the reasons for its shape: decision records, architecture or design pages and sections.
///
/// A migration guide that gives reasons counts, a changelog does not. Limits: a section is judged by its heading and
/// its length, not by what it says.
struct DecisionRecordsProbe: Probe {
  static let card = ProbeCard(
    id: "documentation/decision-records",
    version: 7,
    sign: .signal,
    looksFor: "decision records, or an architecture or design page or section",
    because: "a decision without its reasons is either followed blindly or undone by accident",
    instead: "keep short decision records in docs/adr, beginning with the ones people ask about",
    examples: [
      .found(
        """
        -- docs/adr/0001-use-postgres.md --
        # Use Postgres
        We need transactions across carts and orders.
        """),
      .found(
        """
        -- README.md --
        # shop
        ## Architecture
        Handlers decode requests and call use cases. Use cases hold the rules and know nothing of HTTP or SQL, so that both can be
        replaced. Repositories talk to the database. We keep one package for each part because it lets a team own it alone, and
        because an import that points outward is then seen by the compiler.
        """),
      .found(
        """
        -- docs/docs/80-development/05-architecture.md --
        # Architecture
        Handlers decode requests and call use cases. Use cases hold the rules and know nothing of HTTP or SQL, so that both can be
        replaced. Repositories talk to the database. We keep one package for each part because it lets a team own it alone, and
        because an import that points outward is then seen by the compiler.
        """),
      .quiet(
        """
        -- README.md --
        # shop
        ## Choosing between carts and lists
        A cart is faster to fill and can be paid for at once. A list can be shared with friends and kept for as long as you like,
        and it costs nothing. Take a cart when you know what you want to buy today and can pay for it. Take a list when several
        people add to it, when prices are still unknown, or when you only want to remember what you liked.
        """),
      .quiet(
        """
        -- go.mod --
        module example.org/tea/shop

        go 1.24
        -- README.md --
        # shop
        ## Why Shop?
        Shop is made for small web shops. It keeps carts and orders in one file, starts in a second and asks for nothing else. Your
        customers find what they look for, put it into their cart and pay for it in the way they like. You see every order at once,
        whatever device you use, and can answer questions on the day they are asked, from wherever you happen to be.
        """),
      .quiet(
        """
        -- docs/guides/migrating-to-version-two.md --
        # Migrating to version two
        Install version two beside version one, stop the old one and copy the folder with your carts over. Start the new one
        and look whether all carts are there. Then take the old one away and tell your customers that they can go on with what
        they did before, under the same name and with the same password as they had, as if nothing at all had happened here.
        """),
      .found(
        """
        -- MIGRATING.md --
        # Migrating to version two
        ## Carts have numbers
        We decided to number carts because names were taken twice. Write the number wherever you wrote the name, as in the
        example below, and make sure that no cart is left without one before you begin with orders, which refer to them.
        The old names stay readable for a year, for the reason that many printed pages of our customers still show them.
        """),
      .quiet(
        """
        -- CONTRIBUTING.md --
        # Contributing
        ## Proposing a design
        You may propose a design for any issue that asks for one. Describe in a few sentences what people will see, what
        they have to type and what they get for it, and wait for an answer of one of the maintainers before you begin to
        write any code. Pictures of what it will look like are welcome, and so are other ways you thought of and left.
        """),
      .quiet(
        """
        -- docs/enhancements/_title-YYYY-MM-DD.md --
        # Title
        Say what shall be done.
        -- README.md --
        # shop
        ## Philosophy of the shop
        We borrow from others who built small things that go together well. Every part does one thing and does it well, parts
        work with each other, and each of them is easy to read, to write and to run. We like few words and plain ones, and we
        like our customers, who have told us all of this again and again.
        """),
      .quiet(
        """
        -- README.md --
        # shop
        ## Architecture
        See the wiki.
        -- CHANGELOG.md --
        # 1.0.0
        First release.
        """),
    ])

  private static let recordFolders: Set<String> = [
    "adr", "adrs", "decisions", "architecture-decisions", "architecture_decisions", "rfc", "rfcs", "proposals",
    "proposal",
    "design", "designs", "design-docs", "design_docs", "internals", "enhancements", "kep", "keps", "architecture",
    "decision-records",
  ]
  private static let pageNames = [
    "architecture", "design", "internals", "how-it-works", "technical-overview", "migration-guide", "migrating",
    "upgrading", "philosophy",
  ]
  private static let sectionWords = [
    "architecture", "design", "internals", "how it works", "how does it work", "rationale",
    "principle", "clean architecture",
    "decision", "motivation", "project structure", "choosing", "trade-off", "context?",
  ]
  /// Prose below a heading from which it explains something.
  private static let sectionWordCount = 50
  private static let maximWordCount = 100

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    var findings: [Finding] = []
    func note(_ path: String, _ line: Int, _ message: String) {
      findings.append(snapshot.finding(Self.card.id, at: Location(path: path, line: line), message))
    }
    func hasRecords(beside path: String) -> Bool {
      let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
      return snapshot.files.contains { $0.path.hasPrefix(folder) && $0.path != path && Self.isProse($0.path) }
    }
    var records = 0
    var pages = 0
    for file in snapshot.files where Self.isProse(file.path) && !Self.isForeign(file.path) {
      let parts = file.path.lowercased().split(separator: "/").map(String.init)
      let stem = parts.last.map { String($0.prefix { $0 != "." }) } ?? ""
      if parts.dropLast().contains(where: Self.recordFolders.contains) {
        if Self.isForm(stem) { continue }
        // A table of contents and a form to fill in are no records beside the ones they serve.
        if ["readme", "index", "_index"].contains(stem) || stem.hasSuffix("template"), hasRecords(beside: file.path) {
          continue
        }
        records += 1
        if records <= 5 { note(file.path, 1, "a decision or design record") }
      } else if parts.count <= 3
        // Sites of documentation put their pages one folder deeper.
        || parts.count == 4 && parts[0] == "docs" && stem.hasSuffix("architecture"),
        Self.pageNames.contains(where: {
          stem == $0 || stem.hasPrefix($0 + "-") || stem.hasSuffix("-" + $0) || stem.hasSuffix("_" + $0)
        }),
        Self.proseWords(snapshot.text(of: file.path)) >= Self.sectionWordCount,
        !Self.isForUsers(file.path, stem, parts, snapshot)
      {
        pages += 1
        note(file.path, 1, "an architecture, design or migration page")
      }
    }
    var sections = 0
    let readme = Readme.paths(in: snapshot).first
    let contributing = snapshot.files.map(\.path).filter {
      $0.lowercased().hasSuffix("contributing.md") && $0.split(separator: "/").count <= 2
    }
    for path in [readme].compactMap({ $0 }) + contributing {
      for section in Self.sections(of: ReadmeText(snapshot.text(of: path) ?? "")) {
        sections += 1
        note(path, section.line, "a section on \(section.title)")
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["records": .count(records), "pages": .count(pages), "sections": .count(sections)],
      scope: Scope(
        files: snapshot.files.count,
        patterns: ["adr, decisions, rfcs, design folders", "architecture and design pages", "README headings"]))
  }

  /// `_title-YYYY-MM-DD`, `nnnn-title`: what a record is copied from.
  private static func isForm(_ stem: String) -> Bool {
    ["yyyy", "nnnn", "xxxx"].contains { stem.contains($0) }
      || stem.hasPrefix("_") && (stem.contains("title") || stem.contains("template"))
  }

  /// How to move from one version or product to another, without a word why: steps for users.
  private static func isForUsers(_ path: String, _ stem: String, _ parts: [String], _ snapshot: Snapshot) -> Bool {
    guard ["migration-guide", "migrating", "upgrading"].contains(where: stem.contains) else { return false }
    if parts.dropLast().contains(where: { ["guide", "guides", "how-to", "howto", "tutorials"].contains($0) }) {
      return true
    }
    let text = (snapshot.text(of: path) ?? "").lowercased()
    let reasons = ["because", "reason", "rationale", "motivation", "we decided", "why "]
    return reasons.reduce(0) { $0 + text.components(after: $1).count } < 2
  }

  private static func isProse(_ path: String) -> Bool {
    let lowered = path.lowercased()
    return [".md", ".rst", ".adoc", ".markdown", ".txt"].contains { lowered.hasSuffix($0) }
  }
  private static func isForeign(_ path: String) -> Bool {
    path.split(separator: "/").contains {
      ["vendor", "node_modules", "testdata", "third_party", "versioned_docs", "examples", "example"].contains($0)
    }
  }
  private static func proseWords(_ text: String?) -> Int { text.map { ReadmeText($0).proseWordCount } ?? 0 }

  private static func sections(of page: ReadmeText) -> [(title: String, line: Int)] {
    var found: [(title: String, line: Int)] = []
    var current: (title: String, line: Int, words: Int)?
    func close() {
      guard let section = current, section.words >= sectionWordCount else { return }
      // Maxims are soon said; it takes more to give reasons.
      let isOfMaxims = section.title.lowercased().contains("principle")
      if isOfMaxims, section.words < maximWordCount { return }
      found.append((section.title, section.line))
    }
    for line in page.lines {
      if line.part == .heading {
        // A heading below keeps its parent's section open only when it is telling itself.
        let title = line.text.drop { "#= ".contains($0) }
        let depth = line.text.prefix { $0 == "#" }.count
        let lower = title.lowercased()
        // "Choosing between A and B" advises users, it does not explain the project, and a philosophy says what is liked.
        // "Why <the project>?" wins users over, "Why no PRs?" and "Why we need support" ask them for something.
        let isTelling =
          !lower.hasPrefix("why ") && !lower.contains("choosing between") && !lower.contains("propos")
          && !lower.contains("guideline")
          && sectionWords.contains { lower.contains($0) }
          // How one feature among many works is for its users.
          && !(depth > 2 && lower.contains("work"))
        if let open = current, !isTelling, depth > openDepth(open.line, page) { continue }
        close()
        current = isTelling ? (String(title), line.number, 0) : nil
      } else if line.part == .prose, current != nil {
        current?.words += ReadmeText.wordCount(line.text)
      }
    }
    close()
    return found
  }

  private static func openDepth(_ number: Int, _ page: ReadmeText) -> Int {
    page.lines[number - 1].text.prefix { $0 == "#" }.count
  }
}
