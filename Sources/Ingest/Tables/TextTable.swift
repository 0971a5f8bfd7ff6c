import Ledger

/// A table as text: what every container, encoding and platform is turned into before rows are read.
///
/// The stages of a reading hand tables on: a container gives raw ones, decoding makes their text UTF-8, care makes every
/// row as wide as the header, a platform's translator makes the columns those of the plain shop folder. Each stage adds
/// what it found to `audit`; nothing is dropped without being counted there.
struct TextTable: Sendable {
  /// Path of the file and, after ` › `, the member or sheet in it: what messages and the import report name.
  var label: String
  /// The text. UTF-8 once decoded.
  var bytes: SourceBytes
  /// What the text was packed in, outermost first: "gzip", "zip", "xlsx", "SQLite", "JSON Lines".
  var containers: [String] = []
  /// The encoding that the text had, as a person reads it: "UTF-8", "GB18030". Empty until decoded.
  var encoding = ""
  /// Whether this program wrote the text (`TableWriter`): comma-separated, line feeds, every row as wide as the header,
  /// no line end inside a field.
  var isClean = false
  /// How the text was written before it was made clean, as a person reads it: "semicolon-separated, CRLF".
  var form = ""
  /// For clean text: on which line (or row) of the source each row began. For raw text that has an entry for every line
  /// (a sheet): on which row of the source each line of the text is, the header's too.
  var lines = RowLines()
  /// Columns that a person named, whatever their header says: they are read like those that are known.
  var mapped: [(field: Field, column: String)] = []
  /// What earlier stages set aside, repaired and remarked.
  var audit = TableAudit()
}

/// On which line of its source each row of a clean table began.
///
/// Rows that follow each other line by line take no memory: only the places where the distance is another one do.
struct RowLines: Sendable, Equatable {
  private var rows: [Int32] = []
  private var lines: [Int32] = []
  /// Rows so far.
  private(set) var count = 0

  /// The next row begins on `line`, counted from 1.
  mutating func append(_ line: Int) {
    if let row = rows.last, let known = lines.last, Int(known) + count - Int(row) == line {
      count += 1
      return
    }
    rows.append(Int32(clamping: count))
    lines.append(Int32(clamping: line))
    count += 1
  }

  /// The line of a row, counted from 0. Complexity: O(log breaks).
  subscript(row: Int) -> Int {
    guard !rows.isEmpty else { return row + 2 }
    var low = 0
    var high = rows.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(rows[middle]) <= row { low = middle } else { high = middle }
    }
    return Int(lines[low]) + row - Int(rows[low])
  }
}

/// What a stage found in a table: rows that are not handed on, rows that were repaired, sentences for a person.
struct TableAudit: Sendable {
  /// A row of the source, as it stood there.
  struct Row: Sendable, Equatable {
    /// Line of the source, from 1.
    var line: Int
    /// The row, cut after some hundred bytes.
    var text: String
    /// What was done to it, or why it could not be used; for repaired rows the rule's name.
    var reason = ""
  }

  /// Rows that are not handed on, by reason; their sum and the rows handed on are all rows of the source.
  var counts: [ImportReport.Bucket: Int] = [:]
  /// The first rows of each reason, at most `ImportReport.examplesKept`.
  var examples: [ImportReport.Bucket: [Row]] = [:]
  /// Rows that were repaired, and are handed on, by rule.
  var repairs: [String: Int] = [:]
  /// The first repaired rows, at most `ImportReport.examplesKept`.
  var repaired: [Row] = []
  /// Sentences for the import report.
  var remarks: [String] = []
  /// How orders compare with what the platform says they came to; `nil` where it says nothing.
  var orderSums: OrderSums?

  /// How the lines of orders compare with the orders' own amounts.
  struct OrderSums: Sendable {
    var orders = 0
    var balanced = 0
    /// The first that do not add up, at most `ImportReport.examplesKept`.
    var examples: [ImportReport.Reconciliation.Offender] = []
  }

  /// Counts a row that is not handed on.
  mutating func setAside(_ bucket: ImportReport.Bucket, line: Int, text: String, reason: String = "") {
    counts[bucket, default: 0] += 1
    if examples[bucket]?.count ?? 0 < ImportReport.examplesKept {
      examples[bucket, default: []].append(Row(line: line, text: String(text.prefix(400)), reason: reason))
    }
  }

  /// Counts a row that was repaired by a rule.
  mutating func repair(_ rule: String, line: Int, text: String) {
    repairs[rule, default: 0] += 1
    if repaired.count < ImportReport.examplesKept {
      repaired.append(Row(line: line, text: String(text.prefix(400)), reason: rule))
    }
  }

  /// Adds what another stage found.
  mutating func merge(_ other: TableAudit) {
    counts.merge(other.counts) { $0 + $1 }
    for (bucket, rows) in other.examples {
      examples[bucket] = Array(((examples[bucket] ?? []) + rows).prefix(ImportReport.examplesKept))
    }
    repairs.merge(other.repairs) { $0 + $1 }
    if let sums = other.orderSums {
      var own = orderSums ?? OrderSums()
      own.orders += sums.orders
      own.balanced += sums.balanced
      own.examples = Array((own.examples + sums.examples).prefix(ImportReport.examplesKept))
      orderSums = own
    }
    repaired = Array((repaired + other.repaired).prefix(ImportReport.examplesKept))
    remarks += other.remarks
  }
}
