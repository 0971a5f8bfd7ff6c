import Ledger

/// The amounts of a file's first rows, by which it shows what its columns mean.
///
/// At most 20,000 rows: habits show early, and large files are not read twice for them.
struct AmountRows {
  /// What a row says; amounts in minor units, `nil` where the cell is empty or no amount.
  struct Row {
    var line: Int
    /// Number of the order among those of the sample; -1: the row names none.
    var order: Int
    /// Number of the product, or of the category where there are no products; -1: none.
    var product: Int
    var quantity: DecimalNumber
    var price: DecimalNumber?
    var total: Int64?
    var subtotal: Int64?
    var discount: Int64?
    /// The discount as it is written, for files in which it is a share.
    var share: DecimalNumber?
    var tax: Int64?
    var shipping: Int64?

    /// quantity × price in minor units.
    func product(_ digits: Int) -> Int64? {
      price.flatMap { DecimalNumber.product(quantity, $0, digits: digits) }
    }
  }

  static let limit = 20_000
  private(set) var rows: [Row] = []
  /// Rows of each order, by its number.
  private(set) var orders: [[Int]] = []
  private(set) var names: [String] = []
  let digits: Int
  /// Whether these are all rows of the file.
  private(set) var isWhole = true

  /// Columns that are looked at; -1: none.
  struct Columns {
    var order = -1
    var product = -1
    var quantity = -1
    var price = -1
    var total = -1
    var subtotal = -1
    var discount = -1
    var tax = -1
    var shipping = -1
  }

  /// Reads the first rows of a table. Complexity: O(rows), at most ``limit``.
  init(_ table: TextTable, _ columns: Columns, decimalComma: Bool, digits: Int) throws(IngestError) {
    self.digits = digits
    var reader = try TableReader(table)
    var amounts = AmountReader(decimalComma: decimalComma)
    var record = Record()
    var numbers: [String: Int] = [:]
    var products: [String: Int] = [:]
    func number(_ column: Int) -> DecimalNumber? {
      guard column >= 0, column < record.count, !record.isEmpty(column) else { return nil }
      return record[column].withPiece { amounts.number($0.trimmed) }
    }
    func minor(_ column: Int) -> Int64? { number(column).flatMap { OrderDraft.amount($0, digits: digits) } }
    while try reader.next(&record) {
      guard rows.count < AmountRows.limit else {
        isWhole = false
        break
      }
      let id = columns.order >= 0 ? record[columns.order] : ""
      var order = -1
      if !id.isEmpty {
        order = numbers[id] ?? orders.count
        if order == orders.count {
          numbers[id] = order
          orders.append([])
          names.append(id)
        }
        orders[order].append(rows.count)
      }
      let product = columns.product >= 0 ? record[columns.product] : ""
      let known = products.count
      let share = number(columns.discount)
      rows.append(
        Row(
          line: record.line, order: order,
          product: product.isEmpty ? -1 : products[product, default: known],
          quantity: number(columns.quantity) ?? DecimalNumber(mantissa: 1, decimals: 0), price: number(columns.price),
          total: minor(columns.total), subtotal: minor(columns.subtotal),
          discount: share.flatMap { OrderDraft.amount($0, digits: digits) }, share: share, tax: minor(columns.tax),
          shipping: minor(columns.shipping)))
      if !product.isEmpty, products[product] == nil { products[product] = known }
    }
  }

  /// The orders of several rows.
  var ofSeveral: [[Int]] { orders.filter { $0.count > 1 } }

  /// Takes the subtotal of each row for its amount.
  mutating func takeSubtotals() {
    for place in rows.indices { rows[place].total = rows[place].subtotal ?? rows[place].total }
  }

  /// Whether rows of an order differ in product or quantity, so that equal amounts of theirs are no chance.
  func differ(_ order: [Int]) -> Bool {
    guard let first = order.first else { return false }
    return order.dropFirst().contains {
      rows[$0].product != rows[first].product || rows[$0].quantity != rows[first].quantity
    }
  }
}
