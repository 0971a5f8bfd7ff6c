import Ledger

/// The life cycle by calendar period: who came for the first time, again, back, and who stayed away (DEFINITIONS B.23).
///
/// In a period (`periods.unit`, calendar month or quarter) somebody is active with at least one purchase in it. *New* is
/// who bought for the first time ever, *repeat* who also bought in the period before, *returned* everybody else who is
/// active; the three add up to active. *Dormant* is who bought in the period before but not in this one. The quick ratio
/// is (new + returned) ÷ dormant.
///
/// *Returning* is who had bought before the period, repeat and returned together; *multi-order* who has at least two valid
/// orders within it, new or not (part A, "new / returning").
///
/// Net is everything of these people that counts in the period, each refund on its own day where the file has one (part A,
/// "refund date"); for dormant people it is their net in the period before. Refunds in a period in which their person
/// bought nothing belong to nobody of it: ``Row/otherNet``. With them the nets of all periods add up to the identified
/// net.
///
/// **Left edge** (part A): the first order in the file is not the first in life. Periods that begin within the first
/// 180 days, or within the first fifth of the span where that is shorter, are marked. The last period is incomplete
/// unless the as-of day is its last day. Complexity: O(customers + purchases).
public struct PeriodLifecycle: Sendable {
  /// How people stand in a period.
  public enum Standing: String, CaseIterable, Hashable, Sendable {
    /// Bought for the first time ever.
    case new
    /// Bought in the period before as well.
    case `repeat`
    /// Bought earlier, but not in the period before.
    case returned
    /// Bought in the period before, but not in this one.
    case dormant

    /// Position in `allCases`.
    public var index: Int {
      switch self {
      case .new: return 0
      case .repeat: return 1
      case .returned: return 2
      case .dormant: return 3
      }
    }
  }

  /// One period.
  public struct Row: Hashable, Sendable {
    /// Its first day.
    public let start: Day
    /// Its last day, which may lie after the as-of day.
    public let end: Day
    /// People by standing, in the order of `Standing.allCases`.
    public let people: [Int]
    /// Net by standing; of dormant people that in the period before.
    public let net: [Int64]
    /// People with at least two valid orders in it; `nil` where orders were not asked for.
    public let multiOrder: Int?
    /// Net of what counts in it for people who bought nothing in it, usually refunds, below zero.
    public let otherNet: Int64
    /// Whether it begins so early that a first order may not be the first in life.
    public let isLeftEdge: Bool
    /// Whether it is not over.
    public let isIncomplete: Bool

    /// People with a purchase in it.
    public var active: Int { people[0] + people[1] + people[2] }
    /// Net of the people with a purchase in it.
    public var activeNet: Int64 { net[0] + net[1] + net[2] }
    /// Net of everything of known people that counts in it.
    public var totalNet: Int64 { activeNet + otherNet }
    /// People with a purchase in it who had bought before it.
    public var returning: Int { people[1] + people[2] }
    /// (new + returned) ÷ dormant; `nil` where nobody is dormant.
    public var quickRatio: Double? { people[3] > 0 ? Double(people[0] + people[2]) / Double(people[3]) : nil }
    /// Whether its figures may be compared with those of others.
    public var isComparable: Bool { !isLeftEdge && !isIncomplete }
  }

  /// The periods from the first purchase to the as-of day, oldest first; empty without purchases.
  public let rows: [Row]
  /// What a period is.
  public let unit: PeriodRule.Unit
  /// L: days at the beginning of the file whose first orders may not be the first in life.
  public let leftEdge: Int
  /// People with a purchase.
  public let customers: Int
  /// Net of what counts in periods in which its person bought nothing, usually below zero; that before the first period
  /// too, which no row holds.
  public let otherNet: Int64
  /// Whether any refund counts on another day than its order.
  public let hasDatedRefunds: Bool
  /// Plain sentences to print beside the figures.
  public let notes: [String]

  private let history: PurchaseHistory

