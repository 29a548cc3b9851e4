import Evidence
import Repository
import Testing

@testable import Probes

/// Which programs of a module users get, by what its build and release files say.
@Suite struct ShippedProgramsTests {
  /// The tools and the packages that only serve them, of a module with these files beside mains in these folders.
  private static func reading(_ mains: [String], _ files: [String: String]) -> ShippedPrograms {
    var contents = files.merging(["go.mod": "module example.org/shop\n"]) { given, _ in given }
    for folder in mains where contents["\(folder)/main.go"] == nil {
      contents["\(folder)/main.go"] = "package main\n\nfunc main() {}\n"
    }
    let snapshot = Snapshot(
      reading: RepositoryContent(
        files: contents.map { RepositoryFile(path: $0.key, byteCount: $0.value.utf8.count) },
        contents: contents.mapValues { Array($0.utf8) }), origin: .revision(commit: "c"))
    return Subject(snapshot).shippedPrograms
  }

  private static func tools(_ mains: [String], _ files: [String: String]) -> [String] {
    reading(mains, files).tools.map { String($0.dropFirst("example.org/shop/".count)) }.sorted()
  }

  @Test func `a server that a release leaves out is shipped by other means`() {
    let list = "builds:\n  - main: ./cmd/till\n"
    let server =
      "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":80\", nil) }\n"
    let far = "package main\n\nimport \"example.org/shop/web\"\n\nfunc main() { web.Serve() }\n"
    let web = "package web\n\nimport \"net/http\"\n\nfunc Serve() { _ = http.ListenAndServe(\":80\", nil) }\n"
    #expect(
      Self.tools(
        ["cmd/till", "cmd/shop", "cmd/far", "cmd/hi"],
        [".goreleaser.yml": list, "cmd/shop/main.go": server, "cmd/far/main.go": far, "web/web.go": web])
        == ["cmd/hi"])
    #expect(
      Self.tools(
        ["cmd/till", "cmd/shop"],
        [".goreleaser.yml": list, "Dockerfile": "FROM golang\nRUN go build -o /shop cmd/shop/*\n"]) == [])
  }

  @Test func `goreleaser's list leaves out what is no release`() {
    let list = "builds:\n  - id: shop\n    main: ./cmd/shop/\n  - id: till\n    main: ./cmd/till/main.go\n"
    #expect(Self.tools(["cmd/shop", "cmd/till", "cmd/hi"], [".goreleaser.yml": list]) == ["cmd/hi"])
    #expect(
      Self.tools(["cmd/shop", "cmd/hi"], [".goreleaser.yml": "builds:\n  - main: ./cmd/{{ .Env.NAME }}\n"]) == [])
    #expect(
      Self.tools(
        ["cmd/shop", "cmd/till", "cmd/hi"],
        [
          ".goreleaser.yml": "builds:\n  - main: ./cmd/shop\n",
          "Dockerfile": "FROM golang\nRUN CGO_ENABLED=0 go build -ldflags=\"-X main.v=1\" -o /till ./cmd/till\n",
          "Makefile": "build:\n\tgo build -o bin/hi ./cmd/hi\n",
        ]) == [])
  }

  @Test func `what the pipeline only runs is a tool where something else is built`() {
    let run = "on: push\njobs:\n  test:\n    steps:\n      - run: go run ./cmd/stock start\n"
    let build = "build:\n\tgo build $(FLAGS) -o bin/shop ./cmd/shop\n"
    #expect(
      Self.tools(["cmd/shop", "cmd/stock", "cmd/till"], [".github/workflows/ci.yml": run, "Makefile": build])
        == ["cmd/stock"])
    #expect(Self.tools(["cmd/shop", "cmd/stock"], [".github/workflows/ci.yml": run]) == [])
    #expect(
      Self.tools(
        ["cmd/shop", "cmd/stock"], [".github/workflows/ci.yml": run, "Makefile": "build:\n\tgo build -o bin/ $(PKG)\n"])
        == [])
  }

  @Test func `a folder's name tells a tool, unless it is released`() {
    #expect(
      Self.tools(["cmd/shop", "cmd/dev/look", "cmd/shop-test", "cmd/latest"], [:]) == ["cmd/dev/look", "cmd/shop-test"])
    #expect(
      Self.tools(
        ["cmd/shop", "cmd/loadtest"], ["README.md": "# Shop\n\n`go install example.org/shop/cmd/loadtest@latest`\n"])
        == [])
    #expect(Self.tools(["cmd/shop-test"], [:]) == [])
  }

  private static let server =
    "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":80\", nil) }\n"

  @Test(arguments: ["cmd/docs-api", "cmd/dev", "cmd/test-runner", "services/integration", "internal/cmd/server"])
  func `a server is no tool for its name`(folder: String) {
    #expect(Self.tools(["cmd/worker"], ["\(folder)/main.go": Self.server]) == [])
  }

  @Test(arguments: ["cmd/mock-till", "cmd/dev/look"])
  func `a server below a tool's folder, or that stands in for another, stays a tool`(folder: String) {
    #expect(Self.tools(["cmd/worker"], ["\(folder)/main.go": Self.server]) == [folder])
  }

  @Test func `a server that something only runs is no tool`() {
    let run = "on: push\njobs:\n  smoke:\n    steps:\n      - run: go run ./cmd/shop &\n"
    let build = "build:\n\tgo build -o bin/till ./cmd/till\n"
    #expect(
      Self.tools(
        ["cmd/till"], [".github/workflows/ci.yml": run, "Makefile": build, "cmd/shop/main.go": Self.server]) == [])
    #expect(
      Self.tools(
        ["cmd/till"],
        [
          "cmd/shop/main.go": Self.server,
          "api/api.go": "package api\n\n//go:generate go run ../cmd/shop -dump\nfunc Put() {}\n",
        ]) == [])
  }

  @Test(arguments: ["RUN cd cmd/hi && go build -o /hi .", "WORKDIR /src/cmd/hi\nRUN go build -o /hi ."])
  func `an image builds where it stands`(lines: String) {
    let list = "builds:\n  - main: ./cmd/shop\n"
    #expect(
      Self.tools(["cmd/shop", "cmd/hi"], [".goreleaser.yml": list, "Dockerfile": "FROM golang\n\(lines)\n"]) == [])
  }

  @Test func `ko's list is not all there is`() {
    let list = "builds:\n- id: till\n  main: ./cmd/till\n"
    #expect(Self.tools(["cmd/till", "cmd/hi"], [".ko.yaml": list]) == [])
  }

  @Test func `in a service, what only tests import so far is offered`() {
    let files = [
      "cmd/shop/main.go": Self.server,
      "internal/api/api.go":
        "package api\n\nimport \"example.org/shop/internal/store\"\n\nfunc Put() { store.Put() }\n",
      "internal/store/store.go": "package store\n\nfunc Put() {}\n",
      "harness/shop.go": "package harness\n\nfunc Put() {}\n",
      "tests/api_test.go":
        "package tests\n\nimport (\n\t\"example.org/shop/internal/api\"\n\t\"example.org/shop/harness\"\n)\n\nfunc use() { api.Put(); harness.Put() }\n",
    ]
    #expect(Self.reading([], files).supporting == ["example.org/shop/harness"])
  }

  @Test func `a package of tools and tests serves them only`() {
    let tool =
      "package main\n\nimport (\n\t\"example.org/shop/stand\"\n\t\"example.org/shop/cart\"\n)\n\nfunc main() { stand.Set(); cart.Fill() }\n"
    let files = [
      ".goreleaser.yml": "builds:\n  - main: ./cmd/shop\n",
      "cmd/hi/main.go": tool,
      "cmd/shop/main.go": "package main\n\nimport \"example.org/shop/cart\"\n\nfunc main() { cart.Fill() }\n",
      "cart/cart.go": "package cart\n\nfunc Fill() {}\n",
      "stand/stand.go": "package stand\n\nimport \"example.org/shop/stand/pole\"\n\nfunc Set() { pole.Put() }\n",
      "stand/pole/pole.go": "package pole\n\nfunc Put() {}\n",
      "offer/offer.go": "package offer\n\nfunc Put() {}\n",
      "probe/probe.go": "package probe\n\nfunc Put() {}\n",
      "test/shop_test.go": "package test\n\nimport \"example.org/shop/probe\"\n\nfunc use() { probe.Put() }\n",
    ]
    #expect(
      Self.reading([], files).supporting.sorted()
        == ["example.org/shop/probe", "example.org/shop/stand", "example.org/shop/stand/pole"])
    var shown = files
    shown["examples/stand/main.go"] =
      "package main\n\nimport \"example.org/shop/stand\"\n\nfunc main() { stand.Set() }\n"
    #expect(Self.reading([], shown).supporting == ["example.org/shop/probe"])
  }
}
