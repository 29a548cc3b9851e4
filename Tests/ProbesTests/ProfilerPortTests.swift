import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// A command whose only port is a profiler's serves nobody, and is not asked for what services need.
@Suite struct ProfilerPortTests {
  private static func said(_ item: String, _ text: String) -> Suggested? {
    let subject = ExampleSubject(text).subject
    let probes: [any Probe.Type] = [
      HealthEndpointsProbe.self, RequestIdProbe.self, GracefulShutdownProbe.self, RateLimitingProbe.self,
      SecurityHeadersProbe.self, TracingProbe.self, MetricsProbe.self,
    ]
    let outcomes = probes.map { ($0.card.id, $0.init().examine(subject)) }
    let facts = RuleFacts(kind: .cli, outcomes: Dictionary(uniqueKeysWithValues: outcomes))
    return Suggestions.namedRules[item]?(facts)
  }

  private static func tool(_ routes: String) -> String {
    """
    -- main.go --
    package main

    import (
    	"flag"
    	"net/http"
    	_ "net/http/pprof"
    )

    func main() {
    	profile := flag.Bool("profile", false, "serve profiles")
    	flag.Parse()
    	\(routes)
    	if *profile {
    		go func() { _ = http.ListenAndServe("localhost:6060", nil) }()
    	}
    }
    """
  }

  private static let items = [
    "readiness.p0.health-endpoints", "readiness.p0.graceful-shutdown", "readiness.p1.request-id",
    "readiness.p1.rate-limiting", "readiness.p1.security-headers", "readiness.p1.tracing", "readiness.p1.metrics",
  ]

  @Test(arguments: items) func `what only services need is n/a for it`(_ item: String) {
    let said = Self.said(item, Self.tool(""))
    #expect(said?.rating == .notApplicable && said?.confidence == .high, "\(said?.reason ?? "")")
  }

  @Test func `the reason names the profiler`() {
    #expect(
      Self.said("readiness.p0.health-endpoints", Self.tool(""))?.reason
        == "The only port of this command-line tool is a profiler's: it has no health answers.")
  }

  @Test(arguments: ["readiness.p0.health-endpoints", "readiness.p1.rate-limiting"])
  func `a route beside the profiles makes a server of it`(_ item: String) {
    #expect(Self.said(item, Self.tool("http.HandleFunc(\"/orders\", orders)"))?.rating == .missing)
  }
}
