import Foundation
import Testing

/// A real terminal with a shell in it, held by tmux: keys go in, text comes out, nothing sleeps for a fixed time.
final class TmuxTerminal {
  private let socket = "clientele-test-\(UUID().uuidString.prefix(8))"
  let scratch: Scratch

  /// Whether this machine has tmux.
  static let isAvailable = (try? Program.shell("command -v tmux"))?.status == 0

  /// Opens a terminal of a size, with a shell that knows `$clientele` and has jobs.
  init(width: Int = 120, height: Int = 36) throws {
    scratch = try Scratch()
    let locale = Program.locale.map { "LC_ALL=\($0)" } ?? "-u LC_ALL -u LC_CTYPE -u LANG"
    let shell =
      "env -u COLUMNS -u LINES \(locale) XDG_CONFIG_HOME=/nonexistent clientele='\(Program.path)' PS1='ready> ' "
      + "bash --noprofile --norc -i"
    try startServer(["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", scratch.path, shell])
    try wait(for: "ready>")
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// The screen's text, trailing blanks of lines removed.
  var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// Types keys by their names: `Enter`, `Escape`, `C-c`, `a`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a text and Enter.
  func enter(_ line: String) throws {
    try tmux(["send-keys", "-l", line])
    try press("Enter")
  }

  /// Changes the size of the window.
  func resize(width: Int, height: Int) throws { try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"]) }

  /// Waits until a condition holds for the screen, and fails with the screen where it does not within 30 seconds.
  @discardableResult
  func wait(
    until what: String, _ condition: (String) -> Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let deadline = Date().addingTimeInterval(30)
    var shown = screen
    while !condition(shown) {
      guard Date() < deadline else {
        Issue.record("never seen: \(what)\n\(shown)", sourceLocation: sourceLocation)
        throw NeverSeen(what: what)
      }
      usleep(20_000)
      shown = screen
    }
    return shown
  }

  /// Waits until a text is on the screen.
  @discardableResult
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    try wait(until: text, { $0.contains(text) }, sourceLocation: sourceLocation)
  }

  /// Starts the program between two looks at the terminal's modes, and waits for the first figures.
  func open(_ arguments: String = "", sourceLocation: SourceLocation = #_sourceLocation) throws {
    try enter("stty -g >before; \"$clientele\" \(arguments); echo \"status=$?\"; stty -g >after")
    try waitForFigures(sourceLocation: sourceLocation)
  }

  /// Waits until nothing on the overview is being computed any more.
  func waitForFigures(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait(
      until: "figures",
      { screen in
        screen.contains("net") && !["opening…", "reading…", "computing…"].contains { screen.contains($0) }
      }, sourceLocation: sourceLocation)
  }

  /// The program's process, the shell's only child.
  func programProcess() throws -> Int32 {
    let shell = try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)
    let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    return try #require(Int32(children.split(separator: " ").last ?? ""))
  }

  /// Waits for the exit status on the shell's screen, then compares the terminal's modes with those before.
  func expectLeft(status: Int32, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let left = try waitForStatus(sourceLocation: sourceLocation)
    #expect(left.contains("status=\(status)"), "\(left)", sourceLocation: sourceLocation)
    try wait(
      until: "the file of modes",
      { _ in !(FileManager.default.contents(atPath: self.scratch.path + "/after") ?? Data()).isEmpty },
      sourceLocation: sourceLocation)
    let modes = ["before", "after"].map { FileManager.default.contents(atPath: scratch.path + "/" + $0) }
    #expect(modes[0] == modes[1], "the terminal's modes changed", sourceLocation: sourceLocation)
    let flags = try tmux(["display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"])
    #expect(flags.hasPrefix("0 1 0"), "alternate screen, cursor, mouse: \(flags)", sourceLocation: sourceLocation)
  }

  /// Waits for the shell to say a status; the command that asks for it, still on the screen, does not count.
  func waitForStatus(sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    try wait(until: "a status", { $0.contains(/status=[0-9]/) }, sourceLocation: sourceLocation)
  }

  struct NeverSeen: Error { let what: String }

  /// The server outlives the command that starts it: it must hold none of the pipes through which tests read.
  private func startServer(_ arguments: [String]) throws {
    let script = """
      for fd in /proc/$$/fd/*; do fd=${fd##*/}; [ "$fd" -gt 2 ] && eval "exec $fd>&-"; done
      exec "$@" </dev/null >/dev/null 2>&1
      """
    let command = ["tmux", "-u", "-f", "/dev/null", "-L", socket] + arguments
    _ = try Program.tool("/usr/bin/env", ["bash", "-c", script, "bash"] + command)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let outcome = try Program.tool("/usr/bin/env", ["tmux", "-u", "-f", "/dev/null", "-L", socket] + arguments)
    return outcome.output
  }
}
