import Ledger
import Testing

@testable import Analytics

@Suite("Settings of the analyses")
struct AnalyticsSettingsTests {
  @Test("Every setting of the table stands at its default and can be set to it")
  func table() throws {
    var settings = AnalyticsSettings()
    for row in AnalyticsSettings.table {
      #expect(settings.value(row.key) == row.standard, "\(row.key)")
      #expect(try settings.set(row.key, row.standard), "\(row.key)")
    }
    #expect(settings == AnalyticsSettings())
    #expect(Set(AnalyticsSettings.table.map(\.key)).count == AnalyticsSettings.table.count)
  }

  @Test("Names that others rely on are there")
  func names() {
    let keys = Set(AnalyticsSettings.table.map(\.key))
    for key in [
      "purchase.unit", "funnel.window", "lifecycle.months", "deciles.window", "deciles.by", "slices.window",
      "churn.preset", "margin.assumed",
    ] { #expect(keys.contains(key), "\(key)") }
  }

  @Test(
    "A value reads back as it was set",
    arguments: [
      ("purchase.unit", "order"), ("funnel.window", "365d"), ("lifecycle.months", "2,5,12"),
      ("deciles.window", "6mo"), ("deciles.by", "margin"), ("slices.window", "all"), ("pareto.window", "2y"),
      ("churn.preset", "early"), ("churn.preset", "wide"), ("churn.due", "0.9"), ("churn.at_risk", "2"),
      ("churn.lost", "4.5"), ("churn.min_days", "0"), ("churn.horizon", "60"), ("churn.shrink", "5"),
      ("churn.low_return", "5%"), ("margin.assumed", "40%"), ("margin.assumed", "12.5%"), ("margin.assumed", "off"),
    ])
  func roundTrip(_ key: String, _ value: String) throws {
    var settings = AnalyticsSettings()
    #expect(try settings.set(key, value))
    #expect(settings.value(key) == value)
  }

  @Test("Blanks, capitals and a list's brackets do not matter")
  func lenient() throws {
    var settings = AnalyticsSettings()
    #expect(try settings.set("lifecycle.months", "[2, 3, 4]"))
    #expect(settings.lifecycleMonths == [2, 3, 4])
    #expect(try settings.set("purchase.unit", " Order "))
    #expect(settings.purchaseUnit == .order)
    #expect(try settings.set("margin.assumed", "40"))
    #expect(settings.assumedMargin == 4_000)
    #expect(try settings.set("churn.min_days", "14d"))
    #expect(settings.churn.minimumDays == 14)
  }

  @Test(
    "What cannot be taken is refused and changes nothing",
    arguments: [
      ("purchase.unit", "week"), ("funnel.window", "0d"), ("lifecycle.months", "4,1,10"),
      ("lifecycle.months", "1,4"), ("lifecycle.months", "1,4,10,20"), ("lifecycle.months", "1,x,4,10"),
      ("lifecycle.months", "0,4,10"), ("deciles.by", "profit"), ("churn.preset", "soon"), ("churn.due", "0"),
      ("churn.due", "nan"), ("churn.due", "inf"), ("churn.lost", "-1"), ("churn.horizon", "0"), ("churn.shrink", "0"),
      ("margin.assumed", "140%"), ("margin.assumed", "0.4"), ("margin.assumed", "-5%"), ("margin.assumed", "nan"),
      ("churn.low_return", "often"),
    ])
  func refused(_ key: String, _ value: String) {
    var settings = AnalyticsSettings()
    let error = #expect(throws: SettingError.self) { try settings.set(key, value) }
    #expect(error?.description.contains(key) == true)
    #expect(settings == AnalyticsSettings())
  }

  @Test("A name of somebody else is left to them")
  func foreign() throws {
    var settings = AnalyticsSettings()
    #expect(try !settings.set("import.duplicates", "drop"))
    #expect(settings.value("import.duplicates") == nil)
  }

  @Test("Bounds that are no preset are custom")
  func custom() throws {
    var settings = AnalyticsSettings()
    _ = try settings.set("churn.lost", "5")
    #expect(settings.value("churn.preset") == "custom")
    _ = try settings.set("churn.preset", "default")
    #expect(settings.churn == ChurnRule())
  }

  @Test("A window that is asked for replaces each analysis' own")
  func override() {
    var question = Question(asOf: day("2011-12-09"))
    #expect(question.window(.days(365)) == .days(365))
    question.window = .all
    #expect(question.window(.days(365)) == .all)
  }
}
