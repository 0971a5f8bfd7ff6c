import Analytics
import Canvas
import Ledger

/// The two lines of truth on top of every screen: what is shown, as of when, and how its net comes about.
///
/// Parts have an order of importance; a narrow window shows the most important ones, whole.
public struct ShopHeader: Sendable {
  /// Shop or file.
  public let name: String
  /// What it holds: lines, customers, as-of day, the most important last.
  public let facts: [String]
  /// How net comes about, from the longest wording to the shortest: `gross − discounts − refunds = net`.
  public let reconciliation: [String]
  /// What is brought by nobody known, from the longest wording to the shortest; empty where there is none.
  public let unidentified: [String]
  /// Net itself, as it stands in the reconciliation: drawn strong.
  public let net: String

  /// Whether and how the figures follow the files.
  public enum Live: Hashable, Sendable {
    /// The files are followed.
    case following
    /// The files are read once.
    case still
    /// The file is gone or cannot be read; the words say so.
    case lost(String)
    /// The files are being read; the words say how far.
    case reading(String)
  }

  /// The header of a ledger under a question.
  public static func make(_ findings: Findings) -> ShopHeader { ShopHeader(findings) }

  init(_ findings: Findings) {
    let ledger = findings.ledger
    let asOf = findings.question.asOf
    let sums = ShopHeader.sums(ledger, asOf)
    let mark = Wording.mark(ledger.currency)
    let prefix = mark.isEmpty ? "" : mark + " "
    let money = { (minor: Int64) in ledger.money(minor).grouped }
    let whole = { (minor: Int64) in ledger.money(minor).whole }
    name = ledger.name
    facts = [
      Wording.count(ledger.lines.count, "line", "lines"),
      Wording.customers(findings(CustomerRanking.self).order.count),
      "as of \(Wording.date(asOf))",
    ]
    net = prefix + money(sums.gross - sums.discounts - sums.refunds)
    reconciliation = [
      "\(prefix)\(money(sums.gross)) gross − \(money(sums.discounts)) discounts − \(money(sums.refunds)) refunds = "
        + "\(net) net",
      "\(prefix)\(whole(sums.gross)) − \(whole(sums.discounts)) disc. − \(whole(sums.refunds)) refunds = \(net) net",
      "\(prefix)\(whole(sums.gross)) − \(whole(sums.discounts)) − \(whole(sums.refunds)) = \(net) net",
      "\(net) net",
    ]
    guard sums.unidentifiedOrders > 0 else {
      unidentified = []
      return
    }
    let total = sums.gross - sums.discounts - sums.refunds
    let share = total > 0 ? " (\(Wording.percent(Double(sums.unidentified) / Double(total))))" : ""
    unidentified = [
      "without a customer: \(prefix)\(money(sums.unidentified))\(share)",
      "no customer: \(prefix)\(whole(sums.unidentified))\(share)",
    ]
  }

  /// Draws the first line, and the second where the rectangle has one.
  public func draw(on canvas: inout Canvas, in rect: Rect, live: Live = .still) {
    guard !rect.isEmpty else { return }
    canvas.clipped(to: rect) { canvas in
      first(on: &canvas, Rect(x: rect.x, y: rect.y, width: rect.width, height: 1), live)
      guard rect.height > 1 else { return }
      second(on: &canvas, Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: 1))
    }
  }

  private func first(on canvas: inout Canvas, _ line: Rect, _ live: Live) {
    var right = line.maxX
    if let sign = sign(live) {
      let text = canvas.glyphs.plain("\(sign.mark(canvas.glyphs)) \(sign.words)")
      let width = min(DisplayWidth.of(text), line.width / 2)
      canvas.write(text, sign.role, x: right - width, y: line.y, maxWidth: width)
      right -= width + 2
    }
    // The as-of day is the last to go, the number of lines the first.
    var shown = facts[...]
    let room = right - line.x
    let nameWidth = DisplayWidth.of(name)
    while shown.count > 1, nameWidth + shown.reduce(0, { $0 + 3 + DisplayWidth.of($1) }) > room {
      shown = shown.dropFirst()
    }
    let tail = shown.map { "· " + $0 }.joined(separator: " ")
    let tailWidth = DisplayWidth.of(tail)
    var left = line.x
    let forName = room - tailWidth - 1
    if forName >= 4 { left += canvas.write(name, .textStrong, x: left, y: line.y, maxWidth: forName) + 1 }
    let shownTail = left == line.x ? String(tail.dropFirst(2)) : tail
    canvas.write(shownTail, .textMuted, x: left, y: line.y, maxWidth: right - left)
  }

  private func second(on canvas: inout Canvas, _ line: Rect) {
    // The longest pair of wordings that fits; then net alone.
    for (index, sum) in reconciliation.enumerated() {
      for rest in unidentified.dropFirst(index > 0 ? 1 : 0) + (unidentified.isEmpty || index > 0 ? [""] : []) {
        let width = DisplayWidth.of(sum) + (rest.isEmpty ? 0 : 3 + DisplayWidth.of(rest))
        guard width <= line.width || (index == reconciliation.count - 1 && rest.isEmpty) else { continue }
        strong(sum, on: &canvas, line)
        if !rest.isEmpty {
          canvas.writeRight(rest, .textMuted, maxX: line.maxX, y: line.y, maxWidth: DisplayWidth.of(rest))
        }
        return
      }
    }
  }

  /// The sum with its result strong.
  private func strong(_ sum: String, on canvas: inout Canvas, _ line: Rect) {
    let tail = net + " net"
    let head = String(sum.dropLast(sum.hasSuffix(tail) ? tail.count : 0))
    let used = canvas.write(head, .text, x: line.x, y: line.y, maxWidth: line.width)
    canvas.write(tail, .textStrong, x: line.x + used, y: line.y, maxWidth: line.width - used)
  }

  private func sign(_ live: Live) -> (mark: (Glyphs) -> String, words: String, role: Role)? {
    switch live {
    case .following: return ({ $0.dot }, "live", .good)
    case .still: return nil
    case .lost(let words): return ({ _ in "!" }, words, .bad)
    case .reading(let words): return ({ $0.ring }, words, .statusBusy)
    }
  }

  /// Sums over everything up to the as-of day; the import report has them where that is everything.
  private static func sums(
    _ ledger: Ledger, _ asOf: Day
  ) -> (gross: Int64, discounts: Int64, refunds: Int64, unidentified: Int64, unidentifiedOrders: Int) {
    let report = ledger.report
    if let last = ledger.lastDay, asOf < last {
      var sums: (gross: Int64, discounts: Int64, refunds: Int64, unidentified: Int64, unidentifiedOrders: Int)
      sums = (0, 0, 0, 0, 0)
      let unknown = ledger.unidentifiedOrders.lowerBound
      let orders = ledger.orders
      for order in 0..<orders.count where orders.day[order] <= asOf.rawValue {
        if order >= unknown { sums.unidentifiedOrders += 1 }
        guard orders.counts(order) else { continue }
        sums.gross += orders.gross[order]
        sums.discounts += orders.discount[order]
        sums.refunds += orders.refund[order]
        if order >= unknown { sums.unidentified += orders.net(order) }
      }
      return sums
    }
    return (report.gross, report.discounts, report.refunds, report.unidentifiedNet, report.unidentifiedOrders)
  }
}
