import Ledger

/// The three years the demo shop has been open. Inside this module a day is its offset from the first one.
enum ShopCalendar {
  /// 2023-07-01.
  static let firstDay = Day(uncheckedYear: 2023, month: 7, day: 1)
  /// 2026-06-30: a fixed end, so that the shop is the same on every day it is opened.
  static let lastDay = Day(uncheckedYear: 2026, month: 6, day: 30)
  /// The number of days the shop has been open.
  static let span = lastDay - firstDay + 1
  /// The offset of the last day.
  static let last = span - 1

  /// The day at an offset.
  static func day(_ offset: Int) -> Day { firstDay.adding(days: offset) }

  /// The offset of a date.
  static func offset(_ year: Int, _ month: Int, _ day: Int) -> Int {
    Day(uncheckedYear: year, month: month, day: day) - firstDay
  }
}
