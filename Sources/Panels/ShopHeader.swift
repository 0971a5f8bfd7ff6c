import Analytics
import Canvas
import Ledger

/// The facts at the top of every screen: which data, as of when, and the sum that balances.
///
/// Everything up to the as-of day counts. A narrow window shows the most important facts, whole.
/// Complexity: O(1) where the as-of day is the last one; else O(days), after one look at every order of the ledger.
public struct ShopHeader: Finding {
  /// Rows read, whatever became of them; where some customers were kept alone, the lines of their orders.
  public let lines: Int
  /// Known customers with an order up to the as-of day.
  public let customers: Int
  /// The day that every figure looks from.
  public let asOf: Day
  /// Σ gross of all orders that count, in minor units.
  public let gross: Int64
  /// Σ discounts of the same orders.
  public let discounts: Int64
  /// Σ refunds of the same orders.
  public let refunds: Int64
  /// Orders that carry no customer key.
  public let unidentifiedOrders: Int
  /// Their net.
  public let unidentifiedNet: Int64
  private let currency: Currency

  /// The header of a ledger under a question.
  public static func find(in findings: Findings) -> ShopHeader {
    let asOf = findings.question.asOf
    let report = findings.ledger.report
    // Refunds of orders up to the as-of day that were made later.
    let unmade = DayTotals.refunds(of: findings.wholeLedger, madeAfter: asOf)
    guard let last = findings.ledger.lastDay, asOf < last else {
      return ShopHeader(findings.ledger, asOf, later: unmade, customers: report.customers)
    }
    return ShopHeader(
      findings.ledger, asOf, later: findings.dayTotals.sums(after: asOf) + unmade,
      customers: findings.everybodysPurchases.present)
  }

  /// gross − discounts − refunds, in minor units.
  public var net: Int64 { gross - discounts - refunds }

  /// The sums of all orders without those of later days.
  private init(_ ledger: Ledger, _ asOf: Day, later: DayTotals.Sums, customers: Int) {
    let report = ledger.report
    self.asOf = asOf
    self.customers = customers
    currency = ledger.currency
    lines = report.selection?.lines ?? report.rows
    gross = report.gross - later.gross
    discounts = report.discounts - later.discounts
    refunds = report.refunds - later.refunds
    unidentifiedOrders = report.unidentifiedOrders - later.unidentifiedOrders
    unidentifiedNet = report.unidentifiedNet - later.unidentifiedNet
  }

  /// Name, lines, customers and as-of day, as many as fit into `width` columns; the as-of day goes last.
  public func identity(name: String, width: Int, theme: Theme, glyphs: Glyphs) -> [Span] {
    let muted = theme[.textMuted]
    let strong = theme[.text]
    let day = [Span("as of ", muted), Span(asOf.description, strong)]
    let shop = [Span(name, strong)]
    let rows = [Span(Digits.grouped(lines), strong), Span(lines == 1 ? " line" : " lines", muted)]
    let people = [Span(Digits.grouped(customers), strong), Span(customers == 1 ? " customer" : " customers", muted)]
    let short = [Span(asOf.description, strong)]
    for parts in [[shop, rows, people, day], [shop, people, day], [people, day], [shop, day], [day], [short]] {
      var spans: [Span] = []
      for part in parts { spans += (spans.isEmpty ? [] : [Span(" " + glyphs.middot + " ", muted)]) + part }
      if ShopHeader.width(spans) <= width { return spans }
    }
    return []
  }

