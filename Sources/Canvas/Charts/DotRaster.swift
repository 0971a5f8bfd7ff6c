/// Points finer than a cell: 2×4 in braille, 1×2 in half blocks and in ASCII.
struct DotRaster {
  let columns: Int
  let lines: Int
  let dotsAcross: Int
  let dotsDown: Int
  private let glyphs: Glyphs
  /// Which dots of each cell are set, and by which series last (−1: none).
  private var masks: [UInt8]
  private var owners: [Int]

  init(columns: Int, lines: Int, glyphs: Glyphs) {
    self.columns = columns
    self.lines = lines
    self.glyphs = glyphs
    dotsAcross = glyphs.braille ? 2 : 1
    dotsDown = glyphs.braille ? 4 : 2
    masks = Array(repeating: 0, count: columns * lines)
    owners = Array(repeating: -1, count: columns * lines)
  }

  var width: Int { columns * dotsAcross }
  var height: Int { lines * dotsDown }

  mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / dotsDown * columns + x / dotsAcross
    masks[cell] |= 1 << UInt8(y % dotsDown * dotsAcross + x % dotsAcross)
    owners[cell] = owner
  }

  /// Sets the dots of a straight line (Bresenham).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), owner: Int) {
    var (x, y) = start
    let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
    let (stepX, stepY) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = dx + dy
    while true {
      set(x, y, owner: owner)
      if x == end.x, y == end.y { return }
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += stepX
      }
      if twice <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// The sign of a cell and the series that it belongs to, or nil where no dot is set.
  func cell(_ column: Int, _ line: Int, markSeries: Bool) -> (glyph: String, owner: Int)? {
    let index = line * columns + column
    let mask = masks[index]
    guard mask != 0 else { return nil }
    let owner = owners[index]
    if glyphs.braille { return (Self.braille[Int(mask)], owner) }
    if markSeries { return (glyphs.seriesMarks[owner % glyphs.seriesMarks.count], owner) }
    return (glyphs.halves[mask == 1 ? 0 : mask == 2 ? 1 : 2], owner)
  }

  /// The braille pattern of a cell's dots, numbered row by row.
  static func pattern(_ mask: UInt8) -> String { braille[Int(mask)] }

  /// The braille pattern for each set of dots, numbered row by row.
  private static let braille: [String] = (0..<256).map { mask in
    // Dots 1 2 3 7 stand in the left column from above, 4 5 6 8 in the right one.
    let bits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    var pattern: UInt32 = 0
    for (dot, bit) in bits.enumerated() where mask >> dot & 1 == 1 { pattern |= bit }
    return Unicode.Scalar(0x2800 + pattern).map { String($0) } ?? " "
  }
}
