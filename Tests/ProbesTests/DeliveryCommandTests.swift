import Repository
import Testing

@testable import Probes

/// What commands and actions are for, read off their words.
@Suite struct DeliveryCommandTests {
  static func purposes(_ line: String) -> [CommandPurpose] {
    CommandPurpose.all(of: line.split(separator: " ").map(String.init))
  }
  static func run(_ line: String) -> TestRun? { purposes(line).compactMap(\.testRun).first }

  @Test(arguments: [
    "go vet ./...", "golangci-lint run", "./bin/golangci-lint run --fix", "$(GOLANGCI_LINT) run", "staticcheck ./...",
    "go tool golangci-lint run", "go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.1.0 run ./...",
    "docker run --rm -v $PWD:/app -w /app golangci/golangci-lint:v2.1 golangci-lint run -v", "if ! golangci-lint run",
    "$(go env GOPATH)/bin/staticcheck ./...", "revive -config revive.toml ./...", "golangci-lint-v2 run",
  ])
  func `linters are lint, however they are called`(_ line: String) {
    #expect(DeliveryCommandTests.purposes(line).contains { $0.lintTool != nil })
  }

  @Test(arguments: [
    "gofmt -l .", "go fmt ./...", "goimports -w .", "golangci-lint --version", "golangci-lint cache clean",
    "go mod tidy",
    "echo go vet", "go install github.com/golangci/golangci-lint/cmd/golangci-lint@latest", "helm lint charts/shop",
    "golangci-lint fmt", "curl -sSfL https://example.org/golangci-lint/install.sh",
  ])
  func `formatters, installers and other linters are not lint`(_ line: String) {
    #expect(!DeliveryCommandTests.purposes(line).contains { $0.lintTool != nil })
  }

  @Test(arguments: [
    "go test -race ./...", "go test --race ./...", "gotestsum --format short -- -race ./...", "$(GOTEST) -race ./...",
    "ginkgo -r --race", "richgo test -race ./...", "bazel test --@io_bazel_rules_go//go/config:race //...",
    "docker run --rm golang:1.24 go test -race ./...", "timeout 10m go test -race=true .",
    "sh -c \"go test -race ./...\"",
    "go run gotest.tools/gotestsum@latest --packages=./... -- -race",
  ])
  func `a run with the race detector is seen through wrappers`(_ line: String) {
    let words = line.contains("\"") ? ["sh", "-c", "go test -race ./..."] : line.split(separator: " ").map(String.init)
    #expect(CommandPurpose.all(of: words).compactMap(\.testRun).first?.isRace == true)
  }

  @Test(arguments: [
    ("gotestsum --raw-command -- go test -json -race ./...", true),
    ("gotestsum --raw-command -- cat results.json", false),
    ("gotestsum --raw-command ./results.sh", false), ("gotestsum -- ./...", true),
  ])
  func `a reporter of tests runs what it is given behind a raw command`(_ line: String, _ isRun: Bool) {
    #expect((DeliveryCommandTests.run(line) != nil) == isRun)
  }

  @Test(arguments: [
    ("codecov -f cover.out", true), ("codecov -F unit", true), ("codecov -F frontend", false),
    ("codecovcli upload-process --flag ui", false), ("codecov --file !*.go", false),
  ])
  func `coverage that is sent for the pages is none of the program`(_ line: String, _ isReport: Bool) {
    let isFound = DeliveryCommandTests.purposes(line).contains { if case .coverageReport = $0 { true } else { false } }
    #expect(isFound == isReport)
  }

  @Test func `what a test run covers is read off its patterns`() {
    let some = DeliveryCommandTests.run(
      "go test -v -race -covermode atomic -coverprofile=c.txt ./internal/... ./pkg/...")
    #expect(some?.packages == ["./internal/...", "./pkg/..."])
    #expect(some?.collectsCoverage == true)
    let shop = GoModule(file: "go.mod", path: "example.org/shop", goVersion: nil, requirements: [])
    func reaches(_ run: TestRun?, _ folder: String, from start: String = "") -> Bool? {
      run?.reaches(folder: folder, from: start, module: shop)
    }
    #expect(reaches(some, "internal/cart") == true)
    #expect(reaches(some, "integration") == false)
    #expect(reaches(some, "internals") == false)
    let root = DeliveryCommandTests.run("go test -race -v .")
    #expect(reaches(root, "") == true)
    #expect(reaches(root, "cart") == false)
    #expect(reaches(root, "cart", from: "cart") == true)
    let named = DeliveryCommandTests.run("go test example.org/shop/cart")
    #expect(reaches(named, "cart") == true)
    #expect(reaches(named, "cart", from: "tools") == true)
    let tree = DeliveryCommandTests.run("go test ./...")
    #expect(reaches(tree, "cart/price", from: "cart") == true)
    #expect(reaches(tree, "order", from: "cart") == false)
    let file = DeliveryCommandTests.run("go test ./cart/total_test.go")
    #expect(reaches(file, "cart") == true)
    #expect(file?.namesPackages == true)
    #expect(DeliveryCommandTests.run("go test $(PACKAGES)")?.namesPackages == false)
    #expect(DeliveryCommandTests.run("go test -run=^$ -bench=. ./...")?.kind == .benchmarks)
    #expect(DeliveryCommandTests.purposes("go test -run XXX ./...") == [.build(.packages)])
    #expect(DeliveryCommandTests.purposes("go test -c -o cart.test ./cart") == [.build(.packages)])
  }

  @Test(arguments: [
    "go build ./...", "go install ./cmd/...", "docker build -t shop .", "docker buildx build --platform linux/amd64 .",
    "goreleaser build --snapshot", "goreleaser release --snapshot", "docker compose up --build -d",
    "ko build ./cmd/shop",
    "make -C x && true", "CGO_ENABLED=0 go build -o shop .",
  ])
  func `what compiles is a build`(_ line: String) {
    let isMake = line.hasPrefix("make")
    #expect(DeliveryCommandTests.purposes(line).contains(where: \.isBuild) == !isMake)
  }

