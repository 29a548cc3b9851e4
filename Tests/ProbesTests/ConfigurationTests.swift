import Evidence
import Testing

@testable import Probes
@testable import Reviews

/// Where settings come from, whether they are checked, and what the items make of it.
@Suite struct ConfigurationTests {
  static let probes: [any Probe.Type] = [
    LoaderProbe.self, ValidatedProbe.self, ScatteredEnvProbe.self, SecretDefaultProbe.self,
  ]

  func rating(_ item: String, _ text: String, kind: ProjectKind) -> Suggested? {
    let subject = ExampleSubject(text).subject
    var outcomes: [ProbeID: Outcome] = [:]
    for probe in ConfigurationTests.probes { outcomes[probe.card.id] = probe.init().examine(subject) }
    return Suggestions.operationRules[item]?(RuleFacts(kind: kind, outcomes: outcomes))
  }

  static let required = """
    -- config/config.go --
    package config

    import "github.com/caarlos0/env/v11"

    type Config struct {
      Address string `env:"ADDRESS" envDefault:":8080"`
      URL     string `env:"PG_URL,required"`
      Secret  string `env:"JWT_SECRET,required"`
    }

    func Load() (cfg Config, err error) {
      if err := env.Parse(&cfg); err != nil {
        return cfg, err
      }
      return cfg, nil
    }
    """

  @Test func `a bad setting that ends the program, or is kept for the end, does not let it go on`() {
    func messages(_ handling: String) -> [String] {
      let subject = ExampleSubject(
        """
        package config

        import "github.com/spf13/viper"

        type Config struct{ Port int }

        func Load(problems interface{ Push(error) }) (cfg Config) {
          if err := viper.Unmarshal(&cfg); err != nil {
            \(handling)
          }
          return cfg
        }

        func wrapError(err error) error { return err }
        func logFatal(args ...any) {}
        """
      ).subject
      return ValidatedProbe().examine(subject).findings.map(\.message)
    }
    #expect(messages(#"logFatal("cannot read the settings", err)"#) == [])
    #expect(messages("problems.Push(wrapError(err))") == [])
    #expect(messages("println(err)") == ["the program goes on when viper reports a bad setting"])
  }

  @Test func `flags are read where the application is run, not where one of them is written`() {
    let subject = ExampleSubject(
      """
      -- commands/list.go --
      package commands

      import "github.com/urfave/cli/v2"

      var All = cli.BoolFlag{Name: "all"}
      -- main.go --
      package main

      import (
        "log"
        "os"

        "github.com/urfave/cli/v2"
      )

      func main() {
        app := &cli.App{Name: "shop"}
        if err := app.Run(os.Args); err != nil {
          log.Fatal(err)
        }
      }
      """
    ).subject
    #expect(LoaderProbe().examine(subject).findings.map(\.location.path) == ["main.go"])
  }

  @Test func `what a one-shot command works on is no setting, and what the server is told is one`() {
    let subject = ExampleSubject(
      ConfigurationTests.required + """

        -- commands/commands.go --
        package commands

        import "github.com/spf13/cobra"

        var (
          name   string
          port   int
          root   = &cobra.Command{Use: "shop"}
          create = &cobra.Command{Use: "create NAME"}
        )

        func init() {
          create.Flags().StringVar(&name, "name", "", "name of the new customer")
          _ = create.MarkFlagRequired("name")
          root.AddCommand(create)
        }
        -- commands/serve.go --
        package commands

        import "github.com/spf13/cobra"

        var serve = &cobra.Command{Use: "serve"}

        func init() {
          serve.Flags().IntVar(&port, "port", 80, "port to serve on")
          _ = serve.MarkFlagRequired("port")
          root.AddCommand(serve)
        }
        """
    ).subject
    let loads = LoaderProbe().examine(subject).findings.map(\.location.path)
    #expect(loads.sorted() == ["commands/serve.go", "config/config.go"])
    let required = ValidatedProbe().examine(subject).findings.map(\.location.path)
    #expect(required.contains("commands/serve.go") && !required.contains("commands/commands.go"))
  }

