import Evidence
import GoSyntax
import Repository

/// Finds packages of the module that import each other in a circle.
///
/// Limits: the compiler refuses cycles, so a finding means code that does not build, or builds only under some tags.
struct ImportCycleProbe: Probe {
  static let card = ProbeCard(
    id: "project/import-cycle",
    sign: .antiPattern,
    looksFor: "packages that import each other in a circle",
    because: "such code does not compile, and the packages are one package in truth",
    instead: "move what both need into a third package, or turn one direction into an interface",
    examples: [
      .found(
        """
        -- a/a.go --
        package a

        import ▸"example.org/shop/b"

        var A = b.B
        -- b/b.go --
        package b

        import "example.org/shop/a"

        var B = a.A
        """),
      .quiet(
        """
        -- a/a.go --
        package a

        import "example.org/shop/b"

        var A = b.B
        -- b/b.go --
        package b

        var B = 1
        """),
    ])

  func examine(_ subject: Subject) -> Outcome {
    let snapshot = subject.snapshot
    let graph = Dictionary(
      snapshot.packages.map { ($0.path, $0.internalImports) }, uniquingKeysWith: { first, second in first + second })
    let cycles = PackageCycles(graph).groups
    var findings: [Finding] = []
    for cycle in cycles {
      let members = Set(cycle)
      guard let start = cycle.first, let place = Self.place(of: start, into: members, in: snapshot) else { continue }
      let path = (cycle + [start]).joined(separator: " -> ")
      findings.append(place.file.finding(Self.card.id, at: place.node, "an import cycle: \(path)"))
    }
    return Outcome(
      probe: Self.card.id, answer: cycles.isEmpty ? .notFound : .found, findings: findings,
      measures: ["cycles": .count(cycles.count)],
      scope: Scope(files: snapshot.packages.count, patterns: ["imports between packages of the module"]))
  }

  private static func place(of path: String, into members: Set<String>, in snapshot: Snapshot) -> (
    file: GoFile, node: Node
  )? {
    for file in snapshot.goFiles where file.packagePath == path && !file.isTest {
      if let imported = file.imports.first(where: { members.contains($0.path) && $0.path != path }) {
        return (file, imported.node.path ?? imported.node)
      }
    }
    return nil
  }
}

/// The circles of a directed graph: its strongly connected groups of more than one node (Tarjan), each sorted.
struct PackageCycles {
  private(set) var groups: [[String]] = []
  private let graph: [String: [String]]
  private var indices: [String: Int] = [:]
  private var lowest: [String: Int] = [:]
  private var stack: [String] = []
  private var onStack: Set<String> = []

  init(_ graph: [String: [String]]) {
    self.graph = graph
    for node in graph.keys.sorted() where indices[node] == nil { visit(node) }
    groups.sort { $0.lexicographicallyPrecedes($1) }
  }

  /// Depth-first with its own stack of open nodes: import chains may be long.
  private mutating func visit(_ root: String) {
    var open: [(node: String, next: Int)] = []
    begin(root, &open)
    while let (node, next) = open.last {
      let targets = graph[node, default: []]
      if next < targets.count {
        open[open.count - 1].next += 1
        let target = targets[next]
        guard graph[target] != nil else { continue }
        if indices[target] == nil {
          begin(target, &open)
        } else if onStack.contains(target) {
          lowest[node] = min(lowest[node] ?? 0, indices[target] ?? 0)
        }
        continue
      }
      open.removeLast()
      if let parent = open.last?.node { lowest[parent] = min(lowest[parent] ?? 0, lowest[node] ?? 0) }
      if lowest[node] == indices[node] { closeGroup(at: node) }
    }
  }

  private mutating func begin(_ node: String, _ open: inout [(node: String, next: Int)]) {
    indices[node] = indices.count
    lowest[node] = indices[node]
    stack.append(node)
    onStack.insert(node)
    open.append((node, 0))
  }

  private mutating func closeGroup(at node: String) {
    var group: [String] = []
    while let member = stack.popLast() {
      onStack.remove(member)
      group.append(member)
      if member == node { break }
    }
    if group.count > 1 || graph[node, default: []].contains(node) { groups.append(group.sorted()) }
  }
}
