import Ledger

@testable import Analytics

/// The definitions written down once more as plainly as they read: dictionaries, one person at a time, no cleverness.
///
/// Nothing here is shared with the module but the calendar; it works on the orders, not on the ledger's columns.
struct PlainShop {
  struct Person {
    var key = ""
    /// Net of each purchase day.
    var days: [Day: Int64] = [:]
    /// Everything that counts: day, net, margin.
    var amounts: [(day: Day, net: Int64, margin: Int64)] = []

    var sortedDays: [Day] { days.keys.sorted() }
    var gaps: [Int] { zip(sortedDays, sortedDays.dropFirst()).map { $1 - $0 } }
    func purchases(after start: Day?) -> [Day] { sortedDays.filter { isAfter($0, start) } }
    func net(after start: Day?) -> Int64 { sum(after: start) { $0.net } }
    func margin(after start: Day?) -> Int64 { sum(after: start) { $0.margin } }
    private func sum(after start: Day?, _ part: ((day: Day, net: Int64, margin: Int64)) -> Int64) -> Int64 {
      var sum: Int64 = 0
      for amount in amounts where isAfter(amount.day, start) { sum += part(amount) }
      return sum
    }
    private func isAfter(_ day: Day, _ start: Day?) -> Bool {
      guard let start else { return true }
      return day > start
    }
  }

  let asOf: Day
  var people: [Person] = []
  /// M of B.12.
  var pool = 0.0
  /// I_c of somebody with one purchase day.
  var firstGap = 0.0
  /// Gaps that ended and gaps that still run, by number of purchase days before them: 1, 2, 3, 4 and more.
  var events: [[Int]] = [[], [], [], []]
  var censored: [[Int]] = [[], [], [], []]

  init(_ entries: [LedgerEntry], asOf: Day) {
    self.asOf = asOf
    var byKey: [String: Person] = [:]
    for entry in entries where !entry.customer.isEmpty && entry.day <= asOf {
      guard entry.status == .valid || entry.status == .refundOnly else { continue }
      var person = byKey[entry.customer] ?? Person(key: entry.customer)
      let net = entry.lines.reduce(0) { $0 + $1.gross - $1.discount - $1.refund }
      let margin = entry.lines.reduce(net) { rest, line in
        let paid = line.gross - line.discount
        guard line.refund > 0, paid > 0 else { return rest - line.cost }
        if line.refund >= paid { return rest }
        return rest - (line.cost - Int64((Double(line.cost) * Double(line.refund) / Double(paid)).rounded()))
      }
      person.amounts.append((entry.day, net, margin))
      if entry.status == .valid, net > 0 { person.days[entry.day, default: 0] += net }
      byKey[entry.customer] = person
    }
    people = byKey.values.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
    let three = people.filter { $0.days.count >= 3 }.compactMap { Self.median($0.gaps.map(Double.init)) }
    let two = people.filter { $0.days.count == 2 }.map { Double($0.gaps[0]) }
    pool = Self.median(three) ?? Self.median(two) ?? 90
    let twice = people.filter { $0.days.count >= 2 }
    let followed = twice.filter { asOf - $0.sortedDays[0] >= 365 }
    firstGap = Self.median((followed.count >= 30 ? followed : twice).map { Double($0.gaps[0]) }) ?? pool
    for person in people where !person.days.isEmpty {
      for (index, gap) in person.gaps.enumerated() { events[min(index, 3)].append(gap) }
      censored[min(person.days.count, 4) - 1].append(asOf - person.sortedDays[person.days.count - 1])
    }
  }

  func buyers(after start: Day?) -> [Person] { people.filter { !$0.purchases(after: start).isEmpty } }

  static func median(_ numbers: [Double]) -> Double? {
    let sorted = numbers.sorted()
    guard !sorted.isEmpty else { return nil }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// The smallest gap that covers 80 % of everybody's gaps, each person weighing the same: counted in 1/720720 parts,
  /// which every number of gaps up to 16 divides, so that no rounding is involved.
  func maturity() -> Int {
    var weights: [Int: Double] = [:]
    var total = 0.0
    for person in people where !person.gaps.isEmpty {
      for gap in person.gaps { weights[gap, default: 0] += 720_720 / Double(person.gaps.count) }
      total += 720_720
    }
    var sum = 0.0
    for (gap, weight) in weights.sorted(by: { $0.key < $1.key }) {
      sum += weight
      if sum >= total * 0.8 - 0.01 { return gap }
    }
    return 90
  }

  func stage(_ last: Day, _ asOf: Day) -> Stage {
    var k = 1
    while last.adding(months: k) < asOf { k += 1 }
    return k == 1 ? .active : k <= 4 ? .silent : k <= 10 ? .sleeping : .churned
  }

  /// People of a window, by falling net; ties by margin, then the later purchase, then key.
  func ranked(after start: Day?, hasCost: Bool) -> [Person] {
    buyers(after: start).sorted { left, right in
      let (one, other) = (left.net(after: start), right.net(after: start))
      if one != other { return one > other }
      if hasCost, left.margin(after: start) != right.margin(after: start) {
        return left.margin(after: start) > right.margin(after: start)
      }
      let (last, otherLast) = (left.sortedDays[left.days.count - 1], right.sortedDays[right.days.count - 1])
      if last != otherLast { return last > otherLast }
      return Array(left.key.utf8).lexicographicallyPrecedes(Array(right.key.utf8))
    }
  }

  func interval(_ person: Person) -> Double {
    guard let own = Self.median(person.gaps.map(Double.init)) else { return firstGap }
    let gaps = Double(person.gaps.count)
    return (gaps * own + 2 * pool) / (gaps + 2)
  }

  func probability(_ person: Person) -> Double? {
    let silent = asOf - person.sortedDays[person.days.count - 1]
    var band = (events[min(person.days.count, 4) - 1], censored[min(person.days.count, 4) - 1])
    if (band.0 + band.1).filter({ $0 > silent }).count < 30 { band = (events.flatMap { $0 }, censored.flatMap { $0 }) }
    let longer = (band.0 + band.1).filter { $0 > silent }.count
    guard longer > 0 else { return nil }
    let later = plainSurvival(band.0, band.1, silent + 90)
    // Some are still silent where the watching ends: nobody knows.
    if later > 0, (band.0 + band.1).allSatisfy({ $0 < silent + 90 }) { return nil }
    return later > 0 ? 1 - later / plainSurvival(band.0, band.1, silent) : Double(longer) / Double(longer + 1)
  }
}
