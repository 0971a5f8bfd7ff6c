import Glibc
import Ledger

/// What people bring now.
enum CurrentValue {
  /// The percentile of the margin (or net) of a window, exact, `MidRanks.none` without a purchase at any time.
  static func percentiles(_ history: PurchaseHistory, _ window: Window, buyers: Int) -> [UInt16] {
    let totals = history.totals(window)
    let amounts = history.hasMargin ? totals.margin : totals.net
    let ranking = history.ranking(window, by: history.hasMargin ? .margin : .net)
    let away = buyers - ranking.count
    let scale = buyers > 0 ? 10_000 / Double(buyers) : 0
    func percentile(below: Int, equal: Int) -> UInt16 {
      UInt16(((Double(below) + Double(equal) / 2) * scale).rounded())
    }
    var negative = 0
    var zero = 0
    for amount in amounts where amount <= 0 {
      if amount < 0 { negative += 1 } else { zero += 1 }
    }
    let nothing = percentile(below: negative, equal: zero + away)
    var result = [UInt16](repeating: MidRanks.none, count: history.customers)
    for customer in result.indices where history.end[customer] > history.start[customer] { result[customer] = nothing }
    var from = 0
    while from < ranking.count {
      let amount = amounts[Int(ranking[from])]
      var to = from + 1
      while to < ranking.count, amounts[Int(ranking[to])] == amount { to += 1 }
      if amount != 0 {
        let value = percentile(below: ranking.count - to + (amount > 0 ? away : 0), equal: to - from)
        for place in from..<to { result[Int(totals.people[Int(ranking[place])])] = value }
      }
      from = to
    }
    return result
  }
}

/// What people will bring.
enum FutureValue {
  /// Expected margin of 365 days × chance of a purchase in them; not a number where that is unknown.
  static func amounts(_ history: PurchaseHistory, _ churn: ChurnList) -> [Float] {
    var amounts = [Float](repeating: .nan, count: history.customers)
    guard churn.averageGap != nil else { return amounts }
    let rhythm = churn.rhythm
    let length = max(0, history.span) + 1
    // The chance of each band for each silence, so that people only look it up.
    let chances = rhythm.bands.map { band in
      (0..<length).map { day -> Float in
        let source = band.atRisk(after: day) >= 30 ? band : rhythm.pooled
        return source.eventProbability(after: day, within: 365).map { Float($0) } ?? .nan
      }
    }
    for customer in amounts.indices {
      guard let beat = rhythm.beat(of: customer), let expected = churn.expected(of: customer, in: history) else {
        continue
      }
      amounts[customer] = Float(expected) * chances[min(beat.gaps, 3)][beat.days]
    }
    return amounts
  }
}

/// What a person's purchases say: how many, over which time, in how many months, more or fewer than before.
struct ValueHabits {
  /// Purchases; not a number without one.
  var purchases: [Float]
  /// Days from the first to the last purchase.
  var tenure: [Float]
  /// Calendar months with a purchase ÷ calendar months from the first purchase to the as-of day.
  var activeMonths: [Float]
  /// log(net of the last 180 days + s) − log(net of the 180 days before + s); not a number before 360 days are over.
  var growth: [Float]
  /// s, at least 1.
  let medianAOV: Int64

  init(_ history: PurchaseHistory) {
    let count = history.customers
    purchases = [Float](repeating: .nan, count: count)
    tenure = purchases
    activeMonths = purchases
    growth = purchases
    let asOf = history.asOf.rawValue
    let begin = history.firstDay?.rawValue ?? asOf
    let months = (0...Int(max(0, asOf - begin))).map { offset -> Int32 in
      let fields = Day(rawValue: begin + Int32(offset)).fields
      return Int32(fields.year * 12 + fields.month)
    }
    let thisMonth = months[months.count - 1]
    var averages: [Int64] = []
    averages.reserveCapacity(count)
    for customer in 0..<count where history.end[customer] > history.start[customer] {
      averages.append(history.netToDate[customer] / Int64(history.end[customer] - history.start[customer]))
    }
    medianAOV = averages.isEmpty ? 1 : max(1, Selection.value(at: (averages.count - 1) / 2, in: &averages))
    let smoothing = Float(medianAOV)
    history.net.withReader { net in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          history.day.withUnsafeBufferPointer { day in
            months.withUnsafeBufferPointer { months in
              for customer in 0..<count where end[customer] > start[customer] {
                let range = Int(start[customer])..<Int(end[customer])
                let first = day[range.lowerBound]
                var active: Int32 = 0
                var month: Int32 = -1
                for position in range {
                  let own = months[Int(day[position] - begin)]
                  active += own == month ? 0 : 1
                  month = own
                }
                purchases[customer] = Float(range.count)
                tenure[customer] = Float(day[range.upperBound - 1] - first)
                activeMonths[customer] = Float(active) / Float(thisMonth - months[Int(first - begin)] + 1)
                guard asOf - first >= 360 else { continue }
                var now: Int64 = 0
                var before: Int64 = 0
                var position = range.upperBound - 1
                while position >= range.lowerBound, day[position] > asOf - 360 {
                  if day[position] > asOf - 180 { now &+= net[position] } else { before &+= net[position] }
                  position -= 1
                }
                growth[customer] =
                  now == before ? 0 : log((Float(now) + smoothing) / (Float(before) + smoothing))
              }
            }
          }
        }
      }
    }
  }
}

