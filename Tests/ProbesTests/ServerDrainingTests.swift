import Evidence
import Testing

@testable import Probes

@Suite struct ServerDrainingTests {
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
}
