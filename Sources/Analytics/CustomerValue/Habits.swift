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
    let active = counts(width * width)
    let lowest = MidRanks.bucket(0)
    let fullPrice = counts(MidRanks.bucket(1) - lowest + 1)
    defer { for table in [purchases, tenure, active, fullPrice] { table.deallocate() } }
    var known = 0
    var isDiscounted = false
    history.start.withUnsafeBufferPointer { start in
      history.end.withUnsafeBufferPointer { end in
        history.earliest.withUnsafeBufferPointer { earliest in
          history.latest.withUnsafeBufferPointer { latest in
            late.forEach(history) { customer, facts in
              purchases[MidRanks.place(Int(end[customer] &- start[customer]))] &+= 1
              tenure[MidRanks.place(Int(latest[customer] &- earliest[customer]))] &+= 1
              active[months.count(since: earliest[customer]) &* width &+ Int(facts.activeMonths)] &+= 1
              guard facts.fullPrice == facts.fullPrice else { return }
              known &+= 1
              if facts.fullPrice < 1 { isDiscounted = true }
              fullPrice[MidRanks.bucket(facts.fullPrice) &- lowest] &+= 1
            }
          }
        }
      }
    }
    MidRanks.rank(purchases, total: buyers)
    MidRanks.rank(tenure, total: buyers)
    MidRanks.rank(fullPrice, total: known)
    rankShares(active, width)
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
                  &+ active[months.count(since: earliest[customer]) &* width &+ Int(facts.activeMonths)]
                if isDiscounted {
                  sum &+=
                    facts.fullPrice == facts.fullPrice
                    ? fullPrice[MidRanks.bucket(facts.fullPrice) &- lowest] : UInt32(MidRanks.none)
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

  /// Makes counts by (months, active months of them) the percentiles of active ÷ months.
  private static func rankShares(_ counts: UnsafeMutableBufferPointer<UInt32>, _ width: Int) {
    let taken = counts.indices.filter { counts[$0] > 0 }.map {
      (place: $0, bucket: MidRanks.bucket(Float($0 % width) / Float($0 / width)))
    }.sorted { $0.bucket < $1.bucket }
    // Shares of one bucket have one percentile.
    var people: [UInt32] = []
    var last = -1
    for (place, bucket) in taken {
      if bucket == last { people[people.count - 1] += counts[place] } else { people.append(counts[place]) }
      last = bucket
    }
    MidRanks.rank(&people, total: people.reduce(0) { $0 + Int($1) })
    last = -1
    var index = -1
    for (place, bucket) in taken {
      if bucket != last { index += 1 }
      last = bucket
      counts[place] = people[index]
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
    var (old, young, listed) = (0, 0, 0)
    var breadth = [UInt32](repeating: 0, count: MidRanks.place(Int(late.mostBreadth)) + 1)
    active.withUnsafeMutableBufferPointer { active in
      breadth.withUnsafeMutableBufferPointer { breadth in
        history.earliest.withUnsafeBufferPointer { earliest in
          history.latest.withUnsafeBufferPointer { latest in
            late.forEach(history) { customer, facts in
              let isOld = asOf &- earliest[customer] >= 360
              active[listed] = UInt32(truncatingIfNeeded: customer)
              listed &+= isOld && latest[customer] > asOf &- 360 ? 1 : 0
              old &+= isOld ? 1 : 0
              young &+= isOld ? 0 : 1
              breadth[MidRanks.place(Int(facts.breadth))] &+= isOld ? 0 : 1
            }
          }
        }
      }
    }
    var places = [UInt32](repeating: 0, count: listed)
    var growth = [UInt32](repeating: 0, count: MidRanks.buckets)
    growth.withUnsafeMutableBufferPointer { growth in
      places.withUnsafeMutableBufferPointer { places in
        active.withUnsafeBufferPointer { active in
          GrowthValue.changes(history, active[0..<listed], Float(median)) { index, change in
            let place = MidRanks.bucket(change)
            growth[place] &+= 1
            places[index] = UInt32(truncatingIfNeeded: place)
          }
        }
      }
      growth[MidRanks.bucket(0)] &+= UInt32(old - listed)
    }
    MidRanks.rank(&growth, total: old)
    MidRanks.rank(&breadth, total: young)
    let even = growth[MidRanks.bucket(0)]
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
      growth.withUnsafeBufferPointer { growth in
        for index in 0..<listed { result[Int(active[index])] = UInt16(truncatingIfNeeded: growth[Int(places[index])]) }
      }
    }
    percentiles = result
  }

  @inline(__always)
  private static func quotient(_ amount: Int64, _ count: UInt32) -> Int64 {
    // Short division is several times as fast, and nearly always possible.
    guard let narrow = UInt32(exactly: amount) else { return amount / Int64(count) }
    return Int64(narrow / count)
  }

  /// log(net of the last 180 days + s) − log(net of the 180 days before + s) of some people, by their place in the list.
  @inline(__always)
  private static func changes(
    _ history: PurchaseHistory, _ people: Slice<UnsafeBufferPointer<UInt32>>, _ smoothing: Float,
    _ body: (_ index: Int, _ change: Float) -> Void
  ) {
    let (recent, earlier) = (history.asOf.rawValue - 180, history.asOf.rawValue - 360)
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
              body(index, now == before ? 0 : log((Float(now) + smoothing) / (Float(before) + smoothing)))
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
