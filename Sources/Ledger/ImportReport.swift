/// What became of the rows of the files that were read: every row is in exactly one bucket.
public struct ImportReport: Sendable {
  /// What became of a row, which is in exactly one bucket.
  ///
  /// Of several that would fit a kept row, refunds come first, then cancelled and unpaid, unidentified, worth nothing.
  public enum Bucket: String, Sendable, CaseIterable {
    // Rows that are in the ledger:
    /// A line of a known customer's order.
    case used
    /// A line of an order without a customer key: in the unidentified line.
    case unidentified
    /// A refund, added to the earlier order that it belongs to.
    case refundMatched = "refund_matched"
    /// A refund without an earlier order that holds the goods: counts on its own day.
    case refundUnmatched = "refund_unmatched"
    /// A refund without a customer key.
    case refundUnidentified = "refund_unidentified"
    /// A line whose amount is zero: kept in its order, worth nothing.
    case zeroValue = "zero_value"
    /// A line of a cancelled, voided or failed order: listed, counted nowhere.
    case cancelled
    /// A line of an order that is not paid: listed, counted nowhere.
    case unpaid
    /// A row of an order list whose lines are in another file: what it says went to those lines.
    case joined
    // Rows that are not in the ledger:
    /// A repetition of an earlier row, dropped because `import.duplicates = drop` (or an overlapping file) says so.
    case duplicate
    /// A row without any text.
    case blank
    /// A total row (Total, 合计, 总计).
    case total
    /// Fewer or more fields than the header has.
    case fields
    /// No date, or one that cannot be read.
    case date
    /// A date far outside the others: in the year 9999, or 24.
    case farDate = "far_date"
    /// No amount, or one that cannot be read.
    case amount
    /// A quantity that cannot be read.
    case quantity
    /// An amount in another currency than the ledger's.
    case currency
    /// An opening quote that is never closed, or text after a closing quote.
    case quote
    /// A row that no rule could mend, or that could be read in more than one way.
    case broken
    /// Text around the table: a title before the header, a note after the last row, a header that is repeated.
    case surrounding

    /// Whether rows of this bucket are in the ledger.
    public var isKept: Bool {
      switch self {
      case .used, .unidentified, .refundMatched, .refundUnmatched, .refundUnidentified, .zeroValue, .cancelled, .unpaid,
        .joined:
        return true
      case .duplicate, .blank, .total, .fields, .date, .farDate, .amount, .quantity, .currency, .quote, .broken,
        .surrounding:
        return false
      }
    }
  }

  /// A row to show as an example.
  public struct Example: Sendable, Hashable {
    /// Position in `files`.
    public let file: Int
    /// Line of the file, from 1, where the row begins.
    public let line: Int
    /// The row as it stands there, cut after some hundred bytes.
    public let text: String
    /// Why it could not be used, where the bucket alone does not say; else empty.
    public let reason: String

    /// A row of a file.
    public init(file: Int, line: Int, text: String, reason: String = "") {
      self.reason = reason
      self.file = file
      self.line = line
      self.text = text
    }
  }

  /// A broken row that was read, and by which rule.
  public struct Repaired: Sendable, Hashable {
    /// The row as it stands in its file.
    public let example: Example
    /// The rule, in a few words: "quote as text".
    public let rule: String

    /// A row and the rule that repaired it.
    public init(example: Example, rule: String) {
      self.example = example
      self.rule = rule
    }
  }

  /// How the lines of a file's orders add up to the orders' own totals.
  public struct Reconciliation: Sendable {
    /// An order whose lines do not add up to its total.
    public struct Offender: Sendable, Hashable {
      /// Order number as written.
      public let order: String
      /// The first line of the file that names it.
      public let line: Int
      /// What its lines come to, after discounts, in minor units.
      public let lines: Int64
      /// What the file gives as its total, in minor units.
      public let total: Int64

      /// An order that does not add up.
      public init(order: String, line: Int, lines: Int64, total: Int64) {
        self.order = order
        self.line = line
        self.lines = lines
        self.total = total
      }
    }

    /// Position in `files`.
    public let file: Int
    /// Orders that have a total of their own.
    public let orders: Int
    /// Orders whose lines come to that total, with or without shipping and tax.
    public let balanced: Int
    /// How prices were read: "price of one piece" or "amount of the line"; empty where only one reading was possible.
    public let reading: String
    /// The first orders that do not add up, up to ``ImportReport/examplesKept``.
    public let examples: [Offender]
    /// Orders that do not add up.
    public var offenders: Int { orders - balanced }

    /// The outcome for one file.
    public init(file: Int, orders: Int, balanced: Int, reading: String, examples: [Offender]) {
      self.file = file
      self.orders = orders
      self.balanced = balanced
      self.reading = reading
      self.examples = examples
    }
  }

  /// A status word that nobody knows.
  public struct UnknownStatus: Sendable, Hashable {
    /// The word as the file writes it.
    public var word: String
    /// Position in `files`.
    public var file: Int
    /// Rows that say it.
    public var rows: Int
    /// Orders that say it.
    public var orders: Int
    /// What their goods come to after discounts, in minor units.
    public var amount: Int64

    /// A word with what it stands for.
    public init(word: String, file: Int, rows: Int, orders: Int, amount: Int64) {
      self.word = word
      self.file = file
      self.rows = rows
      self.orders = orders
      self.amount = amount
    }
  }

