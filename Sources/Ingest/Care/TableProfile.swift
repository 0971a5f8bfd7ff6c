/// The columns of a table: how wide a row is, and what its cells are like.
struct TableProfile {
  var types: [ColumnType]
  /// As what the cells of each column are read.
  let roles: [ColumnUse.Role]

  /// Number of cells of a row.
  var width: Int { types.count }

  /// Number of columns in which a cell of another kind is out of place.
  let strictColumns: Int

  /// - Parameter roles: One for each column; fewer: of the others nothing is known.
  init(_ types: [ColumnType], roles: [ColumnUse.Role]) {
    self.types = types
    self.roles = types.indices.map { $0 < roles.count ? roles[$0] : .unknown }
    strictColumns = types.count { $0.isStrict }
  }

  /// Whether a column's cells are read as days or figures, and are such.
  func isFigure(_ column: Int) -> Bool {
    guard types[column].kind == .number || types[column].kind == .date else { return false }
    return roles[column] == .figure || roles[column] == .unknown
  }

  /// Whether the ledger reads a column.
  func isUsed(_ column: Int) -> Bool { roles[column] != .none }

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
  /// Cells that are unlike their column are facts about the order: a postcode of another country, a phone number that
  /// is written otherwise, a price without decimals. Only days and figures that the ledger reads and cannot read speak
  /// against a row: one is reported where its value is read, two are a row whose cells stand elsewhere.
  ///
  /// - Parameter isAfterBroken: Whether the line before was a broken row, of which this one may be the rest; then it
  ///   takes two figures to be a row.
  func isRow(_ record: Record, isAfterBroken: Bool = false) -> Bool {
    var readable = 0
    var unreadable = 0
    record.withAllBytes { bytes in
      for column in types.indices where isFigure(column) {
        let cell = UnsafeBufferPointer(rebasing: bytes[record.range(column)])
        if CellShape.isEmpty(cell) { continue }
        if types[column].fit(cell) == .wrong { unreadable += 1 } else { readable += 1 }
      }
    }
    if unreadable > (isAfterBroken ? 0 : 1) || (isAfterBroken && readable < 2) { return false }
    return !isShifted(record)
  }

  /// Whether a row is one beyond doubt: everything fits, and enough of it could have failed to.
  func isCertain(_ verdict: Verdict) -> Bool {
    verdict.wrong == 0 && verdict.other == 0 && verdict.proofs >= 2 && verdict.proofs * 2 >= strictColumns
  }

  /// Whether the cells that do not fit would do so one place further to the left or right: they have slipped. At least
  /// one of them must be a figure that the ledger reads: codes and words of several columns look alike.
  func isShifted(_ record: Record) -> Bool {
    record.withAllBytes { bytes in
      func fit(_ cell: Int, _ column: Int) -> ColumnType.Fit {
        types[column].fit(UnsafeBufferPointer(rebasing: bytes[record.range(cell)]))
      }
      let misfits = types.indices.filter { fit($0, $0) != .fits }
      guard let first = misfits.first, let last = misfits.last, last > first, misfits.contains(where: isFigure)
      else { return false }
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
