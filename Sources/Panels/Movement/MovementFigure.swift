import Analytics
import Canvas
import Ledger

/// Movements as ribbons between the classes then and the classes now; where there is no room for them, as a strip.
struct MovementFigure: Drawing {
  let movement: Movement
  let asOf: Day

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let table = movement.table
    guard table.total > 0 else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    guard rect.width >= 24, rect.height >= 4 else {
      let moved = table.inBoth - table.unchanged
      canvas.write("\(Digits.grouped(moved)) moved", x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    var rest = rect
    let head = rest.takeTop(1)
    canvas.write(Wording.date(movement.since), .header, x: head.x, y: head.y, maxWidth: head.width / 2)
    canvas.writeRight(Wording.date(asOf), .header, maxX: head.maxX, y: head.y, maxWidth: head.width / 2)
    let flows = table.people.map { row in row.map(Double.init) }
    FlowChart(
      left: blocks(canvas.theme, table.from.labels, movement.fromTitle) { table.count(from: $0) },
      right: blocks(canvas.theme, table.to.labels, movement.toTitle) { table.count(to: $0) },
      flows: flows, marked: row.map { marked($0) }
    ).render(on: &canvas, in: rest)
  }

  /// The class of the row under the cursor, then and now.
  private func marked(_ row: Int) -> (left: Int?, right: Int?) {
    guard movement.table.to.labels.indices.contains(row) else { return (nil, nil) }
    let id = movement.table.to.labels[row].id
    return (movement.table.from.labels.firstIndex { $0.id == id }, row)
  }

  private func blocks(
    _ theme: Theme, _ labels: [Labelling.Label], _ title: (Int) -> String, _ count: (Int) -> Int
  ) -> [FlowChart.Block] {
    (0...labels.count).map { position in
      let style: Style
      if position == labels.count {
        style = theme[.accent]
      } else if let stage = Stage(rawValue: labels[position].id) {
        style = theme[stage.fill]
      } else {
        style = theme.series(position)
      }
      return FlowChart.Block(title: title(position), figure: Digits.grouped(count(position)), style: style)
    }
  }
}

/// A cross table as a grid: the number of people in each cell, shaded by its share of its row.
struct CrossFigure: Drawing {
  let table: CrossTable
  /// What the rows and the columns are: two days, two models.
  let heads: (from: String, to: String)
  /// What a class that is none is called among the rows and among the columns.
  let none: (from: String, to: String)
  /// The cell of each row of the sheet's table.
  let cells: [(from: Int, to: Int)]

  /// Lines that the whole grid takes: two heads and a line per class with people.
  static func height(_ table: CrossTable) -> Int { 2 + table.people.indices.count { table.count(from: $0) > 0 } }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let rows = table.people.indices.filter { table.count(from: $0) > 0 }
    let columns =
      table.to.labels.indices.map { $0 } + (table.count(to: table.to.labels.count) > 0 ? [table.to.labels.count] : [])
    guard !rows.isEmpty else {
      canvas.write("Nobody has bought yet.", .textMuted, x: rect.x, y: rect.y, maxWidth: rect.width)
      return
    }
    let names = rows.map { $0 < table.from.labels.count ? table.from.labels[$0].title : none.from }
    let titles = columns.map { $0 < table.to.labels.count ? table.to.labels[$0].title : none.to }
    let labels = min(rect.width / 4, max(8, (names + [heads.from]).map { DisplayWidth.of($0) }.max() ?? 0))
    let figures = rows.flatMap { row in columns.map { Digits.grouped(table.people[row][$0]).utf8.count } }.max() ?? 1
    let widest = max(figures, titles.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    let width = max(figures + 2, min(widest, (rect.width - labels - 1) / columns.count))
    let shown = max(0, min(columns.count, (rect.width - labels - 1) / width))
    var area = rect
    let head = area.takeTop(1)
    let hidden = columns.count - shown
    let more = hidden > 0 ? ", \(hidden) more columns in the table" : ""
    canvas.write(
      "\(heads.from) down, \(heads.to) across" + more, .header, x: head.x, y: head.y, maxWidth: head.width)
    guard area.height >= 2 else { return }
    let line = area.takeTop(1)
    let current = row.flatMap { cells.indices.contains($0) ? cells[$0] : nil }
    for (place, column) in columns.prefix(shown).enumerated() {
      canvas.write(
        DisplayWidth.fit(
          canvas.glyphs.plain(titles[place]), width - 1, ellipsis: canvas.glyphs.ellipsis, align: .trailing),
        current?.to == column ? .accent : .textMuted, x: line.x + labels + 1 + place * width, y: line.y,
        maxWidth: width)
    }
    for (place, from) in rows.prefix(area.height).enumerated() {
      let y = area.y + place
      let isLast = place == area.height - 1 && rows.count > area.height
      if isLast {
        canvas.write(
          "\(canvas.glyphs.ellipsis) \(rows.count - place) more rows in the table", .textMuted, x: area.x, y: y,
          maxWidth: area.width)
        return
      }
      canvas.write(names[place], current?.from == from ? .accent : .text, x: area.x, y: y, maxWidth: labels)
      let sum = table.count(from: from)
      for (position, to) in columns.prefix(shown).enumerated() {
        let people = table.people[from][to]
        let share = sum > 0 ? Double(people) / Double(sum) : 0
        let x = area.x + labels + 1 + position * width
        cell(
          people, share: share, isCurrent: current.map { $0 == (from, to) } ?? false,
          in: Rect(x: x, y: y, width: width, height: 1), on: &canvas)
      }
    }
  }

  private func cell(_ people: Int, share: Double, isCurrent: Bool, in area: Rect, on canvas: inout Canvas) {
    guard people > 0 else {
      canvas.write(canvas.glyphs.middot, .textMuted, x: area.maxX - 1, y: area.y, maxWidth: 1)
      return
    }
    let shaded = canvas.theme.depth == .mono || canvas.theme.depth == .ansi16 || canvas.glyphs.isASCII
    var style = canvas.theme.sequential(share)
    if isCurrent { style.attributes.insert(.reverse) }
    if !shaded || isCurrent { canvas.fill(area, style) }
    let text = Digits.grouped(people)
    if shaded, DisplayWidth.of(text) + 2 <= area.width {
      let shades = canvas.glyphs.shades
      let step = min(shades.count - 1, Int((share * Double(shades.count - 1)).rounded(.up)))
      canvas.put(shades[step], x: area.x + 1, y: area.y, style: isCurrent ? style : canvas.theme[.bar])
    }
    canvas.putRight(text, maxX: area.maxX, y: area.y, style: shaded && !isCurrent ? canvas.theme[.text] : style)
  }
}
