import Ledger

/// List value and discounts of every order that counts, by calendar month: those of nobody known included.
///
/// Complexity: O(orders); the month of a day is looked up, not computed.
struct DiscountMonths {
  /// Every month from the first order to the as-of day; at most 1,200, the latest ones.
  let months: [DiscountPicture.Month]
  /// Discounts of all orders, those of earlier months included.
  let discounts: Int64

  init(_ ledger: Ledger, from: Int32, asOf: Day) {
    let orders = ledger.orders
    let limit = asOf.rawValue
    var first = Int32.max
    for day in orders.day where day > from && day <= limit { first = min(first, day) }
    guard first <= limit else {
      (months, discounts) = ([], 0)
      return
    }
    var starts: [Day] = []
    var start = asOf.startOfMonth
    while start.rawValue > first, starts.count < 1_199 {
      starts.append(start)
      start = start.adding(months: -1)
    }
    starts.append(start)
    starts.reverse()
    let origin = starts[0].rawValue
    var monthOf = [UInt16](repeating: 0, count: Int(limit - origin) + 1)
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? Int(starts[index + 1].rawValue - origin) : monthOf.count
      for place in Int(start.rawValue - origin)..<end { monthOf[place] = UInt16(index) }
    }
    var list = [Int64](repeating: 0, count: starts.count)
    var discount = list
    var sum: Int64 = 0
    orders.gross.withReader { gross in
      orders.discount.withReader { given in
        orders.day.withUnsafeBufferPointer { days in
          orders.status.withUnsafeBufferPointer { status in
            for order in 0..<days.count where status[order] == OrderStatus.valid.rawValue {
              let day = days[order]
              guard day > from, day <= limit else { continue }
              sum &+= given[order]
              guard day >= origin else { continue }
              let month = Int(monthOf[Int(day - origin)])
              list[month] &+= gross[order]
              discount[month] &+= given[order]
            }
          }
        }
      }
    }
    discounts = sum
    months = starts.indices.map { index in
      let next = starts[index].adding(months: 1)
      let isWhole = next.rawValue - 1 <= limit && starts[index].rawValue > from
      return DiscountPicture.Month(
        start: starts[index], list: list[index], discounts: discount[index], isWhole: isWhole)
    }
  }
}
