import GoSyntax
import GoTypes
import Repository

/// Broken hashes that are chosen rather than called: `return sha1.New`, `{"md5": md5.New}`, `crypto.MD5.New()`.
///
/// Where the package makes an HMAC or derives keys, the choice may be for that, and holds; what is given to a call is
/// the callee's to say.
enum HashValues {
  private static let holding: Set<String> = ["crypto/hmac", "crypto/pbkdf2", "crypto/hkdf"]
  private static let holdingOutside = ["golang.org/x/crypto/pbkdf2", "golang.org/x/crypto/hkdf"]

  static func all(of hashes: Set<String>, _ subject: Subject) -> [PackageCall] {
    let files = subject.snapshot.productFiles
    let apart = Set(files.lazy.filter(holds).map(\.packagePath))
    return files.flatMap { file -> [PackageCall] in
      if apart.contains(file.packagePath) { return [] }
      return chosen(in: file, hashes, subject) + byNumber(in: file, subject)
    }
  }

  private static func holds(_ file: GoFile) -> Bool {
    file.imports.contains { holding.contains($0.path) || holdingOutside.contains($0.path) }
  }

  private static func chosen(in file: GoFile, _ hashes: Set<String>, _ subject: Subject) -> [PackageCall] {
    let imports = file.imports.filter { hashes.contains($0.path) && $0.name != "_" && $0.name != "." }
    if imports.isEmpty { return [] }
    return file.tree.nodes(of: .selectorExpr).compactMap { selector in
      guard selector.name?.isText("New") == true, let operand = selector.operand, operand.kind == .ident,
        let parent = selector.parent,
        [.keyValueExpr, .compositeLit, .returnStmt, .assignStmt, .valueSpec].contains(parent.kind),
        let imported = imports.first(where: { operand.text == $0.name }),
        case .importedPackage? = subject.types.declaration(of: operand, in: file)?.kind
      else { return nil }
      return PackageCall(file: file, node: selector, path: imported.path, name: "New")
    }
  }

  private static func byNumber(in file: GoFile, _ subject: Subject) -> [PackageCall] {
    guard let crypto = file.imports.first(where: { $0.path == "crypto" }) else { return [] }
    return file.tree.nodes(of: .callExpr).compactMap { call in
      guard call.calledName == "New", let number = call.function?.unparenthesized.operand?.unparenthesized,
        number.kind == .selectorExpr, number.operand?.text == crypto.name, let name = number.name,
        name.isText("MD5") || name.isText("SHA1")
      else { return nil }
      return PackageCall(file: file, node: call, path: "crypto/" + name.text.lowercased(), name: "New")
    }
  }
}
