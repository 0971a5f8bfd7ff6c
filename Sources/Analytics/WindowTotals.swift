import Ledger

/// What each person bought in a window: the people with at least one purchase in it, one row each.
///
/// The net of a person is Σ net of everything of theirs that counts in the window, so it may be zero or less where more
/// was refunded than paid. People with adjustments but without a purchase in the window stay apart. Together the two
/// are the identified net of the window, to the minor unit.
struct WindowTotals {
  /// Positions of the people in the ledger, rising.
  var people: [UInt32] = []
  /// Purchases in the window.
  var purchases: [UInt32] = []
  /// Net in the window.
  var net: [Int64] = []
  /// Margin in the window, as far as costs are known; empty where no cost is.
  var margin: [Int64] = []
  /// Whether the person has a margin in the window; empty where everybody has one, or nobody.
  var hasMargin: [Bool] = []
  /// Day of the latest purchase.
  var lastDay: [Int32] = []
  /// People with adjustments but without a purchase in the window.
  var refundOnly = 0
  /// Net of those people.
  var refundOnlyNet: Int64 = 0

  init(_ history: PurchaseHistory, _ window: Window) {
    let from = window.start(asOf: history.asOf)?.rawValue ?? Int32.min
    let customers = history.customers
    var filled = 0
    people = [UInt32](unsafeUninitializedCapacity: customers) { people, count in
      purchases = [UInt32](unsafeUninitializedCapacity: customers) { purchases, count in
        net = [Int64](unsafeUninitializedCapacity: customers) { net, count in
          lastDay = [Int32](unsafeUninitializedCapacity: customers) { lastDay, count in
            let rows = Rows(people: people, purchases: purchases, net: net, lastDay: lastDay)
            filled = fill(history, from, isEverything: window == .all, rows)
            count = filled
          }
          count = filled
        }
        count = filled
      }
      count = filled
    }
  }

  /// Where the rows are written to.
  private struct Rows {
    let people: UnsafeMutableBufferPointer<UInt32>
    let purchases: UnsafeMutableBufferPointer<UInt32>
    let net: UnsafeMutableBufferPointer<Int64>
    let lastDay: UnsafeMutableBufferPointer<Int32>
  }

  /// Writes the rows, and says how many.
  private mutating func fill(_ history: PurchaseHistory, _ from: Int32, isEverything: Bool, _ rows: Rows) -> Int {
    let hasMargin = history.hasMargin
    let adjustments = history.adjustments
    var next = 0
    var adjusted = adjustments.first.map { Int($0.customer) } ?? -1
    var filled = 0
    var margins: [Int64] = []
    var have: [Bool] = []
    let hasGaps = history.hasMarginGaps
    var (refundOnly, refundOnlyNet) = (0, Int64(0))
    if hasMargin { margins.reserveCapacity(history.customers) }
    history.net.withReader { amount in
      history.margin.withReader { marginAmount in
        history.day.withUnsafeBufferPointer { day in
          history.start.withUnsafeBufferPointer { start in
            history.end.withUnsafeBufferPointer { ends in
              history.latest.withUnsafeBufferPointer { latest in
                history.netToDate.withUnsafeBufferPointer { netToDate in
                  history.marginToDate.withUnsafeBufferPointer { marginToDate in
                    for customer in latest.indices {
                      // Whose latest purchase is before the window has nothing in it: most people of an old shop.
                      guard latest[customer] > from || customer == adjusted else { continue }
                      let first = Int(start[customer])
                      let end = Int(ends[customer])
                      var position = end
                      var sum: Int64 = 0
                      var marginSum: Int64 = 0
                      var knownSum: Int64 = 0
                      if isEverything {
                        sum = netToDate[customer]
                        if hasMargin { marginSum = marginToDate[customer] }
                        if hasGaps { knownSum = history.knownNetToDate[customer] }
                        position = first
                      } else {
                        while position > first, day[position &- 1] > from {
                          position &-= 1
                          sum &+= amount[position]
                          if hasMargin { marginSum &+= marginAmount[position] }
                          if hasGaps { knownSum &+= history.knownNet[position] }
                        }
                      }
                      var isAdjusted = false
                      while customer == adjusted {
                        if adjustments[next].day > from {
                          isAdjusted = true
                          if !isEverything {
                            sum &+= adjustments[next].net
                            marginSum &+= adjustments[next].margin
                            knownSum &+= adjustments[next].knownNet
                          }
                        }
                        next += 1
                        adjusted = next < adjustments.count ? Int(adjustments[next].customer) : -1
                      }
                      if position < end {
                        rows.people[filled] = UInt32(truncatingIfNeeded: customer)
                        rows.purchases[filled] = UInt32(truncatingIfNeeded: end &- position)
                        rows.net[filled] = sum
                        rows.lastDay[filled] = latest[customer]
                        if hasMargin { margins.append(marginSum) }
                        if hasGaps {
                          have.append(MarginSource.exists(margin: marginSum, knownNet: knownSum, net: sum))
                        }
                        filled &+= 1
                      } else if isAdjusted {
                        refundOnly += 1
                        refundOnlyNet &+= sum
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    margin = margins
    self.hasMargin = have
    self.refundOnly = refundOnly
    self.refundOnlyNet = refundOnlyNet
    return filled
  }

  /// Whether the person of a row has a margin in the window, where anybody has.
  @inline(__always)
  func hasMargin(_ row: Int) -> Bool { hasMargin.isEmpty || hasMargin[row] }

  /// People with a purchase in the window who have no margin in it. Complexity: O(people).
  var withoutMargin: Int { hasMargin.count { !$0 } }

  /// What is said about people with refunds alone; `nil` where there are none.
  var refundOnlyNote: String? { WindowTotals.refundOnlyNote(refundOnly) }

  /// What is said about so many people with refunds alone; `nil` of none.
  static func refundOnlyNote(_ people: Int) -> String? {
    people == 0
      ? nil : "\(counted(people, "customer")) with refunds but no purchase \(people == 1 ? "is" : "are") not counted"
  }
}

extension PurchaseHistory {
  /// What is said about people of a window who are in no rank by margin; `nil` where everybody is.
  func unrankedNote(_ totals: WindowTotals) -> String? {
    let people = totals.withoutMargin
    guard people > 0 else { return nil }
    return
      "\(counted(people, "customer")) whose costs are not known \(people == 1 ? "has" : "have") no margin and no rank"
  }
}
