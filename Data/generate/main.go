// Command generate writes Data/StandardLibrary.txt: what the standard library exports, as Go declarations without
// bodies, one section per package.
//
// Usage, from the repository's root, with the Go toolchain whose library is to be described:
//
//	go run -C Data/generate . > Data/StandardLibrary.txt
//
// A section is Go, so that it is read by the same parser as everything else. Kept are functions, methods (promoted
// ones where the embedded type is not exported), types with their exported fields, variables and constants. Parameter
// names are left out. A struct that must not be copied has a first field `_ sync.Mutex`. Constants of one type share
// one line, with the zero value standing for every value.
package main

import (
	"bufio"
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"log"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strings"
)

// Packages with too many untyped constants for what they tell.
var withoutConstants = map[string]bool{"syscall": true, "debug/elf": true, "debug/macho": true, "debug/dwarf": true, "debug/pe": true}

func main() {
	os.Setenv("CGO_ENABLED", "0")
	listed, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		log.Fatalf("go list std: %v", err)
	}
	fmt.Printf("Exported declarations of the Go standard library (%s), written by Data/generate.\n", runtime.Version())
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	sources := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, path := range strings.Fields(string(listed)) {
		if strings.Contains("/"+path+"/", "/internal/") || strings.HasPrefix(path, "vendor/") || path == "unsafe" {
			continue
		}
		pkg, err := sources.Import(path)
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		section := newSection(pkg)
		fmt.Fprintf(out, "-- %s --\n%s", path, section.text())
	}
}

type section struct {
	pkg     *types.Package
	imports map[string]string // path -> name used
	names   map[string]string // name used -> path
	body    strings.Builder
	wanted  []*types.TypeName // types still to be written
	seen    map[*types.TypeName]bool
}

func newSection(pkg *types.Package) *section {
	return &section{pkg: pkg, imports: map[string]string{}, names: map[string]string{}, seen: map[*types.TypeName]bool{}}
}

func (s *section) text() string {
	scope := s.pkg.Scope()
	grouped := map[string][]string{}
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			signature := object.Type().(*types.Signature)
			fmt.Fprintf(&s.body, "func %s%s%s\n", name, s.typeParameters(signature.TypeParams()), s.signature(signature))
		case *types.Var:
			key := "var %s " + s.typ(object.Type())
			grouped[key] = append(grouped[key], name)
		case *types.Const:
			if key := s.constant(object); !withoutConstants[s.pkg.Path()] || !strings.HasPrefix(key, "const %s =") {
				grouped[key] = append(grouped[key], name)
			}
		case *types.TypeName:
			s.want(object)
		}
	}
	keys := make([]string, 0, len(grouped))
	for key := range grouped {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		s.body.WriteString(strings.Replace(key, "%s", strings.Join(grouped[key], ","), 1) + "\n")
	}
	for len(s.wanted) > 0 {
		object := s.wanted[0]
		s.wanted = s.wanted[1:]
		s.writeType(object)
	}
	head := "package " + s.pkg.Name() + "\n"
	paths := make([]string, 0, len(s.imports))
	for path := range s.imports {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		if s.imports[path] == path[strings.LastIndex(path, "/")+1:] {
			head += fmt.Sprintf("import %q\n", path)
		} else {
			head += fmt.Sprintf("import %s %q\n", s.imports[path], path)
		}
	}
	return head + s.body.String()
}

func (s *section) constant(object *types.Const) string {
	if basic, ok := object.Type().(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		switch basic.Kind() {
		case types.UntypedBool:
			return "const %s = false"
		case types.UntypedString:
			return `const %s = ""`
		case types.UntypedFloat:
			return "const %s = 0.0"
		case types.UntypedRune:
			return "const %s = 'x'"
		}
		return "const %s = 0"
	}
	if object.Val().Kind() == constant.String {
		return "const %s " + s.typ(object.Type()) + ` = ""`
	}
	return "const %s " + s.typ(object.Type()) + " = 0"
}

func (s *section) want(object *types.TypeName) {
	if !s.seen[object] {
		s.seen[object] = true
		s.wanted = append(s.wanted, object)
	}
}

