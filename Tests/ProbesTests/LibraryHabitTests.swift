import Checklists
import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// What rules for libraries say where it is the code rather than an import that decides.
@Suite struct LibraryHabitTests {
  static func suggested(_ item: String, _ text: String, kind: ProjectKind = .service) throws -> Suggested {
    try LibraryRuleTests.suggested(item, ExampleSubject(text).subject, kind: kind)
  }

  static func main(_ imports: String, _ body: String) -> String {
    "-- go.mod --\nmodule example.org/shop\n\ngo 1.24\n-- main.go --\npackage main\n\nimport (\(imports))\n\n\(body)\n"
  }

  @Test func `verbs told apart by hand are partial with flag and missing without`() throws {
    let words = "{\n\tcase \"serve\", \"\":\n\tcase \"version\":\n\t}\n"
    let flags = Self.main(
      #""flag"; "os""#,
      """
      func main() { run(os.Args[1:]) }
      func run(args []string) {
      \tfs := flag.NewFlagSet("shop", flag.ExitOnError)
      \t_ = fs.Parse(args)
      \tcommand := fs.Arg(0)
      \tswitch command \(words)}
      """)
    #expect(try Self.suggested("libraries.cli", flags).rating == .partial)
    let bare = Self.main(#""os""#, "func main() {\n\tswitch os.Args[1] \(words)}")
    #expect(try Self.suggested("libraries.cli", bare).rating == .missing)
    let handed = Self.main(
      #""os""#, "func main() { run(os.Args[1:]) }\nfunc run(args []string) {\n\tswitch args[0] \(words)}")
    #expect(try Self.suggested("libraries.cli", handed, kind: .cli).rating == .missing)
    let one = Self.main(#""os""#, "func main() {\n\tswitch os.Args[1] {\n\tcase \"version\":\n\t}\n}")
    #expect(try Self.suggested("libraries.cli", one, kind: .cli).rating == nil)
    let other = Self.main(
      #""os""#, "func main() {\n\tmode := os.Getenv(\"MODE\")\n\tswitch mode \(words)}")
    #expect(try Self.suggested("libraries.cli", other).rating == .notApplicable)
  }

  @Test(arguments: [
    "for i := 1; i < len(os.Args); i++ {\n\tswitch os.Args[i] {\n\tcase \"north\", \"south\":\n\t}\n}",
    "switch os.Args[1] {\n\tcase \"-v\", \"--version\":\n\t}",
  ]) func `flags read by hand are no verbs`(_ body: String) {
    let text = Self.main(#""os""#, "func main() {\n\t\(body)\n}")
    #expect(LibrariesProbe().examine(ExampleSubject(text).subject).measures["verbs"] == .count(0))
  }

  @Test func `a command line that goes to a framework of the house leaves the verbs open`() throws {
    let framework = Self.main(
      #""os"; "example.org/verbs""#, "func main() { verbs.NewManager().Run(os.Args[1:]) }")
    #expect(try Self.suggested("libraries.cli", framework).rating == nil)
    let parsed = Self.main(
      #""flag"; "os""#,
      """
      func main() { configure(flag.NewFlagSet("shop", flag.ExitOnError), os.Args[1:]) }
      func configure(fs *flag.FlagSet, args []string) { _ = fs.Parse(args) }
      """)
    let suggested = try Self.suggested("libraries.cli", parsed)
    #expect(suggested.rating == .notApplicable)
    #expect(suggested.confidence == .medium)
  }

  @Test func `a tool's main beside the program has no verbs of the program's`() throws {
    let text = """
      -- go.mod --
      module example.org/shop

      go 1.24
      -- main.go --
      package main

      func main() {}
      -- cmd/try/main.go --
      package main

      import "os"

      func main() {
      \tswitch os.Args[1] {
      \tcase "one", "two":
      \t}
      }
      """
    #expect(try Self.suggested("libraries.cli", text).rating == .notApplicable)
  }

  @Test func `handlers with more parameters than those of net http are partial under any router`() throws {
    func routed(_ parameters: String) throws -> Rating? {
      try Self.suggested(
        "libraries.compatible-router",
        """
        package shop

        import (
        \t"net/http"

        \t"github.com/gorilla/mux"
        )

        var routes = mux.NewRouter()

        type user struct{}

        type page func(\(parameters)) error

        func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {}
        """
      ).rating
    }
    #expect(try routed("http.ResponseWriter, *http.Request, user") == .partial)
    #expect(try routed("w http.ResponseWriter, r *http.Request") == .solid)
  }
}
