import Ledger
import Testing

@testable import Analytics

/// The day written `2011-12-09`; a text that is none fails the test and reads as 1970-01-01.
func day(_ text: String) -> Day {
  guard let day = Day(text) else {
    Issue.record("no day: \(text)")
    return Day(rawValue: 0)
  }
  return day
}

/// An order of one line.
func order(_ customer: String, _ date: String, _ gross: Int64, discount: Int64 = 0, refund: Int64 = 0) -> LedgerEntry {
  LedgerEntry(customer: customer, day: day(date), gross: gross, discount: discount, refund: refund)
}

/// A refund that belongs to no order.
func looseRefund(_ customer: String, _ date: String, _ amount: Int64) -> LedgerEntry {
  LedgerEntry(customer: customer, day: day(date), status: .refundOnly, lines: [.init(gross: 0, refund: amount)])
}

/// Orders of one person on days counted from a date.
func orders(_ customer: String, from date: String, after days: [Int], _ gross: Int64 = 1_000) -> [LedgerEntry] {
  days.map { LedgerEntry(customer: customer, day: day(date).adding(days: $0), gross: gross) }
}

extension Ledger {
  /// The position of a customer by key; a key that is not there fails the test.
  func position(_ key: String) -> Int {
    for customer in 0..<customers.count where customers.key[customer] == key { return customer }
    Issue.record("no customer \(key)")
    return 0
  }

  /// The keys of customers.
  func keys(_ positions: [Int]) -> [String] { positions.map { customers.key[$0] } }
}

/// A reproducible source of chance (SplitMix64, Vigna 2015).
struct Chance: RandomNumberGenerator {
  var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// A small shop with everything that makes counting hard: same-day orders, equal amounts, full and loose refunds,
/// refunds beyond the value, free orders, cancelled and unpaid ones, orders of nobody, people with refunds alone.
func randomShop(seed: Int, hasCost: Bool = false) -> [LedgerEntry] {
  var chance = Chance(seed: seed)
  let people = Int.random(in: 0...60, using: &chance)
  let span = [40, 200, 900].randomElement(using: &chance) ?? 200
  let begin = day("2019-11-15")
  var entries: [LedgerEntry] = []
  for person in 0...people {
    // The last one is nobody: an order without a customer key.
    let key = person == people ? "" : "K\(Int.random(in: 0...999, using: &chance) * 100 + person)"
    let count = [0, 1, 1, 1, 2, 2, 3, 4, 5, 9, 30].randomElement(using: &chance) ?? 1
    for _ in 0..<count {
      let gross = Bool.random(using: &chance) ? Int64.random(in: 1...20_000, using: &chance) : 1_000
      let discount = Int.random(in: 0..<4, using: &chance) == 0 ? gross / 10 : 0
      var line = LedgerEntry.Line(gross: gross, discount: discount)
      var status = OrderStatus.valid
      switch Int.random(in: 0..<20, using: &chance) {
      case 0: line.refund = gross - discount
      case 1: line.refund = (gross - discount) / 3
      case 2: line.refund = gross + 5_000
      case 3: line.gross = 0
      case 4: status = .cancelled
      case 5: status = .unpaid
      case 6:
        status = .refundOnly
        line = .init(gross: 0, refund: gross)
      default: break
      }
      if hasCost, status != .refundOnly { line.cost = Int64.random(in: 0...max(1, gross), using: &chance) }
      let date = begin.adding(days: Int.random(in: 0..<span, using: &chance))
      entries.append(
        LedgerEntry(
          customer: key, day: date, second: Int.random(in: 0..<86_400, using: &chance), status: status, lines: [line]))
      if Int.random(in: 0..<6, using: &chance) == 0 {
        entries.append(LedgerEntry(customer: key, day: date, second: 5, lines: [.init(gross: 1_000)]))
      }
    }
  }
  return entries.shuffled(using: &chance)
}
