import Foundation
import Testing

/// `check`, `panels`, `themes`, `keys`, `settings` and `demo`.
@Suite struct ListTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func checkAccountsForEveryRow() throws {
    let bad = CornerShop.csv + "7,C9,X,,,2026-02-30,Tea,1,10.00,EUR\n\nTotal,,,,,,,,136.50,\n"
    let file = try scratch.file("orders.csv", bad)
    let outcome = try Program.run(["check", file])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("rows left out"))
    #expect(outcome.output.contains("orders.csv:8: 7,C9"))
    #expect(outcome.output.contains("126.50"))
    let json = try Program.run(["check", file, "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let rows = try #require(object?["rows"] as? [[String: Any]])
    let totals = try #require(object?["totals"] as? [String: Any])
    #expect(rows.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == totals["rows"] as? Int)
  }

  @Test func checkSaysWhichColumnBecameWhichField() throws {
    let file = try scratch.file("orders.csv", CornerShop.csv)
    let outcome = try Program.run(["check", file])
    #expect(outcome.output.contains("customer_id"))
    #expect(outcome.output.contains("→ unit_price"))
  }

  @Test(arguments: ["panels", "themes", "keys", "settings"]) func listsComeInEveryForm(list: String) throws {
    let csv = try Program.run([list, "--format", "csv"])
    let rows = csv.output.split(separator: "\n").count - 1
    #expect(rows >= 5)
    let json = try Program.run([list, "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["rows"] as? [Any])?.count == rows)
    let markdown = try Program.run([list, "--markdown"])
    #expect(markdown.output.split(separator: "\n").count == rows + 2)
    let text = try Program.run([list, "--width", "60"])
    #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 60 })
  }

  @Test func everyThemeCanBePrintedAndOpensFromTheUsersFolder() throws {
    let names = try Program.run(["themes", "--format", "csv"]).output.split(separator: "\n").dropFirst()
      .map { String($0.prefix { $0 != "," }) }
    for name in names {
      let outcome = try Program.run(["themes", "--print", name])
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("[roles]"))
    }
    let theme = try Program.run(["themes", "--print", "paper"]).output
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/clientele/themes", withIntermediateDirectories: true)
    _ = try scratch.file("clientele/themes/mine.toml", theme)
    let own = try Program.run(["themes"], environment: ["XDG_CONFIG_HOME": scratch.path])
    #expect(own.output.contains("mine"))
  }

  @Test func settingsShowTheValueInForce() throws {
    let outcome = try Program.run(["settings", "--format", "csv", "--set", "churn.horizon=60"])
    #expect(outcome.output.contains("churn.horizon,60,90,"))
  }

  @Test func theDemoShopIsWrittenOnceAndTheSameEachTime() throws {
    let first = scratch.path + "/a"
    let second = scratch.path + "/deep/b"
    for folder in [first, second] {
      #expect(try Program.run(["demo", "--out", folder, "--customers", "50", "--seed", "7"]).status == 0)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: first).sorted()
    #expect(names.contains("orders.csv"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: second).sorted() == names)
    for name in names {
      let pair = [first, second].map { FileManager.default.contents(atPath: $0 + "/" + name) }
      #expect(pair[0] == pair[1])
    }
    let again = try Program.run(["demo", "--out", first, "--customers", "50"])
    #expect(again.status == 2)
    #expect(again.errors.contains("--force"))
    #expect(try Program.run(["demo", "--out", first, "--customers", "50", "--force"]).status == 0)
    let print = try Program.run(["print", "import", first + "/orders.csv", "--format", "json"])
    #expect(print.status == 0, "\(print.errors)")
  }
}