  /// Draws gross − discounts − refunds = net, and what carries no customer, into one line.
  public func drawBalance(on canvas: inout Canvas, in line: Rect) {
    guard line.width > 1 else { return }
    let theme = canvas.theme
    let glyphs = canvas.glyphs
    let muted = theme[.textMuted]
    let sign = Wording.mark(currency).isEmpty ? "" : Wording.mark(currency) + " "
    func amount(_ minor: Int64, cents: Bool) -> String {
      let money = Money(minor: minor, currency: currency)
      return glyphs.plain(cents ? money.grouped : money.whole)
    }
    func balance(cents: Bool, words: Bool) -> [Span] {
      let minus = Span(" " + glyphs.minus + " ", muted)
      return [
        Span(sign, muted), Span(amount(gross, cents: cents), theme[.text]), Span(words ? " gross" : "", muted),
        minus, Span(amount(discounts, cents: cents), theme[.text]), Span(words ? " discounts" : "", muted),
        minus, Span(amount(refunds, cents: cents), theme[.text]), Span(words ? " refunds" : "", muted),
        Span(" = ", muted), Span(amount(net, cents: cents), theme[.textStrong]), Span(" net", muted),
      ]
    }
    let share = net > 0 ? Double(unidentifiedNet) / Double(net) : 0
    let unidentified: [[Span]] =
      unidentifiedOrders == 0
      ? []
      : [
        [
          Span("without a customer: ", muted), Span(sign + amount(unidentifiedNet, cents: false), theme[.text]),
          Span(" (" + ValueFormat.percent(share) + ")", muted),
        ],
        [Span(ValueFormat.percent(share) + " without a customer", muted)],
      ]
    let wordings = [
      balance(cents: true, words: true), balance(cents: false, words: true), balance(cents: false, words: false),
    ]
    guard let balance = wordings.first(where: { ShopHeader.width($0) <= line.width - 2 }) else {
      let short = [Span(sign, muted), Span(amount(net, cents: false), theme[.textStrong]), Span(" net", muted)]
      canvas.put(short, x: line.x + 1, y: line.y, maxWidth: line.width - 1)
      return
    }
    let used = canvas.put(balance, x: line.x + 1, y: line.y)
    if let rest = unidentified.first(where: { ShopHeader.width($0) + used + 4 <= line.width }) {
      canvas.putRight(rest, maxX: line.maxX - 1, y: line.y)
    }
  }

  private static func width(_ spans: [Span]) -> Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }
}

/// What each day of a ledger brought, so that a day can be moved without looking at the orders again.
struct DayTotals: Sendable {
  /// Sums of some orders.
  struct Sums: Sendable {
    var gross: Int64 = 0
    var discounts: Int64 = 0
    var refunds: Int64 = 0
    /// Orders without a customer, valid or not.
    var unidentifiedOrders = 0
    /// Net of those of them that count.
    var unidentifiedNet: Int64 = 0

    static func + (left: Sums, right: Sums) -> Sums {
      Sums(
        gross: left.gross + right.gross, discounts: left.discounts + right.discounts,
        refunds: left.refunds + right.refunds, unidentifiedOrders: left.unidentifiedOrders + right.unidentifiedOrders,
        unidentifiedNet: left.unidentifiedNet + right.unidentifiedNet)
    }
  }

  /// Refunds of orders up to a day that were made after it. Complexity: O(refunds).
  static func refunds(of ledger: Ledger, madeAfter asOf: Day) -> Sums {
    var sums = Sums()
    let refunds = ledger.refunds
    let unknown = ledger.unidentifiedOrders.lowerBound
    for row in 0..<refunds.count where refunds.day[row] > asOf.rawValue {
      let order = Int(refunds.order[row])
      guard ledger.orders.day[order] <= asOf.rawValue, ledger.orders.counts(order) else { continue }
      sums.refunds += refunds.amount[row]
      if order >= unknown { sums.unidentifiedNet -= refunds.amount[row] }
    }
    return sums
  }

  private let first: Int32
  private let days: [Sums]

  /// The sums of each day. Complexity: O(orders).
  init(_ ledger: Ledger) {
    let begin = ledger.firstDay?.rawValue ?? 0
    first = begin
    var days = [Sums](repeating: Sums(), count: max(0, Int((ledger.lastDay?.rawValue ?? begin - 1) - begin) + 1))
    let orders = ledger.orders
    let unknown = ledger.unidentifiedOrders.lowerBound
    for order in 0..<orders.count {
      let day = Int(orders.day[order] - begin)
      if order >= unknown { days[day].unidentifiedOrders += 1 }
      guard orders.counts(order) else { continue }
      days[day].gross += orders.gross[order]
      days[day].discounts += orders.discount[order]
      days[day].refunds += orders.refund[order]
      if order >= unknown { days[day].unidentifiedNet += orders.net(order) }
    }
    self.days = days
  }

  /// The sums of all orders after a day. Complexity: O(days).
  func sums(after asOf: Day) -> Sums {
    var sum = Sums()
    for day in days.suffix(max(0, days.count - 1 - Int(asOf.rawValue - first))) {
      sum.gross += day.gross
      sum.discounts += day.discounts
      sum.refunds += day.refunds
      sum.unidentifiedOrders += day.unidentifiedOrders
      sum.unidentifiedNet += day.unidentifiedNet
    }
    return sum
  }
}
