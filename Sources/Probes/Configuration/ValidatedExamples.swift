/// The examples of `ValidatedProbe`: checks of settings at start-up, and what only looks like one.
let validatedExamples: [ProbeExample] =
  [
    .found(
      """
      package config

      import "github.com/caarlos0/env/v11"

      type Config struct {
        URL string ▸`env:"URL,required"`
      }

      func Load() (cfg Config, err error) {
        err = env.Parse(&cfg)
        return cfg, err
      }
      """),
    .found(
      """
      package main

      import (
        "flag"
        "log"
      )

      type Config struct{ Port int }

      func (c Config) Validate() error { return nil }

      func main() {
        var cfg Config
        flag.IntVar(&cfg.Port, "port", 80, "port")
        flag.Parse()
        if err := ▸cfg.Validate(); err != nil {
          log.Fatal(err)
        }
      }
      """),
    .found(
      """
      package main

      import (
        "flag"
        "log"
      )

      func main() {
        workers := flag.Int("workers", 4, "number of workers")
        flag.Parse()
        ▸if *workers < 1 {
          log.Fatal("workers must be positive")
        }
      }
      """),
    .found(
      """
      package serve

      import (
        "errors"

        "github.com/urfave/cli/v2"
      )

      func act(c *cli.Context) error {
        limit := c.Int("limit")
        ▸if limit < 1 {
          return errors.New("limit must be positive")
        }
        return nil
      }
      """),
    .quiet(
      """
      package serve

      import "github.com/urfave/cli/v2"

      func reset(name string) error { return nil }

      func act(c *cli.Context) error {
        name := c.String("name")
        if name != "" {
          return reset(name)
        }
        return nil
      }
      """),
    .quiet(
      """
      package config

      import "os"

      type Config struct{ Port string }

      func Load() (cfg Config) {
        cfg.Port = os.Getenv("PORT")
        if cfg.Port == "" {
          cfg.Port = "8080"
        }
        return cfg
      }
      """),
    .quiet(
      """
      package mail

      import "errors"

      type Config struct{ Host string }

      func (c *Config) Validate() error {
        if c.Host == "" {
          return errors.New("host")
        }
        return nil
      }

      func Send(c *Config) error {
        if err := c.Validate(); err != nil {
          return err
        }
        return nil
      }
      """),
    .quiet(
      """
      -- store/auth_config.go --
      package store

      import "errors"

      func updateSettings(setting map[string]string) error {
        if setting["host"] == "" {
          return errors.New("host")
        }
        return nil
      }

      type mutation struct{ Validate func() error }

      func applyConfig(change mutation) error {
        if err := change.Validate(); err != nil {
          return err
        }
        return nil
      }
      """),
    .quiet(
      """
      package main

      import (
        "errors"
        "net/http"
      )

      var cfg struct{ AllowsOrders bool }

      func order(w http.ResponseWriter, r *http.Request) error {
        if !cfg.AllowsOrders {
          return errors.New("no orders")
        }
        return nil
      }
      """),
    .quiet(
      """
      -- config/fetch.go --
      package config

      import "errors"

      func fetch(config string) error {
        if config == "" {
          return errors.New("no file")
        }
        return nil
      }
      -- migrate/migrate.go --
      package migrate

      type migrator struct{ tables []string }

      func (m *migrator) Validate(opts []string) error { return m.validate(m.tables, opts) }

      func (m *migrator) validate(tables, opts []string) error { return nil }
      """),
    .quiet(
      """
      package store

      import "errors"

      type Configs struct{ Host string }

      func (c *Configs) validate() error {
        if c.Host == "" {
          return errors.New("host")
        }
        return nil
      }

      type keeper interface{ setConfigs(c *Configs) error }

      type table struct{}

      func (t table) setConfigs(c *Configs) error { return c.validate() }

      func UpdateConfigs(k keeper, c *Configs) error { return k.setConfigs(c) }

      func checkFlag(post int) bool { return post > 0 }

      func create(post int) error {
        if checkFlag(post) {
          return errors.New("read-only")
        }
        return nil
      }
      """),
    .quiet(
      """
      -- options/writer.go --
      package options

      import "errors"

      func newWriter(options ...string) error {
        if len(options) == 0 {
          return errors.New("none")
        }
        return nil
      }
      -- main.go --
      package main

      type Config struct{ Sends bool }

      func main() {
        cfg := &Config{}
        if err := open(cfg); err != nil {
          cfg.Sends = false
        }
      }

      func open(*Config) error { return nil }
      """),
    .quiet(
      """
      package config

      type kept interface {
        Get(key string) (string, error)
        Set(key, value string)
      }

      func Login(cfg kept) {
        if _, err := cfg.Get("user"); err != nil {
          cfg.Set("user", "")
        }
      }
      """),
    .quiet(
      """
      -- cmd/plugin.go --
      package cmd

      type plugin struct{ Config string }
      type plugins interface{ Get(id string) (plugin, error) }

      func runCheck(store plugins, id string) error {
        found, err := store.Get(id)
        if err != nil {
          return err
        }
        if err := validatePluginConfig(found.Config); err != nil {
          return err
        }
        return validateConfigSchema(id)
      }

      func validatePluginConfig(text string) error { return nil }
      func validateConfigSchema(text string) error { return nil }
      """),
    .quiet(
      """
      package build

      func prepare(tool string, env []string) error {
        if err := checkVersion(tool, env); err != nil {
          return err
        }
        return nil
      }

      func checkVersion(tool string, env []string) error { return nil }
      """),
    .quiet(
      """
      package api

      import "errors"

      type Store interface{ Get(id int) string }

      type Options struct{ Store Store }

      func (o Options) validate() error {
        if o.Store == nil {
          return errors.New("no store")
        }
        return nil
      }
      """),
    .quiet(
      """
      package announce

      import "github.com/caarlos0/env/v11"

      type secrets struct {
        Token string `env:"CHAT_TOKEN,notEmpty"`
      }

      func Announce() error {
        given, err := env.ParseAs[secrets]()
        _ = given
        return err
      }
      """),
    .quiet(
      "type order struct{ Price int }\n\nfunc check(o order) error {\n\tif o.Price < 0 {\n\t\treturn errors.New(\"price\")\n\t}\n\treturn nil\n}"
    ),
  ] + validatedReachExamples
