import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds `any` in an exported interface where the code itself shows which types it means.
///
/// Three cases: a parameter that is only asked for concrete types or only compared, a result that is always of one
/// type, and a field that every reader asserts to one type. A parameter that has to be some interface, or the function
/// panics, is asked for that. Quiet for parameters taken apart into more than three types, or into strings and numbers
/// where other types are no failure (data of a shape nobody knows before), for those that a caller in the module gives
/// a value of type `any`, and where `any` is needed: values handed on to what takes anything, variadic arguments, fields
/// with tags, methods that well-known or the module's own interfaces ask for, methods that speak of another module's
/// types, whose interfaces nobody here knows, functions used as values, and those with the signature of a function type
/// of their package.
/// Limits: a copy of the parameter, what a function does that it is handed to, and fields asked for several types are
/// not followed.
struct EmptyInterfaceProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/empty-interface",
    version: 6,
    sign: .antiPattern,
    looksFor: "an exported parameter, result or field of type any although the types behind it are known",
    because: "the compiler can no longer say what fits, and mistakes wait until the program runs",
    instead: "name the type, declare the methods that are needed, or make it a type parameter",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    let uses = AnyUses(subject)
    let results = InterfaceResults(subject)
    var signatures = AskedSignatures(subject)
    var findings: [Finding] = []
    var mentions = 0
    for file in subject.snapshot.productFiles where !file.isMain {
      for function in file.tree.nodes(of: .funcDecl) {
        guard let name = function.name, ExportedIdentifier.isExported(name.text), let signature = function.type,
          let body = function.body, uses.isExportedReceiver(function), !AnyUses.isWellKnown(function),
          !uses.isForForeigners(function, in: file)
        else { continue }
        for field in signature.parameters?.fields ?? function.arguments {
          guard let type = field.type, uses.isAny(type, in: file) else { continue }
          mentions += field.names.count
          for parameter in field.names {
            guard let reason = uses.reason(against: parameter, in: body, file),
              // A method cannot have type parameters, and what it compares may be of many types.
              function.receiver == nil || !reason.hasPrefix(AnyUses.onlyCompared),
              !signatures.isAskedFor(function, in: file), !uses.isGivenAny(function, parameter, in: file)
            else { continue }
            findings.append(
              file.finding(Self.card.id, at: parameter, "\(parameter.text) \(reason)", confidence: .medium))
          }
        }
        for (position, field) in (signature.results?.fields ?? function.arguments).enumerated() {
          guard let type = field.type, field.names.count < 2, uses.isAny(type, in: file) else { continue }
          mentions += 1
          guard !uses.givesItself(function), !uses.speaksOfReflection(signature, file),
            let made = results.onlyType(givenBy: function, at: position, in: file),
            !signatures.isAskedFor(function, in: file)
          else { continue }
          findings.append(
            file.finding(Self.card.id, at: type, "\(name.text) always gives \(made)", confidence: .medium))
        }
      }
      for type in file.tree.nodes(of: .structType) {
        guard let spec = type.parent, spec.kind == .typeSpec, let name = spec.name,
          ExportedIdentifier.isExported(name.text), !name.text.hasPrefix("Mock"), !name.text.hasPrefix("Fake")
        else { continue }
        for field in type.fields where field.tag == nil && !uses.isDecoded(name, in: file) {
          guard let written = field.type, uses.isAny(written, in: file) else { continue }
          for name in field.names where ExportedIdentifier.isExported(name.text) {
            mentions += 1
            guard let reader = uses.onlyAssertion(ofField: name.text, declaredAt: name) else { continue }
            findings.append(
              file.finding(Self.card.id, at: name, "every reader asserts \(reader)", confidence: .medium))
          }
        }
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["empty": .count(mentions), "avoidable": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["any", "interface{}"]))
  }
}

