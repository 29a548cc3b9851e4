import CCurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The reader's own editor, in this terminal.
package struct Editor: Hashable, Sendable {
  /// As the shell would run it; may hold arguments.
  package let command: String

  /// `VISUAL`, else `EDITOR`, else `vi`.
  package init() {
    let wanted = ["VISUAL", "EDITOR"].compactMap(environmentValue).first { !$0.isEmpty }
    command = wanted ?? "vi"
  }

  package init(command: String) { self.command = command }

  /// How an editor ended.
  package enum Ending: Hashable, Sendable {
    case well
    case badly(status: Int)
    case notFound

    package var text: String? {
      switch self {
      case .well: nil
      case .badly(let status) where status > 128: "the editor was ended by signal \(status - 128)"
      case .badly(let status): "the editor ended with status \(status)"
      case .notFound: "the editor was not found; set EDITOR to one that is installed"
      }
    }
  }

  /// Arguments for a file at a line, in the dialect of the editor.
  func arguments(path: [CChar], line: Int?) -> [[CChar]] {
    // A name that begins with a dash must not become an option.
    let path = path.first == CChar(UInt8(ascii: "-")) ? "./".utf8CString.dropLast() + path : path
    guard let line else { return [path] }
    let program = command.split(separator: " ").first.map { $0.split(separator: "/").last ?? $0 } ?? ""
    switch program {
    case "code", "codium", "cursor": return [Array("--goto".utf8CString), path.dropLast() + ":\(line)".utf8CString]
    // ed takes a plus for a file's name.
    case "ed", "red": return [path]
    case "subl", "zed", "hx", "helix": return [path.dropLast() + ":\(line)".utf8CString]
    default: return [Array("+\(line)".utf8CString), path]
    }
  }

  fileprivate func run(_ arguments: [[CChar]]) -> Ending {
    // The command is the reader's own setting and may hold arguments; the path is passed beside it, never inside.
    let words = ["/bin/sh", "-c", command + " \"$@\"", "assay"]
    let copies = words.map { strdup($0) } + arguments.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var pointers = copies.map { UnsafePointer<CChar>($0) }
    pointers.append(nil)
    let status = Int(screen_run(pointers))
    return switch status {
    case 0: .well
    case -1, 126, 127: .notFound
    default: .badly(status: status)
    }
  }
}

extension Editor {
  /// Opens a file and returns when it is closed. The terminal must be as the shell had it.
  package func edit(path: [CChar], line: Int? = nil) -> Ending { run(arguments(path: path, line: line)) }

  /// Lets the reader edit text in a file of its own; the text only when the editor ended well.
  package func edit(text: String) -> (ending: Ending, text: String?) {
    guard let path = NoteFile.create(text) else { return (.badly(status: Int(errno)), nil) }
    defer { unlink(path) }
    let ending = edit(path: Array(path.utf8CString))
    return (ending, ending == .well ? NoteFile.read(path) : nil)
  }
}

extension Terminal {
  package func edit(path: [CChar], line: Int?) -> Editor.Ending { edit(path: path, line: line, with: Editor()) }

  package func edit(text: String) -> (ending: Editor.Ending, text: String?) { edit(text: text, with: Editor()) }

  /// Opens a file in the editor and returns when it is closed.
  package func edit(path: [CChar], line: Int?, with editor: Editor) -> Editor.Ending {
    lend { editor.edit(path: path, line: line) }
  }

  /// Lets the reader edit text in a file of its own; the text only when the editor ended well.
  package func edit(text: String, with editor: Editor) -> (ending: Editor.Ending, text: String?) {
    lend { editor.edit(text: text) }
  }
}

/// A file of its own for a note while the editor has it.
private enum NoteFile {
  static func create(_ text: String) -> String? {
    let folder = environmentValue("TMPDIR") ?? "/tmp"
    var template = Array((folder + "/assay-note-XXXXXX.md").utf8CString)
    let descriptor = mkstemps(&template, 3)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { return nil }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The text without the line ends that editors add.
  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
