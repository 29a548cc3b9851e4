import GoSyntax
import GoTypes
import Repository

/// Whether anything names a variable of a package beside its declaration.
///
/// Limits: a name counts wherever it stands for something, a field or a local variable of the same name as well. So
/// what nobody names is certain as far as Go goes, and what somebody seems to name is not. Assembly and C are not read.
struct GlobalUses {
  private let byPackage: [String: [GoFile]]
  /// Folders with assembly.
  private let assembled: Set<String>
  /// Paths of packages with C in them.
  private let mixed: Set<String>
  /// By the package's path, what `//go:linkname` gives another name.
  private let linked: [String: Set<Substring>]

  init(_ subject: Subject) {
    byPackage = Dictionary(grouping: subject.snapshot.goFiles, by: \.packagePath)
    assembled = Set(subject.snapshot.files.lazy.filter { $0.path.hasSuffix(".s") }.map { String($0.folder) })
    mixed = Set(
      subject.snapshot.goFiles.lazy.filter { file in file.imports.contains { $0.path == "C" } }.map(\.packagePath))
    linked = subject.snapshot.goFiles.reduce(into: [:]) { linked, file in
      let names = GlobalUses.linkedNames(file)
      if !names.isEmpty { linked[file.packagePath, default: []].formUnion(names) }
    }
  }

  /// The language asks a file that uses `//go:linkname` to import unsafe.
  private static func linkedNames(_ file: GoFile) -> [Substring] {
    guard file.imports.contains(where: { $0.path == "unsafe" }) else { return [] }
    return file.tree.commentGroups.flatMap { group in
      file.tree.text(group.start..<group.end).split(separator: "\n").compactMap { line -> Substring? in
        let words = line.split(separator: " ")
        return words.first == "//go:linkname" && words.count > 1 ? words[1] : nil
      }
    }
  }

  /// Whether assembly or C may name the variable: `·table(SB)`, `//go:linkname table`.
  func mayBeNamedOutsideGo(_ name: Node, in file: GoFile) -> Bool {
    assembled.contains(file.path.split(separator: "/").dropLast().joined(separator: "/"))
      || mixed.contains(file.packagePath)
      || linked[file.packagePath]?.contains(Substring(name.text)) ?? false
  }

  /// An exported name is looked for in the packages that import its own as well.
  func isNamed(_ name: Node, in file: GoFile) -> Bool {
    let number = SpelledNames.number(of: name)
    func isNamed(in other: GoFile) -> Bool {
      let names = other.fact(SpelledNames.self)
      return other.path == file.path ? names.repeated.contains(number) : names.all.contains(number)
    }
    if byPackage[file.packagePath, default: []].contains(where: isNamed) { return true }
    guard ExportedIdentifier.isExported(name.text) else { return false }
    return byPackage.contains { package, files in
      package != file.packagePath
        && files.contains { other in
          other.imports.contains { $0.path == file.packagePath } && isNamed(in: other)
        }
    }
  }
}

/// The names that stand in a file, and those of them that do so more than once.
///
/// By a number of their bytes, as making a text of every name takes longer than all the rest. Two names with one number
/// count as one, so that either seems to be named: the careful side.
private struct SpelledNames: FileFact {
  private(set) var all: Set<UInt64> = []
  private(set) var repeated: Set<UInt64> = []

  init(_ file: GoFile) {
    for name in file.tree.nodes(of: .ident) {
      let number = SpelledNames.number(of: name)
      if !all.insert(number).inserted { repeated.insert(number) }
    }
  }

  /// FNV-1a.
  static func number(of name: Node) -> UInt64 {
    name.bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
