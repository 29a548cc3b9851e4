import Evidence
import GoSyntax
import GoTypes
import Repository

/// Finds functions that hide what they make behind an interface.
///
/// Every way out must give the same concrete type, nil and errors aside. Quiet for interfaces of the standard library,
/// for `error` and interfaces written without a name, for methods that an interface of the module asks for, and for
/// functions that somebody uses as a value: their signature is asked for too. Quiet where another file makes another
/// type under the same name, for another platform. Quiet also for wrappers, which take the interface they return, and
/// for functions that adapt themselves, or the functions they are given, to an interface, and for hidden types that adapt
/// something to another module's interface, of which one of their methods speaks. Inside its package the maker
/// of one variant may speak of the interface: what is not exported counts where no function beside it gives another
/// type, and, if it is not named as a constructor, where the interface has one implementation.
/// Functional options (`WithLimit` gives an `Option`) hide their types by custom. As Effective Go has it, a type that is
/// not exported and has no exported methods but the interface's stays hidden where the interface has several
/// implementations.
/// Exported makers of one interface beside each other that make different types are the choice that the interface is for,
/// and so are three functions of any name; a nil that settings ask for would be no nil any more behind a concrete type, and
/// where the type has no nil its maker does not always give it.
/// A function that gives nothing but nil for another package's interface counts too.
/// Limits: a type of another module nobody here knows is an interface when what is returned cannot have that very type,
/// or when it is named for a deed (`Buzzer`) and only nil is returned.
struct ReturnedProbe: Probe {
  static let card = ProbeCard(
    id: "interfaces/returned",
    version: 9,
    sign: .antiPattern,
    looksFor: "a function that returns an interface although it always makes the same type",
    because: "callers cannot reach what the interface leaves out, and the interface grows instead",
    instead: "return the concrete type and let callers declare the interface they need",
    examples: found + quiet + ownMakers)

  func examine(_ subject: Subject) -> Outcome {
    var interfaces = InterfaceResults(subject)
    var signatures = AskedSignatures(subject)
    var candidates: [Candidate] = []
    var constructors = 0
    for file in subject.snapshot.productFiles {
      interfaces.enter(file)
      for function in file.tree.nodes(of: .funcDecl) {
        guard let results = function.type?.results, function.body != nil, let name = function.name else { continue }
        if function.receiver == nil, name.bytes.starts(with: "New".utf8) {
          constructors += 1
        }
        var position = 0
        for field in results.fields {
          defer { position += max(1, field.names.count) }
          guard let written = field.type, field.names.count < 2,
            let made = interfaces.concreteType(madeBy: function, written, at: position, in: file)
          else { continue }
          candidates.append(Candidate(file: file, function: function, result: written, made: made))
          break
        }
      }
    }
    let asked = signatures.askedFor(candidates.map { ($0.function, $0.file) })
    let made = Dictionary(candidates.map { ($0.function, $0.made) }, uniquingKeysWith: { first, _ in first })
    lazy var implementations = subject.implementations
    let consumed = ConsumedInterfaces(subject)
    let sure = candidates.filter { candidate in
      !asked.contains(candidate.function) && !isOption(candidate.result) && !givesTwice(candidate.function)
        && (isExported(candidate.function) || !isVariant(candidate, made, interfaces, implementations, subject))
        && signatures.twins(of: candidate.function, in: candidate.file).allSatisfy { made[$0] == candidate.made }
        && !(isHidden(candidate) && decorates(candidate, subject))
        && !hasSibling(candidate, candidates, interfaces) && !isOfFamily(candidate, candidates)
        && !isNull(candidate, implementations) && !isNode(candidate, implementations)
        && !isDictated(candidate, subject)
        && !isSumType(candidate, subject)
        && !givesTrueNil(candidate, subject) && !(isHidden(candidate) && adapts(candidate, subject))
        && !(isHidden(candidate) && offersNoMore(candidate, subject)
          && (implementations.hasSeveral(of: candidate.result, in: candidate.file)
            || consumed.isTaken(candidate.result, in: candidate.file)))
    }
    let findings = sure.map { candidate in
      let name = candidate.function.name?.text ?? ""
      return candidate.file.finding(
        Self.card.id, at: candidate.result, "\(name) always gives \(candidate.made)",
        confidence: isExported(candidate.function) ? .medium : .low)
    }
    return Outcome(
      probe: Self.card.id, answer: findings.isEmpty ? .notFound : .found, findings: findings,
      measures: ["constructors": .count(constructors), "hidden": .count(findings.count)],
      scope: Scope(files: subject.snapshot.productFiles.count, patterns: ["functions with an interface as result"]))
  }
}

