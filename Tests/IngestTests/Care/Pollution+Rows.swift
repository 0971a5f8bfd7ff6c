@testable import Ingest

extension Pollution {
  /// Spoils one row.
  func applyToRow(_ shop: inout PollutedShop, _ random: inout SeededGenerator) -> Bool {
    let free = shop.pieces.indices.filter { shop.pieces[$0].rows.count == 1 && !shop.pieces[$0].isTouched }
    guard let at = self == .cutOff ? shop.pieces.indices.last : free.randomElement(using: &random),
      let row = shop.pieces[at].rows.first
    else { return false }
    var cells = shop.cells(row)
    let width = cells.count
    let product = shop.columns.firstIndex(of: .product) ?? 0
    let mark = String(shop.delimiter)
    let quote = String(shop.quote)
    /// The row with one cell as it is given, without quotes around it.
    func raw(_ column: Int, _ text: String) -> String {
      (0..<width).map { $0 == column ? text : shop.line(cells, only: $0) }.joined(separator: mark)
    }
    let column = Int.random(in: 0..<width, using: &random)
    let plain = (shop.rows[row].cells[.product] ?? "").filter { !"\",;\t|'\n，".contains($0) }
    var text = shop.pieces[at].text
    switch self {
    case .quoteAtStart: text = raw(product, quote + plain)
    case .quoteInside:
      text = raw(product, Bool.random(using: &random) ? plain + quote : plain.prefix(4) + quote + plain.dropFirst(4))
    case .unescapedQuotes: text = raw(product, quote + "The " + quote + plain + quote + " one" + quote)
    case .extraSeparator: text = raw(product, plain + mark + " boxed")
    case .extraEmpty:
      text = raw(
        column,
        Bool.random(using: &random) ? mark + shop.line(cells, only: column) : shop.line(cells, only: column) + mark)
    case .trailingSeparators: text += String(repeating: mark, count: Int.random(in: 1...3, using: &random))
    case .missingSeparator:
      text = (0..<width).map { shop.line(cells, only: $0) + ($0 == column || $0 == width - 1 ? "" : mark) }.joined()
    case .missingField:
      text = (0..<width).filter { $0 != column }.map { shop.line(cells, only: $0) }.joined(separator: mark)
    case .otherDelimiter:
      let others: [Character] = [",", ";", "\t", "|"].filter { $0 != shop.delimiter }
      text = shop.line(cells, delimiter: others.randomElement(using: &random))
    case .brokenRow: text = raw(product, plain.prefix(5) + shop.innerLineEnd + plain.dropFirst(5))
    case .lostLineEnd, .separatorForLineEnd:
      guard at + 1 < shop.pieces.count, shop.pieces[at + 1].rows.count == 1, !shop.pieces[at + 1].isTouched else {
        return false
      }
      text += (self == .lostLineEnd ? "" : mark) + shop.pieces[at + 1].text
      shop.pieces[at].rows += shop.pieces[at + 1].rows
      shop.pieces.remove(at: at + 1)
    case .cutOff:
      guard at == shop.pieces.count - 1, !shop.pieces[at].isTouched, !text.contains("\n") else { return false }
      guard let last = text.lastIndex(of: shop.delimiter) else { return false }
      let end = text.distance(from: text.startIndex, to: last)
      text = String(text.prefix(Int.random(in: 1...max(1, end - 1), using: &random)))
      shop.hasLastEnd = false
    case .decimalComma:
      guard shop.delimiter == ",", shop.decimals == 2, let price = shop.columns.firstIndex(of: .price) else {
        return false
      }
      text = raw(price, cells[price].map { $0 == "." ? "," : String($0) }.joined())
    case .thousands:
      guard shop.delimiter == ",", let price = shop.columns.firstIndex(of: .price), cells[price].count > 4 else {
        return false
      }
      cells[price] = shop.thousands(row)
      text = raw(price, cells[price])
    case .blanksAfterSeparators:
      text = (0..<width).map { shop.line(cells, only: $0) }.joined(separator: mark + " ")
    case .nulBytes: text = raw(product, plain + "\0")
    default: return false
    }
    switch self {
    case .missingField, .cutOff, .decimalComma, .thousands: shop.isUndecidable = true
    case .missingSeparator where column < width - 1:
      if !shop.isBorderClear(cells, column, column + 1, cells) { shop.isUndecidable = true }
    case .lostLineEnd:
      if !shop.isBorderClear(cells, width - 1, 0, shop.cells(row + 1)) { shop.isUndecidable = true }
    case .extraSeparator:
      // Beside a column of notes the piece may be a note.
      let isBesideNote = [product - 1, product + 1].contains { $0 >= 0 && $0 < width && shop.columns[$0] == .note }
      if isBesideNote { shop.isUndecidable = true }
    default: break
    }
    shop.pieces[at].text = text
    shop.pieces[at].isTouched = true
    return true
  }
}

extension PollutedShop {
  /// Whether two cells that run into each other show where one ends: `paidBerlin`, and not `319.99`.
  func isBorderClear(_ left: [String], _ column: Int, _ next: Int, _ right: [String]) -> Bool {
    guard let last = left[column].last, let first = right[next].first else { return false }
    if quoting == .all { return true }
    let isText =
      columns[column] == .product || columns[column] == .note || columns[next] == .note || columns[next] == .product
    return !isText && !(last.isNumber && first.isNumber)
  }

  /// One cell as the line would have it.
  func line(_ cells: [String], only column: Int) -> String {
    var copy = self
    copy.columns = [columns[column]]
    return copy.line([cells[column]])
  }

  var innerLineEnd: String { endsLines?.first ?? lineEnd }

  /// The price of a row, made large enough, with a comma between thousands and no quotes around it.
  mutating func thousands(_ row: Int) -> String {
    rows[row].price = rows[row].price % 10_000_000 + (decimals > 0 ? 123_400 : 1_230)
    rows[row].cells[.price] = amount(rows[row].price)
    let whole = decimals > 0 ? rows[row].price / 100 : rows[row].price
    let rest = amount(rows[row].price).drop { $0 != "." }
    let tail = String(whole % 1_000)
    return sign + "\(whole / 1_000)," + String(repeating: "0", count: 3 - tail.count) + tail + rest
  }
}
