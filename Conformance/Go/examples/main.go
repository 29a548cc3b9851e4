// Examples compiles Go examples read from standard input: id, kind and text, each ended by a zero byte.
//
// An example shows one point and takes other things for granted: an order, a store, a library. Those are declared in
// Conformance/Granted and added to the example by the names it does not declare (granted.go), the packages it names
// without importing them likewise (imports.go). Then it is type-checked and compiled by the toolchain's own compiler,
// whole: a name that nobody declares, a wrong argument, a wrong result, an unused variable or import is an error. The
// guide's examples, which are to be copied, must also be written as gofmt writes them and pass vet.
//
// What is excused, by kind:
//   - an example whose point is a circle of imports is type-checked only: no compiler takes it;
//   - so is one with cgo, which would need a C compiler;
//   - a file that another system or a tag calls for stands aside where others are built;
//   - a snippet, which the card shows as loose statements, need not return: it gets the function around it from this
//     check, with a context, a path and an error (snippet.go);
//   - what Granted/exceptions.txt names, with its reason; an entry nothing needs is an error.
//
// Before all that it checks itself: examples that are wrong on purpose must be reported (selfcheck.go). It exits with 1
// when an example is wrong, or when something is declared that no example takes for granted.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

func main() {
	lists := flag.Bool("v", false, "print what each example takes for granted")
	goCommand := flag.String("go", "go", "the go command, which lists the standard library and compiles")
	granted := flag.String("granted", "", "the folder of what examples take for granted")
	flag.Parse()
	if err := run(*goCommand, *granted, os.Stdin, *lists); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(goCommand, granted string, in io.Reader, lists bool) error {
	examples, err := read(in)
	if err != nil {
		return err
	}
	if len(examples) == 0 {
		return errors.New("no examples were given")
	}
	c, err := newChecker(goCommand, granted)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "examples")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()

	builds := make([]*build, 0, len(examples))
	for _, broken := range brokenExamples {
		builds = append(builds, c.check(broken.example))
	}
	for _, example := range examples {
		builds = append(builds, c.check(example))
	}
	unused := c.unused()
	if err := compileAll(goCommand, work, c.libraries, builds); err != nil {
		return err
	}
	for i, broken := range brokenExamples {
		if err := broken.mustBeIn(builds[i].problems); err != nil {
			return err
		}
	}
	builds = builds[len(brokenExamples):]
	if err := c.exceptions.apply(builds); err != nil {
		return err
	}
	return report(builds, unused, lists)
}

func report(builds []*build, unused []string, lists bool) error {
	kinds := map[string]int{}
	var whole, typed, helped, excepted, wrong int
	for _, b := range builds {
		kinds[b.example.kind]++
		for _, problem := range b.problems {
			fmt.Printf("%s: %s\n", b.example.id, problem)
		}
		if lists && len(b.granted) > 0 {
			fmt.Printf("%s takes for granted %s\n", b.example.id, strings.Join(b.granted, ", "))
		}
		switch {
		case len(b.problems) > 0:
			wrong++
		case len(b.excepted) > 0:
			excepted++
			fmt.Printf("%s is borne: %s\n", b.example.id, strings.Join(b.excepted, "; "))
		case b.typedOnly != "":
			typed++
			if lists {
				fmt.Printf("%s is type-checked only: %s\n", b.example.id, b.typedOnly)
			}
		default:
			whole++
		}
		if len(b.granted) > 0 {
			helped++
		}
	}
	for _, line := range unused {
		fmt.Println(line)
	}
	fmt.Printf("%d examples (%d files, %d of several files, %d fragments, %d snippets): %d compiled whole, %d type-checked only, "+
		"%d borne, %d wrong; %d take something for granted\n", len(builds), kinds["file"], kinds["files"], kinds["fragment"],
		kinds["snippet"], whole, typed, excepted, wrong, helped)
	if wrong > 0 || len(unused) > 0 {
		return fmt.Errorf("%d examples are wrong, %d declarations serve none", wrong, len(unused))
	}
	return nil
}

// example is one as it is shown.
type example struct{ id, kind, text string }

func read(in io.Reader) ([]example, error) {
	all, err := io.ReadAll(bufio.NewReader(in))
	if err != nil {
		return nil, err
	}
	fields := strings.Split(strings.TrimSuffix(string(all), "\x00"), "\x00")
	if len(fields)%3 != 0 {
		return nil, fmt.Errorf("%d fields are no triples of id, kind and text", len(fields))
	}
	var examples []example
	for triple := range slices.Chunk(fields, 3) {
		examples = append(examples, example{id: triple[0], kind: triple[1], text: triple[2]})
	}
	return examples, nil
}

// compileAll compiles the libraries first, then the examples that are right so far.
func compileAll(goCommand, work string, all *libraries, builds []*build) error {
	compiler, err := newCompiler(goCommand, work, all, builds)
	if err != nil {
		return err
	}
	turns := make(chan *build)
	var running sync.WaitGroup
	for range runtime.NumCPU() {
		running.Go(func() {
			for b := range turns {
				compiler.compile(b)
			}
		})
	}
	for _, b := range builds {
		if len(b.problems) == 0 && b.typedOnly == "" {
			turns <- b
		}
	}
	close(turns)
	running.Wait()
	return nil
}

// fileName is a path's place below a folder made for it.
func fileName(folder, name string) string {
	return filepath.Join(folder, filepath.FromSlash(path.Clean("/"+name)))
}
