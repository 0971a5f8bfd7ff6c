import Canvas

extension CardLayout {
  /// Draws the part of the document that begins at line `top`.
  ///
  /// A scroll bar at the right says where the part stands, if there is more than it.
  ///
  /// - Parameter focus: The field under the cursor; `nil` where the table below the card has it.
  public func draw(on canvas: inout Canvas, in rect: Rect, top: Int, focus: Int?) {
    guard !rect.isEmpty else { return }
    let top = min(max(0, top), max(0, height - rect.height))
    canvas.clipped(to: rect) { canvas in
      for item in items {
        let place = Rect(
          x: rect.x + item.rect.x, y: rect.y + item.rect.y - top, width: item.rect.width, height: item.rect.height)
        guard place.maxY > rect.y, place.y < rect.maxY else { continue }
        switch item.content {
        case .headline: headline(on: &canvas, place)
        case .text(let text, let role): canvas.write(text, role, x: place.x, y: place.y, maxWidth: place.width)
        case .picture(let figure): figure.draw(&canvas, place, nil)
        case .field(let index, let label, let figure):
          draw(card.fields[index], on: &canvas, place, label: label, figure: figure)
          if focus == index { canvas.restyle(place, .cursor) }
        }
      }
      if rect.width >= 24 {
        canvas.scrollBar(
          Rect(x: rect.maxX - 1, y: rect.y, width: 1, height: rect.height), total: height, top: top,
          visible: rect.height)
      }
    }
  }

  /// Label, value and remark on a line; what is too long ends with a sign.
  private func draw(_ field: Card.Field, on canvas: inout Canvas, _ line: Rect, label: Int, figure: Int) {
    canvas.write(field.label, .textMuted, x: line.x, y: line.y, maxWidth: min(label, line.width))
    let left = line.x + label + 2
    let room = line.maxX - left
    guard room > 0 else { return }
    var used: Int
    if field.isFigure, DisplayWidth.of(canvas.glyphs.plain(field.value)) <= figure {
      canvas.writeRight(field.value, field.role, maxX: left + figure, y: line.y, maxWidth: figure)
      used = figure
    } else {
      used = canvas.write(field.value, field.role, x: left, y: line.y, maxWidth: room)
    }
    // A remark of a few letters and a sign says nothing.
    guard !field.remark.isEmpty, room - used - 2 >= 5 else { return }
    canvas.write(field.remark, .textMuted, x: left + used + 2, y: line.y, maxWidth: room - used - 2)
  }

  /// Name at the left, stage and rhythm at the right; the remarks where there is room between them.
  private func headline(on canvas: inout Canvas, _ line: Rect) {
    var right = line.maxX
    var isFirst = true
    for standing in card.standing.reversed() {
      let text = canvas.glyphs.plain(standing.words)
      let width = DisplayWidth.of(text)
      guard right - width - (isFirst ? 0 : 3) > line.x + 12 else { break }
      if !isFirst {
        canvas.write(" · ", .textMuted, x: right - 3, y: line.y, maxWidth: 3)
        right -= 3
      }
      canvas.write(text, standing.role, x: right - width, y: line.y, maxWidth: width)
      right -= width
      isFirst = false
    }
    if !isFirst { right -= 2 }
    var left = line.x + canvas.write(card.title, .textStrong, x: line.x, y: line.y, maxWidth: right - line.x)
    for remark in card.remarks where right - left > 8 {
      left += canvas.write(" · " + remark, .textMuted, x: left, y: line.y, maxWidth: right - left)
    }
    // Whoever answers a call reads number and address first; a part of either is of no use.
    for contact in card.contacts where left + 3 + DisplayWidth.of(contact) <= right {
      left += canvas.write(" · " + contact, .text, x: left, y: line.y, maxWidth: right - left)
    }
  }
}

/// A card as a drawing: as much of it from the top as there is room for.
struct CardDrawing: Drawing {
  let card: Card

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    card.layout(width: rect.width, height: rect.height).draw(on: &canvas, in: rect, top: 0, focus: nil)
  }
}
