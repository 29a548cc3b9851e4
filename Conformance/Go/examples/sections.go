package main

import (
	gobuild "go/build"
	"io"
	"path"
	"slices"
	"strings"
)

// section is one file of an example.
type section struct{ path, text string }

// split takes `-- path --` sections apart.
func split(text string) []section {
	var sections []section
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(line)
		if strings.HasPrefix(bare, "-- ") && strings.HasSuffix(bare, " --") {
			sections = append(sections, section{path: strings.TrimSuffix(strings.TrimPrefix(bare, "-- "), " --")})
		} else if len(sections) > 0 {
			sections[len(sections)-1].text += line
		}
	}
	return sections
}

// isBuilt says whether a file is built on Linux without tags. One that stands in for another elsewhere is not checked
// beside it.
func isBuilt(s section) bool {
	context := gobuild.Default
	context.GOOS, context.GOARCH = "linux", "amd64"
	context.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s.text)), nil }
	matches, err := context.MatchFile(path.Dir(s.path), path.Base(s.path))
	return matches || err != nil
}

// goFiles answers the Go files that are built, and those of folders in which none is.
func goFiles(sections []section) []section {
	return slices.Collect(func(yield func(section) bool) {
		for _, s := range sections {
			isAside := !isBuilt(s) && slices.ContainsFunc(sections, func(other section) bool {
				return path.Dir(other.path) == path.Dir(s.path) && strings.HasSuffix(other.path, ".go") && isBuilt(other)
			})
			if strings.HasSuffix(s.path, ".go") && !isAside && !yield(s) {
				return
			}
		}
	})
}

// moduleOf reads the module's path and its language version, as `go1.24`, from a go.mod.
func moduleOf(sections []section) (name, version string) {
	name = "example.org/shop"
	for _, s := range sections {
		if s.path != "go.mod" {
			continue
		}
		for line := range strings.Lines(s.text) {
			fields := strings.Fields(line)
			if len(fields) == 2 && fields[0] == "module" {
				name = strings.Trim(fields[1], `"`)
			} else if len(fields) == 2 && fields[0] == "go" {
				version = "go" + fields[1]
			}
		}
	}
	return name, version
}
