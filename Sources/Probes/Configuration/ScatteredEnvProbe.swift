import Evidence
import GoSyntax
import Repository

/// Finds reads of environment variables outside the place that reads the configuration.
///
/// Mains, packages or files named for configuration, methods of settings types and functions that define or parse flags or
/// find the configuration may read it. What a platform, a tool or a library that `EnvironmentReads` lists defines is no
/// setting, nor what the program itself writes into the environment of a process it starts, nor what a harness for tests
/// reads in a file that uses a library for tests. Where all reads stand in one other package and
/// nothing else loads settings, that package is the place. A handler is never one, in a main neither.
struct ScatteredEnvProbe: Probe {
  static let card = ProbeCard(
    id: "configuration/scattered-env",
    version: 8,
    sign: .antiPattern,
    looksFor: "an environment variable read in the middle of the code",
    because: "such a setting is in no list, has no check at start-up and turns up missing at three in the morning",
    instead: "read it in the configuration package and hand the value on",
    examples: [
      .found(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() string { return os.Getenv("SHOP_ADDRESS") }
        -- cart/cart.go --
        package cart

        import "os"

        func limit() string { return ▸os.Getenv("CART_LIMIT") }
        """),
      .found(
        """
        -- cart/cart.go --
        package cart

        import "os"

        func limit() string { return ▸os.Getenv("CART_LIMIT") }
        -- order/order.go --
        package order

        import "os"

        func limit() (string, bool) { return ▸os.LookupEnv("ORDER_LIMIT") }
        """),
      .quiet(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() string { return os.Getenv("SHOP_ADDRESS") }
        -- main.go --
        package main

        import "os"

        func main() { _ = os.Getenv("SHOP_DEBUG") }
        """),
      .quiet(#"_ = os.Getenv("HOME")"#),
      .quiet(#"_ = os.Getenv("PGPASSFILE")"#),
      .found(
        """
        package main

        import (
          "net/http"
          system "os"
        )

        func main() { http.HandleFunc(system.Getenv("SHOP_ROUTE"), list) }

        func list(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(▸system.Getenv("SHOP_GREETING"))) }
        """),
      .quiet(
        """
        package shop

        import "os"

        func open() string { return os.Getenv("SHOP_ADDRESS") }
        """),
      .quiet(#"_ = os.Getenv("GOCACHEPROG")"#),
      .found(
        """
        -- global/global.go --
        package global

        import (
          "flag"
          "os"
        )

        type Options struct{ Repo, Key string }

        func (o *Options) AddFlags(f *flag.FlagSet) {
          f.StringVar(&o.Repo, "repo", "", "repository")
          o.Repo = os.Getenv("SHOP_REPO")
        }

        func define(f *flag.FlagSet) *string { return f.String("key", os.Getenv("SHOP_KEY"), "key") }
        -- cart/cart.go --
        package cart

        import "os"

        func open(o struct{ Limit string }) string { return o.Limit + ▸os.Getenv("CART_LIMIT") }
        func owner() string { return os.Getenv("GITHUB_ACTOR") + ▸os.Getenv("GITHUB_TOKEN") }
        func newTestStore() string { return os.Getenv("SHOP_TEST_STORE") }
        func isLenient() bool { return ▸os.Getenv("SHOP_TESTING") == "1" }
        """),
      .quiet(#"os.Setenv("CART_LIMIT", path)"#),
      .quiet(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() string { return os.Getenv("SHOP_ADDRESS") }
        -- shopdebug/debug.go --
        package shopdebug

        import "os"

        func IsOn() bool { return os.Getenv("SHOPDEBUG") == "1" || os.Getenv("PUBSUB_EMULATOR_HOST") != "" }
        -- watch/watch.go --
        package watch

        import ("fmt"; "os"; "strings")

        func Shelves() ([]string, error) {
          all, isSet := os.LookupEnv("SHOP_SHELVES")
          if !isSet { return nil, fmt.Errorf("SHOP_SHELVES must be set") }
          return strings.Split(all, ","), nil
        }
        -- main.go --
        package main

        import ("example.org/shop/watch"; "os")

        func main() { if _, err := watch.Shelves(); err != nil { os.Exit(1) } }
        """),
      .quiet(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() string { return os.Getenv("SHOP_ADDRESS") }
        -- pages/pages.go --
        package pages

        import "os"

        func isPlain() bool { return os.Getenv("GLAMOUR_STYLE") == "plain" }

        func pagerEnvironment(given []string) []string {
          if _, isSet := os.LookupEnv("LV"); !isSet {
            given = append(given, "LV=-c")
          }
          return given
        }
        -- suites/suites.go --
        package suites

        import (
          "os"
          "testing"
        )

        func Start(t *testing.T) string { return os.Getenv("SUITE_FOLDER") }
        """),
      .found(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() string { return os.Getenv("SHOP_ADDRESS") }
        -- login/login.go --
        package login

        import (
          "os"

          "github.com/golang-jwt/jwt"
        )

        func parser() *jwt.Parser { return jwt.NewParser(jwt.WithIssuer(▸os.Getenv("JWT_ISSUER"))) }
        -- login/check.go --
        package login

        import "testing"

        func Check(t *testing.T) { _ = parser() }
        """),
      .found(
        """
        -- config/config.go --
        package config

        import "os"

        func Load() { os.Setenv("SHOP_LEVEL", os.Getenv("SHOP_LOGS")) }
        -- logs/logs.go --
        package logs

        import "os"

        func level() string { return ▸os.Getenv("SHOP_LEVEL") }
        """),
      .quiet(
        """
        -- hook/hook.go --
        package hook

        import "os"

        const caller = "SHOP_CALLER"
        const editor = "EDITOR"

        func who() string { return os.Getenv(caller) }
        func region() string { return os.Getenv("ALIBABA_CLOUD_REGION") + os.Getenv(editor) }
        -- start/start.go --
        package start

        import (
          "os"
          "os/exec"
        )

        func start(user string) error {
          command := exec.Command("hook")
          command.Env = append(os.Environ(), "SHOP_CALLER="+user)
          return command.Start()
        }
        -- boot/boot.go --
        package boot

        import "os"

        func resolveConfigPath() string { return os.Getenv("SHOP_CONFIG") }
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let id = ScatteredEnvProbe.card.id
    let snapshot = subject.snapshot
    let all = subject.environmentReads.reads
    let excuses = EnvironmentExcuses(subject)
    let outside = all.filter { !$0.isInSettingsPlace && !excuses.hold($0) }
    let packages = Set(outside.map(\.file.packagePath))
    let hasLoader = outside.count < all.count || !subject.configurationLoads.loads.isEmpty
    let isOnePlace = packages.count == 1 && !hasLoader
    // Wherever settings are read: who answers a request comes too late for it.
    let scattered = all.filter { read in
      !isOnePlace && !read.isInSettingsPlace && !excuses.hold(read)
        || (isOnePlace || read.file.isMain) && SettingsPlaces.answersRequest(read.node, read.file, subject)
    }
    let findings = scattered.map { read in
      read.file.finding(
        id, at: read.node, "\(read.key ?? "an environment variable") is read outside the configuration",
        confidence: hasLoader && read.key != nil ? .high : .medium)
    }
    let count = findings.count
    let answer: Outcome.Answer =
      if count > 0 { .found } else if all.isEmpty {
        .notApplicable(reason: "The code reads no environment variable of its own.")
      } else {
        .notFound
      }
    return Outcome(
      probe: id, answer: answer, findings: findings,
      measures: [
        "scattered": .count(count), "packages": .count(count == 0 ? 0 : packages.count), "reads": .count(all.count),
        "files": .count(Set(all.map(\.file.path)).count),
      ],
      scope: Scope(
        files: snapshot.productFiles.count, patterns: ["os.Getenv, os.LookupEnv, syscall.Getenv"],
        skipped: ["mains, packages and files named for configuration", "variables of the system and its tools"]))
  }
}