extension ReturnedProbe {
  private struct Candidate {
    let file: GoFile
    let function: Node
    let result: Node
    let made: String

    /// Without the pointer.
    var typeName: String { String(made.drop { $0 == "*" }) }
  }

  private func isExported(_ function: Node) -> Bool {
    function.name.map { ExportedIdentifier.isExported($0.text) } ?? false
  }

  /// `Option`, `client.CallOption`.
  private func isOption(_ result: Node) -> Bool {
    (result.kind == .selectorExpr ? result.name : result)?.text.hasSuffix("Option") ?? false
  }

  /// Whether a function that is not exported may make one of the types that the interface is for.
  private func isVariant(
    _ candidate: Candidate, _ made: [Node: String], _ interfaces: InterfaceResults, _ implementations: Implementations,
    _ subject: Subject
  ) -> Bool {
    hasLike(candidate, made, subject)
      || !interfaces.isConstructor(candidate.function)
        && implementations.hasSeveral(of: candidate.result, in: candidate.file)
  }

  /// Whether another function of the package is declared to give the same interface, and not always the same type.
  private func hasLike(_ candidate: Candidate, _ made: [Node: String], _ subject: Subject) -> Bool {
    subject.snapshot.productFiles.contains { other in
      other.packagePath == candidate.file.packagePath
        && other.tree.nodes(of: .funcDecl).contains { function in
          function != candidate.function && made[function] != candidate.made
            && function.type?.results?.fields.contains { $0.type?.isSameText(as: candidate.result) ?? false } ?? false
        }
    }
  }

  /// Whether another maker of the package gives the same interface and makes another type of it, or another type's
  /// method of the same name does.
  private func hasSibling(
    _ candidate: Candidate, _ candidates: [Candidate], _ interfaces: InterfaceResults
  ) -> Bool {
    if candidate.function.receiver != nil, let name = candidate.function.name {
      let hasTwin = candidates.contains { other in
        other.function.receiver != nil && other.typeName != candidate.typeName
          && other.function.name?.isSameText(as: name) ?? false
          && other.file.packagePath == candidate.file.packagePath && other.result.isSameText(as: candidate.result)
      }
      if hasTwin { return true }
    }
    return isMaker(candidate, interfaces)
      && candidates.contains { other in
        isMaker(other, interfaces) && other.typeName != candidate.typeName
          && other.file.packagePath == candidate.file.packagePath && other.result.isSameText(as: candidate.result)
      }
  }

  /// Whether functions of the package give three types of the interface or more: `ByName() Rule`, `ByAge() Rule`, ….
  private func isOfFamily(_ candidate: Candidate, _ candidates: [Candidate]) -> Bool {
    guard isExported(candidate.function), candidate.function.receiver == nil else { return false }
    var types: Set<String> = []
    for other in candidates
    where other.function.receiver == nil && isExported(other.function) && other.made != "nil"
      && other.file.packagePath == candidate.file.packagePath && other.result.isSameText(as: candidate.result)
    {
      types.insert(other.typeName)
    }
    if types.count > 2 { return true }
    // Two that are named alike: `FileSource(…) Source`, `WebSource(…) Source`.
    return types.count > 1
      && candidates.contains { other in
        other.made != candidate.made && other.function.receiver == nil && isExported(other.function)
          && other.file.packagePath == candidate.file.packagePath && other.result.isSameText(as: candidate.result)
          && lastWord(of: other.function) == lastWord(of: candidate.function)
      }
  }

  private func lastWord(of function: Node) -> String? { function.name.map { IdentifierWords($0.text).last } }

  /// `NoCache() Cache`: what stands for nothing is chosen beside what does something.
  private func isNull(_ candidate: Candidate, _ implementations: Implementations) -> Bool {
    let words = IdentifierWords(candidate.typeName).words + IdentifierWords(candidate.function.name?.text ?? "").words
    return words.contains { Self.nullWords.contains($0) }
      && implementations.hasSeveral(of: candidate.result, in: candidate.file)
  }

  private static let nullWords: Set<String> = ["noop", "nop", "null", "nil", "discard", "discarding", "empty", "dummy"]

  /// `ast.Node`: every part of a tree is one, and what makes a part hands it to those who only know nodes.
  private func isNode(_ candidate: Candidate, _ implementations: Implementations) -> Bool {
    guard let name = candidate.result.lastName.map(IdentifierWords.init)?.last, Self.nodeWords.contains(name) else {
      return false
    }
    return candidate.result.kind == .selectorExpr
      || implementations.hasSeveral(of: candidate.result, in: candidate.file)
  }

