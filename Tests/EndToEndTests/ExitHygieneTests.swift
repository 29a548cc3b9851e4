import Foundation
import Testing

/// However the program ends, the terminal is as it was, nobody waits, and nothing that was answered is lost.
@Suite struct ExitHygieneTests {
  struct Ending: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var keys = ""
    var signal: Int32 = 0
    let status: Int32

    init(_ name: String, keys: String = "", signal: Int32 = 0, status: Int32) {
      testDescription = name
      self.keys = keys
      self.signal = signal
      self.status = status
    }
  }

  /// A Swift trap is SIGILL or SIGTRAP, by the processor.
  static let endings = [
    Ending("Q", keys: "Q", status: 0), Ending("q", keys: "h q", status: 0),
    Ending("^C ^C", keys: "<C-c> <C-c>", status: 0),
    Ending("INT", signal: SIGINT, status: 130), Ending("TERM", signal: SIGTERM, status: 143),
    Ending("HUP", signal: SIGHUP, status: 2), Ending("QUIT", signal: SIGQUIT, status: 131),
    Ending("SEGV", signal: SIGSEGV, status: 139), Ending("ABRT", signal: SIGABRT, status: 134),
    Ending("trap as ILL", signal: SIGILL, status: 132), Ending("trap as TRAP", signal: SIGTRAP, status: 133),
    Ending("BUS", signal: SIGBUS, status: 135), Ending("FPE", signal: SIGFPE, status: 136),
  ]

  @Test(arguments: endings) func `an ending restores the terminal and keeps the answer`(_ ending: Ending) throws {
    let store = try TemporaryFolder()
    let settings = Program.settings(store)
    try Program.review(through: Program.withoutCore, environment: settings) { terminal in
      terminal.press("<Enter> 2")
      #expect(terminal.waitFor("answered"))
      terminal.press("%")
      #expect(terminal.waitFor("The mouse chooses"))
      let during = terminal.screen.modes
      #expect(during.isAlternate && during.bracketsPastes && during.hasApplicationCursorKeys && !during.mouse.isEmpty)
      #expect(terminal.modes != terminal.modesBefore)
      if ending.signal != 0 { terminal.signal(ending.signal) } else { terminal.press(ending.keys) }
      #expect(terminal.waitForEnd() == ending.status)
      expectRestored(terminal)
      #expect(!String(decoding: terminal.bytes, as: UTF8.self).contains("interact"), "the crash dialogue was shown")
    }
    #expect(try Program.recorded("health.project-structure", in: store).rating == 2)
  }

  @Test func `a note being typed is kept when the process is asked to end`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store)) { terminal in
      terminal.press("<Enter> 2 e half")
      #expect(terminal.waitFor("Note: half"))
      terminal.signal(SIGTERM)
      #expect(terminal.waitForEnd() == 143)
      expectRestored(terminal)
    }
    #expect(try Program.recorded("health.project-structure", in: store).note == "half")
  }

  @Test func `an error thrown in the middle is told after the terminal is restored`() throws {
    let folder = try TemporaryFolder()
    try folder.write("module example.org/odd\n\ngo 1.24\n", to: "go.mod")
    try folder.write("package odd\n", to: "fine.go")
    try folder.write("kind: nonsense\n", to: ".assay.yml")
    let store = try TemporaryFolder()
    try PseudoTerminal.with(
      [Program.path, "review", folder.path], environment: Program.settings(store)
    ) { terminal in
      #expect(terminal.waitForEnd() == 2)
      expectRestored(terminal)
      #expect(String(decoding: terminal.bytes, as: UTF8.self).contains("\u{1B}[?1049h"))
      #expect(terminal.screen.text.contains(".assay.yml"), "\(terminal.screen.text)")
    }
  }

  @Test func `SIGKILL loses nothing that was answered, and the next sitting goes on`() throws {
    let store = try TemporaryFolder()
    try Program.review(environment: Program.settings(store)) { terminal in
      terminal.press("<Enter> 2")
      #expect(terminal.waitFor("answered"))
      terminal.signal(SIGKILL)
      #expect(terminal.waitForEnd() == 137)
    }
    try Program.review(environment: Program.settings(store)) { terminal in
      terminal.press("<Enter>")
      #expect(terminal.waitFor("answered"))
      #expect(!terminal.screen.text.contains("read only"))
    }
  }

  private func expectRestored(_ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(terminal.modes == terminal.modesBefore, sourceLocation: sourceLocation)
    #expect(terminal.screen.modes == TerminalEmulator.Modes(), sourceLocation: sourceLocation)
    #expect(terminal.screen.unknown.isEmpty, sourceLocation: sourceLocation)
  }
}
