import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds slices that grow element by element although their final length is known.
///
/// A length is known for loops over slices, arrays, maps, strings and whole numbers, and for counting loops with a
/// fixed bound. Quiet where a turn may skip the append or leave the loop, where some appends add an unknown number in
/// a loop, and where the slice is replaced before the loop begins.
/// Limits: the slice has to be declared in the block the loop stands in; what is ranged over must have a known type.
struct UnallocatedSliceProbe: Probe {
  static let card = ProbeCard(
    id: "performance/unallocated-slice",
    version: 6,
    sign: .antiPattern,
    looksFor: "an empty slice that gets one element for each of a known number",
    because: "it is moved to a larger place again and again while it grows",
    instead: "make it with the capacity: make([]T, 0, len(items))",
    examples: found + quiet)

  func examine(_ subject: Subject) -> Outcome {
    var findings: [Finding] = []
    for file in subject.snapshot.productFiles where !MigrationSteps.isStep(file) && subject.ships(file) {
      var declared: Set<Node> = []
      for call in file.tree.nodes(of: .callExpr) {
        guard call.function?.isText("append") ?? false, let growth = SliceGrowth(call),
          let place = growth.emptyDeclaration(in: file, subject.types), !declared.contains(place),
          growth.isLengthKnown(in: file, subject.types), !Self.isOfFew(growth.loop.operand, file, subject)
        else { continue }
        declared.insert(place)
        let each = growth.loop.kind == .rangeStmt ? growth.loop.operand?.text ?? "" : "a counted number"
        findings.append(
          file.finding(Self.card.id, at: place, "\(growth.name.text) gets one element for each of \(each)"))
      }
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["slices": .count(findings.count), "lines": .count(subject.productLines)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["append in range and counting loops"]))
  }
}

extension UnallocatedSliceProbe {
  /// `range formats()` of a function that gives a few pairs written down: there is nothing to win.
  private static func isOfFew(_ ranged: Node?, _ file: GoFile, _ subject: Subject) -> Bool {
    guard let call = ranged?.unparenthesized, call.kind == .callExpr,
      let callee = subject.types.callee(of: call, in: file),
      let (declaration, _) = FunctionIndex.declaration(of: callee, subject),
      let statements = declaration.body?.statements, statements.count == 1,
      let literal = statements.first?.returned.first?.unparenthesized
    else { return false }
    return literal.kind == .compositeLit && literal.type?.kind == .mapType
      && (1...fewMax).contains(literal.elements.count)
  }

  private static let fewMax = 8

  private static let found: [ProbeExample] = [
    .found(
      """
      func names(users []string) []string {
        ▸var all []string
        for _, user := range users {
          all = append(all, user+"!")
        }
        return all
      }
      """),
    .found(
      """
      func names(users []string) []string {
        ▸all := []string{}
        for i := range users {
          all = append(all, users[i], "!")
        }
        return all
      }
      """),
    .found(
      """
      func names(users []string) []string {
        ▸all := make([]string, 0)
        for _, user := range users {
          switch user {
          case "":
            break
          }
          all = append(all, user)
        }
        return all
      }
      """),
    .found(
      """
      func places() []int {
        ▸var all = []int(nil)
        for i := range "names" {
          all = append(all, i)
        }
        return all
      }
      """),
    .found(
      """
      func numbers(count int) []int {
        ▸var all []int
        for i := range count {
          all = append(all, i)
        }
        return all
      }
      """),
    .found(
      """
      func numbers(count int) []int {
        ▸var all []int
        all = append(all, -1)
        for i := 0; i < count; i++ {
          all = append(all, i)
        }
        return all
      }
      """),
    .found(
      """
      package shop

      type Names []string

      func sorted(known map[string]bool) Names {
        ▸all := make(Names, 0)
        for name := range known {
          all = append(all, name)
        }
        return all
      }
      """),
    .found(
      """
      func names(users []string) []string {
        switch {
        case len(users) > 1:
          ▸var all []string
        for _, user := range users {
            all = append(all, user)
            for range 2 {
              continue
            }
          }
          return all
        }
        return nil
      }
      """),
    .found(
      """
      func names(users []string) []string {
        ▸var all []string
        for _, user := range users {
          all = append(all, func() string { return user }())
        }
        return all
      }
      """),
  ]

  private static let quiet: [ProbeExample] = [
    .quiet(
      """
      func formats() map[string]string { return map[string]string{"json": "as data", "table": "to read"} }
      func names() []string {
        var all []string
        for name := range formats() {
          all = append(all, name)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        all := make([]string, 0, len(users))
        for _, user := range users {
          all = append(all, user+"!")
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for _, user := range users {
          if user != "" { all = append(all, user) }
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for _, user := range users {
          if user == "" { continue }
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for _, user := range users {
          if user == "" { return nil }
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users <-chan string) []string {
        var all []string
        for user := range users {
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users func(func(string) bool)) []string {
        var all []string
        for user := range users {
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        all := make([]string, 3)
        for _, user := range users {
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for _, user := range users {
          all = append(all, strings.Split(user, ",")...)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        all = strings.Fields("a b")
        for _, user := range users {
          all = append(all, user)
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for len(users) > 0 {
          all = append(all, users[0])
          users = users[1:]
        }
        return all
      }
      """),
    .quiet(
      """
      func names(users []string) []string {
        var all []string
        for i := 0; i < len(users); i++ {
          users = users[1:]
          all = append(all, users[0])
        }
        return all
      }
      """),
    .quiet(
      """
      func names(groups [][]string) []string {
        var all []string
        for _, group := range groups {
          all = append(all, "-")
          for _, name := range group {
            all = append(all, name)
          }
        }
        return all
      }
      """),
  ]
}
