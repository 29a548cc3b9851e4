import Evidence
import Repository

/// Measures how much of the hand-written code lies in packages that have tests, and points at the packages without.
///
/// Pointed at are packages with something to decide that have no test file and that no test elsewhere imports. Limits:
/// what tests reach through other packages is not followed.
struct TestedPackagesProbe: Probe {
  static let card = ProbeCard(
    id: "testing/tested-packages",
    version: 5,
    sign: .signal,
    looksFor: "packages whose code is run by tests of their own, or widely by tests elsewhere in the module",
    because: "code without a test changes its behaviour unnoticed",
    instead: "give each package that holds logic a test file, beginning with the largest",
    examples: [
      .found(
        """
        -- cart/cart.go --
        package cart
        func Total() int { return 0 }
        -- cart/cart_test.go --
        package cart
        import "testing"
        func TestTotal(t *testing.T) {}
        """),
      .found(
        """
        -- cart/cart.go --
        package cart
        func Total() int { return 0 }
        -- tests/cart_test.go --
        package tests
        import (
          "testing"
          "example.org/shop/cart"
        )
        func TestTotal(t *testing.T) { cart.Total() }
        """),
      .found(
        """
        -- cart/cart.go --
        package cart
        func Add() {}
        func Remove() {}
        func Total() int { return 0 }
        -- order/order.go --
        package order
        func Send() {}
        -- order/order_test.go --
        package order
        import (
          "testing"
          "example.org/shop/cart"
        )
        func TestSend(t *testing.T) {
          cart.Add()
          cart.Remove()
          _ = cart.Total()
        }
        """),
      .quiet(
        """
        -- cart/cart.go --
        package cart
        func Total() int { return 0 }
        -- cart/cart_test.go --
        package cart
        func helper() {}
        """),
    ])

  /// Lines from which an untested package is worth pointing at.
  private static let tellingLineCount = 30

  func examine(_ subject: Subject) -> Outcome {
    let tested = subject.testedPackages
    let counted = tested.counted
    let lines = counted.reduce(0) { $0 + $1.lineCount }
    let scope = Scope(
      files: subject.snapshot.goFiles.count, patterns: ["Test, Fuzz and Example functions in _test.go files"])
    guard lines > 0 else {
      return Outcome(
        probe: Self.card.id, answer: .notApplicable(reason: "no hand-written functions to test"), scope: scope)
    }
    let covered = counted.filter(\.isTested)
    let coveredLines = covered.reduce(0) { $0 + $1.lineCount }
    let share = Double(coveredLines) / Double(lines)
    let findings = counted.filter {
      !$0.isTested && $0.isLeftAlone && $0.lineCount >= Self.tellingLineCount && ($0.file.map(subject.ships) ?? true)
    }.compactMap { package in
      package.file.map { file in
        file.finding(
          Self.card.id, at: file.tree.root.name ?? file.tree.root,
          "package \(package.path): \(package.lineCount) lines, no test file, and no test elsewhere imports it")
      }
    }
    return Outcome(
      probe: Self.card.id, answer: share >= 0.7 ? .found : share >= 0.3 ? .partial : .notFound, findings: findings,
      measures: [
        "testedShare": .ratio(share), "testedLines": .count(coveredLines), "lines": .count(lines),
        "testedPackages": .count(covered.count), "packages": .count(counted.count),
        "testFunctions": .count(tested.testFunctionCount),
      ], scope: scope)
  }
}
