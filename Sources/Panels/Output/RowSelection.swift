import Ledger

/// Which rows of a table are written and in which order: `--sort` and `--limit`.
public struct RowSelection: Sendable, Hashable {
  /// Id of the column to sort by; `nil` keeps the sheet's own order.
  public let field: String?
  /// Whether the largest comes first.
  public let descending: Bool
  /// Most rows to write; `nil` writes all.
  public let limit: Int?
  /// Ids of the columns to write, in order; `nil` writes those that the sheet writes unasked.
  public let columns: [String]?

  /// All rows in the sheet's own order, unless said otherwise.
  public init(field: String? = nil, descending: Bool = false, limit: Int? = nil, columns: [String]? = nil) {
    self.field = field
    self.descending = descending
    self.limit = limit
    self.columns = columns
  }

  /// Reads `FIELD`, `FIELD:asc` or `FIELD:desc`.
  ///
  /// - Throws: ``SettingError`` where another word follows the colon.
  public init(sort: String?, limit: Int?, columns: String? = nil) throws(SettingError) {
    let columns = columns.map { $0.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty } }
    guard let sort else {
      self.init(limit: limit, columns: columns)
      return
    }
    let parts = sort.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let order = parts.count > 1 ? parts[1] : "asc"
    guard order == "asc" || order == "desc" else {
      throw SettingError("'\(sort)' does not say how to sort: --sort FIELD, FIELD:asc or FIELD:desc")
    }
    self.init(field: parts[0], descending: order == "desc", limit: limit, columns: columns)
  }

  /// Positions of the columns to write.
  ///
  /// - Throws: ``SettingError`` naming the nearest column where the table has none of a name.
  func columns(of table: DataTable) throws(SettingError) -> [Int] {
    guard let columns else { return table.writtenColumns }
    guard !columns.isEmpty else { throw SettingError("--columns names no column") }
    var positions: [Int] = []
    for id in columns {
      guard let position = table.column(id) else {
        let names = table.columns.map(\.id)
        throw SettingError(
          "there is no column '\(id)'\(NearestName.hint(id, among: names)); there are: " + names.joined(separator: ", "))
      }
      positions.append(position)
    }
    return positions
  }

  /// Positions of the rows to write.
  ///
  /// Complexity: O(1) memory beyond the positions; O(n log n) time where a column sorts them.
  /// - Throws: ``SettingError`` naming the nearest column where the table has none of this name.
  public func rows(of table: DataTable) throws(SettingError) -> Rows {
    let count = min(table.rowCount, limit ?? Int.max)
    guard let field else { return Rows(count: count, positions: nil) }
    guard let column = table.column(field) else {
      let names = table.columns.map(\.id)
      throw SettingError(
        "there is no field '\(field)' to sort by\(NearestName.hint(field, among: names)); there are: "
          + names.joined(separator: ", "))
    }
    return Rows(count: count, positions: table.order(by: column, descending: descending))
  }

  /// Positions of rows, in the order in which they are written.
  public struct Rows: Sendable, RandomAccessCollection {
    /// Number of rows.
    public let count: Int
    fileprivate let positions: [Int32]?

    /// The first position.
    public var startIndex: Int { 0 }
    /// The position after the last.
    public var endIndex: Int { count }
    /// The table's row at a position.
    public subscript(position: Int) -> Int { positions.map { Int($0[position]) } ?? position }
  }
}
