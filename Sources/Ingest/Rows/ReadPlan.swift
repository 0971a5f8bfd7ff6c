import Ledger

/// Everything that is decided before the rows of a file are read.
struct FilePlan {
  var layout: FileLayout
  var dateOrder: DateOrder
  var decimalComma: Bool
  /// What a number alone means in the column of dates.
  var dateNumbers = DateNumbers.epochs
  /// The shop's zone, where one is set.
  var zone: Zone?
  /// Whether times without an offset are universal time; they are converted where a zone is set.
  var isUTC = false
  /// Columns by field, -1 where the file has none; looked up once, not per row.
  private(set) var columns: Columns
  /// What the file is an export of: files of one family may repeat each other's orders.
  var family = ""
  /// Days that its orders can have; see `DayWindow`.
  var days: ClosedRange<Int32>
  /// How its status words are read.
  var statuses = StatusReading()
  /// How it was decided what "closed" means; empty where nothing was to be decided.
  var closedRemark = ""
  /// When the file was written, in seconds since 1970; 0 where that is not known.
  var changed = 0

  /// Whether the reading of the file ends at the first row that is not plain, so that the file can be read with care
  /// from its beginning.
  var mayStumble = false

  /// Takes another layout of the same columns.
  mutating func take(_ layout: FileLayout) {
    self.layout = layout
    columns = Columns(layout)
  }

  init(layout: FileLayout, dateOrder: DateOrder, decimalComma: Bool, changed: Int = 0) {
    self.changed = changed
    days = DayWindow.days(changed: changed)
    self.layout = layout
    self.dateOrder = dateOrder
    self.decimalComma = decimalComma
    columns = Columns(layout)
  }

  /// Column positions of the fields that the reading loops ask for.
  struct Columns {
    /// The columns that can be a customer's key, the most certain first.
    let keys: [Int]
    /// The key column whose texts are e-mail addresses, which are compared in lower case; -1: none.
    let emailKey: Int
    let order, date, time, status, sku, product, category, quantity, unitPrice, total, discount, orderDiscount: Int
    let refund, refundedAt, tax, shipping, cost, currency, region, city, country, channel, coupon: Int
    let name, account, email, phone, address: Int
    /// The state of the payment and of the delivery, where they stand beside the order's own, and the way of paying.
    let paymentStatus, fulfilment, paymentMethod: Int
    /// Whether the customer is only known by name.
    let isKeyedByName: Bool

    init(_ layout: FileLayout) {
      let candidates = layout.isKeyedByName ? [Field.name] : [.customerId, .email, .phone]
      keys = candidates.map { layout.column($0) }.filter { $0 >= 0 }
      emailKey = layout.isKeyedByName ? -1 : layout.column(.email)
      order = layout.column(.orderId)
      date = layout.fields.contains(.orderedAt) ? layout.column(.orderedAt) : layout.column(.date)
      time = layout.column(.time)
      status = layout.column(.status)
      sku = layout.column(.sku)
      product = layout.column(.product)
      category = layout.column(.category)
      quantity = layout.column(.quantity)
      unitPrice = layout.amount == .unitPrice ? layout.column(.unitPrice) : -1
      total = layout.totalColumn
      discount = layout.column(.discount)
      orderDiscount = layout.column(.orderDiscount)
      refund = layout.column(.refund)
      refundedAt = layout.column(.refundedAt)
      tax = layout.column(.tax)
      shipping = layout.column(.shipping)
      cost = layout.column(.cost)
      currency = layout.column(.currency)
      // The narrowest place that the file knows: where it has countries alone, they are its regions.
      region = layout.fields.contains(.region) ? layout.column(.region) : layout.column(.country)
      city = layout.column(.city)
      country = layout.column(.country)
      channel = layout.column(.channel)
      coupon = layout.column(.coupon)
      name = layout.column(.name)
      account = layout.column(.customerId)
      address = layout.column(.address)
      isKeyedByName = layout.isKeyedByName
      email = layout.column(.email)
      phone = layout.column(.phone)
      paymentStatus = layout.column(.paymentStatus)
      fulfilment = layout.column(.fulfilment)
      paymentMethod = layout.column(.paymentMethod)
    }

    /// Whether anything says what state an order is in.
    var hasStatuses: Bool { status >= 0 || paymentStatus >= 0 || fulfilment >= 0 }

    /// Whether any column fills `RunExtra`.
    var hasRunExtra: Bool {
      [city, country, channel, coupon, tax, shipping, orderDiscount].contains { $0 >= 0 }
    }
    /// Whether any column fills `LineExtra`.
    var hasLineExtra: Bool { cost >= 0 || refund >= 0 || (refundedAt >= 0 && hasStatuses) }
  }
}

/// Everything that is decided before any row is read; the same for all threads of one pass.
struct ReadPlan {
  var files: [FilePlan]
  /// The currency as far as it is known: asked for, or the first that the files name.
  var currency: Currency
  /// Exchange rates into that currency, where there are any: rows of a currency with a rate are converted.
  var rates: RateBook?
  /// Whether rows of other currencies are left out rather than refused.
  var isCurrencyChosen: Bool
  /// Partitions of the known customers, a power of two; the rows without a key are one partition more.
  var partitions: Int
  var threads: Int
  var windowBytes: Int
  /// Offsets at which the parts of each file begin, one part for each thread, and the end of the file.
  var cuts: [[Int]]
  /// The files whose last line may be unfinished.
  var isLive: Bool
  /// Whether each row becomes a line of its own; see `ReadOptions.keepsLines`.
  var keepsLines = true
  /// Who is who, where the files have more than accounts; see `IdentityScan`.
  var identities: IdentityResolver?

  var hasRunExtra: Bool { files.contains { $0.columns.hasRunExtra || $0.layout.amount == .order } }
  var hasLineExtra: Bool { files.contains { $0.columns.hasLineExtra } }

  /// A row longer than this is no row; a quoted field that is longer was never closed.
  static let rowLimit = 2 << 20
}
