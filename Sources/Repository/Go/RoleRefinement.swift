/// Settles the roles that depend on who imports whom.
///
/// A package that a folder or a name marks as tool or test support, but that shipped code imports, is shipped code. A
/// package below internal/ that only tests import is test support, and so is a file that imports a testing library,
/// unless testing is what the module is for: where nothing but test support would be left, that is what it ships.
struct RoleRefinement {
  private(set) var files: [GoFile]

  init(_ files: [GoFile]) {
    self.files = files
    markTestingFiles()
    let shipped = shippedPackages()
    for index in files.indices {
      let file = self.files[index]
      let isFolderRole = !file.roles.isDisjoint(with: .byFolder) && !file.tree.fact(FileHeader.self).isTool
      // Tests beside shipped code are tests of it, whatever their folder is called.
      let isSupport = !file.isTest && importsTesting(file)
      if isFolderRole, shipped.contains(file.packagePath), !file.roles.contains(.example), !isSupport {
        self.files[index] = file.with(roles: file.roles.subtracting(.byFolder))
      }
    }
    markOnlyTested()
    keepWhatIsShipped()
  }

  /// A module whose every package is named like test support exists to be that support.
  private mutating func keepWhatIsShipped() {
    guard !files.contains(where: \.isProduct) else { return }
    for index in files.indices where files[index].roles == .testSupport { files[index] = files[index].with(roles: []) }
  }

  /// Packages reached over imports from files that are product beyond doubt.
  private func shippedPackages() -> Set<String> {
    var imports: [String: Set<String>] = [:]
    var open: [String] = []
    let known = Set(files.map(\.packagePath))
    for file in files where file.roles.isDisjoint(with: [.test, .testdata, .example]) {
      imports[file.packagePath, default: []].formUnion(file.imports.map(\.path).filter(known.contains))
      if file.roles.isDisjoint(with: .byFolder) { open.append(file.packagePath) }
    }
    var reached = Set(open)
    while let path = open.popLast() {
      for next in imports[path] ?? [] where reached.insert(next).inserted { open.append(next) }
    }
    return reached
  }

  private func importsTesting(_ file: GoFile) -> Bool {
    file.imports.contains { RoleRefinement.testingPackages.contains($0.path) }
  }

  private mutating func markTestingFiles() {
    let product = files.indices.filter { files[$0].isProduct }
    let testing = product.filter { importsTesting(files[$0]) }
    guard lineCount(of: testing) * 4 < lineCount(of: product) else { return }
    for index in testing { files[index] = files[index].with(roles: files[index].roles.union(.testSupport)) }
  }

  private func lineCount(of indices: [Int]) -> Int { indices.reduce(0) { $0 + files[$1].tree.lineCount } }

  private mutating func markOnlyTested() {
    var importers: [String: (product: Bool, test: Bool)] = [:]
    for file in files where file.roles.isDisjoint(with: [.testdata, .example]) {
      for path in file.imports.map(\.path) where path != file.packagePath {
        if file.isProduct || file.roles == .generated {
          importers[path, default: (false, false)].product = true
        } else {
          importers[path, default: (false, false)].test = true
        }
      }
    }
    for index in files.indices where files[index].isProduct && !files[index].isMain {
      let file = files[index]
      guard file.packagePath.split(separator: "/").contains("internal"), let importer = importers[file.packagePath]
      else {
        continue
      }
      if importer.test, !importer.product { files[index] = file.with(roles: file.roles.union(.testSupport)) }
    }
  }

  private static let testingPackages: Set<String> = [
    "testing", "net/http/httptest", "testing/fstest", "github.com/stretchr/testify/assert",
    "github.com/stretchr/testify/require", "github.com/stretchr/testify/mock", "github.com/stretchr/testify/suite",
    "go.uber.org/mock/gomock", "github.com/golang/mock/gomock", "github.com/onsi/ginkgo", "github.com/onsi/ginkgo/v2",
    "github.com/onsi/gomega",
  ]
}

extension GoFile {
  func with(roles: Roles) -> GoFile {
    GoFile(path: path, tree: tree, roles: roles, packagePath: packagePath, imports: imports)
  }
}
