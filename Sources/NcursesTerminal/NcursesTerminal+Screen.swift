import CNcurses
import Canvas
import Glibc

extension NcursesTerminal {
  /// Shows a canvas: cells that differ from what is on the screen are handed to ncurses, which sends the difference.
  ///
  /// A canvas of another size than the terminal (the window may have changed meanwhile) is shown at the upper left.
  public func present(_ canvas: Canvas) {
    precondition(pthread_equal(owner, pthread_self()) != 0, "the terminal belongs to the thread that opened it")
    guard isActive else { return }
    set_term(screen)
    if !put(canvas) {
      // All pairs of colours are taken. Old screens have used most of them: give them out anew for this one alone.
      pairs.reset()
      shown = nil
      _ = put(canvas)
    }
    if let cursor = canvas.cursor, cursor.x < size.width, cursor.y < size.height {
      wmove(nc_stdscr(), Int32(cursor.y), Int32(cursor.x))
      curs_set(1)
    } else {
      curs_set(0)
    }
    if isXterm { send("\u{1B}[?2026h") }
    wnoutrefresh(nc_stdscr())
    doupdate()
    if isXterm { send("\u{1B}[?2026l") }
    shown = canvas
  }

  /// Puts the cells that changed; false where the pairs of colours did not suffice.
  private func put(_ canvas: Canvas) -> Bool {
    let window = nc_stdscr()
    let width = canvas.size.width
    let before = shown?.size == canvas.size ? shown?.allCells : nil
    if before == nil { werase(window) }
    let cells = canvas.allCells
    var writer = CellWriter(isUTF8: isUTF8)
    var style = Style.standard
    var attributes: attr_t = 0
    var pair: Int32 = 0
    for y in 0..<min(canvas.size.height, size.height) {
      for x in 0..<min(width, size.width) {
        let index = y * width + x
        let cell = cells[index]
        if let before, before[index] == cell { continue }
        if cell.width == 0 { continue }
        if cell.style != style {
          guard let number = pairNumber(cell.style) else { return false }
          style = cell.style
          pair = number
          attributes = Self.attributes(style.attributes)
        }
        // A wide glyph across the right edge of the window would be wrapped to the next line.
        let fits = x + Int(cell.width) <= size.width
        writer.put(fits ? cell.glyph : " ", columns: Int(cell.width), x: x, y: y, attributes, pair, window)
      }
    }
    return true
  }

  private func pairNumber(_ style: Style) -> Int32? {
    depth == .mono ? 0 : pairs.number(foreground: style.foreground, background: style.background)
  }

  private static func attributes(_ attributes: Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= NC_BOLD }
    if attributes.contains(.dim) { result |= NC_DIM }
    if attributes.contains(.italic) { result |= NC_ITALIC }
    if attributes.contains(.underline) { result |= NC_UNDERLINE }
    if attributes.contains(.reverse) { result |= NC_REVERSE }
    return result
  }
}

/// Turns glyphs into cells of ncurses.
struct CellWriter {
  let isUTF8: Bool
  private var text: [wchar_t] = [0, 0, 0, 0, 0, 0]

  init(isUTF8: Bool) { self.isUTF8 = isUTF8 }

  /// Puts one glyph.
  ///
  /// Where the C library disagrees about its columns, ncurses would shift the rest of the line: such a glyph becomes
  /// question marks of the right width. A letter that the locale does not have is written in ASCII where that can be
  /// read, and is a question mark otherwise.
  mutating func put(
    _ glyph: String, columns: Int, x: Int, y: Int, _ attributes: attr_t, _ pair: Int32,
    _ window: UnsafeMutablePointer<WINDOW>?
  ) {
    var count = 0
    for scalar in glyph.unicodeScalars where count < 5 {
      text[count] = wchar_t(bitPattern: scalar.value)
      count += 1
    }
    text[count] = 0
    if !isUTF8, let first = glyph.unicodeScalars.first, first.value >= 0x80 {
      if TerminalLocale.current.has(first), Int(nc_columns_of(text[0])) == columns {
        // Marks upon it are left out: an older character set has none.
        text[1] = 0
        nc_put_cell(window, Int32(y), Int32(x), text, attributes, pair)
        return
      }
      let standIn = LettersInASCII.standIn(for: first).map(String.init)
      for offset in 0..<columns {
        put(standIn.map { offset == 0 ? $0 : " " } ?? "?", columns: 1, x: x + offset, y: y, attributes, pair, window)
      }
      return
    }
    if text[0] >= 0x80, Int(nc_columns_of(text[0])) != columns {
      for offset in 0..<columns { put("?", columns: 1, x: x + offset, y: y, attributes, pair, window) }
      return
    }
    nc_put_cell(window, Int32(y), Int32(x), text, attributes, pair)
  }
}