extension EmptyInterfaceProbe {
  private static let found: [ProbeExample] = [
    .found("func Total(▸prices any) int {\n  return len(prices.([]int))\n}"),
    .found(
      """
      func Size(▸value interface{}) (int, error) {
        switch v := value.(type) {
        case string: return len(v), nil
        case []byte: return len(v), nil
        default: return 0, fmt.Errorf("no size for %T", value)
        }
      }
      """),
    .found("type Company struct{}\n\nfunc Size(▸value any) int {\n  return len(value.(map[Company]Company))\n}"),
    .found("func Same(▸a, ▸b any) bool { return a == b }"),
    .found("type Cart struct{ articles []string }\n\nfunc (c *Cart) Articles() ▸any { return c.articles }"),
    .found(
      """
      type Cart struct{}

      func Open(path string) (▸interface{}, error) {
        if path == "" { return nil, os.ErrNotExist }
        return &Cart{}, nil
      }
      """),
    .found(
      "type Event struct{ ▸Payload any }\ntype Paid struct{ Sum int }\n\nfunc sum(e Event) int { return e.Payload.(Paid).Sum }"
    ),
    .found(
      """
      package shop
      import "net/http"
      type Extension struct{}
      type server struct{}
      func (e *Extension) Server(client *http.Client) (▸any, error) { return &server{}, nil }
      """),
    // The value under its own name.
    .found(
      """
      func Size(▸value any) (int, error) {
        switch value := value.(type) {
        case string: return len(value), nil
        case []byte: return len(value), nil
        default: return 0, fmt.Errorf("no size for %T", value)
        }
      }
      """),
    .found(
      """
      func Size(▸value any) int {
        if value, ok := value.([]byte); ok { return len(value) }
        return 0
      }
      """),
    // Strings and numbers, and nothing else.
    .found(
      """
      func Text(▸value any) (string, error) {
        switch v := value.(type) {
        case string: return v, nil
        case int: return strconv.Itoa(v), nil
        default: return "", errors.New("no text")
        }
      }
      """),
    .found(
      """
      func Size(▸value any) int {
        switch v := value.(type) {
        case string: return len(v)
        case int: return v
        }
        panic("no size")
      }
      """),
    .found(
      """
      func Size(▸value any) int {
        if n, ok := value.(int); ok {
          return n
        } else if s, ok := value.(string); ok {
          return len(s)
        } else {
          panic("no size")
        }
      }
      """),
    .found(
      """
      func Size(▸value any) (int, error) {
        if n, ok := value.(int); ok { return n, nil }
        if s, ok := value.(string); ok { return len(s), nil }
        return 0, errors.New("no size")
      }
      """),
    .found(
      """
      type Cart struct{ size int }

      func Size(▸value any) int {
        switch v := value.(type) {
        case int, int64: return 1
        case *Cart: return v.size
        default: return 0
        }
      }
      """),
    // What has the methods, or the function panics.
    .found("type Shape interface{ Area() int }\n\nfunc Area(▸value any) int { return value.(Shape).Area() }"),
    // Another name for any.
    .found("type Value = any\n\nfunc Total(▸prices Value) int { return len(prices.([]int)) }"),
    .found("func Name() ▸any { return 3.5 }"),
    .found("func Count() (▸any, error) { return 3, nil }"),
    .found("func Count() (n ▸any) {\n  n = 3\n  return\n}"),
  ]

