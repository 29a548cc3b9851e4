/// The examples of `ValidatedProbe` that turn on who comes to a check, and when.
let validatedReachExamples: [ProbeExample] = [
  .found(
    """
    package table

    import "errors"

    type options struct{ From int }

    func newReader(options options) error { return validateOptions(options) }

    func validateOptions(options options) error {
      ▸if options.From < 0 {
        return errors.New("from")
      }
      return nil
    }
    """),
  .quiet(
    """
    package table

    import "errors"

    type options struct{ From int }

    func exports() map[string]any { return map[string]any{"reader": open} }

    func open(from int) error { return newReader(options{From: from}) }

    func newReader(options options) error { return validateOptions(options) }

    func validateOptions(options options) error {
      if options.From < 0 {
        return errors.New("from")
      }
      return nil
    }
    """),
  .quiet(
    """
    -- lease/config.go --
    package lease

    import "errors"

    type Config struct{ Hours int }

    func (c *Config) Validate() error {
      if c.Hours < 1 {
        return errors.New("hours")
      }
      return nil
    }
    -- lease/config_test.go --
    package lease

    import "testing"

    func TestConfig(t *testing.T) {
      c := &Config{}
      if c.Validate() == nil {
        t.Fatal("passes")
      }
    }
    """),
  .quiet(
    """
    package doctor

    type Result struct{ Passed bool }

    type Group struct{ Results []Result }

    func CheckConfig() Group { return Group{Results: []Result{checkConfigFile()}} }

    func checkConfigFile() Result { return Result{Passed: true} }
    """),
  .quiet(
    """
    -- settings/settings.go --
    package settings

    import (
      "errors"
      "log"
    )

    type table struct{ rows int }

    type Config struct{ db *table }

    func (c *Config) Load() error {
      if c.db == nil {
        return errors.New("not connected")
      }
      return nil
    }

    func (c *Config) Table() *table {
      if c.db == nil {
        log.Fatal("not connected")
      }
      return c.db
    }
    """),
  .found(
    """
    -- settings/settings.go --
    package settings

    import "errors"

    type Config struct{ limit *int }

    func (c *Config) Load() error {
      ▸if c.limit == nil {
        return errors.New("no limit")
      }
      return nil
    }
    """),
  .quiet(
    """
    package shop

    import (
      "errors"
      "net/http"
    )

    func SetEnvs(names []string) error {
      for _, name := range names {
        if err := validateEnv(name); err != nil {
          return err
        }
      }
      return nil
    }

    func validateEnv(name string) error {
      if name == "" {
        return errors.New("name")
      }
      return nil
    }

    func setEnv(w http.ResponseWriter, r *http.Request) error { return SetEnvs([]string{r.FormValue("name")}) }
    """),
  .quiet(
    """
    package shop

    import "errors"

    type step struct{ forward func(names []int) error }

    var place = step{forward: func(names []int) error { return SetEnvs(names) }}

    func SetEnvs(names []int) error {
      for _, name := range names {
        if err := validateEnv(name); err != nil {
          return err
        }
      }
      return nil
    }

    func validateEnv(name int) error {
      if name == 0 {
        return errors.New("name")
      }
      return nil
    }
    """),
  .found(
    """
    package main

    import (
      "errors"
      "net/http"

      "github.com/spf13/cobra"
    )

    var serve = cobra.Command{RunE: func(command *cobra.Command, names []string) error {
      if err := setEnvs(names); err != nil {
        return err
      }
      return http.ListenAndServe(":80", nil)
    }}

    func main() { _ = serve.Execute() }

    func setEnvs(names []string) error { return ▸validateEnv(len(names)) }

    func validateEnv(name int) error {
      if name == 0 {
        return errors.New("name")
      }
      return nil
    }
    """),
  .quiet(
    """
    package schema

    type AddConfigRequest struct {
      ID int `validate:"required" json:"id"`
    }
    """),
  .quiet(
    """
    package main

    import (
      "os"
      "strconv"
    )

    var flags struct{ Strict bool }

    func main() {
      _, err := strconv.Atoi("1")
      if failure, ok := err.(*strconv.NumError); ok && flags.Strict {
        os.Exit(len(failure.Num))
      }
    }
    """),
  .found(
    """
    -- main.go --
    package main

    import (
      "errors"
      "net/http"

      "github.com/spf13/cobra"
    )

    var root = &cobra.Command{Use: "shop"}
    var serve = &cobra.Command{Use: "serve", RunE: runServe}
    var check = &cobra.Command{Use: "check", RunE: runCheck}
    var retries, port int

    func main() {
      check.Flags().IntVar(&retries, "retries", 3, "how often to try")
      serve.Flags().IntVar(&port, "port", 80, "where to listen")
      root.AddCommand(serve, check)
      _ = root.Execute()
    }

    func runCheck(*cobra.Command, []string) error {
      if retries < 0 {
        return errors.New("retries")
      }
      return nil
    }

    func runServe(*cobra.Command, []string) error {
      ▸if port < 1 {
        return errors.New("port")
      }
      return http.ListenAndServe(":80", nil)
    }
    """),
  .quiet(
    """
    -- check/main.go --
    package main

    import "os"

    func main() { os.Exit(checkConfig("shop.yml")) }

    func checkConfig(path string) int { return len(path) }
    """),
  .quiet(
    """
    -- diff/diff.go --
    package diff

    import "errors"

    type diffConfig struct{ ignores []string }

    func newDiff(c *diffConfig) error { return c.validate() }

    func (c *diffConfig) validate() error {
      if c.ignores == nil {
        return errors.New("ignores")
      }
      return nil
    }
    """),
  .quiet(
    """
    -- cmd/shop/main.go --
    package main

    import "os"

    func main() {
      if err := ensureConfigDirExists("shop"); err != nil {
        panic(err)
      }
    }

    func ensureConfigDirExists(dir string) error {
      if dir == "" {
        return os.ErrInvalid
      }
      return os.MkdirAll(dir, 0o700)
    }
    """),
  .quiet(
    """
    -- cmd/shop/main.go --
    package main

    import "example.org/shop/plugin"

    func main() {
      if err := plugin.Load(plugin.Metadata{}); err != nil {
        panic(err)
      }
    }
    -- plugin/plugin.go --
    package plugin

    type Config interface{ Validate() error }

    type Metadata struct{ Config Config }

    func (m Metadata) Validate() error {
      if err := m.Config.Validate(); err != nil {
        return err
      }
      return nil
    }

    func Load(m Metadata) error { return m.Validate() }
    -- go.mod --
    module example.org/shop

    go 1.24
    """),
  .quiet(
    """
    package config

    import "errors"

    var ErrNoConfigFile = errors.New("no file")

    type Config struct{ Source string }

    func Load(config *Config) error {
      if config.Source == "" {
        return ErrNoConfigFile
      }
      return nil
    }
    """),
]
