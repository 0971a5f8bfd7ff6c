import Canvas

/// The same parts of two wholes, one line above the other: a tier's part of the people and its part of the money.
///
/// Below them each part's name with both figures: `Tier 1 3.8% → 10%`.
struct PairedStrips: Drawing {
  /// A part: its share of the first and of the second whole.
  struct Part: Sendable {
    var name: String
    var first: Double
    var second: Double
  }

  /// The two wholes.
  var headings: (String, String)
  var parts: [Part]

  /// Lines that it takes in this width.
  func height(in width: Int) -> Int { 1 + second.height(in: width - indent(in: width)) }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    let indent = indent(in: rect.width)
    for (line, heading) in [headings.0, headings.1].enumerated() where indent > 0 && line < rect.height {
      canvas.write(heading, .header, x: rect.x, y: rect.y + line, maxWidth: indent - 1)
    }
    var area = rect
    _ = area.takeLeft(indent)
    let above = area.takeTop(1)
    ShareStrip(parts: parts.map { .init(name: $0.name, figure: "", fraction: $0.first) })
      .render(on: &canvas, in: above, row: row)
    guard !area.isEmpty else { return }
    second.render(on: &canvas, in: area, row: row)
  }

  private var second: ShareStrip {
    ShareStrip(
      parts: parts.map {
        .init(
          name: $0.name, figure: "\(ValueFormat.percent($0.first)) → \(ValueFormat.percent($0.second))",
          fraction: $0.second)
      })
  }

  /// The columns of the headings; none where they would take more than a third of the width.
  private func indent(in width: Int) -> Int {
    let widest = max(DisplayWidth.of(headings.0), DisplayWidth.of(headings.1)) + 2
    return widest * 3 <= width ? widest : 0
  }
}
