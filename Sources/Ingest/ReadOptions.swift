import Ledger

/// The order of day, month and year in dates that are written with numbers alone.
public enum DateOrder: String, Sendable, CaseIterable {
  /// Day first: 31/12/2010.
  case dmy
  /// Month first: 12/31/2010.
  case mdy
  /// Year first: 2010/12/31, or 10/12/31.
  case ymd
}

/// What a person may decide about the reading of files; everything left alone is decided from the files.
public struct ReadOptions: Sendable {
  /// Columns that stand for a field whatever their header says: `--map FIELD=COLUMN`, the last one of a field wins.
  public var map: [(field: Field, column: String)] = []
  /// Columns that stand for a column of a side file whatever their header says: `--map visits.at=COLUMN`.
  public var sideMap: [(kind: SideKind, column: SideColumn, header: String)] = []
  /// Order of day and month; `nil`: decided from the whole column, and asked for where both fit.
  public var dateOrder: DateOrder?
  /// The shop's zone: times that are instants become its days and times. `nil`: the digits that are written count.
  public var timeZone: Zone?
  /// ISO code of the currency to read; rows of other currencies are converted where there are ``rates`` for them, and
  /// left out otherwise. `nil`: the file's only currency.
  public var currency: String?
  /// Exchange rates: rows of a currency that has one are converted into ``currency``, else into the most frequent one.
  public var rates: RateTable?
  /// Whether rows that repeat an earlier row exactly are left out.
  public var dropDuplicates = false
  /// Whether a comma is the decimal mark; `nil`: decided from the whole column.
  public var decimalComma: Bool?
  /// Encoding of the text, under any name that iconv knows; `nil`: decided from each file.
  public var encoding: String?
  /// What a person said that files are: the path of a file or the fingerprint of its header → identifier of a kind, as
  /// `clientele formats` lists them, `generic` (read it by its headers alone) or `ignore`.
  public var kinds: [String: String] = [:]
  /// Path of the side file of chosen kinds, see ``KindFile``; read at each reading. `nil`: none is kept.
  public var kindFile: String?
  /// What a person answered about files with a header: fingerprint of the header → key → value, as ``GivenAnswer`` has
  /// them. What is said for all files goes before.
  public var answers: [String: [String: String]] = [:]
  /// Path of the side file of answers, see ``AnswerFile``; read at each reading. `nil`: none is kept.
  public var answerFile: String?
  /// Whether files of customers, products, costs and the like that lie beside a named order file are read too.
  public var readsBeside = true
  /// Whether files beside the orders may be read without any orders: for a report about them.
  public var allowsNoOrders = false
  /// What a person said that status words mean, by the form in which words are compared; see ``set(_:_:)``.
  var statuses: [String: StatusMeaning] = [:]
  /// What prices are; `nil`: decided by reconciling each file's lines with its orders' totals.
  public var price: PriceReading?
  /// Whether prices hold the tax that stands beside them; `nil`: decided by the amounts of tax.
  public var tax: TaxReading?
  /// Name of the shop; `nil`: the first file's name.
  public var name: String?
  /// Threads that read; at least 1.
  public var threads = 2
  /// Whether the files may still be growing: an unfinished last line is left for the next reading.
  ///
  /// A last line without a line end is held back when it has fewer fields than the header, or when the file was
  /// written to within the last second; it is then in no bucket, and a remark says so.
  public var isLive = false

  /// Whether the ledger holds the lines of the orders, their products and regions, and counts repeated rows.
  ///
  /// Who asks for figures of orders and customers alone does without: every row is checked as before, but the rows of an
  /// order become one line without a product. Where a file has refunds to match, costs or amounts to spread over lines,
  /// the lines are read all the same.
  public var keepsLines = true

  /// When two records are the same person.
  public var identity = IdentityRules()
  /// What was decided by hand about keys; the last decision about a key counts.
  public var identityDecisions: [IdentityDecision] = []
  /// Path of the side file that holds such decisions, read at each reading; `nil`: none.
  public var identityFile: String?

  /// Bytes from which a file is cut for another thread, and the number of customer partitions: for tests, which need
  /// cuts to fall everywhere in small files.
  package var tuning = Tuning()

  /// Options that leave every decision to the files.
  public init() {}

