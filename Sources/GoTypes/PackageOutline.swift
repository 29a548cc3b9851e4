import GoSyntax
import Repository
import Synchronization

/// The declarations of a package outside the module, each parsed when its name is first asked for.
///
/// Names come from an outline of the files; a declaration is parsed alone, its body passed over, under its file's
/// imports (those with a dot left out). Functions nobody outside can call are left out, so that a variable they give its
/// type has none. Of several declarations of one name, in files for different systems, the first counts. Several threads
/// may parse the same declaration; what the first of them made is kept.
final class PackageOutline: Sendable {
  /// The name in the package clause.
  let name: String
  private let files: [File]
  private let index: OutlineIndex
  /// By file and place, since constants of a group are parsed together.
  private let parsed = Mutex<[UInt64: SourceFile]>([:])

  /// A file cut down to what it declares: bodies and comments would be most of the memory.
  private final class File: Sendable {
    let source: [UInt8]
    let importDeclarations: [Range<Int>]
    let imports = AtomicLazyReference<FileImports>()

    init(_ source: [UInt8], _ outline: DeclarationOutline) {
      self.source = source
      importDeclarations = outline.imports
    }

    /// Whether other packages may come to need it: a function or method of a small letter cannot be called from there.
    /// Types and variables of small letters stand behind exported ones; `lock` and `unlock` make a type not copyable.
    func isVisible(_ entry: DeclarationOutline.Entry) -> Bool {
      guard entry.kind == .function || entry.kind == .method else { return true }
      let first = source[entry.name.lowerBound]
      if first &- UInt8(ascii: "a") >= 26, first != UInt8(ascii: "_") { return true }
      let name = source[entry.name]
      return entry.kind == .method && (name.elementsEqual("lock".utf8) || name.elementsEqual("unlock".utf8))
    }

    /// Whether nothing can name it: the blank name, and functions that run by themselves.
    func isNameless(_ entry: DeclarationOutline.Entry) -> Bool {
      guard entry.kind != .method else { return false }
      let name = source[entry.name]
      return name.elementsEqual("_".utf8) || entry.kind == .function && name.elementsEqual("init".utf8)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }
  }

  /// Import path by the name a file uses.
  private final class FileImports: Sendable {
    let paths: [String: String]

    init(_ file: File) {
      var text = Array("package p\n".utf8)
      for range in file.importDeclarations { text += file.source[range] + [UInt8(ascii: "\n")] }
      let tree = GoParser.parse(text)
      var paths: [String: String] = [:]
      let imports = GoImport.all(of: tree, packageNames: [:]) { name in file.source.containsSelection(from: name) }
      for item in imports where item.name != "_" && item.name != "." { paths[item.name] = item.path }
      self.paths = paths
    }
  }

  /// Nil when no file belongs to a package. A program beside the package (`package main`, not built with it) and other
  /// strays are left out: the package is the one that most files belong to.
  init?(_ sources: [[UInt8]]) {
    let all = sources.map { source in
      let reduced = DeclarationText.reduced(source)
      let outline = DeclarationOutline(reduced)
      return (file: File(reduced, outline), outline: outline)
    }
    var counts: [String: Int] = [:]
    for (file, outline) in all where !outline.packageName.isEmpty {
      counts[file.text(outline.packageName), default: 0] += 1
    }
    let isMain = counts.count > 1 ? "main" : ""
    let name = counts.filter { $0.key != isMain }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    guard let name else { return nil }
    self.name = name
    let kept = all.filter { $0.file.text($0.outline.packageName) == name }
    files = kept.map(\.file)
    var index = OutlineIndex(texts: files.map(\.source))
    for (number, (file, outline)) in kept.enumerated() {
      for entry in outline.entries where file.isVisible(entry) && !file.isNameless(entry) {
        index.add(entry, file: number)
      }
    }
    self.index = index
  }

  func member(_ name: String, of package: PackageScope) -> PackageScope.Member? {
    guard let place = index.place(of: name, receiver: "") else { return nil }
    let file = sourceFile(place, of: package)
    for declaration in file.tree.root.declarations {
      if declaration.kind == .funcDecl {
        return PackageScope.Member(kind: .function, node: declaration, file: file)
      }
      for spec in declaration.specs where spec.kind != .importSpec {
        if spec.kind == .typeSpec, spec.name?.hasText(name) == true {
          return PackageScope.Member(kind: .type, node: spec, file: file)
        }
        if let declared = spec.names.first(where: { $0.hasText(name) }) {
          let kind: Declaration.Kind = declaration.token == .const ? .constant : .variable
          return PackageScope.Member(kind: kind, node: declared, file: file)
        }
      }
    }
    return nil
  }

  func method(_ name: String, of type: String, in package: PackageScope) -> PackageScope.Member? {
    guard let place = index.place(of: name, receiver: type) else { return nil }
    let file = sourceFile(place, of: package)
    return file.tree.root.declarations.first { $0.kind == .funcDecl }.map {
      PackageScope.Member(kind: .function, node: $0, file: file)
    }
  }

  private func sourceFile(_ place: OutlineIndex.Place, of package: PackageScope) -> SourceFile {
    let key = UInt64(place.file) << 32 | UInt64(place.begin)
    if let known = parsed.withLock({ $0[key] }) { return known }
    let file = files[Int(place.file)]
    var text = Array("package p\n".utf8)
    if place.lacksKeyword { text += Array((place.kind == .type ? "type " : "var ").utf8) }
    text += file.source[Int(place.begin)..<Int(place.end)]
    let made = SourceFile(tree: GoParser.parse(text), imports: imports(of: file))
    made.enter(package)
    return parsed.withLock { all in
      if let earlier = all[key] { return earlier }
      all[key] = made
      return made
    }
  }

  private func imports(of file: File) -> [String: String] {
    (file.imports.load() ?? file.imports.storeIfNil(FileImports(file))).paths
  }
}

extension [UInt8] {
  /// Whether `name.` stands somewhere, not as the end of a longer name.
  fileprivate func containsSelection(from name: String) -> Bool {
    let wanted = Array(name.utf8) + [UInt8(ascii: ".")]
    guard let first = wanted.first, count >= wanted.count else { return false }
    return indices.dropLast(wanted.count - 1).contains { at in
      guard self[at] == first, self[at..<at + wanted.count].elementsEqual(wanted) else { return false }
      guard at > 0 else { return true }
      switch self[at - 1] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
        return false
      default: return true
      }
    }
  }
}
