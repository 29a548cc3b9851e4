/// A checklist to begin with: commented, right as it stands, and for any language or process.
package enum ChecklistStart {
  /// The id for a file: its name without the ending, as far as an id may hold it.
  ///
  /// - Parameter taken: ids that other checklists have.
  package static func id(ofFile path: String, taken: Set<String> = []) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    var id = ""
    for character in stem.lowercased() {
      let isPlain = character.isASCII && (character.isLetter || character.isNumber)
      if isPlain { id.append(character) } else if !id.isEmpty, id.last != "-" { id.append("-") }
    }
    if id.allSatisfy({ $0 == "-" }) { return "team" }
    // What YAML would not take for text.
    let isWord = !["true", "false", "yes", "no", "on", "off", "null"].contains(id) && Double(id) == nil
    if !isWord { id = "list-" + id }
    if taken.contains(id) { id = "team-" + id }
    id = String(id.prefix(24))
    while id.last == "-" { id.removeLast() }
    return id
  }

  /// - Parameter hasSchema: whether the schema lies beside it for editors to find.
  package static func text(id: String, hasSchema: Bool) -> String {
    (hasSchema ? ChecklistSchema.editorLine + "\n" : "") + body.replacing("CHECKLIST", with: id)
  }

  private static let body = #"""
    # A checklist of your own. Assay finds it in .assay/checklists, or is given it by --checklist FILE.
    # Check it with: assay checklist validate
    checklist: CHECKLIST # its id, and the beginning of the id of each item
    title: What our team expects
    revision: 1 # raise it when the questions change
    # How the answers become numbers:
    #   rules      points, two for each item (any item may have a weight)
    #   readiness  gates: each item has a priority, P0 items hold the verdict
    #   security   the same, counted apart
    #   health     points that count as the health score
    #   quality    weighted dimensions, each the mean of its criteria (ids of other items)
    scoring: rules

    items:
      - id: CHECKLIST.readme
        title: A README that helps
        asks: Can a newcomer build and run it by the README alone?
        why: Who cannot start it in an hour asks somebody, or leaves.
        solid: The README says what it is for, how it is built, and how it is run.
        partial: One of the three is missing or no longer true.
        missing: There is no README, or it says nothing.
        look: README at the root; follow it word by word on a clean machine.
        mend:
          text: Write down the commands you would tell a new colleague, in their order.
          effort: small # small, medium or large
        # Probes look for you and suggest a rating. `worst`, `best` and `count` join several.
        probes:
          count:
            - file: ./README* # ./ is the root; without a slash a name counts anywhere
            - content: '(?i)^#+ .*(install|build|run|usage|getting started)'
              in: ./README*

      - id: CHECKLIST.tests-in-ci
        title: Tests run on every change
        asks: Does the pipeline run the tests before a change is merged?
        why: A test that nobody runs finds nothing.
        solid: Every push or pull request runs all tests, and a failure stops it.
        partial: They run at other times, or a failure stops nothing.
        missing: The pipeline runs no tests.
        look: The pipeline's configuration and its last runs.
        mend: { text: Add a step that runs the tests to the pipeline., effort: small }
        # For a process rather than code, leave `probes` out: then only a person answers.
        probes:
          best:
            - { name: pytest, ci: pytest } # the program and its arguments, in order
            - { name: npm, ci: npm test }
            - { name: make, ci: make test }

      - id: CHECKLIST.no-leftovers
        title: No leftovers
        asks: Is the code free of notes to finish it later?
        why: What is left for later without a ticket is left for good.
        solid: None, or each with a ticket.
        partial: A handful.
        missing: Many; nobody knows which still matter.
        look: The findings of the probe; ask the authors of the oldest.
        mend: { text: 'Finish it, or write a ticket and name its number.', effort: medium }
        probes:
          worst:
            - content: '\b(TODO|FIXME)\b'
              in: ['*.py', '*.ts', '*.js', '*.go', '*.rs', '*.java']
              except: ['third_party/**']
              sense: absent # found is harm; `present` is the default
              atMost: 0 # so many are still solid
              partial: 10 # so many still partial
              says: a note to finish it later

    """#
}
