import Ledger

/// The ledger's columns while they are being filled by several threads.
///
/// Each partition writes a range of its own; where the ranges begin is known before the first is written.
struct LedgerColumns {
  /// An array of a fixed length that is filled through a pointer before anybody reads it.
  struct Column<Element: BitwiseCopyable> {
    private(set) var array: [Element]
    /// Where the elements lie. Valid as long as `array` is only moved: it is read through this type alone until all
    /// threads are done.
    let pointer: UnsafeMutablePointer<Element>

    init(_ count: Int) {
      var address: UnsafeMutablePointer<Element>?
      array = Array(unsafeUninitializedCapacity: max(1, count)) { buffer, initialized in
        address = buffer.baseAddress
        initialized = count
      }
      guard let address else { fatalError("an array with room for one element has an address") }
      pointer = address
    }
  }

  /// An amount that does not fit 32 bits, written after the narrow column is filled.
  struct Patch {
    var column: MoneyName
    var position: Int
    var amount: Int64
  }

  /// The money columns.
  enum MoneyName: Int, CaseIterable {
    case orderGross, orderDiscount, orderRefund, tax, shipping, lineGross, lineDiscount, lineRefund, cost
  }

  let orderCount: Int
  let lineCount: Int
  let id: Column<UInt64>?
  let day: Column<Int32>
  let second: Column<Int32>?
  let status: Column<UInt8>
  let lineStart: Column<UInt32>
  let region: Column<UInt32>?
  let channel: Column<UInt32>?
  let coupon: Column<UInt32>?
  let product: Column<UInt32>
  let quantity: Column<Int32>
  /// Whether the cost of each line is known; absent where no file gives any.
  let isCostKnown: Column<Bool>?
  /// By `MoneyName`; absent where every amount is zero.
  let money: [Column<Int32>?]
  /// The same columns' addresses, for loops; freed by `deallocate`.
  let moneyPointers: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>

  /// Which columns the files give.
  struct Presence {
    var ids = false
    var times = false
    var region = false
    var channel = false
    var coupon = false
    var money: Set<MoneyName> = []
  }

  init(orders: Int, lines: Int, _ presence: Presence) {
    orderCount = orders
    lineCount = lines
    id = presence.ids ? Column(orders) : nil
    day = Column(orders)
    second = presence.times ? Column(orders) : nil
    status = Column(orders)
    lineStart = Column(orders + 1)
    lineStart.pointer[orders] = UInt32(truncatingIfNeeded: lines)
    region = presence.region ? Column(orders) : nil
    channel = presence.channel ? Column(orders) : nil
    coupon = presence.coupon ? Column(orders) : nil
    product = Column(lines)
    quantity = Column(lines)
    isCostKnown = presence.money.contains(.cost) ? Column(lines) : nil
    money = MoneyName.allCases.map { name in
      presence.money.contains(name) ? Column(name.rawValue < MoneyName.lineGross.rawValue ? orders : lines) : nil
    }
    moneyPointers = .allocate(capacity: money.count)
    for (place, column) in money.enumerated() { (moneyPointers + place).initialize(to: column?.pointer) }
  }

  func deallocate() { moneyPointers.deallocate() }

  /// The addresses of the other columns, for loops that must not count references.
  struct Addresses {
    let id: UnsafeMutablePointer<UInt64>?
    let day: UnsafeMutablePointer<Int32>
    let second: UnsafeMutablePointer<Int32>?
    let status: UnsafeMutablePointer<UInt8>
    let lineStart: UnsafeMutablePointer<UInt32>
    let region: UnsafeMutablePointer<UInt32>?
    let channel: UnsafeMutablePointer<UInt32>?
    let coupon: UnsafeMutablePointer<UInt32>?
    let product: UnsafeMutablePointer<UInt32>
    let quantity: UnsafeMutablePointer<Int32>
    let isCostKnown: UnsafeMutablePointer<Bool>?
  }

  var addresses: Addresses {
    Addresses(
      id: id?.pointer, day: day.pointer, second: second?.pointer, status: status.pointer, lineStart: lineStart.pointer,
      region: region?.pointer, channel: channel?.pointer, coupon: coupon?.pointer, product: product.pointer,
      quantity: quantity.pointer, isCostKnown: isCostKnown?.pointer)
  }

  /// A filled money column; `patches` widen it where an amount does not fit.
  func moneyColumn(_ name: MoneyName, _ patches: [Patch]) -> MoneyColumn {
    let isOfLines = name.rawValue >= MoneyName.lineGross.rawValue
    guard let narrow = money[name.rawValue]?.array else { return .zeros(count: isOfLines ? lineCount : orderCount) }
    let own = patches.filter { $0.column == name }
    guard !own.isEmpty else { return .narrow(narrow) }
    var wide = narrow.map { Int64($0) }
    for patch in own { wide[patch.position] = patch.amount }
    return .wide(wide)
  }
}
