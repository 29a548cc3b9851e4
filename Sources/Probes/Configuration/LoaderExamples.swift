/// The examples of `LoaderProbe` that turn on whose flags a command has.
let loaderCommandExamples: [ProbeExample] = [
  .quiet(
    """
    -- session/session.go --
    package session

    import (
      "example.org/shop/typed"
      "github.com/spf13/cobra"
    )

    func answer(words []string) error {
      root := &cobra.Command{}
      root.AddCommand(typed.List())
      root.SetArgs(words)
      return root.Execute()
    }
    -- typed/list.go --
    package typed

    import "github.com/spf13/cobra"

    func List() *cobra.Command {
      list := &cobra.Command{}
      list.Flags().Bool("all", false, "all of them")
      return list
    }
    -- go.mod --
    module example.org/shop

    go 1.24
    """),
  .found(
    """
    -- config/config.go --
    package config

    import "github.com/caarlos0/env/v11"

    type Config struct{ Address string `env:"ADDRESS"` }

    func Load() (cfg Config, err error) {
      err = ▸env.Parse(&cfg)
      return cfg, err
    }
    -- commands/commands.go --
    package commands

    import "github.com/spf13/cobra"

    var name string
    var root = &cobra.Command{Use: "shop"}
    var create = &cobra.Command{Use: "create"}

    func init() {
      create.Flags().StringVar(&name, "name", "", "name of the new customer")
      root.AddCommand(create)
    }
    """),
  .found(
    """
    -- config/config.go --
    package config

    import "github.com/caarlos0/env/v11"

    type Config struct{ Address string `env:"ADDRESS"` }

    func Load() (cfg Config, err error) {
      err = env.Parse(&cfg)
      return cfg, err
    }
    -- commands/commands.go --
    package commands

    import "github.com/spf13/cobra"

    var port int
    var root = &cobra.Command{Use: "shop"}
    var serve = &cobra.Command{Use: "serve"}

    func init() {
      ▸serve.Flags().IntVar(&port, "port", 80, "port to serve on")
      root.AddCommand(serve)
    }
    """),
  .found(
    """
    -- commands/root.go --
    package commands

    import (
      "example.org/shop/carts"
      "github.com/spf13/cobra"
    )

    func Execute() error {
      root := &cobra.Command{Use: "shop"}
      ▸root.PersistentFlags().String("store", "", "where the shop is kept")
      root.AddCommand(carts.NewDelete(), carts.NewFind())
      return root.Execute()
    }
    -- carts/delete.go --
    package carts

    import "github.com/spf13/cobra"

    func NewDelete() *cobra.Command {
      var all bool
      remove := &cobra.Command{Use: "delete"}
      remove.Flags().BoolVar(&all, "all", false, "all carts")
      addNameFlag(remove)
      return remove
    }

    func NewFind() *cobra.Command {
      find := &cobra.Command{Use: "find"}
      addNameFlag(find)
      return find
    }
    -- carts/flags.go --
    package carts

    import "github.com/spf13/cobra"

    func addNameFlag(command *cobra.Command) { command.Flags().String("name", "", "name of the cart") }
    -- go.mod --
    module example.org/shop

    go 1.24
    """),
  .quiet(
    """
    package config

    import "encoding/json"

    func loadConfig(config []byte) error { return json.Unmarshal(config, new(any)) }
    """),
  .found(
    """
    package config

    import (
      "os"

      "gopkg.in/yaml.v3"
    )

    type settings struct{ Port int }

    func LoadConfig(file *os.File) (kept settings, warning error) {
      if err := ▸yaml.NewDecoder(file).Decode(&kept); err != nil {
        return kept, err
      }
      decoder := yaml.NewDecoder(file)
      decoder.KnownFields(true)
      var unused settings
      return kept, decoder.Decode(&unused)
    }
    """),
  .quiet(
    """
    package runtime

    import "gopkg.in/yaml.v3"

    func remake[T any](given map[string]any) (config T, err error) {
      data, err := yaml.Marshal(given)
      if err != nil {
        return config, err
      }
      return config, yaml.Unmarshal(data, &config)
    }
    """),
  .quiet(
    """
    -- cmd/carts/import.go --
    package carts

    import "encoding/json"

    type cart struct{ ID int }

    func NewImport(texts []string, store func(cart)) error {
      for _, text := range texts {
        var params cart
        if err := json.Unmarshal([]byte(text), &params); err != nil {
          return err
        }
        store(params)
      }
      return nil
    }
    """),
]
