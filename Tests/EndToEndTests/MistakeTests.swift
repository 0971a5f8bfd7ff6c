import Foundation
import Testing

/// What is said about words that are no command, no panel and no file, and about options that are wrong.
@Suite struct MistakeTests {
  private func errors(_ arguments: [String]) throws -> String {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    return outcome.errors
  }

  @Test(arguments: [
    (["prnt"], "clientele print"), (["prnt", "deciles", "orders"], "clientele print deciles orders"),
    (["churn"], "clientele print churn"), (["Churn"], "clientele print churn"),
    (["customers"], "clientele print customers"), (["customers"], "'customer'"), (["chrun"], "clientele print churn"),
    (["chek", "orders.csv"], "clientele check orders.csv"), (["LIST"], "clientele list"),
  ])
  func aWordThatIsNoFileIsTakenForACommandOrAPanel(arguments: [String], hint: String) throws {
    #expect(try errors(arguments).contains(hint))
  }

  @Test func aPanelBehindItsFileIsPutBeforeIt() throws {
    let scratch = try Scratch()
    let file = try scratch.file("orders.csv", CornerShop.csv)
    #expect(try errors([file, "churn"]).contains("clientele print churn \(file)"))
    #expect(try errors(["print", file, "churn"]).contains("clientele print churn \(file)"))
  }

  @Test(arguments: ["/nowhere/prnt", "prnt.csv", "quarterly"])
  func aWordThatMayBeAFileIsSoughtAsOne(word: String) throws {
    #expect(try errors([word]).contains("there is no such file"))
  }

  @Test func everyWrongOptionIsNamed() throws {
    let text = try errors([
      "print", "decils", "--fromat", "json", "--limit", "x", "--nonsense=3", "--theme", "paper", "--as-of", "soon",
      "--set", "deciles.windo=30d", "--set", "deciles.by=gross", "--width", "5", "--sort",
    ])
    for hint in [
      "'--fromat'; the nearest is '--format'", "'x'", "'--nonsense'",
      "'--theme' for 'clientele print'; it belongs to: open",
      "'deciles'", "--as-of 'soon'", "'deciles.windo'", "deciles.by", "--width 5", "--sort needs a value",
    ] {
      #expect(text.contains(hint), "\(hint) in \(text)")
    }
    #expect(text.contains("clientele print --help"))
  }

  @Test func valuesAloneAreSaidWithoutTheUsage() throws {
    let text = try errors(["print", "deciles", "--format", "jsn", "--window", "soon", "--where", "net >"])
    for hint in ["json", "365d", "--where"] { #expect(text.contains(hint), "\(text)") }
    #expect(!text.lowercased().contains("usage"))
  }

  @Test func aMistypedCommandBringsItsOwnOptions() throws {
    let text = try errors(["churn", "--limit", "3", "--fromat", "csv"])
    #expect(text.contains("clientele print churn") && text.contains("'--format'"))
    #expect(!text.contains("'--limit'"))
  }

  @Test func whatIsMissingIsNamedBesideWhatIsWrong() throws {
    let text = try errors(["demo", "--customers", "many", "--sed", "4"])
    for hint in ["--out", "many", "'--seed'"] { #expect(text.contains(hint), "\(text)") }
    #expect(!text.contains("'4'"), "\(text)")
  }

  @Test func theHelpFitsOneScreen() throws {
    let lines = try Program.run(["--help"]).output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect((24...46).contains(lines.count), "\(lines.count) lines")
    #expect(lines.allSatisfy { $0.count <= 80 })
  }
}
