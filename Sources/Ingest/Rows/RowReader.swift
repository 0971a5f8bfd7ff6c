import CScan
import Ledger

/// What one thread reads: its part of every file, row by row into partitions.
///
/// A value that lives on one thread; the memory behind it is handed over, and freed, by whoever arranges the ledger.
struct RowReader {
  let thread: Int
  let partitionCount: Int
  /// Decimals of the currency in which amounts are being read: the ledger's, but for rows that are converted.
  var digits: Int
  /// The known customers' partitions, and after them the one of rows without a key.
  let partitions: UnsafeMutablePointer<PartitionStore>
  var products = InternTable(capacity: 256)
  var productNames = TextStore()
  var productCategories: [UInt32] = []
  /// Per product the number of its name in `productNames`, 0 while it has none.
  var productName: [UInt32] = []
  var hasNamelessProducts = false
  var categories = InternTable()
  var regions = InternTable()
  var cities = InternTable()
  var countries = InternTable()
  var channels = InternTable()
  var coupons = InternTable()
  var statuses = InternTable()
  var statusCodes: [RowStatus] = []
  var unknownStatuses: [Int] = []
  var currencies = InternTable()
  var currencyRows: [Int] = []
  var isCurrencyTaken: [Bool] = []
  /// Turns amounts of other currencies into the ledger's, where there are rates.
  let converter: CurrencyConverter?
  /// Per number of a currency, the currency where its amounts are converted.
  var foreignCurrencies: [Currency?] = [nil]
  /// Per row of the batch what was paid for it in its own currency, where it is converted.
  var foreignPaid = [Int64](repeating: 0, count: RowBatch.capacity)
  /// Currencies that stand as a sign beside amounts, in files without a column of currencies.
  var signCurrencies: Set<Int> = []
  /// Rows that were converted, by number of the currency, and those of them that are older than its first rate.
  var convertedRows: [Int: (rows: Int, early: Int)] = [:]
  var orderTexts = TextStore()
  var lastOrderText = -1
  var tally = RowTally()
  var dates = DateReader(order: .mdy)
  var amounts = AmountReader(decimalComma: false)
  var dateEvidence: [DateEvidence]
  var decimalEvidence: [DecimalEvidence]
  let batch = RowBatch()
  var scratch = Scratch()
  var hasDiscount = false
  var hasNegativeDiscount = false
  var hasPositiveDiscount = false
  var hasTime = false
  /// Dates that took the general way.
  var unusualDates = 0
  var hasOrderIds = false
  var hasCost = false
  /// The files that hold a row which is not plain: another number of fields, a stray quote, a line end in a field, a
  /// second header.
  var stumbled: Set<Int> = []
  /// Whether the amount that was read last carries the sign of another currency than the one to read.
  var foreignSign = false
  /// Whether an unfinished last row was left for the next reading.
  var hasHeldBack = false
  /// The plan of the file that is being read.
  var plan: FilePlan
  var file = 0
  /// Where in the window the rows of the present batch begin.
  var batchStart = 0
  /// Where the bytes of the present batch lie.
  var batchBase: UnsafePointer<UInt8>?
  /// The amount of most digits that was read, and where; only of amounts beyond 32 bits.
  var largest: (amount: UInt64, file: Int, line: Int) = (0, 0, 0)
  /// Whether each row of the present batch is one line, the next row on the next.
  var batchIsPlain = false
  let hasRunExtra: Bool
  let hasLineExtra: Bool
  let keepsLines: Bool
  /// What is found out about people, in a pass that does nothing else.
  var collector: IdentityCollector?
  /// Whose rows they are, where it was found out before.
  var identities: IdentityLookup?
  /// Whether any row was a refund.
  var hasRefunds = false
  let wantedCurrency: String?
  var positions: UnsafeMutablePointer<UInt32>
  var positionCapacity = 0
  var table: UnsafeMutablePointer<UInt32>
  var tableCapacity = 0

