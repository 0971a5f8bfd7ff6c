import Foundation
import Testing

/// Bad usage and bad input: exit status 2, a message that names what is wrong and the way out.
@Suite struct UsageTests {
  let scratch: Scratch
  let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.file("orders.csv", CornerShop.csv)
  }

  @Test(arguments: [
    (["print"], "panel"), (["print", "decils"], "deciles"), (["print", "deciles", "--format", "jsn"], "json"),
    (["print", "deciles", "--width", "5"], "--width"), (["print", "deciles", "--limit", "x"], "--limit"),
    (["print", "deciles", "--as-of", "yesterday"], "2011-12-09"), (["print", "deciles", "--window", "soon"], "365d"),
    (["print", "deciles", "--set", "deciles.windo=30d"], "deciles.window"),
    (["print", "deciles", "--set", "deciles.by=gross"], "margin"),
    (["print", "deciles", "--map", "custmer_id=x"], "customer_id"),
    (["print", "deciles", "--map", "customer_id"], "FIELD=COLUMN"),
    (["print", "deciles", "--date-order", "dym"], "dmy"),
    (["print", "deciles", "--progress", "loud"], "auto"),
    (["print", "deciles", "--settings", "/nowhere.toml"], "/nowhere.toml"),
    (["print", "deciles", "--nonsense"], "--nonsense"), (["themes", "--print", "midnigt"], "midnight"),
    (["demo"], "--out"), (["demo", "--out", "/dev/null"], "/dev/null"),
    (["check", "/nowhere/orders.csv"], "/nowhere/orders.csv"), (["/nowhere/orders.csv"], "/nowhere/orders.csv"),
    (["--theme", "midnigt", "/nowhere/orders.csv"], "midnight"),
  ])
  func whatIsWrongIsSaidOnStderr(arguments: [String], hint: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(hint), "\(outcome.errors)")
  }

  @Test func anUnknownFieldToSortByNamesTheNearest() throws {
    let outcome = try Program.run(["print", "customers", file, "--sort", "nett"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("'net'"))
  }

  @Test func aSettingsFileErrorNamesFileAndLine() throws {
    let settings = try scratch.file("shop.toml", "\n[deciles]\nwindw = \"30d\"\n")
    let outcome = try Program.run(["print", "deciles", file, "--settings", settings])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("shop.toml:3:"))
    #expect(outcome.errors.contains("deciles.window"))
  }

  @Test(arguments: [
    ("empty.csv", ""), ("head.csv", "order_id,customer_id,ordered_at,total\n"),
    ("words.csv", "just some words\nand more\n"),
    ("binary.csv", "\u{0}\u{1}\u{2}\u{0}\u{3}"), ("nocustomer.csv", "ordered_at,total\n2026-01-05,10.00\n"),
  ])
  func aFileThatIsNoOrderFileIsNamed(name: String, text: String) throws {
    let path = try scratch.file(name, text)
    let outcome = try Program.run(["print", "deciles", path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(name), "\(outcome.errors)")
  }

  @Test func dayAndMonthThatFitBothWaysAreAskedFor() throws {
    let path = try scratch.file("dates.csv", "customer_id,date,total\nA,01/02/2026,10.00\nB,03/04/2026,10.00\n")
    let outcome = try Program.run(["print", "deciles", path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("--date-order"))
    #expect(try Program.run(["print", "deciles", path, "--date-order", "dmy"]).status == 0)
  }

  @Test(arguments: [
    [], ["print"], ["customer"], ["find"], ["check"], ["panels"], ["themes"], ["keys"], ["settings"], ["demo"],
  ])
  func helpIsOnStdoutEverywhereAndSpeaksInTheInfinitive(arguments: [String]) throws {
    let outcome = try Program.run(arguments + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("USAGE: clientele"))
    #expect(!outcome.output.lowercased().split { !$0.isLetter }.contains { $0 == "you" || $0 == "your" })
  }

  @Test func theVersionIsAnswered() throws {
    #expect(try Program.run(["--version"]).output.hasPrefix("clientele "))
  }

  @Test func aFileNamedLikeASubcommandNeedsItsFolder() throws {
    _ = try scratch.file("print", CornerShop.csv)
    let outcome = try Program.shell("cd '\(scratch.path)' && \"$clientele\" print import ./print --format csv")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("reason,rows"))
  }
}