  private static let nodeWords: Set<String> = [
    "node", "expr", "expression", "stmt", "statement", "decl", "declaration", "operation", "term", "clause",
  ]

  /// `func (f *factory) NewBox(name string) (boxes.Box, error)`: a method that is named for another module's interface
  /// most likely has its name and its results from there.
  private func isDictated(_ candidate: Candidate, _ subject: Subject) -> Bool {
    guard candidate.function.receiver != nil, let name = candidate.function.name?.text, name.hasPrefix("New"),
      candidate.result.kind == .selectorExpr, let made = candidate.result.name?.text, name.hasSuffix(made),
      !(candidate.function.type?.parameters?.fields.isEmpty ?? true),
      let package = candidate.result.operand?.text,
      let path = candidate.file.imports.first(where: { $0.name == package })?.path,
      let module = subject.snapshot.module?.path
    else { return false }
    return !path.isPath(module)
  }

  /// `type Release any`, of which a switch of the module knows two types or more: it stands for one of those.
  private func isSumType(_ candidate: Candidate, _ subject: Subject) -> Bool {
    guard let type = subject.types.type(written: candidate.result, in: candidate.file), case .named = type,
      case .interface(nil)? = subject.types.underlying(type)
    else { return false }
    return subject.snapshot.productFiles.contains { file in
      file.tree.nodes(of: .typeAssertExpr).contains { assertion in
        guard assertion.type == nil, let asked = assertion.operand, subject.types.type(of: asked, in: file) == type,
          let choice = assertion.ancestors.first(where: { $0.kind == .typeSwitchStmt })
        else { return false }
        return choice.statements.flatMap { Array($0.caseExpressions) }.count { !$0.isText("nil") } > 1
      }
    }
  }

  /// A type nobody can name that stands for something else where another module's interface is asked for: one of its
  /// methods takes or gives what that module declares, and nobody asks it for more.
  private func adapts(_ candidate: Candidate, _ subject: Subject) -> Bool {
    guard candidate.result.kind == .selectorExpr, let package = candidate.result.operand?.text,
      let path = candidate.file.imports.first(where: { $0.name == package })?.path,
      let module = subject.snapshot.module?.path, !path.isPath(module)
    else { return false }
    var methods: Set<String> = []
    var speaks = false
    for file in subject.snapshot.productFiles where file.packagePath == candidate.file.packagePath {
      let name = file.imports.first { $0.path == path }?.name
      for function in file.tree.nodes(of: .funcDecl) {
        guard function.receiver != nil, let method = function.name, ExportedIdentifier.isExported(method.text),
          FunctionIndex.receiverName(of: function) == candidate.typeName
        else { continue }
        methods.insert(method.text)
        if function == candidate.function { continue }
        speaks =
          speaks
          || function.type.map { type in
            type.descendants(of: .selectorExpr).contains { $0.operand?.kind == .ident && $0.operand?.text == name }
          } ?? false
      }
    }
    return (speaks || wrapsOnly(candidate)) && !isAskedForMore(candidate, methods, subject)
  }

  /// `func Lines(log Logger) lib.Lines { return &lines{log: log} }`: what it is given, and nothing else.
  private func wrapsOnly(_ candidate: Candidate) -> Bool {
    guard candidate.function.receiver == nil, let fields = candidate.function.type?.parameters?.fields,
      fields.count == 1, let name = fields.first?.names.first, fields.first?.names.count == 1,
      let statements = candidate.function.body?.statements, statements.count == 1,
      let literal = statements.first?.descendants(of: .compositeLit).first, literal.elements.count == 1,
      let only = literal.elements.first
    else { return false }
    return (only.kind == .keyValueExpr ? only.value : only)?.isSameText(as: name) ?? false
  }

  /// Whether code of the module asserts a type or an interface that has one of the methods.
  private func isAskedForMore(_ candidate: Candidate, _ methods: Set<String>, _ subject: Subject) -> Bool {
    subject.snapshot.productFiles.contains { file in
      file.tree.nodes(of: .typeAssertExpr).contains { assertion in
        guard let written = assertion.type else { return false }
        let name = written.kind == .starExpr ? written.operand?.lastName : written.lastName
        if name == candidate.typeName { return file.packagePath == candidate.file.packagePath }
        guard let type = subject.types.type(written: written, in: file),
          case .interface? = subject.types.underlying(type)
        else { return false }
        // To close it or to print it, whoever it is, is no question for more.
        if case .named(let path, _, _) = type, ObligationReader.isStandard(path) { return false }
        return methods.contains { subject.types.method($0, of: type) != nil }
      }
    }
  }

