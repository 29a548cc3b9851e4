import Canvas
import Checklists
import Evidence
import Reviews
import Testing

@testable import Screens

/// The list of all findings: grouping, filters, search, the way in and out.
@Suite struct BrowsingTests {
  static func front(_ script: String = "F") -> Front {
    var front = Example.front(100, 30)
    front.play(script)
    return front
  }

  /// Headings and what lies in them, as the rows say.
  static func rows(_ front: Front) -> [String] {
    front.findings.rows.indices.map { row in
      front.findings.listed(at: row).map { "  \($0.place)" } ?? front.findings.group(at: row)?.title ?? "?"
    }
  }

  @Test func `the list holds the findings of all probes, evidence of an item or not`() {
    let front = Self.front()
    #expect(
      Self.rows(front) == [
        "errors/ignored", "  cmd/shop/main.go:22", "  internal/pay/client.go:40", "  internal/store/orders.go:77",
        "  internal/store/orders.go:91", "errors/unwrapped", "  cmd/shop/main.go:19", "  internal/store/orders.go:42",
        "security/hardcoded-secret", "  internal/pay/client.go:12", "silencing/unused", "  internal/pay/client.go:8",
        "testing/table-driven", "  internal/store/orders_test.go:14",
      ])
    #expect(front.findingsSummary == "9 findings in 5 probes, 2 silenced")
  }

  @Test func `b groups by file, then by item, and the cursor keeps its finding`() {
    var front = Self.front("F <Tab> jj")
    let name = front.currentFinding?.name
    #expect(front.currentFinding?.place == "internal/store/orders.go:42")
    front.play("b")
    #expect(front.currentFinding?.name == name)
    #expect(Self.rows(front).prefix(3) == ["cmd/shop/main.go", "  cmd/shop/main.go:19", "  cmd/shop/main.go:22"])
    front.play("b")
    #expect(front.currentFinding?.name == name)
    #expect(
      Self.rows(front).filter { !$0.hasPrefix(" ") } == [
        "Error handling", "Secrets in the source", "Errors keep their chain", "No error is ignored", "No item",
      ])
  }

  @Test func `a finding that several items rest on is counted once`() {
    let front = Self.front("F bb")
    #expect(front.findings.rows.count { $0.index != nil } == 15)
    #expect(front.findingsSummary == "9 findings in 4 items, 2 silenced")
  }

  @Test func `Tab goes through the findings of every item, also those that stand under several`() {
    var front = Self.front("F bb j <Enter>")
    let rows = front.findings.rows.indices.filter { front.findings.listed(at: $0) != nil }
    for row in rows.dropFirst() + rows.prefix(1) {
      front.play("<Tab>")
      #expect(front.currentFinding?.name == front.findings.listed(at: row)?.name)
      #expect(front.layers.dropLast().last?.cursor == row)
    }
  }

  @Test func `the cursor stays under its item when the list changes`() {
    var front = Self.front("F bb")
    let row = front.findings.rows.indices.last { front.findings.listed(at: $0)?.finding.probe == "errors/unwrapped" }
    front.layer.cursor = row ?? 0
    front.layer.selected = nil
    front.play("<C-l>")
    let (group, name) = (front.findings.group(at: front.layer.cursor)?.key, front.currentFinding?.name)
    front.play("c")
    #expect(front.findings.group(at: front.layer.cursor)?.key == group && front.currentFinding?.name == name)
  }

  @Test func `F on the source of a finding opens the list at that finding`() {
    let front = Self.front("F <Tab> jj <Enter> F")
    #expect(front.layer.screen == .findings && front.currentFinding?.place == "internal/store/orders.go:42")
  }

  @Test(arguments: [
    ("f", 6), ("ff", 1), ("c", 6), ("cc", 2), ("ccc", 1), ("t", 8), ("tt", 1), ("v", 7), ("vv", 2), ("f cc", 1),
    ("f cc *", 9),
  ])
  func `each filter shows its part and the count says so`(_ keys: String, _ count: Int) {
    let front = Self.front("F " + keys)
    #expect(front.findings.listed == count)
    #expect(front.findings.rows.count { $0.index != nil } == count)
    #expect(count == 9 || front.findingsSummary.hasPrefix("\(count) of 9 findings"))
    #expect(front.message?.text.contains(front.findingsSummary) == true)
  }

  @Test func `all probes are listed with their outcome when one asks for it`() {
    let front = Self.front("F vvv")
    let headings = Self.rows(front).filter { !$0.hasPrefix(" ") }
    #expect(headings == Example.outcomes.map(\.probe.text))
    let row = front.findings.groups.first { $0.key == "security/tls" }
    #expect(row?.word == "n/a")
  }

  @Test func `text narrows the list while it is typed and Esc gives the rest back`() {
    var front = Self.front("F &clo")
    #expect(Self.rows(front).count { $0.hasPrefix(" ") } == 2)
    front.play("<Esc>")
    #expect(front.findings.listed == 9)
    front.play("&CLOSE <Enter>")
    #expect(front.findings.listed == 2 && front.prompt == nil)
    front.play("<Esc> :findings <Enter>")
    front.play(":")
    front.write("findings orders.go:4")
    front.play("<Enter>")
    #expect(Self.rows(front) == ["errors/unwrapped", "  internal/store/orders.go:42"])
  }

  @Test func `search goes from row to row over places, messages and probes`() {
    var front = Self.front("F /live")
    #expect(front.currentFinding?.place == "internal/pay/client.go:12")
    front.play("<Esc>")
    #expect(front.layer.cursor == 0)
    front.play("/MAIN.GO <Enter> n")
    #expect(front.currentFinding?.place == "cmd/shop/main.go:19")
    front.play("n")
    #expect(front.currentFinding?.place == "cmd/shop/main.go:22")
  }

  @Test func `groups fold, one or all, and Tab goes from heading to heading`() {
    var front = Self.front("F jj <Space>")
    #expect(Self.rows(front).prefix(2) == ["errors/ignored", "errors/unwrapped"])
    #expect(front.layer.cursor == 0)
    front.play("<Tab> <Tab>")
    #expect(front.findings.group(at: front.layer.cursor)?.key == "security/hardcoded-secret")
    front.play("z")
    #expect(front.findings.rows.count == 5)
    #expect(front.findings.group(at: front.layer.cursor)?.key == "security/hardcoded-secret")
    front.play("z <S-Tab>")
    #expect(front.findings.rows.count == 14)
    #expect(front.findings.group(at: front.layer.cursor)?.key == "errors/unwrapped")
  }

  @Test func `Enter opens the source, Tab the next one, and Esc returns to that row`() {
    var front = Self.front("F j")
    let effects = front.play("<Enter>")
    #expect(front.layer.screen.place == .finding)
    #expect(effects.isEmpty, "the list has asked for the source already")
    let next = front.play("<Tab> <Tab>")
    #expect(next.contains(.readSource(Location(path: "internal/store/orders.go", line: 77))))
    front.play("<Esc>")
    #expect(front.currentFinding?.place == "internal/store/orders.go:77")
    let acts = front.play("o y")
    #expect(acts.contains(.openEditor(Location(path: "internal/store/orders.go", line: 77))))
    #expect(acts.contains(.copy("internal/store/orders.go:77")))
  }

  @Test func `Enter on a heading explains the probe, and from there its items open`() {
    var front = Self.front()
    front.play("<Enter>")
    let text = front.page.lines.map(\.text).joined(separator: "\n")
    for part in [
      "Harm when found: an error", "Because whoever", "Instead say it", "errcheck, gosec (G104)", "os.Remove",
    ] {
      #expect(text.contains(part), "\(part) is not in\n\(text)")
    }
    front.play("/Error <Space> handling <Enter>")
    let line = front.page.lines.firstIndex { $0.id == "item:health.error-handling" }
    front.layer.cursor = line ?? 0
    front.play("<Enter>")
    #expect(front.layer.screen == .item("health.error-handling"))
    front.play("<Esc> <Esc> j i")
    #expect(front.layer.screen == .probe("errors/ignored"))
  }

  @Test func `examples are coloured once the program has told their parts`() {
    var front = Self.front()
    let effects = front.play("<Enter>")
    let example = Example.cards[0].examples[0].text
    #expect(effects.contains(.colour(example)))
    _ = front.receive(
      .coloured(example, [SourceLine(parts: [.init("▸os.Remove(path)", .comment)])]), at: Example.now)
    let span = front.page.lines.flatMap(\.spans).first { $0.text == "▸os.Remove(path)" }
    #expect(span?.style == Style(.cyan))
    #expect(!front.play("k").contains(.colour(example)))
  }

  @Test func `F on an item opens the list at the finding shown there`() {
    var front = Example.front(100, 30)
    let evidence = Example.outcomes[1].findings[0]
    let observation = Observation(
      item: "health.error-handling", probes: ["errors/unwrapped"], probeVersion: "1", result: .rated(.partial),
      confidence: .medium, reason: "one",
      evidence: [
        .init(
          location: evidence.location, snippet: evidence.snippet, message: evidence.message,
          fingerprint: evidence.fingerprint)
      ], scope: Scope())
    _ = front.receive(.observations([observation], Example.project), at: Example.now)
    front.play("<Enter> <Enter> F")
    #expect(front.currentFinding?.place == "internal/store/orders.go:42")
  }

  @Test func `a new run keeps the cursor on its finding`() {
    var front = Self.front("F <Tab> jj")
    let fewer = Example.outcomes.filter { $0.probe != "errors/ignored" }
    _ = front.receive(.findings(ProbedFindings(outcomes: fewer, cards: Example.cards)), at: Example.now)
    #expect(front.currentFinding?.place == "internal/store/orders.go:42")
  }

  @Test func `filters are words of the command, and what is no word is text`() {
    var front = Self.front()
    front.play(":")
    front.write("filter Errors high OPEN orders")
    front.play("<Enter>")
    let view = front.findings.view
    #expect(view.family == "errors" && view.confidence == .high && view.standing == .open && view.text == "orders")
    #expect(front.findings.listed == 2)
    front.play(":group <Space>")
    front.write("file")
    front.play("<Enter>")
    #expect(front.findings.view.grouping == .file)
  }

  @Test func `what is said of a finding stands below its line in the source`() {
    var front = Self.front("F <Tab> jj <Enter>")
    _ = front.receive(Example.source, at: Example.now)
    let lines = front.page.lines.map(\.text)
    let found = front.page.lines.firstIndex { $0.id == "found" }
    #expect(found == 12)
    #expect(lines[13] == "      ^ err is formatted with %v")
    #expect(lines[14].hasSuffix("errors/unwrapped, high confidence"))
  }

  @Test func `the wheel scrolls the list to its end and a click chooses a row`() {
    var front = Example.front(80, 16)
    front.play("F")
    for _ in 0..<9 { _ = front.handle(.wheelDown, at: Example.now) }
    #expect(front.layer.top == front.page.lineCount - front.layout.bodyHeight && front.layer.top > 0)
    _ = front.handle(.click(Position(x: 10, y: front.layout.bodyTop + 1)), at: Example.now)
    #expect(front.layer.cursor == front.layer.top + 1 - front.page.lines.count)
  }

  @Test func `ten thousand findings are listed without making their lines`() {
    let findings = (0..<10_000).map {
      Example.finding("errors/ignored", "internal/p\($0 / 100)/file.go", $0 % 100 + 1, "dropped", "f()")
    }
    let outcome = Outcome(probe: "errors/ignored", answer: .found, findings: findings)
    var front = Example.front(80, 24)
    _ = front.receive(.findings(ProbedFindings(outcomes: [outcome], cards: Example.cards)), at: Example.now)
    front.play("F G")
    #expect(front.findings.rows.count == 10_001)
    #expect(front.page.lines.count <= 2 && front.page.lineCount == 10_001 + front.page.lines.count)
    #expect(front.currentFinding?.place == "internal/p99/file.go:100")
    let before = front.findings
    front.play("kkk <PgUp>")
    #expect(front.findings == before)
    front.play("g /p57/file.go:43")
    #expect(front.currentFinding?.place == "internal/p57/file.go:43")
  }
}
