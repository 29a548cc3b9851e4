import Mutations
import Probes
import Testing
import Threads

/// A small part of `make fuzz`, with the probes' own examples as what is damaged.
struct MutationTests {
  @Test(arguments: 0..<12) func `Damaged files are read and probed, and findings lie inside them`(part: Int) {
    for number in part * 25..<part * 25 + 25 {
      let mutated = MutatedCase(seed: 1, number: number, go: Self.seeds.go, texts: Self.seeds.texts)
      let breach = DeepThreads.run { CaseRun.breach(of: mutated.content) }
      #expect(breach == nil, "case \(number): \(mutated.path), \(mutated.steps)")
    }
  }

  @Test func `Beginnings of a file are probed, whatever is missing at their end`() {
    let bytes = Array(Self.sample.utf8)
    for length in stride(from: 1, through: bytes.count, by: 7) {
      let content = MutatedCase.repository("shop/shop.go", Array(bytes[..<length]))
      #expect(DeepThreads.run { CaseRun.breach(of: content) } == nil, "\(length) bytes")
    }
  }

  private static let sample = """
    package shop

    import ("context"; "database/sql"; "net/http"; "time")

    type Store struct { db *sql.DB; stop context.CancelFunc }

    func (s *Store) Load(id string) error { return s.LoadContext(context.Background(), id) }
    func (s *Store) LoadContext(ctx context.Context, id string) error {
      rows, err := s.db.Query("select a from b where c = '" + id + "'")
      if err != nil { return fmt.Errorf("load: %v", err) }
      for rows.Next() { go func() { s.Load(id) }() }
      ctx, s.stop = context.WithTimeout(ctx, time.Second)
      select { case <-ctx.Done(): default: }
      return s.
    """

  @Test func `A case is the same in every run`() {
    for number in 0..<20 {
      let one = MutatedCase(seed: 7, number: number, go: Self.seeds.go, texts: Self.seeds.texts)
      let two = MutatedCase(seed: 7, number: number, go: Self.seeds.go, texts: Self.seeds.texts)
      #expect(one.path == two.path && one.steps == two.steps && one.content.contents == two.content.contents)
    }
  }

  /// The files that the probes' cards show; loose statements get a function around them.
  private static let seeds: (go: [Seed], texts: [Seed]) = {
    var go: [Seed] = []
    var texts: [Seed] = []
    for example in AllProbes.list.flatMap({ $0.card.examples }) {
      for (path, text) in sections(of: example.text.replacing("▸", with: "")) {
        let seed = Seed(path: path, bytes: Array(text.utf8))
        if path.hasSuffix(".go") { go.append(seed) } else { texts.append(seed) }
      }
    }
    return (go, texts)
  }()

  private static func sections(of text: String) -> [(path: String, text: String)] {
    guard text.hasPrefix("-- ") else {
      let isFile = text.hasPrefix("package ") || text.hasPrefix("//")
      return [("shop.go", isFile ? text : "package shop\n\nfunc f() {\n\(text)\n}\n")]
    }
    var sections: [(path: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        sections.append((String(line.dropFirst(3).dropLast(3)), ""))
      } else if !sections.isEmpty {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    return sections
  }
}
