import Ledger

/// The tables of a reading, told apart and translated.
struct Prepared {
  var orders: [PreparedOrders] = []
  var sides: [PreparedSide] = []
  /// Tables of which nothing is read, each with the reason as a sentence.
  var ignored: [(table: TextTable, why: String)] = []
}

/// A table of orders, for the fast reader.
struct PreparedOrders {
  var table: TextTable
  /// What kind of file it is or was; `nil`: unknown, its columns are recognised one by one.
  var kind: FileKind?
  /// How certain that is, 0…1.
  var confidence: Double
  /// Whether the columns are those of the plain shop folder. Such a table may have no rows: all of its file's rows went
  /// to lines of another file.
  var isTranslated: Bool
  /// The columns of the file as it was, and what each was taken for; empty for those that are not read.
  var sourceColumns: [(column: String, field: String)]

  /// The kind by whose columns the table is to be read; `nil` where it was translated, or is read by its headers.
  var readAs: FileKind? { isTranslated ? nil : kind }
}

/// A table of something beside the orders, its columns named as in the plain shop folder where it was translated.
struct PreparedSide {
  var table: TextTable
  var kind: FileKind
  var side: SideKind
  /// How certain the kind is, 0…1.
  var confidence: Double
}
