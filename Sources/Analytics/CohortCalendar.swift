import Ledger

/// Full calendar months between two days by two look-ups and a subtraction.
///
/// first + k months ≤ day, with end-of-month clamping (DEFINITIONS B.0), is: the months between the two are more than k,
/// or just k and the day of the month has come. On a month's last day every day of the month has come, so it counts as
/// the 31st: 31 January + 1 month is 28 February. Complexity: O(days) to make.
struct CohortCalendar {
  /// The first day that it knows.
  let first: Int32
  /// Number of the calendar month of each day, counted from January of the year 0.
  let month: [Int32]
  /// 32 · month + day of the month.
  let begun: [Int32]
  /// The same, a month's last day counted as its 31st.
  let reached: [Int32]

  /// A calendar of the days from one to another, both included.
  init(_ first: Day, through last: Day) {
    let count = max(1, last - first + 1)
    var (year, monthOfYear, dayOfMonth) = first.fields
    var length = Day.length(ofMonth: monthOfYear, year: year)
    var month: [Int32] = []
    var begun: [Int32] = []
    var reached: [Int32] = []
    month.reserveCapacity(count)
    begun.reserveCapacity(count)
    reached.reserveCapacity(count)
    for _ in 0..<count {
      let index = Int32(year * 12 + monthOfYear - 1)
      month.append(index)
      begun.append(index * 32 + Int32(dayOfMonth))
      reached.append(index * 32 + Int32(dayOfMonth == length ? 31 : dayOfMonth))
      dayOfMonth += 1
      if dayOfMonth > length {
        dayOfMonth = 1
        monthOfYear += 1
        if monthOfYear > 12 {
          monthOfYear = 1
          year += 1
        }
        length = Day.length(ofMonth: monthOfYear, year: year)
      }
    }
    self.first = first.rawValue
    self.month = month
    self.begun = begun
    self.reached = reached
  }

  /// The largest k with first + k months ≤ day; both days are ones that it knows.
  func fullMonths(from first: Int32, to day: Int32) -> Int {
    Int((reached[Int(day - self.first)] - begun[Int(first - self.first)]) >> 5)
  }
}
