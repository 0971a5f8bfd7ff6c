import Analytics
import Canvas
import Ledger

/// The grid as a heat map: stages across, purchases down, the shade by people; in each cell people, net and how its
/// people divide into thirds of the amount, around it the sums.
///
/// Where lines are few the thirds go first, then net, then the sums below.
struct GridFigure: Drawing {
  let grid: LifecycleGrid
  /// The cell of each row of the table.
  let shown: [Int]
  let currency: Currency

  /// People and net of a part of the grid.
  private struct Sum {
    var people = 0
    var net: Int64 = 0
    var thirds = [0, 0, 0, 0]
  }

  /// Lines of the picture: how many each cell takes, and what else there is room for.
  private struct Lines {
    var cell = 1
    var gap = 0
    var sums = 0
    var legend = false

    init(_ height: Int, _ width: Int) {
      func needed(_ cell: Int, _ gap: Int, _ sums: Int, _ legend: Int) -> Int { 1 + 4 * (cell + gap) + sums + legend }
      if height >= needed(3, 1, 2, 1), width >= 60 {
        (cell, gap, sums, legend) = (3, 1, 2, true)
      } else if height >= needed(3, 0, 2, 1), width >= 60 {
        (cell, sums, legend) = (3, 2, true)
      } else if height >= needed(2, 0, 2, 0) {
        (cell, sums) = (2, 2)
        if height >= needed(2, 1, 2, 0) { gap = 1 }
      } else if height >= needed(1, 0, 1, 0) {
        sums = 1
        if height >= needed(1, 1, 1, 0) { gap = 1 }
      }
    }
  }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    guard grid.customers > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let lines = Lines(rect.height, rect.width)
    let labels = rect.width >= 76 ? 13 : 4
    let columns = rect.width >= 36 ? 5 : 4
    let gap = rect.width >= 60 ? 2 : 1
    let width = min(24, (rect.width - labels - gap * (columns - 1)) / columns)
    guard width >= 3, rect.height >= 2 else {
      let active = sum { $0.stage == .active }
      canvas.write(
        "\(Digits.grouped(active.people)) active", .text, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let marked = row.flatMap { shown.indices.contains($0) ? shown[$0] : nil }
    for column in 0..<columns {
      let name = column < 4 ? Stage.allCases[column].title : "All"
      let x = rect.x + labels + column * (width + gap)
      let isMarked = marked.map { $0 / 16 == column } ?? false
      canvas.writeRight(name, isMarked ? .accent : .header, maxX: x + width, y: rect.y, maxWidth: width)
    }
    let sums = (0..<16).map { place in sum { $0.stage.index == place / 4 && $0.purchases == place % 4 + 1 } }
    let isShaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16
    let forms = Forms(
      inside: form(sums, room: width - (isShaded && width >= 9 ? 3 : 1)),
      outside: form([sum { _ in true }], room: width))
    let top = sums.map(\.people).max() ?? 0
    for line in 0..<4 {
      let y = rect.y + 1 + line * (lines.cell + lines.gap)
      let isMarked = marked.map { $0 / 4 % 4 == line } ?? false
      canvas.write(label(line, labels), isMarked ? .accent : .text, x: rect.x, y: y, maxWidth: labels - 1)
      for column in 0..<columns {
        let area = Rect(x: rect.x + labels + column * (width + gap), y: y, width: width, height: lines.cell)
        if column < 4 {
          let part = sums[4 * column + line]
          let hit = marked.flatMap { $0 / 4 == 4 * column + line ? $0 % 4 : nil }
          cell(
            part, heat: top > 0 ? Double(part.people) / Double(top) : 0, marked: hit, in: area, forms.inside,
            on: &canvas)
        } else {
          total(sum { $0.purchases == line + 1 }, in: area, forms.outside, on: &canvas)
        }
      }
    }
    let below = rect.y + 1 + 4 * (lines.cell + lines.gap)
    if lines.sums > 0 {
      canvas.write("All", .text, x: rect.x, y: below, maxWidth: labels - 1)
      for column in 0..<columns {
        let area = Rect(x: rect.x + labels + column * (width + gap), y: below, width: width, height: lines.sums)
        total(sum { column == 4 || $0.stage.index == column }, in: area, forms.outside, on: &canvas)
      }
    }
    if lines.legend { legend(x: rect.x + labels, y: below + lines.sums, maxX: rect.maxX, on: &canvas) }
  }

  private func label(_ line: Int, _ width: Int) -> String {
    let count = LifecycleGrid.purchases(line + 1)
    return width < 13 ? count : count + (line == 0 ? " purchase" : " purchases")
  }

  private func sum(_ isIn: (LifecycleGrid.Cell) -> Bool) -> Sum {
    var sum = Sum()
    for (place, cell) in grid.cells.enumerated() where isIn(cell) {
      sum.people += cell.customers
      sum.net += cell.net
      sum.thirds[place % 4] += cell.customers
    }
    return sum
  }

  /// A cell on its shade; where colour cannot tell, the shade's sign stands at its left.
  private func cell(
    _ sum: Sum, heat: Double, marked: Int?, in area: Rect, _ forms: [Form], on canvas: inout Canvas
  ) {
    let style = canvas.theme.sequential(heat)
    let text = Rect(x: area.x, y: area.y, width: area.width, height: min(2, area.height))
    canvas.fill(text, style)
    let isShaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16
    if marked != nil {
      canvas.put(canvas.glyphs.cursorMark, x: area.x, y: area.y, style: canvas.theme[.accent])
    }
    if isShaded, area.width >= 9 {
      let shades = canvas.glyphs.shades
      let step = heat > 0 ? min(shades.count - 1, Int((heat * Double(shades.count - 1)).rounded(.up))) : 0
      for line in 0..<text.height {
        canvas.put(shades[step], x: area.x + 1, y: area.y + line, style: canvas.theme[.bar])
      }
    }
    figures(sum, in: area, forms, on: &canvas) { _ in style }
    guard area.height >= 3, sum.people > 0 else { return }
    let widths = ShareStrip.widths(sum.thirds.map(Double.init), in: area.width)
    var x = area.x
    for (third, width) in widths.enumerated() {
      thirdRun(third, x: x, y: area.y + 2, width: width, isMarked: marked == third, on: &canvas)
      x += width
    }
  }

  private func total(_ sum: Sum, in area: Rect, _ forms: [Form], on canvas: inout Canvas) {
    let (strong, muted) = (canvas.theme[.total], canvas.theme[.textMuted])
    figures(sum, in: area, forms, on: &canvas) { $0 == 0 ? strong : muted }
  }

  /// How a line of figures is written: the same in all cells, so that like stands below like.
  private enum Form {
    /// The figure and its share.
    case both
    /// The figure alone.
    case figure
    /// The share alone, where the figure finds no room.
    case share
  }

  /// The forms of cells and of sums, for people and for net.
  private struct Forms {
    var inside: [Form]
    var outside: [Form]
  }

  private func texts(_ sum: Sum) -> [String] {
    [Digits.grouped(sum.people), Money(minor: sum.net, currency: currency).whole]
  }

  private func form(_ sums: [Sum], room: Int) -> [Form] {
    (0..<2).map { line in
      let widest = sums.map { DisplayWidth.of(texts($0)[line]) }.max() ?? 0
      if line == 1, grid.totalNet <= 0 { return .figure }
      return widest + 6 <= room ? .both : widest <= room || line == 0 ? .figure : .share
    }
  }

  /// People and their share in the first line, net and its share in the second.
  private func figures(
    _ sum: Sum, in area: Rect, _ forms: [Form], on canvas: inout Canvas, _ style: (Int) -> Style
  ) {
    let texts = texts(sum)
    let shares = [
      ValueFormat.percent(Double(sum.people) / Double(grid.customers)),
      grid.totalNet > 0 ? ValueFormat.percent(Double(sum.net) / Double(grid.totalNet)) : "",
    ]
    for line in 0..<min(2, area.height) {
      let y = area.y + line
      let form = forms[line]
      let maxX = area.maxX - (form == .both ? 6 : 0)
      let room = maxX - area.x
      let text = canvas.glyphs.plain(form == .share ? shares[line] : texts[line])
      let cut = DisplayWidth.cut(text, room, ellipsis: canvas.glyphs.ellipsis)
      canvas.put(cut, x: maxX - DisplayWidth.of(cut), y: y, style: style(line), maxWidth: room)
      if form == .both { canvas.putRight(shares[line], maxX: area.maxX, y: y, style: style(line)) }
    }
  }

  /// A run of a third: full, dense, light, and dots for people without an amount.
  private func thirdRun(_ third: Int, x: Int, y: Int, width: Int, isMarked: Bool, on canvas: inout Canvas) {
    guard width > 0 else { return }
    let glyphs = canvas.glyphs
    let sign = third == 3 ? glyphs.track : glyphs.shades[[4, 3, 1][third]]
    let role: Role = isMarked ? .accent : third == 3 ? .textMuted : .bar
    canvas.put(String(repeating: sign, count: width), x: x, y: y, style: canvas.theme[role], maxWidth: width)
  }

  private func legend(x: Int, y: Int, maxX: Int, on canvas: inout Canvas) {
    var left = x + canvas.write("amount: ", .textMuted, x: x, y: y, maxWidth: maxX - x)
    let names = ["high", "middle", "low", "none in \(grid.window.phrase)"]
    for (third, name) in names.enumerated() {
      guard left + 2 + name.utf8.count <= maxX else { return }
      thirdRun(third, x: left, y: y, width: 1, isMarked: false, on: &canvas)
      left += 2 + canvas.write(name, .textMuted, x: left + 2, y: y, maxWidth: maxX - left - 2) + 3
    }
  }
}
