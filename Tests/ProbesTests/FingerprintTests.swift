import Evidence
import Testing

@testable import Probes

/// A finding keeps its fingerprint while it is the same finding, and shares it with no other.
@Suite struct FingerprintTests {
  static let head = "package shop\n\nimport \"os\"\n"
  static let functions = [
    "\nfunc first(path string) {\n\tos.Remove(path)\n\tos.Remove(path)\n}\n",
    "\n// second does more.\nfunc second(path string) {\n\tif path != \"\" {\n\t\tos.Remove(path) // gone\n\t}\n}\n",
    "\ntype store struct{}\n",
    "\nfunc (s *store) second(path string) { os.Remove(path); os.Remove(path) }\n",
    "\nvar run = func() {\n\tos.Remove(\"x\")\n}\n",
  ]

  /// Fingerprints by probe's finding, sorted: the same multiset means the same findings.
  static func prints(_ text: String) -> [String] {
    let subject = ExampleSubject(text).subject
    let outcomes = outcomes([IgnoredProbe()], subject)
    let silenced = outcomes[0].silenced.map(\.finding)
    return (outcomes[0].findings + silenced).map(\.fingerprint).sorted()
  }

  static func outcomes(_ probes: [any Probe], _ subject: Subject) -> [Outcome] {
    let fingerprints = Fingerprints(subject.snapshot)
    let found = probes.map { fingerprints.applied(to: $0.examine(subject)) }
    return Silencing(subject.snapshot).applied(to: found)
  }

  static let original = prints(head + functions.joined())

  @Test func `every finding has its own fingerprint, also equal ones in one function or line`() {
    #expect(Self.original.count == 6)
    #expect(Set(Self.original).count == 6)
    #expect(Self.original.allSatisfy { $0.count == Fingerprints.length && $0.allSatisfy(\.isHexDigit) })
  }

  @Test(arguments: 1...40) func `inserted lines and moved functions change no fingerprint`(_ seed: Int) {
    var state = UInt64(seed)
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var parts = Self.functions
    for index in parts.indices.reversed() { parts.swapAt(index, random(index + 1)) }
    let fillers = ["\n// words\n", "\nvar _ = 1\n", "\nfunc other\(seed)() {}\n", "\n\n", "\n/* a\nblock */\n"]
    for _ in 0..<random(8) { parts.insert(fillers[random(fillers.count)], at: random(parts.count + 1)) }
    #expect(Self.prints(Self.head + parts.joined()) == Self.original)
  }

  @Test func `renaming the file, splitting it, another indent or line end changes no fingerprint`() {
    let text = Self.head + Self.functions.joined()
    #expect(Self.prints("-- renamed.go --\n" + text) == Self.original)
    let halves = (Self.functions[...1].joined(), Self.functions[2...].joined())
    #expect(Self.prints("-- b.go --\n\(Self.head)\(halves.0)-- a.go --\n\(Self.head)\(halves.1)") == Self.original)
    #expect(Self.prints(text.replacing("\t", with: "    ")) == Self.original)
    #expect(Self.prints(text.replacing("\n", with: "\r\n")) == Self.original)
  }

  @Test func `a comment behind the code, even one that silences, changes no fingerprint`() {
    let text = Self.head + Self.functions.joined()
    #expect(Self.prints(text.replacing("// gone", with: "//nolint:errcheck // it may be gone")) == Self.original)
    let above = text.replacing(
      "\t\tos.Remove(path) //", with: "\t\t// assay:ignore errors/ignored why\n\t\tos.Remove(path) //")
    #expect(Self.prints(above) == Self.original)
  }

  @Test func `another line, function, type, folder or probe is another fingerprint`() {
    let base = Self.prints(Self.head + Self.functions[1])
    #expect(base.count == 1)
    let others = [
      Self.head + Self.functions[1].replacing("Remove(path)", with: "RemoveAll(path)"),
      Self.head + Self.functions[1].replacing("func second", with: "func third"),
      Self.head + "\ntype store struct{}\n" + Self.functions[1].replacing("func second", with: "func (store) second"),
      "-- cart/shop.go --\n" + Self.head + Self.functions[1],
    ].map(Self.prints)
    #expect(Set(others + [base]).count == 5)
  }

  @Test func `a method of a pointer or a generic type is named by the type`() {
    let value = Self.prints(Self.head + "\ntype s struct{}\n\nfunc (x s) run() {\n\tos.Remove(\"x\")\n}\n")
    let pointer = Self.prints(Self.head + "\ntype s struct{}\n\nfunc (x *s) run() {\n\tos.Remove(\"x\")\n}\n")
    let generic = Self.prints(Self.head + "\ntype s[T any] struct{}\n\nfunc (x *s[T]) run() {\n\tos.Remove(\"x\")\n}\n")
    #expect(value == pointer && pointer == generic && value.count == 1)
  }

  @Test func `findings in files that are not Go and comments that are wrong have fingerprints too`() throws {
    let text =
      "-- go.mod --\nmodule example.org/shop\n-- Dockerfile --\nFROM ubuntu:latest\nCMD [\"/shop\"]\n-- shop.go --\n"
      + Self.head + "\n// assay:ignore nothing\nfunc run() { os.Remove(\"x\") }\n"
    let subject = ExampleSubject(text).subject
    let outcomes = Self.outcomes([DockerfileProbe(), IgnoredProbe()], subject)
    let findings = outcomes.flatMap(\.findings)
    #expect(
      findings.contains { $0.probe == "silencing/unknown-probe" }
        && findings.contains { $0.location.path == "Dockerfile" })
    #expect(findings.allSatisfy { !$0.fingerprint.isEmpty })
  }
}
