import Foundation
import Testing

/// Filters, chosen columns and masks on the command line.
@Suite struct FilterProgramTests {
  let scratch: Scratch
  let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.file("orders.csv", CornerShop.csv)
  }

  @Test func aListHoldsWhoAnswersTheFilterInTheChosenColumns() throws {
    let outcome = try Program.run([
      "list", file, "--where", "net >= 40 and bought(Pot)", "--columns", "name,net,purchases", "--sort", "net:desc",
      "--format", "csv",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "name,net,purchases\nAnn Andersen,70.00,3\n\"Poe, \"\"Ed\"\"\",40.00,1\n")
  }

  @Test func aPanelOfSumsIsAskedOfThePeopleOfTheFilterAlone() throws {
    let outcome = try Program.run(["print", "funnel", file, "--where", "purchases = 1", "--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    #expect(rows.first?["reached"] as? Int == 2)
    #expect(rows.first?["net"] as? Double == 45.5)
  }

  @Test(arguments: [
    ("nett > 5", "Did you mean 'net'", "  ^^^^"), ("net > abc", "abc", "        ^^^"),
    ("last_purchase < 2023-02-30", "2023-02-30", "                  ^^^^^^^^^^"),
    ("name ~ /(/", "regular expression", "^"),
    ("segment(vipp)", "Did you mean 'vip'", "          ^^^^"),
  ])
  func aWrongFilterIsRefusedWithItsPlaceBeforeAnythingIsRead(filter: String, words: String, marks: String) throws {
    let outcome = try Program.run(["list", "/nowhere/at/all.csv", "--where", filter])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(words))
    #expect(outcome.errors.contains(marks))
  }

  @Test func anUnknownColumnIsRefusedWithTheNearest() throws {
    let outcome = try Program.run(["list", file, "--columns", "name,nett"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("'net'"))
  }

  @Test func aMaskHidesEverythingThatNamesSomebodyAndChangesNoFigure() throws {
    let home = ["XDG_CONFIG_HOME": scratch.path]
    let plain = try Program.run(["list", file, "--columns", "customer,net,purchases,last_purchase", "--format", "csv"])
    let masked = try Program.run(
      [
        "list", file, "--mask", "--columns", "customer,net,purchases,last_purchase", "--format", "csv",
      ], environment: home)
    func figures(_ text: String) -> [String] {
      text.split(separator: "\n").map { $0.drop { $0 != "," }.description }
    }
    #expect(figures(plain.output) == figures(masked.output))
    for arguments in [
      ["list", file, "--format", "json"], ["find", "wang", file], ["customer", "4567", file, "--sort", "net"],
      ["customer", "ann@example.com", file, "--format", "json"], ["print", "people", file], ["check", file],
      ["print", "churn", file, "--where", "name contains \"Ann\""],
    ] {
      let outcome = try Program.run(arguments + ["--mask"], environment: home)
      for secret in ["Andersen", "example.com", "王小明", "13800004567", "1701234567"] {
        #expect(!outcome.output.contains(secret), "\(arguments): \(secret)")
      }
    }
    // The same person has the same stand-in on every run.
    let again = try Program.run(
      [
        "list", file, "--mask", "--columns", "customer,net,purchases,last_purchase", "--format", "csv",
      ], environment: home)
    #expect(again.output == masked.output)
  }

  @Test func theFilterLanguageIsListed() throws {
    let outcome = try Program.run(["filters", "--format", "csv"])
    #expect(outcome.status == 0)
    for word in ["segment(name)", "bought(a, b)", "discount_share", "is missing"] {
      #expect(outcome.output.contains(word), "\(word)")
    }
  }

  @Test func savedSegmentsArePrinted() throws {
    let outcome = try Program.run(["print", "segments", file, "--format", "csv"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\nvip,VIP,"))
  }
}
