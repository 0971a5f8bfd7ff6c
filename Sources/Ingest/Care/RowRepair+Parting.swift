/// Cells that ran into each other.
extension RowRepair {
  /// One way to part a cell; `isMarked` where a delimiter of another kind stands at the border.
  struct Parting {
    var left: [UInt8]
    var right: [UInt8]
    var isMarked: Bool
  }

  /// The ways to part a cell into cells of two columns, at a delimiter of another kind, at a quote, or at no mark at all.
  ///
  /// Both columns must be strict: from a free text a number could be cut that belongs to it. Between two digits is no
  /// border that can be seen: there a cell is parted only where the kinds of the columns leave one place, and the whole
  /// is the cell of neither column (`2024-05-1309:15`, but not `29.99`); else the row is in doubt.
  ///
  /// - Parameter isBorderOfRows: Whether the cell is the last of one row and the first of the next: then the left one may
  ///   be a text, where there is one place.
  mutating func parting(
    _ cell: [UInt8], _ leftColumn: Int, _ rightColumn: Int, isBorderOfRows: Bool = false
  ) -> [Parting] {
    let types = segment.profile.types
    let isAfterText = isBorderOfRows && types[leftColumn].kind == .text
    guard types[leftColumn].isStrict || isAfterText, types[rightColumn].isStrict else { return [] }
    guard cell.count >= 2, cell.count <= 200 else { return [] }
    var ways: [Parting] = []
    var isUnseen = false
    let marks: Set<UInt8> = [34, 44, 59, 9, 124]
    for at in 1..<cell.count where cell[at] & 0xC0 != 0x80 && !marks.contains(cell[at - 1]) {
      if !marks.contains(cell[at]) {
        let (left, right) = (Array(cell[..<at]), Array(cell[at...]))
        guard segment.profile.fits(left, leftColumn), segment.profile.fits(right, rightColumn),
          types[leftColumn].hasUsualLength(left), types[rightColumn].hasUsualLength(right)
        else { continue }
        if cell[at - 1] &- 48 < 10, cell[at] &- 48 < 10 { isUnseen = true }
        ways.append(Parting(left: left, right: right, isMarked: false))
      } else if at + 1 < cell.count, !marks.contains(cell[at + 1]) {
        ways.append(Parting(left: Array(cell[..<at]), right: Array(cell[(at + 1)...]), isMarked: cell[at] != 34))
      }
    }
    if isAfterText, ways.count > 1 {
      // A quote at the border is the border.
      ways = ways.filter { way in cell.dropFirst(way.left.count).first == 34 }
      if ways.count != 1 { return [] }
    }
    // A figure in another form is still a figure; a code or a day in a form that never occurs is none.
    let isWhole = [leftColumn, rightColumn].contains { column in
      let worst: ColumnType.Fit = types[column].kind == .number ? .other : .unusual
      return !isAfterText && cell.withUnsafeBufferPointer { types[column].fit($0) <= worst }
    }
    if isUnseen, ways.count > 1 || isWhole {
      doubt = "“\(String(decoding: cell.prefix(40), as: UTF8.self))” could be two cells in more than one way"
    }
    return ways
  }
}
