import Ledger
import Testing

@testable import Analytics

@Suite("A window is (a, b]")
struct WindowTests {
  let asOf = day("2011-12-09")

  @Test("Its first day is out, its last day is in")
  func bounds() {
    let week = Window.days(7)
    #expect(week.start(asOf: asOf) == day("2011-12-02"))
    #expect(!week.contains(day: day("2011-12-02"), asOf: asOf))
    #expect(week.contains(day: day("2011-12-03"), asOf: asOf))
    #expect(week.contains(day: asOf, asOf: asOf))
    #expect(!week.contains(day: day("2011-12-10"), asOf: asOf))
  }

  @Test("Everything reaches back to the beginning but not past the as-of day")
  func everything() {
    #expect(Window.all.start(asOf: asOf) == nil)
    #expect(Window.all.contains(day: day("1970-01-01"), asOf: asOf))
    #expect(!Window.all.contains(day: day("2011-12-10"), asOf: asOf))
  }

  @Test("Months are clamped to the end of a shorter month")
  func months() {
    #expect(Window.months(1).start(asOf: day("2011-03-31")) == day("2011-02-28"))
    #expect(Window.months(1).start(asOf: day("2012-03-31")) == day("2012-02-29"))
    #expect(Window.months(12).start(asOf: day("2012-02-29")) == day("2011-02-28"))
  }

  @Test(
    "Its text reads back as itself",
    arguments: [
      ("365d", Window.days(365)), ("6mo", .months(6)), ("12mo", .months(12)), ("2y", .months(24)), ("all", .all),
      ("8w", .days(56)), (" 90 D ", .days(90)), ("ALL", .all), ("1y", .months(12)), ("18 months", .months(18)),
    ])
  func text(_ text: String, _ window: Window) {
    #expect(Window(text) == window)
    #expect(Window(window.description) == window)
  }

  @Test(
    "What is no window is refused",
    arguments: ["", "d", "0d", "-3d", "365", "3q", "all time", "99999999999999999999d", "2001mo", "101y", "6 m", "٣d"])
  func refused(_ text: String) { #expect(Window(text) == nil) }
}
