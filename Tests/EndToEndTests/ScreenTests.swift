import Foundation
import Testing

/// The program in a real terminal: typed at, resized, suspended, killed. Skipped where tmux is missing.
@Suite(.serialized, .enabled(if: TmuxTerminal.isAvailable, "this machine has no tmux"))
struct ScreenTests {
  @Test func itOpensDrillsDownComesBackAndQuits() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.open(file)
    let overview = try terminal.wait(for: "Purchase funnel")
    #expect(overview.contains("126.50"))
    #expect(overview.contains("Life cycle"))
    try terminal.press("2")
    try terminal.wait(for: "▸ Segments")
    try terminal.press("Enter")
    try terminal.wait(for: "Ann Andersen")
    try terminal.press("Enter")
    try terminal.wait(for: "usual gap")
    try terminal.press("Escape")
    try terminal.wait(until: "the list again", { !$0.contains("usual gap") })
    try terminal.press("?")
    try terminal.wait(for: "Go one row up")
    try terminal.press("Escape")
    try terminal.wait(until: "no help", { !$0.contains("Go one row up") })
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }

  @Test func itFollowsTheWindowsSize() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.open(file)
    for (width, height) in [(80, 24), (40, 12), (200, 60), (20, 5), (140, 45)] {
      try terminal.resize(width: width, height: height)
      try terminal.wait(until: "a screen of \(width)×\(height)") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.contains { $0.count > width * 4 / 5 && $0.count <= width } && screen.contains("clientele")
          || width < 40
      }
    }
    try terminal.wait(for: "Purchase funnel")
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }

  @Test func suspendGivesTheTerminalBackAndForegroundTakesItAgain() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.enter("stty -g >before")
    try terminal.enter("\"$clientele\" \(file)")
    try terminal.waitForFigures()
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.enter("stty -g >after; echo back-in-the-shell")
    try terminal.wait(until: "the shell", { $0.components(separatedBy: "back-in-the-shell").count > 2 })
    let modes = ["before", "after"].map { FileManager.default.contents(atPath: terminal.scratch.path + "/" + $0) }
    #expect(modes[0] == modes[1])
    try terminal.enter("fg; echo status=$?; stty -g >after")
    try terminal.waitForFigures()
    try terminal.wait(for: "Purchase funnel")
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }

  @Test(arguments: [
    (SIGTERM, Int32(143)), (SIGHUP, Int32(129)), (SIGUSR1, Int32(138)), (SIGPIPE, Int32(141)), (SIGXCPU, Int32(152)),
    (SIGVTALRM, Int32(154)),
  ])
  func aKilledProgramLeavesTheTerminalAsItWas(signal: Int32, status: Int32) throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.open(file)
    kill(try terminal.programProcess(), signal)
    try terminal.expectLeft(status: status)
  }

  @Test func controlCLeavesTheTerminalAsItWas() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.open(file)
    try terminal.press("C-c")
    try terminal.expectLeft(status: 130)
  }

  @Test func itFollowsAFileThatGrowsIsReplacedVanishesAndReturns() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.open(file)
    try terminal.wait(for: "126.50")
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("7,C4,Cy,cy@example.com,,2026-03-11,Tea,1,10.00,EUR\n".utf8))
    try handle.close()
    try terminal.wait(for: "136.50")
    _ = try terminal.scratch.file("next.csv", CornerShop.csv + "7,C4,Cy,,,2026-03-12,Tea,2,10.00,EUR\n")
    #expect(rename(terminal.scratch.path + "/next.csv", file) == 0)
    try terminal.wait(for: "146.50")
    #expect(unlink(file) == 0)
    try terminal.wait(until: "that the file is gone") {
      $0.contains("146.50") && ["gone", "vanished", "missing"].contains(where: $0.lowercased().contains)
    }
    _ = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.wait(for: "126.50")
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }

  @Test func aTerminalThatCannotPlaceTheCursorIsRefusedBeforeAnythingChanges() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    for kind in ["dumb", "no-such-terminal"] {
      try terminal.enter("clear; TERM=\(kind) \"$clientele\" \(file); echo \(kind):$?")
      let shown = try terminal.wait(until: "a status", { $0.contains("\(kind):2") })
      #expect(shown.contains("clientele: "))
    }
  }

  @Test func theDemoShopOpensWithoutAFile() throws {
    let terminal = try TmuxTerminal(width: 80, height: 24)
    try terminal.open()
    try terminal.wait(for: "Demo shop")
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }
}
