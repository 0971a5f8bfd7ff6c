import Glibc
import Ledger

/// How faithful people are: the mean of the percentiles of their habits.
enum LoyaltyValue {
  /// Percentiles of the number of purchases alone, exact below 4,096.
  static func purchases(_ history: PurchaseHistory) -> [UInt16] {
    MidRanks.percentiles(
      (0..<history.customers).map { history.end[$0] > history.start[$0] ? Float(history.purchaseCount(of: $0)) : .nan })
  }

  /// The mean of the percentiles of purchases, of days from the first to the last, of the share of calendar months with a
  /// purchase since the first, and of the share of orders without a discount where any order has one.
  ///
  /// Each of them has few values, which are counted; nothing is stored per person.
  static func percentiles(_ history: PurchaseHistory, _ late: LateFacts, buyers: Int) -> [UInt16] {
    let months = MonthTable(history)
    let width = months.count(since: history.firstDay?.rawValue ?? history.asOf.rawValue) + 1
    var most = 0
    for customer in 0..<history.customers { most = max(most, Int(history.end[customer] - history.start[customer])) }
    let purchases = counts(MidRanks.place(most) + 1)
    let tenure = counts(MidRanks.place(max(0, history.span)) + 1)
    var active = MonthShares(width: width)
    let fullPrice = counts(fullPriceSteps + 1)
    defer { for table in [purchases, tenure, fullPrice] { table.deallocate() } }
    var known = 0
    var isDiscounted = false
    history.start.withUnsafeBufferPointer { start in
      history.end.withUnsafeBufferPointer { end in
        history.earliest.withUnsafeBufferPointer { earliest in
          history.latest.withUnsafeBufferPointer { latest in
            late.forEach(history) { customer, facts in
              purchases[MidRanks.place(Int(end[customer] &- start[customer]))] &+= 1
              tenure[MidRanks.place(Int(latest[customer] &- earliest[customer]))] &+= 1
              active.add(months.count(since: earliest[customer]), Int(facts.activeMonths))
              guard facts.fullPrice == facts.fullPrice else { return }
              known &+= 1
              if facts.fullPrice < 1 { isDiscounted = true }
              fullPrice[Int(facts.fullPrice * Float(fullPriceSteps))] &+= 1
            }
          }
        }
      }
    }
    MidRanks.rank(purchases, total: buyers)
    MidRanks.rank(tenure, total: buyers)
    MidRanks.rank(fullPrice, total: known)
    active.rank()
    let parts: UInt32 = isDiscounted ? 4 : 3
    var result = [UInt16](repeating: MidRanks.none, count: history.customers)
    result.withUnsafeMutableBufferPointer { result in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          history.earliest.withUnsafeBufferPointer { earliest in
            history.latest.withUnsafeBufferPointer { latest in
              late.forEach(history) { customer, facts in
                var sum =
                  purchases[MidRanks.place(Int(end[customer] &- start[customer]))]
                  &+ tenure[MidRanks.place(Int(latest[customer] &- earliest[customer]))]
                  &+ active[months.count(since: earliest[customer]), Int(facts.activeMonths)]
                if isDiscounted {
                  sum &+=
                    facts.fullPrice == facts.fullPrice
                    ? fullPrice[Int(facts.fullPrice * Float(fullPriceSteps))] : UInt32(MidRanks.none)
                }
                result[customer] = UInt16(truncatingIfNeeded: (sum &+ parts / 2) / parts)
              }
            }
          }
        }
      }
    }
    return result
  }

  private static func counts(_ size: Int) -> UnsafeMutableBufferPointer<UInt32> {
    let counts = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: size)
    counts.initialize(repeating: 0)
    return counts
  }

  /// Shares of orders are told apart by this many steps: those of people with up to two thousand orders exactly.
  private static let fullPriceSteps = 1 << 22
}

/// How many people were active in how many of their months.
///
/// A table for the months of a hundred years, a dictionary beyond: one date of another millennium must not cost memory.
struct MonthShares {
  private static let widest = 1_200
  private let width: Int
  private var table: [UInt32]
  private var beyond: [UInt64: UInt32] = [:]

