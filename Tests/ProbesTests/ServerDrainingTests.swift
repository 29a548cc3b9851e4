import Evidence
import Testing

@testable import Probes

@Suite struct ServerDrainingTests {
  @Test func `a signal that is waited for while a program runs, which a function of the module made, is no finding`() {
    let subject = ExampleSubject(
      """
      package main

      import (
      	"os"
      	"os/exec"
      	"os/signal"
      	"syscall"
      )

      func main() {
      	command := migration()
      	stop := make(chan os.Signal, 1)
      	signal.Notify(stop, syscall.SIGTERM)
      	go func() { _ = command.Process.Signal(<-stop) }()
      	_ = command.Run()
      }

      func migration() *exec.Cmd { return exec.Command("migrate") }
      """
    ).subject
    #expect(GracefulShutdownProbe().examine(subject).findings.isEmpty)
  }

  @Test func `a deadline that a command's literal makes reaches the method it calls`() {
    let subject = ExampleSubject(
      """
      -- go.mod --
      module example.org/shop
      -- cmd/serve.go --
      package cmd

      import (
      	"context"
      	"time"

      	"example.org/shop/web"
      	"github.com/spf13/cobra"
      )

      var Serve = &cobra.Command{Run: func(c *cobra.Command, _ []string) {
      	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
      	defer cancel()
      	_ = web.New().Shutdown(ctx)
      }}
      -- web/web.go --
      package web

      import (
      	"context"
      	"net/http"
      )

      type Server struct{ server *http.Server }

      func New() *Server { return &Server{server: &http.Server{}} }

      func (s *Server) Shutdown(ctx context.Context) error { return s.server.Shutdown(ctx) }
      """
    ).subject
    let messages = GracefulShutdownProbe().examine(subject).findings.map(\.message)
    #expect(!messages.isEmpty)
    #expect(messages.allSatisfy { !$0.hasPrefix("drained without") }, "\(messages)")
  }

  @Test func `signals for something else, for a program that was started or for leaving at once are no findings`() {
    func lines(_ body: String) -> [Int] {
      let subject = ExampleSubject(
        """
        package main
        import ("os"; "os/exec"; "os/signal"; "syscall")
        const scanSignal = syscall.SIGUSR1
        type reloader struct{ signals []os.Signal; told chan os.Signal }
        func newReloader() *reloader { return &reloader{signals: []os.Signal{syscall.SIGHUP}} }
        func (r *reloader) listen(child *exec.Cmd, screen interface{ Restore() }) {
        \(body)
        }
        func main() {}
        """
      ).subject
      return GracefulShutdownProbe().examine(subject).findings.map(\.location.line)
    }
    #expect(lines("signal.Notify(r.told, os.Interrupt)\n_ = screen") == [])
    let alone = { (body: String) in
      let subject = ExampleSubject(
        """
        package main
        import ("os"; "os/signal"; "syscall")
        const scanSignal = syscall.SIGUSR1
        type reloader struct{ signals []os.Signal; told chan os.Signal }
        func newReloader() *reloader { return &reloader{signals: []os.Signal{syscall.SIGHUP}} }
        func (r *reloader) listen(screen interface{ Restore() }) {
        \(body)
        }
        func main() {}
        """
      ).subject
      return GracefulShutdownProbe().examine(subject).findings.map(\.location.line)
    }
    #expect(alone("signal.Notify(r.told, scanSignal)") == [])
    #expect(alone("signal.Notify(r.told, r.signals...)") == [])
    #expect(alone("signal.Notify(r.told, os.Interrupt)\ngo func() { <-r.told; screen.Restore(); os.Exit(1) }()") == [])
    #expect(alone("signal.Notify(r.told, syscall.SIGTERM)\n<-r.told") == [7])
  }
}
