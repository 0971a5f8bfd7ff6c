import Canvas
import Ledger
import Panels

/// The facts at the top of every screen: which data, and the sum that balances.
struct TruthLine {
  let findings: Findings
  let theme: Theme
  let glyphs: Glyphs

  /// Name, lines, customers and as-of day, as many as fit into `width` columns; the as-of day goes last.
  func identity(name: String, width: Int) -> [Span] {
    let report = findings.ledger.report
    let muted = theme[.textMuted]
    let strong = theme[.text]
    let day = [Span("as of ", muted), Span(findings.question.asOf.description, strong)]
    let shop = [Span(name, strong)]
    let lines = [Span(Digits.grouped(report.rows), strong), Span(report.rows == 1 ? " line" : " lines", muted)]
    let people = [
      Span(Digits.grouped(report.customers), strong), Span(report.customers == 1 ? " customer" : " customers", muted),
    ]
    let short = [Span(findings.question.asOf.description, strong)]
    for parts in [[shop, lines, people, day], [shop, people, day], [people, day], [shop, day], [day], [short]] {
      var spans: [Span] = []
      for part in parts { spans += (spans.isEmpty ? [] : [Span(" " + glyphs.middot + " ", muted)]) + part }
      if TruthLine.width(spans) <= width { return spans }
    }
    return []
  }

  /// gross − discounts − refunds = net, and what carries no customer, in one line.
  func drawBalance(on canvas: inout Canvas, in line: Rect) {
    let report = findings.ledger.report
    let muted = theme[.textMuted]
    let strong = theme[.textStrong]
    let currency = findings.ledger.currency
    let sign = currency.symbol.isEmpty ? (currency.code.isEmpty ? "" : currency.code + " ") : currency.symbol + " "
    func amount(_ minor: Int64, cents: Bool) -> String {
      let money = findings.ledger.money(minor)
      return glyphs.plain(cents ? money.grouped : money.whole)
    }
    func balance(cents: Bool, words: Bool) -> [Span] {
      let minus = Span(" " + glyphs.minus + " ", muted)
      return [
        Span(sign, muted), Span(amount(report.gross, cents: cents), theme[.text]), Span(words ? " gross" : "", muted),
        minus, Span(amount(report.discounts, cents: cents), theme[.text]), Span(words ? " discounts" : "", muted),
        minus, Span(amount(report.refunds, cents: cents), theme[.text]), Span(words ? " refunds" : "", muted),
        Span(" = ", muted), Span(amount(report.net, cents: cents), strong), Span(" net", muted),
      ]
    }
    let net = report.net
    let share = net > 0 ? Double(report.unidentifiedNet) / Double(net) : 0
    let unidentified: [Span] =
      report.unidentifiedOrders == 0
      ? []
      : [
        Span("without a customer: ", muted), Span(sign + amount(report.unidentifiedNet, cents: false), theme[.text]),
        Span(" (" + ValueFormat.percent(share) + ")", muted),
      ]
    let short: [Span] =
      report.unidentifiedOrders == 0
      ? [] : [Span(ValueFormat.percent(share) + " without a customer", muted)]
    for spans in [
      balance(cents: true, words: true), balance(cents: false, words: true), balance(cents: false, words: false),
    ] where TruthLine.width(spans) <= line.width - 2 {
      let used = canvas.put(spans, x: line.x + 1, y: line.y)
      for rest in [unidentified, short] where !rest.isEmpty && TruthLine.width(rest) + used + 4 <= line.width {
        canvas.putRight(rest, maxX: line.maxX - 1, y: line.y)
        return
      }
      return
    }
    canvas.put(
      [Span(sign, muted), Span(amount(report.net, cents: false), strong), Span(" net", muted)], x: line.x + 1,
      y: line.y, maxWidth: line.width - 1)
  }

  /// Columns of some spans.
  static func width(_ spans: [Span]) -> Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }
}