  @Test func `required tags whose error goes up are a validated configuration`() {
    #expect(rating("readiness.p0.config-validation", ConfigurationTests.required, kind: .service)?.rating?.text == "2")
    #expect(rating("health.configuration", ConfigurationTests.required, kind: .service)?.rating?.text == "2")
  }

  @Test func `a secret with a working default costs a point`() {
    let text = ConfigurationTests.required
      .replacing("`env:\"JWT_SECRET,required\"`", with: "`env:\"JWT_SECRET\" envDefault:\"k3y-of-the-shop\"`")
    #expect(rating("health.configuration", text, kind: .service)?.rating?.text == "1")
  }

  @Test func `a bad value that is replaced is no check`() {
    let text = """
      -- main.go --
      package main

      import (
        "flag"
        "strconv"

        "github.com/spf13/viper"
      )

      func main() {
        flag.Parse()
        if _, err := strconv.Atoi(viper.GetString("port")); err != nil {
          viper.Set("port", "8080")
        }
      }
      """
    let outcome = ValidatedProbe().examine(ExampleSubject(text).subject)
    #expect(outcome.count("fallbacks") == 1)
    #expect(outcome.count("comparisons") == 0)
    #expect(rating("readiness.p0.config-validation", text, kind: .service)?.rating?.text == "1")
  }

  @Test func `a library that is configured by Go code is not rated`() {
    let text = "type Options struct{ Limit int }\n\nfunc New(options Options) int { return options.Limit }"
    for item in ["health.configuration", "readiness.p0.config-validation"] {
      let suggested = rating(item, text, kind: .library)
      #expect(suggested?.rating?.text == "n/a")
      #expect(suggested?.confidence == .high)
    }
  }

  @Test func `a variable whose name is handed in is no setting`() {
    let text = """
      -- config/config.go --
      package config

      import "flag"

      func Load() { flag.Parse() }
      -- expand/expand.go --
      package expand

      import "os"

      func Variable(name string) string { return os.Getenv(name) }
      """
    #expect(ScatteredEnvProbe().examine(ExampleSubject(text).subject).findings.isEmpty)
  }

  @Test func `a user with a password in the defaults is a working default`() {
    let text = """
      -- config/config.go --
      package config

      type User struct{ Name, Pass string }

      func Defaults() User { return User{Name: "admin", Pass: "admin"} }
      """
    #expect(SecretDefaultProbe().examine(ExampleSubject(text).subject).findings.count == 1)
  }

  @Test func `settings written into the code of a service are missing configuration`() {
    let text = """
      -- main.go --
      package main

      import "net/http"

      func main() { http.ListenAndServe(":8080", nil) }
      """
    #expect(rating("health.configuration", text, kind: .service)?.rating?.text == "0")
  }

  @Test func `the fate of an error is told by the statements behind the call`() {
    func fate(_ body: String) -> ErrorFate? {
      let text = "package shop\n\nfunc load() error {\n\(body)\n\treturn nil\n}\n"
      let file = ExampleSubject(text).subject.snapshot.goFiles[0]
      return file.tree.nodes(of: .callExpr).first { $0.function?.isText("read") == true }.map(ErrorFate.of)
    }
    #expect(fate("\tif err := read(); err != nil {\n\t\treturn err\n\t}") == .stops)
    #expect(fate("\terr := read()\n\tif err != nil {\n\t\tpanic(err)\n\t}") == .stops)
    #expect(fate("\tif err := read(); err != nil {\n\t\tprint(err)\n\t}") == .printed)
    #expect(fate("\t_ = read()") == .ignored)
    #expect(fate("\tread()") == .ignored)
    #expect(fate("\treturn read()") == .stops)
  }
}
