/// The columns of a table: how wide a row is, and what its cells are like.
struct TableProfile {
  var types: [ColumnType]

  /// Number of cells of a row.
  var width: Int { types.count }

  /// Number of columns in which a cell of another kind is out of place.
  let strictColumns: Int

  init(_ types: [ColumnType]) {
    self.types = types
    strictColumns = types.count { $0.isStrict }
  }

  /// What speaks against a row.
  struct Verdict {
    /// Cells of another kind than their column.
    var wrong = 0
    /// Cells of the right kind in a form that does not occur.
    var other = 0
    /// Cells that are unusual.
    var unusual = 0
    /// Filled cells that are as their strict column wants them.
    var proofs = 0

    /// Nothing speaks against it.
    var isPerfect: Bool { wrong + other + unusual == 0 }
  }

  /// Judges a row of the right width. Complexity: O(bytes).
  func verdict(_ record: Record) -> Verdict {
    record.withAllBytes { bytes in
      types.withUnsafeBufferPointer { types in
        var verdict = Verdict()
        for column in 0..<types.count {
          let cell = UnsafeBufferPointer(rebasing: bytes[record.range(column)])
          switch types[column].fit(cell) {
          case .fits: if types[column].isStrict, cell.count > 0 { verdict.proofs += 1 }
          case .unusual: verdict.unusual += 1
          case .other: verdict.other += 1
          case .wrong: verdict.wrong += 1
          }
        }
        return verdict
      }
    }
  }

  /// Whether a row of the right width, well formed, is taken as it stands.
  ///
  /// One odd cell is a fact about the order (a date that is missing, a price without decimals) and is reported where its
  /// value is read. Several at once are cells that stand in the wrong columns.
  func isPlausible(_ verdict: Verdict) -> Bool {
    if verdict.wrong >= 2 { return false }
    let weight = 2 * verdict.wrong + verdict.other
    return weight < 3 || (verdict.wrong + verdict.other) * 3 < strictColumns
  }

  /// Whether a row is one beyond doubt: everything fits, and enough of it could have failed to.
  func isCertain(_ verdict: Verdict) -> Bool {
    verdict.wrong == 0 && verdict.other == 0 && verdict.proofs >= 2 && verdict.proofs * 2 >= strictColumns
  }

  /// Whether the cells that do not fit would do so one place further to the left or right: they have slipped.
  func isShifted(_ record: Record) -> Bool {
    record.withAllBytes { bytes in
      func fit(_ cell: Int, _ column: Int) -> ColumnType.Fit {
        types[column].fit(UnsafeBufferPointer(rebasing: bytes[record.range(cell)]))
      }
      let misfits = types.indices.filter { fit($0, $0) != .fits }
      guard let first = misfits.first, let last = misfits.last, last > first else { return false }
      return [1, -1].contains { shift in
        // The cells between the outermost misfits, against the columns beside them.
        let columns = shift > 0 ? first..<last : first + 1..<last + 1
        var proofs = 0
        for column in columns {
          guard fit(column + shift, column) == .fits else { return false }
          if types[column].isStrict, !record.isEmpty(column + shift) { proofs += 1 }
        }
        return proofs > 0
      }
    }
  }

  /// Whether a cell fits its column without reserve.
  func fits(_ cell: [UInt8], _ column: Int) -> Bool {
    cell.withUnsafeBufferPointer { types[column].fit($0) == .fits }
  }
}

/// Which columns of the first table stand where, in this part of the file.
struct TableSegment {
  var cutting: RowCutting
  /// The columns as they stand in this part.
  var profile: TableProfile
  /// For each column of the header, its place in this part, or -1; `nil`: as in the header.
  var places: [Int]?
  /// Empty cells that every row has after its last column.
  var trailing = 0
  /// Cells that every row has before its first column: the row numbers of R.
  var leading = 0

  /// Cells that a line has.
  var lineWidth: Int { leading + profile.width + trailing }
}
