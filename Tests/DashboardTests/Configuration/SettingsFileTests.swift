import Dashboard
import Ledger
import Testing

/// Settings files and their layers.
@Suite struct SettingsFileTests {
  private func configuration(_ toml: String) throws -> Configuration {
    var configuration = Configuration()
    try SettingsFile(text: toml, path: "shop.toml").apply(to: &configuration)
    return configuration
  }

  private func message(_ toml: String) -> String {
    do {
      _ = try configuration(toml)
      return ""
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    "[deciles]\nwindow = \"90d\"", "deciles.window = \"90d\"", "\"deciles.window\" = \"90d\"",
    "deciles = { window = '90d' }",
  ])
  func aNameMayBeWrittenInAnyWayThatTOMLKnows(toml: String) throws {
    #expect(try configuration(toml).value("deciles.window") == "90d")
  }

  @Test func keysOutsideASCIIAreSaidWithTheirLine() {
    #expect(message("[窗口]\nx = 1").hasPrefix("shop.toml:1: "))
    #expect(message("[deciles]\nfenêtre = 1").hasPrefix("shop.toml:2: "))
    // In quotes they are TOML, and no setting.
    #expect(message("\n\"窗口\" = 1").contains("there is no setting '窗口'"))
  }

  @Test func numbersListsAndFlagsNeedNoQuotes() throws {
    let made = try configuration(
      "lifecycle.months = [2, 5, 11]\nchurn.horizon = 60\nscreen.mouse = false\nchurn.due = 0.9")
    #expect(made.value("lifecycle.months") == "2,5,11")
    #expect(made.value("churn.horizon") == "60")
    #expect(made.value("screen.mouse") == "no")
    #expect(made.value("churn.due") == "0.9")
  }

  @Test func anUnknownNameIsAnErrorWithFileLineAndTheNearest() {
    let text = message("# mine\n\n[deciles]\nwindw = \"90d\"\n")
    #expect(text.contains("shop.toml:4:"))
    #expect(text.contains("deciles.windw"))
    #expect(text.contains("deciles.window"))
  }

  @Test func aRefusedValueNamesFileLineAndWhatIsAccepted() {
    let text = message("[deciles]\n\nby = \"gross\"")
    #expect(text.contains("shop.toml:3:"))
    #expect(text.contains("margin"))
  }

  @Test func aFileThatIsNoTOMLNamesTheLine() {
    #expect(message("[deciles]\nwindow = \"90d").contains("shop.toml:2:"))
  }

  @Test func aDateIsNoSetting() {
    #expect(message("deciles.window = 2020-01-01").contains("shop.toml:1:"))
  }

  @Test func aBoundGoesBeforeThePresetWhereverItStands() throws {
    let made = try configuration("[churn]\nlost = 9\npreset = \"early\"")
    #expect(made.value("churn.lost") == "9")
    #expect(made.value("churn.due") == "0.8")
  }

  @Test func laterLayersWin() throws {
    var made = try configuration("deciles.window = \"90d\"")
    try made.set("deciles.window = 30d")
    #expect(made.value("deciles.window") == "30d")
  }

  @Test(arguments: ["deciles.window", "=90d", ""]) func anAssignmentNeedsKeyAndValue(assignment: String) {
    var made = Configuration()
    #expect(throws: SettingError.self) { try made.set(assignment) }
  }

  @Test func everyListedSettingTakesItsStandardValueAndHasIt() throws {
    for setting in Configuration.table {
      var made = Configuration()
      #expect(made.value(setting.key) == setting.standard, "\(setting.key)")
      try made.set(setting.key, setting.standard)
      #expect(made.value(setting.key) == setting.standard, "\(setting.key)")
      #expect(!setting.meaning.isEmpty && !setting.accepts.isEmpty)
    }
    #expect(Set(Configuration.table.map(\.key)).count == Configuration.table.count)
  }

  @Test func aMissingFileIsSaid() {
    #expect { try SettingsFile(path: "/nowhere/settings.toml") } throws: { "\($0)".contains("/nowhere/settings.toml") }
  }
}
