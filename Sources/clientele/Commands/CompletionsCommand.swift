import ArgumentParser

/// `clientele completions SHELL`: what makes a shell complete words.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Write the script by which a shell completes words.",
    discussion: """
      bash: clientele completions bash >~/.local/share/bash-completion/completions/clientele
      zsh: clientele completions zsh >_clientele in a folder of $fpath
      fish: clientele completions fish >~/.local/share/fish/vendor_completions.d/clientele.fish
      """,
    shouldDisplay: false)

  @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
  var shell: String?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("Answer this shell what may stand last.", valueName: "bash|zsh|fish"))
  var asking: String?

  @Argument(help: ArgumentHelp("The words up to the cursor, behind --.", valueName: "word"))
  var words: [String] = []

  func run() throws {
    guard let asking else {
      guard let shell else { throw Failure("a shell is missing: bash, zsh or fish") }
      let script = try Choice.value(shell, of: CompletionScript.self, option: "shell")
      StandardOutput.write { $0.write(script.text) }
      return
    }
    let script = try Choice.value(asking, of: CompletionScript.self, option: "--for")
    guard let tree = CommandTree.read() else { throw Failure("the commands cannot be listed", status: 3) }
    let answer = script.answer((shell.map { [$0] } ?? []) + words, in: tree)
    StandardOutput.write { $0.write(answer) }
  }
}
