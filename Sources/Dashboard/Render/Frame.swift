import Canvas

/// A finished screen: what is drawn, and what a click on each place means.
public struct Frame: Sendable {
  /// The cells.
  public var canvas: Canvas
  /// Places that can be clicked; a later one lies over an earlier one.
  public var places: [Place] = []
  /// Rows that the table with the keys can show at once.
  public var pageHeight = 1
  /// Columns and lines in which a card is drawn; `nil` where none is.
  public var cardSize: Size?

  /// A rectangle and what it stands for.
  public struct Place: Sendable {
    /// Where.
    public var rect: Rect
    /// What.
    public var target: Target
  }

  /// What can be clicked.
  public enum Target: Sendable {
    /// A panel of the overview: takes the keys, and the wheel.
    case panel(String)
    /// A table: rows and headers are found in its layout.
    case table(panel: String?, TableLayout, columns: [String])
    /// A command in the key bar.
    case command(Command)
    /// A tab of a group of panels.
    case tab(String)
    /// An answer to the question on the screen.
    case answer(Int)
  }

  /// A frame with an empty canvas.
  init(_ state: DashboardState) {
    canvas = Canvas(size: state.size, theme: state.theme, glyphs: state.glyphs)
  }

  /// What lies under a point, the uppermost first.
  public func targets(at point: Point) -> [Target] {
    places.reversed().filter { $0.rect.contains(point) }.map(\.target)
  }
}

/// Draws the state: a pure function, the same screen for the same state.
public func render(_ state: DashboardState) -> Frame {
  var frame = Frame(state)
  var area = frame.canvas.bounds
  guard area.width >= 12, area.height >= 4 else {
    frame.canvas.put("clientele", x: 0, y: 0, style: state.theme[.title])
    return frame
  }
  let bar = area.takeBottom(1)
  drawHeader(&frame, &area, state)
  if let asking = state.asking {
    drawAsking(&frame, area, asking, state)
  } else if let failure = state.failure {
    drawFailure(&frame, area, failure, state)
  } else if state.findings == nil {
    drawOpening(&frame, area, state)
  } else if let view = state.stack.last {
    drawFull(&frame, area, view, panel: nil, state)
  } else if case .panel(let id) = state.screen {
    drawPanelScreen(&frame, area, id, state)
  } else {
    drawOverview(&frame, area, state)
  }
  drawBottomLine(&frame, bar, state)
  drawOverlay(&frame, state)
  return frame
}
