import Foundation
import Testing

/// The program in other locales than the tests' own. The results for files and pipes are UTF-8 in all of them.
@Suite(.serialized) struct LocaleTests {
  private static let variables = ["LC_ALL=POSIX", "LC_ALL= LANG=C", "LC_ALL= LANG= LC_CTYPE=", "LC_ALL=xx_YY.UTF-8"]

  @Test(arguments: variables + ["LC_ALL=xx_YY.ISO-8859-1"])
  func aPipeGetsUTF8(variables: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file("orders.csv", CornerShop.csv)
    let outcome = try Program.shell("\(variables) \"$clientele\" print customers '\(file)' --format csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.contains("王小明"))
  }

  @Test(.enabled(if: TmuxTerminal.isAvailable, "this machine has no tmux"), arguments: variables)
  func theScreenShowsLettersWhereNoCharacterSetIsNamed(variables: String) throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.enter("export \(variables)")
    try terminal.open(file)
    let screen = try terminal.wait(for: "126.50")
    #expect(screen.contains("╭") && screen.contains("€") && screen.contains("王小明"), "\(screen)")
    try terminal.press("q")
    try terminal.expectLeft(status: 0)
  }

  @Test(.enabled(if: TmuxTerminal.isAvailable, "this machine has no tmux"))
  func anOlderCharacterSetIsSaidAndFallsToASCII() throws {
    let terminal = try TmuxTerminal()
    let file = try terminal.scratch.file("orders.csv", CornerShop.csv)
    try terminal.enter("export LC_ALL=xx_YY.ISO-8859-1")
    try terminal.open(file)
    let screen = try terminal.wait(for: "start with LC_ALL=C.UTF-8")
    #expect(screen.contains("ISO-8859-1"), "\(screen)")
    #expect(screen.contains("E 126.50") && !screen.contains("? 126.50"), "\(screen)")
    #expect(screen.unicodeScalars.allSatisfy { $0.value < 0x80 }, "\(screen)")
    try terminal.press("j", "q")
    try terminal.expectLeft(status: 0)
    try terminal.enter("clear; \"$clientele\" print customers \(file) --width 100 2>said; echo status=$?")
    let printed = try terminal.waitForStatus()
    #expect(printed.contains("Ann Andersen") && printed.contains("??????"), "\(printed)")
    let said = try String(contentsOfFile: terminal.scratch.path + "/said", encoding: .utf8)
    #expect(said.components(separatedBy: "LC_ALL=C.UTF-8").count == 2, "\(said)")
  }
}
