import GoSyntax
import Repository

/// Types of functions that take what a handler of net/http takes and more, and serve by a method of their own.
///
/// `type page func(http.ResponseWriter, *http.Request, User) error` with `ServeHTTP`: middleware made for net/http fits
/// around it, and not inside. One that only adds a result is a handler of net/http all the same.
struct OwnHandlerTypes {
  let names: [String]

  init(_ subject: Subject, _ files: [GoFile]) {
    let serving = Set(
      files.lazy.flatMap { file in
        file.tree.nodes(of: .funcDecl).lazy.filter { $0.name?.isText("ServeHTTP") ?? false }.compactMap {
          FunctionIndex.receiverName(of: $0).map { "\(file.packagePath).\($0)" }
        }
      })
    names =
      files.flatMap { file -> [String] in
        guard let http = file.importing("net/http") else { return [] }
        return file.tree.nodes(of: .typeSpec).compactMap { spec in
          guard let name = spec.name?.text, serving.contains("\(file.packagePath).\(name)"),
            let type = spec.type, type.kind == .funcType, let parameters = type.parameters
          else { return nil }
          let written = parameters.fields.flatMap { field in
            Array(repeating: field.type?.text ?? "", count: max(1, field.names.count))
          }
          guard written.count > 2, written.contains("\(http.name).ResponseWriter"),
            written.contains("*\(http.name).Request")
          else { return nil }
          return name
        }
      }.sorted()
  }
}
