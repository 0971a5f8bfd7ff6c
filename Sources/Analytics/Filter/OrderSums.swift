import Ledger

/// Sums over the orders of each customer that count: paid or refunds, not cancelled.
enum OrderSums {
  case net, gross, discounts, refunds
  /// Gross minus discounts.
  case paid
  /// Valid orders, as a number.
  case orders

  /// The sums over some days; no day is after the as-of day. Complexity: O(orders).
  func column(_ data: FilterData, _ days: ClosedRange<Int32>) -> FilterColumn {
    let table = data.ledger.orders
    return table.gross.withReader { gross in
      table.discount.withReader { discount in
        table.refund.withReader { refund in
          switch self {
          case .net: sum(data, days) { gross[$0] &- discount[$0] &- refund[$0] }
          case .gross: sum(data, days) { gross[$0] }
          case .discounts: sum(data, days) { discount[$0] }
          case .refunds: sum(data, days) { refund[$0] }
          case .paid: sum(data, days) { gross[$0] &- discount[$0] }
          case .orders:
            table.status.withUnsafeBufferPointer { status in
              sum(data, days) { order in
                let isPurchase =
                  status[order] == OrderStatus.valid.rawValue && gross[order] &- discount[order] &- refund[order] > 0
                return isPurchase ? 1 : 0
              }
            }
          }
        }
      }
    }
  }

  /// The sums up to the as-of day.
  func column(_ data: FilterData) -> FilterColumn { column(data, Int32.min...data.asOf.rawValue) }

  @inline(__always)
  private func sum(_ data: FilterData, _ days: ClosedRange<Int32>, _ amount: (Int) -> Int64) -> FilterColumn {
    data.ledger.customers.orderStart.withUnsafeBufferPointer { start in
      data.ledger.orders.day.withUnsafeBufferPointer { day in
        data.ledger.orders.status.withUnsafeBufferPointer { status in
          .integers(data.customers) { customer in
            var sum: Int64 = 0
            for order in Int(start[customer])..<Int(start[customer + 1]) {
              let counts =
                status[order] == OrderStatus.valid.rawValue || status[order] == OrderStatus.refundOnly.rawValue
              if counts, day[order] >= days.lowerBound, day[order] <= days.upperBound { sum &+= amount(order) }
            }
            return sum
          }
        }
      }
    }
  }

  /// One sum as a share of another up to the as-of day; none where the other is zero or less.
  static func share(_ data: FilterData, of part: OrderSums, in whole: OrderSums) -> FilterColumn {
    guard case .integers(let parts) = part.column(data), case .integers(let wholes) = whole.column(data) else {
      return .numbers(data.customers) { _ in nil }
    }
    return .numbers(data.customers) { wholes[$0] > 0 ? Double(parts[$0]) / Double(wholes[$0]) : nil }
  }
}

/// Figures of purchases that need more of an order than its amounts.
enum PurchaseFacts {
  /// Share of purchases with any discount, by the unit of purchases; none without a purchase. Complexity: O(orders).
  static func discountedShare(_ data: FilterData) -> FilterColumn {
    let orders = data.ledger.orders
    let last = data.asOf.rawValue
    let isByDay = data.question.settings.purchaseUnit == .day
    return .numbers(data.customers) { customer in
      var purchases = 0
      var discounted = 0
      var today = Int32.min
      var isDiscounted = false
      for order in data.ledger.orders(of: customer) where orders.day[order] <= last && orders.isPurchase(order) {
        if !isByDay || orders.day[order] != today {
          purchases += 1
          today = orders.day[order]
          isDiscounted = false
        }
        if !isDiscounted, orders.discount[order] > 0 {
          isDiscounted = true
          discounted += 1
        }
      }
      return purchases > 0 ? Double(discounted) / Double(purchases) : nil
    }
  }

  /// Pieces in valid orders of some days. Complexity: O(lines).
  static func pieces(_ data: FilterData, _ days: ClosedRange<Int32>) -> FilterColumn {
    let orders = data.ledger.orders
    let lines = data.ledger.lines
    return .integers(data.customers) { customer in
      var pieces: Int64 = 0
      for order in data.ledger.orders(of: customer) where days.contains(orders.day[order]) && orders.isPurchase(order) {
        for line in orders.lines(of: order) { pieces += Int64(lines.quantity[line]) }
      }
      return pieces
    }
  }

  /// Different products in valid orders. Complexity: O(lines) and a table of the products.
  static func products(_ data: FilterData) -> FilterColumn {
    let orders = data.ledger.orders
    let lines = data.ledger.lines
    let last = data.asOf.rawValue
    // Who saw a product last: one customer at a time, so that nothing has to be cleared between two.
    var seenBy = [Int32](repeating: -1, count: data.ledger.products.count)
    return .integers(data.customers) { customer in
      var products: Int64 = 0
      for order in data.ledger.orders(of: customer) where orders.day[order] <= last && orders.isPurchase(order) {
        for line in orders.lines(of: order) {
          let product = Int(lines.product[line])
          guard product > 0, seenBy[product] != Int32(customer) else { continue }
          seenBy[product] = Int32(customer)
          products += 1
        }
      }
      return products
    }
  }
}
