@testable import Ingest

/// A generated order file whose figures are known, in one of the styles that shops write.
struct PollutedShop {
  /// What a column holds.
  enum Column: String, CaseIterable {
    case order, customer, date, time, sku, product, quantity, price, discount, status, city, category, note
  }

  /// A row as it was before any pollution.
  struct Row {
    var cells: [Column: String]
    var quantity: Int
    /// Cents, or whole units where the currency has none.
    var price: Int
    var discount: Int

    var net: Int { quantity * price - discount }
  }

  /// A stretch of text that ends with a line end, and the rows that stand in it.
  struct Piece {
    var text: String
    var rows: [Int]
    /// Kept as it is by pollutions that look for a row.
    var isTouched = false
  }

  enum Quoting { case needed, texts, all }

  var columns: [Column] = []
  var rows: [Row] = []
  var header: [String] = []
  var delimiter: Character = ","
  var quoting = Quoting.needed
  var quote: Character = "\""
  var hasBackslash = false
  var decimalComma = false
  var decimals = 2
  var sign = ""
  var lineEnd = "\n"
  var pieces: [Piece] = []
  var kinds: [String] = []
  /// Whether something was destroyed, or could be read in two ways: then saying so is the right answer.
  var isUndecidable = false
  var bytesBefore = ""
  var endsLines: [String]?
  var hasLastEnd = true

  var total: Int { rows.reduce(0) { $0 + $1.net } }

  static let english: [Column: [String]] = [
    .order: ["order_id", "Order Number", "Invoice No"], .customer: ["customer_id", "Customer", "Client ID"],
    .date: ["date", "Date"], .time: ["time", "Time"], .sku: ["sku", "Product Code"],
    .product: ["product", "Product Name", "Description"], .quantity: ["quantity", "Qty"],
    .price: ["unit_price", "Price"], .discount: ["discount", "Discount Amount"], .status: ["status", "Order Status"],
    .city: ["city", "Town"], .category: ["category", "Category"], .note: ["note", "Remarks"],
  ]
  static let chinese: [Column: [String]] = [
    .order: ["订单编号"], .customer: ["客户编号"], .date: ["日期"], .time: ["时间"], .sku: ["货号"], .product: ["商品名称"],
    .quantity: ["数量"], .price: ["单价"], .discount: ["优惠金额"], .status: ["订单状态"], .city: ["城市"], .category: ["类别"],
    .note: ["备注"],
  ]
  private static let adjectives = ["Blue", "Small", "Oak", "Soft", "Steel", "Green", "Large", "Silk", "红色", "大号"]
  private static let nouns = ["mug", "lamp", "towel set", "chair", "kettle", "notebook", "scarf", "clock", "茶杯", "毛巾"]
  private static let extras = ["", "", "", "", ", 2 pcs", " 5\" wide", ", black", " \"de luxe\"", " (new)", "，礼盒"]
  private static let cities = ["Ashford", "Borkum", "Cadiz", "Dover", "Emden", "成都"]
  private static let categories = ["kitchen", "home", "office"]

