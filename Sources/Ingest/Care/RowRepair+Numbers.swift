/// Numbers with a comma in them, which stand in two cells of a comma-separated row: `12,50` and `1,250.00`.
extension RowRepair {
  /// Adds the readings in which neighbours are one number. None of them is taken, and none beside them: an amount would
  /// change without a word.
  mutating func mergeNumbers(_ cells: [[UInt8]], _ rule: Rule?) {
    guard segment.cutting.delimiter == [44], cells.count > width, cells.count <= width + 4 else { return }
    merge(cells, from: 0, rule)
  }

  private mutating func merge(_ cells: [[UInt8]], from first: Int, _ rule: Rule?) {
    let extra = cells.count - width
    for at in first..<max(first, cells.count - 1) {
      // The column that the two are in: as many cells were in excess before them as are left.
      for column in max(0, at - extra + 1)...max(0, at) where column < width && segment.profile.isUsed(column) {
        let type = segment.profile.types[column]
        guard type.couldBeSplitNumber(cells[at], cells[at + 1]) else { continue }
        let number = type.merged(cells[at], cells[at + 1])
        merged.insert(number)
        let row = replacing(cells, at..<at + 2, by: [number])
        if row.count == width {
          accept([row], rule ?? .joinedFields, spares: true)
        } else {
          merge(row, from: at + 1, rule)
          joinBeside(row, rule)
        }
        break
      }
    }
  }

  /// A row that still has a cell too many: an empty one is left out.
  private mutating func joinBeside(_ cells: [[UInt8]], _ rule: Rule?) {
    guard cells.count == width + 1 else { return }
    for at in cells.indices where cells[at].isEmpty {
      accept([replacing(cells, at..<at + 1, by: [])], rule ?? .joinedFields, spares: true)
    }
    for at in cells.indices.dropLast() where !cells[at].isEmpty && !cells[at + 1].isEmpty && at < width {
      let type = segment.profile.types[at]
      guard type.kind == .text || type.kind == .words else { continue }
      accept([replacing(cells, at..<at + 2, by: [cells[at] + [44] + cells[at + 1]])], rule ?? .joinedFields)
    }
  }
}