  /// What is said about words that nobody knows: each with its orders and their amount, none left out.
  public static func remark(about words: [UnknownStatus], _ currency: Currency) -> String {
    let list = words.map { word in
      "“\(word.word)” (\(Digits.grouped(word.orders)) \(word.orders == 1 ? "order" : "orders"), "
        + Money(minor: word.amount, currency: currency).grouped + (currency.code.isEmpty ? "" : " " + currency.code)
        + ")"
    }
    return "Status words that are not known, whose orders count until it is decided: " + list.joined(separator: ", ")
      + ". Say what they mean: --set 'import.status.WORD=cancelled' (or counts, unpaid, refunded)."
  }

  /// One file that was read.
  public struct File: Sendable {
    /// Path as it was given.
    public var path: String
    /// What it was recognised as, in words: "comma-separated, CRLF, gzip".
    public var format: String
    /// Size in bytes as it lies on disk.
    public var bytes: Int
    /// Rows read, the header not counted.
    public var rows: Int
    /// The platform's export that it was recognised as: "Shopify, orders export"; empty for a plain table.
    public var kind = ""
    /// The identifier of that export, as `clientele formats` lists it; empty for a plain table.
    public var kindID = ""
    /// How certain that is, 0 to 1.
    public var confidence = 0.0
    /// Whether a person chose it.
    public var isChosen = false
    /// The encoding of its text: "UTF-8", "GB18030".
    public var encoding = ""
    /// What a person's choice of the export is remembered under: a hash of the header.
    public var fingerprint = ""
    /// What a person answered about files with this header and was followed: what is set, and its value.
    public var answers: [(key: String, value: String)] = []
    /// Which column became which field, in the file's order; `field` is empty for a column that is not used.
    public var columns: [(column: String, field: String)]

    /// A file that was read.
    public init(path: String, format: String, bytes: Int, rows: Int, columns: [(column: String, field: String)]) {
      self.path = path
      self.format = format
      self.bytes = bytes
      self.rows = rows
      self.columns = columns
    }
  }

  /// The part of a shop that a ledger holds.
  public struct Selection: Sendable, Hashable {
    /// Customers that were kept.
    public let customers: Int
    /// Customers of the whole shop.
    public let whole: Int
    /// Lines of the kept customers' orders.
    public let lines: Int

    /// Some customers of a shop, and the lines of their orders.
    public init(customers: Int, whole: Int, lines: Int) {
      (self.customers, self.whole, self.lines) = (customers, whole, lines)
    }

    /// The selection as a sentence.
    public var remark: String {
      "\(Digits.grouped(customers)) of \(Digits.grouped(whole)) customers: those who answer the filter."
    }
  }

  /// The files, in the order in which they were given.
  public var files: [File] = []
  /// Rows per bucket; absent = 0. Their sum is `rows`.
  public var counts: [Bucket: Int] = [:]
  /// The first rows of each bucket, up to ``examplesKept`` for rows that are left out and one for the others.
  public var examples: [Bucket: [Example]] = [:]
  /// Rows read, headers not counted.
  public var rows = 0
  /// Rows that repeat an earlier row exactly and were kept (DEFINITIONS, part A, "duplicate rows").
  public var repeated = 0
  /// Σ gross of all orders that count, in minor units, unidentified ones included.
  public var gross: Int64 = 0
  /// Σ discounts of the same orders.
  public var discounts: Int64 = 0
  /// Σ refunds of the same orders.
  public var refunds: Int64 = 0
  /// Number of orders, of any status.
  public var orders = 0
  /// Number of known customers.
  public var customers = 0
  /// Orders without a customer key.
  public var unidentifiedOrders = 0
  /// Their net, in minor units.
  public var unidentifiedNet: Int64 = 0
  /// Rows that were broken and could be read in exactly one way, by the rule that repaired them. They are in the bucket
  /// that their content belongs to.
  public var repairs: [String: Int] = [:]
  /// The first repaired rows, up to ``examplesKept``, each with its rule.
  public var repaired: [Repaired] = []
  /// Status words that nobody knows and whose orders count until a person decides, the largest amount first.
  public var unknownStatuses: [UnknownStatus] = []
  /// How the lines of orders add up to the orders' own totals, for each file that has both.
  public var reconciliations: [Reconciliation] = []
  /// Which part of the shop the ledger holds; `nil` for all of it. Sums are those of the part, rows those of the files.
  public var selection: Selection?
  /// Sentences that a person should read: how dates were decided, which columns were passed over.
  public var remarks: [String] = []
  /// The files beside the orders, in the order in which they were given.
  public var sides: [SideFile] = []

  /// How many left-out rows of a bucket are kept for listing.
  public static let examplesKept = 1_000

  /// A report about nothing read.
  public init() {}

  /// gross − discounts − refunds, in minor units.
  public var net: Int64 { gross - discounts - refunds }

  /// Rows that are not in the ledger.
  public var leftOut: Int { counts.reduce(0) { $0 + ($1.key.isKept ? 0 : $1.value) } }
}

extension Ledger {
  /// What has to be said beside every figure about status words that nobody knows; `nil` where there are none.
  public var strangeStatusNote: String? {
    report.unknownStatuses.isEmpty ? nil : ImportReport.remark(about: report.unknownStatuses, currency)
  }
}