  private static let quiet: [ProbeExample] = [
    .quiet(
      """
      type Shelf struct{ all []any }

      func (s *Shelf) Holds(item any) bool {
        for _, one := range s.all { if one == item { return true } }
        return false
      }
      """),
    .quiet(
      """
      package shop
      import "encoding/json"
      type Event struct{ ID int; Data any }
      func events(text []byte) ([]Event, error) {
        var all []Event
        err := json.Unmarshal(text, &all)
        return all, err
      }
      func sum(e Event) int { return e.Data.(map[string]any)["sum"].(int) }
      """),
    .quiet(
      """
      package shop
      import "reflect"
      type Price int
      func (p Price) ConvertToNative(kind reflect.Type) (any, error) { return "1", nil }
      """),
    .quiet("func Total(prices []int) int { return len(prices) }"),
    .quiet("func Same[T any](a, b T) bool { return true }"),
    .quiet("func Print(value any) { fmt.Println(value) }"),
    .quiet("func Say(format string, arguments ...any) { fmt.Printf(format, arguments...) }"),
    .quiet("func Load(data []byte, target any) error { return json.Unmarshal(data, target) }"),
    .quiet("func Close(value any) error {\n  if c, ok := value.(io.Closer); ok { return c.Close() }\n  return nil\n}"),
    .quiet(
      """
      func Text(value any) string {
        switch v := value.(type) {
        case string: return v
        default:
          data, _ := json.Marshal(value)
          return string(data)
        }
      }
      """),
    .quiet(
      """
      type Level int

      func (l *Level) Scan(source any) error {
        _, ok := source.(int)
        if !ok { return os.ErrInvalid }
        return nil
      }
      """),
    .quiet(
      """
      type Queue []int

      func (q *Queue) Push(x any) { *q = append(*q, x.(int)) }

      func (q *Queue) Pop() any { return 1 }
      """),
    .quiet("type Level int\n\nfunc (l Level) MarshalYAML() (interface{}, error) { return \"low\", nil }"),
    .quiet(
      """
      package shop
      import "example.org/extending"
      type Extension struct{}
      type server struct{}
      func (e *Extension) Server(*extending.Broker) (any, error) { return &server{}, nil }
      """),
    .quiet("type Answer struct{ text string }\n\nfunc (a *Answer) Enhance() any { return a }"),
    .quiet(
      """
      func Text(value any) string {
        switch v := value.(type) {
        case string: return v
        case bool: return "yes"
        }
        return ""
      }
      """),
    .quiet("type Answer struct{ Data any `json:\"data\"` }\n\nfunc text(a Answer) string { return a.Data.(string) }"),
    .quiet("func total(prices any) int { return len(prices.([]int)) }"),
    .quiet("package main\n\nfunc Total(prices any) int { return len(prices.([]int)) }"),
    .quiet("func Add(a any) int { return a.(int) + 1 }\n\nvar functions = map[string]any{\"add\": Add}"),
    .quiet(
      """
      type Event struct{ Payload any }

      func sum(e Event) int {
        if n, ok := e.Payload.(int); ok { return n }
        return len(e.Payload.(string))
      }
      """),
    .quiet(
      """
      func Text(value any) string {
        switch v := value.(type) {
        case string: return v
        case map[string]any: return "object"
        }
        return ""
      }
      """),
    // The caller knows no more.
    .quiet(
      """
      func Text(value any) string {
        text, _ := value.(string)
        return text
      }

      func name(found map[string]any) string { return Text(found["name"]) }
      """),
    .found(
      """
      func Text(▸value any) string {
        text, _ := value.(string)
        return text
      }

      func name(found map[string]string) string { return Text(found["name"]) }
      """),
    .quiet(
      """
      type Maker func(name string, part any) any
      type cart struct{ part int }

      func MakeCart(name string, part any) any { return &cart{part.(int)} }
      """),
    .quiet(
      """
      type Event struct{ Payload any }

      func store(e Event) ([]byte, error) { return json.Marshal(e.Payload) }

      func sum(e Event) int { return e.Payload.(int) }
      """),
    .quiet(
      """
      func Size(value any) int {
        if n, ok := value.(int); ok { return n }
        if s, ok := value.(string); ok { return len(s) }
        return 0
      }
      """),
    .quiet(
      """
      type Shape interface{ Area() int }

      func Area(value any, isShape bool) int {
        if isShape { return value.(Shape).Area() }
        return 0
      }
      """),
    .quiet("type Value any\n\nfunc Total(prices Value) int { return len(prices.([]int)) }"),
    .quiet("func Count(long bool) any {\n  if long { return 3.5 }\n  return 3\n}"),
    .quiet("func None() any { return nil }"),
    .quiet("func Keep(value any) { kept = append(kept, value) }\n\nvar kept []any"),
  ]
}
