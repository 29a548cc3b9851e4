/// Examples of texts that grow in loops, and of those that may.
enum ConcatenationInLoopExamples {
  static let found: [ProbeExample] = [
    .found("text := \"\"\nfor i := 0; i < 9; i++ {\n  ▸text += path\n}\nfmt.Println(text)"),
    .found("text := \"\"\nfor i := 0; i < 9; i++ {\n  ▸text = text + path\n}\nfmt.Println(text)"),
    .found("text := \"\"\nfor i := 0; i < 9; i++ {\n  ▸text = (path + \",\") + text\n}\nfmt.Println(text)"),
    .found("text := \"\"\nfor i := range 9 {\n  ▸text = fmt.Sprintf(\"%s%d\", text, i)\n}\nfmt.Println(text)"),
    .found(
      """
      text := path
      for _, part := range []string{"a", "b", "c", "d", "e"} {
        if part == "" { continue }
        switch part {
        case "a": ▸text += ","
        default: text += part
        }
      }
      fmt.Println(text)
      """),
    .found(
      """
      type list struct{ text string }
      func (l *list) add(all []string) {
        for _, one := range all { ▸l.text += one }
      }
      """),
    .found(
      """
      type markdown string
      func render(all []markdown) (text markdown) {
        for _, one := range all { ▸text += one }
        return text
      }
      """),
  ]

  static let quiet: [ProbeExample] = [
    .quiet(
      """
      type failure struct{ names []string }
      func (f *failure) Error() string { return f.list() }
      func (f *failure) list() string {
        text := ""
        for _, name := range f.names { text += name }
        return text
      }
      """),
    .quiet(
      """
      func check(names []string) error {
        text := ""
        for _, name := range names { text += name }
        return fmt.Errorf("unknown: %s", text)
      }
      """),
    .quiet(
      """
      func check(names []string) error {
        text := ""
        for _, name := range names { text += name }
        if text != "" { return errors.New(text) }
        return nil
      }
      """),
    .found(
      """
      func check(names []string) (string, error) {
        text := ""
        for _, name := range names { ▸text += name }
        if text == "" { return "", fmt.Errorf("none: %s", text) }
        return text, nil
      }
      """),
    .quiet(
      """
      package shop
      type color int
      type colors []color
      const (
        red color = iota
        blue
      )
      func (c color) String() string { return "" }
      func join(all colors) (text string) {
        for _, one := range all { text += one.String() }
        return text
      }
      """),
    .found(
      """
      package shop
      type name string
      type names []name
      const nobody name = ""
      func join(all names) (text string) {
        for _, one := range all { ▸text += string(one) }
        return text
      }
      """),
    .quiet(
      """
      -- store/migrations/20240102030405_names.go --
      package migrations
      func names(all []string) (text string) {
        for _, one := range all { text += one }
        return text
      }
      """),
    .quiet(
      """
      package shop
      var options = []string{"mode=ro", "cache=shared"}
      func address(path string) string {
        for _, option := range options { path += "&" + option }
        return path
      }
      """),
    .found(
      """
      package shop
      var parts = []string{"mode=ro", "cache=shared"}
      func add(part string) { parts = append(parts, part) }
      func address(path string) string {
        for _, option := range parts { ▸path += "&" + option }
        return path
      }
      """),
    .quiet(
      """
      func places() []string { return []string{"/etc/shop", "./shop"} }
      func told() (text string) {
        for _, place := range places() { text += place }
        return text
      }
      """),
    .quiet(
      """
      type part struct { parent *part; name string }
      func (p *part) path() string {
        text := p.name
        for around := p; around.parent != nil; around = around.parent { text = around.parent.name + "/" + text }
        return text
      }
      """),
    .quiet(
      """
      func digits(number int) (text string) {
        for number != 0 {
          text += strconv.Itoa(number % 10)
          number /= 10
        }
        return text
      }
      """),
    .found(
      """
      func digits(numbers []int) (text string) {
        for i := 0; i < len(numbers); i++ { ▸text += strconv.Itoa(numbers[i]) }
        return text
      }
      """),
    .quiet("text := path\nfor i := 0; i < 3; i++ {\n  text += path\n}\nfmt.Println(text)"),
    .quiet(
      """
      package shop
      import "reflect"
      type option interface{ Name() string }
      func name(options []option) (text string) {
        for _, one := range options[1:] { text += one.Name() }
        return text
      }
      func fields(kind reflect.Type) (text string) {
        for i := 0; i < kind.NumField(); i++ { text += kind.Field(i).Name }
        return text
      }
      """),
    .quiet("sum := 0\nfor i := 0; i < 9; i++ {\n  sum += i\n}\nfmt.Println(sum)"),
    .quiet("text := path\nfor _, part := range []string{\"a\", \"b\"} {\n  text += part\n}\nfmt.Println(text)"),
    .quiet(
      "text := path\nall := map[string]int{}\nfor i := range 9 {\n  text += \"/\"\n  all[text] = i\n}\nfmt.Println(all)"
    ),
    .quiet(
      "text := path\nfor len(path) < 9 && strings.Count(text, \"a\") < 9 {\n  text += \" \"\n}\nfmt.Println(text)"),
    .found(
      "text := path\nfor i := range 9 {\n  if len(text) > 0 { ▸text += \",\" }\n  text += strconv.Itoa(i)\n}\nfmt.Println(text)"
    ),
    .quiet("for i := 0; i < 9; i++ {\n  line := path\n  line += \"!\"\n  fmt.Println(line)\n}"),
    .quiet("for _, line := range []string{\"a\"} {\n  line += \"!\"\n  fmt.Println(line)\n}"),
    .quiet("text := path\nfor {\n  if text == \"\" {\n    text += \"!\"\n    break\n  }\n}\nfmt.Println(text)"),
    .quiet("text := path\nfor i := range 3 {\n  text = path\n  text += strconv.Itoa(i)\n  fmt.Println(text)\n}"),
    .quiet(
      """
      isFirst := true
      text := path
      for range 3 {
        if isFirst {
          text += "#"
          isFirst = false
        }
      }
      fmt.Println(text)
      """),
    .quiet(
      """
      base := path
      for range 3 {
        if !strings.HasSuffix(base, "/") { base += "/" }
        base = filepath.Dir(base)
      }
      fmt.Println(base)
      """),
    .found(
      """
      isFirst := true
      text := path
      for range 9 {
        if !isFirst { ▸text += "," }
        isFirst = false
      }
      fmt.Println(text)
      """),
    .quiet("all := map[int]string{}\nfor i := range 3 {\n  all[i] += \"!\"\n}\nfmt.Println(all)"),
    .quiet("text := path\nfor range 3 {\n  func() {\n    text += \"!\"\n  }()\n}\nfmt.Println(text)"),
    .quiet("var text strings.Builder\nfor range 3 {\n  text.WriteString(path)\n}\nfmt.Println(text.String())"),
    .quiet("type line struct{ text string }\nfor range 3 {\n  var l line\n  l.text += path\n  fmt.Println(l)\n}"),
  ]
}
