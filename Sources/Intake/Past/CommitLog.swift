import Evidence

/// The commits of a repository that lead to a revision, by first parents, and the tags among all its ancestors.
///
/// A merge counts as one step: what it brought in was not what was released before it.
package struct CommitLog: Sendable {
  /// Newest first, each with the tags that name it.
  package let commits: [PastCommit]
  /// Tagged ancestors, whether first parents or not; newest first.
  package let tagged: [PastCommit]
  /// Whether the copy holds only the end of the history.
  package let isShallow: Bool

  /// - Parameter revision: what the history leads to, `HEAD` mostly.
  package init(of path: String, to revision: String = "HEAD") throws(IntakeError) {
    let folder = try RepositoryReader.folder(path)
    let git = GitQuestions(folder: folder, path: path)
    guard try git.ask(["rev-parse", "--show-prefix"]).status == 0 else {
      throw .notARepository(path: path, reason: "git rev-parse says so")
    }
    let named = try git.ask(["rev-parse", "--verify", "--quiet", revision + "^{commit}"])
    guard named.status == 0 else { throw .unknownRevision(revision: revision, path: path) }
    isShallow = try git.ask(["rev-parse", "--is-shallow-repository"]).text == "true"
    var tags: [String: [String]] = [:]
    let references = try git.ask([
      "for-each-ref", "--merged", named.text, "--sort=refname",
      "--format=%(objectname) %(objecttype) %(*objectname) %(*objecttype) %(refname:strip=2)", "refs/tags",
    ])
    guard references.status == 0 else { throw .gitFailed(path: path, reason: references.complaint) }
    for record in references.text.split(separator: "\n") {
      guard let (commit, tag) = CommitLog.tag(record) else { continue }
      tags[commit, default: []].append(tag)
    }
    commits = try CommitLog.read(["--first-parent", named.text], git).map { CommitLog.named($0, tags) }
    let alone = Set(tags.keys).subtracting(commits.map(\.id))
    // `--no-walk` sorts by time and takes names from the input, of which there may be hundreds.
    let others = alone.isEmpty ? [] : try CommitLog.read(["--no-walk", "--stdin"], git, input: alone.sorted())
    tagged = (commits.filter { !$0.tags.isEmpty } + others.map { CommitLog.named($0, tags) })
      .sorted { ($1.seconds, $0.id) < ($0.seconds, $1.id) }
  }

  private static func named(_ commit: PastCommit, _ tags: [String: [String]]) -> PastCommit {
    PastCommit(id: commit.id, seconds: commit.seconds, subject: commit.subject, tags: tags[commit.id] ?? [])
  }

  /// A line of tags: the object, what it is, and both of what an annotated tag leads to.
  static func tag(_ record: Substring) -> (commit: String, tag: String)? {
    let fields = record.split(separator: " ", omittingEmptySubsequences: false)
    guard fields.count >= 5 else { return nil }
    let name = fields[4...].joined(separator: " ")
    if fields[1] == "commit" { return (String(fields[0]), name) }
    return fields[3] == "commit" ? (String(fields[2]), name) : nil
  }

  private static func read(
    _ what: [String], _ git: GitQuestions, input: [String] = []
  ) throws(IntakeError) -> [PastCommit] {
    let answer = try git.ask(
      ["log", "-z", "--no-show-signature", "--encoding=UTF-8", "--format=%H %ct %s"] + what,
      input: Array(input.map { $0 + "\n" }.joined().utf8))
    guard answer.status == 0 else { throw .gitFailed(path: git.path, reason: answer.complaint) }
    return answer.output.split(separator: 0).compactMap { record in
      let text = String(decoding: record, as: UTF8.self)
      let fields = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, let seconds = Int64(fields[1]) else { return nil }
      return PastCommit(id: String(fields[0]), seconds: seconds, subject: String(fields[2]))
    }
  }
}

/// Single questions to git about one folder.
struct GitQuestions {
  /// Absolute.
  let folder: String
  /// As the caller wrote it, for messages.
  let path: String

  func ask(_ arguments: [String], input: [UInt8] = []) throws(IntakeError) -> GitCommand.Result {
    do throws(GitCommand.Failure) {
      return try GitCommand.run(arguments, in: folder, input: input, timeLimitSeconds: 300)
    } catch {
      throw IntakeError(error, path: path)
    }
  }
}

extension IntakeError {
  init(_ failure: GitCommand.Failure, path: String) {
    self =
      switch failure {
      case .notStarted(let reason): .noGit(path: path, reason: reason)
      case .timedOut: .gitFailed(path: path, reason: "it took longer than 300 seconds")
      }
  }
}