  /// For people of fewer than so many months.
  init(width: Int) {
    self.width = min(width, MonthShares.widest)
    table = [UInt32](repeating: 0, count: self.width * self.width)
  }

  @inline(__always)
  mutating func add(_ months: Int, _ active: Int) {
    if months < width {
      table[months &* width &+ active] &+= 1
    } else {
      beyond[MonthShares.key(months, active), default: 0] += 1
    }
  }

  /// What stands at a pair: people, and after ``rank()`` their percentile.
  @inline(__always)
  subscript(months: Int, active: Int) -> UInt32 {
    months < width ? table[months &* width &+ active] : beyond[MonthShares.key(months, active)] ?? 0
  }

  private static func key(_ months: Int, _ active: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: months) << 32 | UInt64(truncatingIfNeeded: active)
  }

  /// Makes the counts the percentiles of active ÷ months; equal shares have one percentile.
  mutating func rank() {
    var taken: [(share: Double, place: Int, key: UInt64, people: UInt32)] = []
    for place in table.indices where table[place] > 0 {
      taken.append((Double(place % width) / Double(place / width), place, 0, table[place]))
    }
    for (key, people) in beyond {
      taken.append((Double(key & 0xFFFF_FFFF) / Double(key >> 32), -1, key, people))
    }
    taken.sort { $0.share < $1.share }
    var people: [UInt32] = []
    var last = -1.0
    for one in taken {
      if one.share == last { people[people.count - 1] += one.people } else { people.append(one.people) }
      last = one.share
    }
    MidRanks.rank(&people, total: people.reduce(0) { $0 + Int($1) })
    last = -1
    var index = -1
    for one in taken {
      if one.share != last { index += 1 }
      last = one.share
      if one.place >= 0 { table[one.place] = people[index] } else { beyond[one.key] = people[index] }
    }
  }
}

/// Whether people buy more than before.
struct GrowthValue {
  /// s: the median over people of net to date ÷ purchases, at least 1.
  let medianAOV: Int64
  /// Percentiles of the growth of who first bought 360 days ago or earlier, and of the breadth of everybody else.
  let percentiles: [UInt16]

  init(_ history: PurchaseHistory, _ late: LateFacts) {
    let median = GrowthValue.medianAOV(history)
    medianAOV = median
    let asOf = history.asOf.rawValue
    let hasBreadth = !late.whole.breadth.isEmpty
    let count = history.customers
    // Who did buy in the last 360 days and in time before; all others of that time did not grow. Whether somebody is one
    // of them is a coin toss, so the lists are made without a branch.
    var active = [UInt32](repeating: 0, count: count + 1)
    // Refunds without an order count where their person bought nothing.
    let refunds = GrowthValue.refunds(history)
    let hasRefunds = !refunds.isEmpty
    var isRefunded = [Bool](repeating: false, count: hasRefunds ? count : 0)
    for customer in refunds.keys { isRefunded[customer] = true }
    var (old, young, listed) = (0, 0, 0)
    var breadth = [UInt32](repeating: 0, count: MidRanks.place(Int(late.mostBreadth)) + 1)
    active.withUnsafeMutableBufferPointer { active in
      breadth.withUnsafeMutableBufferPointer { breadth in
        history.earliest.withUnsafeBufferPointer { earliest in
          history.latest.withUnsafeBufferPointer { latest in
            late.forEach(history) { customer, facts in
              let isOld = asOf &- earliest[customer] >= 360
              active[listed] = UInt32(truncatingIfNeeded: customer)
              listed &+= isOld && (latest[customer] > asOf &- 360 || (hasRefunds && isRefunded[customer])) ? 1 : 0
              old &+= isOld ? 1 : 0
              young &+= isOld ? 0 : 1
              breadth[MidRanks.place(Int(facts.breadth))] &+= isOld ? 0 : 1
            }
          }
        }
      }
    }
    var changes = [Double](repeating: 0, count: listed)
    changes.withUnsafeMutableBufferPointer { changes in
      active.withUnsafeBufferPointer { active in
        GrowthValue.changes(history, active[0..<listed], Double(median), refunds) { changes[$0] = $1 }
      }
    }
    // Who bought in neither half did not grow.
    let growth = MidRanks.exact(changes, zeros: old - listed)
    MidRanks.rank(&breadth, total: young)
    let even = UInt32(growth.ofZero)
    var result = [UInt16](repeating: MidRanks.none, count: count)
    result.withUnsafeMutableBufferPointer { result in
      breadth.withUnsafeBufferPointer { breadth in
        history.earliest.withUnsafeBufferPointer { earliest in
          late.forEach(history) { customer, facts in
            let own = hasBreadth ? breadth[MidRanks.place(Int(facts.breadth))] : UInt32(MidRanks.none)
            result[customer] = UInt16(truncatingIfNeeded: asOf &- earliest[customer] >= 360 ? even : own)
          }
        }
      }
      for index in 0..<listed { result[Int(active[index])] = growth.percentiles[index] }
    }
    percentiles = result
  }