func (s *section) writeType(object *types.TypeName) {
	name := object.Name()
	if object.IsAlias() {
		fmt.Fprintf(&s.body, "type %s = %s\n", name, s.typ(types.Unalias(object.Type())))
		return
	}
	named := object.Type().(*types.Named)
	fmt.Fprintf(&s.body, "type %s%s %s\n", name, s.typeParameters(named.TypeParams()), s.underlying(named))
	if types.IsInterface(named) {
		return
	}
	receiver := name
	if list := named.TypeParams(); list.Len() > 0 {
		names := make([]string, list.Len())
		for i := range names {
			names[i] = list.At(i).Obj().Name()
		}
		receiver += "[" + strings.Join(names, ",") + "]"
	}
	own := map[string]bool{}
	for i := 0; i < named.NumMethods(); i++ {
		own[named.Method(i).Name()] = true
	}
	set := types.NewMethodSet(types.NewPointer(named))
	for i := 0; i < set.Len(); i++ {
		selection := set.At(i)
		method := selection.Obj().(*types.Func)
		if !method.Exported() || !own[method.Name()] && !s.isHidden(named, selection.Index()) {
			continue
		}
		signature := method.Type().(*types.Signature)
		star := ""
		if types.NewMethodSet(named).Lookup(s.pkg, method.Name()) == nil {
			star = "*"
		}
		fmt.Fprintf(&s.body, "func (%s%s) %s%s\n", star, receiver, method.Name(), s.signature(signature))
	}
}

// isHidden says whether a method is promoted through a field that is not written.
func (s *section) isHidden(named *types.Named, index []int) bool {
	structure, ok := named.Underlying().(*types.Struct)
	return !ok || !structure.Field(index[0]).Exported()
}

func (s *section) underlying(named *types.Named) string {
	structure, ok := named.Underlying().(*types.Struct)
	if !ok {
		return s.typ(named.Underlying())
	}
	var fields []string
	if isLock(named) || holdsLock(structure, map[types.Type]bool{}) {
		mutex := "sync.Mutex"
		switch s.pkg.Path() {
		case "sync":
			mutex = "Mutex"
			if named.Obj().Name() == "Mutex" {
				mutex = ""
			}
		default:
			s.use("sync", "sync")
		}
		if mutex != "" {
			fields = append(fields, "_ "+mutex)
		}
	}
	return s.structure(structure, fields)
}

func (s *section) structure(structure *types.Struct, fields []string) string {
	for i := 0; i < structure.NumFields(); i++ {
		field := structure.Field(i)
		switch {
		case !field.Exported() && !field.Embedded():
		case !field.Exported():
			// Its exported fields, so that they are found where they are promoted to.
			typ := field.Type()
			if pointer, ok := typ.(*types.Pointer); ok {
				typ = pointer.Elem()
			}
			if inner, ok := typ.Underlying().(*types.Struct); ok {
				for j := 0; j < inner.NumFields(); j++ {
					if inner.Field(j).Exported() && !inner.Field(j).Embedded() {
						fields = append(fields, inner.Field(j).Name()+" "+s.typ(inner.Field(j).Type()))
					}
				}
			}
		case field.Embedded():
			fields = append(fields, s.typ(field.Type()))
		default:
			fields = append(fields, field.Name()+" "+s.typ(field.Type()))
		}
	}
	return "struct{" + strings.Join(fields, ";") + "}"
}

// isLock follows vet: a pointer has Lock and Unlock, the value has not.
func isLock(typ types.Type) bool {
	named, ok := typ.(*types.Named)
	if !ok || types.IsInterface(named) {
		return false
	}
	value, pointer := types.NewMethodSet(named), types.NewMethodSet(types.NewPointer(named))
	find := func(set *types.MethodSet, name string) bool {
		for i := 0; i < set.Len(); i++ {
			if set.At(i).Obj().Name() == name {
				return true
			}
		}
		return false
	}
	hasBoth := (find(pointer, "Lock") || find(pointer, "lock")) && (find(pointer, "Unlock") || find(pointer, "unlock"))
	return hasBoth && !find(value, "Lock") && !find(value, "lock") || named.Obj().Name() == "noCopy"
}

func holdsLock(typ types.Type, seen map[types.Type]bool) bool {
	if seen[typ] {
		return false
	}
	seen[typ] = true
	if isLock(typ) {
		return true
	}
	switch under := typ.Underlying().(type) {
	case *types.Struct:
		for i := 0; i < under.NumFields(); i++ {
			if holdsLock(under.Field(i).Type(), seen) {
				return true
			}
		}
	case *types.Array:
		return holdsLock(under.Elem(), seen)
	}
	return false
}

