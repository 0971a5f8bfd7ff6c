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
    let widest = facts.map { fact in
      (fact.isFigure ? max(figureWidth, DisplayWidth.of(fact.value)) : DisplayWidth.of(fact.value))
        + (fact.remark.isEmpty ? 0 : DisplayWidth.of(fact.remark) + 2)
    }
    return max(DisplayWidth.of(heading), labelWidth + 2 + (widest.max() ?? 0))
  }

  /// Columns in which every label and value is whole.
  var narrowWidth: Int { max(DisplayWidth.of(heading), labelWidth + 2 + valueWidth) }

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    if !heading.isEmpty, rect.height > 1 {
      let line = rest.takeTop(1)
      canvas.write(heading, .header, x: line.x, y: line.y, maxWidth: line.width)
    }
    let labels = labelWidth + 2 + valueWidth <= rest.width ? labelWidth : min(labelWidth, max(4, rest.width * 2 / 5))
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
  /// Blocks in bands of as many as stand side by side, in order, each with the columns that it wants.
  ///
  /// - Parameter remarks: Whether room is kept for remarks; without, they are drawn where room is left.
  static func bands(_ blocks: [FactBlock], in width: Int, gap: Int, remarks: Bool) -> [[FactBlock]] {
    var bands: [[FactBlock]] = []
    var used = 0
    for block in blocks where !block.facts.isEmpty {
      let wanted = remarks ? block.width : block.narrowWidth
      if let last = bands.indices.last, used + gap + wanted <= width {
        bands[last].append(block)
        used += gap + wanted
      } else {
        bands.append([block])
        used = wanted
      }
    }
    return bands
  }

  /// Lines of bands with a blank between each two.
  static func height(of bands: [[FactBlock]]) -> Int {
    max(0, bands.reduce(-1) { $0 + 1 + ($1.map(\.height).max() ?? 0) })
  }

  /// Draws blocks side by side as far as their widths allow, else below each other; what finds no room is left out.
  ///
  /// Remarks give way before a band has to go below another and does not fit there.
  static func draw(_ blocks: [FactBlock], on canvas: inout Canvas, in rect: Rect, gap: Int = 4) {
    var bands = bands(blocks, in: rect.width, gap: gap, remarks: true)
    var remarks = true
    if height(of: bands) > rect.height {
      bands = FactBlock.bands(blocks, in: rect.width, gap: gap, remarks: false)
      remarks = false
    }
    var rest = rect
    for band in bands where rest.height > 0 {
      let height = band.map(\.height).max() ?? 0
      let area = rest.takeTop(height)
      let widths = band.map { remarks ? $0.width : $0.narrowWidth }
      let spare = max(0, rect.width - widths.reduce(0, +) - gap * (band.count - 1)) / band.count
      var left = area.x
      for (block, width) in zip(band, widths) {
        let room = min(width + spare, area.maxX - left)
        block.render(on: &canvas, in: Rect(x: left, y: area.y, width: room, height: area.height), row: nil)
        left += room + gap
      }
      _ = rest.takeTop(1)
    }
  }
}
