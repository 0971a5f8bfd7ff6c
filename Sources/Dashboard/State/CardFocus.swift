import Canvas
import Panels

extension View {
  /// The field of the card under the cursor; `nil` where the table below the card has it, or where there is no card.
  public var currentField: Card.Field? {
    guard let card = sheet.card, let field, card.fields.indices.contains(field) else { return nil }
    return card.fields[field]
  }
}

extension DashboardState {
  /// The card of the shown view, arranged as it is on the screen.
  private var cardLayout: CardLayout? {
    view?.sheet.card?.layout(width: max(1, cardSize.width), height: cardSize.height)
  }

  /// Moves the cursor about a card and between the card and the table below it.
  ///
  /// - Returns: Whether the card took the movement; the table takes what is left.
  mutating func moveInCard(_ action: Action) -> Bool {
    guard let view, let layout = cardLayout else { return false }
    var next = view.field
    switch action {
    case .move(let rows):
      if view.field == nil, rows > 0 || view.table.cursor > 0 { return false }
      next = step(rows < 0 ? .up : .down, count: abs(rows), from: view.field, layout)
    case .page(let pages):
      guard view.field != nil else { return false }
      next = step(pages < 0 ? .up : .down, count: max(1, cardSize.height / 2), from: view.field, layout)
    case .jump(let toEnd):
      guard view.field != nil else { return false }
      next = toEnd ? layout.next(from: nil, .up) : 0
    case .scrollColumns(let columns):
      guard view.field != nil else { return false }
      next = layout.next(from: view.field, columns < 0 ? .left : .right)
    case .focusNext: next = view.field == nil ? 0 : nil
    case .pick:
      next = nil
      focus(next, layout)
      return false
    default: return false
    }
    focus(next, layout)
    return true
  }

  private func step(_ direction: CardLayout.Direction, count: Int, from: Int?, _ layout: CardLayout) -> Int? {
    var field = from
    for _ in 0..<max(1, count) {
      field = layout.next(from: field, direction)
      if field == nil { break }
    }
    return field
  }

  private mutating func focus(_ field: Int?, _ layout: CardLayout) {
    let visible = max(1, cardSize.height)
    updateView { view in
      view.field = field
      view.cardTop = field == nil ? view.cardTop : layout.top(showing: field, from: view.cardTop, visible: visible)
    }
  }
}
