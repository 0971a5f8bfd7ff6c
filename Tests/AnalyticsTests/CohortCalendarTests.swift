import Ledger
import Testing

@testable import Analytics

@Suite("Full months by table")
struct CohortCalendarTests {
  @Test("Over three years and a leap day every pair of days agrees with the calendar")
  func everyPair() {
    let origin = day("2018-12-29")
    let calendar = CohortCalendar(origin, through: origin.adding(days: 1_200))
    for from in stride(from: 0, through: 450, by: 1) {
      let first = origin.adding(days: from)
      var months = 0
      for to in stride(from: from, through: 1_200, by: from % 7 == 0 ? 1 : 13) {
        let today = origin.adding(days: to)
        while first.adding(months: months + 1) <= today { months += 1 }
        let found = calendar.fullMonths(from: first.rawValue, to: today.rawValue)
        if found != months { Issue.record("\(first) to \(today): \(found) is not \(months)") }
      }
    }
  }

  @Test(
    "The end of a month stands for the days it does not have",
    arguments: [
      ("2021-01-31", "2021-02-27", 0), ("2021-01-31", "2021-02-28", 1), ("2021-01-31", "2021-03-30", 1),
      ("2021-01-31", "2021-03-31", 2), ("2020-01-30", "2020-02-29", 1), ("2020-02-29", "2021-02-27", 11),
      ("2020-02-29", "2021-02-28", 12), ("2021-02-28", "2021-03-28", 1), ("2021-05-05", "2021-05-05", 0),
    ])
  func ends(_ first: String, _ last: String, _ months: Int) {
    let calendar = CohortCalendar(day("2020-01-01"), through: day("2021-12-31"))
    #expect(calendar.fullMonths(from: day(first).rawValue, to: day(last).rawValue) == months)
  }
}
