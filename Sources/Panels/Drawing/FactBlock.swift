import Canvas

/// A heading and below it facts, one a line: the label muted at the left, the figure beside it.
///
/// Figures stand right-aligned in one column, words begin in it. Where lines are few, the last facts go first.
struct FactBlock: Drawing {
  /// One line of the block.
  struct Fact: Sendable {
    /// What it is.
    var label: String
    /// The figure or the words.
    var value: String
    /// A judgement, or `.text`.
    var role: Role = .text
    /// Whether the value is a figure and stands at the right of the value column.
    var isFigure = false
    /// More about the value, muted, where there is room.
    var remark = ""
  }

  /// The line above the facts; empty for none.
  var heading: String
  /// The facts, the most important first.
  var facts: [Fact]

  /// Lines that the whole block takes.
  var height: Int { facts.count + (heading.isEmpty ? 0 : 1) }

  /// Columns in which every label, value and remark is whole.
  var width: Int {
    let remark = facts.map { $0.remark.isEmpty ? 0 : DisplayWidth.of($0.remark) + 2 }.max() ?? 0
    return max(DisplayWidth.of(heading), labelWidth + 2 + valueWidth + remark)
  }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    if !heading.isEmpty, rect.height > 1 {
      let line = rest.takeTop(1)
      canvas.write(heading, .header, x: line.x, y: line.y, maxWidth: line.width)
    }
    let labels = min(labelWidth, max(4, rest.width * 2 / 5))
    let values = min(figureWidth, max(0, rest.width - labels - 2))
    for (index, fact) in facts.prefix(rest.height).enumerated() {
      let y = rest.y + index
      canvas.write(fact.label, .textMuted, x: rest.x, y: y, maxWidth: labels)
      let left = rest.x + labels + 2
      let room = rest.maxX - left
      guard room > 0 else { continue }
      var used: Int
      if fact.isFigure, DisplayWidth.of(fact.value) <= values {
        canvas.writeRight(fact.value, fact.role, maxX: left + values, y: y, maxWidth: values)
        used = values
      } else {
        used = canvas.write(fact.value, fact.role, x: left, y: y, maxWidth: room)
      }
      let remark = canvas.glyphs.plain(fact.remark)
      if !remark.isEmpty, used + 2 + DisplayWidth.of(remark) <= room {
        canvas.write(remark, .textMuted, x: left + used + 2, y: y, maxWidth: room - used - 2)
        used += 2
      }
    }
  }

  private var labelWidth: Int { facts.map { DisplayWidth.of($0.label) }.max() ?? 0 }
  private var valueWidth: Int { facts.map { DisplayWidth.of($0.value) }.max() ?? 0 }
  private var figureWidth: Int { facts.filter(\.isFigure).map { DisplayWidth.of($0.value) }.max() ?? 0 }
}

extension FactBlock {
  /// Draws blocks side by side as far as their widths allow, else below each other; blocks that find no room are left.
  static func draw(_ blocks: [FactBlock], on canvas: inout Canvas, in rect: Rect, gap: Int = 4) {
    var rest = rect
    var waiting = blocks.filter { !$0.facts.isEmpty }[...]
    while !waiting.isEmpty, rest.height > 0 {
      var count = 1
      var width = waiting.first?.width ?? 0
      for block in waiting.dropFirst() {
        guard width + gap + block.width <= rest.width else { break }
        width += gap + block.width
        count += 1
      }
      let together = Array(waiting.prefix(count))
      waiting = waiting.dropFirst(count)
      let height = together.map(\.height).max() ?? 0
      let band = rest.takeTop(height)
      let spare = max(0, rest.width - width) / count
      var left = band.x
      for block in together {
        let room = min(block.width + spare, band.maxX - left)
        block.render(on: &canvas, in: Rect(x: left, y: band.y, width: room, height: band.height), row: nil)
        left += room + gap
      }
      _ = rest.takeTop(1)
    }
  }
}
