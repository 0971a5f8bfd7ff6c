import Analytics
import Canvas
import Ledger
import Testing

@testable import Panels

/// The panels of cohorts, intervals and observed value: fields, rows that open, and what is blank.
@Suite struct CohortPanelsTests {
  static let panels = [Panel.cohorts, .intervals, .observedValue]

  private func findings(_ ledger: Ledger, _ settings: (String, String)...) throws -> Findings {
    var question = Question(ledger: ledger)
    for (key, value) in settings { #expect(try question.settings.set(key, value), "\(key)") }
    return Findings(ledger, question)
  }

  private func number(_ sheet: Sheet, _ row: Int, _ id: String) throws -> Int? {
    let column = try #require(sheet.table.column(id))
    guard case .integer(let number) = sheet.table[row, column] else { return nil }
    return number
  }

  @Test(arguments: [
    ("cohorts", "cohort, age, customers, active, retention, net_per_customer, cumulative_per_customer, net"),
    ("intervals", "step, days, people, share, cumulative_share, of_reached, km"),
    (
      "ltv", "cohort, customers, by_30, by_90, by_180, by_365, to_date, first_purchase, ratio, n_30, n_90, n_180, n_365"
    ),
  ])
  func fieldsKeepTheirNames(id: String, fields: String) throws {
    let panel = try #require(PanelRegistry.panel(id))
    for ledger in Shops.all {
      let ids = panel.sheet(Shops.findings(ledger)).table.columns.map(\.id)
      #expect(ids.joined(separator: ", ").hasPrefix(fields))
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test func threePanelsLieUnderOneKey() {
    let ids = PanelRegistry.all.filter { $0.group == .time }.map(\.id)
    #expect(ids == ["movement", "migration", "periods", "cohorts", "intervals", "ltv"])
  }

  @Test(arguments: CohortKey.allCases)
  func everyCellOpensItsPeople(by: CohortKey) throws {
    let findings = try findings(Shops.random(seed: 3), ("cohorts.by", by.rawValue))
    let sheet = Panel.cohorts.sheet(findings)
    #expect(sheet.table.rowCount > 0)
    for row in stride(from: 0, to: sheet.table.rowCount, by: 7) {
      let people = try #require(sheet.destination(row)).open().table.rowCount
      let customers = try #require(try number(sheet, row, "customers"))
      if let active = try number(sheet, row, "active") {
        #expect(people == active)
      } else {
        #expect(people <= customers)
      }
      if try number(sheet, row, "age") == 0 { #expect(people == customers) }
    }
  }

  @Test func everyBucketOpensItsPeopleAndTogetherTheyAreThoseWhoReachedTheStep() throws {
    let sheet = Panel.intervals.sheet(try findings(Shops.random(seed: 3)))
    var sums: [String: Int] = [:]
    var reached: [String: Int] = [:]
    for row in 0..<sheet.table.rowCount {
      let people = try #require(try number(sheet, row, "people"))
      #expect(try #require(sheet.destination(row)).open().table.rowCount == people)
      guard case .text(let step) = sheet.table[row, 0] else { continue }
      sums[step, default: 0] += people
      reached[step] = try number(sheet, row, "reached")
    }
    #expect(sums == reached && sums.count == 4)
  }

  @Test func everyCohortOpensItsMembersAndTheLastRowEverybody() throws {
    let findings = try findings(Shops.random(seed: 3), ("ltv.by", "quarter"), ("ltv.days", "10,400"))
    let sheet = Panel.observedValue.sheet(findings)
    let last = sheet.table.rowCount - 1
    var sum = 0
    for row in 0...last {
      let customers = try #require(try number(sheet, row, "customers"))
      #expect(try #require(sheet.destination(row)).open().table.rowCount == customers)
      if row < last { sum += customers }
    }
    #expect(try number(sheet, last, "customers") == sum)
    #expect(sheet.table.key(of: last) == "all" && sheet.table.column("by_400") != nil)
  }

  @Test func whatIsNotOverIsBlankAndWhatNobodyLivedToSeeToo() throws {
    let findings = try findings(Shops.small)
    let cohorts = Panel.cohorts.sheet(findings).table
    let blank = (0..<cohorts.rowCount).filter { cohorts[$0, 3] == .none }
    #expect(blank.map { cohorts.key(of: $0) } == ["=2024-01/5", "=2024-06/0"])
    for row in blank {
      for column in 3...7 { #expect(cohorts[row, column] == .none) }
      #expect(cohorts[row, 2] != .none)
    }
    let value = Panel.observedValue.sheet(findings).table
    #expect(value[0, 4] == .money(100_00) && value[0, 11] == .integer(1), "only cora was observed for 180 days")
    #expect(value[0, 5] == .none, "and nobody for a year")
    #expect(value[1, 2] == .none && value[1, 6] == .money(50_00))
    #expect(value[0, 2] == .money(93_33) && value[0, 9] == .integer(3))
    let intervals = Panel.intervals.sheet(findings).table
    #expect(intervals[7, 6] == .none && intervals[0, 6] != .none)
  }

  @Test func valueIsMarginWhereACostIsAssumed() throws {
    let sheet = Panel.observedValue.sheet(try findings(Shops.small, ("margin.assumed", "50%")))
    #expect(sheet.settings.contains { $0.key == "value" && $0.value == "margin" })
    #expect(sheet.table[1, 6] == .money(25_00))
    #expect(sheet.notes.contains("Margin assumed 50%."))
  }

  @Test func thereIsNoForecastInTheWords() throws {
    let sheet = Panel.observedValue.sheet(try findings(Shops.random(seed: 1)))
    #expect(sheet.title.contains("Observed"))
    #expect(sheet.reading.allSatisfy { !$0.contains("forecast") && !$0.contains("lifetime") })
  }

  @Test func theTriangleSaysWhatItLeavesOutAndFollowsTheCursor() throws {
    let sheet = Panel.cohorts.sheet(try findings(Shops.random(seed: 1, customers: 2_000)))
    let figure = try #require(sheet.figure)
    func shown(_ row: Int?) -> String {
      var canvas = Canvas(size: Size(width: 78, height: 10), theme: .plain, glyphs: .unicode)
      figure.draw(&canvas, canvas.bounds, row)
      return canvas.text
    }
    let newest = shown(nil)
    #expect(newest.contains("cohorts 28–33 of 33") && newest.contains("2024-09") && !newest.contains("2022-01"))
    let oldest = shown(2)
    #expect(oldest.contains("cohorts 1–6 of 33") && oldest.contains("▸ 2022-01†") && !oldest.contains("2024-09"))
    #expect(newest.contains("average") && oldest.contains("average"))
  }

  @Test func moneyStandsInTheCellsWhereItIsAskedFor() throws {
    let ledger = Shops.random(seed: 1, customers: 2_000)
    let findings = try findings(ledger, ("cohorts.show", "cumulative"), ("cohorts.unit", "quarter"))
    let sheet = Panel.cohorts.sheet(findings)
    let text = try picture(sheet, 78, 10)
    let average = try #require(findings(Cohorts.self).averages.first)
    let amount = Money(minor: average.cumulativePerCustomer, currency: ledger.currency).whole
    let line = try #require(text.split(separator: "\n").first { $0.contains("average") })
    #expect(line.contains(amount) && !line.contains("%"))
    #expect(text.contains("Net each so far"))
  }

  @Test func nobodyIsSaidInWords() {
    for panel in Self.panels {
      let sheet = panel.sheet(Shops.findings(Shops.empty))
      #expect(sheet.table.rowCount == 0 || panel.id == "intervals")
      #expect(sheet.reading == ["Nobody has bought yet."])
    }
  }
}
