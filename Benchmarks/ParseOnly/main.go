// Command parse-only reads, parses and visits every Go file below a folder with Go's own library: the least that a tool
// built on it takes.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

func main() {
	paths := make(chan string, 1024)
	var nodes atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for path := range paths {
				// A file that is not Go has a tree too.
				file, _ := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
				if file == nil {
					continue
				}
				count := int64(0)
				ast.Inspect(file, func(node ast.Node) bool {
					count++
					return true
				})
				nodes.Add(count)
			}
		})
	}
	err := filepath.WalkDir(os.Args[1], func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && strings.HasSuffix(path, ".go") {
			paths <- path
		}
		return err
	})
	close(paths)
	workers.Wait()
	fmt.Println(nodes.Load(), "nodes")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