  /// The periods of a history.
  ///
  /// - Parameter ledger: The ledger of the history, for who ordered twice; O(orders) more.
  public init(_ history: PurchaseHistory, _ question: Question, ledger: Ledger? = nil) {
    let rule = question.settings.periods
    let unit = rule.unit
    self.unit = unit
    self.history = history
    hasDatedRefunds = !history.laterRefunds.isEmpty
    let span = history.span
    leftEdge = rule.leftEdge ?? min(180, span / 5)
    guard let firstDay = history.firstDay else {
      rows = []
      customers = 0
      otherNet = history.identifiedNet
      notes = history.sketchNote.map { [$0] } ?? []
      return
    }
    let starts = PeriodLifecycle.starts(from: firstDay, to: history.asOf, unit)
    var tally = Tallying(history, firstDay, starts)
    tally.purchases()
    tally.adjustments()
    let multiOrder = ledger.map { tally.multiOrder($0) }
    customers = tally.customers
    otherNet = tally.otherNet
    let edge = firstDay.adding(days: leftEdge)
    rows = starts.indices.map { index in
      let end = unit.next(starts[index]).adding(days: -1)
      return Row(
        start: starts[index], end: end, people: Array(tally.people[(4 * index)..<(4 * index + 4)]),
        net: Array(tally.net[(4 * index)..<(4 * index + 4)]), multiOrder: multiOrder?[index],
        otherNet: tally.other[index], isLeftEdge: starts[index] < edge,
        isIncomplete: end > history.asOf)
    }
    var notes = history.sketchNote.map { [$0] } ?? []
    if let last = rows.last, last.isIncomplete {
      notes.append(
        "\(unit.name(last.start)) is not over: \(last.end - history.asOf) of its days are still to come, and who is "
          + "dormant in it may yet buy")
    }
    let edged = rows.count(where: \.isLeftEdge)
    if edged > 0 {
      notes.append(
        "the file begins on \(firstDay): in its first \(counted(leftEdge, "day")) a first order may not be the first in "
          + "life, so new is too high there and returned too low")
    }
    self.notes = notes
  }

  /// The periods of a ledger.
  public init(_ ledger: Ledger, _ question: Question) {
    self.init(PurchaseHistory(ledger, question), question, ledger: ledger.asOf(question.asOf))
  }

  /// The customers of a standing in a period, in the ledger's order; `nil` asks for all active ones.
  ///
  /// Complexity: O(customers · log purchases).
  public func customers(in period: Int, _ standing: Standing?) -> [Int32] {
    var members: [Int32] = []
    let before = period > 0 ? rows[period - 1].start : nil
    for customer in 0..<history.customers {
      guard let found = self.standing(of: customer, in: rows[period], before: before) else { continue }
      if found == standing || (standing == nil && found != .dormant) { members.append(Int32(customer)) }
    }
    return members
  }

  /// How everybody stands in the last period as one labelling, `period`. Complexity: O(customers · log purchases).
  public var labelling: Labelling {
    var codes = [UInt8](repeating: Labelling.none, count: history.customers)
    if let last = rows.last {
      let before = rows.count > 1 ? rows[rows.count - 2].start : nil
      for customer in codes.indices {
        if let found = standing(of: customer, in: last, before: before) { codes[customer] = UInt8(found.index) }
      }
    }
    return Labelling(
      id: "period", title: unit == .month ? "This month" : "This quarter",
      labels: Standing.allCases.map { Labelling.Label($0.rawValue, $0.title) }, codes: codes)
  }

  private func standing(of customer: Int, in row: Row, before: Day?) -> Standing? {
    let range = history.purchases(of: customer)
    let end = position(row.end.rawValue + 1, in: range)
    let begin = position(row.start.rawValue, in: range.lowerBound..<end)
    let hadBefore = before.map { begin > range.lowerBound && history.day[begin - 1] >= $0.rawValue } ?? false
    if begin < end { return begin == range.lowerBound ? .new : hadBefore ? .repeat : .returned }
    return hadBefore ? .dormant : nil
  }

