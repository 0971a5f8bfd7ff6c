import Ledger

extension FilterEvaluation {
  /// Who did something with one of the items in the span, at least so many times.
  ///
  /// Bought is a line of a valid order that was paid for and kept at least in part; it counts once per purchase, by the
  /// unit of purchases. Returned is a line with a refund, on the day of its order; it counts once per order.
  /// A code counts once per order, a visited product once per page.
  /// Complexity: O(products) for the items and O(lines) for the scan.
  func set(_ event: FilterEvent) throws(FilterError) -> CustomerSet {
    guard let days = (event.span ?? .window(.all)).days(asOf: data.asOf) else {
      return CustomerSet(count: data.customers)
    }
    switch event.function {
    case .bought, .returned:
      let wanted = event.items.isEmpty ? nil : try products(event.items)
      return try lines(event, days, wanted)
    case .usedCoupon:
      let column = data.ledger.orders.coupon
      let names = TextColumn(column.names)
      var wanted = [Bool](repeating: event.items.isEmpty, count: column.names.count)
      for item in event.items {
        let matches = try matches(names, item.condition, item.place)
        for code in matches.indices where matches[code] { wanted[code] = true }
      }
      if !wanted.isEmpty { wanted[0] = false }
      return coupons(event, days, wanted)
    case .visited:
      let wanted = event.items.isEmpty ? nil : try products(event.items)
      return visits(event, days, wanted)
    }
  }

  /// Which products meet one of the items.
  private func products(_ items: [FilterItem]) throws(FilterError) -> [Bool] {
    let table = data.ledger.products
    var wanted = [Bool](repeating: false, count: table.count)
    for item in items {
      var found: [Bool]
      switch item.column {
      case .sku: found = try answers(table.sku, item)
      case .name: found = try answers(table.name, item)
      case .category:
        let names = try answers(TextColumn(table.category.names), item)
        let codes = table.category.codes
        found = (0..<table.count).map { names[$0 < codes.count ? Int(codes[$0]) : 0] }
      case nil:
        found = try answers(table.sku, item)
        let names = try answers(table.name, item)
        for product in found.indices where product < names.count && names[product] { found[product] = true }
      }
      for product in found.indices where product < wanted.count && found[product] { wanted[product] = true }
    }
    // Row 0 stands for "no product given".
    if !wanted.isEmpty { wanted[0] = false }
    return wanted
  }

  private func answers(_ column: TextColumn, _ item: FilterItem) throws(FilterError) -> [Bool] {
    var answers = try matches(column, item.condition, item.place)
    guard item.isNegated else { return answers }
    let known = try matches(column, .known, item.place)
    for row in answers.indices { answers[row] = known[row] && !answers[row] }
    return answers
  }

  private func lines(_ event: FilterEvent, _ days: ClosedRange<Int32>, _ wanted: [Bool]?) throws(FilterError)
    -> CustomerSet
  {
    let table = data.ledger.lines
    let orders = data.ledger.orders
    let isReturn = event.function == .returned
    let isByDay = !isReturn && data.question.settings.purchaseUnit == .day
    let wanted = wanted ?? [Bool](repeating: true, count: max(1, data.ledger.products.count))
    var set = CustomerSet(count: data.customers)
    var begin = 0
    while begin < data.customers {
      try checkCancelled()
      let end = min(begin + 65_536, data.customers)
      table.gross.withReader { gross in
        table.discount.withReader { discount in
          table.refund.withReader { refund in
            table.product.withUnsafeBufferPointer { product in
              orders.lineStart.withUnsafeBufferPointer { lineStart in
                orders.day.withUnsafeBufferPointer { day in
                  data.ledger.customers.orderStart.withUnsafeBufferPointer { orderStart in
                    wanted.withUnsafeBufferPointer { wanted in
                      for customer in begin..<end {
                        var times = 0
                        var latest = Int32.min
                        for order in Int(orderStart[customer])..<Int(orderStart[customer + 1]) {
                          let today = day[order]
                          if today > days.upperBound { break }
                          guard today >= days.lowerBound, !isByDay || today != latest || times == 0 else { continue }
                          var isHit = false
                          for line in Int(lineStart[order])..<Int(lineStart[order + 1])
                          where wanted[Int(product[line])] {
                            isHit =
                              isReturn ? refund[line] > 0 : gross[line] &- discount[line] &- refund[line] > 0
                            if isHit { break }
                          }
                          guard isHit, isReturn ? orders.counts(order) : orders.isPurchase(order) else { continue }
                          times += 1
                          latest = today
                          if times >= event.atLeast { break }
                        }
                        if times >= event.atLeast { set.insert(customer) }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
      begin = end
    }
    return set
  }

  private func coupons(_ event: FilterEvent, _ days: ClosedRange<Int32>, _ wanted: [Bool]) -> CustomerSet {
    let orders = data.ledger.orders
    let codes = orders.coupon.codes
    return CustomerSet(count: data.customers) { customer in
      var times = 0
      for order in data.ledger.orders(of: customer)
      where order < codes.count && wanted[Int(codes[order])] && days.contains(orders.day[order])
        && orders.isPurchase(order)
      {
        times += 1
      }
      return times >= event.atLeast
    }
  }

  private func visits(_ event: FilterEvent, _ days: ClosedRange<Int32>, _ wanted: [Bool]?) -> CustomerSet {
    guard let table = data.ledger.sides.visits else { return CustomerSet(count: data.customers) }
    return CustomerSet(count: data.customers) { customer in
      var times = 0
      for row in table.rows(of: customer) where days.contains(table.day[row]) {
        if let wanted {
          guard let product = table.product[row], product < wanted.count, wanted[product] else { continue }
        }
        times += 1
      }
      return times >= event.atLeast
    }
  }
}
