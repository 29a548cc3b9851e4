import Testing

/// Who may import whom: the table of ARCHITECTURE's three rings, checked against every source file.
@Suite struct ImportTests {
  static let allowed: [String: Set<String>] = [
    "Evidence": [],
    "Threads": platform.union(["CAllocator"]),
    "GoSyntax": ["Threads", "Synchronization"],
    "Canvas": [],
    "Repository": ["Evidence", "GoSyntax", "Threads", "Yams", "Synchronization"],
    "GoTypes": ["Evidence", "GoSyntax", "Repository", "BundledFacts", "Synchronization"],
    "Checklists": ["Evidence", "Yams"],
    "Probes": ["Evidence", "GoSyntax", "Repository", "GoTypes", "BundledFacts", "Dispatch", "Synchronization"],
    "Reviews": ["Evidence", "Checklists"],
    "Reports": ["Evidence", "Checklists", "Reviews"],
    "Screens": ["Evidence", "Checklists", "Reviews", "Canvas"],
    "Intake": platform.union(["Repository", "Evidence", "GoSyntax", "CDescriptors"]),
    "Store": platform.union(["Evidence", "Checklists", "Reviews", "Threads"]),
    "Terminal": platform.union(["Canvas", "CCurses"]),
    "BundledChecklists": [],
    "BundledFacts": [],
  ]
  static let platform: Set<String> = ["Glibc", "Musl", "Darwin", "Dispatch", "Synchronization"]

  static func imports(of file: SourceTree.File) -> [String] {
    file.code.map(\.text).compactMap { line in
      let words = line.split(separator: " ")
      guard let first = words.firstIndex(of: "import"), first <= 1, words.count > first + 1 else { return nil }
      guard first == 0 || words[0].hasPrefix("@") || words[0] == "package" else { return nil }
      let isKind = ["struct", "class", "enum", "func", "protocol", "var"].contains(words[first + 1])
      let module = isKind && words.count > first + 2 ? words[first + 2] : words[first + 1]
      return String(module.prefix { $0 != "." })
    }
  }

  @Test(arguments: allowed.keys.sorted()) func `a module imports only what the map allows`(_ module: String) {
    let allowed = ImportTests.allowed[module, default: []]
    for file in SourceTree.swift where file.parts[1] == module {
      let strangers = ImportTests.imports(of: file).filter { !allowed.contains($0) }
      #expect(strangers.isEmpty, "\(file.path) imports \(strangers); \(module) may import \(allowed.sorted())")
    }
  }

  @Test func `every module but the program and the C shim is in the table`() {
    let modules = Set(SourceTree.swift.map { String($0.parts[1]) })
    let tools = modules.filter { $0.hasPrefix("compile-") || $0.hasPrefix("embed-") || $0.hasSuffix("-conformance") }
    #expect(modules.subtracting(tools).subtracting(["assay", "CCurses"]) == Set(ImportTests.allowed.keys))
  }
}
