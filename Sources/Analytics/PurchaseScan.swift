import Ledger

/// The one scan over a ledger's orders that turns them into purchases.
struct PurchaseScan {
  var start: [UInt32] = []
  var day: [Int32] = []
  var net = MoneyColumn.zeros(count: 0)
  var margin = MoneyColumn.zeros(count: 0)
  var netToDate: [Int64] = []
  var marginToDate: [Int64] = []
  var adjustments: [PurchaseHistory.Adjustment] = []
  var firstDay: Int32?

  init(_ ledger: Ledger, asOf: Int32, unit: AnalyticsSettings.PurchaseUnit, margins: MarginSource) {
    let margin = ledger.orderMargins(margins)
    // Nearly every shop's amounts fit 32 bits; the scan is done again for one whose do not.
    if let amounts: [Int32] = scan(ledger, asOf: asOf, unit: unit, margin: margin) {
      net = .narrow(amounts)
    } else if let amounts: [Int64] = scan(ledger, asOf: asOf, unit: unit, margin: margin) {
      net = .wide(amounts)
    }
  }

  /// Fills everything but `net`, which it returns; `nil` where an amount does not fit.
  private mutating func scan<Amount: FixedWidthInteger>(
    _ ledger: Ledger, asOf: Int32, unit: AnalyticsSettings.PurchaseUnit, margin: [Int64]
  ) -> [Amount]? {
    let customers = ledger.customers.count
    let known = Int(ledger.customers.orderStart.last ?? 0)
    let hasMargin = !margin.isEmpty
    let isByDay = unit == .day
    var start: [UInt32] = []
    start.reserveCapacity(customers + 1)
    var netToDate: [Int64] = []
    netToDate.reserveCapacity(customers)
    var marginToDate: [Int64] = []
    var adjustments: [PurchaseHistory.Adjustment] = []
    var purchaseMargins = [Int64](repeating: 0, count: hasMargin ? known : 0)
    var days: [Int32] = []
    var fits = true
    var firstDay = Int32.max
    let orders = ledger.orders
    let amounts = [Amount](unsafeUninitializedCapacity: known) { amount, amountCount in
      days = [Int32](unsafeUninitializedCapacity: known) { day, dayCount in
        var written = 0
        orders.gross.withReader { gross in
          orders.discount.withReader { discount in
            orders.refund.withReader { refund in
              orders.day.withUnsafeBufferPointer { orderDay in
                orders.status.withUnsafeBufferPointer { status in
                  ledger.customers.orderStart.withUnsafeBufferPointer { orderStart in
                    for customer in 0..<customers {
                      start.append(UInt32(truncatingIfNeeded: written))
                      var latest = Int32.min
                      var total: Int64 = 0
                      var marginTotal: Int64 = 0
                      for order in Int(orderStart[customer])..<Int(orderStart[customer + 1]) {
                        let today = orderDay[order]
                        if today > asOf { break }
                        let isValid = status[order] == OrderStatus.valid.rawValue
                        guard isValid || status[order] == OrderStatus.refundOnly.rawValue else { continue }
                        let value = gross[order] &- discount[order] &- refund[order]
                        total &+= value
                        let orderMargin = hasMargin ? margin[order] : 0
                        marginTotal &+= orderMargin
                        if isValid, value > 0 {
                          if isByDay, today == latest {
                            let sum = Int64(amount[written - 1]) &+ value
                            fits = fits && Amount(exactly: sum) != nil
                            amount[written - 1] = Amount(truncatingIfNeeded: sum)
                            if hasMargin { purchaseMargins[written - 1] &+= orderMargin }
                          } else {
                            fits = fits && Amount(exactly: value) != nil
                            amount[written] = Amount(truncatingIfNeeded: value)
                            day[written] = today
                            if hasMargin { purchaseMargins[written] = orderMargin }
                            if today < firstDay { firstDay = today }
                            latest = today
                            written &+= 1
                          }
                        } else if value != 0 || orderMargin != 0 {
                          adjustments.append(
                            .init(
                              customer: UInt32(truncatingIfNeeded: customer), day: today, net: value,
                              margin: orderMargin))
                        }
                      }
                      netToDate.append(total)
                      if hasMargin { marginToDate.append(marginTotal) }
                    }
                  }
                }
              }
            }
          }
        }
        dayCount = written
      }
      amountCount = days.count
    }
    guard fits else { return nil }
    start.append(UInt32(days.count))
    self.start = start
    self.day = days
    self.netToDate = netToDate
    self.marginToDate = marginToDate
    self.adjustments = adjustments
    self.firstDay = days.isEmpty ? nil : firstDay
    self.margin = hasMargin ? MoneyColumn(Array(purchaseMargins.prefix(days.count))) : .zeros(count: 0)
    return amounts
  }
}

extension Ledger {
  /// Margin of every order, in minor units; empty where no cost is known. An order that may not count has none.
  func orderMargins(_ source: MarginSource) -> [Int64] {
    switch source {
    case .unknown: return []
    case .assumed(let share): return (0..<orders.count).map { assumedMargin($0, share) }
    case .cost: return (0..<orders.count).map { orders.counts($0) ? orders.net($0) - costKept($0) : 0 }
    }
  }

  /// Margin of one order, in minor units, 0 for one that may not count; `nil` where no cost is known.
  public func margin(of order: Int, _ source: MarginSource) -> Int64? {
    switch source {
    case .unknown: nil
    case .assumed(let share): assumedMargin(order, share)
    case .cost: orders.counts(order) ? orders.net(order) - costKept(order) : 0
    }
  }

  private func assumedMargin(_ order: Int, _ share: Int) -> Int64 {
    let product = Int128(orders.net(order)) * Int128(share)
    return Int64(truncatingIfNeeded: (product + (product < 0 ? -5_000 : 5_000)) / 10_000)
  }
}
