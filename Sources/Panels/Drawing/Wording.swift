import Ledger

/// How figures are said in a sentence: singular and plural, percent with a blank, money with its sign.
package enum Wording {
  /// `1 customer`, `4,338 customers`.
  package static func count(_ number: Int, _ one: String, _ many: String) -> String {
    Digits.grouped(number) + " " + (number == 1 ? one : many)
  }

  /// `1 customer`, `4,338 customers`.
  package static func customers(_ number: Int) -> String { count(number, "customer", "customers") }

  /// `1 day`, `33 days`; whole days.
  package static func days(_ number: Int) -> String { count(number, "day", "days") }

  /// A fraction for a sentence: `36 %`, `8.2 %`, `under 0.1 %` for what would read as nothing.
  package static func percent(_ fraction: Double) -> String {
    if fraction > 0, fraction < 0.0005 { return "under 0.1 %" }
    var text = ValueFormat.percent(fraction)
    if text.hasSuffix("%") { text.removeLast() }
    return text + " %"
  }

  /// `£ 1,234.50`, or `1,234.50` where no currency is known.
  package static func money(_ minor: Int64, _ currency: Currency) -> String {
    signed(Money(minor: minor, currency: currency).grouped, currency)
  }

  /// `£ 1,235`: whole units, for sentences.
  package static func wholeMoney(_ minor: Int64, _ currency: Currency) -> String {
    signed(Money(minor: minor, currency: currency).whole, currency)
  }

  /// The head of a money column: `Net £`, or `Net` where no currency is known.
  package static func head(_ title: String, _ currency: Currency) -> String {
    let mark = mark(currency)
    return mark.isEmpty ? title : title + " " + mark
  }

  /// The currency's sign, else its code, else nothing.
  package static func mark(_ currency: Currency) -> String { currency.symbol.isEmpty ? currency.code : currency.symbol }

  /// `9 Dec 2011`: a day for a sentence.
  package static func date(_ day: Day) -> String {
    let fields = day.fields
    return "\(fields.day) \(monthName(fields.month)) \(fields.year)"
  }

  /// The text as a sentence: a capital first, a full stop last.
  package static func sentence(_ text: String) -> String {
    guard let first = text.first, let last = text.last else { return text }
    // A path at the beginning stays as it is written.
    let word = text.prefix { $0 != " " && $0 != ":" }
    let start = word.contains("/") || word.contains(".") ? String(first) : first.uppercased()
    return start + text.dropFirst() + (".!?…".contains(last) ? "" : ".")
  }

  /// Three letters of a month, 1 = January.
  package static func monthName(_ month: Int) -> String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return names.indices.contains(month - 1) ? names[month - 1] : ""
  }

  private static func signed(_ amount: String, _ currency: Currency) -> String {
    let mark = mark(currency)
    if mark.isEmpty { return amount }
    return amount.hasPrefix("−") ? "−" + mark + " " + amount.dropFirst() : mark + " " + amount
  }
}
