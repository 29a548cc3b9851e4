import GoSyntax
import Repository

/// Queries of gorm, which takes its context not as an argument but by `WithContext`.
///
/// Limits: a query is known by its method's name and by what the chain of calls begins with (`db`, `tx`, `s.DB`). One call of
/// `WithContext` anywhere is taken for the habit.
enum MapperCalls {
  static let routers = [
    "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber", "github.com/kataras/iris",
    "github.com/beego/beego", "github.com/astaxie/beego", "github.com/valyala/fasthttp", "github.com/urfave/cli",
  ]
  private static let mappers = ["gorm.io/gorm", "github.com/jinzhu/gorm"]
  private static let queries: Set<String> = [
    "Find", "First", "Last", "Take", "Create", "Save", "Delete", "Count", "Pluck", "Scan", "Update", "Updates", "Exec",
    "FirstOrCreate", "FindInBatches", "CreateInBatches",
  ]

  /// How many queries there are, where none of them is ever given a context.
  static func withoutContext(in files: [GoFile]) -> Int {
    let packages = Set(
      files.lazy.filter { file in mappers.contains { file.importing($0) != nil } }.map(\.packagePath))
    guard !packages.isEmpty else { return 0 }
    var count = 0
    for file in files where packages.contains(file.packagePath) {
      let calls = file.tree.fact(Calls.self)
      if calls.givesContext { return 0 }
      count += calls.queries
    }
    return count
  }

  private struct Calls: TreeFact {
    let givesContext: Bool
    let queries: Int

    init(_ tree: SyntaxTree) {
      var givesContext = false
      var queries = 0
      for call in tree.nodes(of: .callExpr) {
        guard let name = call.calledName else { continue }
        if name == "WithContext" || name == "Session" && call.arguments.first?.text.contains("Context:") == true {
          givesContext = true
        } else if MapperCalls.queries.contains(name), MapperCalls.beginsAtDatabase(call) {
          queries += 1
        }
      }
      self.givesContext = givesContext
      self.queries = queries
    }
  }

  /// `db.Where(…).Find`, `s.DB.First`, `Db().Save`: some name along the chain is that of a database.
  private static func beginsAtDatabase(_ call: Node) -> Bool {
    var node = call.function?.unparenthesized.operand?.unparenthesized
    while let current = node {
      switch current.kind {
      case .ident: return isDatabase(current.text)
      case .selectorExpr:
        if let name = current.name?.text, isDatabase(name) { return true }
        node = current.operand?.unparenthesized
      case .callExpr: node = current.function?.unparenthesized
      default: return false
      }
    }
    return false
  }

  private static func isDatabase(_ name: String) -> Bool {
    let name = name.lowercased()
    return name == "tx" || name == "orm" || name == "gorm" || name.hasSuffix("db") || name == "database"
  }
}
