import Checklists
import Evidence
import Reviews
import Testing

@testable import Reports

/// The page and the badge: well-formed, whole, and nothing of a repository in them is markup.
@Suite struct HTMLTests {
  static let nasty = "<script>alert(1)</script> \"x\" 'y' & **b** `c` [d](javascript:e) | \u{1B}[31m"

  static func report() throws -> ReviewReport {
    var review = ReportsTests.review
    review.project = "example.org/" + nasty
    review.commit = "abc123"
    review.observations = [
      Observation(
        item: ReportsTests.shutdown.id, probes: ["p/x"], probeVersion: "1", result: .rated(.missing), confidence: .high,
        reason: nasty,
        evidence: [
          .init(location: Location(path: "a b/<i>.go", line: 3), snippet: "x := `raw` | \(nasty)", message: nasty)
        ], scope: Scope(files: 1))
    ]
    review.libraries = [UsedLibrary(purpose: "cli", path: nasty, version: nasty, standing: .avoid)]
    review = try review.noting(ReportsTests.tracing, nasty, author: nasty, at: ReportsTests.now)
    return ReviewReport(
      review: review, catalogue: ReportsTests.catalogue, now: ReportsTests.now,
      purposes: [LibraryPurpose(name: "cli", title: "Commands", choice: "cobra", reasons: [:])])
  }

  /// Without the document type, which is no XML, and with attribute names XML's reader of the tests knows.
  static func read(_ html: String) -> WellFormedXML {
    WellFormedXML(
      html.replacing("<!DOCTYPE html>\n", with: "").replacing("http-equiv=", with: "equiv=")
        .replacing("aria-label=", with: "label=").replacing("text-anchor=", with: "anchor=")
        .replacing("font-", with: "font"))
  }

  @Test func `every format is known as a report by how it begins, and nothing else is`() throws {
    let report = try Self.report()
    for text in [report.markdown, report.json.text, report.html, report.badge] {
      #expect(ReviewReport.isReport(String(text.prefix(ReviewReport.beginningLength))), "\(text.prefix(80))")
    }
    for text in [
      "", "# Shop\n\nProduction readiness of it", "{\"name\": \"assay\"}", "<svg ></svg>", "package assay\n",
    ] {
      #expect(!ReviewReport.isReport(text), "\(text)")
    }
  }

  @Test func `the page is well-formed, and holds no script, no source elsewhere and no tag of the repository's`() throws
  {
    let html = try Self.report().html
    let page = Self.read(html)
    #expect(page.problem == nil)
    let known: Set<Substring> = [
      "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "table", "tr", "th", "td", "code",
      "strong", "a", "ul", "li", "details", "summary", "pre", "blockquote",
    ]
    let strange = page.elements.filter { !known.contains($0.prefix { $0 != " " }) }
    #expect(strange.isEmpty, "\(strange)")
    #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("\u{1B}"))
    #expect(!page.elements.contains { $0.contains("href=\"javascript") })
    #expect(html.contains("default-src 'none'"))
  }

  @Test(arguments: ["`", "<", "[", "|", "&", "*", "\"", "'"])
  func `a mark stays one under a combining mark`(_ mark: String) {
    let text = "x\(mark)\u{301}<img src=y>[k](http:e)"
    let code = MarkdownText.code(text)
    if mark == "`" { #expect(code.unicodeScalars.starts(with: "``x".unicodeScalars)) }
    #expect(HTMLText.inline(code[...]) == "<code>\(HTMLText.escaped(text))</code>")
    let inline = MarkdownText.inline(text)
    #expect(!inline.unicodeScalars.contains("<"))
    #expect(HTMLText.inline(inline[...]) == HTMLText.escaped(text))
    #expect(HTMLText.escaped(text).unicodeScalars.allSatisfy { !"<>\"'".unicodeScalars.contains($0) })
    #expect(MarkdownText.fenced("```\u{301}", language: "go").first == "````go")
  }

  @Test func `the page says what the Markdown says`() throws {
    let html = try Self.report().html
    #expect(html.contains("<h2>What holds the verdict</h2>") && html.contains("<strong>NOT READY</strong>"))
    #expect(html.contains("<td>Commands</td>") && html.contains("<td>cobra</td>"))
    let shown = HTMLText.escaped(Self.nasty)
    #expect(html.contains("<td>\(shown)</td>"), "the reason in its cell")
    #expect(html.contains("<li><strong>Tracing</strong> <code>readiness.tracing</code> (\(shown), "))
    #expect(html.contains("<a href=\"a%20b/%3Ci%3E.go#L3\"><code>a b/&lt;i&gt;.go:3</code></a>"))
  }

  @Test func `lists within lists, code between fences and anchors are kept`() {
    let markdown = """
      # T
      - a
        - b
      - c

      ````go
      x := "```"
      <b>
      ````
      <a id="errors.chain"></a>
      """
    let html = MarkdownPage(markdown, title: "t").html
    #expect(html.contains("<ul>\n<li>a\n<ul>\n<li>b\n</li>\n</ul>\n</li>\n<li>c\n</li>\n</ul>"))
    #expect(html.contains("<pre><code>x := &quot;```&quot;\n&lt;b&gt;</code></pre>"))
    #expect(html.contains("<a id=\"errors.chain\"></a>"))
  }

  @Test func `lists end where their entries do, whatever their depths`() {
    let html = MarkdownPage("- a\n    - b\n  - c\n- d\n\n  - e\n", title: "t").html
    let list = html.split(separator: "\n").drop { $0 != "<ul>" }.prefix { $0 != "</body>" }.joined()
    #expect(
      list == "<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li><li>d</li></ul><ul><li>e</li></ul>")
    #expect(Self.read(html).problem == nil)
  }

  @Test(arguments: ["a|b", "a||b", "a|`b", "|"]) func `a pipe in code is one, in tables and outside of them`(
    _ text: String
  ) {
    let code = MarkdownText.code(text)
    #expect(code.contains(text))
    #expect(HTMLText.inline(code[...]) == "<code>\(HTMLText.escaped(text))</code>")
    let table = MarkdownText.table(["x", "y"], [[code, MarkdownText.inline(text)]])
    let row = "<td><code>\(HTMLText.escaped(text))</code></td><td>\(HTMLText.escaped(text))</td></tr>"
    #expect(MarkdownPage(table.joined(separator: "\n"), title: "t").html.contains(row), "\(table)")
  }

  @Test func `backticks around code make code of it, one alone stays a mark`() {
    #expect(MarkdownText.withCode("ask `ctx.Done()` or `a|b`, *x*") == #"ask `ctx.Done()` or `a|b`, \*x\*"#)
    #expect(MarkdownText.withCode("a ` b") == #"a \` b"#)
    #expect(MarkdownText.withCode("plain") == "plain")
  }

  @Test func `a backslash before a pipe in a table's code is lost, and ends no cell`() {
    let table = MarkdownText.table(["x", "y"], [[MarkdownText.code(#"a\|b"#), "c"]])
    #expect(table[2] == #"| `a\|b` | c |"#)
  }

  @Test func `the badge is well-formed and says the verdict`() throws {
    let badge = try Self.report().badge
    let page = Self.read(badge)
    #expect(page.problem == nil && page.elements.first?.hasPrefix("svg ") == true)
    #expect(
      page.elements.allSatisfy { element in
        ["svg", "title", "rect", "g", "text"].contains(element.prefix { $0 != " " })
      })
    #expect(badge.contains(">not ready</text>") && badge.contains("#b3261e"))
  }
}
