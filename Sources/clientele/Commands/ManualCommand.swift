import ArgumentParser

/// `clientele manual`
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write the manual page, as man reads it.",
    discussion: "clientele manual >~/.local/share/man/man1/clientele.1", shouldDisplay: false)

  func run() throws {
    guard let tree = CommandTree.read() else { throw Failure("the commands cannot be listed", status: 3) }
    StandardOutput.write { $0.write(ManualPage(of: tree, version: Clientele.version).text) }
  }
}
