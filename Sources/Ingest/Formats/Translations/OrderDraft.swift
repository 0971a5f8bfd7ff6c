import Ledger

/// An order on its way from a platform's rows to rows of the plain shop folder. Amounts in minor units.
struct OrderDraft {
  /// Where a text comes from.
  enum Cell: Sendable {
    case empty
    case at(row: Int, Column)
    case text(String)
  }

  /// Texts by column; a handful at most, so that a list is faster than a table.
  struct Cells {
    private var list: [(column: Column, cell: Cell)] = []

    subscript(column: Column) -> Cell? {
      get {
        for entry in list where entry.column == column { return entry.cell }
        return nil
      }
      set {
        list.removeAll { $0.column == column }
        if let newValue { list.append((column, newValue)) }
      }
    }
  }

  /// One line of the order.
  struct Line {
    /// The row that says it.
    var row: Int
    var quantity = DecimalNumber(mantissa: 1, decimals: 0)
    /// quantity × price, before discounts.
    var gross: Int64 = 0
    /// Off the whole line.
    var discount: Int64 = 0
    /// Given back.
    var refund: Int64 = 0
    /// Of one piece.
    var cost: DecimalNumber?
    /// What stands in the row instead of an amount that can be read.
    var unreadable: Cell?
    /// Status of the line where it has one of its own.
    var status: Cell?
    var sku: Cell?
    var product: Cell?
    var category: Cell?

    var net: Int64 { gross - discount }
  }

  /// Texts of the order by column, those that differ from the first text in the rows.
  var cells = Cells()
  var lines: [Line] = []
  /// Off the whole order, beside the lines' discounts.
  var discount: Int64 = 0
  /// Given back of the order, shipping and tax included; the goods' part is spread over the lines.
  var refund: Int64 = 0
  /// Whether everything was given back, whatever amount is said.
  var isRefunded = false
  var tax: Int64 = 0
  var shipping: Int64 = 0
  /// The row from which texts are taken; `nil`: of each column the first that is filled.
  var row: Int?

  /// Σ of the lines before the order's discount.
  var goods: Int64 { lines.reduce(0) { OrderDraft.sum($0, $1.net) } }
  /// Σ of the lines before any discount.
  var gross: Int64 { lines.reduce(0) { OrderDraft.sum($0, $1.gross) } }

  /// An amount in minor units; `nil` where it is beyond 2⁴⁸, which is no amount of an order.
  static func amount(_ number: DecimalNumber, digits: Int) -> Int64? {
    number.minor(digits: digits).flatMap { $0.magnitude < 1 << 48 ? $0 : nil }
  }

  /// quantity × price in minor units; `nil` where it is beyond 2⁴⁸.
  static func product(_ quantity: DecimalNumber, _ price: DecimalNumber, digits: Int) -> Int64? {
    DecimalNumber.product(quantity, price, digits: digits).flatMap { $0.magnitude < 1 << 48 ? $0 : nil }
  }

  /// A sum that stops growing long before it could overflow, however many lines there are.
  static func sum(_ left: Int64, _ right: Int64) -> Int64 { max(-1 << 58, min(1 << 58, left + right)) }

  /// Adds the line that a row says by quantity and unit price; one that cannot be read is handed on as it stands.
  mutating func addLine(
    _ rows: OrderRows, _ row: Int, price: Column = .unitPrice, quantity: Column = .quantity, digits: Int
  ) {
    var line = Line(row: row)
    if let quantity = rows.number(row, quantity) {
      line.quantity = quantity
    } else if !rows.isEmpty(row, quantity) {
      line.unreadable = .at(row: row, quantity)
    }
    if let price = rows.number(row, price), let gross = OrderDraft.product(line.quantity, price, digits: digits) {
      line.gross = gross
    } else {
      line.unreadable = .at(row: row, price)
    }
    lines.append(line)
  }

  /// Adds the line that a row says by its amount; one that cannot be read is handed on as it stands.
  mutating func addLine(
    _ rows: OrderRows, _ row: Int, total: Column, quantity: Column = .quantity, digits: Int
  ) {
    var line = Line(row: row)
    if let quantity = rows.number(row, quantity) { line.quantity = quantity }
    if let total = rows.amount(row, total, digits: digits) {
      line.gross = total
    } else {
      line.unreadable = .at(row: row, total)
    }
    lines.append(line)
  }

  /// Makes the goods come to `net`: what the lines are worth beyond it is a discount of the order; where they are worth
  /// less, the difference is spread over them as a part of their price.
  mutating func settle(net: Int64) {
    let difference = goods - net
    if difference >= 0 {
      discount = difference
      return
    }
    let shares = PartitionWriter.shares(of: -difference, weights: lines.map { max(0, $0.gross) })
    for (place, share) in shares.enumerated() { lines[place].gross += share }
  }

  /// Puts the refund of the order on its lines: at most what they came to after all discounts, in proportion to it.
  mutating func spreadRefund() {
    guard refund > 0 || isRefunded else { return }
    let shares = PartitionWriter.shares(of: discount, weights: lines.map { max(0, $0.gross) })
    let nets = lines.indices.map { max(0, lines[$0].net - (discount > 0 ? shares[$0] : 0) - lines[$0].refund) }
    let most = nets.reduce(0) { OrderDraft.sum($0, $1) }
    let refunded = isRefunded && refund == 0 ? most : min(most, refund)
    guard refunded > 0 else { return }
    for (place, share) in PartitionWriter.shares(of: refunded, weights: nets).enumerated() {
      lines[place].refund += share
    }
  }
}
