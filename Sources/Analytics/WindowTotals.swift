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
  /// Margin in the window; empty where no cost is known.
  var margin: [Int64] = []
  /// Day of the latest purchase.
  var lastDay: [Int32] = []
  /// People with adjustments but without a purchase in the window.
  var refundOnly = 0
  /// Net of those people.
  var refundOnlyNet: Int64 = 0

  init(_ history: PurchaseHistory, _ window: Window) {
    let from = window.start(asOf: history.asOf)?.rawValue ?? Int32.min
    let hasMargin = history.hasMargin
    people.reserveCapacity(history.customers)
    purchases.reserveCapacity(history.customers)
    net.reserveCapacity(history.customers)
    lastDay.reserveCapacity(history.customers)
    let isEverything = window == .all
    var next = 0
    let adjustments = history.adjustments
    history.net.withReader { amount in
      history.margin.withReader { marginAmount in
        history.day.withUnsafeBufferPointer { day in
          history.start.withUnsafeBufferPointer { start in
            for customer in 0..<history.customers {
              let first = Int(start[customer])
              let end = Int(history.end[customer])
              var position = end
              var sum: Int64 = 0
              var marginSum: Int64 = 0
              if isEverything {
                sum = history.netToDate[customer]
                if hasMargin { marginSum = history.marginToDate[customer] }
                position = first
              } else {
                while position > first, day[position - 1] > from {
                  position &-= 1
                  sum &+= amount[position]
                  if hasMargin { marginSum &+= marginAmount[position] }
                }
              }
              var isAdjusted = false
              while next < adjustments.count, adjustments[next].customer == customer {
                if adjustments[next].day > from {
                  isAdjusted = true
                  if !isEverything {
                    sum &+= adjustments[next].net
                    marginSum &+= adjustments[next].margin
                  }
                }
                next += 1
              }
              if position < end {
                people.append(UInt32(customer))
                purchases.append(UInt32(end - position))
                net.append(sum)
                if hasMargin { margin.append(marginSum) }
                lastDay.append(day[end - 1])
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

  /// What is said about people with refunds alone; `nil` where there are none.
  var refundOnlyNote: String? { WindowTotals.refundOnlyNote(refundOnly) }

  /// What is said about so many people with refunds alone; `nil` of none.
  static func refundOnlyNote(_ people: Int) -> String? {
    people == 0
      ? nil : "\(counted(people, "customer")) with refunds but no purchase \(people == 1 ? "is" : "are") not counted"
  }
}
