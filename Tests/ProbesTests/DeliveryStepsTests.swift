import Evidence
import Repository
import Testing

@testable import Probes

/// How pipeline steps, targets and settings become purposes.
@Suite struct DeliveryStepsTests {
  static let tested = """
    -- cart.go --
    package shop
    -- cart_test.go --
    package shop
    import "testing"
    func TestCart(t *testing.T) {}
    """

  static func snapshot(_ files: String) -> Snapshot { ExampleSubject(files + "\n" + tested).subject.snapshot }

  @Test func `a make call in a folder known only at run time is followed`() {
    let snapshot = DeliveryStepsTests.snapshot(
      """
      -- .github/workflows/ci.yml --
      on: push
      jobs:
        test:
          runs-on: ubuntu-latest
          steps:
            - run: make test
              working-directory: ${{ env.GOPATH }}/src/shop
      -- Makefile --
      test:
      	$(MAKE) test-cart
      test-cart:
      	go test -race .
      """)
    let runs = DeliverySteps(snapshot).gating.compactMap(\.purpose.testRun)
    #expect(runs.count == 1)
    #expect(runs.first?.isRace == true)
  }

  @Test func `flags in a matrix or in GOFLAGS count`() {
    let matrix = DeliveryStepsTests.snapshot(
      """
      -- .github/workflows/ci.yml --
      on: push
      jobs:
        test:
          runs-on: ubuntu-latest
          strategy:
            matrix:
              flags: ["-race", "-short"]
          steps:
            - run: go test ${{ matrix.flags }} ./...
      """)
    #expect(DeliverySteps(matrix).gating.compactMap(\.purpose.testRun).contains { $0.isRace })
    let environment = DeliveryStepsTests.snapshot(
      """
      -- .github/workflows/ci.yml --
      on: push
      env:
        GOFLAGS: -race
      jobs:
        test:
          runs-on: ubuntu-latest
          steps:
            - run: go test ./...
      """)
    #expect(DeliverySteps(environment).gating.compactMap(\.purpose.testRun).contains { $0.isRace })
  }

  @Test func `pre-commit is lint only where a hook lints Go`() {
    func lints(_ hook: String) -> Bool {
      let snapshot = DeliveryStepsTests.snapshot(
        """
        -- .pre-commit-config.yaml --
        repos:
          - repo: https://example.org/hooks
            hooks:
              - id: \(hook)
        -- .github/workflows/ci.yml --
        on: push
        jobs:
          hooks:
            runs-on: ubuntu-latest
            steps:
              - uses: pre-commit/action@v3
        """)
      return DeliverySteps(snapshot).gating.contains { $0.purpose.lintTool != nil }
    }
    #expect(lints("golangci-lint"))
    #expect(!lints("trailing-whitespace"))
  }

  @Test func `an image for tests or packages is nobody's image`() {
    let snapshot = DeliveryStepsTests.snapshot(
      """
      -- packaging/debian/Dockerfile --
      FROM golang:1.24
      -- test/Dockerfile --
      FROM golang:1.24
      -- packaging/docker/Dockerfile --
      FROM golang:1.24 AS build
      RUN go build -o /shop .
      FROM scratch AS final
      COPY --from=build /shop /shop
      USER 65532
      FROM build AS test
      RUN go test ./...
      """)
    let shipped = ShippedImage.all(in: snapshot, steps: DeliverySteps(snapshot))
    #expect(shipped.map(\.image.path) == ["packaging/docker/Dockerfile"])
    let final = shipped.first.flatMap(FinalStage.init)
    #expect(final?.base == "scratch")
    #expect(final?.isNonRoot == true)
  }
}
