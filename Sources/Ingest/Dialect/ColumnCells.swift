import Ledger

/// What the first rows show of a column: dates, figures, addresses, names.
struct ColumnCells {
  /// Cells with text.
  private(set) var filled = 0
  /// Cells that are a date, and of those the ones that are no number alone.
  private(set) var dates = 0
  private(set) var writtenDates = 0
  /// Cells that are a number, and of those the ones with decimals or a currency beside them.
  private(set) var numbers = 0
  private(set) var money = 0
  /// Whole numbers from 1 to 9,999.
  private(set) var counts = 0
  /// Cells with a digit.
  private(set) var digits = 0
  /// Cells with `@` between two texts.
  private(set) var emails = 0
  /// Cells of at least six digits and of nothing else that phone numbers have none of.
  private(set) var phones = 0
  /// Cells of two words or more without a digit, as people's names are.
  private(set) var people = 0
  /// Cells that are a word for the state of an order.
  private(set) var states = 0
  /// Different texts, up to some hundreds.
  private(set) var distinct = 0

  /// Rows that are looked at.
  static let rows = 200

  /// The columns of some rows, as many as the header's. Complexity: O(bytes of the rows).
  static func columns(_ width: Int, _ sample: [[String]]) -> [ColumnCells] {
    var columns = Array(repeating: ColumnCells(), count: width)
    var seen = Array(repeating: Set<String>(), count: width)
    for row in sample.prefix(rows) where row.count >= width {
      for column in 0..<width where !row[column].isEmpty {
        if seen[column].insert(row[column]).inserted { columns[column].distinct += 1 }
        columns[column].add(row[column])
      }
    }
    return columns
  }

  private mutating func add(_ cell: String) {
    cell.withPiece { piece in
      let text = piece.trimmed
      guard text.count > 0, text.count < 400 else { return }
      filled += 1
      var hasDigit = false
      var letters = 0
      var blanks = 0
      var figures = 0
      for at in 0..<text.count {
        let byte = text.start[at]
        if byte >= 48, byte <= 57 {
          hasDigit = true
          figures += 1
        } else if (byte | 32) >= 97 && (byte | 32) <= 122 || byte > 127 {
          letters += 1
        } else if byte == 32 {
          blanks += 1
        }
      }
      if hasDigit { digits += 1 }
      let string = text.string
      if let at = string.utf8.firstIndex(of: UInt8(ascii: "@")), at > string.startIndex,
        string.utf8[at...].contains(UInt8(ascii: ".")), blanks == 0
      {
        emails += 1
        return
      }
      if !hasDigit, letters > 2 {
        if blanks > 0 { people += 1 }
        if StatusWords.meaning(string) != .unknown { states += 1 }
        return
      }
      guard hasDigit else { return }
      var reader = DateReader(order: .dmy)
      var isDate = reader.moment(text) != nil
      if !isDate {
        reader.order = .mdy
        isDate = reader.moment(text) != nil
      }
      var amounts = AmountReader(decimalComma: false)
      var sign = false
      let number = amounts.number(text) { _ in sign = true }
      if isDate {
        dates += 1
        if number == nil { writtenDates += 1 }
      }
      if let number {
        numbers += 1
        if sign || number.decimals > 0 { money += 1 }
        if !sign, number.decimals == 0, number.mantissa > 0, number.mantissa < 10_000 { counts += 1 }
      }
      if figures >= 6, letters == 0, !isDate || figures > 8 { phones += 1 }
    }
  }

  /// Whether most cells are days of the calendar, numbers that could be one not counted.
  var areDates: Bool { filled > 0 && writtenDates * 10 >= filled * 9 }
  /// Whether most cells are numbers that could be amounts of money, and not all the same small counts.
  var areMoney: Bool { filled > 0 && numbers * 10 >= filled * 9 && writtenDates * 2 < filled }
  /// Whether most cells are e-mail addresses.
  var areEmails: Bool { filled > 0 && emails * 10 >= filled * 9 }
  /// Whether cells could tell people apart: texts or codes, no dates, no amounts, more than one.
  var couldBePeople: Bool {
    filled > 0 && distinct > 1 && !areDates && money * 4 < filled && states * 2 < filled
      && (counts * 2 < filled || distinct > 2)
  }

  /// How the cells fit a field.
  enum Fit: Int, Comparable {
    case fits, unclear, contradicts

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  /// How the cells fit a field; a column without text says nothing.
  func fit(_ field: Field) -> Fit {
    guard filled > 0 else { return .unclear }
    switch field {
    case .orderedAt, .date, .paidAt, .refundedAt:
      return dates * 10 >= filled * 7 ? .fits : dates * 10 < filled * 3 ? .contradicts : .unclear
    case .unitPrice, .discount, .orderDiscount, .total, .lineTotal, .orderTotal, .refund, .tax, .shipping, .cost:
      if writtenDates * 2 > filled || digits * 2 < filled { return .contradicts }
      return numbers * 10 >= filled * 7 ? .fits : .unclear
    case .quantity:
      if writtenDates * 2 > filled || digits * 2 < filled { return .contradicts }
      return numbers * 10 >= filled * 7 ? .fits : .unclear
    case .email: return emails * 10 >= filled * 7 ? .fits : .unclear
    case .phone: return phones * 10 >= filled * 5 ? .fits : digits * 10 < filled * 2 ? .contradicts : .unclear
    case .name: return people * 10 >= filled * 6 ? .fits : .unclear
    case .status: return states * 10 >= filled * 6 ? .fits : .unclear
    case .region, .city, .country, .product, .category:
      return writtenDates * 2 > filled || money * 10 > filled * 7 ? .contradicts : .unclear
    case .customerId, .orderId, .sku: return writtenDates * 2 > filled ? .contradicts : .unclear
    default: return .unclear
    }
  }
}
