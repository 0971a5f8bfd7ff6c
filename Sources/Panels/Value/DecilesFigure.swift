import Analytics
import Canvas
import Ledger

/// What each decile brings as columns, and beside it the cumulative curve over people.
struct DecilesFigure: Drawing {
  let deciles: MoneyDeciles
  let currency: Currency

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard !deciles.rows.isEmpty else {
      canvas.write("Nobody has bought in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    guard rect.width >= 100, !deciles.curve.isEmpty else {
      columns(on: &canvas, in: rect, row: row)
      return
    }
    let halves = rect.columns([1, 1], gap: 4)
    columns(on: &canvas, in: halves[0], row: row)
    var right = halves[1]
    let title = right.takeTop(1)
    canvas.write("Sum over people, best first", .header, x: title.x, y: title.y, maxWidth: title.width)
    ParetoCurve(pareto: deciles.pareto, hasReferences: false).render(on: &canvas, in: right, row: nil)
  }

  private func columns(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var area = rect
    let widest = 12
    let pitch = min(widest, area.width / max(1, deciles.rows.count))
    let amounts = deciles.rows.map { Money(minor: $0.net, currency: currency).whole }
    let showsAmounts = amounts.allSatisfy { DisplayWidth.of($0) < pitch }
    if area.height >= 5 {
      let title = area.takeTop(1)
      canvas.write(
        showsAmounts ? Wording.head("Net by decile", currency) : "Share of net by decile", .header, x: title.x,
        y: title.y, maxWidth: title.width)
    }
    ColumnRow(
      values: deciles.rows.map { Double($0.net) }, labels: deciles.rows.map { String($0.decile) },
      texts: showsAmounts ? amounts : deciles.rows.map { $0.share.map { ValueFormat.percent($0) } ?? "" },
      style: { index, theme in theme[row == index ? .accent : .bar] }, widest: widest
    ).render(on: &canvas, in: area, row: row)
  }
}