/// What a person's orders say: what of them came back or was never paid, and what was bought at full price.
struct OrderHabits {
  /// Share of valid orders without a discount; not a number without a valid order.
  var fullPrice: [Float]
  /// Whether any valid order has a discount.
  let knowsDiscounts: Bool
  /// Mean bad part of an order; `nil` where the file knows neither refunds nor cancelled or unpaid orders.
  let meanBad: Double?
  private var bad: [Float]
  private var orders: [Float]

  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    let count = history.customers
    var fullPrice = [Float](repeating: .nan, count: count)
    var bad = [Float](repeating: 0, count: count)
    var orders = bad
    var discounted = 0
    var badOfAll = 0.0
    var ordersOfAll = 0
    let asOf = history.asOf.rawValue
    let table = ledger.orders
    table.gross.withReader { gross in
      table.discount.withReader { discount in
        table.refund.withReader { refund in
          table.status.withUnsafeBufferPointer { status in
            table.day.withUnsafeBufferPointer { day in
              for customer in 0..<count where history.end[customer] > history.start[customer] {
                var valid = 0
                var full = 0
                var counted = 0
                var sum = 0.0
                for order in ledger.orders(of: customer) {
                  if day[order] > asOf { break }
                  let reduction = discount[order]
                  let ordered = gross[order] - reduction
                  guard ordered > 0, status[order] != OrderStatus.refundOnly.rawValue else { continue }
                  counted += 1
                  guard status[order] == OrderStatus.valid.rawValue else {
                    sum += 1
                    continue
                  }
                  let returned = refund[order]
                  if returned > 0 { sum += min(1, Double(returned) / Double(ordered)) }
                  guard returned < ordered else { continue }
                  valid += 1
                  if reduction == 0 { full += 1 }
                }
                if valid > 0 { fullPrice[customer] = Float(full) / Float(valid) }
                discounted += valid - full
                bad[customer] = Float(sum)
                orders[customer] = Float(counted)
                badOfAll += sum
                ordersOfAll += counted
              }
            }
          }
        }
      }
    }
    self.fullPrice = fullPrice
    self.bad = bad
    self.orders = orders
    knowsDiscounts = discounted > 0
    meanBad = badOfAll > 0 ? badOfAll / Double(ordersOfAll) : nil
  }

  /// 100 · (1 − bad) in hundredths, shrunk to the shop's mean with the weight of three orders.
  func credit(_ history: PurchaseHistory) -> [UInt16] {
    guard let meanBad else { return [UInt16](repeating: MidRanks.none, count: bad.count) }
    return bad.indices.map { customer in
      guard history.end[customer] > history.start[customer] else { return MidRanks.none }
      let share = (Double(bad[customer]) + 3 * meanBad) / (Double(orders[customer]) + 3)
      return UInt16((10_000 * (1 - min(1, share))).rounded())
    }
  }
}

/// How many categories (or products) people have bought whose first purchase is less than 360 days old.
struct Breadth {
  /// Not a number for everybody else.
  var counts: [Float]
  /// What is counted: `categories`, `products` or nothing.
  let of: String

  init(_ ledger: Ledger, _ history: PurchaseHistory) {
    var counts = [Float](repeating: .nan, count: history.customers)
    let categories = ledger.products.category.isPresent ? ledger.products.category.codes : []
    let hasCategories = categories.contains { $0 > 0 }
    guard ledger.products.count > 1, ledger.lines.count > 0 else {
      self.counts = counts
      of = ""
      return
    }
    of = hasCategories ? "categories" : "products"
    // The customer that last bought each of them.
    let length = hasCategories ? Int(categories.max() ?? 0) + 1 : ledger.products.count
    var stamp = [Int32](repeating: -1, count: length)
    let orders = ledger.orders
    let asOf = history.asOf.rawValue
    ledger.lines.product.withUnsafeBufferPointer { product in
      stamp.withUnsafeMutableBufferPointer { stamp in
        for customer in counts.indices where history.end[customer] > history.start[customer] {
          guard asOf - history.day[Int(history.start[customer])] < 360 else { continue }
          var count = 0
          for order in ledger.orders(of: customer) {
            if orders.day[order] > asOf { break }
            guard orders.isPurchase(order) else { continue }
            for line in orders.lines(of: order) {
              let own = Int(product[line])
              let kind = hasCategories ? Int(categories[own]) : own
              guard kind > 0, stamp[kind] != Int32(customer) else { continue }
              stamp[kind] = Int32(customer)
              count += 1
            }
          }
          counts[customer] = Float(count)
        }
      }
    }
    self.counts = counts
  }
}
