/// Cells that hold a list.
enum PackedCell {
  /// Between the texts of several columns that are read as one (`order_item_1` … `order_item_n`).
  static let joint = UInt8(0x1F)

  /// Names and values of one item; a handful, so that a list is faster than a table.
  struct Item {
    fileprivate(set) var values: [(name: String, value: String)] = []

    /// The value of a name; `nil` where it is not there.
    subscript(name: String) -> String? { values.first { $0.name == name }?.value }
  }

  /// The parts of a text at a mark; a backslash before a mark makes it part of the text. Empty parts are kept.
  static func parts(_ text: UnsafeBufferPointer<UInt8>, at mark: UInt8) -> [UnsafeBufferPointer<UInt8>] {
    var parts: [UnsafeBufferPointer<UInt8>] = []
    var start = 0
    var isEscaped = false
    for (place, byte) in text.enumerated() {
      if byte == mark, !isEscaped {
        parts.append(UnsafeBufferPointer(rebasing: text[start..<place]))
        start = place + 1
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    parts.append(UnsafeBufferPointer(rebasing: text[start...]))
    return parts
  }

  /// A part as text, without blanks at its ends and without the backslashes before marks.
  static func text(_ part: UnsafeBufferPointer<UInt8>) -> String {
    let part = CellText.cleaned(part)
    guard part.contains(UInt8(ascii: "\\")) else { return String(decoding: part, as: UTF8.self) }
    let marks = Array(":;|\\,".utf8)
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in part {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, !marks.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
      isEscaped = false
    }
    if isEscaped { bytes.append(UInt8(ascii: "\\")) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `key:value|key:value;…` item by item; what has neither a quantity nor a total is none.
  static func items(_ cell: UnsafeBufferPointer<UInt8>) -> [Item] {
    parts(cell, at: UInt8(ascii: ";")).compactMap { part in
      var item = Item()
      for pair in parts(part, at: UInt8(ascii: "|")) {
        guard let colon = pair.firstIndex(of: UInt8(ascii: ":")) else { continue }
        let key = CellText.cleaned(UnsafeBufferPointer(rebasing: pair[..<colon]))
        item.values.append(
          (String(decoding: key, as: UTF8.self), text(UnsafeBufferPointer(rebasing: pair[(colon + 1)...]))))
      }
      return item["quantity"] == nil && item["total"] == nil ? nil : item
    }
  }

  /// `Product ID: 7, Product Qty: 2, Product Name: a, b, …` item by item, with `|` between them; the names are known, so
  /// that commas may stand in a value. An item begins with the first of the names.
  static func labelled(_ cell: UnsafeBufferPointer<UInt8>, names: [String]) -> [Item] {
    let names = names.map { ($0, Array(($0 + ":").utf8)) }
    var items: [Item] = []
    func named(_ part: UnsafeBufferPointer<UInt8>) -> (name: String, length: Int)? {
      for (name, bytes) in names where part.starts(with: bytes) { return (name, bytes.count) }
      return nil
    }
    for bar in parts(cell, at: UInt8(ascii: "|")) {
      for (place, part) in parts(bar, at: UInt8(ascii: ",")).enumerated() {
        let trimmed = CellText.cleaned(part)
        guard let (name, length) = named(trimmed) else {
          guard let item = items.indices.last, let value = items[item].values.indices.last else { continue }
          let mark = place == 0 ? "|" : ","
          items[item].values[value].value += mark + String(decoding: part, as: UTF8.self)
          continue
        }
        if items.isEmpty || (place == 0 && name == names[0].0) || items[items.count - 1][name] != nil {
          items.append(Item())
        }
        let value = CellText.cleaned(UnsafeBufferPointer(rebasing: trimmed[length...]))
        items[items.count - 1].values.append((name, String(decoding: value, as: UTF8.self)))
      }
    }
    return items
  }

  /// The number that a text says; `nil` where it says none.
  static func number(_ text: String) -> DecimalNumber? {
    var text = text
    return text.withUTF8 { number($0) }
  }

  /// The number that a text says; `nil` where it says none.
  static func number(_ text: UnsafeBufferPointer<UInt8>) -> DecimalNumber? {
    var reader = AmountReader(decimalComma: false)
    return CellText.number(CellText.cleaned(text), &reader)
  }
}
