import Canvas
import Ledger
import Testing

@testable import Panels

@Suite struct TimelineTests {
  @Test func monthsShareTheColumnsEvenly() {
    let scale = MonthScale(from: day("2024-01-15"), to: day("2024-12-03"), columns: 60, left: 10)
    #expect(scale.months == 12)
    #expect(scale.pitch == 5)
    #expect(scale.column(of: day("2024-01-01")) == 10)
    #expect(scale.column(of: day("2024-01-31")) == 14)
    #expect(scale.column(of: day("2024-02-01")) == 15)
    #expect(scale.column(of: day("2024-12-31")) == 69)
  }

  @Test func ofMoreMonthsThanColumnsTheLatestAreShown() {
    let scale = MonthScale(from: day("2000-01-01"), to: day("2024-12-31"), columns: 24, left: 0)
    #expect(scale.months == 24)
    #expect(scale.first == day("2023-01-01"))
    #expect(scale.column(of: day("2022-12-31")) < 0)
  }

  @Test func purchasesStandOnTheirDays() {
    let timeline = PurchaseTimeline(
      days: [day("2024-01-10"), day("2024-02-10"), day("2024-02-11"), day("2024-04-20")],
      nets: [100_00, 50_00, 50_00, 25_00], asOf: day("2024-05-05"), expected: day("2024-06-01"),
      currency: Currency(code: "CHF"))
    var canvas = Canvas(size: Size(width: 36, height: 4), theme: .plain)
    timeline.render(on: &canvas, in: canvas.bounds, row: nil)
    #expect(
      canvas.text == """
        █████ █████
        █████ █████       ▄▄▄▄▄
         ●─────●●────────────●──│     ○
        2024  Feb   Mar   Apr   May   Jun
        """)
  }
}
