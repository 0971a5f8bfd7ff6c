import Analytics
import Canvas
import Ledger

/// People against money: the tiers as parts of a line of people, and below it as parts of a line of what they bring,
/// losses left out.
///
/// Where there is room, also how much of each tier is losing value.
struct TiersFigure: Drawing {
  let tiers: ProfitTiers

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard tiers.customers > 0 else {
      canvas.write("Nobody has bought in this window.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    let positive = tiers.rows.reduce(0) { $0 + max(0, Double($1.margin)) }
    let strips = PairedStrips(
      headings: ("People", tiers.rankedBy == .margin ? "Margin" : "Sales"),
      // Where nobody is without profit, nothing has to be said of it.
      parts: tiers.rows.prefix(tiers.rows[3].customers > 0 ? 4 : 3).map { row in
        .init(
          name: row.tier.title, first: row.customerShare ?? 0,
          second: positive > 0 ? max(0, Double(row.margin)) / positive : 0)
      })
    strips.render(on: &canvas, in: rest.takeTop(strips.height(in: rest.width)), row: row)
    guard rest.height >= 5 else { return }
    if rest.height >= 6 { _ = rest.takeTop(1) }
    losing(on: &canvas, in: rest, row: row)
  }

  private func losing(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    let title = rest.takeTop(1)
    canvas.write("Losing value, part of each tier", .header, x: title.x, y: title.y, maxWidth: title.width)
    let texts = tiers.rows.map { row in
      row.customers == 0
        ? "—"
        : "\(Digits.grouped(row.losingValue)) of \(Digits.grouped(row.customers)) · "
          + ValueFormat.percent(Double(row.losingValue) / Double(row.customers))
    }
    let names = tiers.rows.map { DisplayWidth.of($0.tier.title) }.max() ?? 0
    let figures = texts.map { DisplayWidth.of(canvas.glyphs.plain($0)) }.max() ?? 0
    let bar = max(0, min(60, rest.width - names - figures - 4))
    for (index, tier) in tiers.rows.enumerated().prefix(rest.height) {
      let y = rest.y + index
      canvas.write(tier.tier.title, row == index ? .accent : .text, x: rest.x, y: y, maxWidth: min(names, rest.width))
      canvas.writeRight(
        texts[index], tier.customers < 20 ? .textMuted : .text, maxX: rest.x + min(rest.width, names + 2 + figures),
        y: y, maxWidth: max(0, min(figures, rest.width - names - 2)))
      guard bar >= 6, tier.customers > 0 else { continue }
      canvas.bar(
        fraction: Double(tier.losingValue) / Double(tier.customers), x: rest.x + names + figures + 4, y: y, width: bar,
        style: canvas.theme[.warn], track: true)
    }
  }
}
