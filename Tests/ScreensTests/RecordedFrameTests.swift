import Canvas
import Testing

@testable import Screens

/// Every screen as it was last looked at and found good. `ASSAY_RECORD=1 swift test --filter RecordedFrame` renews them.
@Suite struct RecordedFrameTests {
  /// How each screen is reached from a probed review.
  static let scripts: [(name: String, script: String)] = [
    ("overview", ""),
    ("list", "<Enter>"),
    ("gates", "j <Enter> j"),
    ("dimensions", "jjj <Enter>"),
    ("rules", "jjjj <Enter>"),
    ("item", "<Enter> <Enter> <Tab>"),
    ("dimension", "jjj <Enter> <Enter>"),
    ("source", "<Enter> <Enter> <Tab> <Enter>"),
    ("answered", "<Enter> jj <Enter> 0 e"),
    ("reason", "<Enter> j 0"),
    ("finish", "Z"),
    ("palette", ":e x <Tab> <Tab>"),
    ("search", "<Enter> /ob"),
    ("filter", "<Enter> :filter <Space> p0 <Enter>"),
    ("working", "w"),
    ("help", "?"),
    ("log", "<Enter> z :log <Enter>"),
    ("findings", "F jj"),
    ("findings-heading", "F"),
    ("findings-silenced", "F G v v <Enter> <Esc> <Tab> j"),
    ("findings-by-file", "F b jj"),
    ("findings-by-item", "F bb j"),
    ("findings-filtered", "F f c &close"),
    ("findings-outcomes", "F vvv z"),
    ("finding", "F <Tab> j <Enter>"),
    ("probe", "F <Enter>"),
    ("silence", "F j s"),
    ("comment", "F j S"),
    ("narrow", "F & close"),
    ("dispute", "<Enter> <Enter> d 2"),
    ("percent", "jjj <Enter> = 85"),
    ("note", "<Enter> <Enter> e half"),
  ]
  static let sizes = [Size(width: 120, height: 40), Size(width: 80, height: 24), Size(width: 40, height: 10)]

  static func front(_ script: String, _ size: Size, isProbed: Bool) -> Front {
    var front = Example.front(size.width, size.height, isProbed: isProbed)
    front.play(script)
    _ = front.receive(Example.source, at: Example.now)
    return front
  }

  /// With colours on a UTF-8 terminal, then without on an ASCII one.
  static func picture(of front: Front) -> String {
    let ascii = Look(glyphs: .ascii, hasColour: false)
    return front.frame(at: front.size, in: Look()).annotated + "\n" + front.frame(at: front.size, in: ascii).annotated
  }

  @Test(arguments: scripts.map(\.name), sizes) func `a screen looks as recorded`(_ name: String, _ size: Size) throws {
    let script = try #require(RecordedFrameTests.scripts.first { $0.name == name }).script
    let front = RecordedFrameTests.front(script, size, isProbed: true)
    try compare(RecordedFrameTests.picture(of: front), "\(name)-\(size.width)x\(size.height)")
  }

  static let unprobed = ["overview", "list", "gates", "item", "dimension", "findings"]

  static func unprobedFront(_ script: String, _ size: Size) -> Front {
    var front = RecordedFrameTests.front(script.replacing("<Tab>", with: ""), size, isProbed: false)
    _ = front.receive(.progress(done: 7, total: 23, label: "errors/unwrapped"), at: Example.now)
    return front
  }

  @Test(arguments: unprobed, sizes)
  func `the screens before any probe has run look as recorded`(_ name: String, _ size: Size) throws {
    let script = try #require(RecordedFrameTests.scripts.first { $0.name == name }).script
    let front = RecordedFrameTests.unprobedFront(script, size)
    try compare(RecordedFrameTests.picture(of: front), "unprobed-\(name)-\(size.width)x\(size.height)")
  }

  /// Reached from a review that goes on from earlier ones.
  static let pastScripts: [(name: String, script: String)] = [
    ("trend", ""), ("history", "H"), ("history-marked", "H j m"), ("difference", "H <Enter>"),
    ("difference-ruler", "H j <Enter>"), ("projects", ":projects <Enter>"), ("stale-item", "<Enter> <Enter>"),
  ]

  static func pastFront(_ script: String, _ size: Size) -> Front {
    var front = Example.continued(size.width, size.height)
    front.play(script)
    _ = front.receive(.pastReviews([Example.first]), at: Example.now)
    _ = front.receive(.projects(Example.allProjects, problems: []), at: Example.now)
    return front
  }

  @Test(arguments: pastScripts.map(\.name), sizes)
  func `a screen with earlier reviews looks as recorded`(_ name: String, _ size: Size) throws {
    let script = try #require(RecordedFrameTests.pastScripts.first { $0.name == name }).script
    let front = RecordedFrameTests.pastFront(script, size)
    try compare(RecordedFrameTests.picture(of: front), "\(name)-\(size.width)x\(size.height)")
  }

  private func compare(_ picture: String, _ name: String) throws {
    try Recording.compare(picture, name, in: "Frames", renewedBy: "RecordedFrame")
  }
}
