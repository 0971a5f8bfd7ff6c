/// One cell of the screen.
public struct Cell: Hashable, Sendable {
  /// One grapheme of at most five code points, `" "` for a blank, `""` for the right half of a wide one.
  public var glyph: String
  /// How it is drawn.
  public var style: Style
  /// Columns of the glyph: 1, 2, or 0 for the right half of a wide one.
  public var width: UInt8

  /// Makes a cell.
  public init(glyph: String, style: Style, width: UInt8 = 1) {
    self.glyph = glyph
    self.style = style
    self.width = width
  }
}

/// A screen as a value: rows of cells that text, lines and charts are drawn into.
///
/// Everything is clipped at the canvas and at the clip rectangle; a wide glyph that does not fit whole becomes a blank,
/// and one of which a half is overwritten loses the other. Nothing here knows a terminal.
public struct Canvas: Sendable {
  /// Columns and lines.
  public let size: Size
  /// Where styles come from.
  public let theme: Theme
  /// Where signs come from.
  public let glyphs: Glyphs
  /// Row by row.
  var cells: [Cell]
  /// What may be drawn into; never larger than the canvas.
  public private(set) var clip: Rect
  /// The cell in which the terminal's cursor shows, for somebody who types; nil to hide it.
  public var cursor: Point?

  /// Makes a canvas of blanks in the theme's text style.
  public init(size: Size, theme: Theme, glyphs: Glyphs = .unicode) {
    self.size = size
    self.theme = theme
    self.glyphs = glyphs
    cells = Array(repeating: Cell(glyph: " ", style: theme[.text]), count: size.width * size.height)
    clip = Rect(size)
  }

  /// The whole canvas.
  public var bounds: Rect { Rect(size) }

  /// The cell at a place that is on the canvas.
  public subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// All cells, row by row: what a terminal compares with what it shows.
  public var allCells: [Cell] { cells }

  /// The screen as text: one line per row, blanks at the end of each trimmed, a wide glyph counted once.
  public var text: String {
    var result = ""
    for y in 0..<size.height {
      var line = ""
      for x in 0..<size.width { line += self[x, y].glyph }
      while line.last == " " { line.removeLast() }
      result += y == 0 ? line : "\n" + line
    }
    return result
  }

  /// Runs `body` with drawing confined to a rectangle (and to the clip in force).
  public mutating func clipped(to rect: Rect, _ body: (inout Canvas) -> Void) {
    let before = clip
    clip = clip.intersection(rect)
    body(&self)
    clip = before
  }

  /// Puts a glyph into a cell inside the clip, and mends wide glyphs that it cuts in half.
  @inline(__always)
  mutating func store(_ glyph: String, _ width: UInt8, at index: Int, _ style: Style) {
    if cells[index].width != 1 { mend(index) }
    if width == 2 {
      if cells[index + 1].width != 1 { mend(index + 1) }
      cells[index + 1] = Cell(glyph: "", style: style, width: 0)
    }
    cells[index] = Cell(glyph: glyph, style: style, width: width)
  }

  /// Blanks the other half of the wide glyph that covers `index`.
  private mutating func mend(_ index: Int) {
    let other = cells[index].width == 0 ? index - 1 : index + 1
    cells[other].glyph = " "
    cells[other].width = 1
  }
}
