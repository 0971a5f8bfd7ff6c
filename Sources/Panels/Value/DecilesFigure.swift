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
    guard rect.width >= 70, !deciles.curve.isEmpty else {
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
    if area.height >= 5 {
      let title = area.takeTop(1)
      let mark = Wording.mark(currency)
      canvas.write(
        mark.isEmpty ? "Net by decile" : "Net by decile, \(mark)", .header, x: title.x, y: title.y,
        maxWidth: title.width)
    }
    let pitch = area.width / max(1, deciles.rows.count)
    ColumnRow(
      values: deciles.rows.map { Double($0.net) }, labels: deciles.rows.map { String($0.decile) },
      texts: deciles.rows.map { row in
        let money = Money(minor: row.net, currency: currency).whole
        return DisplayWidth.of(money) < min(12, pitch) ? money : row.share.map { ValueFormat.percent($0) } ?? ""
      },
      style: { index, theme in theme[row == index ? .accent : .bar] }, widest: 12
    ).render(on: &canvas, in: area, row: row)
  }
}
