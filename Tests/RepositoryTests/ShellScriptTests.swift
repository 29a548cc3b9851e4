import Testing

@testable import Repository

@Suite struct ShellScriptTests {
  static let splits: [(String, [String])] = [
    ("go vet ./... && go test -race ./...", ["go vet ./...", "go test -race ./..."]),
    ("go build ./... ; go test ./... | tee out.txt", ["go build ./...", "go test ./...", "tee out.txt"]),
    ("# go test\ngo vet # go test", ["go vet"]),
    ("CGO_ENABLED=0 GOOS=linux sudo -E timeout 10m env X=1 go build", ["go build"]),
    ("go test \\\n  -race \\\n  ./...", ["go test -race ./..."]),
    ("go test -run 'A|B' \"$PKG\" >out.txt 2>&1 </dev/null &>log", ["go test -run A|B $PKG"]),
    ("bash -ec \"go vet && go test\"", ["go vet", "go test"]),
    (
      "if ! go vet; then exit 1; elif test -f x; then go test; else go build; fi",
      ["go vet", "exit 1", "test -f x", "go test", "go build"]
    ),
    ("for d in a b; do (cd $d && make test); done", ["cd $d", "make test"]),
    ("while read -r x\ndo\n  go vet $x\ndone < list", ["read -r x", "go vet $x"]),
    ("case \"$1\" in\n  lint|vet) go vet ;;\n  *) go test ;;\nesac\ngo build", ["go vet", "go test", "go build"]),
    ("check() {\n  go vet\n}\nfunction other { go test; }\ncheck", ["go vet", "go test", "check"]),
    ("cat > x.txt <<EOF\ngo test\nEOF\ngo vet", ["cat", "go vet"]),
    ("cat <<-'END'\n\tgo test\n\tEND\ngo vet", ["cat", "go vet"]),
    ("cat <<< \"go test\"\ngo vet", ["cat", "go vet"]),
    ("files=$(gofmt -l .)", ["gofmt -l ."]),
    ("test -z \"$(gofmt -l .)\"", ["test -z $(gofmt -l .)", "gofmt -l ."]),
    ("go test `go list ./...`", ["go test `go list ./...`", "go list ./..."]),
    ("go list ./... | xargs -n 1 go vet", ["go list ./...", "go vet"]),
    (
      "docker run --rm -v $PWD:/src -w /src -it golang:1.24 go test ./...",
      ["docker run --rm -v $PWD:/src -w /src -it golang:1.24 go test ./...", "go test ./..."]
    ),
    (
      "docker run golangci/golangci-lint:v2 sh -c 'golangci-lint run'",
      ["docker run golangci/golangci-lint:v2 sh -c golangci-lint run", "golangci-lint run"]
    ),
    ("docker compose -f ci.yml run --rm app go test", ["docker compose -f ci.yml run --rm app go test", "go test"]),
    ("wait-for-it.sh db:5432 -- go test ./...", ["wait-for-it.sh db:5432 -- go test ./...", "go test ./..."]),
    (
      "go test -tags ${{ matrix.tags }} -run=${X:-a b} {{.ARGS}}",
      ["go test -tags ${{ matrix.tags }} -run=${X:-a b} {{.ARGS}}"]
    ),
    ("[[ $a < $b && $c ]] && go vet", ["[[ $a < $b && $c  ]]", "go vet"]),
    ("args=(go test)\ngo vet", ["go vet"]),
    ("((i = 1 << 2))\ngo vet", ["go vet"]),
    ("go vet\r\ngo test\r\n", ["go vet", "go test"]),
    ("echo 'unfinished", ["echo unfinished"]),
    ("echo $(unfinished", ["echo $(unfinished)", "unfinished"]),
  ]

  static let advice: [(String, [Bool])] = [
    ("go vet || true", [true]), ("go vet || :", [true]), ("go vet || echo failed", [true, false]),
    ("go vet && go test || true", [true, true]), ("(go vet; go test) || true", [true, true]),
    ("go vet; true", [true]), ("go vet || exit 0", [true, false]), ("go vet || exit 1", [false, false]),
    ("go vet || (echo failed; exit 1)", [false, false, false]),
    ("go vet || { echo failed; exit 1; }", [false, false, false]),
    ("go vet || { echo failed; }", [true, false]), ("go vet || echo failed && exit 1", [false, false, false]),
    ("go vet || go vet", [false, false]), ("go vet\ngo test || true", [false, true]),
    ("set +e\ngo vet", [false, false]),
    ("if x; then go vet; fi\ngo test || true", [false, false, true]),
  ]

  static func lines(_ script: String) -> [String] {
    ShellScript.commands(in: script).map { $0.words.joined(separator: " ") }
  }

  @Test(arguments: splits) func `a script is split into the commands it runs`(_ script: String, _ expected: [String]) {
    #expect(ShellScriptTests.lines(script) == expected)
  }

  @Test func `commands know their lines, behind continuations, strings and here-documents too`() {
    let script = "go vet\n\ngo test \\\n  ./...\ncat <<EOF\nx\nEOF\necho 'a\nb'\nx=$(\n  gofmt -l .\n)"
    let commands = ShellScript.commands(in: script, firstLine: 10)
    #expect(commands.map(\.line) == [10, 12, 14, 17, 20])
  }

  @Test func `a line that goes on inside an expansion is counted`() {
    let script = "x=$(curl -s a \\\n  | jq \"b \\\n c\")\ny=(a \\\n b)\ngo vet\r\nz=$(a \\\r\n b)\r\ngo test"
    let commands = ShellScript.commands(in: script).filter { $0.words[0] == "go" }
    #expect(commands.map(\.line) == [6, 9])
  }

  @Test(arguments: advice) func `a command that cannot fail its script is advisory`(
    _ script: String, _ expected: [Bool]
  ) {
    #expect(ShellScript.commands(in: script).map(\.isAdvisory) == expected)
  }

  @Test func `the folder a script has changed to is known, and left with its subshell`() {
    let commands = ShellScript.commands(
      in: "make a\n(cd web && make b)\ncd api/v1\nmake c\ncd ..\nmake d\ncd $ROOT/x\nmake e")
    let folders = commands.filter { $0.words[0] == "make" }.map(\.folder)
    #expect(folders == ["", "web", "api/v1", "api", "x"])
  }

  @Test func `scripts in scripts without end are given up`() {
    var script = "go vet"
    for _ in 0..<40 { script = "bash -c $(\(script))" }
    #expect(ShellScript.commands(in: script).count < 50)
  }
}
