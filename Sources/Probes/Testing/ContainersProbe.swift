import Evidence
import GoSyntax
import Repository

/// Finds tests against real dependencies: containers started by tests, systems the pipeline starts beside them, or the
/// program itself driven from outside.
///
/// Limits: whether a test truly talks to a system that its job starts is not followed.
struct ContainersProbe: Probe {
  static let card = ProbeCard(
    id: "testing/containers",
    version: 4,
    sign: .signal,
    looksFor: "tests that run against real dependencies in containers, services or a cluster",
    because: "a mock agrees with its author; the database does not always",
    instead: "start the real system with testcontainers-go, or as a service of the CI job, and test against it",
    examples: [
      .found(
        """
        -- store_test.go --
        package shop
        import (
          "testing"
          ▸"github.com/testcontainers/testcontainers-go"
        )
        func TestStore(t *testing.T) { _ = testcontainers.ContainerRequest{} }
        """),
      .found(
        """
        -- .github/workflows/test.yml --
        on: push
        jobs:
          test:
            runs-on: ubuntu-latest
            services:
              postgres:
                image: postgres:16
            steps:
              - run: go test ./...
        """),
      .found(
        """
        -- shop.go --
        package shop
        -- integration/order_test.go --
        package integration
        import (
          "net/http"
          "testing"
        )
        ▸func TestOrder(t *testing.T) { _, _ = http.Get("http://localhost:8080/order") }
        """),
      .quiet(
        """
        -- main.go --
        package main
        func main() { run(nil) }
        func run(args []string) int { return len(args) }
        -- main_test.go --
        package main
        import "testing"
        func TestRun(t *testing.T) {
          if run([]string{"version"}) != 0 { t.Fatal("version") }
        }
        """),
      .quiet(
        """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- integration/order_test.go --
        package integration
        import (
          "net/http"
          "net/http/httptest"
          "testing"
          "example.org/shop/order"
        )
        func pay() http.Handler { return http.NotFoundHandler() }
        func TestOrder(t *testing.T) {
          server := httptest.NewServer(pay())
          order.Send(server.URL)
        }
        """),
      .found(
        """
        -- go.mod --
        module example.org/shop

        go 1.24
        -- integration/order_test.go --
        package integration
        import (
          "net/http"
          "net/http/httptest"
          "testing"
          "example.org/shop/order"
        )
        ▸func TestOrder(t *testing.T) {
          server := httptest.NewServer(order.Handler())
          _, _ = http.Get(server.URL)
        }
        """),
      .quiet(
        """
        -- integration/client.go --
        package integration
        func Address() string { return "localhost" }
        -- integration/client_test.go --
        package integration
        import (
          "net/http"
          "testing"
        )
        func TestAddress(t *testing.T) { _, _ = http.NewRequest("GET", Address(), nil) }
        """),
      .quiet(
        """
        -- store_test.go --
        package shop
        import (
          "testing"
          "github.com/docker/docker/client"
        )
        type stand struct{ client.Client }
        func TestStore(t *testing.T) { _ = stand{} }
        """),
      .quiet(
        """
        -- store_test.go --
        package shop
        import (
          "testing"
          "github.com/DATA-DOG/go-sqlmock"
        )
        func TestStore(t *testing.T) { sqlmock.New() }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let systems = TestSystems(subject)
    var findings: [Finding] = []
    for use in systems.realImports + systems.embeddedImports {
      findings.append(use.file.finding(Self.card.id, at: use.node, use.message))
    }
    findings += (systems.pipelineSystems + systems.targetSystems).map {
      snapshot.finding(Self.card.id, at: $0.location, $0.message)
    }
    findings += (systems.ownProgram + systems.taggedOwnProgram).map {
      $0.file.finding(Self.card.id, at: $0.node, $0.message)
    }
    let isReal = !systems.realImports.isEmpty || !systems.pipelineSystems.isEmpty || !systems.targetSystems.isEmpty
    let answer: Outcome.Answer = isReal ? .found : findings.isEmpty ? .notFound : .partial
    return Outcome(
      probe: Self.card.id, answer: answer, findings: Array(Set(findings)),
      measures: [
        "realImports": .count(systems.realImports.count), "embeddedImports": .count(systems.embeddedImports.count),
        "pipelineSystems": .count(systems.pipelineSystems.count), "targetSystems": .count(systems.targetSystems.count),
        "ownProgram": .count(systems.ownProgram.count),
        "taggedOwnProgram": .count(systems.taggedOwnProgram.count), "dependencies": .list(systems.dependencies),
        "callsOut": .flag(systems.callsOut),
      ],
      scope: snapshot.deliveryScope([
        "imports of testcontainers, dockertest, envtest and the like in tests",
        "services, compose and clusters in CI jobs with tests",
      ]))
  }
}
