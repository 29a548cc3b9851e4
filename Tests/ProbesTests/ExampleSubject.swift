import Evidence
import GoSyntax
import Probes
import Repository

/// A probe's example as the small repository it stands for, and the place its mark points at.
struct ExampleSubject {
  let subject: Subject
  let content: RepositoryContent
  /// Path and byte offset of each `▸`, nil without a mark.
  let marks: [Mark]
  struct Mark: Hashable {
    let path: String
    let line: Int
    let column: Int
  }

  /// Splits `-- path --` sections, wraps a bare statement list into a function and adds a go.mod.
  init(_ text: String, transform: (String) -> String = { $0 }) {
    var sections = ExampleSubject.sections(of: text)
    if !sections.contains(where: { $0.path == "go.mod" }) {
      sections.append((path: "go.mod", text: "module example.org/shop\n\ngo 1.24\n"))
    }
    var content = RepositoryContent()
    var marks: [Mark] = []
    for section in sections {
      let isGo = section.path.hasSuffix(".go")
      var kept: [UInt8] = []
      var line = 1
      var column = 1
      let bytes = Array((isGo ? transform(section.text) : section.text).utf8)
      var i = 0
      while i < bytes.count {
        if bytes[i...].starts(with: "▸".utf8) {
          marks.append(Mark(path: section.path, line: line, column: column))
          i += "▸".utf8.count
          continue
        }
        kept.append(bytes[i])
        if bytes[i] == 10 { line += 1; column = 1 } else { column += 1 }
        i += 1
      }
      content.files.append(RepositoryFile(path: section.path, byteCount: kept.count))
      content.contents[section.path] = kept
    }
    self.marks = marks
    self.content = content
    subject = Subject(Snapshot(reading: content, origin: .workingTree(commit: nil, isDirty: false)))
  }

  static func sections(of text: String) -> [(path: String, text: String)] {
    guard text.hasPrefix("-- ") else { return [(path: "shop.go", text: goFile(text))] }
    var result: [(path: String, text: String)] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        result.append((path: String(line.dropFirst(3).dropLast(3)), text: ""))
      } else if !result.isEmpty {
        result[result.count - 1].text += line + "\n"
      }
    }
    return result
  }

  /// A whole file: as it is when it begins with `package`; top-level declarations get a package clause and imports; loose
  /// statements a function around them too.
  static func goFile(_ text: String) -> String {
    if text.hasPrefix("package ") || text.hasPrefix("//go:build") || text.hasPrefix("// Code generated") { return text }
    let bare = text.replacing("▸", with: "")
    let starts = ["func ", "type ", "var ", "const ", "import ", "//"]
    let isDeclarations =
      starts.contains { bare.hasPrefix($0) } && !bare.hasPrefix("func (") || bare.hasPrefix("func (r ")
    let used = standardImports.filter { bare.contains($0.name + ".") && !bare.contains("\"\($0.path)\"") }
    let imports = used.map { "import \"\($0.path)\"\n" }.joined()
    let body =
      isDeclarations || bare.hasPrefix("func (")
      ? text : "func example(ctx context.Context, path string) (err error) {\n\(text)\n}\n"
    let needsContext = !isDeclarations && !used.contains { $0.name == "context" } && !bare.hasPrefix("func (")
    return "package shop\n\n\(imports)\(needsContext ? "import \"context\"\n" : "")\n\(body)\n"
  }

  private static let standardImports: [(name: String, path: String)] = [
    ("context", "context"), ("errors", "errors"), ("fmt", "fmt"), ("http", "net/http"), ("io", "io"), ("log", "log"),
    ("slog", "log/slog"), ("os", "os"), ("sql", "database/sql"), ("strings", "strings"), ("sync", "sync"),
    ("testing", "testing"), ("time", "time"), ("json", "encoding/json"), ("exec", "os/exec"), ("tls", "crypto/tls"),
    ("rand", "math/rand"), ("md5", "crypto/md5"), ("sha1", "crypto/sha1"), ("signal", "os/signal"),
    ("syscall", "syscall"), ("strconv", "strconv"), ("bytes", "bytes"), ("net", "net"), ("filepath", "path/filepath"),
    ("errgroup", "golang.org/x/sync/errgroup"), ("url", "net/url"), ("flag", "flag"), ("bufio", "bufio"),
    ("atomic", "sync/atomic"), ("sort", "sort"), ("slices", "slices"), ("maps", "maps"), ("reflect", "reflect"),
  ]
}
