import Testing

@testable import Repository

@Suite struct MakefileTests {
  static func commands(_ text: String, _ target: String, overrides: [String: String] = [:]) -> [String] {
    let makefile = Makefile(
      path: "Makefile", texts: ["Makefile": text, "mk/a.mk": "a: ; go vet\n"], overrides: overrides)
    return makefile?.target(target)?.commands.map { ($0.isAdvisory ? "~" : "") + $0.words.joined(separator: " ") } ?? []
  }

  static let cases: [(String, String, [String])] = [
    (
      "GO ?= go\nFLAGS := -race\nFLAGS += -v\ntest:\n\t@$(GO) test ${FLAGS} ./...\n", "test", ["go test -race -v ./..."]
    ),
    ("x:\n\t-go vet\n\t@-go test\n\t+$(MAKE) y\n", "x", ["~go vet", "~go test", "make y"]),
    ("x: ; go vet; go test\n", "x", ["go vet", "go test"]),
    ("x:\n\tgo test \\\n\t  -race\n\n# note\n\tgo vet\n", "x", ["go test -race", "go vet"]),
    ("test-%:\n\tgo test ./$*/...\n", "test-api", ["go test ./api/..."]),
    ("include mk/*.mk\n", "a", ["go vet"]),
    ("define X\ny:\n\tgo vet\nendef\ny:\n\tgo test $@\n", "y", ["go test y"]),
    (
      "V = $(shell git describe)\nx:\n\tgo build -X $(V) $$HOME\n", "x",
      ["go build -X $(git describe) $HOME", "git describe"]
    ),
    ("x: F := -race\nx:\n\tgo test $(F) $(UNKNOWN)\n", "x", ["go test -race ${UNKNOWN}"]),
    ("a.o b.o: %.o: %.c | dir\n\tgo build $@\n", "a.o", ["go build a.o"]),
    ("ifeq ($(OS),Windows)\nx:\n\tgo vet\nelse\nx:\n\tgo test\nendif\n", "x", ["go vet", "go test"]),
    ("$(BIN)/tool: go.mod ; go install\nx:\n\tgo vet\n", "x", ["go vet"]),
    (
      "define BUILD\ngo build -o $1\nendef\nx:\n\t$(call BUILD,bin/shop) ./cmd/shop\n", "x",
      ["go build -o bin/shop ./cmd/shop"]
    ),
    (
      "define lint-in\n  lint:: ; golangci-lint run $1/...\nendef\n$(foreach m,$(ALL),$(eval $(call lint-in,$(m))))\n",
      "lint",
      ["golangci-lint run ${1}/..."]
    ),
    ("$(addprefix bin/,vet test): go.mod ; go install\nvet: ; go vet\n", "vet", ["go vet"]),
    ("A = $(B)$(B)\nB = $(A)$(A)\nx:\n\techo $(A)\n\tgo vet\n", "none", []),
  ]

  @Test(arguments: cases) func `a target's commands are read`(_ text: String, _ target: String, _ expected: [String]) {
    #expect(MakefileTests.commands(text, target) == expected)
  }

  @Test func `the command line wins over the file`() {
    #expect(MakefileTests.commands("F := a\nx:\n\tgo test $(F)\n", "x", overrides: ["F": "-race"]) == ["go test -race"])
  }

  @Test func `the command line decides conditions it has a part in`() {
    let text = """
      ifdef SKIP
      else
      x: lint
      endif
      ifneq (,$(ONLY))
      x: ; go vet
      else ifeq ($(OS),Windows)
      x: ; go test
      endif
      """
    #expect(MakefileTests.commands(text, "x") == ["go vet", "go test"])
    #expect(MakefileTests.commands(text, "x", overrides: ["ONLY": "1"]) == ["go vet"])
    let makefile = Makefile(path: "Makefile", texts: ["Makefile": text], overrides: ["SKIP": "1"])
    #expect(makefile?.target("x")?.dependencies == [])
  }

  @Test func `variables that double each other end`() {
    let text = (0..<40).map { "V\($0 + 1) = $(V\($0))$(V\($0))\n" }.joined() + "V0 = xxxxxxxxxx\nx:\n\techo $(V40)\n"
    #expect(MakefileTests.commands(text, "x").count == 1)
  }

  @Test func `the first target that is no setting is the default`() {
    let makefile = Makefile(path: "Makefile", texts: ["Makefile": ".PHONY: all\n%.o: ;\nall: vet\nvet: ; go vet\n"])
    #expect(makefile?.firstTarget == "all")
    #expect(makefile?.targetNames == ["%.o", "all", "vet"])
    #expect(makefile?.target("all")?.dependencies == ["vet"])
  }
}