  @inline(__always)
  private static func quotient(_ amount: Int64, _ count: UInt32) -> Int64 {
    // Short division is several times as fast, and nearly always possible.
    guard let narrow = UInt32(exactly: amount) else { return amount / Int64(count) }
    return Int64(narrow / count)
  }

  /// What counts for people without being a purchase in the last 180 days, and in the 180 days before.
  private static func refunds(_ history: PurchaseHistory) -> [Int: (now: Int64, before: Int64)] {
    let (recent, earlier) = (history.asOf.rawValue - 180, history.asOf.rawValue - 360)
    var sums: [Int: (now: Int64, before: Int64)] = [:]
    for adjustment in history.adjustments where adjustment.day > earlier && adjustment.net != 0 {
      let sum = sums[Int(adjustment.customer)] ?? (0, 0)
      sums[Int(adjustment.customer)] =
        adjustment.day > recent
        ? (sum.now &+ adjustment.net, sum.before) : (sum.now, sum.before &+ adjustment.net)
    }
    return sums
  }

  /// log(net of the last 180 days + s) − log(net of the 180 days before + s) of some people, by their place in the list.
  ///
  /// More may have been given back than s: such a sum counts as one minor unit.
  @inline(__always)
  private static func changes(
    _ history: PurchaseHistory, _ people: Slice<UnsafeBufferPointer<UInt32>>, _ smoothing: Double,
    _ refunds: [Int: (now: Int64, before: Int64)], _ body: (_ index: Int, _ change: Double) -> Void
  ) {
    let (recent, earlier) = (history.asOf.rawValue - 180, history.asOf.rawValue - 360)
    let hasRefunds = !refunds.isEmpty
    history.net.withReader { net in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          history.day.withUnsafeBufferPointer { day in
            for index in people.indices {
              let customer = Int(people[index])
              var now: Int64 = 0
              var before: Int64 = 0
              let first = Int(start[customer])
              var position = Int(end[customer]) &- 1
              while position >= first, day[position] > earlier {
                let amount = net[position]
                let own = day[position] > recent ? amount : 0
                now &+= own
                before &+= amount &- own
                position &-= 1
              }
              if hasRefunds, let refund = refunds[customer] {
                now &+= refund.now
                before &+= refund.before
              }
              body(
                index,
                now == before
                  ? 0 : log(max(1, Double(now) + smoothing)) - log(max(1, Double(before) + smoothing)))
            }
          }
        }
      }
    }
  }

  private static func medianAOV(_ history: PurchaseHistory) -> Int64 {
    var averages: [Int64] = []
    averages.reserveCapacity(history.customers)
    history.netToDate.withUnsafeBufferPointer { net in
      history.start.withUnsafeBufferPointer { start in
        history.end.withUnsafeBufferPointer { end in
          for customer in 0..<net.count where end[customer] > start[customer] {
            let count = end[customer] &- start[customer]
            averages.append(quotient(net[customer], count))
          }
        }
      }
    }
    return averages.isEmpty ? 1 : max(1, AmountTable(averages).amount(at: (averages.count - 1) / 2))
  }
}