  /// A table of 30 to 45 rows.
  init(_ random: inout SeededGenerator) {
    columns = [.order, .customer, .date, .sku, .product, .quantity, .price, .discount, .status, .city]
    if Int.random(in: 0..<4, using: &random) == 0, let at = columns.firstIndex(of: .date) {
      columns.insert(.time, at: at + 1)
    }
    if Int.random(in: 0..<4, using: &random) == 0 { columns.insert(.category, at: 4) }
    if Int.random(in: 0..<5, using: &random) == 0 { columns.append(.note) }
    if Int.random(in: 0..<3, using: &random) == 0 { columns.shuffle(using: &random) }
    delimiter = [",", ",", ",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    quoting = [.needed, .needed, .texts, .all].randomElement(using: &random) ?? .needed
    decimals = Int.random(in: 0..<6, using: &random) == 0 ? 0 : 2
    decimalComma = delimiter != "," && decimals > 0 && Bool.random(using: &random)
    sign = ["", "", "", "", "€", "$"].randomElement(using: &random) ?? ""
    lineEnd = ["\n", "\n", "\r\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    let names = Int.random(in: 0..<4, using: &random) == 0 ? PollutedShop.chinese : PollutedShop.english
    header = columns.map { names[$0]?.randomElement(using: &random) ?? $0.rawValue }
    let dates = Int.random(in: 0..<5, using: &random)
    let first = [1_001, 20_150, 500_901].randomElement(using: &random) ?? 1
    let prefix = ["", "", "A-", "#"].randomElement(using: &random) ?? ""
    for number in 0..<Int.random(in: 30...45, using: &random) {
      let quantity = Int.random(in: 1...12, using: &random)
      let price =
        decimals == 0 ? Int.random(in: 20...9_000, using: &random) * 10 : Int.random(in: 150...29_999, using: &random)
      let discount = Int.random(in: 0..<3, using: &random) == 0 ? price * quantity / 10 : 0
      var row = Row(cells: [:], quantity: quantity, price: price, discount: discount)
      row.cells[.order] = prefix + String(first + number)
      row.cells[.customer] = "C" + String(1_000 + Int.random(in: 0..<40, using: &random))
      let (y, m, d) = (
        2_024 + Int.random(in: 0...1, using: &random), Int.random(in: 1...12, using: &random),
        Int.random(in: 1...28, using: &random)
      )
      let two = { (value: Int) in value < 10 ? "0\(value)" : String(value) }
      row.cells[.date] =
        [
          "\(y)-\(two(m))-\(two(d))", "\(two(d))/\(two(m))/\(y)", "\(d).\(m).\(y)",
          "\(y)-\(two(m))-\(two(d)) \(two(d % 24)):\(two(m)):00", "\(y)年\(m)月\(d)日",
        ][dates]
      row.cells[.time] = "\(two(d % 24)):\(two(m * 4))"
      row.cells[.sku] = "SKU-" + String(10_000 + Int.random(in: 0..<90, using: &random))
      row.cells[.product] =
        (PollutedShop.adjectives.randomElement(using: &random) ?? "") + " "
        + (PollutedShop.nouns.randomElement(using: &random) ?? "")
        + (PollutedShop.extras.randomElement(using: &random) ?? "")
      row.cells[.quantity] = String(quantity)
      row.cells[.price] = amount(price)
      row.cells[.discount] =
        discount == 0 && Int.random(in: 0..<8, using: &random) == 0 ? "" : amount(discount)
      row.cells[.status] = ["paid", "paid", "paid", "shipped", "delivered"].randomElement(using: &random)
      row.cells[.city] = PollutedShop.cities.randomElement(using: &random)
      row.cells[.category] = PollutedShop.categories.randomElement(using: &random)
      row.cells[.note] = Int.random(in: 0..<6, using: &random) == 0 ? "gift wrap please" : ""
      rows.append(row)
    }
  }

  /// An amount as this file writes it.
  func amount(_ minor: Int) -> String {
    guard decimals > 0 else { return sign + String(minor) }
    let cents = minor % 100
    return sign + "\(minor / 100)" + (decimalComma ? "," : ".") + (cents < 10 ? "0" : "") + "\(cents)"
  }

  /// Cells as a line.
  func line(_ cells: [String], delimiter other: Character? = nil) -> String {
    let delimiter = other ?? delimiter
    return cells.enumerated().map { column, cell in
      let isText = column < columns.count && [.product, .status, .city, .category, .note].contains(columns[column])
      let needs = cell.contains { $0 == delimiter || $0 == quote || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
      guard needs || quoting == .all || (quoting == .texts && isText) else { return cell }
      var inner = ""
      for character in cell {
        if hasBackslash, character == quote || character == "\\" {
          inner.append("\\")
        } else if character == quote {
          inner.append(quote)
        }
        inner.append(character)
      }
      return "\(quote)\(inner)\(quote)"
    }.joined(separator: String(delimiter))
  }

  /// The cells of a row in the file's order, or another one.
  func cells(_ row: Int, _ order: [Column]? = nil) -> [String] { (order ?? columns).map { rows[row].cells[$0] ?? "" } }

  /// Writes the header and all rows as they should be.
  mutating func write() {
    pieces = [Piece(text: line(header), rows: [], isTouched: true)]
    pieces += rows.indices.map { Piece(text: line(cells($0)), rows: [$0]) }
  }

  /// The text, and the lines on which each row stands.
  func text() -> (bytes: [UInt8], lines: [ClosedRange<Int>]) {
    var text = bytesBefore
    var lines = Array(repeating: 0...0, count: rows.count)
    var number = 1
    for (position, piece) in pieces.enumerated() {
      var inner = 0
      for character in piece.text where character == "\n" || character == "\r" || character == "\r\n" { inner += 1 }
      for row in piece.rows {
        lines[row] =
          lines[row] == 0...0
          ? number...(number + inner) : min(lines[row].lowerBound, number)...max(lines[row].upperBound, number + inner)
      }
      number += inner + 1
      // A blank line after a carriage return must not make one line end of two.
      let isPair = piece.text.isEmpty && text.last == "\r"
      text += piece.text
      guard position + 1 < pieces.count || hasLastEnd else { continue }
      text += isPair ? "\r" : endsLines?[position % (endsLines?.count ?? 1)] ?? lineEnd
    }
    return (Array(text.utf8), lines)
  }
}
