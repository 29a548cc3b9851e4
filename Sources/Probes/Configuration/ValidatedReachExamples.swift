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
]
