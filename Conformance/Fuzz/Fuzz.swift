import Mutations
import Repository
import Threads

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads and probes damaged files, one for each number on standard input.
///
/// usage: mutation-run SEED GO-LIST TEXT-LIST [show FOLDER]   or: mutation-run times FILE...
///
/// A list holds lines "root<tab>path". Each number is answered with one line: the number, milliseconds of the thread's
/// time, the largest resident memory so far in MB, the slowest part and its milliseconds, a broken promise or "-", the
/// file and what was done to it. With `show` the damaged file is written instead. `times` probes files as they are.
@main
enum Fuzz {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    DeepThreads.run {
      if arguments.first == "times" {
        for path in arguments.dropFirst() { answer(0, path, [], MutatedCase.repository("cmd/x.go", bytes(path) ?? [])) }
      } else if arguments.count >= 3, let seed = UInt64(arguments[0]) {
        answerNumbers(
          seed: seed, go: seeds(arguments[1]), texts: seeds(arguments[2]), folder: arguments.dropFirst(4).first)
      } else {
        exit(2)
      }
    }
  }

  private static func answerNumbers(seed: UInt64, go: [Seed], texts: [Seed], folder: String?) {
    guard !go.isEmpty else { exit(2) }
    // What is read once in a program's life is not part of a case's time.
    _ = CaseRun.breach(of: MutatedCase.repository("x.go", Array("package main\n\nimport _ \"net/http\"\n".utf8)))
    while let line = readLine() {
      guard let number = Int(line) else { continue }
      let mutated = MutatedCase(seed: seed, number: number, go: go, texts: texts)
      if let folder {
        let name = String(mutated.path.map { $0 == "/" ? "_" : $0 })
        save(mutated.content.contents[mutated.path] ?? [], "\(folder)/\(number)-\(name)")
        print(mutated.path, mutated.steps)
      } else {
        answer(number, mutated.path, mutated.steps, mutated.content)
      }
    }
  }

  private static func answer(_ number: Int, _ path: String, _ steps: [String], _ content: RepositoryContent) {
    let start = milliseconds()
    var last = start
    var slowest = (part: "", time: 0)
    let breach = CaseRun.breach(of: content) { part in
      let now = milliseconds()
      if now - last > slowest.time { slowest = (part, now - last) }
      last = now
    }
    let parts = [
      "\(number)", "\(milliseconds() - start)", "\(peakMegabytes())", slowest.part, "\(slowest.time)", breach ?? "-",
      path,
      steps.joined(separator: ", "),
    ]
    print(parts.joined(separator: "\t"))
    fflush(nil)
  }

  // MARK: The system

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss >> 10
  }

  private static func seeds(_ list: String) -> [Seed] {
    String(decoding: bytes(list) ?? [], as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count == 2, let bytes = bytes(parts[0] + "/" + parts[1]) else { return nil }
      return Seed(path: parts[1], bytes: bytes)
    }
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      guard count > 0 else { return all }
      all += part[..<count]
    }
  }

  private static func save(_ bytes: [UInt8], _ path: String) {
    guard let file = fopen(path, "w") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }
}
