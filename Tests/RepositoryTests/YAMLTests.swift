import Testing

@testable import Repository

@Suite struct YAMLTests {
  @Test func `anchors, merge keys and lines are followed`() throws {
    let (nodes, problem) = YAMLNode.documents(
      """
      base: &base
        image: golang
        tags: [a]
      job:
        <<: *base
        tags: [b]
        script: |
          go vet

          go test
      """)
    #expect(problem == nil)
    let job = try #require(nodes.first?["job"])
    #expect(job["image"]?.text == "golang")
    #expect(job["tags"]?.strings == ["b"])
    #expect(job["script"]?.textLine == 8)
    #expect(job["script"]?.text == "go vet\n\ngo test")
  }

  @Test func `broken text is a problem with its place`() {
    let (nodes, problem) = YAMLNode.documents("a: [1,\nb: {")
    #expect(nodes.isEmpty)
    #expect(problem?.hasPrefix("is not valid YAML") == true)
  }

  @Test func `several documents are read`() {
    #expect(YAMLNode.documents("a: 1\n---\nb: 2\n").nodes.count == 2)
  }

  @Test(arguments: ["\n", ", "]) func `aliases that multiply are refused before they are written out`(
    _ separator: String
  ) {
    var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in 1...12 {
      let items = (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ")
      lines.append("a\(level): &a\(level) [\(items)]")
    }
    let text = separator == "\n" ? lines.joined(separator: "\n") : "{" + lines.joined(separator: separator) + "}"
    #expect(YAMLNode.documents(text).problem?.contains("aliases") == true)
  }

  @Test(arguments: ["[", "- ", "{a: ", "? "]) func `nesting without end is refused`(_ part: String) {
    #expect(YAMLNode.documents(String(repeating: part, count: 100_000)).problem != nil)
    let indented = (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(YAMLNode.documents(indented).problem?.contains("nested") == true)
  }

  @Test func `many uses of a small anchor are fine`() {
    let jobs = (0..<400).map { "job\($0):\n  <<: *base\n  script: [go vet]" }.joined(separator: "\n")
    let (nodes, problem) = YAMLNode.documents(".base: &base\n  image: golang\n  tags:\n  - a\n" + jobs)
    #expect(problem == nil)
    #expect(nodes.first?["job399"]?["image"]?.text == "golang")
  }
}