  init(_ readPlan: ReadPlan, thread: Int) {
    self.thread = thread
    partitionCount = readPlan.partitions
    digits = readPlan.currency.digits
    partitions = .allocate(capacity: readPlan.partitions + 1)
    for partition in 0...readPlan.partitions {
      (partitions + partition).initialize(to: PartitionStore(capacity: 64))
    }
    plan = readPlan.files[0]
    hasRunExtra = readPlan.hasRunExtra
    hasLineExtra = readPlan.hasLineExtra
    keepsLines = readPlan.keepsLines
    identities = readPlan.identities.map { IdentityLookup($0) }
    converter = readPlan.rates.map { CurrencyConverter($0, to: readPlan.currency) }
    wantedCurrency = readPlan.isCurrencyChosen ? readPlan.currency.code : nil
    dateEvidence = Array(repeating: DateEvidence(), count: readPlan.files.count)
    decimalEvidence = Array(repeating: DecimalEvidence(), count: readPlan.files.count)
    positions = .allocate(capacity: 1)
    table = .allocate(capacity: 1)
    "".withPiece { empty in
      for number in [products.number(empty), regions.number(empty), cities.number(empty), countries.number(empty)] {
        assert(number == 0)
      }
      _ = (channels.number(empty), coupons.number(empty), categories.number(empty))
      _ = (statuses.number(empty), currencies.number(empty), productNames.append(empty))
    }
    productCategories = [0]
    productName = [0]
    statusCodes = [.none]
    unknownStatuses = [0]
    currencyRows = [0]
    isCurrencyTaken = [true]
  }

  /// Makes ready for another file.
  mutating func begin(_ filePlan: FilePlan, file: Int) {
    plan = filePlan
    self.file = file
    dates = DateReader(
      order: filePlan.dateOrder, numbers: filePlan.dateNumbers, zone: filePlan.zone, isUTC: filePlan.isUTC)
    amounts = AmountReader(decimalComma: filePlan.decimalComma)
    let width = filePlan.layout.columns.count
    let rows = max(1, min(RowBatch.capacity, (1 << 17) / width))
    positions.deallocate()
    positionCapacity = rows * width + 80
    positions = .allocate(capacity: positionCapacity + 1)
    table.deallocate()
    tableCapacity = rows
    table = .allocate(capacity: rows * width)
  }

  /// Closes a file: keeps what its cells have shown.
  mutating func end() {
    dateEvidence[file] = dateEvidence[file] + dates.evidence
    decimalEvidence[file] = decimalEvidence[file] + amounts.evidence
  }

  /// Frees everything but what the ledger's arrangement takes over.
  mutating func deallocateWorkspace() {
    batch.deallocate()
    scratch.deallocate()
    positions.deallocate()
    table.deallocate()
    collector?.finish()
    identities?.deallocate()
  }

  /// Frees what the arrangement has copied from.
  mutating func deallocateTables() {
    collector?.deallocate()
    for partition in 0...partitionCount {
      partitions[partition].deallocateRows()
      partitions[partition].customers.deallocate()
      partitions[partition].names.deallocate()
      partitions[partition].emails.deallocate()
      partitions[partition].phones.deallocate()
    }
    partitions.deinitialize(count: partitionCount + 1)
    partitions.deallocate()
    for table in [products, categories, regions, cities, countries, channels, coupons, statuses, currencies] {
      table.deallocate()
    }
    productNames.deallocate()
    orderTexts.deallocate()
  }
}

/// Counts of rows, left-out rows and examples of one thread.
struct RowTally {
  /// A row to show, its line counted from the first line of the thread's part of the file.
  struct Example {
    var file: Int
    var line: Int
    var text: String
  }

  /// Rows of each file that this thread has read.
  var rows: [Int] = []
  /// Left-out rows per bucket.
  var counts: [ImportReport.Bucket: Int] = [:]
  var examples: [ImportReport.Bucket: [Example]] = [:]
  /// Lines of the present file before the window that is being read, from 0 at the part's beginning.
  var lines = 0
  /// Per file the lines of this thread's part.
  var linesOfFile: [Int] = []
  /// Bit per bucket of kept rows of which an example is there.
  var keptSeen: UInt32 = 0
}
