import Repository
import Testing

@Suite struct KindTests {
  /// A program with a folder of commands, of which one opens a listener, and `pages` files that answer requests.
  private static func program(pages: Int, requirement: String = "", more: String = "") -> Snapshot {
    var text = "-- go.mod --\nmodule example.org/shop\n\ngo 1.24\n\(requirement)\n"
    text += "-- main.go --\npackage main\n\nimport \"example.org/shop/cmd\"\n\nfunc main() { cmd.Run() }\n"
    for number in 1...12 {
      text += "-- cmd/command\(number).go --\npackage cmd\n\nimport \"github.com/spf13/cobra\"\n\n"
      text += "var command\(number) cobra.Command\n"
    }
    text += "-- cmd/serve.go --\npackage cmd\n\nimport \"net/http\"\n\n"
    text += "func Run() { _ = http.ListenAndServe(\":80\", nil) }\n"
    for number in 1..<(pages + 1) {
      text += "-- cmd/page\(number).go --\npackage cmd\n\nimport \"net/http\"\n\n"
      text += "func page\(number)(w http.ResponseWriter, r *http.Request) {}\n"
    }
    return Snapshot(sections: text + more)
  }

  @Test func `a tool with many commands stays one though a command serves figures`() {
    let metrics = "require github.com/prometheus/client_golang v1.20.0"
    #expect(KindTests.program(pages: 1, requirement: metrics).kind == .cli)
    #expect(KindTests.program(pages: 2).kind == .cli)
  }

  @Test func `a program with many commands is a service when it answers many requests or is deployed`() {
    #expect(KindTests.program(pages: 6).kind == .service)
    #expect(KindTests.program(pages: 1, more: "-- deploy/shop.service --\n[Service]\n").kind == .service)
  }

  @Test func `a framework is what the example is that its release is made of`() {
    let text = """
      -- go.mod --
      module example.org/shop

      go 1.24
      -- shop.go --
      package shop

      import "net/http"

      func Start() error { return http.ListenAndServe(":80", nil) }
      -- examples/base/main.go --
      package main

      import "example.org/shop"

      func main() { _ = shop.Start() }
      """
    let release = "\n-- .goreleaser.yaml --\nbuilds:\n  - main: ./examples/base\n"
    #expect(Snapshot(sections: text).kind == .library)
    let released = Snapshot(sections: text + release)
    #expect(released.kind == .service, "\(released.kindReason)")
  }
}
