import Analytics
import Canvas
import Ledger

/// How many people make each tenth of the sales, as columns.
struct SlicesFigure: Drawing {
  let slices: PurchaseDeciles

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard !slices.slices.isEmpty else {
      canvas.write("No sales in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var area = rect
    if area.height >= 5 {
      let title = area.takeTop(1)
      canvas.write(
        "People who make each tenth of the sales, the largest first", .header, x: title.x, y: title.y,
        maxWidth: title.width)
    }
    ColumnRow(
      values: slices.slices.map { Double($0.customers) }, labels: slices.slices.map { String($0.slice) },
      texts: slices.slices.map { $0.insideOf.map { "in #\($0)" } ?? Digits.grouped($0.customers) },
      style: { index, theme in theme[row == index ? .accent : .bar] }, widest: 12
    ).render(on: &canvas, in: area, row: row)
  }
}
