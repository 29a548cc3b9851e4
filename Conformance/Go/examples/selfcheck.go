package main

import (
	"fmt"
	"strings"
)

// compilerOnly is the kind of an example that reaches the compiler without having been type-checked.
const compilerOnly = "unchecked"

// brokenExample is wrong on purpose. A check that does not report it reports nothing.
type brokenExample struct {
	example
	want string
}

var brokenExamples = []brokenExample{
	{example{"self-check: a name nobody declares", "fragment", "var a = nobodyDeclaresThis"}, "undefined: nobodyDeclaresThis"},
	{example{"self-check: arguments", "fragment", "func f() error { return errors.New(\"a\", \"b\") }"}, "too many arguments"},
	{example{
		"self-check: arguments of a granted library", "fragment",
		"func f(ctx context.Context, pool *pgxpool.Pool) error { return pool.Ping(ctx, 3) }",
	}, "too many arguments"},
	{example{
		"self-check: type of a granted library", "fragment",
		"func f(pool *pgxpool.Pool) error { return pool.Ping(\"now\") }",
	}, "cannot use"},
	{example{"self-check: an unused variable", "fragment", "func f() {\n\tn := 1\n}"}, "declared and not used"},
	{example{"self-check: gofmt", "fragment", "var  a = 1"}, "gofmt"},
	{example{"self-check: vet", "fragment", "func f() error { return fmt.Errorf(\"%d\", \"a\") }"}, "vet says"},
	{example{"self-check: the compiler", compilerOnly, "package a\n\nfunc f() int { return \"a\" }\n"}, "the compiler says"},
}

func (b brokenExample) mustBeIn(problems []string) error {
	if strings.Contains(strings.Join(problems, "\n"), b.want) {
		return nil
	}
	return fmt.Errorf("%s: was not reported: %q lacks %q", b.id, problems, b.want)
}
