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
  /// The part of it that was in the lines' amounts and was taken out of them.
  var taxTakenOut: Int64 = 0
  /// The part of `tax` that is on the goods, where the platform tells it from the tax on the shipping.
  var taxOnGoods: Int64?
  var shipping: Int64 = 0
  /// Whether lines that are no goods were taken out already.
  var hasGoodsAlone = false
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

  /// What the lines came to after all discounts, the order's discount spread over them as the ledger spreads it.
  private func nets() -> [Int64] {
    let shares = PartitionWriter.shares(of: discount, weights: lines.map { max(0, $0.gross) })
    return lines.indices.map { lines[$0].net - (discount > 0 ? shares[$0] : 0) }
  }

  /// Takes an amount of tax out of the lines in proportion to what they came to, to the smallest unit by largest
  /// remainder; lines that are not taxed are left alone.
  mutating func takeOut(tax amount: Int64, isTaxed: [Bool]? = nil) {
    let nets = nets()
    let weights = nets.indices.map { isTaxed?[$0] == false ? 0 : max(0, nets[$0]) }
    guard amount > 0, weights.reduce(0, { OrderDraft.sum($0, $1) }) > amount else { return }
    takeOut(taxes: PartitionWriter.shares(of: amount, weights: weights))
  }

  /// Takes the tax of each line out of it: out of its gross amount, its discount and its refund in proportion.
  mutating func takeOut(taxes: [Int64]) {
    let nets = nets()
    for place in lines.indices where taxes[place] != 0 {
      let (net, rest) = (nets[place], nets[place] - taxes[place])
      guard net > 0, rest > 0 else { continue }
      let discount = lines[place].gross - net
      lines[place].discount = OrderDraft.part(discount, rest, of: net)
      lines[place].gross = rest + lines[place].discount
      lines[place].refund = OrderDraft.part(lines[place].refund, rest, of: net)
      taxTakenOut += taxes[place]
    }
    for place in lines.indices where taxes[place] == 0 || nets[place] <= taxes[place] {
      lines[place].discount = lines[place].gross - nets[place]
    }
    // It stands on the lines now.
    discount = 0
  }

  /// `amount` × `share` ÷ `whole`, rounded half away from zero.
  static func part(_ amount: Int64, _ share: Int64, of whole: Int64) -> Int64 {
    guard whole > 0 else { return amount }
    let product = Int128(amount) * Int128(share)
    let quotient = product / Int128(whole)
    let remainder = (product % Int128(whole)).magnitude
    let isUp = remainder >= Int128(whole).magnitude - remainder
    return Int64(clamping: isUp ? quotient + (product < 0 ? -1 : 1) : quotient)
  }

  /// Whether a part was given back that is the shipping to the smallest unit: no goods came back.
  var isShippingRefund: Bool { !isRefunded && refund > 0 && refund == shipping && refund < goods - discount }

  /// Puts the refund of the order on its lines: the goods' part of it, at most what they came to after all discounts, in
  /// proportion to it. Tax that was paid on the goods is given back with them: goods ÷ (goods + tax).
  mutating func spreadRefund() {
    guard refund > 0 || isRefunded, !isShippingRefund else { return }
    let paid = nets()
    let nets = lines.indices.map { max(0, paid[$0] - lines[$0].refund) }
    let most = nets.reduce(0) { OrderDraft.sum($0, $1) }
    let onGoods = taxTakenOut > 0 ? taxTakenOut : max(0, taxOnGoods ?? tax)
    let part = onGoods > 0 ? OrderDraft.part(refund, most, of: OrderDraft.sum(most, onGoods)) : refund
    let refunded = isRefunded && refund == 0 ? most : min(most, part)
    guard refunded > 0 else { return }
    for (place, share) in PartitionWriter.shares(of: refunded, weights: nets).enumerated() {
      lines[place].refund += share
    }
  }

  /// Makes lines that are no goods worth nothing.
  ///
  /// - Returns: What they came to, by kind.
  mutating func takeOutNotGoods(_ kinds: [NotGoods?]) -> [NotGoods: (lines: Int, amount: Int64)] {
    var found: [NotGoods: (lines: Int, amount: Int64)] = [:]
    for place in lines.indices {
      guard let kind = kinds[place], lines[place].unreadable == nil else { continue }
      let sum = found[kind] ?? (0, 0)
      found[kind] = (sum.lines + 1, OrderDraft.sum(sum.amount, lines[place].net))
      if kind == .shipping { shipping = OrderDraft.sum(shipping, lines[place].net) }
      lines[place].gross = 0
      lines[place].discount = 0
      lines[place].refund = 0
      lines[place].cost = nil
      lines[place].quantity = DecimalNumber(mantissa: 0, decimals: 0)
    }
    discount = min(discount, max(0, goods))
    return found
  }
}
