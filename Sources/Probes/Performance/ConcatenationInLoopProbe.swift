import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds texts that grow by one piece per turn of a loop.
///
/// Each text is reported once per loop, where it first grows. Quiet where the turn that adds is the last one, where it
/// takes back the flag that let it, where the loop also cuts the text shorter or reads it on its turns (a builder has
/// nothing to read), and where a few turns are all there are: a short literal, or a list of the values of an enumeration.
/// Quiet too where the text only says what went wrong, and in steps of a migration, which run once.
/// Limits: elements of maps and slices may be another text on each turn and are not looked at.
struct ConcatenationInLoopProbe: Probe {
  static let card = ProbeCard(
    id: "performance/concatenation-in-loop",
    version: 7,
    sign: .antiPattern,
    looksFor: "a string that is appended to inside a loop",
    because: "each turn copies everything that is there already",
    instead: "write into a strings.Builder, or use strings.Join",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where !MigrationSteps.isStep(file) {
      var reported: [Node: Set<String>] = [:]
      for assignment in file.tree.nodes(of: .assignStmt) {
        guard assignment.token == .addAssign || assignment.token == .assign, assignment.leftSide.count == 1,
          let target = assignment.leftSide.first, target.kind == .ident || target.kind == .selectorExpr,
          let value = assignment.rightSide.first, value.kind != .basicLit || value.token == .string,
          assignment.token == .addAssign || Self.takesItself(value.unparenthesized, target),
          let loop = Self.loop(around: assignment), !Self.isDeclared(target, in: loop),
          !(reported[loop]?.contains(target.text) ?? false), !Self.isLastTurn(assignment, of: loop),
          !Self.isOnceOnly(assignment, in: loop), !Self.isShort(loop, file, subject), !Self.isRead(target, in: loop),
          let type = subject.types.type(of: target, in: file), Self.isText(type, subject.types),
          !Self.isOfEnumeration(loop, file, subject), !TextOfFailure(subject).isOnly(target, in: loop, file)
        else { continue }
        reported[loop, default: []].insert(target.text)
        findings.append(file.finding(Self.card.id, at: target, "\(target.text) is copied on every turn"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["concatenations": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["+= on strings in loops"]))
  }

  private static func isText(_ type: GoType, _ types: ModuleTypes) -> Bool {
    if type == .basic("string") { return true }
    guard case .named = type else { return false }
    return types.underlying(type) == .basic("string")
  }

  /// The nearest loop of the same function.
  private static func loop(around node: Node) -> Node? {
    for around in node.ancestors {
      if around.kind == .funcLit || around.kind == .funcDecl { return nil }
      if around.kind == .forStmt || around.kind == .rangeStmt { return around }
    }
    return nil
  }

  /// `text = text + x`, `text = x + text`, `text = fmt.Sprintf("%s%s", text, x)`.
  private static func takesItself(_ value: Node, _ target: Node) -> Bool {
    switch value.kind {
    case .binaryExpr:
      guard value.token == .add else { return false }
      return [value.left, value.right].contains { part in
        guard let part = part?.unparenthesized else { return false }
        return part.isSameText(as: target) || part.kind == .binaryExpr && takesItself(part, target)
      }
    case .callExpr:
      guard let function = value.function, function.isText("fmt.Sprintf") || function.isText("fmt.Sprint") else {
        return false
      }
      return value.arguments.contains { $0.isSameText(as: target) }
    default: return false
    }
  }

  /// Whether the loop is left right after the text grew.
  private static func isLastTurn(_ assignment: Node, of loop: Node) -> Bool {
    guard let last = assignment.parent?.statements.last, last.start > assignment.start else { return false }
    if LoopFlow.leavesFunction(last) { return true }
    return last.kind == .branchStmt && last.token == .break && last.label == nil && LoopFlow.target(of: last) == loop
  }

  /// Four turns or fewer by what is written: `for _, part := range []string{first, last}`.
  private static func isShort(_ loop: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard loop.kind == .rangeStmt, let over = loop.operand?.unparenthesized else { return false }
    if let list = list(of: over, file, subject) { return list.elements.count <= shortTurnsMax }
    if over.kind == .compositeLit { return over.elements.count <= shortTurnsMax }
    return over.kind == .basicLit && Int(over.text).map { $0 <= shortTurnsMax } ?? false
  }

  private static let shortTurnsMax = 4

  /// The literal that a variable of the package holds, which nothing in the package gives another value.
  private static func list(of name: Node, _ file: GoFile, _ subject: Subject) -> Node? {
    guard name.kind == .ident, let declared = subject.types.declaration(of: name, in: file), !declared.isLocal,
      let spec = declared.name?.parent, spec.kind == .valueSpec, spec.names.count == 1,
      let value = spec.values.first?.unparenthesized, value.kind == .compositeLit, !name.text.isEmpty,
      !ExportedIdentifier.isExported(name.text)
    else { return nil }
    let isChanged = subject.snapshot.productFiles.contains { other in
      other.packagePath == file.packagePath
        && other.tree.nodes(of: .assignStmt).contains { assignment in
          assignment.token != .define && assignment.leftSide.contains { $0.isSameText(as: name) }
        }
    }
    return isChanged ? nil : value
  }

  /// A list of the values of an enumeration: `for _, kind := range kinds` of `type Kind int` with its constants.
  private static func isOfEnumeration(_ loop: Node, _ file: GoFile, _ subject: Subject) -> Bool {
    guard loop.kind == .rangeStmt, let over = loop.operand, let type = subject.types.type(of: over, in: file),
      case .slice(.named(let package, let name, _))? = subject.types.underlying(type),
      case .basic? = subject.types.underlying(.named(package: package, name: name, arguments: []))
    else { return false }
    return subject.snapshot.productFiles.contains { file in
      file.packagePath == package
        && file.tree.nodes(of: .genDecl).contains { declaration in
          declaration.token == .const && declaration.specs.count > 1
            && declaration.specs.contains { $0.type?.text == name }
        }
    }
  }

  /// Whether a turn uses the text for more than to make it grow: `if width(text) > limit`, `known[text]`.
  private static func isRead(_ target: Node, in loop: Node) -> Bool {
    loop.descendants(of: target.kind).contains { use in
      guard use.isSameText(as: target) else { return false }
      for around in use.ancestors {
        if around == loop { return loop.kind == .forStmt && loop.condition?.contains(use) ?? false }
        switch around.kind {
        case .assignStmt:
          if around.leftSide.contains(use) { return false }
          // text = text + x, and what another variable is given.
          return !around.leftSide.contains { $0.isSameText(as: target) }
        case .binaryExpr where around.token == .equal || around.token == .notEqual:
          // text != ""
          return !(around.left?.isText("\"\"") ?? false || around.right?.isText("\"\"") ?? false)
        case .callExpr where around.function?.isText("len") ?? false:
          // len(text) > 0: a builder knows its length, too. A loop that ends with it pads to a width.
          return loop.kind == .forStmt && loop.condition?.contains(use) ?? false
        case .returnStmt: return false
        case .ifStmt, .callExpr, .indexExpr, .sliceExpr, .sendStmt:
          if around.kind == .callExpr, isGrowth(around, target) { return false }
          return true
        default: continue
        }
      }
      return false
    }
  }

  /// `text = fmt.Sprintf("%s%d", text, i)`.
  private static func isGrowth(_ call: Node, _ target: Node) -> Bool {
    call.parent?.kind == .assignStmt && call.parent?.leftSide.first?.isSameText(as: target) ?? false
  }

  /// `if isFirst { text += line; isFirst = false }`: the next turns do not come here.
  private static func isOnceOnly(_ assignment: Node, in loop: Node) -> Bool {
    for around in assignment.ancestors {
      if around == loop { return false }
      guard around.kind == .ifStmt, let body = around.body, body.contains(assignment),
        let condition = around.condition?.unparenthesized
      else { continue }
      let isNegated = condition.kind == .unaryExpr && condition.token == .not
      guard let flag = isNegated ? condition.operand : condition, flag.kind == .ident else { continue }
      let isTakenBack = body.statements.contains { statement in
        statement.kind == .assignStmt && statement.leftSide.first?.isSameText(as: flag) ?? false
          && statement.rightSide.first?.isText("true") == isNegated
          && statement.rightSide.first?.isText("false") == !isNegated
      }
      if isTakenBack { return true }
    }
    return false
  }

  /// Whether the text, or what it is a field of, begins anew on each turn.
  private static func isDeclared(_ target: Node, in loop: Node) -> Bool {
    var name = target
    while name.kind == .selectorExpr, let operand = name.operand?.unparenthesized { name = operand }
    guard name.kind == .ident else { return true }
    for statement in loop.descendants(of: .assignStmt) {
      for left in statement.leftSide {
        if statement.token == .define, left.isSameText(as: name) { return true }
        if statement.token == .assign, left.isSameText(as: target), startsAnew(statement, target) { return true }
      }
    }
    return loop.descendants(of: .valueSpec).contains { $0.names.contains { $0.isSameText(as: name) } }
      || loop.key?.isSameText(as: name) ?? false || loop.value?.isSameText(as: name) ?? false
  }

  private static let cutting: Set<String> = ["Dir", "Base", "TrimPrefix", "TrimLeft"]

  /// A plain statement of the body that gives the text a value without the old one.
  private static func startsAnew(_ statement: Node, _ target: Node) -> Bool {
    guard let value = statement.rightSide.first?.unparenthesized else { return false }
    if value.isSameText(as: target) { return false }
    // `base = path.Dir(base)`, `text = text[1:]`: it gets shorter again.
    if value.kind == .sliceExpr || value.kind == .callExpr && cutting.contains(value.calledName ?? "") { return true }
    return !value.descendants(of: target.kind).contains { $0.isSameText(as: target) }
  }
}

extension ConcatenationInLoopProbe {
  private static let found: [ProbeExample] = [
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

  private static let quiet: [ProbeExample] = [
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
      var options = []string{"mode=ro", "cache=shared"}
      func add(option string) { options = append(options, option) }
      func address(path string) string {
        for _, option := range options { ▸path += "&" + option }
        return path
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