func (s *section) use(path, name string) string {
	if used, ok := s.imports[path]; ok {
		return used
	}
	used := name
	for n := 2; s.names[used] != ""; n++ {
		used = fmt.Sprintf("%s%d", name, n)
	}
	s.imports[path], s.names[used] = used, path
	return used
}

func (s *section) qualifier(pkg *types.Package) string {
	if pkg == s.pkg || pkg.Path() == s.pkg.Path() {
		return ""
	}
	return s.use(pkg.Path(), pkg.Name())
}

func (s *section) typ(typ types.Type) string {
	switch typ := typ.(type) {
	case *types.Alias:
		if typ.Obj().Pkg() == nil || typ.Obj().Exported() && !isInternal(typ.Obj().Pkg().Path()) {
			return s.named(typ.Obj(), typ.TypeArgs())
		}
		return s.typ(types.Unalias(typ))
	case *types.Named:
		object := typ.Obj()
		if object.Pkg() != nil && isInternal(object.Pkg().Path()) {
			return s.typ(typ.Underlying())
		}
		if object.Pkg() == s.pkg {
			s.want(typ.Origin().Obj())
		}
		return s.named(object, typ.TypeArgs())
	case *types.Pointer:
		return "*" + s.typ(typ.Elem())
	case *types.Slice:
		return "[]" + s.typ(typ.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", typ.Len(), s.typ(typ.Elem()))
	case *types.Map:
		return "map[" + s.typ(typ.Key()) + "]" + s.typ(typ.Elem())
	case *types.Chan:
		word := map[types.ChanDir]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}[typ.Dir()]
		return word + s.typ(typ.Elem())
	case *types.Signature:
		return "func" + s.signature(typ)
	case *types.Struct:
		return s.structure(typ, nil)
	case *types.Interface:
		return s.interfaceType(typ)
	case *types.Union:
		terms := make([]string, typ.Len())
		for i := range terms {
			if typ.Term(i).Tilde() {
				terms[i] = "~"
			}
			terms[i] += s.typ(typ.Term(i).Type())
		}
		return strings.Join(terms, "|")
	case *types.TypeParam:
		return typ.Obj().Name()
	}
	return types.TypeString(typ, s.qualifier)
}

func isInternal(path string) bool {
	return strings.Contains("/"+path+"/", "/internal/") || strings.HasPrefix(path, "vendor/")
}

func (s *section) named(object *types.TypeName, arguments *types.TypeList) string {
	name := object.Name()
	if object.Pkg() != nil {
		if qualifier := s.qualifier(object.Pkg()); qualifier != "" {
			name = qualifier + "." + name
		}
	}
	if arguments.Len() == 0 {
		return name
	}
	list := make([]string, arguments.Len())
	for i := range list {
		list[i] = s.typ(arguments.At(i))
	}
	return name + "[" + strings.Join(list, ",") + "]"
}

func (s *section) interfaceType(typ *types.Interface) string {
	if typ.NumMethods() == 0 && typ.NumEmbeddeds() == 0 {
		return "any"
	}
	var parts []string
	for i := 0; i < typ.NumEmbeddeds(); i++ {
		parts = append(parts, s.typ(typ.EmbeddedType(i)))
	}
	for i := 0; i < typ.NumExplicitMethods(); i++ {
		method := typ.ExplicitMethod(i)
		parts = append(parts, method.Name()+s.signature(method.Type().(*types.Signature)))
	}
	return "interface{" + strings.Join(parts, ";") + "}"
}

func (s *section) typeParameters(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	parts := make([]string, list.Len())
	for i := range parts {
		parts[i] = list.At(i).Obj().Name() + " " + s.typ(list.At(i).Constraint())
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func (s *section) signature(signature *types.Signature) string {
	text := "(" + s.tuple(signature.Params(), signature.Variadic()) + ")"
	switch results := signature.Results(); results.Len() {
	case 0:
		return text
	case 1:
		return text + " " + s.typ(results.At(0).Type())
	default:
		return text + " (" + s.tuple(results, false) + ")"
	}
}

func (s *section) tuple(tuple *types.Tuple, variadic bool) string {
	parts := make([]string, tuple.Len())
	for i := range parts {
		typ := tuple.At(i).Type()
		if variadic && i == len(parts)-1 {
			if slice, ok := typ.(*types.Slice); ok {
				parts[i] = "..." + s.typ(slice.Elem())
				continue
			}
		}
		parts[i] = s.typ(typ)
	}
	return strings.Join(parts, ",")
}