  /// The first purchase of a range on or after a day.
  private func position(_ day: Int32, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if history.day[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func starts(from first: Day, to last: Day, _ unit: PeriodRule.Unit) -> [Day] {
    var starts: [Day] = []
    var start = unit.start(first)
    while start <= last {
      starts.append(start)
      start = unit.next(start)
    }
    return starts
  }
}

extension PeriodLifecycle.Standing {
  /// The standing as a word with a capital.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

/// The pass over all purchases, and what it counts: four figures a period.
private struct Tallying {
  var people: [Int]
  var net: [Int64]
  var customers = 0
  var otherNet: Int64 = 0
  /// The part of `otherNet` in each period.
  var other: [Int64]

  private let history: PurchaseHistory
  private let firstDay: Int32
  /// The first day of the first period, before which there may be refunds alone.
  private let begin: Int32
  private let periods: Int
  /// The period of each day since the first purchase.
  private let periodOf: [Int32]

  init(_ history: PurchaseHistory, _ firstDay: Day, _ starts: [Day]) {
    self.history = history
    self.firstDay = firstDay.rawValue
    begin = starts[0].rawValue
    periods = starts.count
    people = [Int](repeating: 0, count: 4 * starts.count)
    net = [Int64](repeating: 0, count: 4 * starts.count)
    other = [Int64](repeating: 0, count: starts.count)
    var periodOf: [Int32] = []
    periodOf.reserveCapacity(history.span)
    var period = 0
    for day in firstDay.rawValue...history.asOf.rawValue {
      while period + 1 < starts.count, day >= starts[period + 1].rawValue { period += 1 }
      periodOf.append(Int32(period))
    }
    self.periodOf = periodOf
  }

  /// Counts everybody's purchases: each run of them within one period once.
  ///
  /// Hardly any question here can be foreseen by the processor (another period? the next one?), so figures are added
  /// to places that are computed, and nothing branches but the end of a person's purchases.
  mutating func purchases() {
    let (periods, firstDay) = (periods, firstDay)
    var buyers = 0
    // Net of the people of a period who come back in the next one.
    var keptNet = [Int64](repeating: 0, count: periods)
    history.net.withReader { amount in
      history.day.withUnsafeBufferPointer { day in
        history.start.withUnsafeBufferPointer { start in
          history.end.withUnsafeBufferPointer { ends in
            periodOf.withUnsafeBufferPointer { periodOf in
              people.withUnsafeMutableBufferPointer { people in
                net.withUnsafeMutableBufferPointer { net in
                  keptNet.withUnsafeMutableBufferPointer { keptNet in
                    for customer in start.indices {
                      var position = Int(start[customer])
                      let end = Int(ends[customer])
                      guard position < end else { continue }
                      buyers &+= 1
                      var last = Int(periodOf[Int(day[position] &- firstDay)])
                      var place = 4 &* last
                      var sum = amount[position]
                      people[place] &+= 1
                      net[place] &+= sum
                      position &+= 1
                      while position < end {
                        let period = Int(periodOf[Int(day[position] &- firstDay)])
                        let value = amount[position]
                        position &+= 1
                        let isOther = period == last ? 0 : 1
                        let isNext = period &- last == 1 ? 1 : 0
                        keptNet[last] &+= sum & Int64(truncatingIfNeeded: 0 &- isNext)
                        let begun = 4 &* period &+ 2 &- isNext
                        place &+= (begun &- place) & (0 &- isOther)
                        people[place] &+= isOther
                        net[place] &+= value
                        sum = value &+ (sum & Int64(truncatingIfNeeded: isOther &- 1))
                        last = period
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
    customers = buyers
    // Who was active in a period is active in the next one or dormant in it.
    for period in 1..<max(1, periods) {
      let before = 4 * (period - 1)
      people[4 * period + 3] = people[before] + people[before + 1] + people[before + 2] - people[4 * period + 1]
      net[4 * period + 3] = net[before] &+ net[before + 1] &+ net[before + 2] &- keptNet[period - 1]
    }
  }

  /// Adds what counts without being a purchase, and moves refunds from the day of their order to their own.
  mutating func adjustments() {
    for adjustment in history.adjustments where adjustment.net != 0 {
      add(adjustment.net, of: Int(adjustment.customer), on: adjustment.day)
    }
    for refund in history.laterRefunds where self.period(refund.orderDay) != self.period(refund.day) {
      add(refund.amount, of: Int(refund.customer), on: refund.orderDay)
      add(-refund.amount, of: Int(refund.customer), on: refund.day)
    }
  }

  /// Adds an amount to the period of a day: to its person's standing where they bought in it.
  private mutating func add(_ amount: Int64, of customer: Int, on day: Int32) {
    guard day >= begin else {
      otherNet += amount
      return
    }
    let period = self.period(day)
    let range = history.purchases(of: customer)
    let bought = range.map { self.period(history.day[$0]) }
    guard bought.contains(period) else {
      otherNet += amount
      other[period] += amount
      return
    }
    let standing = bought[0] == period ? 0 : bought.contains(period - 1) ? 1 : 2
    net[4 * period + standing] += amount
    if period + 1 < periods, !bought.contains(period + 1) { net[4 * (period + 1) + 3] += amount }
  }

  /// People with at least two valid orders in each period.
  func multiOrder(_ ledger: Ledger) -> [Int] {
    var people = [Int](repeating: 0, count: periods)
    let limit = history.asOf.rawValue
    for customer in 0..<history.customers where history.latest[customer] != PurchaseHistory.never {
      var last = -1
      var orders = 0
      for order in ledger.orders(of: customer) {
        if ledger.orders.day[order] > limit { break }
        guard ledger.orders.isPurchase(order) else { continue }
        let period = self.period(ledger.orders.day[order])
        orders = period == last ? orders + 1 : 1
        if orders == 2 { people[period] += 1 }
        last = period
      }
    }
    return people
  }

  private func period(_ day: Int32) -> Int { Int(periodOf[Int(max(day, firstDay) - firstDay)]) }
}

/// What a period of the period life cycle is.
public struct PeriodRule: Hashable, Sendable {
  /// A calendar period.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// A calendar month.
    case month
    /// A calendar quarter.
    case quarter

    /// The first day of the period that holds a day.
    func start(_ day: Day) -> Day {
      let fields = day.fields
      let month = self == .month ? fields.month : (fields.month - 1) / 3 * 3 + 1
      return Day(uncheckedYear: fields.year, month: month, day: 1)
    }

    /// The first day of the period after the one that begins with a day.
    func next(_ start: Day) -> Day { start.adding(months: self == .month ? 1 : 3) }

    /// The name of the period that begins with a day: `2011-12`, `2011-Q4`.
    public func name(_ start: Day) -> String {
      let fields = start.fields
      let year = Digits.padded(fields.year, 4)
      return self == .month ? "\(year)-\(Digits.padded(fields.month, 2))" : "\(year)-Q\((fields.month + 2) / 3)"
    }
  }

  /// What a period is: `periods.unit`.
  public var unit = Unit.month
  /// Days at the beginning of the file whose first orders may not be the first in life: `periods.left_edge`; `nil` is
  /// 180, or a fifth of the span where that is shorter.
  public var leftEdge: Int?

  /// Calendar months.
  public init() {}
}

extension Setting {
  /// The period life cycle.
  static let periods: [Setting] = [
    .choice("periods.unit", \.periods.unit, "What a period of the period life cycle is."),
    Setting(
      "periods.left_edge", accepts: "auto, or days, 0 to 3650", offers: ["auto", "0", "90", "180", "365"],
      "Days at the beginning of the file whose first orders may not be first; auto is 180 or a fifth of the span."
    ) {
      $0.periods.leftEdge.map(String.init) ?? "auto"
    } write: { settings, text in
      if bare(text) == "auto" {
        settings.periods.leftEdge = nil
        return true
      }
      let digits = bare(text)
      guard let days = Int(digits.hasSuffix("d") ? String(digits.dropLast()) : digits), (0...3_650).contains(days)
      else { return false }
      settings.periods.leftEdge = days
      return true
    },
  ]
}
