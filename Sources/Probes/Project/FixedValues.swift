import GoSyntax
import GoTypes
import Repository

/// The variables of packages that name the values of one type, as constants name the values of a number: three and more
/// in one package that are structs of one type, written down where they are declared, or that one function gives for a
/// text.
///
/// Limits: nothing is asked about writes here.
struct FixedValues {
  private var counts: [String: Int] = [:]
  private var types: [Place: String] = [:]

  private struct Place: Hashable {
    let path: String
    let start: Int
  }

  init(_ globals: [(file: GoFile, spec: Node, name: Node, value: Node?)], _ types: ModuleTypes) {
    for global in globals {
      guard let value = global.value?.unparenthesized else { continue }
      if value.kind == .callExpr, let function = value.function, value.arguments.first?.plainString != nil {
        let key = "\(global.file.packagePath) \(function.text)()"
        counts[key, default: 0] += 1
        self.types[Place(path: global.file.path, start: global.name.start)] = key
        continue
      }
      guard value.kind == .compositeLit, let written = value.type,
        written.kind == .ident || written.kind == .selectorExpr,
        let type = types.type(of: value, in: global.file), case .named(let package, let name, _) = type
      else { continue }
      if case .structure? = types.underlying(type) {} else { continue }
      let key = "\(global.file.packagePath) \(package) \(name)"
      counts[key, default: 0] += 1
      self.types[Place(path: global.file.path, start: global.name.start)] = key
    }
  }

  func isOneOfMany(_ name: Node, in file: GoFile) -> Bool {
    types[Place(path: file.path, start: name.start)].map { counts[$0, default: 0] >= FixedValues.countMin } ?? false
  }

  private static let countMin = 3
}
