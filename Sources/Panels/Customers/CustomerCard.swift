import Canvas

/// A customer on one picture: name and standing on top, then who, worth and rhythm side by side, the purchases on a
/// time
/// axis, and what was bought most.
struct CustomerCard: Drawing {
  let profile: CustomerProfile

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    headline(on: &canvas, rest.takeTop(1))
    guard !rest.isEmpty else { return }
    if rest.height < 4 {
      sentences(on: &canvas, rest)
      return
    }
    if rest.height >= 12 { _ = rest.takeTop(1) }
    let timeline = rest.takeBottom(timelineHeight(in: rest))
    if isNarrow(rest) {
      FactBlock(heading: "", facts: essentials).render(on: &canvas, in: rest, row: nil)
    } else {
      FactBlock.draw(ordered(for: rest.width), on: &canvas, in: rest, gap: Self.gap)
    }
    guard timeline.height > 1 else { return }
    profile.timeline.render(
      on: &canvas, in: Rect(x: timeline.x, y: timeline.y + 1, width: timeline.width, height: timeline.height - 1),
      row: nil)
  }

  /// Name at the left, stage and rhythm at the right; the remarks where there is room between them.
  private func headline(on canvas: inout Canvas, _ line: Rect) {
    var right = line.maxX
    for standing in profile.standing.reversed() {
      let text = canvas.glyphs.plain(standing.words)
      let width = DisplayWidth.of(text)
      guard right - width > line.x + 12 else { break }
      canvas.write(text, standing.role, x: right - width, y: line.y, maxWidth: width)
      right -= width + 1
      guard right - 2 > line.x + 12 else { break }
      canvas.write("·", .textMuted, x: right - 1, y: line.y, maxWidth: 1)
      right -= 2
    }
    // The separator after the last word drawn stands before nothing.
    canvas.write(" ", .text, x: right + 1, y: line.y, maxWidth: 1)
    var left = line.x + canvas.write(profile.label, .textStrong, x: line.x, y: line.y, maxWidth: right - line.x)
    for remark in profile.remarks where right - left > 8 {
      left += canvas.write(" · " + remark, .textMuted, x: left, y: line.y, maxWidth: right - left)
    }
  }

  private func sentences(on canvas: inout Canvas, _ rect: Rect) {
    let lines = profile.reading.flatMap { DisplayWidth.wrap(canvas.glyphs.plain($0), rect.width) }
    for (index, line) in lines.prefix(rect.height).enumerated() {
      canvas.write(line, x: rect.x, y: rect.y + index, maxWidth: rect.width)
    }
  }

  /// Who, worth, rhythm where all stand side by side; else the two needed most first.
  private func ordered(for width: Int) -> [FactBlock] {
    let who = FactBlock(heading: "Who", facts: profile.identity)
    let worth = FactBlock(heading: "Worth", facts: profile.value)
    let rhythm = FactBlock(heading: "Rhythm", facts: profile.rhythm)
    let most = FactBlock(heading: "Bought most", facts: profile.favourites)
    let three = [who, worth, rhythm].reduce(-Self.gap) { $0 + $1.width + Self.gap } <= width
    return (three ? [who, worth, rhythm, most] : [worth, rhythm, who, most]).filter { !$0.facts.isEmpty }
  }

  private static let gap = 4

  /// Whether worth and rhythm neither stand side by side nor below each other.
  private func isNarrow(_ rest: Rect) -> Bool {
    let blocks = Array(ordered(for: rest.width).prefix(2))
    let bands = FactBlock.bands(blocks, in: rest.width, gap: Self.gap, remarks: false)
    return bands.count > 1 && FactBlock.height(of: bands) > rest.height
  }

  /// Worth and rhythm in turn, the most important first, for where there is no room for both blocks.
  private var essentials: [FactBlock.Fact] {
    var facts: [FactBlock.Fact] = []
    for index in 0..<max(profile.value.count, profile.rhythm.count) {
      if index < profile.value.count { facts.append(profile.value[index]) }
      if index < profile.rhythm.count { facts.append(profile.rhythm[index]) }
    }
    return facts
  }

  /// Lines for the time axis with a blank above: what the facts leave, four at least where it fits, eight at most.
  private func timelineHeight(in rest: Rect) -> Int {
    guard !profile.timeline.days.isEmpty, rest.height >= 8 else { return 0 }
    let wanted = FactBlock.height(
      of: FactBlock.bands(ordered(for: rest.width), in: rest.width, gap: Self.gap, remarks: true))
    return min(8, max(4, rest.height - wanted))
  }
}
