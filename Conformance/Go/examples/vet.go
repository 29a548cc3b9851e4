package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// isGuide says whether an example is the guide's, which shows how it should be: vet may have nothing to say of it. The
// cards' examples also show how it should not be.
func (e example) isGuide() bool { return !strings.Contains(e.id, "/") }

// vet asks the toolchain's vet about a compiled package, as the go command does: by a file that names the sources and
// where the compiled form of each import is.
func (c *compiler) vet(importPath, folder, imports string, files []string) error {
	packages, names := map[string]string{}, map[string]string{}
	for line := range strings.Lines(imports) {
		entry, _ := strings.CutPrefix(strings.TrimSpace(line), "packagefile ")
		if name, file, found := strings.Cut(entry, "="); found {
			packages[name], names[name] = file, name
		}
	}
	text, err := json.Marshal(map[string]any{
		"ID": importPath, "Compiler": "gc", "Dir": folder, "ImportPath": importPath, "GoFiles": files,
		"ImportMap": names, "PackageFile": packages, "VetxOutput": filepath.Join(folder, "vet.out"),
	})
	if err != nil {
		return err
	}
	configuration := filepath.Join(folder, "vet.cfg")
	if err := os.WriteFile(configuration, text, 0o600); err != nil {
		return err
	}
	if out, err := exec.Command(c.vetProgram, configuration).CombinedOutput(); err != nil {
		return fmt.Errorf("%s (%w)", strings.TrimSpace(string(out)), err)
	}
	return nil
}
