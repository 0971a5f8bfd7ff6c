import Canvas

/// Where the panels of the overview stand: a pure function of the room there is.
public struct OverviewLayout: Hashable, Sendable {
  /// The panels with their rectangles, frames included; a panel that is not named has no room.
  public var panels: [String: Rect]
  /// Whether only the focused panel is shown, under tabs.
  public var isSingle: Bool

  /// The layout for a rectangle.
  ///
  /// From about 110×28 on three shapes of the shop stand side by side above the list to act on; down to 64×19 the
  /// funnel and the life cycle stand beside the deciles; below that one panel at a time.
  public init(in area: Rect, focus: String) {
    let list = "churn"
    if area.width >= 110, area.height >= 24 {
      var rest = area
      let height = min(15, max(13, area.height * 2 / 5))
      let top = rest.takeTop(height)
      let columns = top.columns([36, 34, 30])
      panels = ["funnel": columns[0], "deciles": columns[1], "lifecycle": columns[2], list: rest]
      isSingle = false
    } else if area.width >= 64, area.height >= 19 {
      var rest = area
      // Five steps with head and frame are 8 lines, four stages with their frame 6; ten deciles stand beside them.
      var top = rest.takeTop(14)
      var left = top.takeLeft(area.width / 2)
      let funnel = left.takeTop(8)
      panels = ["funnel": funnel, "lifecycle": left, "deciles": top, list: rest]
      isSingle = false
    } else {
      panels = [focus: area]
      isSingle = true
    }
  }
}

extension Layout {
  /// Lines that the chart of a full view gets: none where the table would become too small.
  static func figureHeight(in height: Int, minimum: Int, ideal: Int, rows: Int) -> Int {
    let tableLines = min(rows + 3, max(6, height / 2))
    let available = height - tableLines
    guard available >= minimum else { return 0 }
    return min(ideal, available)
  }
}

/// Rules of layout that several screens share.
enum Layout {}
