import Canvas
import Reviews
import Synchronization
import Terminal

/// Plays a script against the whole program without a terminal: screens, probes, draft and disk are the real ones.
///
/// Size and time come from the script. A step is only taken when nothing is at work and no mail waits, so the outcome
/// does not depend on how fast the machine is.
struct ScriptRun {
  private let path: String
  private let text: String
  private let script: Script
  private let open: (Size, Doorbell, @escaping @Sendable () -> Instant) throws -> Sitting
  private let stage: ScriptStage
  private let root: String
  private let doorbell: Doorbell
  private let clock = ScriptClock()
  private var size = Size(width: 80, height: 24)
  private var look = Look()
  private var sitting: Sitting?
  /// Left open when another one began beside them.
  private var others: [Sitting] = []
  private var hasEnded = false
  /// Pictures that differ from those in the script: line of the step, old count, new rows.
  private var renewed: [(line: Int, count: Int, rows: [String])] = []
  private let renews: Bool

  /// - Parameters:
  ///   - renews: pictures in the script are replaced by those seen, rather than compared.
  ///   - open: begins a sitting on the review.
  init(
    _ path: String, root: String, renews: Bool,
    open: @escaping (Size, Doorbell, @escaping @Sendable () -> Instant) throws -> Sitting
  ) throws {
    let text = String(decoding: try TextFile.bytes(of: path, what: "script"), as: UTF8.self)
    do {
      script = try Script(text)
    } catch {
      throw Failure(.usage, "\(path):\(error.line): \(error.text)")
    }
    guard let doorbell = Doorbell.alone() else { throw Failure(.usage, TerminalProblem.noPipe.text) }
    self.path = path
    self.text = text
    self.renews = renews
    self.open = open
    self.doorbell = doorbell
    self.root = root
    stage = ScriptStage(root: root)
  }

  /// Takes every step; fails at the first that finds something else than it says.
  mutating func play() throws {
    for step in script.steps {
      if let problem = try take(step.act, line: step.line) {
        let picture = sitting.map { $0.reviewing.frame(at: size, in: look).text } ?? ""
        throw Failure(.gateFailed, "\(path):\(step.line): \(problem)\n\(picture)")
      }
    }
    try end()
    for index in others.indices { try others[index].close() }
    if !renewed.isEmpty { try TextFile.replace(path, with: renewedText) }
  }

  private mutating func take(_ act: Script.Act, line: Int) throws -> String? {
    switch act {
    case .size(let size):
      self.size = size
      return sitting == nil ? nil : try press(.resize(size))
    case .look(let look): self.look = look
    case .clock(let text):
      guard let instant = Instant(text: text) else { return "\"\(text)\" is no time like 2026-11-27T10:00:00Z" }
      clock.set(instant)
    case .press(let keys): return try press(keys)
    case .type(let text): return try press(text.map { .character($0) })
    case .paste(let text): return try press(.paste(text))
    case .click(let text):
      guard let place = try frame().place(of: text) else { return "there is nothing to click on: \(text)" }
      return try press(.click(place))
    case .see(let text): return try frame().rows.contains { $0.contains(text) } ? nil : "not on the screen: \(text)"
    case .not(let text): return try frame().rows.contains { $0.contains(text) } ? "on the screen: \(text)" : nil
    case .cursor(let text):
      let frame = try frame()
      let row = frame.rows[frame.cursor.y]
      return row.contains(text) ? nil : "the cursor's row is \"\(row)\", not: \(text)"
    case .screen(let rows): return try compare(rows, line: line)
    case .editor(let text): stage.writing = text
    case .editorFails: stage.fails = true
    case .opened(let place): return stage.opened == place ? nil : "opened was \(stage.opened ?? "nothing")"
    case .copied(let text): return stage.copied == text ? nil : "copied was \(stage.copied ?? "nothing")"
    case .suspended:
      defer { stage.wasSuspended = false }
      return stage.wasSuspended ? nil : "nothing was suspended"
    case .redrawn:
      defer { stage.wasRedrawn = false }
      return stage.wasRedrawn ? nil : "nothing was redrawn"
    case .ended: return hasEnded ? nil : "the program has not left"
    case .reopen: try end()
    case .beside:
      try begin()
      if let sitting { others.append(sitting) }
      sitting = nil
    case .write(let path, let text): try TextFile.replace(root + "/" + path, with: text)
    case .holds(let path, let text):
      let seen = file(path)
      return seen?.contains(text) == true ? nil : "\(path) does not hold: \(text)\n\(seen ?? "there is no such file")"
    case .lacks(let path, let text):
      return file(path)?.contains(text) == true ? "\(path) holds: \(text)" : nil
    case .dump(let file): try TextFile.replace(file, with: frame().text)
    }
    return nil
  }

  private mutating func press(_ keys: Key...) throws -> String? { try press(keys) }

  private mutating func press(_ keys: [Key]) throws -> String? {
    try begin()
    for key in keys {
      guard !hasEnded else { return "the program had left before \(key.name)" }
      guard sitting?.reviewing.hear(key, on: stage) == true else {
        hasEnded = true
        continue
      }
      settle()
    }
    return nil
  }

  private mutating func frame() throws -> Frame {
    try begin()
    guard let sitting else { return Frame(size: size) }
    return sitting.reviewing.frame(at: size, in: look)
  }

  /// Takes mail until nothing is at work and none is left.
  private mutating func settle() {
    while let sitting {
      // Whatever a run has sent is in the box before it counts as ended: asked in this order nothing is missed.
      let wasIdle = sitting.isIdle
      guard self.sitting?.reviewing.takeMail(on: stage) == true else {
        hasEnded = true
        return
      }
      if wasIdle, sitting.isIdle, sitting.mailbox.isEmpty { return }
      if !sitting.isIdle { doorbell.wait() }
    }
  }

  private mutating func begin() throws {
    guard sitting == nil else { return }
    let clock = clock
    sitting = try open(size, doorbell) { clock.now }
    hasEnded = false
    settle()
  }

  private mutating func end() throws {
    if sitting != nil, !hasEnded { _ = sitting?.reviewing.hear(.endOfInput, on: stage) }
    try sitting?.close()
    sitting = nil
    hasEnded = true
  }

  /// A file of the repository as text; nil when there is none.
  private func file(_ path: String) -> String? {
    let bytes = try? TextFile.bytes(of: root + "/" + path, what: "file")
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }

  private mutating func compare(_ rows: [String], line: Int) throws -> String? {
    let seen = try frame().rows
    if rows == seen { return nil }
    if renews {
      renewed.append((line, rows.count, seen))
      return nil
    }
    let y = zip(rows, seen).enumerated().first { $1.0 != $1.1 }?.offset ?? min(rows.count, seen.count)
    let expected = rows.indices.contains(y) ? rows[y] : "(no row)"
    return "row \(y) should be\n|\(expected)\nASSAY_RECORD=1 swift test --filter ScriptTests renews pictures"
  }

  private var renewedText: String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (line, count, rows) in renewed.reversed() {
      lines.replaceSubrange(line..<line + count, with: rows.map { "|" + $0 })
    }
    return lines.joined(separator: "\n")
  }
}

/// The time of a script: it stands still until the script sets it.
private final class ScriptClock: Sendable {
  private let instant = Mutex(Instant(seconds: 1_767_261_600))

  var now: Instant { instant.withLock { $0 } }

  func set(_ new: Instant) { instant.withLock { $0 = new } }
}
