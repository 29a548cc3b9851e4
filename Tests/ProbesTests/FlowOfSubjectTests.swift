import Testing

@testable import Probes

/// A graph made for a subject knows the module's own functions that never return.
@Suite struct FlowOfSubjectTests {
  static func canReturn(_ name: String, _ text: String) throws -> Bool {
    let subject = ExampleSubject(text).subject
    for file in subject.snapshot.goFiles {
      for function in file.tree.nodes(of: .funcDecl) where function.name?.text == name {
        return subject.flow(of: function, in: file).canReturn
      }
    }
    throw Missing()
  }

  struct Missing: Error {}

  static let fatal = """
    -- exit/exit.go --
    package exit
    import "os"
    func With(message string) {
      println(message)
      os.Exit(1)
    }
    func Usage() {
      With("usage")
    }
    func Maybe(message string) {
      if message == "" { return }
      os.Exit(1)
    }
    -- main.go --
    package main
    import "example.org/shop/exit"
    import "os"
    type task struct{}
    func (task) With(message string) {}
    func fails() { exit.With("x") }
    func failsTwice() { exit.Usage() }
    func mayFail() { exit.Maybe("x") }
    func other() { task{}.With("x") }
    """

  @Test func `a function that calls one that always exits cannot return`() throws {
    #expect(try !Self.canReturn("fails", Self.fatal))
    #expect(try !Self.canReturn("failsTwice", Self.fatal))
  }

  @Test func `a function that calls one that sometimes exits, or another of its name, can`() throws {
    #expect(try Self.canReturn("mayFail", Self.fatal))
    #expect(try Self.canReturn("other", Self.fatal))
  }
}
