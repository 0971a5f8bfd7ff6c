import Analytics
import Canvas
import Ledger

/// Who gets the discounts and who brings the net, as two lines of the same parts; below them the discount by month.
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
    strip("Of discounts", picture.rows.map { $0.shareOfDiscounts ?? 0 }, &rest, &canvas, row)
    guard rest.height >= 2 else { return }
    if rest.height >= 10 { _ = rest.takeTop(1) }
    strip("Of net", picture.rows.map { net > 0 ? max(0, Double($0.net)) / net : 0 }, &rest, &canvas, row)
    guard rest.height >= 6 else { return }
    _ = rest.takeTop(1)
    months(on: &canvas, in: rest)
  }

  private func strip(
    _ heading: String, _ fractions: [Double], _ rest: inout Rect, _ canvas: inout Canvas, _ row: Int?
  ) {
    let strip = ShareStrip(
      parts: zip(picture.rows, fractions).map {
        .init(name: $0.group.title, figure: ValueFormat.percent($1), fraction: $1)
      })
    if rest.height > strip.height(in: rest.width) {
      let title = rest.takeTop(1)
      canvas.write(heading, .header, x: title.x, y: title.y, maxWidth: title.width)
    }
    strip.render(on: &canvas, in: rest.takeTop(strip.height(in: rest.width)), row: row)
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
