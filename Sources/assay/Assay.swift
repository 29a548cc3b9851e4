import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program: guided production-readiness reviews of Go code in the terminal.
@main
struct Assay: ParsableCommand {
  static let toolVersion = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Guided production-readiness reviews of Go code in the terminal.",
    discussion: """
      Without a command it opens the review of the repository in the current folder. Data goes to standard output, \
      everything else to standard error. Exit codes: 0 done, 1 a gate failed, 2 wrong usage or configuration, 3 \
      undecided, 4 the repository cannot be read, 5 a review file is corrupt, locked or too new, 130 interrupted.
      """,
    version: toolVersion,
    subcommands: [
      ReviewCommand.self, ProbeCommand.self, ReportCommand.self, AnswerCommand.self, FinishCommand.self,
      MergeCommand.self, DiffCommand.self, HistoryCommand.self, CheckCommand.self, ExplainCommand.self,
      ChecklistCommand.self,
      ProjectsCommand.self,
      ProbeEventsCommand.self,
    ],
    defaultSubcommand: ReviewCommand.self)

  static func main() {
    // A file beyond the shell's limit on sizes is then an error like a full disk, which is told, and no death.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot(GateOptions.withOptionalValues(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch let failure as Failure {
      exit(withError: failure.exit)
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      let isAnswer = exitCode(for: error) == .success
      if isAnswer { exit(withError: error) }
      Console.error(fullMessage(for: error))
      exit(withError: ExitCode(Failure.Code.usage.rawValue))
    }
  }
}
