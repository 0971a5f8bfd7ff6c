import Canvas

/// A line divided in proportion: each part in the colour of its series (and its sign where colours cannot tell), its
/// name
/// and figure below it or, where parts are too narrow for that, in a line of names.
struct ShareStrip: Drawing {
  /// A part of the whole.
  struct Part: Sendable {
    var name: String
    var figure: String
    var fraction: Double
  }

  var parts: [Part]

  /// Lines that the strip and its names take in this width.
  func height(in width: Int) -> Int { 1 + (places(in: width).last.map { $0.line + 1 } ?? 0) }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let widths = ShareStrip.widths(parts.map(\.fraction), in: rect.width)
    var x = rect.x
    for (index, width) in widths.enumerated() {
      canvas.series(index, x: x, y: rect.y, width: width)
      x += width
    }
    for place in places(in: rect.width) where place.line + 1 < rect.height {
      let y = rect.y + 1 + place.line
      if place.hasMark { canvas.series(place.part, x: rect.x + place.column, y: y, width: 1) }
      name(
        place.part, row: row, on: &canvas, x: rect.x + place.column + (place.hasMark ? 2 : 0), y: y, maxX: rect.maxX)
    }
  }

  /// Where a part's name stands: below the part, or in lines of names that carry its mark.
  private func places(in width: Int) -> [(part: Int, column: Int, line: Int, hasMark: Bool)] {
    let widths = ShareStrip.widths(parts.map(\.fraction), in: width)
    let texts = parts.map { DisplayWidth.of($0.name) + 1 + DisplayWidth.of($0.figure) }
    var places: [(part: Int, column: Int, line: Int, hasMark: Bool)] = []
    var column = 0
    if zip(texts, widths).allSatisfy({ $0 + 1 <= $1 || $1 == 0 }) {
      for (index, width) in widths.enumerated() where width > 0 {
        places.append((index, column, 0, false))
        column += width
      }
      return places
    }
    var line = 0
    for (index, text) in texts.enumerated() {
      if column > 0, column + 2 + text > width {
        column = 0
        line += 1
      }
      places.append((index, column, line, true))
      column += text + 4
    }
    return places
  }

  private func name(_ index: Int, row: Int?, on canvas: inout Canvas, x: Int, y: Int, maxX: Int) {
    let used = canvas.write(parts[index].name, row == index ? .accent : .text, x: x, y: y, maxWidth: maxX - x)
    canvas.write(" " + parts[index].figure, .textMuted, x: x + used, y: y, maxWidth: maxX - x - used)
  }

  /// Whole columns in proportion by largest remainder; a part that is more than nothing gets at least one.
  static func widths(_ fractions: [Double], in width: Int) -> [Int] {
    let total = fractions.reduce(0) { $0 + max(0, $1) }
    guard total > 0, width > 0 else { return fractions.map { _ in 0 } }
    var widths = fractions.map { $0 > 0 ? max(1, Int(max(0, $0) / total * Double(width))) : 0 }
    let order = fractions.indices.filter { fractions[$0] > 0 }.sorted {
      let left = fractions[$0] / total * Double(width)
      let right = fractions[$1] / total * Double(width)
      let (a, b) = (left - left.rounded(.down), right - right.rounded(.down))
      return a == b ? $0 < $1 : a > b
    }
    var spare = width - widths.reduce(0, +)
    for index in order where spare > 0 {
      widths[index] += 1
      spare -= 1
    }
    while spare < 0, let largest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[largest] > 0 {
      widths[largest] -= 1
      spare += 1
    }
    return widths
  }
}
