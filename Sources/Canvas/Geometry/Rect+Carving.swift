extension Rect {
  /// Cuts `lines` off the top and returns them; at most what is there.
  public mutating func takeTop(_ lines: Int) -> Rect {
    let taken = min(max(0, lines), height)
    defer {
      y += taken
      height -= taken
    }
    return Rect(x: x, y: y, width: width, height: taken)
  }

  /// Cuts `lines` off the bottom and returns them; at most what is there.
  public mutating func takeBottom(_ lines: Int) -> Rect {
    let taken = min(max(0, lines), height)
    height -= taken
    return Rect(x: x, y: maxY, width: width, height: taken)
  }

  /// Cuts `columns` off the left and returns them; at most what is there.
  public mutating func takeLeft(_ columns: Int) -> Rect {
    let taken = min(max(0, columns), width)
    defer {
      x += taken
      width -= taken
    }
    return Rect(x: x, y: y, width: taken, height: height)
  }

  /// Cuts `columns` off the right and returns them; at most what is there.
  public mutating func takeRight(_ columns: Int) -> Rect {
    let taken = min(max(0, columns), width)
    width -= taken
    return Rect(x: maxX, y: y, width: taken, height: height)
  }

  /// Divides the rectangle into columns, in proportion to whole weights, with `gap` columns between them.
  ///
  /// The pieces and gaps fill the width exactly; what does not divide goes to the first pieces by largest remainder.
  public func columns(_ weights: [Int], gap: Int = 0) -> [Rect] {
    var left = x
    return Self.divide(width, by: weights, gap: gap).map { length in
      defer { left += length + gap }
      return Rect(x: min(left, maxX), y: y, width: length, height: height)
    }
  }

  /// Divides the rectangle into rows, in proportion to whole weights, with `gap` lines between them.
  public func rows(_ weights: [Int], gap: Int = 0) -> [Rect] {
    var top = y
    return Self.divide(height, by: weights, gap: gap).map { length in
      defer { top += length + gap }
      return Rect(x: x, y: min(top, maxY), width: width, height: length)
    }
  }

  /// Shares out `length` minus the gaps; weights below zero count as zero, all zero count as all one.
  private static func divide(_ length: Int, by weights: [Int], gap: Int) -> [Int] {
    guard !weights.isEmpty else { return [] }
    var shares = weights.map { max(0, $0) }
    if shares.allSatisfy({ $0 == 0 }) { shares = shares.map { _ in 1 } }
    let available = max(0, length - gap * (weights.count - 1))
    let total = shares.reduce(0, +)
    var pieces = shares.map { available * $0 / total }
    let order = shares.indices.sorted {
      let (a, b) = (available * shares[$0] % total, available * shares[$1] % total)
      return a == b ? $0 < $1 : a > b
    }
    for index in order.prefix(available - pieces.reduce(0, +)) { pieces[index] += 1 }
    return pieces
  }
}
