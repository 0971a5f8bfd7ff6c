import Ledger

/// The one scan over a ledger's orders that turns them into purchases.
struct PurchaseScan {
  var start: [UInt32] = []
  var day: [Int32] = []
  var net = MoneyColumn.zeros(count: 0)
  var margin = MoneyColumn.zeros(count: 0)
  var netToDate: [Int64] = []
  var marginToDate: [Int64] = []
  /// The part of each purchase's net whose cost is known; absent where that need not be told.
  var knownNet = MoneyColumn.zeros(count: 0)
  /// The same of each customer to date.
  var knownNetToDate: [Int64] = []
  var adjustments: [PurchaseHistory.Adjustment] = []
  var firstDay: Int32?
  /// The part of each order's net whose cost is known; empty where that need not be told.
  private var knownNets: [Int64] = []

  init(_ ledger: Ledger, asOf: Int32, unit: AnalyticsSettings.PurchaseUnit, margins: MarginSource) {
    let margin = ledger.orderMargins(margins)
    knownNets = ledger.orderKnownNets(margins)
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
    let identified = Int(ledger.customers.orderStart.last ?? 0)
    let hasMargin = !margin.isEmpty
    let known = knownNets
    let isMixed = !known.isEmpty
    let isByDay = unit == .day
    var start: [UInt32] = []
    start.reserveCapacity(customers + 1)
    var netToDate: [Int64] = []
    netToDate.reserveCapacity(customers)
    var marginToDate: [Int64] = []
    var adjustments: [PurchaseHistory.Adjustment] = []
    var purchaseMargins = [Int64](repeating: 0, count: hasMargin ? identified : 0)
    var purchaseKnown = [Int64](repeating: 0, count: isMixed ? identified : 0)
    var knownNetToDate: [Int64] = []
    var days: [Int32] = []
    var fits = true
    var firstDay = Int32.max
    let orders = ledger.orders
    let amounts = [Amount](unsafeUninitializedCapacity: identified) { amount, amountCount in
      days = [Int32](unsafeUninitializedCapacity: identified) { day, dayCount in
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
                      var knownTotal: Int64 = 0
                      for order in Int(orderStart[customer])..<Int(orderStart[customer + 1]) {
                        let today = orderDay[order]
                        if today > asOf { break }
                        let isValid = status[order] == OrderStatus.valid.rawValue
                        guard isValid || status[order] == OrderStatus.refundOnly.rawValue else { continue }
                        let value = gross[order] &- discount[order] &- refund[order]
                        total &+= value
                        let orderMargin = hasMargin ? margin[order] : 0
                        marginTotal &+= orderMargin
                        if isMixed { knownTotal &+= known[order] }
                        if isValid, value > 0 {
                          if isByDay, today == latest {
                            let sum = Int64(amount[written - 1]) &+ value
                            fits = fits && Amount(exactly: sum) != nil
                            amount[written - 1] = Amount(truncatingIfNeeded: sum)
                            if hasMargin { purchaseMargins[written - 1] &+= orderMargin }
                            if isMixed { purchaseKnown[written - 1] &+= known[order] }
                          } else {
                            fits = fits && Amount(exactly: value) != nil
                            amount[written] = Amount(truncatingIfNeeded: value)
                            day[written] = today
                            if hasMargin { purchaseMargins[written] = orderMargin }
                            if isMixed { purchaseKnown[written] = known[order] }
                            if today < firstDay { firstDay = today }
                            latest = today
                            written &+= 1
                          }
                        } else if value != 0 || orderMargin != 0 || refund[order] != 0 {
                          adjustments.append(
                            .init(
                              customer: UInt32(truncatingIfNeeded: customer), day: today, net: value,
                              margin: orderMargin, knownNet: isMixed ? known[order] : 0))
                        }
                      }
                      netToDate.append(total)
                      if hasMargin { marginToDate.append(marginTotal) }
                      if isMixed { knownNetToDate.append(knownTotal) }
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
    self.knownNetToDate = knownNetToDate
    knownNet = isMixed ? MoneyColumn(Array(purchaseKnown.prefix(days.count))) : .zeros(count: 0)
    self.margin = hasMargin ? MoneyColumn(Array(purchaseMargins.prefix(days.count))) : .zeros(count: 0)
    return amounts
  }
}
