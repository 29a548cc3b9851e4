import Evidence
import Testing

@testable import Probes

/// Which lines of a README say how the project is built and run.
@Suite struct ReadmeTests {
  func messages(_ below: String) -> [String] {
    let page = """
      -- go.mod --
      module example.org/tea/shop

      go 1.24
      -- main.go --
      package main
      import "net/http"
      func main() { _ = http.ListenAndServe(":80", nil) }
      -- README.md --
      # shop
      Shop keeps carts and orders for small web shops and answers over HTTP.

      """
    let findings = ReadmeProbe().examine(ExampleSubject(page + below).subject).findings
    return findings.map(\.message).filter { $0 != "says what it is for" }
  }

  @Test(arguments: [
    "    <a href=\"https://example.org/tea/shop/releases/latest\"><img src=\"release.svg\"></a>\n",
    "## Contributing\n* Before you send it: `make lint`\n",
    "## Contributing\n* Run tests with `go test ./...`\n", "## Setup\n    make update-tools\n",
    "## Setup\n    make -j 4 -C tools VERBOSE=1 update-tools\n",
    "## Ports\n* `cd /usr/ports/shop/ && make install`\n", "## Setup\n    kubectl run nginx --image=nginx\n",
    "## [Demo](https://shop.example.org)\nLook at [our pages](https://shop.example.org/developers/).\n",
    "## Usage\n    consul agent -dev\n", "## Run\n    go test ./tests/integration/...\n",
    "## Setup\n    # make sure that your shell is a good one\n",
    "## Contributing\n    best practices about all of our shops and carts\n",
    "## Contributing\n    A forum for all who have questions.\n",
    "## Usage\nAsk in [Discussions](https://example.org/tea/shop/discussions).\n",
  ])
  func `what others pack, tests, demonstrations and markup are no way to build or run it`(_ below: String) {
    #expect(messages(below) == [])
  }

  @Test func `commands that build and run it are found`() {
    #expect(
      messages("## Build\n    cd /opt/shop && make -j4 VERSION=1.2 build-linux\n\n## Run\n    ./shop --port 80\n") == [
        "says how to build it", "says how to run it",
      ])
    #expect(messages("## Build\n* Windows: `go run script/build.go`\n") == ["says how to build it"])
  }
}
