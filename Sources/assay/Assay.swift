import ArgumentParser

@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay", abstract: "Guided production-readiness reviews of Go code in the terminal.", version: "0.1.0")
}