  /// The `import.*` and `identity.*` settings.
  public static let settings: [SettingDescription] =
    [
      SettingDescription(
        key: "import.duplicates", accepts: "keep or drop", standard: "keep",
        meaning: "What happens to rows that repeat an earlier row exactly."),
      SettingDescription(
        key: "import.date_order", accepts: "auto, dmy, mdy or ymd", standard: "auto",
        meaning: "Order of day, month and year in dates written with numbers alone."),
      SettingDescription(
        key: "import.timezone", accepts: "auto, a zone such as Asia/Shanghai, UTC or +08:00", standard: "auto",
        meaning: "The shop's zone, into which times with an offset are turned; auto takes them as they are written."),
      SettingDescription(
        key: "import.decimal_comma", accepts: "auto, yes or no", standard: "auto",
        meaning: "Whether a comma is the decimal mark of amounts."),
      SettingDescription(
        key: "import.beside", accepts: "yes or no", standard: "yes",
        meaning: "Whether files of customers, products, costs and the like in the folder of an order file are read too."
      ),
      SettingDescription(
        key: "import.price", accepts: "auto, unit, line or order", standard: "auto",
        meaning: "Whether an amount is that of one piece, of the line or of the order; auto reconciles them."),
      SettingDescription(
        key: "import.tax", accepts: "auto, inside or beside", standard: "auto",
        meaning: "Whether prices hold the tax that has a column of its own; auto decides by the amounts of tax."),
      SettingDescription(
        key: statusPrefix + "WORD", accepts: "auto, counts, unpaid, cancelled or refunded", standard: "auto",
        meaning: "What a word in the column of states means, such as import.status.storniert=cancelled."),
      SettingDescription(
        key: "import.currency", accepts: "auto or an ISO 4217 code", standard: "auto",
        meaning: "Currency to read; rows of other currencies are converted where there are rates, else left out."),
    ] + IdentityRules.settings

  /// What the settings begin with that say what a status word means; the word follows.
  public static let statusPrefix = "import.status."

  private mutating func setStatus(_ key: String, _ value: String) throws(SettingError) {
    let word = StatusLexicon.key(of: String(key.dropFirst(ReadOptions.statusPrefix.count)))
    guard !word.isEmpty else {
      throw SettingError("\(key): a word of the column of states has to follow the last point")
    }
    if value == "auto" {
      statuses[word] = nil
      return
    }
    guard let meaning = StatusMeaning(rawValue: value) else {
      throw SettingError("\(key) accepts auto, counts, unpaid, cancelled or refunded, not “\(value)”")
    }
    statuses[word] = meaning
  }

  /// Sets one of the settings from its text.
  ///
  /// - Returns: `false` where the key is none of ``settings``.
  /// - Throws: `SettingError` where the value is not accepted.
  public mutating func set(_ key: String, _ value: String) throws(SettingError) -> Bool {
    if try identity.set(key, value) { return true }
    if key.hasPrefix(ReadOptions.statusPrefix) {
      try setStatus(key, value)
      return true
    }
    guard let setting = ReadOptions.settings.first(where: { $0.key == key }) else { return false }
    let refusal = SettingError("\(key) accepts \(setting.accepts), not “\(value)”")
    switch (key, value) {
    case ("import.duplicates", "keep"): dropDuplicates = false
    case ("import.duplicates", "drop"): dropDuplicates = true
    case ("import.date_order", "auto"): dateOrder = nil
    case ("import.date_order", _):
      guard let order = DateOrder(rawValue: value) else { throw refusal }
      dateOrder = order
    case ("import.timezone", "auto"): timeZone = nil
    case ("import.timezone", _): timeZone = try Zone(value)
    case ("import.decimal_comma", "auto"): decimalComma = nil
    case ("import.decimal_comma", "yes"): decimalComma = true
    case ("import.decimal_comma", "no"): decimalComma = false
    case ("import.beside", "yes"): readsBeside = true
    case ("import.beside", "no"): readsBeside = false
    case ("import.price", "auto"): price = nil
    case ("import.price", _):
      guard let reading = PriceReading(rawValue: value) else { throw refusal }
      price = reading
    case ("import.tax", "auto"): tax = nil
    case ("import.tax", _):
      guard let reading = TaxReading(rawValue: value) else { throw refusal }
      tax = reading
    case ("import.currency", "auto"): currency = nil
    case ("import.currency", _):
      let isCode = value.utf8.count == 3 && value.utf8.allSatisfy { ($0 | 32) >= 97 && ($0 | 32) <= 122 }
      guard isCode else { throw refusal }
      currency = value.uppercased()
    default: throw refusal
    }
    return true
  }

  /// The present value of a setting as `set` would take it; `nil` where the key is none of them.
  public func value(_ key: String) -> String? {
    if key.hasPrefix(ReadOptions.statusPrefix) {
      let word = StatusLexicon.key(of: String(key.dropFirst(ReadOptions.statusPrefix.count)))
      return statuses[word]?.rawValue ?? "auto"
    }
    switch key {
    case "import.duplicates": return dropDuplicates ? "drop" : "keep"
    case "import.date_order": return dateOrder?.rawValue ?? "auto"
    case "import.timezone": return timeZone?.name ?? "auto"
    case "import.decimal_comma": return decimalComma.map { $0 ? "yes" : "no" } ?? "auto"
    case "import.beside": return readsBeside ? "yes" : "no"
    case "import.price": return price?.rawValue ?? "auto"
    case "import.tax": return tax?.rawValue ?? "auto"
    case "import.currency": return currency ?? "auto"
    default: return identity.value(key)
    }
  }
}

/// Sizes that decide how the work is cut; no figure depends on them.
package struct Tuning: Sendable {
  /// A file is cut in parts for the threads where each part has at least this many bytes.
  package var partBytes = 256 << 10
  /// Bytes that are looked at in one step: they stay in a second-level cache from the system call to the last column.
  package var windowBytes = 1 << 18
  /// Partitions of the customers, a power of two; `nil`: by the size of the files.
  package var partitions: Int?

  /// The sizes that proved fastest.
  package init() {}
}
