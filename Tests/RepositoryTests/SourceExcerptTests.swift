import Foundation
import Intake
import Testing

/// Source around a finding comes from the repository or not at all.
@Suite struct SourceExcerptTests {
  @Test func `lines come from around the place, and from nowhere outside the folder`() throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "assay-excerpt-\(UUID().uuidString)")
    let root = base.appending(path: "project")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: base) }
    try Data("one\r\ntwo\u{1B}[2J\nthree\nfour\n".utf8).write(to: root.appending(path: "a.go"))
    try Data("secret\n".utf8).write(to: base.appending(path: "outside"))
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path: "link.go").path, withDestinationPath: base.appending(path: "outside").path)

    let (first, lines) = SourceExcerpt.lines(root: root.path, path: "a.go", around: 2, count: 3)
    #expect(first == 1 && lines == ["one", "two\\x1b[2J", "three"])
    // A name that is no UTF-8 is shown with a replacement, and found by it.
    let name = "\(root.path)/caf?.go".utf8.map { $0 == UInt8(ascii: "?") ? 0xE9 : $0 }
    let made = name.map { CChar(bitPattern: $0) } + [0]
    let descriptor = open(made, O_WRONLY | O_CREAT, 0o600)
    #expect(descriptor >= 0 && write(descriptor, "latin\n", 6) == 6 && close(descriptor) == 0)
    #expect(SourceExcerpt.lines(root: root.path, path: "caf\u{FFFD}.go", around: 1, count: 1).lines == ["latin"])
    #expect(PrintablePath.real(root: root.path, path: "caf\u{FFFD}.go") == made)
    for path in ["link.go", "../outside", "missing.go"] {
      #expect(SourceExcerpt.lines(root: root.path, path: path, around: 1, count: 3).lines.isEmpty, "\(path)")
    }
  }
}
