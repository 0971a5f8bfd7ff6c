import Glibc
import Ingest
import Ledger
import Panels

/// What somebody meant by a word that is neither a command nor a file.
enum Guess {
  /// A word that could have been a command: not empty, no path, no file name with an ending.
  static func couldBeCommand(_ word: String) -> Bool {
    guard let first = word.first, first.isLetter else { return false }
    return !word.contains("/") && !word.contains(".") && FileName.with(word, { access($0, F_OK) }) != 0
  }

  /// The command that a word stands for: the nearest one, or `print` for a panel; `nil` where it is near to none.
  static func command(for word: String) -> String? {
    guard couldBeCommand(word) else { return nil }
    if panel(word) != nil { return "print" }
    return nearestCommand(to: word)
  }

  /// What to say about a word among the files to be opened, with the way out; `nil` where it may well be a file's name.
  ///
  /// - Parameter others: The words beside it.
  static func message(about word: String, beside others: [String]) -> String? {
    guard couldBeCommand(word) else { return nil }
    let rest = ([""] + others).joined(separator: " ")
    let none = "there is no command and no file '\(word)'"
    let command = nearestCommand(to: word)
    if let panel = panel(word) {
      let also = command.map { ". There is a command '\($0)' too" } ?? ""
      return "\(none), but a panel: clientele print \(panel)\(rest)\(also)"
    }
    if let command { return "\(none); did you mean: clientele \(command)\(rest)" }
    let panels = PanelRegistry.all.map(\.id)
    guard let near = NearestName.of(word, among: panels) else { return nil }
    return "\(none); did you mean the panel: clientele print \(near)\(rest)"
  }

  private static func nearestCommand(to word: String) -> String? { NearestName.of(word, among: Clientele.names) }

  /// The panel with a name, in letters of either case; `nil` where there is none.
  static func panel(_ word: String) -> String? { PanelRegistry.panel(word.lowercased())?.id }
}
