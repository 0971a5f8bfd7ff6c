/// Neighbouring rows that agree in customer, order number, time and everything else that belongs to the order.
///
/// Nearly always a whole order; an order whose rows lie apart in the file is put together from its runs later.
struct Run: BitwiseCopyable {
  /// The order number: a number, or `OrderNumber.textFlag` and where its text is.
  var id: UInt64
  /// Number of the customer within thread and partition.
  var customer: UInt32
  var day: Int32
  /// Seconds since midnight, -1 where no time is given.
  var second: Int32
  /// Position of its first line in the partition's lines of this thread.
  var line: UInt32
  /// Number of its region in the thread's table.
  var region: UInt32
  var status: RowStatus
  /// Position of the file among those of the reading.
  var file: UInt16 = 0
}

/// What only some files say of an order; beside the runs where any file has such a column.
struct RunExtra: BitwiseCopyable, Equatable {
  var city: UInt32 = 0
  var country: UInt32 = 0
  var channel: UInt32 = 0
  var coupon: UInt32 = 0
  var tax: Int64 = 0
  var shipping: Int64 = 0
  var discount: Int64 = 0
  var total: Int64 = 0
}

/// One row that is a purchase.
struct Line: BitwiseCopyable {
  var product: UInt32
  var quantity: Int32
  /// Minor units; `Line.wide` where the amounts are in the partition's list of wide lines.
  var gross: Int32
  var discount: Int32
  /// Hash of the bytes of the row.
  var hash: UInt32

  static let wide = Int32.min
}

/// What only some files say of a line.
struct LineExtra: BitwiseCopyable {
  /// Cost of the whole line, `LineExtra.noCost` where the file does not say it.
  var cost: Int64 = LineExtra.noCost
  var refund: Int64 = 0
  /// Day of the refund, `LineExtra.noDay` where not given.
  var refundDay: Int32 = LineExtra.noDay

  static let noDay = Int32.min
  static let noCost = Int64.min
}

/// One row that is a refund: with a negative quantity or amount.
struct RefundRow: BitwiseCopyable {
  var id: UInt64
  var customer: UInt32
  var day: Int32
  var second: Int32
  var product: UInt32
  /// Pieces given back, 0 for money alone.
  var pieces: Int32
  var region: UInt32
  /// Amount and discount as the row says them, signs included.
  var gross: Int64
  var discount: Int64
  var hash: UInt32
  var file: UInt32
  /// Line, from 0, within the thread's part of the file, and where in the file the row begins.
  var line: UInt32
  var thread: UInt32
  var offset: Int
}

/// What a row's status cell says; the raw order is the order of `OrderStatus` with "says nothing" before it.
enum RowStatus: UInt8, BitwiseCopyable {
  case none, valid, cancelled, unpaid
}

/// Order numbers as 64-bit values: the ledger's packing, with the thread beside the position of a text.
enum OrderNumber {
  /// The bit that says: thread and position of a text.
  static let textFlag: UInt64 = 1 << 63
  /// The row has no order number, or its cell is empty: the order is known by its time.
  static let none: UInt64 = .max

  @inline(__always)
  static func text(thread: Int, position: Int) -> UInt64 {
    textFlag | UInt64(truncatingIfNeeded: thread) << 40 | UInt64(truncatingIfNeeded: position)
  }

  @inline(__always)
  static func isText(_ id: UInt64) -> Bool { id & textFlag != 0 && id != none }

  @inline(__always)
  static func thread(_ id: UInt64) -> Int { Int(truncatingIfNeeded: (id & ~textFlag) >> 40) }

  @inline(__always)
  static func position(_ id: UInt64) -> Int { Int(truncatingIfNeeded: id & (1 << 40 - 1)) }
}
