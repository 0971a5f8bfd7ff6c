import Analytics
import Canvas
import Ledger

/// The facts at the top of every screen: which data, as of when, and the sum that balances.
///
/// Everything up to the as-of day counts. A narrow window shows the most important facts, whole.
/// Complexity: O(1) where the as-of day is the last one, else one look at the day of every order.
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
  public static func find(in findings: Findings) -> ShopHeader { ShopHeader(findings.ledger, findings.question.asOf) }

  /// gross − discounts − refunds, in minor units.
  public var net: Int64 { gross - discounts - refunds }

  init(_ ledger: Ledger, _ asOf: Day) {
    self.asOf = asOf
    currency = ledger.currency
    let report = ledger.report
    lines = report.selection?.lines ?? report.rows
    guard let last = ledger.lastDay, asOf < last else {
      customers = report.customers
      (gross, discounts, refunds) = (report.gross, report.discounts, report.refunds)
      (unidentifiedOrders, unidentifiedNet) = (report.unidentifiedOrders, report.unidentifiedNet)
      return
    }
    let orders = ledger.orders
    let unknown = ledger.unidentifiedOrders.lowerBound
    // What came later is taken away from the sums of all: usually that is little.
    var sums = (gross: report.gross, discounts: report.discounts, refunds: report.refunds)
    var rest = (orders: report.unidentifiedOrders, net: report.unidentifiedNet)
    var known = 0
    orders.day.withUnsafeBufferPointer { day in
      for order in day.indices where day[order] > asOf.rawValue {
        if order >= unknown { rest.orders -= 1 }
        guard orders.counts(order) else { continue }
        sums.gross -= orders.gross[order]
        sums.discounts -= orders.discount[order]
        sums.refunds -= orders.refund[order]
        if order >= unknown { rest.net -= orders.net(order) }
      }
      ledger.customers.orderStart.withUnsafeBufferPointer { start in
        for customer in 0..<ledger.customers.count where day[Int(start[customer])] <= asOf.rawValue { known += 1 }
      }
    }
    (gross, discounts, refunds) = (sums.gross, sums.discounts, sums.refunds)
    (unidentifiedOrders, unidentifiedNet) = (rest.orders, rest.net)
    customers = known
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
