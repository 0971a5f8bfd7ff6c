import Ledger

/// List value and discounts of all orders that count, day by day over the whole time of a ledger.
///
/// Complexity: O(orders) once; 20 bytes per day.
struct DiscountDays: Sendable {
  /// The day of the first order of any kind.
  let first: Int32
  /// Orders of any kind of each day.
  let orders: [UInt32]
  /// Σ list value of each day.
  let list: [Int64]
  /// Σ discounts of each day.
  let discount: [Int64]

  init(_ ledger: Ledger) {
    let table = ledger.orders
    let low = table.day.min() ?? 0
    let count = table.day.isEmpty ? 0 : Int((table.day.max() ?? low) - low) + 1
    var orders = [UInt32](repeating: 0, count: count)
    var list = [Int64](repeating: 0, count: count)
    var discount = list
    table.gross.withReader { gross in
      table.discount.withReader { given in
        table.day.withUnsafeBufferPointer { days in
          table.status.withUnsafeBufferPointer { status in
            for order in days.indices {
              let place = Int(days[order] &- low)
              orders[place] &+= 1
              guard status[order] == OrderStatus.valid.rawValue else { continue }
              list[place] &+= gross[order]
              discount[place] &+= given[order]
            }
          }
        }
      }
    }
    first = low
    self.orders = orders
    self.list = list
    self.discount = discount
  }
}

/// List value and discounts of every order that counts, by calendar month: those of nobody known included.
///
/// Complexity: O(days).
struct DiscountMonths {
  /// Every month from the first order to the as-of day; at most 1,200, the latest ones.
  let months: [DiscountPicture.Month]
  /// Discounts of all orders, those of earlier months included.
  let discounts: Int64

  init(_ days: DiscountDays, from: Int32, asOf: Day) {
    let limit = asOf.rawValue
    let begin = max(days.first, from == Int32.max ? from : from + 1)
    // Places of the days that the window and the file both have.
    let end = min(days.orders.count, Int(limit) - Int(days.first) + 1)
    let places = min(max(0, end), Int(begin) - Int(days.first))..<max(0, end)
    guard let place = places.first(where: { days.orders[$0] > 0 }) else {
      (months, discounts) = ([], 0)
      return
    }
    let first = days.first + Int32(place)
    var starts: [Day] = []
    var start = asOf.startOfMonth
    while start.rawValue > first, starts.count < 1_199 {
      starts.append(start)
      start = start.adding(months: -1)
    }
    starts.append(start)
    starts.reverse()
    var sum: Int64 = 0
    for place in places { sum &+= days.discount[place] }
    discounts = sum
    months = starts.indices.map { index in
      let next = starts[index].adding(months: 1)
      let isWhole = next.rawValue - 1 <= limit && starts[index].rawValue > from
      var (list, discount) = (Int64(0), Int64(0))
      let from = max(Int(starts[index].rawValue) - Int(days.first), places.lowerBound)
      for place in from..<max(from, min(Int(next.rawValue) - Int(days.first), places.upperBound)) {
        list &+= days.list[place]
        discount &+= days.discount[place]
      }
      return DiscountPicture.Month(start: starts[index], list: list, discounts: discount, isWhole: isWhole)
    }
  }
}
