import Analytics
import Canvas
import Ledger

/// Who brings the net and who gets the discounts, as two lines of the same parts; below them the discount by month.
struct DiscountsFigure: Drawing {
  let picture: DiscountPicture

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard picture.knowsDiscounts, picture.customers > 0, (picture.totalDiscounts ?? 0) > 0 else {
      let text =
        !picture.knowsDiscounts
        ? DiscountsWords.unknown
        : picture.customers == 0 ? "Nobody has bought in this window." : "No discount was given in this window."
      canvas.write(text, .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    let net = picture.rows.reduce(0) { $0 + max(0, Double($1.net)) }
    let strips = PairedStrips(
      headings: ("Net", "Discounts"),
      parts: picture.rows.map { row in
        .init(
          name: row.group.title, first: net > 0 ? max(0, Double(row.net)) / net : 0, second: row.shareOfDiscounts ?? 0)
      })
    strips.render(on: &canvas, in: rest.takeTop(strips.height(in: rest.width)), row: row)
    guard rest.height >= 6 else { return }
    _ = rest.takeTop(1)
    months(on: &canvas, in: rest)
  }

  private func months(on canvas: inout Canvas, in rect: Rect) {
    var area = rect
    let title = area.takeTop(1)
    canvas.write("Discount in % of list value, by month", .header, x: title.x, y: title.y, maxWidth: title.width)
    let shown = Array(picture.months.suffix(max(1, area.width / 5)))
    let shares = shown.map { $0.list > 0 ? Double($0.discounts) / Double($0.list) : 0 }
    ColumnRow(
      values: shares,
      labels: shown.map { month in
        let fields = month.start.fields
        return fields.month == 1 ? String(fields.year) : Wording.monthName(fields.month)
      },
      texts: zip(shown, shares).map { $0.list > 0 ? ValueFormat.percent($1) : "" },
      hollow: Set(shown.indices.filter { !shown[$0].isWhole }), widest: 9
    ).render(on: &canvas, in: area, row: nil)
  }
}