  /// `func NewDisk() Store { … }`, and no `func Current() Store { … }`.
  private func isMaker(_ candidate: Candidate, _ interfaces: InterfaceResults) -> Bool {
    candidate.function.receiver == nil && candidate.made != "nil" && interfaces.isConstructor(candidate.function)
  }

  /// `if !settings.On { return nil }`: callers ask the interface for nil, and a nil pointer in it is none.
  private func givesTrueNil(_ candidate: Candidate, _ subject: Subject) -> Bool {
    if !candidate.made.hasPrefix("*") { return givesNilForValue(candidate) }
    let results = FunctionResults(of: candidate.function, subject, candidate.file)
    return candidate.function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == candidate.function, statement.returned.count == results.count,
        results.count < 3, let first = statement.returned.first?.unparenthesized,
        statement.returned.dropFirst().allSatisfy({ $0.unparenthesized.isText("nil") })
      else { return false }
      if first.isText("nil") { return isBySetting(statement, in: candidate.function) }
      return isSetOnSomeWays(first, in: candidate.function)
    }
  }

  /// `return nil` alone, where what is made otherwise has no nil: the concrete type could not say it.
  private func givesNilForValue(_ candidate: Candidate) -> Bool {
    guard candidate.made != "nil", candidate.made.first != "[" else { return false }
    return candidate.function.descendants(of: .returnStmt).contains { statement in
      statement.enclosingFunction == candidate.function && !statement.returned.isEmpty
        && statement.returned.allSatisfy { $0.unparenthesized.isText("nil") }
    }
  }

  /// `if settings.On { provider = made }` before `return provider, nil` of a named result.
  private func isSetOnSomeWays(_ value: Node, in function: Node) -> Bool {
    guard value.kind == .ident,
      function.type?.results?.fields.contains(where: { $0.names.contains { $0.isSameText(as: value) } }) ?? false
    else { return false }
    let settings = function.descendants(of: .assignStmt).filter { statement in
      statement.leftSide.contains { $0.isSameText(as: value) }
    }
    return settings.allSatisfy { isBySetting($0, in: function) }
  }

  /// Whether a statement stands in a branch, without an other one, that a part of a value decides: `settings.On`.
  private func isBySetting(_ statement: Node, in function: Node) -> Bool {
    statement.ancestors.prefix { $0 != function }.contains { around in
      guard around.kind == .ifStmt, around.elseBranch == nil, around.body?.contains(statement) ?? false,
        let condition = around.condition, condition.nonNilOperand == nil
      else { return false }
      return condition.kind == .selectorExpr || !condition.descendants(of: .selectorExpr).isEmpty
    }
  }

  /// `return store, store, nil`: one value seen from several sides, which is what the interfaces are for.
  private func givesTwice(_ function: Node) -> Bool {
    function.descendants(of: .returnStmt).contains { statement in
      guard statement.enclosingFunction == function else { return false }
      let names = statement.returned.filter { $0.kind == .ident && !$0.isText("nil") }.map(\.text)
      return Set(names).count < names.count
    }
  }

  /// Whether other packages cannot name what is made.
  private func isHidden(_ candidate: Candidate) -> Bool {
    let name = candidate.typeName
    return candidate.made != "nil" && name.utf8.first != UInt8(ascii: "[") && !ExportedIdentifier.isExported(name)
  }

  /// Whether the interface has every exported method of what is made.
  private func offersNoMore(_ candidate: Candidate, _ subject: Subject) -> Bool {
    let name = candidate.typeName
    guard let interface = subject.types.type(written: candidate.result, in: candidate.file) else { return false }
    return subject.snapshot.productFiles.allSatisfy { other in
      other.packagePath != candidate.file.packagePath
        || other.tree.nodes(of: .funcDecl).allSatisfy { function in
          guard function.receiver != nil, let method = function.name, ExportedIdentifier.isExported(method.text),
            FunctionIndex.receiverName(of: function) == name
          else { return true }
          return subject.types.method(method.text, of: interface) != nil
        }
    }
  }

  /// `type traced struct { Store }`: a decorator, of which there is nothing more to reach than of what it holds.
  private func decorates(_ candidate: Candidate, _ subject: Subject) -> Bool {
    guard let interface = subject.types.type(written: candidate.result, in: candidate.file) else { return false }
    if case .interface? = subject.types.underlying(interface), !offersNoMore(candidate, subject) { return false }
    let made = GoType.named(package: candidate.file.packagePath, name: candidate.typeName, arguments: [])
    return subject.types.fields(of: made).contains { $0.isEmbedded && $0.type == interface }
  }
}
