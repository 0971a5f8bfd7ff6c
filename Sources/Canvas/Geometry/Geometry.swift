/// A width and a height in terminal cells.
public struct Size: Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Lines.
  public var height: Int

  /// Makes a size; negative lengths become zero.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// No columns and no lines.
  public static let zero = Size(width: 0, height: 0)
}

/// A cell's place, counted from zero at the upper left.
public struct Point: Hashable, Sendable {
  /// The column.
  public var x: Int
  /// The line.
  public var y: Int

  /// Makes a point.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells; `maxX` and `maxY` are the first column and line outside it.
public struct Rect: Hashable, Sendable {
  /// The first column.
  public var x: Int
  /// The first line.
  public var y: Int
  /// Columns; never negative.
  public var width: Int
  /// Lines; never negative.
  public var height: Int

  /// Makes a rectangle; negative lengths become zero.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// Makes the rectangle of a size, from the origin.
  public init(_ size: Size) {
    self.init(x: 0, y: 0, width: size.width, height: size.height)
  }

  /// Whether it holds no cell.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// The first column to the right of it.
  public var maxX: Int { x + width }

  /// The first line below it.
  public var maxY: Int { y + height }

  /// Its width and height.
  public var size: Size { Size(width: width, height: height) }

  /// The rectangle without a margin of `amount` cells on all four sides; empty where nothing is left.
  public func inset(by amount: Int) -> Rect { inset(dx: amount, dy: amount) }

  /// The rectangle without `dx` columns left and right and `dy` lines above and below.
  public func inset(dx: Int, dy: Int) -> Rect {
    Rect(
      x: x + min(dx, width / 2), y: y + min(dy, height / 2), width: width - 2 * dx, height: height - 2 * dy)
  }

  /// Whether the point lies inside.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  /// What both rectangles cover; empty (at the later corner) where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }
}
