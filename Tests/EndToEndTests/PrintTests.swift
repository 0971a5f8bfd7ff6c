import Foundation
import Testing

/// `clientele print`: the same figures in three forms.
@Suite struct PrintTests {
  let scratch: Scratch
  let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.file("orders.csv", CornerShop.csv)
  }

  private func object(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try Program.run(arguments + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func panels() throws -> [String] {
    let outcome = try Program.run(["panels", "--format", "csv"])
    return outcome.output.split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
  }

  @Test func everyPanelPrintsInEveryFormat() throws {
    let panels = try panels()
    #expect(Set(panels).isSuperset(of: ["funnel", "lifecycle", "deciles", "slices", "pareto", "churn", "import"]))
    for panel in panels {
      let object = try object(["print", panel, file])
      #expect(object["panel"] as? String == panel)
      #expect(object["as_of"] as? String == "2026-03-10")
      #expect(object["currency"] as? String == "EUR")
      let rows = try #require(object["rows"] as? [[String: Any]])
      let columns = try #require(object["columns"] as? [[String: String]])
      let csv = try Program.run(["print", panel, file, "--format", "csv"]).output
      #expect(csv.hasPrefix(columns.compactMap { $0["id"] }.joined(separator: ",") + "\n"))
      #expect(csv.filter { $0 == "\n" }.count >= rows.count + 1)
      let text = try Program.run(["print", panel, file, "--width", "80"])
      #expect(text.status == 0)
      #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func theFunnelCountsWhoCameAgain() throws {
    let rows = try #require(try object(["print", "funnel", file])["rows"] as? [[String: Any]])
    #expect(rows.map { $0["step"] as? String } == ["1", "2", "3", "4", "5+"])
    #expect(rows.map { $0["reached"] as? Int } == [3, 1, 1, 0, 0])
    #expect(rows.map { $0["exactly"] as? Int } == [2, 0, 1, 0, 0])
  }

  @Test func theImportPanelBalancesToTheCent() throws {
    let object = try object(["print", "import", file])
    let totals = try #require(object["totals"] as? [String: Any])
    #expect(totals["rows"] as? Int == 6)
    #expect(totals["orders"] as? Int == 6)
    #expect(totals["customers"] as? Int == 3)
    #expect(totals["net"] as? Double == 126.5)
    #expect(totals["unidentified_orders"] as? Int == 1)
    #expect(totals["unidentified_net"] as? Double == 11)
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(rows.reduce(0) { $0 + ($1["rows"] as? Int ?? 0) } == 6)
    #expect(rows.first?["reason"] as? String == "used")
  }

  @Test func theAsOfDayMovesTheFigures() throws {
    let object = try object(["print", "funnel", file, "--as-of", "2026-02-01"])
    let rows = try #require(object["rows"] as? [[String: Any]])
    #expect(object["as_of"] as? String == "2026-02-01")
    #expect(rows.first?["reached"] as? Int == 2)
  }

  @Test func aWindowAndASettingReachThePanel() throws {
    #expect(try object(["print", "deciles", file, "--window", "30d"])["customers"] as? Int == 2)
    #expect(try object(["print", "deciles", file, "--set", "deciles.window=30d"])["customers"] as? Int == 2)
    #expect(try object(["print", "deciles", file])["window"] as? String == "365d")
  }

  @Test func aSettingsFileIsReadAndGoesBelowSet() throws {
    let settings = try scratch.file("shop.toml", "[deciles]\nwindow = \"30d\"\n")
    #expect(try object(["print", "deciles", file, "--settings", settings])["window"] as? String == "30d")
    let both = ["print", "deciles", file, "--settings", settings, "--set", "deciles.window=90d"]
    #expect(try object(both)["window"] as? String == "90d")
  }

  @Test func theUsersOwnSettingsFileIsReadFirst() throws {
    try FileManager.default.createDirectory(atPath: scratch.path + "/clientele", withIntermediateDirectories: true)
    _ = try scratch.file("clientele/settings.toml", "deciles.window = \"60d\"\n")
    let outcome = try Program.run(
      ["print", "deciles", file, "--format", "json"], environment: ["XDG_CONFIG_HOME": scratch.path])
    #expect(outcome.output.contains("\"window\": \"60d\""))
  }

  @Test func rowsAreSortedAndLimited() throws {
    let csv = try Program.run(["print", "customers", file, "--sort", "net:desc", "--limit", "1", "--format", "csv"])
    let lines = csv.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("C1,") == true)
  }

  @Test func columnsAreMappedByHand() throws {
    let odd = try scratch.file("odd.csv", "who,when,much\nA,2026-01-05,10.00\nB,2026-01-06,2.50\n")
    let mapping = ["--map", "customer_id=who", "--map", "date=when", "--map", "total=much"]
    let object = try object(["print", "import", odd] + mapping)
    #expect((object["totals"] as? [String: Any])?["net"] as? Double == 12.5)
  }

  @Test func withoutAFileTheDemoShopIsPrintedAndSaid() throws {
    let outcome = try Program.run(["print", "deciles"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("demo shop"))
    #expect(outcome.output.contains("EUR"))
  }

  @Test func progressIsSaidWhenAskedForAndNotOtherwise() throws {
    let loud = try Program.run(["print", "deciles", file, "--progress", "always"])
    #expect(loud.errors.contains("6 rows"))
    #expect(try Program.run(["print", "deciles", file]).errors.isEmpty)
  }

  @Test func asciiHasNoDrawnSigns() throws {
    let outcome = try Program.run(["print", "deciles", file, "--chart", "--ascii"])
    #expect(outcome.output.unicodeScalars.allSatisfy { $0.value < 0x80 || $0 == "€" })
  }

  @Test func withoutATerminalOpeningWritesThePanelsAsText() throws {
    let outcome = try Program.run([file])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("funnel"))
    #expect(!outcome.output.contains("\u{1B}"))
  }
}
