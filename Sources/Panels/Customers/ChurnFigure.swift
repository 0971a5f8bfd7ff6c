import Analytics
import Canvas
import Ledger

/// How late people are by their own rhythm, as columns with the bounds of the states; what is at stake; and beside it
/// the
/// states of the best, the middle and the rest.
struct ChurnFigure: Drawing {
  let findings: Findings

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let list = findings(ChurnList.self)
    guard list.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    let line = rest.takeTop(1)
    stakes(list, on: &canvas, line)
    guard rest.height >= 2 else { return }
    if rest.height < 6 {
      strip(list).render(on: &canvas, in: rest, row: nil)
      return
    }
    _ = rest.takeTop(1)
    if rest.width >= 96 {
      let side = rest.takeRight(44)
      _ = rest.takeRight(4)
      grid(on: &canvas, in: side)
    }
    let title = rest.takeTop(1)
    canvas.write(
      "People by days since ÷ usual interval", .header, x: title.x, y: title.y, maxWidth: title.width)
    histogram(list, on: &canvas, in: rest)
  }

  private func stakes(_ list: ChurnList, on canvas: inout Canvas, _ line: Rect) {
    let currency = findings.ledger.currency
    var x = line.x
    let isKnown = list.sums.knownStakes > 0
    let stake = isKnown ? Wording.wholeMoney(list.totalStake, currency) : canvas.glyphs.plain("–")
    x += canvas.write(stake, isKnown ? .accent : .missing, x: x, y: line.y, maxWidth: line.maxX - x)
    x += canvas.write(" at stake", .text, x: x, y: line.y, maxWidth: line.maxX - x)
    for state in [ChurnState.atRisk, .due] {
      let sum = list.sums.stakes[state.index]
      let amount = isKnown ? " " + Wording.wholeMoney(sum, currency) : ""
      let text = " · \(Digits.grouped(list.count(state))) \(state.phrase)\(amount)"
      guard x + DisplayWidth.of(canvas.glyphs.plain(text)) <= line.maxX else { return }
      x += canvas.write(text, .textMuted, x: x, y: line.y, maxWidth: line.maxX - x)
    }
  }

  private func strip(_ list: ChurnList) -> ShareStrip {
    ShareStrip(
      parts: ChurnState.allCases.map { state in
        let count = list.count(state)
        return .init(
          name: state.phrase, figure: Digits.grouped(count), fraction: Double(count) / Double(list.customers),
          role: state.fill)
      })
  }

  private func histogram(_ list: ChurnList, on canvas: inout Canvas, in rect: Rect) {
    let rule = findings.question.settings.churn
    let bins = findings(RatioHistogram.self).bins
    let states = bins.indices.map { bin in
      let middle = (Double(bin) + 0.5) * RatioHistogram.step
      return ChurnState.allCases.firstIndex(of: list.rhythm.state(ratio: middle, days: .max)) ?? 0
    }
    var area = rect
    let names = area.takeBottom(1)
    let columns = ColumnRow(
      values: bins.map { Double($0) },
      labels: bins.indices.map { bin in
        bin == bins.count - 1
          ? "4+" : bin % 2 == 0 ? ValueFormat.decimal(Double(bin) * RatioHistogram.step, bin % 4 == 0 ? 0 : 1) : ""
      },
      texts: bins.map { $0 > 0 ? Digits.grouped($0) : "" },
      style: { bin, theme in theme[ChurnState.allCases[states[bin]].fill] },
      sign: { bin, glyphs in glyphs.isASCII ? glyphs.seriesMarks[states[bin] % glyphs.seriesMarks.count] : nil },
      widest: 7)
    columns.render(on: &canvas, in: area, row: nil)
    // Below the figures of the axis, the state that begins there.
    let pitch = columns.pitch(in: area.width)
    var free = names.x
    for (bound, word) in [(0, "on time"), (rule.due, "due"), (rule.atRisk, "at risk"), (rule.lost, "lost")] {
      let x = names.x + Int(min(RatioHistogram.end, bound) / RatioHistogram.step) * pitch
      let text = canvas.glyphs.vertical + word
      guard x >= free, x + DisplayWidth.of(text) <= names.maxX else { continue }
      free = x + canvas.write(text, .text, x: x, y: names.y, maxWidth: names.maxX - x)
    }
  }

  private func grid(on canvas: inout Canvas, in rect: Rect) {
    let grid = findings(RatioHistogram.self).grid
    let sums = (0..<3).map { band in max(1, grid.reduce(0) { $0 + $1[band] }) }
    canvas.write("States of the best and the rest", .header, x: rect.x, y: rect.y, maxWidth: rect.width)
    HeatGrid(
      rows: ChurnState.allCases.map(\.phrase), columns: ["best tenth", "next 40%", "rest"],
      values: grid.map { row in row.indices.map { Double(row[$0]) / Double(sums[$0]) } },
      texts: grid.map { row in
        row.indices.map { "\(Digits.grouped(row[$0])) \(ValueFormat.percent(Double(row[$0]) / Double(sums[$0])))" }
      }
    ).render(on: &canvas, in: Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: rect.height - 1))
  }
}
