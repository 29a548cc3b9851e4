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

  /// A command with one port, and what else lies in the module.
  private static func command(_ serving: String, more: String = "") -> Snapshot {
    Snapshot(
      sections: """
        -- go.mod --
        module example.org/tool

        go 1.24
        -- main.go --
        package main

        import (
        	"net/http"
        	_ "net/http/pprof"
        )

        func main() {
        \(serving)
        }
        \(more)
        """)
  }

  @Test(arguments: [
    "go func() { _ = http.ListenAndServe(\"localhost:6060\", nil) }()",
    "_ = http.ListenAndServe(\":6060\", http.DefaultServeMux)",
    "server := &http.Server{Addr: \":6060\"}\n_ = server.ListenAndServe()",
    "mux := http.NewServeMux()\nmux.HandleFunc(\"/debug/pprof/\", pprof.Index)\n_ = http.ListenAndServe(\":6060\", mux)",
  ]) func `a command whose only port is a profiler's stays a command`(_ serving: String) {
    let snapshot = Self.command(serving)
    #expect(snapshot.kind == .cli, "\(snapshot.kindReason)")
    let deployed = Self.command(serving, more: "-- deploy/tool.service --\n[Service]\n")
    #expect(deployed.kind == .service, "\(deployed.kindReason)")
  }

  @Test(arguments: [
    ("http.HandleFunc(\"/orders\", nil)\n_ = http.ListenAndServe(\":8080\", nil)", ""),
    (
      "_ = http.ListenAndServe(\":8080\", nil)",
      "-- shop.go --\npackage main\n\nimport \"net/http\"\n\nfunc init() { http.Handle(\"/\", nil) }\n"
    ),
    ("register(http.DefaultServeMux)\n_ = http.ListenAndServe(\":8080\", nil)", ""),
    ("mux := http.NewServeMux()\nregister(mux)\n_ = http.ListenAndServe(\":8080\", mux)", ""),
    (
      "mux := http.NewServeMux()\nmux.HandleFunc(\"/debug/pprof/\", pprof.Index)\nmux.HandleFunc(\"/\", nil)\n_ = http.ListenAndServe(\":8080\", mux)",
      ""
    ),
    ("server := &http.Server{}\nserver.Handler = routes()\n_ = server.ListenAndServe()", ""),
    ("go http.ListenAndServe(\"localhost:6060\", nil)\n_ = http.ListenAndServe(\":8080\", routes())", ""),
    (
      "mux := routes()\nmux.HandleFunc(\"/debug/pprof/\", pprof.Index)\n_ = http.ListenAndServe(\":8080\", mux)",
      "-- routes.go --\npackage main\n\nimport \"net/http\"\n\nfunc routes() *http.ServeMux { return nil }\n"
    ),
    ("var other = &http.Server{Addr: \":6060\"}\n_ = other\n_ = shop.ListenAndServe()", ""),
  ]) func `a profiler beside answers to others makes no command of a service`(
    _ example: (serving: String, more: String)
  ) {
    let snapshot = Self.command(example.serving, more: example.more)
    #expect(snapshot.kind == .service, "\(snapshot.kindReason)")
  }

  @Test(arguments: [
    ("github.com/gin-gonic/gin", "shop := gin.Default()\n_ = shop.Run()"),
    ("google.golang.org/grpc", "shop := grpc.NewServer()\n_ = shop.Serve(nil)"),
    ("github.com/segmentio/kafka-go", "orders := kafka.NewReader(kafka.ReaderConfig{})\nread(orders)"),
  ]) func `what is made beside a profiler's server is a service's`(_ library: (path: String, serving: String)) {
    let snapshot = Snapshot(
      sections: """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- main.go --
        package main

        import (
        	"net/http"
        	_ "net/http/pprof"

        	\(library.path.hasSuffix("kafka-go") ? "kafka " : "")"\(library.path)"
        )

        func main() {
        profiler := &http.Server{Addr: "localhost:6060"}
        go profiler.ListenAndServe()
        \(library.serving)
        }
        """)
    #expect(snapshot.kind == .service, "\(snapshot.kindReason)")
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
