/// How busy the shop is on each of its days, relative to an average one.
///
/// Repeat purchases run on this clock: a person's Poisson process ticks faster in December than in July. First
/// purchases follow the same season, times the growth of the shop.
struct Season: Sendable {
  private static let months = [0.95, 0.90, 0.95, 0.95, 0.93, 0.88, 0.78, 0.80, 1.00, 1.12, 1.36, 1.52]
  private static let weekdays = [1.04, 1.00, 0.98, 0.97, 0.95, 1.02, 1.04]

  /// Cumulative intensity; entry d is the operational time at the end of day d.
  let clock: [Double]
  /// Cumulative weight of a first purchase on each day.
  let arrivals: [Double]
  /// The month (0 … 11) of each day.
  let month: [Int]

  init() {
    var clock: [Double] = []
    var arrivals: [Double] = []
    var month: [Int] = []
    var time = 0.0
    var weight = 0.0
    for day in 0..<ShopCalendar.span {
      let date = ShopCalendar.day(day)
      let monthIndex = date.fields.month - 1
      let busy = Self.months[monthIndex] * Self.weekdays[date.weekday - 1]
      time += busy
      weight += busy * (1 + 1.6 * Double(day) / Double(ShopCalendar.span))
      clock.append(time)
      arrivals.append(weight)
      month.append(monthIndex)
    }
    self.clock = clock
    self.arrivals = arrivals
    self.month = month
  }

  /// The day on which the operational clock passes this time, or nil after the last day.
  func day(at time: Double) -> Int? {
    guard let end = clock.last, time < end else { return nil }
    var low = 0
    var high = clock.count - 1
    while low < high {
      let middle = (low + high) / 2
      if clock[middle] > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
