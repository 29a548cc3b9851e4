import Evidence
import GoSyntax
import Repository

/// Finds what reads the settings: a configuration library, flags, or a file decoded into a struct.
///
/// Flags of generators and of commands that users of the running program type are no settings, nor is a file in which
/// one of many objects keeps its options. What is decoded and not kept, or was encoded by the same function, loads
/// none. What a one-shot command works on is none either, see `CommandOperands`.
struct LoaderProbe: Probe {
  static let card = ProbeCard(
    id: "configuration/loader",
    version: 7,
    sign: .signal,
    looksFor: "one loader that fills all settings from environment, flags or a file",
    because: "settings that are read in one place can be listed, defaulted, checked and documented",
    instead: "fill one struct with envconfig, caarlos0/env, viper, koanf or flags at start-up and hand it on",
    examples: [
      .found(
        """
        package config

        import "github.com/caarlos0/env/v11"

        type Config struct {
          Port int `env:"PORT" envDefault:"8080"`
        }

        func Load() (cfg Config, err error) {
          err = ▸env.Parse(&cfg)
          return cfg, err
        }
        """),
      .found(
        """
        package main

        import "flag"

        var port = flag.Int("port", 8080, "port to serve on")

        func main() { ▸flag.Parse() }
        """),
      .found(
        """
        package config

        import (
          "os"

          "gopkg.in/yaml.v3"
        )

        type Config struct{ Port int }

        func Load(path string) (cfg Config, err error) {
          data, err := os.ReadFile(path)
          if err != nil {
            return cfg, err
          }
          return cfg, ▸yaml.Unmarshal(data, &cfg)
        }
        """),
      .found(
        """
        package main

        import (
          "context"
          "os"

          "github.com/urfave/cli/v3"
        )

        func main() { _ = ▸(&cli.Command{Name: "shop"}).Run(context.Background(), os.Args) }
        """),
      .quiet(
        """
        package main

        import (
          "context"
          "os/exec"

          "github.com/urfave/cli/v3"
        )

        type worker interface{ Run(ctx context.Context) error }

        func act(ctx context.Context, _ *cli.Command, w worker) error {
          if err := exec.Command("true").Run(); err != nil {
            return err
          }
          return w.Run(ctx)
        }
        """),
      .quiet(
        """
        package api

        import (
          "encoding/json"
          "net/http"
        )

        type Options struct{ Limit int }

        func list(r *http.Request) (opts Options, err error) {
          err = json.NewDecoder(r.Body).Decode(&opts)
          return opts, err
        }
        """),
      .quiet(
        """
        package client

        import (
          "encoding/json"
          "io"
        )

        func CreateWithOptions(body io.Reader) (id int, err error) {
          err = json.NewDecoder(body).Decode(&id)
          return id, err
        }
        """),
      .quiet(
        """
        package rpc

        import "encoding/json"

        type message interface{ GetPayload() []byte }

        type Config struct{ Steps []string }

        func next(given message) (config Config, err error) {
          err = json.Unmarshal(given.GetPayload(), &config)
          return config, err
        }
        """),
      .quiet(
        """
        package store

        import (
          "encoding/json"

          "github.com/spf13/cobra"
        )

        type Config struct{ Steps []string }

        type bucket interface{ Get(key []byte) []byte }

        func stored(given bucket) (config Config, err error) {
          err = json.Unmarshal(given.Get([]byte("steps")), &config)
          return config, err
        }

        func define(root *cobra.Command) { root.Flags().BoolP("version", "v", false, "") }
        func help(root *cobra.Command) string { return root.Flags().FlagUsagesWrapped(80) }
        """),
      .quiet(
        """
        package week

        import (
          "encoding/json"

          "gopkg.in/yaml.v3"
        )

        type week struct{ days []string }

        func (w *week) UnmarshalJSON(data []byte) error {
          var conf struct{ Days []string }
          err := json.Unmarshal(data, &conf)
          w.days = conf.Days
          return err
        }

        func (w *week) MarshalYAML() (any, error) { return yaml.Marshal(w.days) }
        """),
      .quiet(
        """
        -- server/device_config.go --
        package server

        import "gopkg.in/yaml.v3"

        type device struct{ Text string }

        func isScript(given device) bool {
          var config any
          return yaml.Unmarshal([]byte(given.Text), &config) == nil
        }
        """),
      .quiet(
        """
        package main

        import (
          "os"

          "gopkg.in/yaml.v3"
        )

        type Config struct{ Rows []string }

        type printCmd struct{ File string }

        func (c *printCmd) Run() (cfg Config, err error) {
          data, err := os.ReadFile(c.File)
          if err != nil {
            return cfg, err
          }
          return cfg, yaml.Unmarshal(data, &cfg)
        }
        """),
      .quiet("var order struct{ ID int }\n\nfunc read(data []byte) error { return json.Unmarshal(data, &order) }"),
      .quiet(#"_ = os.Getenv("SHOP_ADDRESS")"#),
      .quiet(
        """
        package pages

        import (
          "text/template"
          "time"

          "github.com/spf13/pflag"
        )

        type printer struct{ flags *pflag.FlagSet }

        func date(text string) (time.Time, error) { return time.Parse("2006", text) }
        func page(text string) (*template.Template, error) { return template.New("page").Parse(text) }
        """),
      .quiet(
        """
        package build

        import "encoding/json"

        func merge(data []byte) (map[string]any, error) {
          var cfg map[string]any
          err := json.Unmarshal(data, &cfg)
          return cfg, err
        }
        """),
    ] + loaderCommandExamples)

  func examine(_ subject: Subject) -> Outcome {
    let id = LoaderProbe.card.id
    let snapshot = subject.snapshot
    let loads = subject.configurationLoads
    let central = subject.environmentReads.reads.filter(\.isInSettingsPlace)
    let operands = CommandOperands(loads, subject)
    // A file that a command is given to work on holds no settings.
    let loading = loads.loads.filter { !operands.isDocument($0) }
    // Where an application is run, that is where its flags are read; a flag's literal says less.
    let runsApplication = loads.loads.contains { $0.library == "urfave/cli" && $0.node.kind == .callExpr }
    var findings: [Finding] = []
    var shown: Set<String> = []
    for load in loading
    where !operands.isOperand(load.node, load.file)
      && !(runsApplication && load.node.kind == .compositeLit)
      && shown.insert("\(load.library) \(load.file.path)").inserted
    {
      findings.append(
        load.file.finding(id, at: load.node, "\(load.library) loads settings from \(load.source.rawValue)"))
    }
    // Where flags are all there is, one place says so.
    if findings.isEmpty, let first = loading.first {
      findings.append(
        first.file.finding(id, at: first.node, "\(first.library) reads the flags of commands", confidence: .medium))
    }
    let fields = LoaderProbe.loadedFields(snapshot)
    let packages = Set(loading.map(\.file.packagePath))
    let answer: Outcome.Answer =
      if !loading.isEmpty { .found } else if central.count >= LoaderProbe.centralReadsMin {
        .partial
      } else if snapshot.kind == .library {
        .notApplicable(reason: "The library is configured by its callers' Go code.")
      } else { .notFound }
    return Outcome(
      probe: id, answer: answer, findings: Array(findings.prefix(12)),
      measures: [
        "libraries": .list(Set(loading.map(\.library)).sorted()), "places": .count(loading.count),
        "packages": .count(packages.count), "flags": .count(loads.flagCount), "fields": .count(fields.count),
        "defaults": .count(loads.defaultCount + fields.defaults), "centralReads": .count(central.count),
      ],
      scope: Scope(
        files: snapshot.productFiles.count,
        patterns: [
          "viper, koanf, envconfig, caarlos0/env, cleanenv, ardanlabs/conf and kin",
          "flag, pflag, cobra, kong, kingpin, urfave/cli, go-flags", "YAML, TOML, HCL or JSON decoded into settings",
        ]))
  }

  /// Fields a loader fills by their tags, and how many of them have a default.
  static func loadedFields(_ snapshot: Snapshot) -> (count: Int, defaults: Int) {
    var count = 0
    var defaults = 0
    for file in snapshot.productFiles {
      for (_, _, tag) in file.tree.fact(TaggedFields.self).all where tag.isLoaded {
        count += 1
        if tag.defaultValue != nil { defaults += 1 }
      }
    }
    return (count, defaults)
  }

  /// Reads of the environment in one place that make a loader of their own.
  private static let centralReadsMin = 3
}