  @Test func `publishing is a release, a snapshot is not`() {
    #expect(DeliveryCommandTests.purposes("goreleaser release --clean").contains { $0.releaseTool != nil })
    #expect(!DeliveryCommandTests.purposes("goreleaser release --snapshot --clean").contains { $0.releaseTool != nil })
    #expect(DeliveryCommandTests.purposes("gh release create v1").contains { $0.releaseTool != nil })
    #expect(!DeliveryCommandTests.purposes("gh release view v1").contains { $0.releaseTool != nil })
    #expect(DeliveryCommandTests.purposes("docker push example.org/shop").contains { $0.releaseTool != nil })
    #expect(DeliveryCommandTests.purposes("kubectl apply -f deploy").contains { $0.deployTool != nil })
    #expect(
      !DeliveryCommandTests.purposes("kubectl apply --dry-run=client -f deploy").contains { $0.deployTool != nil })
  }

  @Test(arguments: [
    ("govulncheck ./...", true), ("go run golang.org/x/vuln/cmd/govulncheck@latest ./...", true),
    ("govulncheck -json ./...", false),
    ("govulncheck -format sarif ./...", false), ("osv-scanner -r .", true), ("trivy fs --exit-code 1 .", true),
    ("trivy fs .", false),
    ("nancy sleuth", true), ("snyk test", true), ("snyk monitor", false), ("grype dir:. --fail-on high", true),
    ("grype dir:.", false),
    ("docker run --rm aquasec/trivy image --exit-code=1 shop", true),
  ])
  func `a scan can fail only as its flags say`(_ line: String, _ canFail: Bool) {
    let found = DeliveryCommandTests.purposes(line).compactMap { purpose -> Bool? in
      if case .scan(_, let canFail) = purpose { canFail } else { nil }
    }
    #expect(found == [canFail])
  }

  @Test func `actions are known by name and inputs`() {
    func all(_ name: String, _ inputs: [String: String] = [:]) -> [CommandPurpose] {
      CommandPurpose.all(ofAction: name, inputs: inputs)
    }
    #expect(all("golangci/golangci-lint-action") == [.lint(tool: "golangci-lint")])
    #expect(all("docker/build-push-action", ["push": "false"]) == [.build(.image)])
    #expect(all("docker/build-push-action", ["push": "true"]) == [.build(.image), .release(tool: "docker push")])
    #expect(all("goreleaser/goreleaser-action", ["args": "release --clean"]).contains { $0.releaseTool != nil })
    #expect(all("goreleaser/goreleaser-action", ["install-only": "true"]).isEmpty)
    #expect(all("aquasecurity/trivy-action", ["scan-type": "fs"]) == [.scan(tool: "trivy", canFail: false)])
    #expect(all("aquasecurity/trivy-action", ["exit-code": "1"]) == [.scan(tool: "trivy", canFail: true)])
    #expect(all("github/codeql-action/analyze").isEmpty)
    #expect(all("actions/setup-go").isEmpty)
    #expect(all("codecov/codecov-action") == [.coverageReport(tool: "codecov")])
  }

  @Test func `assigned values are found in make, shell and YAML`() {
    let text =
      "FLAGS ?= -race\nenv:\n  GOFLAGS: -mod=mod\nmatrix:\n  flags:\n    - -race\n    - -short\n# FLAGS = -x\nexport A=b\n"
    #expect(AssignedValues.of("FLAGS", in: text) == ["-race"])
    #expect(AssignedValues.of("GOFLAGS", in: text) == ["-mod=mod"])
    #expect(AssignedValues.of("flags", in: text) == ["-race", "-short"])
    #expect(AssignedValues.of("A", in: text) == ["b"])
    #expect(AssignedValues.name(in: "${{ matrix.flags }}") == "flags")
    #expect(AssignedValues.name(in: "$(FLAGS)") == "FLAGS")
    #expect(AssignedValues.name(in: "plain") == nil)
  }

  @Test func `an outline names each value by its keys`() {
    let outline = YAMLOutline(
      "version: 2\nupdates:\n  - package-ecosystem: \"gomod\" # go\n    directory: /\n  - package-ecosystem: docker\n")
    #expect(
      outline.entries.map(\.path) == [
        ["version"], ["updates"], ["updates", "[]", "package-ecosystem"], ["updates", "[]", "directory"],
        ["updates", "[]", "package-ecosystem"],
      ])
    #expect(outline.entries.map(\.value) == ["2", "", "gomod", "/", "docker"])
    #expect(
      YAMLOutline("a:\n- b: 1\n  c: 2\nd: 3\n").entries.map(\.path) == [
        ["a"], ["a", "[]", "b"], ["a", "[]", "c"], ["d"],
      ])
  }

  @Test func `a coverage gate in a script is a comparison with a number`() {
    #expect(CoverageGate.comparisons(in: "if [ $COVERAGE -lt 85 ]; then exit 1; fi", path: "x").map(\.percent) == [85])
    #expect(
      CoverageGate.comparisons(in: "env:\n  COVERAGE_THRESHOLD: 80\nrun: exit 1", path: "x").map(\.percent) == [80])
    #expect(CoverageGate.comparisons(in: "cov | awk '$3 < 70 { exit 1 }'", path: "x").map(\.percent) == [70])
    #expect(CoverageGate.comparisons(in: "# cov -lt 85 exit", path: "x").isEmpty)
    #expect(CoverageGate.comparisons(in: "go test -cover -timeout 80s; exit 0", path: "x").isEmpty)
  }
}
