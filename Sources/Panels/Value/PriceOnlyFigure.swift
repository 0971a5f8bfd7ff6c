import Analytics
import Canvas
import Ledger

/// Everybody as price-only, not, and unknown, as parts of a line; and below it what the price-only bring.
struct PriceOnlyFigure: Drawing {
  let priceOnly: PriceOnly

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard priceOnly.knowsDiscounts, priceOnly.judged + priceOnly.oneTime > 0 else {
      canvas.write(
        priceOnly.knowsDiscounts ? "Nobody has bought yet." : PriceOnlyWords.unknown, .textMuted, x: rect.x,
        y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    let counts = [priceOnly.customers, priceOnly.judged - priceOnly.customers, priceOnly.oneTime]
    let total = Double(counts.reduce(0, +))
    let strip = ShareStrip(
      parts: zip(PriceOnly.Verdict.allCases, counts).map { verdict, count in
        .init(
          name: verdict == .unknown ? "Bought once" : verdict.title,
          figure: "\(Digits.grouped(count)) · \(ValueFormat.percent(Double(count) / total))",
          fraction: Double(count) / total, role: PriceOnlyFigure.role(verdict))
      })
    strip.render(on: &canvas, in: rest.takeTop(strip.height(in: rest.width)), row: nil)
    guard rest.height >= 2, priceOnly.totalNet > 0 else { return }
    _ = rest.takeTop(1)
    let share = max(0, Double(priceOnly.net) / Double(priceOnly.totalNet))
    let label = "Their part of net "
    let used = canvas.write(label, .textMuted, x: rest.x, y: rest.y, maxWidth: rest.width)
    let figure = ValueFormat.percent(share) + " "
    let figureWidth = canvas.write(figure, x: rest.x + used, y: rest.y, maxWidth: rest.width - used)
    let left = rest.x + used + figureWidth
    guard rest.maxX - left >= 8 else { return }
    canvas.bar(fraction: share, x: left, y: rest.y, width: min(60, rest.maxX - left), track: true)
  }

  private static func role(_ verdict: PriceOnly.Verdict) -> Role {
    switch verdict {
    case .priceOnly: .warn
    case .not: .bar
    case .unknown: .track
    }
  }
}
