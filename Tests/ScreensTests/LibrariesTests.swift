import Canvas
import Checklists
import Evidence
import Testing

@testable import Screens

/// The libraries of the module by purpose, on the screen and line by line.
@Suite struct LibrariesTests {
  static let purposes = [
    LibraryPurpose(
      name: "router", title: "HTTP routing", choice: "chi, which is plain net/http",
      reasons: ["github.com/go-chi/chi": "nothing of its own to learn", "github.com/astaxie/beego": "an old path"]),
    LibraryPurpose(name: "cli", title: "Command lines", choice: "cobra", reasons: [:]),
  ]
  static let used = [
    UsedLibrary(purpose: "router", path: "github.com/astaxie/beego", version: "v1.12.3", standing: .avoid),
    UsedLibrary(purpose: "router", path: "github.com/go-chi/chi", version: "", standing: .recommended),
  ]

  static func front(_ size: Size, _ script: String = "L", used: [UsedLibrary]? = LibrariesTests.used) -> Front {
    var front = Example.front(size.width, size.height)
    _ = front.receive(.explained([], purposes), at: Example.now)
    var project = Example.project
    project.libraries = used
    _ = front.receive(.observations(Example.observations, project), at: Example.now)
    front.play(script)
    return front
  }

  @Test(arguments: RecordedFrameTests.sizes) func `the libraries look as recorded`(_ size: Size) throws {
    try Recording.compare(
      RecordedFrameTests.picture(of: Self.front(size)), "libraries-\(size.width)x\(size.height)", in: "Frames",
      renewedBy: "LibrariesTests")
  }

  @Test func `each library has its version, standing and reason, and an empty purpose what the guide would choose`() {
    let front = Self.front(Size(width: 80, height: 24))
    let lines = front.page.lines.map(\.text)
    #expect(lines.first == "2 uses of known libraries: 1 recommended, 0 alternative, 1 to avoid")
    #expect(lines.contains("  github.com/astaxie/beego  v1.12.3to avoid") && lines.contains("    an old path"))
    #expect(lines.contains("  github.com/go-chi/chirecommended"))
    #expect(lines.contains("  the guide: chi, which is plain net/http"))
    #expect(lines.suffix(3) == ["Command lines", "  no known library", "  the guide: cobra"])
  }

  @Test func `the review keeps them, and what tells nothing of libraries leaves them`() {
    var front = Self.front(Size(width: 80, height: 24))
    #expect(front.review.libraries == Self.used)
    _ = front.receive(.observations([], Example.project), at: Example.now)
    #expect(front.review.libraries == Self.used)
    var project = Example.project
    project.libraries = []
    _ = front.receive(.observations([], project), at: Example.now)
    #expect(front.page.lines.first?.text == "No library of the list is imported.")
  }

  @Test func `a version out of go dot mod steers no terminal`() {
    let evil = [UsedLibrary(purpose: "cli", path: "a\u{1B}[2J", version: "v1\u{9B}31m\n", standing: .avoid)]
    let front = Self.front(Size(width: 80, height: 24), used: evil)
    #expect(front.page.lines.allSatisfy { !$0.text.unicodeScalars.contains { $0.isUnprintable && $0 != "\n" } })
    let frame = front.frame(at: front.size, in: Look())
    #expect(!frame.annotated.unicodeScalars.contains { $0.isUnprintable && $0 != "\n" })
  }

  @Test func `the plain review tells the same`() {
    var session = PlainSession(
      review: Example.review, catalogue: Example.catalogue, session: Example.session,
      look: PlainLook(width: 200, isASCII: false), at: Example.now)
    _ = session.receive(.explained([], Self.purposes), at: Example.now)
    var project = Example.project
    project.libraries = Self.used
    _ = session.receive(.observations(Example.observations, project), at: Example.now)
    let lines = session.take("libraries", at: Example.now).lines
    #expect(lines.contains { $0.contains("github.com/astaxie/beego v1.12.3, to avoid: an old path.") }, "\(lines)")
    #expect(lines.contains { $0.contains("The guide would choose cobra.") })
  }
}
